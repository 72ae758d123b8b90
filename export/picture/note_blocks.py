"""Blocks of notes beside or below the map: a heading and rows in a column."""

from dataclasses import dataclass, field
from typing import Final

from export.drawing.canvas import BRICK, INK, LINE, QUIET, Canvas
from export.drawing.page import SITE_MARK_PX, Box
from export.drawing.symbols import PlacedDot, draw_dots, draw_tray
from export.drawing.typesetting import (
    LEADING,
    cut_text,
    fit_text,
    make_inert,
    measure_pt,
    wrap_text,
)
from export.maps.density_layer import RAMP_PT, draw_ramp
from export.maps.locator import Locator, draw_locator
from layers.cartography.symbology import Dot

SIZE_PT: Final = 7.5
ROW_PT: Final = 11.0
"""Distance between rows with a symbol."""
SYMBOL_PT: Final = 15.0
"""Space for a symbol to the left of its text."""
HEAD_PT: Final = 14.0
"""Distance from a block's top to its first row."""
AFTER_PT: Final = 9.0
"""White space after a block."""
RAMP_ROW_PT: Final = 20.0
"""Space for a ramp and its numbers above a row's text."""
MOST_LINES: Final = 5
"""Greatest number of lines of one row, so that no text pushes others off the page."""


@dataclass(frozen=True)
class Row:
    """
    A row of a block.

    Attributes
    ----------
    text
        Text; made inert when it is drawn.
    dot
        Symbol before the text.
    leader
        Whether a leader line is the symbol.
    count
        Number at the right edge.
    tray
        Whether the tray that dots are stacked on is the symbol.
    base
        Whether the square of a base's true point is the symbol.
    ramp_m
        Standard deviation of a density's kernel, in metres; its ramp is drawn above the text.
    locator
        A small map in place of text.
    """

    text: str
    dot: Dot | None = None
    leader: bool = False
    count: int | None = None
    base: bool = False
    ramp_m: float | None = None
    locator: Locator | None = None
    tray: bool = False

    @property
    def has_symbol(self) -> bool:
        """Whether there is a symbol before the text."""
        return self.dot is not None or self.leader or self.base or self.tray


@dataclass(frozen=True)
class Block:
    """A heading and its rows."""

    heading: str
    rows: tuple[Row, ...]
    _heights_pt: dict[tuple[float, float], float] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Heights by width and scale: planning a page needs the same ones again and again."""

    def height_pt(self, width_pt: float, scale: float = 1.0) -> float:
        """
        Return the height that the block needs in a column, with the space after it.

        Parameters
        ----------
        width_pt
            Width of the column, in points.
        scale
            Letter size as a multiple of `SIZE_PT`.
        """
        known = self._heights_pt.get((width_pt, scale))
        if known is None:
            rows = sum(_height_pt(row, width_pt / scale) for row in self.rows)
            known = self._heights_pt[width_pt, scale] = scale * (HEAD_PT + rows + AFTER_PT)
        return known


def _break_row(row: Row, width_pt: float) -> list[str]:
    """Break a row's text into lines, for letters of `SIZE_PT`."""
    room = width_pt - (SYMBOL_PT if row.has_symbol else 0.0)
    if row.count is not None:
        room -= measure_pt(f"  {row.count:,}", SIZE_PT, bold=True)
    text = make_inert(row.text)[:2000]
    lines = wrap_text(text, SIZE_PT, room)
    if len(lines) > MOST_LINES:
        rest = " ".join(lines[MOST_LINES - 1 :])
        lines = [*lines[: MOST_LINES - 1], cut_text(rest, SIZE_PT, room)]
    return lines


def _height_pt(row: Row, width_pt: float) -> float:
    """Return the height of one row, in points."""
    if row.locator is not None:
        return row.locator.fit(width_pt)[1]
    extra = (len(_break_row(row, width_pt)) - 1) * SIZE_PT * LEADING
    gap = 0.0 if row.has_symbol or row.count is not None else 1.5
    return ROW_PT + extra + gap + _ramp_pt(row)


def _ramp_pt(row: Row) -> float:
    """Return the height of the ramp above a row's text, in points."""
    return 0.0 if row.ramp_m is None else RAMP_ROW_PT


def draw_block(
    canvas: Canvas,
    block: Block,
    corner: tuple[float, float],
    width_pt: float,
    *,
    scale: float,
    points_per_px: float,
) -> None:
    """
    Draw a block in a column.

    Parameters
    ----------
    canvas, block
        Where to draw, and the block.
    corner
        Left and top edge of the column, in points.
    width_pt, scale
        Width of the column in points, and letter size as a multiple of `SIZE_PT`.
    points_per_px
        Points for each CSS pixel of a symbol, as on the map.
    """
    (x, y), size = corner, SIZE_PT * scale
    right, rule = x + width_pt, y + 10.5 * scale
    head_size, (heading,) = fit_text(make_inert(block.heading), size, width_pt, bold=True)
    canvas.draw_text(x, y + size, heading, size=head_size, bold=True, gid="heading")
    canvas.draw_line([x, right], [rule, rule], colour=LINE, width_pt=0.5)
    baseline = y + HEAD_PT * scale + size
    symbols = []
    for row in block.rows:
        if row.locator is not None:
            wide, high = (scale * side for side in row.locator.fit(width_pt / scale))
            draw_locator(canvas, row.locator, Box(x, baseline - size, wide, high))
        indent = SYMBOL_PT * scale if row.has_symbol else 0.0
        if row.ramp_m is not None:
            ramp = Box(x + 6.0, baseline - size, min(width_pt, 130.0) - 12.0, RAMP_PT * scale)
            draw_ramp(canvas, ramp, row.ramp_m, size)
            baseline += _ramp_pt(row) * scale
        middle, centre = baseline - 0.36 * size, x + 5.0 * scale
        if row.dot is not None:
            symbols.append(PlacedDot(centre, middle, row.dot))
        elif row.leader:
            ends = [centre - 4.5, centre + 4.5], [middle + 2, middle - 2]
            canvas.draw_line(*ends, colour=QUIET, width_pt=0.7)
        elif row.tray:
            draw_tray(canvas, centre, middle, 4.8)
        elif row.base:
            half = SITE_MARK_PX / 2 * points_per_px
            mark = Box(centre - half, middle - half, 2 * half, 2 * half)
            canvas.draw_box(mark, fill=INK, zorder=3.0)
        lines = _break_row(row, width_pt / scale)
        canvas.draw_lines(x + indent, baseline, lines, size=size, gid="note")
        if row.count is not None:
            number = f"{row.count:,}"
            canvas.draw_text(
                right, baseline, number, size=size, bold=True, colour=BRICK, align="right"
            )
        baseline += scale * (_height_pt(row, width_pt / scale) - _ramp_pt(row))
    if symbols:
        draw_dots(
            canvas,
            symbols,
            points_per_px=points_per_px,
            transform=canvas.transform,
            zorder=3.0,
            gid="legend",
        )
