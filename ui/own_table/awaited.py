"""A table that was on the map before a restart or a reload: its file is asked for again."""

from html import escape
from typing import Final

import streamlit as st

from geo.record import Dataset
from ui.state.table_draft import awaited_table
from ui.tab_memory.restored_work import discard_awaited, supply_file
from ui.widgets.dialogs import close_dialog

_FAULT: Final = "own-awaited-fault"


def show_awaited(base: Dataset) -> None:
    """
    Ask for the file of the table that is awaited; nothing where none is.

    Parameters
    ----------
    base
        The record that all sessions share. Not modified.
    """
    awaited = awaited_table()
    if awaited is None:
        return
    names = " and ".join(file.name for file in awaited.missing)
    said = (
        f"The table {awaited.file.name} was on the map. This tab keeps its mapping, its name and "
        f"its SHA-256, not its bytes. Give {names} again: it is taken if it is the same file."
    )
    st.html(f'<p class="bw-hint bw-away" role="status">{escape(said)}</p>')
    st.file_uploader("The same file again", key="own-awaited", on_change=_give, args=(base,))
    fault = st.session_state.get(_FAULT)
    if fault:
        st.html(f'<p class="bw-fault" role="alert">{escape(fault)}</p>')
    st.button("Do without this table", on_click=_do_without, key="own-do-without")


def _give(base: Dataset) -> None:
    """Take the file, or keep why not."""
    uploaded = st.session_state.get("own-awaited")
    if uploaded is None:
        return
    st.session_state[_FAULT] = supply_file(uploaded.name, uploaded.getvalue(), base)
    if awaited_table() is None:
        close_dialog()


def _do_without() -> None:
    """Wait no longer."""
    st.session_state[_FAULT] = ""
    discard_awaited()
    close_dialog()
