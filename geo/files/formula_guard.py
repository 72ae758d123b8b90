"""The guard before cells that a spreadsheet would run: added when written, removed when read."""

import re
from collections.abc import Callable
from functools import partial
from typing import Final

import pandas as pd

from geo.files.cell_scan import hold_byte

GUARD: Final = "'"
"""The character before a guarded cell; a spreadsheet reads it as the sign of text."""

# A spreadsheet runs a cell that begins with one of these signs, also in full width, with or without
# white space before it, or with a tab or a line end. A cell that already has guards is guarded once
# more, so that it is the same after it is read again.
_RUN: Final = re.compile(r"[\s']*[=+\-@＝＋－＠]|'*[\t\r\n]")
_PLAIN_BEGINNING: Final = "[0-9A-Za-z]"
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def guard_cell(text: str) -> str:
    """
    Add the guard before a cell that a spreadsheet would run as a formula.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    guarded
        The text, with `GUARD` before it if it would run; a plain number such as ``-77.05`` is
        not a formula and stays a number. `unguard_cell` is the inverse.

    References
    ----------
    OWASP, CSV Injection: cells that begin with ``=``, ``+``, ``-``, ``@``, a tab or a line end.
    """
    return GUARD + text if _would_run(text) else text


def unguard_cell(text: str) -> str:
    """Remove the guard that `guard_cell` added; any other cell is unchanged."""
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
    Remove the guard from the cells of a table.

    Parameters
    ----------
    table
        Cells as text, shape (n, k). Not modified.

    Returns
    -------
    plain
        Same shape, index and columns; the same object if no cell is guarded.
    """
    return _change_columns(table, partial(hold_byte, character=GUARD), "[^']", unguard_cell)


def _change_columns(
    table: pd.DataFrame,
    concerns: Callable[["pd.Series[str]"], bool],
    safe: str,
    change: Callable[[str], str],
) -> pd.DataFrame:
    """Change the cells that do not match `safe`, in the columns for which `concerns` is true."""
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
    """Return whether a spreadsheet would run a cell, with or without guards before it."""
    return _RUN.match(text) is not None and _NUMBER.fullmatch(text) is None
