"""The extent of a map on paper: fitted to the attacks shown, with signs that can be read."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from export.maps.layout import MapLayout, lay_out_map
from geo.model.extent import MAX_LAT_DEG, TILE_PX, Extent, project_lonlat, unproject_px
from geo.model.scene import Scene
from layers.cartography.placement import circle_radius
from layers.cartography.symbology import DOT_RADIUS_PX, STROKE_PX

Fit = Literal["attacks", "screen"]
FITS: Final[tuple[Fit, ...]] = ("attacks", "screen")
"""What the extent of a product follows: the attacks shown, or the map on the screen."""

SIGN_PX: Final = 2 * DOT_RADIUS_PX + STROKE_PX
"""Diameter of a sign with its outline, in CSS pixels."""
LEAST_SIGN_MM: Final = 2.5
LEAST_POINTS_PER_PX: Final = LEAST_SIGN_MM / 25.4 * 72.0 / SIGN_PX
"""Points on paper for each CSS pixel, so that a sign measures `LEAST_SIGN_MM`."""
LEAST_SPAN_DEG: Final = 2.0
"""Least width of a fitted map, so that one base is shown in its surroundings."""
PRECISION_PX: Final = 14.0
"""Greatest radius on the map of the circle that a base lies in, by its stated precision."""
BESIDE_PX: Final = 74.0
"""Margin left and right of a circle of dots: room for the base's name."""
ABOVE_PX: Final = 26.0
"""Margin above and below a circle of dots."""
LEAST_PX: Final = 120.0
"""Least width and height for the attacks, where insets cover the rest of the map."""
_STEP: Final = 1.06
_TRIES: Final = 24
_EQUATOR_M: Final = 2 * math.pi * 6378137.0


