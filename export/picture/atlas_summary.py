"""The first page of an atlas: changes since the last product, and a table of the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from export.drawing.canvas import BRICK, INK, LINE, QUIET, Align, Canvas, hold_settings
from export.drawing.marking import draw_marking_bars
from export.drawing.page import Box, select_page
from export.drawing.typesetting import fit_text, make_inert, measure_pt
from export.maps.map_surround import draw_footer, draw_header
from export.maps.map_text import describe_counts
from export.picture.note_blocks import Block, Row, draw_block
from export.picture.page_layout import arrange_columns, stack_columns
from export.product.product import By, Product
from export.product.split import Part
from export.talking_points.changes_since_text import HEADING
from export.wording.coverage_text import NOT_COVERED
from export.wording.filter_text import join_words
from export.wording.scene_text import count_not_placed, format_number
from geo.model.coverage import Share, cover_period
from geo.model.dates import format_dtg_day

NOTHING_TO_COMPARE: Final = "No earlier product was given to compare with."
GAP_PT: Final = 24.0
_NOTES_SHARE: Final = 0.36
_SCALES: Final = (1.4, 1.3, 1.2, 1.1, 1.0, 0.9)
_HEAD_PT: Final = 34.0
_ROW_PT: Final = (26.0, 8.6)
"""Greatest and smallest height of a row."""
_LEAST_PT: Final = 11.0
"""Row height below which the table gets a second column."""
_NOUNS: Final = {"week": "Week", "month": "Month", "base": "Base"}


@dataclass(frozen=True)
class Line:
    """
    A line of the table.

    Attributes
    ----------
    page
        Number of the page; blank for a line without a page.
    label
        Subject of the page.
    us_confirmed, selected
        Its counts; the first is a part of the second.
    share
        Share of its days that is covered.
    """

    page: str
    label: str
    us_confirmed: int
    selected: int
    share: Share = "whole"

    @property
    def number(self) -> str:
        """Text in the column of records: no zero for days that are not covered."""
        if self.share == "none" and not self.selected:
            return NOT_COVERED
        caption = f"{self.selected:,}" if self.selected else "none"
        return f"{caption} (part)" if self.share == "part" else caption


def draw_summary(product: Product, by: By, parts: Sequence[Part], number: str) -> Figure:
    """
    Draw the first page of an atlas.

    Parameters
    ----------
    product
        The whole Product.
    by
        What a page is for.
    parts
        The parts on the pages after this one.
    number
        Page number and number of pages.

    Returns
    -------
    figure
        As `export.picture.figure.draw_picture` returns it.
    """
    scene = product.scene
    with hold_settings():
        canvas = Canvas(select_page(product.page), product.dpi)
        between = draw_marking_bars(canvas, scene.marking)
        top = draw_header(canvas, scene, between) + 6
        bottom = draw_footer(canvas, scene, product.basemap, between, number) - 6
        wide = _NOTES_SHARE * between.width
        _draw_notes(canvas, list_notes(product, by), Box(between.left, top, wide, bottom - top))
        left = between.left + wide + GAP_PT
        room = Box(left, top, between.right - left, bottom - top)
        _draw_table(canvas, by, list_lines(product, parts), room, len(parts))
        return canvas.figure


def list_notes(product: Product, by: By) -> list[Block]:
    """
    List the notes beside the table: changes since the last product, and the counts.

    Parameters
    ----------
    product
        The Product. Not modified.
    by
        What a page is for.

    Returns
    -------
    blocks
        The notes, in reading order.
    """
    scene = product.scene
    changes = product.changes or (NOTHING_TO_COMPARE,)
    counted = describe_counts(scene, product.layout, product.official)
    places = sum(count for _, count in count_not_placed(scene))
    if places:
        counted.append(f"Records without a place are listed on their pages: {places:,} in total.")
    blocks: dict[str, Sequence[str]] = {HEADING: changes, "What is counted": counted}
    if by == "base":
        blocks["Bases without a record here have no page"] = [name_empty(product)]
    return [Block(heading, tuple(map(Row, texts))) for heading, texts in blocks.items()]


def name_empty(product: Product) -> str:
    """Name the sites with a counted attack in the record, but not in the period and filters."""
    scene = product.scene
    rows = pd.concat([scene.drawn, scene.not_placed])
    hit = set(rows.loc[rows["counted"], "base_id"])
    attacks = product.dataset.attacks
    known = set(attacks.loc[attacks["counted"], "base_id"])
    names = [
        str(name)
        for base_id, name in scene.bases["name"].items()
        if base_id in known and base_id not in hit
    ]
    return f"{join_words(names, 'and')}." if names else "None: each base of the record has a page."


def list_lines(product: Product, parts: Sequence[Part]) -> list[Line]:
    """
    List the lines of the table of pages.

    Parameters
    ----------
    product
        The whole Product.
    parts
        The parts on the pages.

    Returns
    -------
    lines
        One for each page, by time also without a record; in cumulative mode first what is before
        the first page; and last the total, which is the Product's count.
    """
    counts = product.scene.counts
    lines = []
    if parts and parts[0].until > parts[0].new:
        first = parts[0]
        before = first.until - first.new
        confirmed = first.scene.counts.us_confirmed - first.alone.us_confirmed
        lines.append(Line("", f"before {format_dtg_day(first.step.first)}", confirmed, before))
    lines += [
        Line(
            str(p.number + 1),
            make_inert(p.label),
            p.alone.us_confirmed,
            p.new,
            cover_period(p.scene.coverage, p.step).share,
        )
        for p in parts
    ]
    share = product.scene.covered.share
    return [*lines, Line("", "Total", counts.us_confirmed, counts.selected, share)]


def _draw_notes(canvas: Canvas, blocks: Sequence[Block], room: Box) -> None:
    """Draw the notes below each other, in the largest letters that fit."""
    fitting = (s for s in _SCALES if arrange_columns(blocks, room.width, s, 1)[0] <= room.height)
    scale = next(fitting, _SCALES[-1])
    _, columns = arrange_columns(blocks, room.width, scale, 1)
    for placed in stack_columns(columns, room.left, room.top, room.width, scale):
        corner = placed.left, placed.top
        draw_block(canvas, placed.block, corner, placed.width, scale=scale, points_per_px=1.0)


def _draw_table(canvas: Canvas, by: By, lines: Sequence[Line], room: Box, pages: int) -> None:
    """Draw the table of pages, in two columns if it is long."""
    caption = f"Atlas by {by}: {format_number(pages, 'page')} after this summary"
    canvas.draw_text(room.left, room.top + 8, caption, size=10, bold=True, gid="atlas")
    x = room.right
    for colour, text in ((LINE, "other reported"), (BRICK, "US-confirmed")):
        canvas.draw_text(x, room.top + 8, text, size=7.5, colour=QUIET, align="right")
        x -= measure_pt(text, 7.5) + 10
        canvas.draw_box(Box(x, room.top + 1.5, 7, 7), fill=colour)
        x -= 10
    height = room.height - _HEAD_PT
    columns = 1 if height / len(lines) >= _LEAST_PT else 2
    most = -(-len(lines) // columns)
    row = max(_ROW_PT[1], min(_ROW_PT[0], height / most))
    wide = (room.width - GAP_PT * (columns - 1)) / columns
    longest = max(1, *(line.selected for line in lines[:-1] or lines))
    for column in range(columns):
        box = Box(room.left + column * (wide + GAP_PT), room.top + _HEAD_PT, wide, height)
        _draw_head(canvas, by, box)
        for k, line in enumerate(lines[column * most : (column + 1) * most]):
            _draw_line(canvas, line, Box(box.left, box.top + k * row, wide, row), longest)


def _split_columns(box: Box) -> tuple[float, float, float]:
    """Return the left edges of labels and bars, and the width of bars."""
    labels = box.left + 26
    bars = labels + max(104.0, 0.36 * box.width)
    return labels, bars, max(0.0, box.right - bars - 30)


def _draw_head(canvas: Canvas, by: By, box: Box) -> None:
    """Draw the column headings."""
    labels, _, _ = _split_columns(box)
    y = box.top - 6
    texts: list[tuple[float, str, Align]] = [
        (box.left, "Page", "left"), (labels, _NOUNS[by], "left"), (box.right, "Records", "right"),
    ]  # fmt: skip
    for x, text, align in texts:
        canvas.draw_text(x, y, text, size=7.5, bold=True, align=align, gid="column")
    rule = box.top - 2
    canvas.draw_line([box.left, box.right], [rule, rule], colour=LINE, width_pt=0.5)


def _draw_line(canvas: Canvas, line: Line, box: Box, longest: int) -> None:
    """Draw one line: page, label, bar and number."""
    labels, bars, wide = _split_columns(box)
    size = min(10.5, 0.62 * box.height + 1)
    y = box.top + box.height / 2 + 0.36 * size
    total = not line.page
    colour = QUIET if not line.selected else INK
    canvas.draw_text(box.left, y, line.page, size=size, colour=QUIET, gid="page")
    fitted, (label,) = fit_text(line.label, size, bars - labels - 6, bold=total)
    canvas.draw_text(labels, y, label, size=fitted, colour=colour, bold=total, gid="label")
    canvas.draw_text(
        box.right, y, line.number, size=size, colour=colour, bold=bool(line.selected),
        align="right", gid="records",
    )  # fmt: skip
    if total or wide <= 0:
        return
    for number, fill in ((line.selected, LINE), (line.us_confirmed, BRICK)):
        bar = Box(bars, box.top + 0.18 * box.height, wide * number / longest, 0.64 * box.height)
        canvas.draw_box(bar, fill=fill, gid="bar")
