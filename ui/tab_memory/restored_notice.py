"""Notice after a restart or reload: what was restored, and what was not."""

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
    Which work was restored, and which was not.

    Attributes
    ----------
    restarted
        Whether the server was restarted while the page was open.
    back, lost
        What was restored, a few words each; what was not and why, one sentence each.
    """

    restarted: bool
    back: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def note_restored(restored: Restored) -> None:
    """Set the notice that the page shows."""
    st.session_state[_NOTICE] = restored


def show_restored() -> None:
    """Show what was restored, what was not and what to do, until it is closed."""
    notice: Restored | None = st.session_state.get(_NOTICE)
    if notice is None:
        return
    began = "The server was restarted." if notice.restarted else "The page was reloaded."
    back = f" Restored: {', '.join(notice.back)}." if notice.back else ""
    with st.container(horizontal=True, vertical_alignment="center", key="restored"):
        show_notice("warning" if notice.lost else "note", began + back, notice.lost)
        if awaited_table() is not None:
            st.button(
                "Choose the file again", on_click=open_dialog, args=("table",), key="give-file"
            )
        st.button("Close", on_click=_close, type="tertiary", key="close-restored")


def _close() -> None:
    """Remove the notice."""
    st.session_state[_NOTICE] = None
