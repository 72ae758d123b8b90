"""Size of the table of counts by base on a slide or brief."""

import re
from collections.abc import Sequence
from typing import Final

from export.drawing.typesetting import measure_pt
from export.office.base_table import BaseRow

LINE_EM: Final = 1.2
ROW_EM: Final = 1.36
"""Height of a row in units of its letter size; the headings take two lines."""
SIDE_PT: Final = 3.0
"""White space left and right of a cell's text."""


def measure_table(rows: int, size_pt: float) -> float:
    """
    Return the height in points of a table with `rows` rows below its headings.

    Parameters
    ----------
    rows
        Number of rows.
    size_pt
        Letter size, in points.

    Returns
    -------
    height_pt
        The height.
    """
    return size_pt * (rows * ROW_EM + 2 * LINE_EM)


def fit_rows(height_pt: float, size_pt: float) -> int:
    """
    Return how many rows below the headings fit a height.

    Parameters
    ----------
    height_pt
        Available height, in points.
    size_pt
        Letter size, in points.

    Returns
    -------
    rows
        Number of rows.
    """
    return int((height_pt / size_pt - 2 * LINE_EM) / ROW_EM)


def measure_columns(
    headings: Sequence[str], rows: Sequence[BaseRow], size_pt: float, share: float
) -> list[float]:
    """
    Return the widths that the columns need.

    Parameters
    ----------
    headings, rows, size_pt, share
        Content, see `export.office.base_table`; letter size in points; width of the font as in
        `export.talking_points.fitting.Style`.

    Returns
    -------
    widths_pt
        Enough for each heading on two lines, and for every cell on one.
    """
    widths = []
    for place, heading in enumerate(headings):
        cells = [row.texts[place] for row in rows]
        widest = max((measure_pt(cell, size_pt, bold=True) for cell in cells), default=0.0)
        widths.append(max(widest, _measure_heading(heading, size_pt)) * share + 2 * SIDE_PT)
    return widths


def _measure_heading(heading: str, size_pt: float) -> float:
    """Return the least width at which a heading takes two lines."""
    breaks = [found.end() for found in re.finditer("[ -]", heading)]
    halves = [(heading[:end].rstrip(), heading[end:]) for end in breaks] or [(heading, "")]
    return min(max(measure_pt(line, size_pt, bold=True) for line in lines) for lines in halves)
