"""The record, checked: rows that keep to the schema, typed, and a reject for each fault."""

import dataclasses
import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from geo.cell_bytes import may_hold_controls
from geo.damage.cells import DamagedCell
from geo.damage.characters import write_plainly
from geo.damage.remarks import describe_damage
from geo.features import FeatureTable
from geo.forms import TEXT
from geo.gazetteer import Gazetteer, build_gazetteer
from geo.read import RecordTables
from geo.references import (
    check_dates,
    check_duplicates,
    check_new_ids,
    check_not_more,
    check_places,
    check_source_dates,
    check_sources,
    reject_cells,
)
from geo.scene import Reject
from geo.schema import (
    ATTACKS,
    BASES,
    OFFICIAL_TOTALS,
    REQUIRED,
    SOURCES,
    STRIKES,
    Column,
    FileSchema,
)
from geo.sites import SCOPE_OF_SITE, Respelling, check_scopes, check_sites, resolve_sites
from geo.swapped import check_swapped
from geo.tables import TextTable, list_rows

_CONTROLS: Final = "[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\0"
"""What no text holds: documents that we write (XML 1.0) cannot carry it."""


@dataclass(frozen=True, eq=False)
class CheckedTable:
    """
    A data file, checked.

    Attributes
    ----------
    file
        Its name.
    frame
        The rows that passed, typed, in file order, indexed by `row`.
    rejects
        Every fault, by row and column.
    read
        Rows in the file: ``len(frame)`` and the rejected ones.
    sha256
        Of the file's bytes; blank where an optional file is absent.
    remarks
        What an officer should know of the file as a whole, a sentence each.
    """

    file: str
    frame: pd.DataFrame
    rejects: tuple[Reject, ...]
    read: int
    sha256: str
    remarks: tuple[str, ...] = ()


def check_schema(table: TextTable, schema: FileSchema) -> list[Reject]:
    """
    Check each cell of a table against the schema of its file.

    Parameters
    ----------
    table
        A file as text. Not modified.
    schema
        Its schema.

    Returns
    -------
    rejects
        One for each fault, those of the reading and what a spreadsheet has damaged among them.
    """
    rejects = list(table.rejects)
    for name in table.frame.columns:
        cells = table.frame[name]
        if not may_hold_controls(cells):
            continue
        bad = cells.str.contains(_CONTROLS, regex=True).astype(bool)
        reason = "holds a control character, which cannot be printed"
        rejects += reject_cells(table.file, cells, bad, reason, "Delete it, or type the cell anew.")
    rejects += [_reject_damaged(table.file, cell) for cell in table.damaged]
    explained = {(cell.row, cell.column) for cell in table.damaged}
    for name, column in schema.columns.items():
        cells = table.frame[name]
        for check, bad in _find_faults(cells, column):
            for row, value in zip(list_rows(cells[bad]), cells[bad], strict=True):
                if (row, name) in explained:
                    continue
                reason, cure = _word_fault(check, value, column)
                rejects.append(Reject(table.file, row, name, value[:200], reason, cure))
    return rejects


def _find_faults(
    cells: "pd.Series[str]", column: Column
) -> Iterator[tuple[str, "pd.Series[bool]"]]:
    """Find the blank cells of a column that must be filled, and those of another form."""
    blank = cells == ""
    if column.blank == REQUIRED:
        yield "filled", blank
    if column.form is not TEXT:
        yield "form", ~(blank | column.form.test(cells))


def _reject_damaged(file: str, cell: DamagedCell) -> Reject:
    """Reject a cell that a spreadsheet has damaged."""
    damage = cell.damage
    return Reject(file, cell.row, cell.column, cell.value[:200], damage.reason, damage.cure)


