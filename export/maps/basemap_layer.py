"""The basemap on a product's map: layers, colours and label rule as on the screen."""

from typing import Any, Final, Protocol

import numpy as np
import shapely
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Transform

from export.drawing.canvas import Canvas
from export.drawing.page import Box as PageBox
from export.maps.layout import MapLayout
from geo.basemap.decoder import Basemap
from geo.model.extent import TILE_PX, Extent, unproject_px
from layers.cartography.basemap_style import (
    LINES,
    PALETTES,
    LineStyle,
)

PALETTE: Final = PALETTES["light"]
CUT_PX: Final = 20.0
"""How far beyond the map's edge shapes are cut, so that no cut edge is visible."""
# matplotlib has no letter spacing: Unicode's fixed-width spaces replace it.
_SPACES: Final = ((0.29, "\u2004"), (0.2, "\u2005"), (0.1, "\u2006"), (0.0, ""))


class Panel(Protocol):
    """The panel that the basemap is drawn on, as far as the basemap needs it."""

    canvas: Canvas
    layout: MapLayout
    box: PageBox
    points_per_px: float
    transform: Transform

    def to_page(self, x: float, y: float) -> tuple[float, float]:
        """Return the place on the page, in points, of a place on the map in pixels."""


def draw_areas(panel: Panel, basemap: Basemap) -> None:
    """Draw land, water and borders, and governorates if their layer is on, without names."""
    panel.canvas.draw_box(panel.box, fill=PALETTE.water, zorder=0.4, gid="map-water")
    _fill(panel, basemap.land, PALETTE.land, 0.5)
    for river in basemap.rivers:
        _stroke(panel, river.lines, PALETTE.river, LINES[f"river-{river.rank}"], 0.6)
    shown = "governorates" in panel.layout.layers
    for governorates in basemap.governorates.values() if shown else ():
        _stroke(panel, governorates, PALETTE.governorate, LINES["governorate"], 0.65)
    _fill(panel, basemap.lakes, PALETTE.water, 0.7)
    for name, shape, colour in (
        ("lake", basemap.lakes.boundary, PALETTE.shore),
        ("coast", basemap.coasts, PALETTE.shore),
        ("border", basemap.borders, PALETTE.border),
        ("claim", basemap.claims, PALETTE.claim),
    ):
        _stroke(panel, shape, colour, LINES[name], 0.8)


def _project(panel: Panel, shape: Any) -> list[tuple[Any, Any]]:
    """Cut a geometry a little outside the map's edge; return its lines in the layout's pixels."""
    layout = panel.layout
    cut = shapely.clip_by_rect(shape, *_find_edges(layout, CUT_PX))
    lines = []
    for part in shapely.get_parts(cut):
        rings = shapely.get_rings(part) if part.geom_type == "Polygon" else [part]
        for ring in rings:
            lonlat = shapely.get_coordinates(ring)
            if len(lonlat) > 1:
                lines.append(_to_pixels(lonlat, layout))
    return lines


def _find_edges(layout: MapLayout, beyond_px: float) -> tuple[float, float, float, float]:
    """Return west, south, east and north of a map and a margin around it, in degrees."""
    (x0, y0), (width, height) = layout.origin_px, (layout.width_px, layout.height_px)
    west, north = unproject_px(x0 - beyond_px, y0 - beyond_px, layout.zoom)
    east, south = unproject_px(x0 + width + beyond_px, y0 + height + beyond_px, layout.zoom)
    return west, south, east, north


def find_extent(layout: MapLayout) -> Extent:
    """Return the extent of a map in degrees, limited to the world."""
    west, south, east, north = _find_edges(layout, 0.0)
    return Extent(max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0))


def _to_pixels(lonlat: Any, layout: MapLayout) -> Any:
    """
    Project degrees to the layout's pixels, as `project_lonlat` does for one point.

    Parameters
    ----------
    lonlat
        Shape (n, 2), longitude and latitude in degrees, EPSG:4326.
    layout
        The map.

    Returns
    -------
    pixels
        Shape (n, 2), x right and y down from the map's top left corner.

    References
    ----------
    .. [1] EPSG:3857, WGS 84 / Pseudo-Mercator ("Web Mercator").
    """
    world_px = TILE_PX * 2.0**layout.zoom
    x = (lonlat[:, 0] + 180.0) / 360.0
    y = 0.5 - np.log(np.tan(np.pi / 4 + np.radians(lonlat[:, 1]) / 2)) / (2 * np.pi)
    return np.column_stack((x, y)) * world_px - np.asarray(layout.origin_px)


def _make_path(lines: list[Any], *, closed: bool) -> Path | None:
    """Join lines into one path; None without lines."""
    if not lines:
        return None
    codes = []
    for line in lines:
        code = np.full(len(line), Path.LINETO, dtype=Path.code_type)
        code[0] = Path.MOVETO
        if closed:
            code[-1] = Path.CLOSEPOLY
        codes.append(code)
    return Path(np.concatenate(lines), np.concatenate(codes))


def _fill(panel: Panel, shape: Any, colour: str, zorder: float) -> None:
    """Fill areas, without an outline."""
    path = _make_path(_project(panel, shape), closed=True)
    if path is not None:
        patch = PathPatch(path, facecolor=colour, edgecolor="none", linewidth=0, zorder=zorder)
        patch.set_transform(panel.transform)
        patch.set_gid("basemap")
        panel.canvas.figure.add_artist(patch)


def _stroke(panel: Panel, shape: Any, colour: str, style: LineStyle, zorder: float) -> None:
    """Draw lines, if the zoom is close enough for their style."""
    if panel.layout.zoom < style.from_zoom:
        return
    path = _make_path(_project(panel, shape), closed=False)
    if path is None:
        return
    dashes = tuple(length / style.width_px for length in style.dash_px)
    patch = PathPatch(
        path,
        facecolor="none",
        edgecolor=colour,
        linewidth=style.width_px * panel.points_per_px,
        linestyle=(0.0, dashes) if dashes else "solid",
        joinstyle="round",
        capstyle="round",
        zorder=zorder,
    )
    patch.set_transform(panel.transform)
    patch.set_gid("basemap")
    panel.canvas.figure.add_artist(patch)
