"""Request the work of an earlier session from the browser tab, once per session."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.map_component import SETTLED_BEFORE, map_component

_SESSION: Final = "tab-session"
_REPLIED: Final = "tab-replied"
_ANSWER: Final = "tab-answer"
_NEXT: Final = "next"
"""Address of a reply that the tab gave before a new session could ask."""


@dataclass(frozen=True)
class TabReply:
    """
    The reply of a tab to a session that has just begun; untrusted input.

    Attributes
    ----------
    restarted
        Whether the page was already open: the server was restarted since.
    form
        Whether a dialog was open then.
    work, files
        As `ui.tab_memory.kept_work.read_work` takes them; no work if the tab kept none.
    live
        Summary of the work of a page whose tab keeps nothing, see `ui.tab_memory.keeping`.
    ids
        Of the last choice in the side bar and of the last area drawn, both already applied.
    choice, area
        Those that no session has applied yet; None for none.
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
    Ask the tab what it keeps, and read its reply; call it first in each run of the page.

    Returns
    -------
    place
        Container for what the tab is to keep. It exists in every run: if the elements below it
        moved, Streamlit would rebuild the map's frame.

    Notes
    -----
    A reply names the session that it is for, so that one from before a restart is not taken for it.
    Until there is a reply, the page offers no export.
    """
    token = st.session_state.setdefault(_SESSION, secrets.token_hex(8))
    place = st.container(key="map-tab")
    with place:
        message = map_component()(
            key="map-ask",
            data={"ask": token},
            on_answer_change=lambda: None,
            on_handed_change=lambda: None,
            height=1,
        )
    if has_tab_replied() or not isinstance(message.answer, Mapping):
        return place
    answer: Mapping[str, Any] = message.answer
    handed = message.handed if isinstance(message.handed, Mapping) else {}
    if answer.get("to") not in (token, _NEXT) or (answer.get("kept") and "work" not in handed):
        return place
    view = answer.get("view")
    if isinstance(view, Mapping):
        st.session_state[SETTLED_BEFORE] = dict(view)
    st.session_state[_ANSWER] = TabReply(
        bool(answer.get("open")),
        bool(answer.get("form")),
        handed.get("work"),
        handed.get("files"),
        answer.get("live"),
        _read_ids(answer.get("ids")),
        answer.get("choice"),
        answer.get("area"),
    )
    st.session_state[_REPLIED] = True  # last: a run can end at any use of the session's state
    return place


def has_tab_replied() -> bool:
    """Return whether the tab has replied to this session, even if it keeps nothing."""
    return bool(st.session_state.get(_REPLIED))


def session_name() -> str:
    """Return the name of this session in its messages to the tab."""
    return str(st.session_state[_SESSION])


def tab_reply() -> TabReply | None:
    """Return the tab's reply; None before it, and for a page without a browser."""
    answer: TabReply | None = st.session_state.get(_ANSWER)
    return answer


def _read_ids(ids: object) -> tuple[str | None, str | None]:
    """Read the ids of the last choice and the last area."""
    if not isinstance(ids, list) or len(ids) != 2:
        return None, None
    choice, area = (each if isinstance(each, str) else None for each in ids)
    return choice, area
