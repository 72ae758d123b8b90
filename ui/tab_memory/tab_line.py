"""The quiet line on what this tab keeps of one's own, and the way to empty it."""

from typing import Final

import streamlit as st

from ui.tab_memory.keeping import clear_work, keeps_work
from ui.widgets.dialogs import close_dialog

_ASKED: Final = "tab-clear-asked"
_KEPT: Final = (
    "What you add is in this session and in this browser tab alone: nobody else sees it, and no "
    "disk of the server holds it. A reload, or a restart of the server, brings it back. "
    "<b>Closing the tab loses it.</b>"
)
_NOT_KEPT: Final = (
    "What you add is in this session alone: nobody else sees it, and no disk holds it. This tab "
    "keeps nothing, by its marking or by a setting. <b>Closing or reloading the tab, or a restart "
    "of the server, loses it.</b>"
)


def show_tab_line(key: str) -> None:
    """
    Show what the tab keeps, and the button that empties it, which asks before it does.

    Parameters
    ----------
    key
        Of the place, which no other place has.
    """
    kept = _KEPT if keeps_work() else _NOT_KEPT
    st.html(f'<p class="bw-hint">{kept} Download what you want to keep.</p>')
    if st.session_state.get(_ASKED) != key:
        st.button("Clear this tab", on_click=_ask, args=(key,), key=f"clear-{key}")
        return
    st.html(
        '<p class="bw-fault" role="alert">Your reports, the steps to undo, your own table and the '
        "marking that you set go, for good.</p>"
    )
    with st.container(horizontal=True):
        st.button("Clear it all", on_click=_clear, type="primary", key=f"clear-{key}-all")
        st.button("Keep it", on_click=_ask, args=("",), key=f"clear-{key}-not")


def _ask(key: str) -> None:
    """Ask whether it is meant, in a place, or no longer."""
    st.session_state[_ASKED] = key


def _clear() -> None:
    """Forget all of it."""
    _ask("")
    clear_work()
    close_dialog()
