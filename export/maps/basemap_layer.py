"""The basemap on a product's map: layers, colours and label rule as on the screen."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol

import numpy as np
import shapely
from matplotlib.collections import PatchCollection
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Transform

from export.drawing.canvas import Canvas
from export.drawing.page import Box as PageBox
from export.drawing.typesetting import SMALLEST_PT, make_inert, measure_pt
from export.maps.label_placement import CENTRE, Box, Circle, Label, PlacedLabel, place_labels
from export.maps.layout import MapLayout
from geo.basemap.decoder import Basemap, Town
from geo.basemap.world_outline import widen_basemap
from geo.model.extent import TILE_PX, Extent, project_lonlat, unproject_px
from layers.cartography.basemap_style import (
    COUNTRY_TEXT,
    GOVERNORATE_TEXT,
    HALO_PX,
    LABEL_MARGIN_PX,
    LABEL_ORDER,
    LINES,
    PALETTES,
    TOWN_GAP_PX,
    TOWN_SYMBOL_PX,
    TOWN_TEXT,
    LineStyle,
    TextStyle,
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


def draw_basemap(panel: Panel, basemap: Basemap, obstacles: Sequence[Box | Circle]) -> None:
    """
    Draw land, water, borders and names, and governorates and towns if their layers are on.

    Parameters
    ----------
    panel
        The map's panel.
    basemap
        The basemap, EPSG:4326, completed with the outline of the world where the panel extends
        beyond it. Not modified.
    obstacles
        Areas that no name may cover, in the layout's pixels.
    """
    shown = widen_basemap(basemap, find_extent(panel.layout))
    draw_areas(panel, shown)
    _draw_labels(panel, list_labels(panel, shown), obstacles)


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


class _Name:
    """A name on the basemap: its text, style and allowed places."""

    def __init__(
        self, panel: Panel, text: str, style: TextStyle, colour: str, town: Town | None = None
    ) -> None:
        share = style.spacing_px / style.size_px
        space = next(space for least, space in _SPACES if share >= least)
        inert = make_inert(text.upper() if style.is_upper else text)
        self.text = space.join(inert)
        self.town, self.colour = town, colour
        self.bold = town is not None and town.is_capital
        k = panel.points_per_px
        self.size_px = max(style.size_px, SMALLEST_PT / k)
        self.width_px = measure_pt(self.text, self.size_px, bold=self.bold)

    def make_label(self, places: Sequence[tuple[float, float]], priority: float) -> Label:
        """Return a label to place: beside a town's square, or on one of an area's points."""
        height = 1.25 * self.size_px
        if self.town is None:
            return Label(self.text, places, self.width_px, height, priority, sides=CENTRE)
        side = TOWN_SYMBOL_PX["capital" if self.town.is_capital else "town"]
        return Label(
            self.text, places, self.width_px, height, priority, gap=TOWN_GAP_PX, symbol=side
        )


def list_labels(panel: Panel, basemap: Basemap) -> list[tuple[_Name, Label]]:
    """List the names of a map's zoom level, with the priorities of the page's script."""
    zoom = panel.layout.zoom
    order = {kind: number * 1e9 for number, kind in enumerate(LABEL_ORDER)}
    labels: list[tuple[_Name, Label]] = []

    def add(
        text: str,
        style: TextStyle,
        colour: str,
        lonlats: Iterable[tuple[float, float]],
        priority: float,
        *,
        town: Town | None = None,
    ) -> None:
        if style.from_zoom <= zoom < style.until_zoom:
            name = _Name(panel, text, style, colour, town)
            places = [_locate(panel.layout, *lonlat) for lonlat in lonlats]
            labels.append((name, name.make_label(places, priority)))

    for area in basemap.country_labels:
        style = COUNTRY_TEXT[area.rank]
        add(area.name, style, PALETTE.country_label, area.places, order["country"] + area.rank)
    for town in basemap.towns if "towns" in panel.layout.layers else ():
        turn = order["capital"] if town.is_capital else order["town"] + town.rank * 1e8
        turn -= town.population / 1000
        at = [(town.lon, town.lat)]
        add(town.name, TOWN_TEXT[town.rank], PALETTE.town_label, at, turn, town=town)
    for area in basemap.governorate_labels if "governorates" in panel.layout.layers else ():
        turn = order["governorate"]
        add(area.name, GOVERNORATE_TEXT, PALETTE.governorate_label, area.places, turn)
    return labels


def _locate(layout: MapLayout, lon_deg: float, lat_deg: float) -> tuple[float, float]:
    """Return the layout's pixels of a place in degrees."""
    x, y = project_lonlat(lon_deg, lat_deg, layout.zoom)
    return x - layout.origin_px[0], y - layout.origin_px[1]


def _draw_labels(
    panel: Panel, wanted: list[tuple[_Name, Label]], obstacles: Sequence[Box | Circle]
) -> None:
    """Draw the names that could be placed, and the squares of the towns among them."""
    layout, inset = panel.layout, 1.0 + LABEL_MARGIN_PX
    frame = Box(inset, inset, layout.width_px - 2 * inset, layout.height_px - 2 * inset)
    placed = place_labels(
        [label for _, label in wanted], obstacles, frame=frame, margin_px=LABEL_MARGIN_PX
    )
    squares = []
    for found in placed:
        name = wanted[found.number][0]
        _draw_name(panel, name, found)
        if name.town is not None:
            side, (x, y) = found.label.symbol, found.anchor
            squares.append(Rectangle((x - side / 2, y - side / 2), side, side))
    if squares:
        towns = PatchCollection(squares, facecolor=PALETTE.town, edgecolor="none", zorder=2.0)
        towns.set_transform(panel.transform)
        towns.set_gid("towns")
        panel.canvas.figure.add_artist(towns)


def _draw_name(panel: Panel, name: _Name, found: PlacedLabel) -> None:
    """Draw one name in its box."""
    k = panel.points_per_px
    x, y = panel.to_page(found.box.left, found.box.top + found.box.height / 2 + 0.34 * name.size_px)
    panel.canvas.draw_text(
        x,
        y,
        name.text,
        size=name.size_px * k,
        colour=name.colour,
        bold=name.bold,
        halo=PALETTE.halo,
        halo_pt=2 * HALO_PX * k,
        zorder=2.5,
        gid="place-name",
    )
