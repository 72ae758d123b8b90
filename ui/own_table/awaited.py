"""Ask again for the file of a table that was on the map before a restart or reload."""

from html import escape
from typing import Final

import streamlit as st

from geo.record import Dataset
from ui.state.table_draft import awaited_table
from ui.tab_memory.restored_work import discard_awaited, supply_file
from ui.widgets.dialogs import close_dialog

_ERROR: Final = "own-awaited-error"


def show_awaited(base: Dataset) -> None:
    """
    Ask for the file of the awaited table; show nothing if there is none.

    Parameters
    ----------
    base
        The record that all sessions share. Not modified.
    """
    awaited = awaited_table()
    if awaited is None:
        return
    names = " and ".join(file.name for file in awaited.missing)
    text = (
        f"The table {awaited.file.name} was on the map. This tab kept its mapping, name and "
        f"SHA-256, but not its content. Choose {names} again; it must be the same file."
    )
    st.html(f'<p class="bw-hint bw-away" role="status">{escape(text)}</p>')
    st.file_uploader("Choose the same file", key="own-awaited", on_change=_give, args=(base,))
    error = st.session_state.get(_ERROR)
    if error:
        st.html(f'<p class="bw-error" role="alert">{escape(error)}</p>')
    st.button("Continue without this table", on_click=_do_without, key="own-do-without")


def _give(base: Dataset) -> None:
    """Restore the table from the file, or keep why it cannot be."""
    uploaded = st.session_state.get("own-awaited")
    if uploaded is None:
        return
    st.session_state[_ERROR] = supply_file(uploaded.name, uploaded.getvalue(), base)
    if awaited_table() is None:
        close_dialog()


def _do_without() -> None:
    """Stop waiting for the file."""
    st.session_state[_ERROR] = ""
    discard_awaited()
    close_dialog()
