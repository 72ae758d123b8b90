"""Work of this session that the browser tab keeps: collected and sent as it changes."""

from dataclasses import replace
from typing import Any, Final

import streamlit as st

from geo.model.errors import SettingError
from geo.model.marking import MARKING_COLOURS, select_marking_colour
from geo.reports.user_reports import Additions
from ui.map_component import map_component
from ui.reports.fields import fill_form
from ui.state.marking import read_session_marking, set_session_marking
from ui.state.session import forget_own, is_saved, list_states
from ui.state.settings import read_browser_memory, read_marking
from ui.state.table_draft import awaited_table, own_table, table_before
from ui.state.uploaded_file import MOST_KEPT_BYTES, OwnFile
from ui.tab_memory.kept_work import Work, write_work
from ui.tab_memory.memory import session_name

_WRITTEN: Final = "tab-written"
_WAITING: Final = "restored-waiting"


def _collect_work() -> Work:
    """Return the work of this session, with what waits for a file."""
    chosen, table, before = read_session_marking(), own_table(), table_before()
    states = list_states()
    waiting = waiting_reports()
    if waiting.attacks:
        attacks = (*states[-1].attacks, *waiting.attacks)
        sources = (*states[-1].sources, *waiting.sources)
        states = (*states[:-1], replace(states[-1], attacks=attacks, sources=sources))
    return Work(
        states,
        is_saved(),
        chosen,
        table.files if table else awaited_table(),
        before.files if before and before is not table else None,
    )


def keep_work() -> None:
    """
    Return the tab what it is to keep, once it has answered; what it kept before goes.

    Notes
    -----
    A tab that may keep nothing is emptied. As long as the page is open it knows how much there was,
    so that a restart can name what is lost.
    """
    work, on = _collect_work(), keeps_work()
    kept = on and not work.is_empty
    files = _choose_files(work) if kept else []
    data = {
        "session": session_name(),
        "work": _write(work) if kept else None,
        "files": [file.sha256 for file in files],
        "live": None if on else _describe(work),
    }
    map_component()(key="map-keep", data=data, height=1)
    for number, file in enumerate(files):
        head = f'{{"kept":"{file.sha256}"}}'.encode("ascii")
        map_component()(key=f"map-file-{number}", data=head + (file.data or b""), height=1)


def keeps_work() -> bool:
    """Return whether the settings and markings allow the tab to keep what this session adds."""
    chosen = read_session_marking()
    try:
        setting = read_marking()
    except SettingError:
        return False
    return is_memory_on(*(marking.text for marking in (chosen, setting) if marking))


def clear_work() -> None:
    """Delete the work and the marking of this session; call it in a widget's callback."""
    forget_own()
    hold_waiting(None)
    fill_form({})
    set_session_marking(None)


def is_memory_on(*markings: str) -> bool:
    """
    Return whether a tab may keep what a session adds.

    Parameters
    ----------
    *markings
        Texts of the markings of the settings and of the session.

    Returns
    -------
    on
        As ``BASEWATCH_BROWSER_MEMORY`` sets it; else only if every marking is UNCLASSIFIED by its
        words. Words that Basewatch does not know may mean more.
    """
    setting = read_browser_memory()
    if setting is not None:
        return setting
    least = MARKING_COLOURS["UNCLASSIFIED"]
    return all(select_marking_colour(text) == least for text in markings)


def waiting_reports() -> Additions:
    """Return the reports of an earlier session that wait for the file of a table."""
    waiting: Additions = st.session_state.get(_WAITING) or Additions()
    return waiting


def hold_waiting(waiting: Additions | None) -> None:
    """Set the reports that wait for the file of a table; None for none."""
    st.session_state[_WAITING] = waiting


def _choose_files(work: Work) -> list[OwnFile]:
    """Return the files whose bytes the tab keeps, those on the map first, up to its limit."""
    chosen: list[OwnFile] = []
    room = MOST_KEPT_BYTES
    for file in work.files:
        if file.data is not None and len(file.data) <= room and file not in chosen:
            chosen.append(file)
            room -= len(file.data)
    return chosen


def _write(work: Work) -> str:
    """Return the text that the tab keeps; written again only if it has changed."""
    written: tuple[Work, str] | None = st.session_state.get(_WRITTEN)
    if written is None or written[0] != work:
        written = (work, write_work(work))
        st.session_state[_WRITTEN] = written
    return written[1]


def _describe(work: Work) -> dict[str, Any]:
    """Return how much work there is, for a tab that keeps none of it."""
    return {
        "reports": len(work.states[-1].attacks),
        "steps": len(work.states) - 1,
        "tables": [table.file.name for table in (work.table, work.before) if table is not None],
        "marking": vars(work.marking) if work.marking else None,
    }
