"""The line that explains what this tab keeps, and the button that clears it."""

from typing import Final

import streamlit as st

from ui.tab_memory.keeping import clear_work, keeps_work
from ui.widgets.dialogs import close_dialog

_ASKED: Final = "tab-clear-asked"
_KEPT: Final = (
    "What you add is stored only in this session and this browser tab: no other user sees it, and "
    "it is not on the server's disk. It survives a reload and a restart of the server. "
    "<b>Closing the tab deletes it.</b>"
)
_NOT_KEPT: Final = (
    "What you add is stored only in this session: no other user sees it, and it is on no disk. "
    "Because of the marking or a setting, this tab does not keep it. <b>Closing or reloading the "
    "tab, or a restart of the server, deletes it.</b>"
)


def show_tab_line(key: str) -> None:
    """
    Show what the tab keeps, and the button that clears it after a confirmation.

    Parameters
    ----------
    key
        Unique key of the place where it is shown.
    """
    kept = _KEPT if keeps_work() else _NOT_KEPT
    st.html(f'<p class="bw-hint">{kept} Download what you want to keep.</p>')
    if st.session_state.get(_ASKED) != key:
        st.button("Clear this tab", on_click=_ask, args=(key,), key=f"clear-{key}")
        return
    st.html(
        '<p class="bw-error" role="alert">This deletes your reports, their undo steps, your own '
        "table and the marking you set. It cannot be undone.</p>"
    )
    with st.container(horizontal=True):
        st.button("Clear all", on_click=_clear, type="primary", key=f"clear-{key}-all")
        st.button("Keep it", on_click=_ask, args=("",), key=f"clear-{key}-not")


def _ask(key: str) -> None:
    """Ask for confirmation at a place; blank for none."""
    st.session_state[_ASKED] = key


def _clear() -> None:
    """Delete the work of this session and close the dialog."""
    _ask("")
    clear_work()
    close_dialog()
