"""Arcs and rings of the basemap files, decoded to lines and areas, EPSG:4326."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray


def decode_arc(flat: Sequence[int], scale: float) -> NDArray[np.float64]:
    """
    Decode an arc.

    Parameters
    ----------
    flat
        ``[x, y, dx, dy, …]``: a point, then the step from each point to the next.
    scale
        Degrees of one step.

    Returns
    -------
    lonlat_deg
        Shape (n, 2): longitude and latitude, EPSG:4326.
    """
    steps = np.asarray(flat, dtype=np.int64).reshape(-1, 2)
    # Division by the whole number 1 / scale gives the double nearest to the decimal number.
    return np.asarray(steps.cumsum(axis=0) / round(1 / scale), dtype=np.float64)


def join_ring(refs: Sequence[int], arcs: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """
    Join arcs end to end into a ring.

    Parameters
    ----------
    refs
        Numbers of the arcs; a negative number ``n`` is arc ``~n`` reversed.
    arcs
        All arcs, each of shape (n, 2).

    Returns
    -------
    ring
        Shape (n, 2): longitude and latitude in degrees.

    Raises
    ------
    ValueError
        If two arcs do not meet.
    """
    parts = [arcs[ref] if ref >= 0 else arcs[~ref][::-1] for ref in refs]
    for before, after in pairwise([*parts, parts[0]]):
        if (before[-1] != after[0]).any():
            message = f"the arcs of a ring do not meet at {before[-1].tolist()}"
            raise ValueError(message)
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def join_lines(arcs: Iterable[NDArray[np.float64]]) -> shapely.MultiLineString:
    """Return arcs as lines, without arcs of a single point."""
    return shapely.MultiLineString([shapely.LineString(arc) for arc in arcs if len(arc) > 1])


def fill_rings(rings: Sequence[NDArray[np.float64]]) -> shapely.MultiPolygon:
    """Return the area of rings; a ring inside an odd number of others is a hole."""
    shapes = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings if len(ring) > 3]
    inside, _ = shapely.STRtree(shapes).query(shapes, predicate="within")
    depths = np.bincount(inside, minlength=len(shapes)) - 1  # each lies within itself
    groups = [
        [shape for shape, depth in zip(shapes, depths, strict=True) if depth % 2 == odd]
        for odd in (0, 1)
    ]
    solid, holes = (shapely.union_all(group) for group in groups)
    return make_multipolygon([shapely.difference(solid, holes)])


def make_multipolygon(shapes: Sequence[Any]) -> shapely.MultiPolygon:
    """Return the polygons of shapes, and of their parts, as one shape."""
    parts = shapely.get_parts(shapely.get_parts(list(shapes)))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])
