"""What the browser tab has kept of an earlier session: asked of it once a session."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.map_component import SETTLED_BEFORE, map_component

_SESSION: Final = "tab-session"
_HEARD: Final = "tab-heard"
_ANSWER: Final = "tab-answer"
_NEXT: Final = "next"
"""What an answer is for that was given before a new session could ask."""


@dataclass(frozen=True)
class Answer:
    """
    What a tab answered a session that had just begun; anybody's input.

    Attributes
    ----------
    restarted
        Whether the page was open before: the server is another one than then.
    form
        Whether a dialog was open then.
    work, files
        As `ui.tab_memory.kept_work.read_work` takes them; no work where the tab kept none.
    live
        What a page whose tab keeps nothing still knows of what it showed, see
        `ui.tab_memory.keeping`.
    ids
        Of the last choice in the side bar and of the last area drawn, which are dealt with.
    choice, area
        Those that no session has heard of; None for none.
    """

    restarted: bool
    form: bool = False
    work: object = field(default=None, repr=False)
    files: object = field(default=None, repr=False)
    live: object = None
    ids: tuple[str | None, str | None] = (None, None)
    choice: object = None
    area: object = None


def ask_tab() -> DeltaGenerator:
    """
    Ask the tab what it keeps, and take its answer; call it first in each run of the page.

    Returns
    -------
    place
        For what the tab is to keep. It is there in every run: what stands below must not move,
        because Streamlit would build the map's frame anew.

    Notes
    -----
    An answer names the session that it is for, so that one from before a restart is never taken
    for it. Until there is one, `has_tab_replied` holds back all that exports.
    """
    token = st.session_state.setdefault(_SESSION, secrets.token_hex(8))
    place = st.container(key="map-tab")
    with place:
        told = map_component()(
            key="map-ask",
            data={"ask": token},
            on_answer_change=lambda: None,
            on_handed_change=lambda: None,
            height=1,
        )
    if has_tab_replied() or not isinstance(told.answer, Mapping):
        return place
    answer: Mapping[str, Any] = told.answer
    handed = told.handed if isinstance(told.handed, Mapping) else {}
    if answer.get("to") not in (token, _NEXT) or (answer.get("kept") and "work" not in handed):
        return place
    view = answer.get("view")
    if isinstance(view, Mapping):
        st.session_state[SETTLED_BEFORE] = dict(view)
    st.session_state[_ANSWER] = Answer(
        bool(answer.get("open")),
        bool(answer.get("form")),
        handed.get("work"),
        handed.get("files"),
        answer.get("live"),
        _read_ids(answer.get("ids")),
        answer.get("choice"),
        answer.get("area"),
    )
    st.session_state[_HEARD] = True  # last: a run can end at any use of the session's state
    return place


def has_tab_replied() -> bool:
    """Return whether the tab has told this session what it keeps, if only that it keeps nothing."""
    return bool(st.session_state.get(_HEARD))


def session_name() -> str:
    """Return the name under which this session asked its tab."""
    return str(st.session_state[_SESSION])


def tab_reply() -> Answer | None:
    """Return what the tab answered; None before, and for a page without a browser."""
    answer: Answer | None = st.session_state.get(_ANSWER)
    return answer


def _read_ids(ids: object) -> tuple[str | None, str | None]:
    """Read the ids of what the browser has asked for."""
    if not isinstance(ids, list) or len(ids) != 2:
        return None, None
    choice, area = (each if isinstance(each, str) else None for each in ids)
    return choice, area
