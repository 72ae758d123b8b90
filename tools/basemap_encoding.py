"""The basemap's form, written: whole steps of a scale, arcs as a point and then differences."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any

import shapely

from tools.basemap_arcs import SNAP, Point

# A thousandth of a degree is 0.1 km: half a pixel at zoom 10.
SCALE_DEG = 0.001


def head(
    source: str, licence: str, credit: str, extent: Sequence[float], scale_deg: float = SCALE_DEG
) -> dict[str, Any]:
    """Say what a file holds, from whom, and what its numbers count."""
    return {
        "format": "basewatch-basemap-1",
        "source": source,
        "licence": licence,
        "credit": credit,
        "scale": scale_deg,
        "extent": list(extent),
    }


def encode(line: Sequence[Point], scale_deg: float = SCALE_DEG) -> list[int]:
    """Write a line as x, y, dx, dy, dx, dy … in whole steps, without steps that go nowhere."""
    step = round(SNAP * scale_deg)
    steps = [(round(x / step), round(y / step)) for x, y in line]
    flat = [*steps[0]]
    for (x0, y0), (x, y) in pairwise(steps):
        if (x, y) != (x0, y0):
            flat += [x - x0, y - y0]
    return flat


def select_areal(rings: list[list[int]], lines: Sequence[list[int]]) -> list[list[int]]:
    """Leave out rings that simplifying has left without an area: fewer than three steps."""
    return [
        ring
        for ring in rings
        if sum(len(lines[ref if ref >= 0 else ~ref]) // 2 - 1 for ref in ring) > 2
    ]


def select_drawn(
    numbers: Iterable[int],
    lines: Sequence[list[int]],
    edges: Sequence[Sequence[float]],
    scale_deg: float = SCALE_DEG,
) -> list[int]:
    """Leave out lines that simplifying has shrunk to a point or laid on an edge of the map."""
    steps = [[round(side / scale_deg) for side in edge] for edge in edges]

    def is_drawn(line: Sequence[int]) -> bool:
        xs, ys = set(accumulate(line[0::2])), set(accumulate(line[1::2]))
        return len(line) > 2 and not any(
            xs in ({west}, {east}) or ys in ({south}, {north}) for west, south, east, north in steps
        )

    return [number for number in numbers if is_drawn(lines[number])]


def read_line(line: Any) -> list[Point]:
    """Give the points of a line in whole parts of a degree, see `SNAP`."""
    return [read_point(pair) for pair in shapely.get_coordinates(line)]


def read_point(pair: Sequence[float]) -> Point:
    """Give a point in whole parts of a degree."""
    return round(pair[0] * SNAP), round(pair[1] * SNAP)


def write_at(pair: Sequence[float], scale_deg: float = SCALE_DEG) -> list[int]:
    """Write a place in whole steps."""
    return [round(pair[0] / scale_deg), round(pair[1] / scale_deg)]
