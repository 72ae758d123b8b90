"""The marking: checked, and its bars on a page."""

from typing import Final

from export.marking_ink import select_ink
from export.page import Box
from export.sheet import Sheet
from export.text import LEADING, fit_text, make_inert
from geo.errors import ViewError
from geo.marking import COLOUR
from geo.scene import Marking

BAR_SIZE_PT: Final = 9.5
LONGEST_MARKING: Final = 300
"""Characters: a marking is never cut, so it has to fit."""


def check_marking(marking: Marking) -> Marking:
    """
    Check that a marking can be drawn in full.

    Raises
    ------
    ViewError
        If it is blank, longer than 300 characters, or its colour is not ``#rrggbb``; all
        faults at once.
    """
    faults = []
    if not make_inert(marking.text).strip():
        faults.append("its text is blank: write the line that the product must carry")
    if len(marking.text) > LONGEST_MARKING:
        faults.append(f"its text has {len(marking.text)} characters, at most {LONGEST_MARKING} fit")
    if COLOUR.fullmatch(marking.colour) is None:
        faults.append(f"`{marking.colour[:20]}` is not a colour: write it as #007a33")
    if faults:
        msg = f"The marking cannot be drawn: {'; '.join(faults)}."
        raise ViewError(msg)
    return marking


def draw_marking_bars(sheet: Sheet, marking: Marking) -> Box:
    """
    Draw the marking at the top and at the bottom of a page.

    Parameters
    ----------
    sheet, marking
        Where, and what.

    Returns
    -------
    between
        What is left of the page inside its margins, between the bars.

    Raises
    ------
    ViewError
        If the marking cannot be drawn, see `check_marking`.
    """
    check_marking(marking)
    inner = sheet.page.inner
    text = make_inert(marking.text).strip()
    size, lines = fit_text(text, BAR_SIZE_PT, inner.width - 16, lines=8, bold=True)
    height = len(lines) * size * LEADING + 4.5
    ink = select_ink(marking.colour)
    for top in (inner.top, inner.bottom - height):
        bar = Box(inner.left, top, inner.width, height)
        sheet.draw_box(bar, fill=marking.colour, gid="marking-bar")
        middle = inner.left + inner.width / 2
        first = top + 2.25 + size * (LEADING + 0.73) / 2
        sheet.draw_lines(
            middle, first, lines, size=size, colour=ink, bold=True, align="center", gid="marking"
        )
    return Box(inner.left, inner.top + height, inner.width, inner.height - 2 * height)
