"""A coverage of polygons as shared arcs: what two neighbours have in common is stored once.

Simplifying arcs, not polygons, is what keeps a border from doubling or gaping, and the owners
of an arc say what it is: two countries, a border; one country twice, a governorate border; one
country alone, a coast, unless the line is only where the map was cut.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import shapely

Point = tuple[int, int]
Segment = tuple[Point, Point]
Tag = tuple[frozenset[int], int, bool]

# Coordinates are compared as whole millionths of a degree (0.1 m), so that two neighbours whose
# vertices were cut at the map's edge by different arithmetic still meet in one point.
SNAP = 1_000_000


@dataclass(frozen=True)
class Zone:
    """A rectangle (west, south, east, north in degrees) and how coarse the map is in it."""

    extent: tuple[float, float, float, float]
    tolerance_deg: float
    smallest_island_deg2: float

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point, in degrees, lies in the rectangle."""
        west, south, east, north = self.extent
        return west <= x <= east and south <= y <= north


@dataclass
class Arcs:
    """Shared arcs, and each cell's rings as arc numbers (``~n``: arc ``n`` run backwards)."""

    lines: list[list[Point]] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    rings: list[list[list[int]]] = field(default_factory=list)

    def chained(self, cells: Iterable[int]) -> list[list[int]]:
        """Outline a group of cells as rings of arc numbers, without the lines inside it."""
        directed = [ref for cell in cells for ring in self.rings[cell] for ref in ring]
        own = set(directed)
        outer = [ref for ref in directed if ~ref not in own]
        starts: dict[Point, list[int]] = defaultdict(list)
        for ref in reversed(outer):
            starts[self._ends(ref)[0]].append(ref)
        rings = []
        for first in outer:
            begin = self._ends(first)[0]
            if first not in starts[begin]:
                continue
            starts[begin].remove(first)
            ring, at = [first], self._ends(first)[1]
            while at != begin:
                ring.append(starts[at].pop())
                at = self._ends(ring[-1])[1]
            rings.append(ring)
        return rings

    def _ends(self, ref: int) -> tuple[Point, Point]:
        line = self.lines[ref if ref >= 0 else ~ref]
        return (line[0], line[-1]) if ref >= 0 else (line[-1], line[0])


def build_arcs(
    cells: Sequence[Any], zones: Sequence[Zone], hole: Sequence[float] | None = None
) -> Arcs:
    """Cut a valid coverage into shared arcs.

    Parameters
    ----------
    cells : sequence of shapely (Multi)Polygon
        EPSG:4326, sharing their vertices exactly, already cut to the last zone's extent.
    zones : sequence of Zone
        From the finest to the coarsest; the last one's extent is the edge of the map.
    hole : sequence of float, optional
        West, south, east, north of a rectangle that the map leaves out: edges too.

    Returns
    -------
    Arcs
        In whole ``SNAP`` parts of a degree, not yet simplified.
    """
    rings = _without_small_islands([_snapped_rings(cell) for cell in cells], zones)
    tags = _tags(rings, zones, [zones[-1].extent, *([hole] if hole else [])])
    neighbours: dict[Point, set[Segment]] = defaultdict(set)
    for segment in tags:
        for end in segment:
            neighbours[end].add(segment)
    nodes = {
        point
        for point, touching in neighbours.items()
        if len(touching) != 2 or len({tags[segment] for segment in touching}) != 1
    }
    arcs, known = Arcs(), dict[tuple[Point, ...], int]()
    for cell in rings:
        arcs.rings.append([])
        for ring in cell:
            refs = []
            for piece in _cut(ring, nodes):
                forward = piece <= piece[::-1]
                key = tuple(piece if forward else piece[::-1])
                if key not in known:
                    known[key] = len(arcs.lines)
                    arcs.lines.append(list(key))
                    arcs.tags.append(tags[_segment(key[0], key[1])])
                refs.append(known[key] if forward else ~known[key])
            arcs.rings[-1].append(refs)
    return arcs


