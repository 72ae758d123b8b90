"""How a page is shared between the map and the blocks of notes: the map as large as it can be."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from export.drawing.page import Box
from export.picture.note_blocks import Block

GAP_PT: Final = 14.0
"""Between map and column, and between columns."""
COLUMN_WIDTHS_PT: Final = (118.0, 130.0, 142.0, 156.0, 170.0)
NARROWEST_PT: Final = 112.0
STRIP_PT: Final = 27.0
"""Beneath the map: scale bar and north arrow."""
MOST_BESIDE: Final = 2
"""Columns beside the map at the most."""
WIDEST_PT: Final = 340.0
"""Width from which one column beside the map is too wide to read."""
SCALES: Final = (1.25, 1.16, 1.08, 1.0)
"""Sizes of the notes' letters that are tried, the largest first."""
GIVEN_UP: Final = 0.02
"""Share of the map's width that fewer columns and larger letters may cost."""


@dataclass(frozen=True)
class PlacedBlock:
    """A block and the top left corner and width of its column."""

    block: Block
    left: float
    top: float
    width: float


@dataclass(frozen=True)
class Plan:
    """
    A page's body, shared out.

    Attributes
    ----------
    map_box
        The map, with the aspect that was asked for.
    blocks
        Every block, beside the map or beneath it.
    scale
        Size of the notes' letters, as a multiple of the usual.
    """

    map_box: Box
    blocks: tuple[PlacedBlock, ...]
    scale: float


def plan_body(blocks: Sequence[Block], area: Box, aspect: float) -> Plan:
    """
    Share an area between a map and its notes.

    Parameters
    ----------
    blocks
        Notes, in order of reading: the first of them go beside the map, the rest beneath.
    area
        What there is, in points.
    aspect
        Width of the map over its height, kept exactly.

    Returns
    -------
    plan
        Of all ways to set the blocks in columns beside the map and beneath it, the one that leaves
        the map the largest; and of those, with the fewest columns beside it, then with the
        largest letters.
    """
    ways = [(most, scale) for most in range(1, MOST_BESIDE + 1) for scale in SCALES]
    plans = [_find_largest(blocks, area, aspect, *way) for way in ways]
    least = max(plan.map_box.width for plan in plans) * (1 - GIVEN_UP)
    return next(plan for plan in plans if plan.map_box.width >= least)


def _find_largest(
    blocks: Sequence[Block], area: Box, aspect: float, most: int, scale: float
) -> Plan:
    """Find the plan with the largest map, the earlier of equals; one always exists."""
    best = _plan_crowded(blocks, area, aspect, scale)
    for plan in _list_plans(blocks, area, aspect, most, scale):
        if plan.map_box.width > best.map_box.width + 0.01:
            best = plan
    return best


def _list_plans(
    blocks: Sequence[Block], area: Box, aspect: float, most: int, scale: float
) -> Iterator[Plan]:
    """Try every column width and every split of the blocks that leaves all of them room."""
    for count in range(len(blocks) + 1):
        beside, beneath = blocks[:count], blocks[count:]
        under, columns = set_columns(beneath, area.width, scale)
        height = area.height - under
        for least in COLUMN_WIDTHS_PT if beside else (0.0,):
            room = area.width - (least * scale + GAP_PT if beside else 0.0)
            map_box = _fit_map(area, room, height - STRIP_PT, aspect)
            left = map_box.right + GAP_PT
            wide = area.right - left
            needed, set_beside = set_columns(beside, wide, scale, most)
            too_wide = most == 1 and len(beside) > 1 and wide > WIDEST_PT
            if map_box.width <= 0 or needed > height or too_wide:
                continue
            top = max(map_box.bottom + STRIP_PT, area.top + needed)
            placed = stack_columns(set_beside, left, area.top, wide, scale)
            rest = stack_columns(columns, area.left, top, area.width, scale)
            yield Plan(map_box, (*placed, *rest), scale)


def _fit_map(area: Box, width: float, height: float, aspect: float) -> Box:
    """Give the largest box of an aspect in the area's top left corner."""
    wide = min(width, height * aspect)
    return Box(area.left, area.top, wide, wide / aspect)


def set_columns(
    blocks: Sequence[Block],
    width: float,
    scale: float = 1.0,
    most: int = 99,
    narrowest_pt: float = NARROWEST_PT,
) -> tuple[float, list[Sequence[Block]]]:
    """
    Set blocks in order in columns of equal width, as flat as can be.

    Returns
    -------
    height_pt
        Of the tallest column.
    columns
        The blocks of each, `most` columns at the most; none for no block.
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
    """Place blocks beneath each other."""
    for block in blocks:
        yield PlacedBlock(block, left, top, width)
        top += block.height_pt(width, scale)


def stack_columns(
    columns: Sequence[Sequence[Block]], left: float, top: float, width: float, scale: float
) -> Iterator[PlacedBlock]:
    """Place columns beside each other."""
    column = (width - GAP_PT * (len(columns) - 1)) / len(columns) if columns else 0.0
    for number, blocks in enumerate(columns):
        yield from _stack(blocks, left + number * (column + GAP_PT), top, column, scale)


def _plan_crowded(blocks: Sequence[Block], area: Box, aspect: float, scale: float) -> Plan:
    """Give the notes the columns beneath the map, and the map what is left, a third at least."""
    under, columns = set_columns(blocks, area.width, scale)
    height = max(area.height - under, area.height / 3) - STRIP_PT
    map_box = _fit_map(area, area.width, height, aspect)
    top = map_box.bottom + STRIP_PT
    return Plan(map_box, tuple(stack_columns(columns, area.left, top, area.width, scale)), scale)
