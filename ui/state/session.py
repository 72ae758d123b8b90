"""Reports and own table of a session, with undo, joined to the record that all sessions share."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from geo.model.dates import parse_day
from geo.record import Dataset
from geo.reports.user_reports import Additions, Report, add_reports
from layers.payload import make_payload
from layers.record_texts import hold_texts
from ui.state.locks import release_page_lock
from ui.state.shared_record import Record
from ui.state.table_draft import OwnTable, awaited_table, forget_tables, join_table, own_table

_ADDITIONS: Final = "additions"
_STEPS: Final = "additions-steps"
_DIGITS: Final = "additions-digits"
_JOINED: Final = "additions-joined"
_TABLED: Final = "additions-tabled"
_SAVED: Final = "additions-saved"
MOST_STEPS: Final = 50


@dataclass(frozen=True)
class _Tabled:
    """A record with the session's own table, and what it was made of."""

    base: Dataset
    table: OwnTable
    dataset: Dataset


@dataclass(frozen=True)
class _Joined:
    """A record with reports and table, and what it was made of."""

    base: Record
    additions: Additions
    table: OwnTable | None
    record: Record


def session_additions() -> Additions:
    """Return the reports of this session; no other session sees them, and no disk holds them."""
    additions: Additions = st.session_state.get(_ADDITIONS, Additions())
    return additions


def has_own() -> bool:
    """Return whether the session holds own records, or waits for the file of a table."""
    tables = (own_table(), awaited_table())
    return bool(session_additions().attacks) or any(table is not None for table in tables)


def join_record(base: Record) -> Record:
    """
    Join the reports and the table of this session to the record.

    Parameters
    ----------
    base
        The record that all sessions share. Not modified.

    Returns
    -------
    record
        A new object only if one of them has changed; `base` itself if there are none.
    """
    if not session_additions().attacks and own_table() is None:
        return base
    additions = session_additions()
    table = own_table()
    joined: _Joined | None = st.session_state.get(_JOINED)
    if (
        joined is None
        or joined.base is not base
        or joined.additions != additions
        or joined.table is not table
    ):
        with release_page_lock():
            joined = _Joined(base, additions, table, _make_joined(base, additions))
        st.session_state[_JOINED] = joined
    return joined.record


def _make_joined(base: Record, additions: Additions) -> Record:
    """Return the record with the reports and the table of this session."""
    dataset = add_reports(_join_table(base.dataset), additions)
    return Record(dataset, make_payload(dataset, with_texts=hold_texts(dataset)))


def _join_table(base: Dataset) -> Dataset:
    """Return the record with the session's own table, joined once for all reports."""
    table = own_table()
    if table is None:
        return base
    tabled: _Tabled | None = st.session_state.get(_TABLED)
    if tabled is None or tabled.base is not base or tabled.table is not table:
        tabled = st.session_state[_TABLED] = _Tabled(base, table, join_table(base, table))
    return tabled.dataset


def add_report(report: Report, base: Record) -> str:
    """Add a report that passed its check; return its id."""
    token = st.session_state.setdefault(_DIGITS, secrets.token_hex(3))
    additions, attack_id = session_additions().add(report, base.dataset.attacks.index, token)
    _take_step(additions)
    return attack_id


def correct_report(attack_id: str, report: Report) -> None:
    """Replace a report by its correction."""
    _take_step(session_additions().correct(attack_id, report))


def remove_report(attack_id: str) -> None:
    """Remove a report; if it is gone already, there is no step to undo."""
    before = session_additions()
    after = before.remove(attack_id)
    if after != before:
        _take_step(after)


def next_undo(sites: Mapping[str, str]) -> str | None:
    """
    Describe the step that `undo_step` would undo, such as ``add Tower 22, 29 Jan 2024``.

    Parameters
    ----------
    sites
        Name of each site, by its `base_id`.

    Returns
    -------
    step
        None without a step to undo.
    """
    steps = _steps()
    return _describe_step(steps[-1], session_additions(), sites) if steps else None


def undo_step() -> None:
    """Undo the last step; ids stay issued, so that none is used twice."""
    steps = _steps()
    if steps:
        issued = session_additions().issued
        st.session_state[_ADDITIONS] = replace(steps.pop(), issued=issued)


def mark_saved() -> None:
    """Note that the present reports were downloaded."""
    st.session_state[_SAVED] = session_additions().attacks


def is_saved() -> bool:
    """Return whether the present reports were downloaded."""
    attacks = session_additions().attacks
    return bool(attacks) and attacks == st.session_state.get(_SAVED)


def is_unsaved() -> bool:
    """Return whether there are reports that were not downloaded."""
    return bool(session_additions().attacks) and not is_saved()


def list_states() -> tuple[Additions, ...]:
    """Return the reports before each step that can be undone, and last as they are."""
    return (*_steps(), session_additions())


def restore_states(states: Sequence[Additions], *, saved: bool) -> None:
    """
    Replace the reports of this session by those of an earlier one.

    Parameters
    ----------
    states
        As `list_states` returned them; the last holds the ids that are taken.
    saved
        Whether they were downloaded as they are.

    Notes
    -----
    New reports get other digits than before: a duplicated tab has a session of its own, and the two
    must not issue the same id.
    """
    st.session_state[_STEPS] = list(states[:-1][-MOST_STEPS:])
    st.session_state[_ADDITIONS] = states[-1]
    st.session_state.pop(_DIGITS, None)
    if saved:
        mark_saved()


def forget_own() -> None:
    """Forget the reports, the steps to undo, and the tables of this session."""
    for name in (_ADDITIONS, _STEPS, _DIGITS, _JOINED, _TABLED, _SAVED):
        st.session_state.pop(name, None)
    forget_tables()


def _steps() -> list[Additions]:
    """Return the reports before each step, the last step at the end."""
    steps: list[Additions] = st.session_state.setdefault(_STEPS, [])
    return steps


def _take_step(additions: Additions) -> None:
    """Set the reports, and keep those before for an undo."""
    steps = _steps()
    steps.append(session_additions())
    del steps[:-MOST_STEPS]
    st.session_state[_ADDITIONS] = additions


def _describe_step(before: Additions, after: Additions, sites: Mapping[str, str]) -> str:
    """Describe a step by what it changed: a report added, removed or corrected."""
    old, new = ({row["attack_id"]: row for row in state.attacks} for state in (before, after))
    for attack_id in new.keys() - old.keys():
        return f"add {_name(after, attack_id, sites)}"
    for attack_id in old.keys() - new.keys():
        return f"remove {_name(before, attack_id, sites)}"
    changed = next((name for name in old if before.find(name) != after.find(name)), None)
    return f"correct {_name(before, changed, sites)}" if changed else "last correction"


def _name(additions: Additions, attack_id: str, sites: Mapping[str, str]) -> str:
    """Name a report by site and day, without signs that a label would read as Markdown."""
    cells = additions.find(attack_id).attack
    day = parse_day(cells["date"])
    site = sites.get(cells["base_id"], "") if cells["base_id"] else "another place"
    place = "".join(letter if letter.isalnum() or letter in " .-" else " " for letter in site)
    return f"{' '.join(place.split()) or cells['base_id']}, {day.day} {day:%b %Y}"
