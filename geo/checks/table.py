"""Check one data file against its schema: valid rows, typed, and a reject for each problem."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.damage.cells import DamagedCell
from geo.damage.characters import write_plainly
from geo.damage.remarks import describe_damage
from geo.files.cell_scan import may_hold_controls
from geo.files.csv_table import TextTable
from geo.model.cell_types import TEXT, CellType
from geo.model.problems import Reject, list_rows, reject_cells
from geo.model.schema import REQUIRED, Column, FileSchema

_CONTROLS: Final = "[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\0"
"""Characters that no text may hold: the XML 1.0 of documents cannot carry them."""


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
        Every problem, by row and column.
    read
        Rows in the file: ``len(frame)`` and the rejected ones.
    sha256
        Of the file's bytes; blank if an optional file is absent.
    remarks
        A sentence for each problem of the file as a whole.
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
        One for each problem, including those found when the file was read and damage by a
        spreadsheet.
    """
    rejects = list(table.rejects)
    for name in table.frame.columns:
        cells = table.frame[name]
        if not may_hold_controls(cells):
            continue
        bad = cells.str.contains(_CONTROLS, regex=True).astype(bool)
        reason = "holds a control character, which cannot be printed"
        fix = "Delete it, or type the cell again."
        rejects += reject_cells(table.file, cells, bad, reason, fix)
    rejects += [_reject_damaged(table.file, cell) for cell in table.damaged]
    explained = {(cell.row, cell.column) for cell in table.damaged}
    for name, column in schema.columns.items():
        cells = table.frame[name]
        for check, bad in _find_problems(cells, column):
            for row, value in zip(list_rows(cells[bad]), cells[bad], strict=True):
                if (row, name) in explained:
                    continue
                reason, fix = _word_problem(check, value, column)
                rejects.append(Reject(table.file, row, name, value[:200], reason, fix))
    return rejects


def _find_problems(
    cells: "pd.Series[str]", column: Column
) -> Iterator[tuple[str, "pd.Series[bool]"]]:
    """Find the blank cells of a required column, and the cells of another type."""
    blank = cells == ""
    if column.blank == REQUIRED:
        yield "filled", blank
    if column.cell_type is not TEXT and not blank.all():
        yield "form", ~(blank | column.cell_type.test(cells))


def _reject_damaged(file: str, cell: DamagedCell) -> Reject:
    """Reject a cell that a spreadsheet has damaged."""
    damage = cell.damage
    return Reject(file, cell.row, cell.column, cell.value[:200], damage.reason, damage.fix)


def _word_problem(check: str, value: str, column: Column) -> tuple[str, str]:
    """Return reason and fix of a cell."""
    cell_type = column.cell_type
    if check == "filled":
        return "is blank", f"Fill it in: {cell_type.name}."
    fix = cell_type.fix
    near = _find_near(value, cell_type)
    if near:
        fix = f"Did you mean {near}? {fix}"
    if column.blank != REQUIRED:
        fix += " Leave it blank if it is not known."
    if value != value.strip():
        fix += " Delete the space before or after it."
    return cell_type.reason, fix


def _find_near(value: str, cell_type: CellType) -> str:
    """Find the controlled words nearest to a cell; blank if one of its words has none."""
    near = []
    for part in re.split(r"[;,/+&|]", value[:80]) if cell_type.kind == "list" else [value[:80]]:
        if cell_type.kind == "list" and not part.strip():
            continue
        plain = write_plainly(part.strip()).lower().replace(" ", "_").replace("-", "_")
        near += difflib.get_close_matches(plain, cell_type.words, n=1, cutoff=0.6) or [""]
    meant = ";".join(dict.fromkeys(near))
    return meant if all(near) and cell_type.test(pd.Series([meant], dtype="str")).all() else ""


def type_columns(frame: pd.DataFrame, schema: FileSchema) -> pd.DataFrame:
    """
    Convert checked text to days, numbers and text.

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
        kind = column.cell_type.kind
        if kind in {"text", "list"}:
            continue
        cells = frame[name].mask(frame[name] == "")
        if kind == "day":
            typed[name] = pd.to_datetime(cells, format="%Y-%m-%d").astype("datetime64[s]")
        else:
            typed[name] = pd.to_numeric(cells).astype("Int64" if kind == "whole" else "float64")
    return typed


def finalise_table(table: TextTable, schema: FileSchema, rejects: Sequence[Reject]) -> CheckedTable:
    """
    Separate the valid rows from the rejected ones and convert them to their types.

    Parameters
    ----------
    table, schema
        A file as text, and its schema. Not modified.
    rejects
        Every problem of the table, in any order.

    Returns
    -------
    checked
        The rows without a problem, typed.
    """
    places = {name: place for place, name in enumerate(table.frame.columns)}
    ordered = sorted(rejects, key=lambda problem: (problem.row, places.get(problem.column, -1)))
    passed = table.frame
    if rejects:
        passed = passed[~passed.index.isin({reject.row for reject in rejects})]
    frame = type_columns(passed, schema)
    remarks = (*table.remarks, *describe_damage(table.file, table.frame, table.damaged))
    return CheckedTable(table.file, frame, tuple(ordered), table.read, table.sha256, remarks)
