"""The marking of this session: what an officer set, what the settings say, what products carry."""

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
    What an officer set in this session.

    Attributes
    ----------
    text, colour
        Of the marking, checked.
    for_own
        Whether the session held records of its own when it was set: one that was set before is
        asked for once more, because it was not chosen for them.
    """

    text: str
    colour: str
    for_own: bool

    @property
    def marking(self) -> Marking:
        """The marking line."""
        return Marking(self.text, self.colour)


def read_session_marking() -> SessionMarking | None:
    """Return what an officer set in this session; None where nothing was set."""
    chosen: SessionMarking | None = st.session_state.get(_SET)
    return chosen


def set_session_marking(chosen: SessionMarking | None) -> None:
    """
    Set the marking of this session; it holds until it is set anew.

    Parameters
    ----------
    chosen
        As `read_session_marking` gave it; None gives the settings' marking back.

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
        Whether what is exported is the session's own, though the map does not show it yet.

    Returns
    -------
    marking
        What an officer set; else what the settings say. None, and every export asks first, where
        neither says anything, and where the session has come to hold records of its own, which
        neither was chosen for.
    """
    chosen = read_session_marking()
    own = own or has_own()
    if chosen is not None and (chosen.for_own or not own):
        return chosen.marking
    return None if own else settings_marking()


def pending_marking() -> Marking | None:
    """
    Return the marking that is kept on the page, and proposed, while exports wait for an answer.

    What was set for less than the page now holds is not taken away from it.
    """
    chosen = read_session_marking()
    if chosen is not None:
        return chosen.marking
    setting = settings_marking()
    return None if setting == shipped_marking() else setting


def shipped_marking() -> Marking | None:
    """Return the marking of the shipped record alone, which says nothing of other records."""
    return Marking() if is_shipped() else None


def settings_marking() -> Marking | None:
    """Return the marking of the settings; None where there is none, or they cannot be used."""
    try:
        return read_marking()
    except SettingError:
        return None


def explain_settings() -> str:
    """Return what is wrong with the settings of the marking; blank where nothing is."""
    try:
        read_marking()
        read_colours()
    except SettingError as error:
        return str(error)
    return ""
