"""The marking of this session: set by the officer, or given by the settings."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from geo.model.errors import SettingError
from geo.model.marking import check_marking
from geo.model.scene import Marking
from ui.state.session import has_own
from ui.state.settings import is_shipped, read_colours, read_marking

_SET: Final = "marking-set"


NOT_SET: Final = Marking("NO MARKING SET", "#ffffff")
"""What a Scene carries while no marking is set; no product is made of it."""


@dataclass(frozen=True)
class SessionMarking:
    """
    The marking that an officer set in this session.

    Attributes
    ----------
    text, colour
        Of the marking, checked.
    for_own
        Whether the session held own records when it was set. If not, the page asks again once
        there are some: the marking was not chosen for them.
    """

    text: str
    colour: str
    for_own: bool

    @property
    def marking(self) -> Marking:
        """The marking line."""
        return Marking(self.text, self.colour)


def read_session_marking() -> SessionMarking | None:
    """Return the marking that an officer set in this session; None if none was set."""
    chosen: SessionMarking | None = st.session_state.get(_SET)
    return chosen


def set_session_marking(chosen: SessionMarking | None) -> None:
    """
    Set the marking of this session; it stays until it is set again.

    Parameters
    ----------
    chosen
        As `read_session_marking` returned it; None restores the marking of the settings.

    Raises
    ------
    ViewError
        If it cannot be drawn in full; nothing is changed.
    """
    if chosen is not None:
        check_marking(chosen.marking)
    st.session_state[_SET] = chosen


def choose_marking(*, own: bool = False) -> Marking | None:
    """
    Return the marking line that products carry.

    Parameters
    ----------
    own
        Whether the export holds own records that the map does not show yet.

    Returns
    -------
    marking
        What the officer set; else that of the settings. None, so that every export asks first, if
        there is neither, or if the session now holds own records for which neither was chosen.
    """
    chosen = read_session_marking()
    own = own or has_own()
    if chosen is not None and (chosen.for_own or not own):
        return chosen.marking
    return None if own else settings_marking()


def pending_marking() -> Marking | None:
    """
    Return the marking that stays on the page, and is proposed, while exports ask for one.

    A marking that was set before own records were added is not removed from the page.
    """
    chosen = read_session_marking()
    if chosen is not None:
        return chosen.marking
    setting = settings_marking()
    return None if setting == shipped_marking() else setting


def shipped_marking() -> Marking | None:
    """Return the marking of the shipped record; None for any other record."""
    return Marking() if is_shipped() else None


def settings_marking() -> Marking | None:
    """Return the marking of the settings; None if there is none or they are invalid."""
    try:
        return read_marking()
    except SettingError:
        return None


def explain_settings() -> str:
    """Return the error of the marking settings; blank if they are valid."""
    try:
        read_marking()
        read_colours()
    except SettingError as error:
        return str(error)
    return ""