@dataclass(frozen=True)
class Insets:
    """Widths in points of what covers a map along its edges: a legend, a panel of notes."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


def fit_scene(
    scene: Scene, size_pt: tuple[float, float], insets: Insets | None = None, fit: Fit = "attacks"
) -> Scene:
    """
    Fit a Scene's map to a frame on paper.

    Parameters
    ----------
    scene
        What is shown. Not modified.
    size_pt
        Width and height of the frame at full size, in points.
    insets
        What covers the frame along its edges; the attacks are kept clear of it. None for nothing.
    fit
        ``attacks``: an extent in the frame's shape that holds every dot, with a margin. It is at
        least `LEAST_SPAN_DEG` wide, and no closer than the bases' stated precision allows.
        ``screen``: the Scene's own extent and width, as the map on the screen has them. They are
        also kept if no attack is drawn.

    Returns
    -------
    scene
        The Scene itself, or with another extent, and with the width in CSS pixels at which signs
        on the frame measure at least `LEAST_SIGN_MM`. Its records and counts are the same.
    """
    width_pt, height_pt = size_pt
    size_px = width_pt / LEAST_POINTS_PER_PX, height_pt / LEAST_POINTS_PER_PX
    shapes = list(_list_circles(scene)) if fit == "attacks" else []
    if not shapes or "attacks" not in scene.view.layers:
        return scene
    edges = insets or Insets()
    left, top = edges.left / LEAST_POINTS_PER_PX, edges.top / LEAST_POINTS_PER_PX
    free = (
        left,
        top,
        max(left + LEAST_PX, size_px[0] - edges.right / LEAST_POINTS_PER_PX),
        max(top + LEAST_PX, size_px[1] - edges.bottom / LEAST_POINTS_PER_PX),
    )
    unit = max(_find_unit(shapes, free), _find_least_unit(scene, free))
    fitted = _frame(scene, shapes, size_px, free, unit)
    for _ in range(_TRIES):
        # circles that are pushed apart may leave the margin
        if _holds_dots(lay_out_map(fitted), free):
            break
        unit *= _STEP
        fitted = _frame(scene, shapes, size_px, free, unit)
    return fitted


def _list_circles(scene: Scene) -> Iterator[tuple[float, float, float]]:
    """Yield x and y in world pixels of zoom 0, and radius in CSS pixels, of all dots at a place."""
    drawn = scene.drawn
    own = drawn["longitude"].notna() & drawn["latitude"].notna()
    spots = drawn.loc[own, ["longitude", "latitude"]].drop_duplicates()
    for lon_deg, lat_deg in spots.itertuples(index=False, name=None):
        yield *project_lonlat(float(lon_deg), float(lat_deg), 0.0), DOT_RADIUS_PX
    counts = drawn.loc[~own, "base_id"].value_counts()
    for base_id, shown in sorted(counts.items()):
        point = scene.bases.geometry[base_id]
        total = int(scene.bases["total"][base_id])
        reach = circle_radius(int(shown), total)
        yield *project_lonlat(point.x, point.y, 0.0), reach


Free = tuple[float, float, float, float]
"""Left, top, right and bottom of the part of a frame that nothing covers, in CSS pixels."""


def _find_unit(shapes: list[tuple[float, float, float]], free: Free) -> float:
    """Return the fewest world pixels of zoom 0 for each CSS pixel at which the circles fit."""
    return max(
        _find_unit_along([(x, radius + BESIDE_PX) for x, _, radius in shapes], free[2] - free[0]),
        _find_unit_along([(y, radius + ABOVE_PX) for _, y, radius in shapes], free[3] - free[1]),
    )


def _find_unit_along(spans: list[tuple[float, float]], room_px: float) -> float:
    """Return the fewest world pixels for each CSS pixel at which intervals fit a length."""
    low, high = 0.0, float(TILE_PX)

    def need(unit: float) -> float:
        first = min(at - unit * margin for at, margin in spans)
        return max(at + unit * margin for at, margin in spans) - first

    if need(high) > room_px * high:  # margins alone are wider than the room
        return (max(at for at, _ in spans) - min(at for at, _ in spans)) / (0.5 * room_px)
    for _ in range(60):
        middle = (low + high) / 2
        if need(middle) <= room_px * middle:
            high = middle
        else:
            low = middle
    return high


def _find_least_unit(scene: Scene, free: Free) -> float:
    """Return the fewest world pixels for each CSS pixel that least span and precision allow."""
    least = LEAST_SPAN_DEG / 360.0 * TILE_PX / (free[2] - free[0])
    shown = scene.bases[scene.bases.index.isin(set(scene.drawn["base_id"]))]
    precisions_m = shown["location_precision_m"].fillna(0).astype(float)
    for point, precision_m in zip(shown.geometry, precisions_m, strict=True):
        if point is not None and not point.is_empty:
            metres = _EQUATOR_M * math.cos(math.radians(point.y))
            least = max(least, precision_m / PRECISION_PX / metres * TILE_PX)
    return least


def _frame(
    scene: Scene,
    shapes: list[tuple[float, float, float]],
    size_px: tuple[float, float],
    free: Free,
    unit: float,
) -> Scene:
    """Return the Scene with the extent that centres the circles in the free part of a frame."""
    unit = min(unit, TILE_PX / size_px[0])  # no wider than the world
    x = _find_middle([(x, radius + BESIDE_PX) for x, _, radius in shapes], unit)
    y = _find_middle([(y, radius + ABOVE_PX) for _, y, radius in shapes], unit)
    west_px = x - unit * (free[0] + free[2]) / 2
    north_px = y - unit * (free[1] + free[3]) / 2
    west_px = min(max(west_px, 0.0), TILE_PX - unit * size_px[0])
    west, north = unproject_px(west_px, north_px, 0.0)
    east, south = unproject_px(west_px + unit * size_px[0], north_px + unit * size_px[1], 0.0)
    extent = Extent(
        max(west, -180.0), max(south, -MAX_LAT_DEG), min(east, 180.0), min(north, MAX_LAT_DEG)
    )
    return replace(
        scene, extent=extent, view=replace(scene.view, extent=extent, width_px=size_px[0])
    )


def _find_middle(spans: list[tuple[float, float]], unit: float) -> float:
    """Return the middle of what intervals with margins in CSS pixels cover."""
    first = min(at - unit * margin for at, margin in spans)
    return (first + max(at + unit * margin for at, margin in spans)) / 2


def _holds_dots(layout: MapLayout, free: Free) -> bool:
    """Return whether every dot and disc lies in the free part of a frame."""
    left, top, right, bottom = free
    circles = [(mark.x, mark.y, SIGN_PX / 2) for mark in layout.dots]
    circles += [(*site.centre, site.reach_px) for site in layout.sites if site.is_disc]
    return all(left + r <= x <= right - r and top + r <= y <= bottom - r for x, y, r in circles)
