"""Rows that break the schema, each with where, why and how to fix it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Reject:
    """
    A problem of one cell: its row is left out of the map and listed for the officer.

    Attributes
    ----------
    file
        Name of the file, without its folder.
    row
        Row as a spreadsheet numbers it: the header is row 1 (a feature: its number, from 1).
    column, value
        Name of the column, and the cell's text, cut to 200 characters.
    reason, fix
        What is wrong, and what to write instead.
    """

    file: str
    row: int
    column: str
    value: str
    reason: str
    fix: str

    def __str__(self) -> str:
        return (
            f"{self.file} row {self.row}, column {self.column}: `{self.value}` — {self.reason}. "
            f"{self.fix}"
        )


def reject_cells(
    file: str, cells: "pd.Series[str]", bad: "pd.Series[bool]", reason: str, fix: str
) -> list[Reject]:
    """
    Return one reject for each bad cell of a column.

    Parameters
    ----------
    file
        Name of the file.
    cells
        The column, named, indexed by row.
    bad
        Which of its cells are bad, on the same index.
    reason, fix
        What is wrong, and what to write instead.

    Returns
    -------
    rejects
        In row order.
    """
    if not bad.any():  # the usual case: skip the rest
        return []
    column = str(cells.name)
    return [
        Reject(file, row, column, value[:200], reason, fix)
        for row, value in zip(list_rows(cells[bad]), cells[bad], strict=True)
    ]


def list_rows(frame: "pd.DataFrame | pd.Series[Any]") -> list[int]:
    """Return the row numbers of a table of text, or of a column of it."""
    return [int(row) for row in frame.index]
