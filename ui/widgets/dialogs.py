"""The open dialog: one at a time, kept across runs until it is closed."""

from collections.abc import Callable
from functools import partial
from typing import Final, Literal

import streamlit as st

from ui.widgets.theme import is_dark

Name = Literal["report", "reports", "table", "marking"]
_OPEN: Final = "dialog"
_BACK: Final = "dialog-back"
_OPENED: Final = "dialogs-opened"


def open_dialog(name: Name, back: Name | None = None) -> None:
    """Open a dialog in the next run; call it in a widget's callback. `back` opens after it."""
    st.session_state[_OPEN] = name
    st.session_state[_BACK] = back
    st.session_state[_OPENED] = _count_opened() + 1


def close_dialog() -> None:
    """Close the open dialog; call it in a widget's callback."""
    st.session_state[_OPEN] = st.session_state[_BACK] = None


def dismiss_dialog() -> Callable[[], None]:
    """
    Return a function that closes the dialog that is shown now, and no later one.

    A dialog that is closing still takes a press beside it as its dismissal, and the press may be on
    the button that opens the next one.
    """
    return partial(_dismiss, _count_opened())


def _dismiss(number: int) -> None:
    """Close the open dialog, if none was opened since."""
    if number == _count_opened():
        close_dialog()


def _count_opened() -> int:
    """Count the dialogs that the session has opened."""
    number: int = st.session_state.get(_OPENED, 0)
    return number


def end_dialog() -> None:
    """Close the dialog and open the one it was opened from; call it in a widget's callback."""
    st.session_state[_OPEN] = st.session_state.get(_BACK)
    st.session_state[_BACK] = None
    st.session_state[_OPENED] = _count_opened() + 1


def opened_dialog() -> Name | None:
    """Return the name of the open dialog; None without one."""
    name: Name | None = st.session_state.get(_OPEN)
    return name


def enter_dialog(name: Name) -> None:
    """Begin the body of a dialog; rerun the whole page if a callback of a fragment closed it."""
    if opened_dialog() != name:
        st.rerun()
    # a dialog is outside of the element that has the theme's scheme
    scheme = "dark" if is_dark() else "light"
    st.html(f'<style>[role="dialog"] {{ color-scheme: {scheme}; }}</style>')
