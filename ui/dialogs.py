"""Which dialog is open: one at a time, until it is closed, whatever else has the page run."""

from typing import Final, Literal

import streamlit as st

from ui.theme import is_dark

Name = Literal["report", "reports", "table", "marking"]
_OPEN: Final = "dialog"
_BACK: Final = "dialog-back"


def open_dialog(name: Name, back: Name | None = None) -> None:
    """Open a dialog in the next run; call it in a widget's callback. `back` opens after it."""
    st.session_state[_OPEN] = name
    st.session_state[_BACK] = back


def close_dialog() -> None:
    """Close what is open; call it in a widget's callback, or as a dialog is dismissed."""
    st.session_state[_OPEN] = st.session_state[_BACK] = None


def end_dialog() -> None:
    """Close what is open, and open what it was opened from; call it in a widget's callback."""
    st.session_state[_OPEN] = st.session_state.get(_BACK)
    st.session_state[_BACK] = None


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
