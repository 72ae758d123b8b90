"""The first page of an atlas: what has changed since the last product, and what each page holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from export.drawing.canvas import BRICK, INK, LINE, QUIET, Align, Sheet, hold_settings
from export.drawing.marking import draw_marking_bars
from export.drawing.page import Box, select_page
from export.drawing.typesetting import fit_text, make_inert, measure_pt
from export.maps.map_surround import draw_footer, draw_header
from export.maps.map_text import describe_counts
from export.picture.note_blocks import Block, Row, draw_block
from export.picture.page_layout import set_columns, stack_columns
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
"""Height of a row at the most and at the least."""
_LEAST_PT: Final = 11.0
"""Height of a row below which the table takes a second column."""
_NOUNS: Final = {"week": "Week", "month": "Month", "base": "Base"}


@dataclass(frozen=True)
class Line:
    """
    A line of the table.

    Attributes
    ----------
    page
        The page's number; blank for a line without a page.
    label
        What is on it.
    us_confirmed, selected
        Its numbers: the first is a part of the second.
    share
        How much of its days is covered.
    """

    page: str
    label: str
    us_confirmed: int
    selected: int
    share: Share = "whole"

    @property
    def number(self) -> str:
        """What stands in the column of records: no zero for days that are not covered."""
        if self.share == "none" and not self.selected:
            return NOT_COVERED
        said = f"{self.selected:,}" if self.selected else "none"
        return f"{said} (part)" if self.share == "part" else said


def draw_summary(product: Product, by: By, parts: Sequence[Part], number: str) -> Figure:
    """
    Draw the first page of an atlas.

    Parameters
    ----------
    product
        The whole, with what the last product showed.
    by
        What a page is of.
    parts
        What the pages after this one are.
    number
        Which page of how many this is.

    Returns
    -------
    figure
        As `export.picture.figure.draw_picture` gives it.
    """
    scene = product.scene
    with hold_settings():
        sheet = Sheet(select_page(product.page), product.dpi)
        between = draw_marking_bars(sheet, scene.marking)
        top = draw_header(sheet, scene, between) + 6
        bottom = draw_footer(sheet, scene, product.basemap, between, number) - 6
        wide = _NOTES_SHARE * between.width
        _draw_notes(sheet, list_notes(product, by), Box(between.left, top, wide, bottom - top))
        left = between.left + wide + GAP_PT
        room = Box(left, top, between.right - left, bottom - top)
        _draw_table(sheet, by, list_lines(product, parts), room, len(parts))
        return sheet.figure


def list_notes(product: Product, by: By) -> list[Block]:
    """List what stands beside the table: what has changed, and what is counted."""
    scene = product.scene
    changes = product.changes or (NOTHING_TO_COMPARE,)
    counted = describe_counts(scene, product.layout, product.official)
    places = sum(count for _, count in count_not_placed(scene))
    if places:
        counted.append(f"What is not placed stands in the notes of its page: {places:,} in all.")
    blocks: dict[str, Sequence[str]] = {HEADING: changes, "What is counted": counted}
    if by == "base":
        blocks["Without a record here, and without a page"] = [name_empty(product)]
    return [Block(heading, tuple(map(Row, texts))) for heading, texts in blocks.items()]


def name_empty(product: Product) -> str:
    """Name the sites that the record counts an attack at, but none in the period and filters."""
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
    List the lines of the table.

    Returns
    -------
    lines
        One a page, by time those without a record too; before them what lies before the first page
        in cumulative mode, and last the total, which is what the Product counts.
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


def _draw_notes(sheet: Sheet, blocks: Sequence[Block], room: Box) -> None:
    """Draw the notes beneath each other, in the largest letters that fit."""
    fitting = (s for s in _SCALES if set_columns(blocks, room.width, s, 1)[0] <= room.height)
    scale = next(fitting, _SCALES[-1])
    _, columns = set_columns(blocks, room.width, scale, 1)
    for placed in stack_columns(columns, room.left, room.top, room.width, scale):
        corner = placed.left, placed.top
        draw_block(sheet, placed.block, corner, placed.width, scale=scale, points_per_px=1.0)


def _draw_table(sheet: Sheet, by: By, lines: Sequence[Line], room: Box, pages: int) -> None:
    """Draw the table of pages, in two columns where it is long."""
    said = f"Atlas by {by}: {format_number(pages, 'page')} after this summary"
    sheet.draw_text(room.left, room.top + 8, said, size=10, bold=True, gid="atlas")
    x = room.right
    for colour, text in ((LINE, "other reported"), (BRICK, "US-confirmed")):
        sheet.draw_text(x, room.top + 8, text, size=7.5, colour=QUIET, align="right")
        x -= measure_pt(text, 7.5) + 10
        sheet.draw_box(Box(x, room.top + 1.5, 7, 7), fill=colour)
        x -= 10
    height = room.height - _HEAD_PT
    columns = 1 if height / len(lines) >= _LEAST_PT else 2
    most = -(-len(lines) // columns)
    row = max(_ROW_PT[1], min(_ROW_PT[0], height / most))
    wide = (room.width - GAP_PT * (columns - 1)) / columns
    longest = max(1, *(line.selected for line in lines[:-1] or lines))
    for column in range(columns):
        box = Box(room.left + column * (wide + GAP_PT), room.top + _HEAD_PT, wide, height)
        _draw_head(sheet, by, box)
        for k, line in enumerate(lines[column * most : (column + 1) * most]):
            _draw_line(sheet, line, Box(box.left, box.top + k * row, wide, row), longest)


def _split_columns(box: Box) -> tuple[float, float, float]:
    """Give where labels begin, where bars begin, and how wide bars are."""
    labels = box.left + 26
    bars = labels + max(104.0, 0.36 * box.width)
    return labels, bars, max(0.0, box.right - bars - 30)


def _draw_head(sheet: Sheet, by: By, box: Box) -> None:
    """Draw what stands above the columns."""
    labels, _, _ = _split_columns(box)
    y = box.top - 6
    texts: list[tuple[float, str, Align]] = [
        (box.left, "Page", "left"), (labels, _NOUNS[by], "left"), (box.right, "Records", "right"),
    ]  # fmt: skip
    for x, text, align in texts:
        sheet.draw_text(x, y, text, size=7.5, bold=True, align=align, gid="column")
    rule = box.top - 2
    sheet.draw_line([box.left, box.right], [rule, rule], colour=LINE, width_pt=0.5)


def _draw_line(sheet: Sheet, line: Line, box: Box, longest: int) -> None:
    """Draw one line: page, label, bar and number."""
    labels, bars, wide = _split_columns(box)
    size = min(10.5, 0.62 * box.height + 1)
    y = box.top + box.height / 2 + 0.36 * size
    total = not line.page
    colour = QUIET if not line.selected else INK
    sheet.draw_text(box.left, y, line.page, size=size, colour=QUIET, gid="page")
    fitted, (label,) = fit_text(line.label, size, bars - labels - 6, bold=total)
    sheet.draw_text(labels, y, label, size=fitted, colour=colour, bold=total, gid="label")
    sheet.draw_text(
        box.right, y, line.number, size=size, colour=colour, bold=bool(line.selected),
        align="right", gid="records",
    )  # fmt: skip
    if total or wide <= 0:
        return
    for number, fill in ((line.selected, LINE), (line.us_confirmed, BRICK)):
        bar = Box(bars, box.top + 0.18 * box.height, wide * number / longest, 0.64 * box.height)
        sheet.draw_box(bar, fill=fill, gid="bar")
