"""The classification marking: read from the command line, checked, and drawn in bars on a page."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from export.drawing.canvas import Canvas, hold_settings
from export.drawing.contrast import select_ink
from export.drawing.page import POINTS_PER_INCH, Box, Page
from export.drawing.raster import render_opaque_png
from export.drawing.typesetting import LEADING, fit_text, make_inert
from geo.files.shipped_data import DATA_FOLDER
from geo.model.errors import ViewError
from geo.model.marking import (
    MARKING_COLOURS,
    check_marking,
    read_marking_colours,
    select_marking_colour,
)
from geo.model.scene import Marking

BAR_SIZE_PT: Final = 9.5


def parse_marking(arguments: argparse.Namespace, settings: Mapping[str, str]) -> Marking:
    """
    Read the marking; only the shipped record is unclassified by default.

    Parameters
    ----------
    arguments
        As `export.__main__.build_parser` returns them.
    settings
        The environment. ``BASEWATCH_MARKING``, ``BASEWATCH_MARKING_COLOUR`` and
        ``BASEWATCH_MARKING_COLOURS`` replace the options that are left out.

    Returns
    -------
    marking
        The marking, checked.

    Raises
    ------
    GeoError
        If the record is not the shipped one and no marking is given, if the marking cannot be
        drawn, or if the table of colours is invalid.
    """
    text, colour = arguments.marking, arguments.marking_colour
    if text is None:
        text = settings.get("BASEWATCH_MARKING", "").strip() or None
        colour = colour or (text and settings.get("BASEWATCH_MARKING_COLOUR", "").strip())
    if text is None:
        if arguments.data.resolve() != DATA_FOLDER:
            msg = (
                f"The record in {arguments.data} is not the shipped one: Basewatch cannot know its "
                'marking. Add --marking "…" with the marking that the product must carry.'
            )
            raise ViewError(msg)
        text = Marking.text
    table = arguments.marking_colours or settings.get("BASEWATCH_MARKING_COLOURS", "").strip()
    colours = read_marking_colours(Path(table)) if table else MARKING_COLOURS
    return check_marking(Marking(text, colour or select_marking_colour(text, colours)))


def draw_marking_bars(canvas: Canvas, marking: Marking) -> Box:
    """
    Draw the marking at the top and bottom of a page.

    Parameters
    ----------
    canvas, marking
        Where to draw, and the marking.

    Returns
    -------
    between
        The area between the bars, inside the margins.

    Raises
    ------
    ViewError
        If the marking cannot be drawn, see `check_marking`.
    """
    inner = canvas.page.inner
    size, lines, height = _fit_bar(marking, inner.width)
    for top in (inner.top, inner.bottom - height):
        _draw_bar(canvas, Box(inner.left, top, inner.width, height), marking, size, lines)
    return Box(inner.left, inner.top + height, inner.width, inner.height - 2 * height)


def render_marking_bar(marking: Marking, width_pt: float, dpi: int) -> bytes:
    """
    Render one marking bar as a picture.

    Parameters
    ----------
    marking
        The marking.
    width_pt
        Width of the bar; its height depends on the marking.
    dpi
        Pixels per inch.

    Returns
    -------
    png
        The same bytes for the same marking.

    Raises
    ------
    ViewError
        If the marking cannot be drawn, see `check_marking`.
    """
    with hold_settings():
        size, lines, height = _fit_bar(marking, width_pt)
        page = Page("bar", width_pt / POINTS_PER_INCH, height / POINTS_PER_INCH)
        canvas = Canvas(page, dpi)
        _draw_bar(canvas, Box(0.0, 0.0, width_pt, height), marking, size, lines)
        return render_opaque_png(canvas.figure)


def _fit_bar(marking: Marking, width: float) -> tuple[float, list[str], float]:
    """Fit a marking into a bar; return the size of its letters, its lines and the bar's height."""
    text = make_inert(check_marking(marking).text).strip()
    size, lines = fit_text(text, BAR_SIZE_PT, width - 16, lines=8, bold=True)
    return size, lines, len(lines) * size * LEADING + 4.5


def _draw_bar(canvas: Canvas, bar: Box, marking: Marking, size: float, lines: list[str]) -> None:
    """Draw one bar."""
    canvas.draw_box(bar, fill=marking.colour, gid="marking-bar")
    canvas.draw_lines(
        bar.left + bar.width / 2,
        bar.top + 2.25 + size * (LEADING + 0.73) / 2,
        lines,
        size=size,
        colour=select_ink(marking.colour),
        bold=True,
        align="center",
        gid="marking",
    )