def _word_fault(check: str, value: str, column: Column) -> tuple[str, str]:
    """Say what is wrong with a cell, and what to write instead."""
    form = column.form
    if check == "filled":
        return "is blank", f"Fill it in: {form.name}."
    cure = form.cure
    plain = write_plainly(value[:80]).lower().replace(" ", "_").replace("-", "_")
    near = difflib.get_close_matches(plain, form.words, n=1, cutoff=0.6)
    if near:
        cure = f"Did you mean {near[0]}? {cure}"
    if column.blank != REQUIRED:
        cure += " Leave it blank where it is not known."
    if value != value.strip():
        cure += " Mind the space at its edge."
    return form.reason, cure


def type_columns(frame: pd.DataFrame, schema: FileSchema) -> pd.DataFrame:
    """
    Turn checked text into days, numbers and text.

    Parameters
    ----------
    frame
        Rows that passed the schema, as text. Not modified.
    schema
        Its schema.

    Returns
    -------
    typed
        Same index and columns: days as datetime64[s] (NaT for blank), whole numbers as Int64
        (<NA> for blank), degrees as float64 (NaN for blank), all else str.
    """
    typed = frame.copy()
    for name, column in schema.columns.items():
        kind = column.form.kind
        if kind in {"text", "list"}:
            continue
        cells = frame[name].mask(frame[name] == "")
        if kind == "day":
            typed[name] = pd.to_datetime(cells, format="%Y-%m-%d").astype("datetime64[s]")
        else:
            typed[name] = pd.to_numeric(cells).astype("Int64" if kind == "whole" else "float64")
    return typed


def close_table(table: TextTable, schema: FileSchema, rejects: Sequence[Reject]) -> CheckedTable:
    """
    Part the rows that passed from the rejected ones, and type them.

    Parameters
    ----------
    table, schema
        A file as text, and its schema. Not modified.
    rejects
        Every fault of the table, in any order.

    Returns
    -------
    checked
        The rows without a fault, typed.
    """
    places = {name: place for place, name in enumerate(table.frame.columns)}
    ordered = sorted(rejects, key=lambda fault: (fault.row, places.get(fault.column, -1)))
    passed = table.frame
    if rejects:
        passed = passed[~passed.index.isin({reject.row for reject in rejects})]
    frame = type_columns(passed, schema)
    remarks = (*table.remarks, *describe_damage(table.file, table.frame, table.damaged))
    return CheckedTable(table.file, frame, tuple(ordered), table.read, table.sha256, remarks)


@dataclass(frozen=True, eq=False)
class CheckedRecord:
    """
    Every file of a record, checked.

    Attributes
    ----------
    bases, sources, attacks, strikes, official_totals
        One table a file, in the order in which they are read; `bases` has the columns `lon_deg`
        and `lat_deg` besides (EPSG:4326, NaN for a site without a point).
    gazetteer
        Every spelling of every site.
    respellings
        Cells that named a site by another spelling than its id, which the tables have instead.
    """

    bases: CheckedTable
    sources: CheckedTable
    attacks: CheckedTable
    strikes: CheckedTable
    official_totals: CheckedTable
    gazetteer: Gazetteer
    respellings: tuple[Respelling, ...]

    @property
    def tables(self) -> tuple[CheckedTable, ...]:
        """The tables, in order."""
        return (self.bases, self.sources, self.attacks, self.strikes, self.official_totals)


def check_record(tables: RecordTables) -> CheckedRecord:
    """
    Check every file of a record by itself and against the others.

    Parameters
    ----------
    tables
        The files as text. Not modified.

    Returns
    -------
    record
        What passed, typed, and every fault. A row with several faults is one rejected row.
    """
    bases = _check_bases(tables.bases)
    sources = close_table(tables.sources, SOURCES, check_schema(tables.sources, SOURCES))
    rejected = part_ids(tables.bases, bases, BASES.id_column)[1]
    gazetteer = build_gazetteer(tables.bases.frame, rejected)
    cited = part_ids(tables.sources, sources, SOURCES.id_column)
    attacks, named = resolve_sites(gazetteer, tables.attacks, "base_id")
    totals, scoped = resolve_sites(gazetteer, tables.official_totals, "scope", prefix=SCOPE_OF_SITE)
    return CheckedRecord(
        bases,
        sources,
        close_table(
            attacks, ATTACKS, check_attacks(attacks, gazetteer, cited, _list_points(tables.bases))
        ),
        _check_strikes(tables.strikes, cited),
        _check_totals(totals, gazetteer, cited),
        gazetteer,
        (*named, *scoped),
    )


