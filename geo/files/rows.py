"""Blank rows, rows with the wrong number of cells, and cells with too much text."""

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from geo.files.cell_scan import hold_byte, measure_longest
from geo.files.delimiter import NAMES
from geo.model.problems import Reject

LONGEST_CELL: Final = 32_767
"""Most characters of a cell, as in a spreadsheet."""
_FEWEST_COLUMNS: Final = 5
"""With this many columns or more, a line with as many delimiters as the header is a row."""


def drop_blank_rows(body: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table of text that hold more than spaces; the table is not modified."""
    # A blank row begins with a blank cell: only such rows are checked.
    doubtful = body[body[body.columns[0]].str.strip() == ""]
    spaced = doubtful[(doubtful != "").any(axis=1)]
    kept = {
        row
        for row, cells in zip(spaced.index, spaced.to_numpy(), strict=True)
        if any(cell.strip() for cell in cells)
    }
    blank = [row for row in doubtful.index if row not in kept]
    return body.drop(index=blank) if blank else body


def reject_odd(
    file: str, wide: int, odd: Iterable[tuple[int, Sequence[str]]], delimiter: str
) -> Iterable[Reject]:
    """
    Reject the rows that have more or fewer cells than the header.

    Parameters
    ----------
    file
        Name of the file.
    wide
        Cells of the header.
    odd
        Number, from 0, and cells of each such row; blank rows are ignored.
    delimiter
        The delimiter of the file.

    Returns
    -------
    rejects
        One for each.
    """
    name = NAMES[delimiter].removesuffix("s")
    for number, row in odd:
        if any(cell.strip() for cell in row):
            fix = (
                f"Put text with a {name} in quotation marks."
                if len(row) > wide
                else f"Add a {name} for each missing blank cell: some spreadsheets leave them out "
                "at the end of a row."
            )
            yield Reject(
                file,
                number + 1,
                "(whole row)",
                delimiter.join(row)[:200],
                f"has {len(row)} cells, but the header has {wide}",
                fix,
            )


def reject_overfull(file: str, frame: pd.DataFrame, delimiter: str) -> tuple[Reject, ...]:
    """
    Reject the cells that hold too much text, or the rows that follow.

    Parameters
    ----------
    file
        Name of the file.
    frame
        Its rows as text, indexed by `row`. Not modified.
    delimiter
        The delimiter of the file.

    Returns
    -------
    rejects
        One for each cell with more than `LONGEST_CELL` characters, or with a line that has as many
        delimiters as a row: an open quotation mark includes everything up to the next one.
    """
    rejects = []
    wide = len(frame.columns)
    for name in frame.columns:
        cells = frame[name]
        if measure_longest(cells) <= LONGEST_CELL and not hold_byte(cells, "\n"):
            continue
        long = cells[cells.str.len() > LONGEST_CELL]
        broken = cells[cells.str.contains("\n", regex=False).astype(bool)]
        for row, text in long.items():
            reason = f"holds {len(text):,} characters; a cell holds at most {LONGEST_CELL:,}"
            fix = (
                "Shorten it; if it holds the rows that follow, close its quotation mark where its "
                "text ends."
            )
            rejects.append(Reject(file, int(str(row)), str(name), text[:200], reason, fix))
        if not long.empty:
            broken = broken[~broken.index.isin(long.index)]
        for row, text in broken.items():
            lines = text.split("\n")[1:]
            swallowed = sum(line.count(delimiter) >= wide - 1 for line in lines)
            if wide >= _FEWEST_COLUMNS and swallowed:
                reason = f"holds {swallowed} of the rows that follow it"
                fix = "Close its quotation mark where its text ends."
                rejects.append(Reject(file, int(str(row)), str(name), text[:200], reason, fix))
    return tuple(rejects)
