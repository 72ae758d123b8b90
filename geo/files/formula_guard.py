"""The guard before cells that a spreadsheet would run: put on when written, taken off when read."""

import re
from collections.abc import Callable
from functools import partial
from typing import Final

import pandas as pd

from geo.files.cell_scan import hold_byte

GUARD: Final = "'"
"""What stands before a guarded cell; a spreadsheet takes it as the sign of text."""

# A spreadsheet runs what begins with one of these signs, in full width too, with or without white
# space before it, and what begins with a tab or a line end. Guards before it change nothing: so a
# cell that was guarded by somebody else is guarded once more, and comes back as it was.
_RUN: Final = re.compile(r"[\s']*[=+\-@＝＋－＠]|'*[\t\r\n]")
_PLAIN_BEGINNING: Final = "[0-9A-Za-z]"
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def guard_cell(text: str) -> str:
    """
    Put the guard before a cell that a spreadsheet would run as a formula.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    guarded
        The text, with `GUARD` before it where it would run; a plain number such as ``-77.05`` is
        no formula and stays a number. `unguard_cell` gives the text back.

    Notes
    -----
    OWASP, *CSV Injection*: cells that begin with ``=``, ``+``, ``-``, ``@``, a tab or a line end.
    """
    return GUARD + text if _would_run(text) else text


def unguard_cell(text: str) -> str:
    """Take the guard from a cell that `guard_cell` has guarded; all else stays as it is."""
    return text[1:] if text.startswith(GUARD) and _RUN.match(text) else text


def guard_table(table: pd.DataFrame) -> pd.DataFrame:
    """
    Guard the cells of a table, and the names of its columns.

    Parameters
    ----------
    table
        Cells as text, shape (n, k). Not modified.

    Returns
    -------
    guarded
        Same shape and index.
    """
    guarded = _change_columns(table, lambda _: True, _PLAIN_BEGINNING, guard_cell)
    return guarded.set_axis([guard_cell(str(name)) for name in table.columns], axis="columns")


def unguard_table(table: pd.DataFrame) -> pd.DataFrame:
    """
    Take the guard from the cells of a table.

    Parameters
    ----------
    table
        Cells as text, shape (n, k). Not modified.

    Returns
    -------
    plain
        Same shape, index and columns; the very table where nothing is guarded.
    """
    return _change_columns(table, partial(hold_byte, character=GUARD), "[^']", unguard_cell)


def _change_columns(
    table: pd.DataFrame,
    concerns: Callable[["pd.Series[str]"], bool],
    safe: str,
    change: Callable[[str], str],
) -> pd.DataFrame:
    """Change the cells that do not begin as a pattern says, in the columns that it concerns."""
    columns: list[pd.Series[str]] = []
    changed = False
    for place in range(table.shape[1]):
        cells: pd.Series[str] = table.iloc[:, place]
        suspect = (cells != "") & ~cells.str.match(safe) if concerns(cells) else None
        if suspect is not None and suspect.any():
            cells = cells.where(~suspect, cells[suspect].map(change)).astype(cells.dtype)
            changed = True
        columns.append(cells)
    if not changed:
        return table
    result: pd.DataFrame = pd.concat(columns, axis="columns")
    return result.set_axis(table.columns, axis="columns")


def _would_run(text: str) -> bool:
    """Tell whether a spreadsheet would run a cell, with guards before it or without."""
    return _RUN.match(text) is not None and _NUMBER.fullmatch(text) is None
