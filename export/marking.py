"""The marking: read from a command line, checked, and its bars on a page."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from export.formats import SHIPPED
from export.marking_ink import select_ink
from export.page import Box
from export.sheet import Sheet
from export.text import LEADING, fit_text, make_inert
from geo.errors import ViewError
from geo.marking import COLOUR, MARKING_COLOURS, read_marking_colours, select_marking_colour
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


def parse_marking(arguments: argparse.Namespace, settings: Mapping[str, str]) -> Marking:
    """
    Read the marking; the shipped record alone is unclassified.

    Parameters
    ----------
    arguments
        As `export.__main__.build_parser` gives them.
    settings
        The environment: ``BASEWATCH_MARKING`` holds where ``--marking`` is left out, and so do
        ``BASEWATCH_MARKING_COLOUR`` and ``BASEWATCH_MARKING_COLOURS``, the page's as well.

    Raises
    ------
    GeoError
        If the data are not the shipped ones and no marking is given, it cannot be drawn, or
        the table of colours cannot be used.
    """
    text, colour = arguments.marking, arguments.marking_colour
    if text is None:
        text = settings.get("BASEWATCH_MARKING", "").strip() or None
        colour = colour or (text and settings.get("BASEWATCH_MARKING_COLOUR", "").strip())
    if text is None:
        if arguments.data.resolve() != SHIPPED:
            msg = (
                f"The record in {arguments.data} is not the shipped one, so nobody here knows how "
                'it is marked: add --marking "…" with the marking that the product must carry.'
            )
            raise ViewError(msg)
        text = Marking.text
    table = arguments.marking_colours or settings.get("BASEWATCH_MARKING_COLOURS", "").strip()
    colours = read_marking_colours(Path(table)) if table else MARKING_COLOURS
    return check_marking(Marking(text, colour or select_marking_colour(text, colours)))


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
