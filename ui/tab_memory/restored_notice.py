"""What the page says of work that came back with its tab, and what to do about what did not."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from ui.state.table_draft import awaited_table
from ui.widgets.dialogs import open_dialog
from ui.widgets.notices import show_notice

_NOTICE: Final = "restored-notice"


@dataclass(frozen=True)
class Restored:
    """
    What became of what the tab handed back.

    Attributes
    ----------
    restarted
        Whether the server was started again while the page was open.
    back, lost
        What is there again, a few words each, and what is not and why, a sentence each.
    """

    restarted: bool
    back: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def note_restored(restored: Restored) -> None:
    """Have the page say what became of it."""
    st.session_state[_NOTICE] = restored


def show_restored() -> None:
    """Say what came back, and what did not and what to do; until it is closed."""
    notice: Restored | None = st.session_state.get(_NOTICE)
    if notice is None:
        return
    began = "The server was restarted." if notice.restarted else "The page was loaded anew."
    back = f" Back again: {', '.join(notice.back)}." if notice.back else ""
    with st.container(horizontal=True, vertical_alignment="center", key="restored"):
        show_notice("warning" if notice.lost else "note", began + back, notice.lost)
        if awaited_table() is not None:
            st.button("Give the file again", on_click=open_dialog, args=("table",), key="give-file")
        st.button("Close", on_click=_close, type="tertiary", key="close-restored")


def _close() -> None:
    """Say no more of it."""
    st.session_state[_NOTICE] = None
