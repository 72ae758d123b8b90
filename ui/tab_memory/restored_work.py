"""Restore the work of an earlier session, after checks, and list what could not be restored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import streamlit as st

from geo.importers.known_formats import find_columns
from geo.importers.mapping import read_mapping as parse_mapping
from geo.importers.pipeline import import_table
from geo.importers.readers.bases import parse_bases
from geo.importers.readers.dispatch import parse_foreign
from geo.model.errors import GeoError
from geo.model.marking import check_marking
from geo.record import Dataset
from geo.reports.user_reports import Additions
from geo.reports.validation import keep_sound
from ui.state.marking import SessionMarking, set_session_marking
from ui.state.session import list_states, restore_states, session_additions
from ui.state.settings import read_latest_day, read_limits
from ui.state.shared_record import Record
from ui.state.table_draft import (
    OwnTable,
    await_table,
    awaited_table,
    choose_sites,
    join_table,
    own_table,
    put_table,
    restore_tables,
)
from ui.state.uploaded_file import OwnFile, TableFiles
from ui.tab_memory.keeping import hold_waiting, waiting_reports
from ui.tab_memory.kept_work import KeptError, Work, read_marking, read_work
from ui.tab_memory.memory import TabReply, tab_reply
from ui.tab_memory.restored_notice import Restored, note_restored

_DONE: Final = "restored-done"
_MOST_LINES: Final = 8


@dataclass
class _Found:
    """
    Work found in the tab's reply, before any of it is restored.

    Attributes
    ----------
    marking, table, before, states, saved
        As in `ui.tab_memory.kept_work.Work`, as far as they pass their checks.
    awaited, waiting
        The table whose file is needed again, and the reports that wait for it.
    back, lost
        As in `ui.tab_memory.restored_notice.Restored`.
    """

    marking: SessionMarking | None = None
    table: OwnTable | None = None
    before: OwnTable | None = None
    awaited: TableFiles | None = None
    states: Sequence[Additions] = ()
    waiting: Additions | None = None
    saved: bool = False
    back: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def restore_work(record: Record) -> None:
    """
    Restore the work in the tab's reply, once per session; it is untrusted input.

    Notes
    -----
    A run can end at any use of the session's state, if another run is requested. So everything is
    checked first, and the last step marks the work as restored: after a run that ended too early,
    the next one starts again.
    """
    answer = tab_reply()
    if answer is None or st.session_state.get(_DONE):
        return
    found = _name_lost(answer) if answer.work is None else _check_work(answer, record.dataset)
    if answer.form:
        found.lost.append("The open form was closed and its entries are lost.")
    if found.marking is not None:
        set_session_marking(found.marking)
    if found.table or found.before:
        restore_tables(found.table, found.before)
    await_table(found.awaited)
    if found.states:
        restore_states(found.states, saved=found.saved)
    hold_waiting(found.waiting)
    if found.back or found.lost:
        note_restored(Restored(answer.restarted, tuple(found.back), tuple(found.lost)))
    st.session_state[_DONE] = True


def supply_file(name: str, data: bytes, base: Dataset) -> str:
    """
    Restore the awaited table from an uploaded file.

    Parameters
    ----------
    name, data
        The uploaded file.
    base
        The record that all sessions share. Not modified.

    Returns
    -------
    error
        Why the file is not accepted; blank if it is.
    """
    awaited = awaited_table()
    if awaited is None:
        return ""
    given = OwnFile.take(name, data)
    if given.sha256 not in {file.sha256 for file in awaited.missing}:
        expected = " or ".join(file.name for file in awaited.missing)
        before = ", ".join(f"{file.sha256[:12]}…" for file in awaited.missing)
        return (
            f"{name} is not the file that was on the map. Its SHA-256 is "
            f"{given.sha256[:12]}…, that of {expected} was {before}. Choose the same file, or "
            "continue without it and open this one as a new table."
        )
    files = awaited.fill(given)
    if files.missing:
        await_table(files)
        return ""
    try:
        put_table(_open_table(files, base))
    except GeoError as error:
        return f"{name} could not be restored: {error}"
    await_table(None)
    _add_waiting(base)
    return ""


def discard_awaited() -> None:
    """Stop waiting for the file; call it in a widget's callback."""
    await_table(None)
    hold_waiting(None)


def _check_work(answer: TabReply, base: Dataset) -> _Found:
    """Check the kept work, like any input."""
    found = _Found()
    try:
        work = read_work(answer.work, answer.files)
    except KeptError as error:
        found.lost.append(f"What this tab kept cannot be used. {error}")
        return found
    _restore_marking(work.marking, found)
    dataset = _check_tables(work, base, found)
    _check_reports(work, dataset, found)
    return found


