"""Which dialog is open: one at a time, until it is closed, whatever else has the page run."""

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
    """Close what is open; call it in a widget's callback."""
    st.session_state[_OPEN] = st.session_state[_BACK] = None


def dismiss_dialog() -> Callable[[], None]:
    """
    Give what closes the dialog that is shown now, and no later one.

    A dialog that is going still takes a press beside it for its dismissal, and the press may be on
    the button that opens the next one.
    """
    return partial(_dismiss, _count_opened())


def _dismiss(number: int) -> None:
    """Close what is open, if nothing was opened since."""
    if number == _count_opened():
        close_dialog()


def _count_opened() -> int:
    """Count the dialogs that the session has opened."""
    number: int = st.session_state.get(_OPENED, 0)
    return number


def end_dialog() -> None:
    """Close what is open, and open what it was opened from; call it in a widget's callback."""
    st.session_state[_OPEN] = st.session_state.get(_BACK)
    st.session_state[_BACK] = None
    st.session_state[_OPENED] = _count_opened() + 1


def opened_dialog() -> Name | None:
    """Give the dialog that is open."""
    name: Name | None = st.session_state.get(_OPEN)
    return name


def enter_dialog(name: Name) -> None:
    """Begin a dialog's body: have the whole page run where a callback, run alone, has closed it."""
    if opened_dialog() != name:
        st.rerun()
    # a dialog stands outside of the element that has the theme's scheme
    scheme = "dark" if is_dark() else "light"
    st.html(f'<style>[role="dialog"] {{ color-scheme: {scheme}; }}</style>')