def simplify(line: list[Point], tolerance_deg: float) -> list[Point]:
    """Simplify one arc (Douglas–Peucker), its two ends fixed; a closed arc stays a ring."""
    if len(line) < 3:
        return line
    thinner = shapely.simplify(
        shapely.LineString(line), tolerance_deg * SNAP, preserve_topology=line[0] == line[-1]
    )
    return [(round(x), round(y)) for x, y in shapely.get_coordinates(thinner)]


def zone_of(segment: Segment, zones: Sequence[Zone]) -> int:
    """Give the number of the finest zone that holds both ends of a segment."""
    for number, zone in enumerate(zones[:-1]):
        if all(zone.holds(x / SNAP, y / SNAP) for x, y in segment):
            return number
    return len(zones) - 1


def _segment(a: Point, b: Point) -> Segment:
    return (a, b) if a <= b else (b, a)


def _segments(ring: list[Point]) -> list[Segment]:
    return [_segment(a, b) for a, b in pairwise(ring)]


def _snapped_rings(cell: Any) -> list[list[Point]]:
    """Read a cell's rings: shells anticlockwise, holes clockwise, repeated points removed."""
    rings = []
    for part in shapely.get_parts(cell):
        if part.geom_type != "Polygon":
            continue
        for ring in shapely.get_rings(shapely.orient_polygons(part)):
            points: list[Point] = []
            for x, y in shapely.get_coordinates(ring):
                point = (round(x * SNAP), round(y * SNAP))
                if not points or point != points[-1]:
                    points.append(point)
            if len(points) > 3:
                rings.append(points)
    return rings


def _tags(
    rings: list[list[list[Point]]], zones: Sequence[Zone], edges: Sequence[Sequence[float]]
) -> dict[Segment, Tag]:
    snapped = [[round(side * SNAP) for side in edge] for edge in edges]
    owners: dict[Segment, set[int]] = defaultdict(set)
    for number, cell in enumerate(rings):
        for ring in cell:
            for segment in _segments(ring):
                owners[segment].add(number)
    return {
        segment: (frozenset(own), zone_of(segment, zones), _on_edge(segment, snapped))
        for segment, own in owners.items()
    }


def _on_edge(segment: Segment, edges: Sequence[Sequence[int]]) -> bool:
    (ax, ay), (bx, by) = segment
    return any(
        (ax == bx and ax in (west, east)) or (ay == by and ay in (south, north))
        for west, south, east, north in edges
    )


def _without_small_islands(
    rings: list[list[list[Point]]], zones: Sequence[Zone]
) -> list[list[list[Point]]]:
    """Drop islands and holes that are too small to draw and that no neighbour shares."""
    count: dict[Segment, int] = defaultdict(int)
    for cell in rings:
        for ring in cell:
            for segment in _segments(ring):
                count[segment] += 1

    def is_kept(ring: list[Point]) -> bool:
        segments = _segments(ring)
        if any(count[segment] > 1 for segment in segments):
            return True
        zone = zones[min(zone_of(segment, zones) for segment in segments)]
        area_deg2 = shapely.Polygon(ring).area / SNAP**2
        return bool(area_deg2 >= zone.smallest_island_deg2)

    return [[ring for ring in cell if is_kept(ring)] for cell in rings]


def _cut(ring: list[Point], nodes: set[Point]) -> list[list[Point]]:
    """Cut a closed ring at the nodes; without one, start it at its least point."""
    points = ring[:-1]
    at = [number for number, point in enumerate(points) if point in nodes]
    first = at[0] if at else points.index(min(points))
    points = [*points[first:], *points[:first], points[first]]
    pieces, piece = [], [points[0]]
    for point in points[1:]:
        piece.append(point)
        if point in nodes:
            pieces.append(piece)
            piece = [point]
    if len(piece) > 1:
        pieces.append(piece)
    return pieces
