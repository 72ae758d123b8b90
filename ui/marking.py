"""The marking line of page and products: from the settings, or asked for, once a session."""

from html import escape
from typing import Final

import streamlit as st

from export.marking_ink import select_ink
from geo.errors import ViewError
from geo.scene import Marking
from ui.dialogs import Name, dismiss_dialog, end_dialog, enter_dialog, open_dialog
from ui.session import has_own
from ui.settings import read_marking

_SET: Final = "marking-set"
_TEXT: Final = "marking-text"
_COLOUR: Final = "marking-colour"
_TRIED: Final = "marking-tried"
_BY_WORDS: Final = "as is usual for these words"
_COLOURS: Final = {
    _BY_WORDS: "",
    "green": "#2e6b3a",
    "blue": "#1d4ed8",
    "red": "#b91c1c",
    "orange": "#b45309",
    "yellow": "#facc15",
    "purple": "#5b2a86",
    "dark grey": "#3f3a33",
}


def choose_marking() -> Marking | None:
    """
    Give the marking line of page and products.

    Returns
    -------
    marking
        What the settings say; but where the session has added records, which no setting knows, or
        where the settings say nothing, what was asked for in this session, and None until it was.
    """
    setting = None if has_own() else read_marking()
    if setting is not None:
        return setting
    marking: Marking | None = st.session_state.get(_SET)
    return marking


def show_gate(label: str, key: str, *, primary: bool = False, back: Name | None = None) -> None:
    """
    Show, in the place of an export's button, one that asks for the marking first.

    Parameters
    ----------
    label, key
        Of the button.
    primary
        Whether it is the main one.
    back
        The dialog that it stands in, if any: it opens again.
    """
    st.button(
        label,
        on_click=open_dialog,
        args=("marking", back),
        type="primary" if primary else "secondary",
        help="Asks for the marking first: nothing leaves the page without one",
        key=key,
    )


def ask_marking() -> None:
    """Ask for text and colour of the marking line; nothing is guessed."""

    @st.dialog("The marking of what you export", on_dismiss=dismiss_dialog())
    def show() -> None:
        enter_dialog("marking")
        st.write(
            "This session holds records of your own, so nobody here knows how they are marked. "
            "The line stands at the top and the bottom of the page and of everything that you "
            "export."
        )
        st.text_input("Marking line", key=_TEXT, max_chars=300, placeholder="Write it in full")
        st.selectbox("Colour of its bar", list(_COLOURS), key=_COLOUR)
        marking, fault = _read_form()
        if marking is not None:
            st.html(draw_bar(marking))
        elif st.session_state.get(_TRIED):
            st.html(f'<p class="bw-fault" role="alert">{escape(fault)}</p>')
        st.button("Set the marking", type="primary", on_click=_set_marking, key="marking-done")

    show()


def _set_marking() -> None:
    """Take the marking where it can be drawn; else stay, with the fault."""
    marking, _ = _read_form()
    st.session_state[_TRIED] = marking is None
    if marking is not None:
        st.session_state[_SET] = marking
        end_dialog()


def _read_form() -> tuple[Marking | None, str]:
    """Read the form; give the marking, or what is wrong with it."""
    # here and not above: what checks it also draws it, and the page opens without
    from export.marking import check_marking, select_marking_colour  # noqa: PLC0415

    text = str(st.session_state.get(_TEXT, "")).strip()
    colour = _COLOURS[st.session_state.get(_COLOUR, _BY_WORDS)] or select_marking_colour(text)
    try:
        return check_marking(Marking(text, colour)), ""
    except ViewError as error:
        return None, str(error)


def draw_bar(marking: Marking) -> str:
    """Draw the bar as page and products show it."""
    style = f"background:{escape(marking.colour)};color:{select_bar_ink(marking)}"
    return f'<div class="bw-marking-preview" style="{style}">{escape(marking.text)}</div>'


def select_bar_ink(marking: Marking) -> str:
    """Give the ink that can be read on a marking's bar."""
    return select_ink(marking.colour)
