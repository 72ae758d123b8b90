"""Text form of the work that a browser tab keeps; read as untrusted input."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Final

from geo.model.errors import GeoError
from geo.reports.user_reports import Additions, Cells, Report, name_source, write_rows
from ui.state.marking import SessionMarking
from ui.state.uploaded_file import OwnFile, TableFiles

FORM: Final = "basewatch-tab-1"
MOST_LETTERS: Final = 4_000_000
"""Characters of the text; a browser gives a tab some five million."""
MOST_ROWS: Final = 2_000
MOST_STATES: Final = 60
MOST_CELL: Final = 4_000
"""Characters of a cell, as the form for a report has it."""
_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,120}-u[1-9][0-9]{0,5}-[0-9a-f]{6}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_ATTACK: Final = (
    "date", "date_precision", "date_earliest", "date_latest", "base_id", "place_as_reported",
    "longitude", "latitude", "target_kind", "weapon", "munitions", "outcome", "us_killed",
    "us_wounded", "claimed_by", "claim_group", "confirmation", "summary", "note",
    "possible_duplicate_of", "source_ids",
)  # fmt: skip
_SOURCE: Final = ("title", "publisher", "kind", "published", "url")
"""Columns that a user writes; what else a row has follows from them."""


class KeptError(GeoError, ValueError):
    """The work that a tab returned is invalid."""


@dataclass(frozen=True)
class Work:
    """
    The work of a session.

    Attributes
    ----------
    states
        The reports before each step that can be undone, and last as they are.
    saved
        Whether they were downloaded as they are.
    marking
        The marking that was set; None for none.
    table, before
        The own table on the map, and the one that was removed last.
    """

    states: tuple[Additions, ...] = (Additions(),)
    saved: bool = False
    marking: SessionMarking | None = None
    table: TableFiles | None = None
    before: TableFiles | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return self == Work()

    @property
    def files(self) -> tuple[OwnFile, ...]:
        """The files of both tables, those of the one on the map first."""
        return tuple(
            file for table in (self.table, self.before) if table is not None for file in table.files
        )


def write_work(work: Work) -> str:
    """
    Return the text that a tab keeps.

    Parameters
    ----------
    work
        The work of a session; of its files name and SHA-256 are written, not the bytes.

    Returns
    -------
    text
        JSON, the same for the same work; a row of several states is written once.
    """
    rows: dict[str, int] = {}

    def number(cells: Cells, names: Sequence[str], own: str) -> int:
        kept = {name: cells[name] for name in names if cells[name]} | {"id": cells[own]}
        return rows.setdefault(json.dumps(kept, sort_keys=True), len(rows))

    states = [
        {
            "attacks": [number(row, _ATTACK, "attack_id") for row in state.attacks],
            "sources": [number(row, _SOURCE, "source_id") for row in state.sources],
        }
        for state in work.states
    ]
    return json.dumps(
        {
            "form": FORM,
            "rows": [json.loads(text) for text in rows],
            "states": states,
            "saved": work.saved,
            "marking": vars(work.marking) if work.marking else None,
            "table": work.table.describe() if work.table else None,
            "before": work.before.describe() if work.before else None,
        }
    )


def read_work(text: object, files: object) -> Work:
    """
    Read the text that a tab kept, as untrusted input.

    Parameters
    ----------
    text
        As `write_work` writes it.
    files
        Bytes of files in base64, by SHA-256; missing or wrong ones are left out.

    Returns
    -------
    work
        Its parts have the right types; reports still need their check.

    Raises
    ------
    KeptError
        If it is too large, of another format, or a part has another type.
    """
    if not isinstance(text, str) or len(text) > MOST_LETTERS:
        msg = "It is not a text, or it is longer than Basewatch writes."
        raise KeptError(msg)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        msg = f"It cannot be read ({str(error)[:80]})."
        raise KeptError(msg) from error
    if not isinstance(content, dict) or content.get("form") != FORM:
        msg = "Its format is different, perhaps of another version of Basewatch."
        raise KeptError(msg)
    given = files if isinstance(files, Mapping) else {}
    rows = _take_list(content, "rows", MOST_ROWS)
    return Work(
        _read_states(content, [_read_row(row) for row in rows]),
        _take(content, "saved", bool),
        read_marking(content.get("marking")),
        _read_table(content.get("table"), given),
        _read_table(content.get("before"), given),
    )


def read_marking(marking: object) -> SessionMarking | None:
    """Read a kept marking; raise a `KeptError` if it is invalid."""
    if marking is None:
        return None
    if not isinstance(marking, dict):
        msg = "Its `marking` is invalid."
        raise KeptError(msg)
    text, colour = _take_text(marking, "text", 300), _take_text(marking, "colour", 20)
    return SessionMarking(text, colour, _take(marking, "for_own", bool))


def _take(content: Mapping[str, Any], name: str, kind: type) -> Any:
    """Return a value of the given type."""
    value = content.get(name)
    if type(value) is not kind:
        msg = f"Its `{name}` is not what Basewatch writes there."
        raise KeptError(msg)
    return value


def _take_list(content: Mapping[str, Any], name: str, most: int) -> list[Any]:
    """Return a list of at most `most` entries."""
    values: list[Any] = _take(content, name, list)
    if len(values) > most:
        msg = f"Its `{name}` has {len(values):,} entries; at most {most:,} are read."
        raise KeptError(msg)
    return values


def _take_text(content: Mapping[str, Any], name: str, most: int) -> str:
    """Return a text of at most `most` characters."""
    text: str = _take(content, name, str)
    if len(text) > most:
        msg = f"Its `{name}` has {len(text):,} characters; at most {most:,} are read."
        raise KeptError(msg)
    return text


def _read_row(row: object) -> dict[str, str]:
    """Read the cells of a report or of a source, with its id."""
    if not isinstance(row, dict):
        msg = "One of its rows is invalid."
        raise KeptError(msg)
    cells = {name: _take_text(row, name, MOST_CELL) for name in (*_ATTACK, *_SOURCE) if name in row}
    return cells | {"id": _take_text(row, "id", 200)}


def _read_states(
    content: Mapping[str, Any], rows: Sequence[Mapping[str, str]]
) -> tuple[Additions, ...]:
    """Read the reports before each step, and as they are."""
    states = _take_list(content, "states", MOST_STATES)
    if not states:
        msg = "Its `states` are empty."
        raise KeptError(msg)
    attacks = [_make_attack(row) for row in rows]
    sources = [_make_source(row) for row in rows]
    return tuple(
        Additions(
            _choose(state, "attacks", attacks, "attack_id"),
            _choose(state, "sources", sources, "source_id"),
            frozenset(row["id"] for row in rows if _ID.fullmatch(row["id"])),
        )
        for state in states
    )


def _make_attack(row: Mapping[str, str]) -> Cells | None:
    """Return the row of a report; None if the id is not that of a report."""
    if not _ID.fullmatch(row["id"]):
        return None
    return write_rows(Report({name: row.get(name, "") for name in _ATTACK}), row["id"])[0]


def _make_source(row: Mapping[str, str]) -> Cells | None:
    """Return the row of a source of a report; None if the id is not that of a source."""
    attack_id = row["id"].removesuffix(name_source(""))
    if not _ID.fullmatch(attack_id) or row["id"] != name_source(attack_id):
        return None
    cells = {name: row.get(name, "") for name in _SOURCE}
    return write_rows(Report({}, cells), attack_id)[1]


def _choose(state: object, name: str, rows: Sequence[Cells | None], own: str) -> tuple[Cells, ...]:
    """Return the rows that a state names by number, each once."""
    if not isinstance(state, dict):
        msg = "One of its `states` is invalid."
        raise KeptError(msg)
    chosen: list[Cells] = []
    for number in _take_list(state, name, MOST_ROWS):
        row = rows[number] if type(number) is int and 0 <= number < len(rows) else None
        if row is None or row[own] in {each[own] for each in chosen}:
            msg = f"Its `{name}` name a missing row, or one row twice."
            raise KeptError(msg)
        chosen.append(row)
    return tuple(chosen)


def _read_table(table: object, given: Mapping[str, Any]) -> TableFiles | None:
    """Read the description of an own table, with the bytes of its files if they are available."""
    if table is None:
        return None
    if not isinstance(table, dict):
        msg = "Its `table` is invalid."
        raise KeptError(msg)
    near = table.get("nearest_km")
    if near is not None and not (type(near) in (int, float) and math.isfinite(near) and near > 0):
        msg = "Its `nearest_km` is not a distance."
        raise KeptError(msg)
    sites = table.get("sites")
    return TableFiles(
        _read_file(table.get("file"), given),
        _take_text(table, "mapping", 200_000),
        encoding=_take_text(table, "encoding", 40),
        nearest_km=None if near is None else float(near),
        merged=_take(table, "merged", bool),
        sites=None if sites is None else _read_file(sites, given),
    )


def _read_file(file: object, given: Mapping[str, Any]) -> OwnFile:
    """Read name and SHA-256 of a file, and its bytes if they match."""
    if not isinstance(file, dict):
        msg = "The file of its table is missing or invalid."
        raise KeptError(msg)
    name, sha256 = _take_text(file, "name", 300), _take_text(file, "sha256", 64)
    if not _SHA256.fullmatch(sha256) or not name:
        msg = "The file of its table is missing or invalid."
        raise KeptError(msg)
    kept = OwnFile(PurePath(name).name, sha256)
    return replace(kept, data=kept.accept(given.get(sha256)))
