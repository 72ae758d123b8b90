"""The marking in the export menu, and the dialog that sets it."""

from html import escape
from typing import Final

import streamlit as st

from export.drawing.contrast import select_ink
from geo.model.errors import SettingError, ViewError
from geo.model.marking import MARKING_COLOURS, check_marking, select_marking_colour
from geo.model.scene import Marking
from ui.state.marking import (
    SessionMarking,
    choose_marking,
    pending_marking,
    read_session_marking,
    set_session_marking,
    settings_marking,
    shipped_marking,
)
from ui.state.session import has_own
from ui.state.settings import read_colours
from ui.state.table_draft import table_draft
from ui.widgets.dialogs import Name, dismiss_dialog, end_dialog, enter_dialog, open_dialog

_BEFORE: Final = "marking-before"
_TEXT: Final = "marking-text"
_COLOUR: Final = "marking-colour"
_MENU: Final = "marking-menu"
_TRIED: Final = "marking-tried"
_AUTOMATIC: Final = "automatic"
_COLOURS: Final = {
    "green": "#007a33",
    "purple": "#502b85",
    "blue": "#0033a0",
    "red": "#c8102e",
    "orange": "#ff8c00",
    "yellow": "#fce83a",
    "black": "#000000",
}
MOST_STEPS: Final = 20


def show_gate(label: str, key: str, *, primary: bool = False, back: Name | None = None) -> bool:
    """
    Show a button that asks for the marking, instead of the button of an export.

    Parameters
    ----------
    label, key
        Of the button.
    primary
        Whether it is the main one.
    back
        The dialog that holds it, if any: it opens again afterwards.

    Returns
    -------
    pressed
        Whether it was pressed: a fragment must then rerun the whole page.
    """
    return st.button(
        label,
        on_click=_begin_asking,
        args=(back,),
        type="primary" if primary else "secondary",
        help="Asks for the marking first: nothing is exported without one",
        key=key,
    )


def _begin_asking(back: Name | None) -> None:
    """Open the dialog; the one that it was opened from opens again afterwards."""
    st.session_state.pop(_MENU, None)
    open_dialog("marking", back)


def show_marking_choice(marking: Marking, menu: str) -> None:
    """
    Show the marking of exports, with buttons to change it and to undo a change.

    Parameters
    ----------
    marking
        As `choose_marking` returns it.
    menu
        Key of the menu that holds this: it closes for the dialog, and opens again.
    """
    with st.container(horizontal=True, vertical_alignment="center", key="export-marking"):
        st.html(draw_bar(marking))
        st.button(
            "Change",
            on_click=_begin_change,
            args=(menu,),
            help="Change the marking of the page and of everything you export",
            key="export-change-marking",
        )
        before = _steps()
        if before:
            st.button(
                "Undo",
                on_click=_undo,
                help=f"Return to the previous marking: {_describe(before[-1])}",
                key="export-undo-marking",
            )


def _begin_change(menu: str) -> None:
    """Close a menu, which would cover the dialog, and open the dialog."""
    st.session_state[menu] = False
    st.session_state[_MENU] = menu
    open_dialog("marking")


def _steps() -> list[SessionMarking | None]:
    """Return the markings that were set before, the last at the end."""
    steps: list[SessionMarking | None] = st.session_state.setdefault(_BEFORE, [])
    return steps


def _describe(chosen: SessionMarking | None) -> str:
    """Return an earlier marking without signs that a hint would read as Markdown."""
    marking = settings_marking() if chosen is None else chosen.marking
    text = "none set" if marking is None else marking.text[:80]
    return "".join(letter if letter.isalnum() or letter in " .,-/" else " " for letter in text)


def _undo() -> None:
    """Return to the marking before the last change."""
    steps = _steps()
    if steps:
        set_session_marking(steps.pop())


def ask_marking() -> None:
    """Show the dialog for text and colour of the marking."""

    @st.dialog("Classification marking", on_dismiss=dismiss_dialog())
    def show() -> None:
        enter_dialog("marking")
        now = choose_marking() or pending_marking()
        st.write(_explain())
        st.text_input(
            "Marking line",
            value=now.text if now else "",
            key=_TEXT,
            max_chars=300,
            placeholder="Write it in full",
        )
        options = [_AUTOMATIC, *_COLOURS]
        st.selectbox("Colour of the marking bar", options, index=_find_colour(now), key=_COLOUR)
        marking, error = _read_form()
        if marking is not None:
            st.html(draw_bar(marking))
        elif st.session_state.get(_TRIED):
            st.html(f'<p class="bw-error" role="alert">{escape(error)}</p>')
        st.button("Set the marking", type="primary", on_click=_set_marking, key="marking-done")

    show()


def _explain() -> str:
    """Return why the marking is asked for, and where it is used."""
    where = (
        "It is printed at the top and bottom of the page and of everything you export, and starts "
        "each file name. It stays until you change it."
    )
    if _holds_own():
        why = "You added your own records, so set one."
    elif settings_marking() is None:
        why = "This is not the record shipped with Basewatch, so set one."
    elif settings_marking() == shipped_marking():
        why = "The shipped record is UNCLASSIFIED. Set the marking that your product needs."
    else:
        why = "The marking comes from this server's settings. You can set another one."
    return f"{why} {where}"


def _find_colour(marking: Marking | None) -> int:
    """Return the index of a marking's colour in the list of choices."""
    if marking is None or marking.colour == _select_usual(marking.text):
        return 0
    return next(
        (place for place, each in enumerate(_COLOURS.values(), 1) if each == marking.colour), 0
    )


def _select_usual(text: str) -> str:
    """Return the usual colour of a marking; by the shipped table if the unit's is invalid."""
    try:
        return select_marking_colour(text, read_colours())
    except SettingError:
        return select_marking_colour(text, MARKING_COLOURS)


def _set_marking() -> None:
    """Set the marking and close the dialog; if it is invalid, stay and show why."""
    marking, _ = _read_form()
    st.session_state[_TRIED] = marking is None
    if marking is None:
        return
    before, chosen = read_session_marking(), _keep(marking)
    if chosen != before:
        steps = _steps()
        steps.append(before)
        del steps[:-MOST_STEPS]
        set_session_marking(chosen)
    menu = st.session_state.pop(_MENU, None)
    if menu is not None:
        st.session_state[menu] = True
    end_dialog()


def _holds_own() -> bool:
    """Return whether the session holds own records, on the map or as a draft."""
    return has_own() or table_draft() is not None


def _keep(marking: Marking) -> SessionMarking:
    """Return a marking as set now."""
    return SessionMarking(marking.text, marking.colour, _holds_own())


def _read_form() -> tuple[Marking | None, str]:
    """Read the form; return the marking, or None and why it is invalid."""
    text = str(st.session_state.get(_TEXT, "")).strip()
    chosen = st.session_state.get(_COLOUR, _AUTOMATIC)
    colour = _COLOURS.get(chosen) or _select_usual(text)
    try:
        return check_marking(Marking(text, colour)), ""
    except ViewError as error:
        return None, str(error)


def draw_bar(marking: Marking) -> str:
    """Return the HTML of a marking bar."""
    style = f"background:{escape(marking.colour)};color:{select_bar_ink(marking)}"
    return f'<div class="bw-marking-preview" style="{style}">{escape(marking.text)}</div>'


def select_bar_ink(marking: Marking) -> str:
    """Return the text colour that is readable on a marking's bar."""
    return select_ink(marking.colour)