def check_attacks(
    table: TextTable,
    gazetteer: Gazetteer,
    cited: "tuple[Iterable[str], Iterable[str]]",
    sites: pd.DataFrame,
    record: "pd.Series[str] | None" = None,
) -> list[Reject]:
    """
    Check the attacks by themselves and against sites and sources.

    Parameters
    ----------
    table
        The attacks as text, each known site by its `base_id`. Not modified.
    gazetteer
        The sites.
    cited
        Ids of the sources that passed, and of those that did not.
    sites
        Where the sites stand, as `geo.swapped.check_swapped` takes them.
    record
        Where the rows are added to a record: its `possible_duplicate_of`, by `attack_id`.

    Returns
    -------
    rejects
        One for each fault, those of the reading among them.
    """
    file, frame = table.file, table.frame
    faults = [
        *check_schema(table, ATTACKS),
        *check_places(file, frame),
        *check_dates(file, frame),
        *check_sites(file, frame, gazetteer),
        *check_sources(file, frame, *cited),
        *check_source_dates(file, frame),
        *check_swapped(file, frame, sites),
    ]
    if record is not None:
        faults += check_new_ids(file, frame["attack_id"], record.index)
    return faults + check_duplicates(file, frame, [fault.row for fault in faults], record)


def _list_points(table: FeatureTable) -> pd.DataFrame:
    """Give the points of sites by `base_id`."""
    ids = pd.Index(table.frame["base_id"])
    points = pd.DataFrame(table.lonlat_deg, index=ids, columns=["lon_deg", "lat_deg"])
    known: pd.DataFrame = points[(ids != "") & ~ids.duplicated()]
    return known


def _check_bases(table: FeatureTable) -> CheckedTable:
    """Check the sites, and put their points beside them."""
    checked = close_table(table, BASES, check_schema(table, BASES))
    points = pd.DataFrame(table.lonlat_deg, index=table.frame.index, columns=["lon_deg", "lat_deg"])
    frame = checked.frame.join(points.astype(np.float64))
    return dataclasses.replace(checked, frame=frame)


def _check_strikes(table: TextTable, cited: tuple[Iterable[str], Iterable[str]]) -> CheckedTable:
    """Check the strikes."""
    faults = [
        *check_schema(table, STRIKES),
        *check_places(table.file, table.frame),
        *check_not_more(table.file, table.frame, "killed_low", "killed_high"),
        *check_not_more(table.file, table.frame, "civilians_killed", "killed_high"),
        *check_sources(table.file, table.frame, *cited),
    ]
    return close_table(table, STRIKES, faults)


def _check_totals(
    table: TextTable,
    gazetteer: Gazetteer,
    cited: tuple[Iterable[str], Iterable[str]],
) -> CheckedTable:
    """Check the running totals that officials stated."""
    faults = [
        *check_schema(table, OFFICIAL_TOTALS),
        *check_scopes(table.file, table.frame, gazetteer),
        *check_sources(table.file, table.frame, *cited),
    ]
    return close_table(table, OFFICIAL_TOTALS, faults)


def part_ids(
    table: TextTable, checked: CheckedTable, column: str
) -> tuple["pd.Series[str]", "pd.Series[str]"]:
    """Give the ids of the rows that passed, and of those that did not."""
    passed = table.frame.index.isin(checked.frame.index)
    return table.frame.loc[passed, column], table.frame.loc[~passed, column]
