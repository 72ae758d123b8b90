"""The graticule on a product's map: degrees as on the screen, labelled at the map's edges."""

from collections.abc import Sequence
from dataclasses import dataclass

from export.drawing.canvas import Canvas
from export.drawing.page import Box as PageBox
from export.drawing.typesetting import SMALLEST_PT, measure_pt
from export.maps.label_placement import Box
from export.maps.layout import MapLayout
from geo.model.extent import MAX_LAT_DEG, project_lonlat, unproject_px
from layers.cartography.basemap_style import HALO_PX, PALETTES
from layers.cartography.graticule import (
    LABEL_PAD_PX,
    LABEL_SIZE_PX,
    LINE_PX,
    list_degrees,
    name_degree,
    step_deg,
)

_GAP_PX = 2.0
"""Smallest gap between the names of two degrees."""


@dataclass(frozen=True)
class Graticule:
    """
    A map's meridians and parallels, in the layout's pixels.

    Attributes
    ----------
    xs, ys
        Places of the meridians and of the parallels.
    names
        Names that fit, each with its box.
    size_px
        Letter size of the names.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    names: tuple[tuple[str, Box], ...]
    size_px: float

    @property
    def boxes(self) -> list[Box]:
        """The boxes of the names."""
        return [box for _, box in self.names]


def lay_out_graticule(layout: MapLayout, points_per_px: float) -> Graticule:
    """
    Lay out a map's graticule; names are as large as on the screen, but always readable.

    Parameters
    ----------
    layout
        The map.
    points_per_px
        Points on the page for each pixel of the layout.

    Returns
    -------
    graticule
        Lines and names, in the layout's pixels.
    """
    size = max(LABEL_SIZE_PX, SMALLEST_PT / points_per_px)
    (x0, y0), zoom = layout.origin_px, layout.zoom
    west, north = unproject_px(x0, y0, zoom)
    east, south = unproject_px(x0 + layout.width_px, y0 + layout.height_px, zoom)
    step = step_deg(zoom)
    lons = list_degrees(max(west, -180.0), min(east, 180.0), step)
    lats = list_degrees(max(south, -MAX_LAT_DEG), min(north, MAX_LAT_DEG), step)
    xs = [project_lonlat(lon, 0.0, zoom)[0] - x0 for lon in lons]
    ys = [project_lonlat(0.0, lat, zoom)[1] - y0 for lat in lats]
    height = 1.25 * size
    wanted = []
    for x, lon in zip(xs, lons, strict=True):
        name = name_degree(lon, "E", "W")
        width = measure_pt(name, size)
        wanted.append((name, Box(x - width / 2, LABEL_PAD_PX, width, height)))
    for y, lat in zip(ys, lats, strict=True):
        if y - height / 2 < LABEL_PAD_PX + height:
            continue  # it would read as one of the meridians' names
        name = name_degree(lat, "N", "S")
        wanted.append((name, Box(LABEL_PAD_PX, y - height / 2, measure_pt(name, size), height)))
    frame = Box(0.0, 0.0, layout.width_px, layout.height_px)
    return Graticule(tuple(xs), tuple(ys), tuple(_keep_apart(wanted, frame)), size)


def _keep_apart(wanted: Sequence[tuple[str, Box]], frame: Box) -> list[tuple[str, Box]]:
    """Return the names that lie on the map and keep clear of those before them."""
    kept: list[tuple[str, Box]] = []
    for name, box in wanted:
        if box.lies_in(frame) and not any(box.overlaps(other, _GAP_PX) for _, other in kept):
            kept.append((name, box))
    return kept


def draw_graticule(
    canvas: Canvas, graticule: Graticule, box: PageBox, points_per_px: float
) -> None:
    """
    Draw a graticule on the map's box on the page.

    Parameters
    ----------
    canvas
        Where to draw.
    graticule
        What to draw.
    box
        The map's box on the page, in points.
    points_per_px
        Points on the page for each pixel of the layout.
    """
    palette, k = PALETTES["light"], points_per_px
    for x in graticule.xs:
        at = box.left + x * k
        canvas.draw_line([at, at], [box.top, box.bottom], colour=palette.graticule,
                        width_pt=LINE_PX * k, zorder=0.9, gid="meridian")  # fmt: skip
    for y in graticule.ys:
        at = box.top + y * k
        canvas.draw_line([box.left, box.right], [at, at], colour=palette.graticule,
                        width_pt=LINE_PX * k, zorder=0.9, gid="parallel")  # fmt: skip
    size = graticule.size_px
    for name, place in graticule.names:
        baseline = box.top + (place.top + place.height / 2 + 0.34 * size) * k
        canvas.draw_text(
            box.left + place.left * k, baseline, name, size=size * k,
            colour=palette.graticule_label, halo=palette.halo, halo_pt=2 * HALO_PX * k, zorder=2.5,
            gid="degree",
        )  # fmt: skip
