"""A site's label on the map, and the key of the sites that have a number for a name."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from export.drawing.typesetting import LEADING, measure_pt
from export.maps.label_placement import Box, Circle
from export.maps.layout import SiteMark

LINE_STEP_PX: Final = 4.0
KEY_PAD: Final = 0.8
"""White space around the lines of a key, as a multiple of the letter size."""
KEY_GRID: Final = (9, 7)
"""Columns and rows of places at which a key is tried."""
HIGHEST: Final = 0.8
"""Greatest height of a key, as a share of the map's."""


@dataclass(frozen=True)
class SiteLabel:
    """
    The name of a site, with its count in the window below.

    Attributes
    ----------
    site
        The site.
    lines
        Name and count; a number alone if the name is in the key.
    align
        Whether the lines begin at the box's left edge, end at its right edge or are centred.
    box
        Box of the label, in the layout's pixels.
    size_px
        Letter size.
    line
        Ends of the line that leads to the name; None where the name touches the circle.
    key
        Number of the name in the key; 0 for a name on the map.
    """

    site: SiteMark
    lines: tuple[str, ...]
    align: str
    box: Box
    size_px: float
    line: tuple[tuple[float, float], tuple[float, float]] | None = None
    key: int = 0

    @property
    def obstacles(self) -> list[Box | Circle]:
        """What no other name may cover: the label, and the line that leads to it."""
        return [self.box, *(trace_line(*self.line) if self.line else [])]


def trace_line(start: tuple[float, float], end: tuple[float, float]) -> list[Circle]:
    """Return small discs along a line, in the layout's pixels, for a test of what covers it."""
    length = math.dist(start, end)
    count = max(1, math.ceil(length / LINE_STEP_PX))
    shares = [number / count for number in range(count + 1)]
    return [
        Circle(start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1]), 1.5)
        for t in shares
    ]


@dataclass(frozen=True)
class NameKey:
    """
    The key of numbered names.

    Attributes
    ----------
    box
        Its box, in the layout's pixels.
    columns
        Lines of each column: number, name and count.
    lefts
        Left edge of each column's text.
    size_px
        Letter size.
    """

    box: Box
    columns: tuple[tuple[str, ...], ...]
    lefts: tuple[float, ...]
    size_px: float

    def restate(self, labels: Sequence[SiteLabel]) -> "NameKey":
        """Return the key with the counts of other labels of the same sites."""
        lines = iter(list_key_lines(labels))
        return replace(
            self, columns=tuple(tuple(next(lines) for _ in column) for column in self.columns)
        )


def list_key_lines(labels: Sequence[SiteLabel]) -> list[str]:
    """Return number, name and count of each numbered label, by number."""
    numbered = sorted((label for label in labels if label.key), key=lambda label: label.key)
    return [
        f"{label.key} {label.site.name}"
        + (f": {label.site.count_text}" if label.site.count_text else "")
        for label in numbered
    ]


def lay_out_key(
    labels: Sequence[SiteLabel], frame: Box, taken: Sequence[Box | Circle], size_px: float
) -> NameKey:
    """
    Lay out the key of numbered names where it covers the least.

    Parameters
    ----------
    labels
        The labels; those without a number are ignored.
    frame
        The map, in the layout's pixels.
    taken
        What is on the map.
    size_px
        Letter size.

    Returns
    -------
    key
        In as few columns as `HIGHEST` allows, at the place that touches the fewest of `taken`.
    """
    lines, leading, pad = list_key_lines(labels), LEADING * size_px, KEY_PAD * size_px
    rows = max(1, min(len(lines), int((HIGHEST * frame.height - 2 * pad) / leading)))
    columns = [tuple(lines[first : first + rows]) for first in range(0, len(lines), rows)]
    lefts, x = [], pad
    for column in columns:
        lefts.append(x)
        x += max(measure_pt(line, size_px) for line in column) + pad
    width, height = x, rows * leading + 2 * pad
    across, down = KEY_GRID
    places = [
        Box(
            frame.left + column / (across - 1) * (frame.width - width),
            frame.top + row / (down - 1) * (frame.height - height),
            width,
            height,
        )
        for row in range(down)
        for column in range(across)
    ]
    box = min(places, key=lambda place: sum(each.overlaps(place, 2.0) for each in taken))
    return NameKey(box, tuple(columns), tuple(box.left + left for left in lefts), size_px)