def _restore_marking(marking: SessionMarking | None, found: _Found) -> None:
    """Check the marking."""
    if marking is None:
        return
    try:
        check_marking(marking.marking)
    except GeoError as error:
        found.lost.append(f"The marking could not be restored: set it again. {error}")
        return
    found.marking = marking
    found.back.append(f"the marking {marking.text}")


def _check_tables(work: Work, base: Dataset, found: _Found) -> Dataset:
    """Check both tables; return the record with the one on the map."""
    if work.before is not None:
        lead = f"{work.before.file.name}, which was taken off the map, could not be restored"
        try:
            if work.before.missing:
                found.lost.append(f"{lead}.")
            else:
                found.before = _open_table(work.before, base)
        except GeoError as error:
            found.lost.append(f"{lead}: {error}")
    if work.table is None:
        return base
    lead = f"The table {work.table.file.name} could not be restored"
    if work.table.missing:
        found.awaited = work.table
        names = " and ".join(file.name for file in work.table.missing)
        found.lost.append(f"{lead}: choose the file {names} again.")
        return base
    try:
        table = _open_table(work.table, base)
        dataset = join_table(base, table)
    except GeoError as error:
        found.lost.append(f"{lead}: {error}")
        return base
    found.table = table
    found.back.append(f"the table {work.table.file.name}")
    return dataset


def _open_table(files: TableFiles, base: Dataset) -> OwnTable:
    """Read and import a table as it was; raise a `GeoError` if it cannot be."""
    table = parse_foreign(files.file.name, files.file.data or b"", files.encoding, read_limits())
    mapping = find_columns(parse_mapping("The kept mapping", files.mapping), table.frame)
    sites = None
    if files.sites is not None:
        sites = parse_bases(files.sites.name, files.sites.data or b"", limits=read_limits())
    merged = files.merged and sites is None
    imported = import_table(
        table, mapping, choose_sites(base, sites), nearest_km=files.nearest_km, merged=merged
    )
    return OwnTable(imported, merged, sites, files.trim())


def _check_reports(work: Work, dataset: Dataset, found: _Found) -> None:
    """Check the reports and undo steps like new reports."""
    if not any(state.attacks for state in work.states):
        return
    latest = read_latest_day()
    checked = [keep_sound(dataset, state, latest) for state in work.states]
    now, problems = checked[-1]
    found.states = [state for state, _ in checked]
    found.saved = work.saved and not problems
    if now.attacks:
        found.back.append(_count(len(now.attacks), "report"))
    if len(checked) > 1:
        found.back.append(f"{_count(len(checked) - 1, 'step')} to undo")
    if not problems:
        return
    if found.awaited is not None:
        kept = {row["attack_id"] for row in now.attacks}
        rest = tuple(row for row in work.states[-1].attacks if row["attack_id"] not in kept)
        found.waiting = replace(work.states[-1], attacks=rest)
        found.lost.append(f"{_count(len(rest), 'report')} of yours need that table first.")
        return
    first = problems[0]
    found.lost.append(
        f"{_count(len(problems), 'report')} could not be restored. The first: {first.column} "
        f"`{first.value[:40]}` {first.reason}."
    )


def _add_waiting(base: Dataset) -> None:
    """Add the reports that waited for a table."""
    waiting = waiting_reports()
    hold_waiting(None)
    table, now = own_table(), session_additions()
    if not waiting.attacks or table is None:
        return
    both = Additions(
        (*now.attacks, *waiting.attacks),
        (*now.sources, *(row for row in waiting.sources if row not in now.sources)),
        now.issued | waiting.issued,
    )
    sound, _ = keep_sound(join_table(base, table), both, read_latest_day())
    restore_states((*list_states()[:-1], sound), saved=False)


def _name_lost(answer: TabReply) -> _Found:
    """Return what is lost if the tab keeps nothing; the marking is restored from the page."""
    found = _Found()
    live = answer.live if isinstance(answer.live, Mapping) else {}
    try:
        _restore_marking(read_marking(live.get("marking")), found)
    except KeptError as error:
        found.lost.append(f"The marking could not be restored: set it again. {error}")
    reports, tables = live.get("reports"), live.get("tables")
    if type(reports) is int and reports > 0:
        sentence = f"{_count(reports, 'report')} could not be restored: this tab keeps nothing."
        found.lost.append(sentence)
    found.lost += [
        f"The table {name[:80]} could not be restored: this tab keeps nothing. "
        "Choose the file again."
        for name in (tables if isinstance(tables, list) else [])[:_MOST_LINES]
        if isinstance(name, str)
    ]
    return found


def _count(number: int, noun: str) -> str:
    """Return a number with its noun: 1 report, 2 reports."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
