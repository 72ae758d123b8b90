"""The layout of a page: map and notes, with the map as large as possible."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from export.drawing.page import Box
from export.picture.note_blocks import Block

GAP_PT: Final = 14.0
"""Gap between map and column, and between columns."""
COLUMN_WIDTHS_PT: Final = (118.0, 130.0, 142.0, 156.0, 170.0)
NARROWEST_PT: Final = 112.0
STRIP_PT: Final = 27.0
"""Height below the map for scale bar and north arrow."""
MOST_BESIDE: Final = 2
"""Greatest number of columns beside the map."""
WIDEST_PT: Final = 340.0
"""Width above which one column beside the map is too wide to read."""
SCALES: Final = (1.25, 1.16, 1.08, 1.0)
"""Letter sizes of the notes to try, the largest first."""
GIVEN_UP: Final = 0.02
"""Share of the map's width that may be given up for fewer columns and larger letters."""


@dataclass(frozen=True)
class PlacedBlock:
    """A block with the top left corner and width of its column."""

    block: Block
    left: float
    top: float
    width: float


@dataclass(frozen=True)
class Plan:
    """
    The layout of a page's body.

    Attributes
    ----------
    map_box
        The map, with the requested aspect ratio.
    blocks
        Every block, beside the map or below it.
    scale
        Letter size of the notes, as a multiple of the normal size.
    """

    map_box: Box
    blocks: tuple[PlacedBlock, ...]
    scale: float


def plan_body(blocks: Sequence[Block], area: Box, aspect: float) -> Plan:
    """
    Divide an area between a map and its notes.

    Parameters
    ----------
    blocks
        Notes in reading order: the first go beside the map, the others below.
    area
        The area, in points.
    aspect
        Width of the map divided by its height, kept exactly.

    Returns
    -------
    plan
        Of all ways to arrange the blocks in columns beside and below the map, the one with the
        largest map; among nearly equal ones, that with the fewest columns beside it, then with the
        largest letters.
    """
    ways = [(most, scale) for most in range(1, MOST_BESIDE + 1) for scale in SCALES]
    plans = [_find_largest(blocks, area, aspect, *way) for way in ways]
    least = max(plan.map_box.width for plan in plans) * (1 - GIVEN_UP)
    return next(plan for plan in plans if plan.map_box.width >= least)


def _find_largest(
    blocks: Sequence[Block], area: Box, aspect: float, most: int, scale: float
) -> Plan:
    """Return the plan with the largest map, the first among equals; one always exists."""
    best = _plan_crowded(blocks, area, aspect, scale)
    for plan in _list_plans(blocks, area, aspect, most, scale):
        if plan.map_box.width > best.map_box.width + 0.01:
            best = plan
    return best


def _list_plans(
    blocks: Sequence[Block], area: Box, aspect: float, most: int, scale: float
) -> Iterator[Plan]:
    """Yield a plan for every column width and every division of the blocks that fits."""
    for count in range(len(blocks) + 1):
        beside, beneath = blocks[:count], blocks[count:]
        under, columns = arrange_columns(beneath, area.width, scale)
        height = area.height - under
        for least in COLUMN_WIDTHS_PT if beside else (0.0,):
            room = area.width - (least * scale + GAP_PT if beside else 0.0)
            map_box = _fit_map(area, room, height - STRIP_PT, aspect)
            left = map_box.right + GAP_PT
            wide = area.right - left
            needed, set_beside = arrange_columns(beside, wide, scale, most)
            too_wide = most == 1 and len(beside) > 1 and wide > WIDEST_PT
            if map_box.width <= 0 or needed > height or too_wide:
                continue
            top = max(map_box.bottom + STRIP_PT, area.top + needed)
            placed = stack_columns(set_beside, left, area.top, wide, scale)
            rest = stack_columns(columns, area.left, top, area.width, scale)
            yield Plan(map_box, (*placed, *rest), scale)


def _fit_map(area: Box, width: float, height: float, aspect: float) -> Box:
    """Return the largest box of an aspect ratio in the area's top left corner."""
    wide = min(width, height * aspect)
    return Box(area.left, area.top, wide, wide / aspect)


def arrange_columns(
    blocks: Sequence[Block],
    width: float,
    scale: float = 1.0,
    most: int = 99,
    narrowest_pt: float = NARROWEST_PT,
) -> tuple[float, list[Sequence[Block]]]:
    """
    Arrange blocks in order in columns of equal width, as low as possible.

    Parameters
    ----------
    blocks
        The blocks, in order.
    width
        Width of all columns together, in points.
    scale
        Letter size as a multiple of `export.picture.note_blocks.SIZE_PT`.
    most
        Greatest number of columns.
    narrowest_pt
        Smallest width of a column at a scale of 1.

    Returns
    -------
    height_pt
        Height of the tallest column.
    columns
        The blocks of each column; empty without blocks.
    """
    if not blocks:
        return 0.0, []
    found: list[tuple[float, list[Sequence[Block]]]] = []
    for count in range(1, min(most, len(blocks)) + 1):
        column = (width - GAP_PT * (count - 1)) / count
        if count > 1 and column < narrowest_pt * scale:
            break
        heights = [block.height_pt(column, scale) for block in blocks]
        for cuts in itertools.combinations(range(1, len(blocks)), count - 1):
            parts = list(itertools.pairwise((0, *cuts, len(blocks))))
            height = max(sum(heights[first:last]) for first, last in parts)
            found.append((height, [blocks[first:last] for first, last in parts]))
    return min(found, key=lambda way: way[0])


def _stack(
    blocks: Sequence[Block], left: float, top: float, width: float, scale: float
) -> Iterator[PlacedBlock]:
    """Place blocks below each other."""
    for block in blocks:
        yield PlacedBlock(block, left, top, width)
        top += block.height_pt(width, scale)


def stack_columns(
    columns: Sequence[Sequence[Block]], left: float, top: float, width: float, scale: float
) -> Iterator[PlacedBlock]:
    """
    Place columns beside each other.

    Parameters
    ----------
    columns
        Blocks of each column.
    left, top, width
        Area of the columns, in points.
    scale
        Letter size as a multiple of the normal size.

    Yields
    ------
    block
        Each block with its place.
    """
    column = (width - GAP_PT * (len(columns) - 1)) / len(columns) if columns else 0.0
    for number, blocks in enumerate(columns):
        yield from _stack(blocks, left + number * (column + GAP_PT), top, column, scale)


def _plan_crowded(blocks: Sequence[Block], area: Box, aspect: float, scale: float) -> Plan:
    """Give the notes the columns below the map, and the map what is left, at least a third."""
    under, columns = arrange_columns(blocks, area.width, scale)
    height = max(area.height - under, area.height / 3) - STRIP_PT
    map_box = _fit_map(area, area.width, height, aspect)
    top = map_box.bottom + STRIP_PT
    return Plan(map_box, tuple(stack_columns(columns, area.left, top, area.width, scale)), scale)
