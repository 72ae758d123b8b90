"""The names of countries, capitals, governorates and towns on a map on paper."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import shapely
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from export.drawing.typesetting import SMALLEST_PT, make_inert, measure_pt
from export.maps.basemap_layer import PALETTE, Panel, find_extent
from export.maps.label_placement import (
    AROUND,
    CENTRE,
    CORNERS,
    Box,
    Circle,
    Label,
    PlacedLabel,
    place_labels,
    symbol_at,
)
from export.maps.layout import MapLayout
from geo.basemap.decoder import AreaLabel, Basemap, Town
from geo.model.extent import project_lonlat
from layers.cartography.basemap_style import (
    COUNTRY_TEXT,
    GOVERNORATE_TEXT,
    HALO_PX,
    LABEL_MARGIN_PX,
    TOWN_GAP_PX,
    TOWN_SYMBOL_PX,
    TOWN_TEXT,
    TextStyle,
)

# matplotlib has no letter spacing: Unicode's fixed-width spaces replace it.
_SPACES: Final = ((0.29, "\u2004"), (0.2, "\u2005"), (0.1, "\u2006"), (0.0, ""))
LEAST_SHARE: Final = 0.004
"""Least share of the map that a country covers to be named."""
SECOND_TURN: Final = 1000.0
"""Least priority of a name in small type, tried where the usual type has no room."""
GRID: Final = (9, 7)
"""Columns and rows of places in the visible part of a country where its name is tried."""
SMALL_COUNTRY: Final = TextStyle(from_zoom=0, size_px=10, is_upper=True)
"""Type of a country's name that has no room in its usual type."""
NARROWEST: Final = 0.55
"""Least width of a country's visible part for its name, as a share of the name's width."""


class PlaceName:
    """
    A name on the basemap: its text, style and the label to place.

    Parameters
    ----------
    panel
        The map's panel.
    text, style, colour
        The name, and how it looks.
    places
        (x, y) in the layout's pixels: a town's point, or places for an area's name, best first.
    priority
        The smaller is placed first.
    town
        The town; None for an area.
    gap_px
        From the town's point to its name.
    """

    def __init__(
        self,
        panel: Panel,
        text: str,
        style: TextStyle,
        *,
        colour: str,
        places: Sequence[tuple[float, float]],
        priority: float,
        town: Town | None = None,
        gap_px: float = TOWN_GAP_PX,
    ) -> None:
        share = style.spacing_px / style.size_px
        space = next(space for least, space in _SPACES if share >= least)
        self.text = space.join(make_inert(text.upper() if style.is_upper else text))
        self.name, self.town, self.colour = text, town, colour
        self.bold = town is not None and town.is_capital
        self.size_px = max(style.size_px, SMALLEST_PT / panel.points_per_px)
        width = measure_pt(self.text, self.size_px, bold=self.bold)
        self.label = Label(
            self.text,
            places,
            width,
            1.25 * self.size_px,
            priority,
            sides=CENTRE if town is None else AROUND,
        )
        if town is not None:
            self.label = Label(
                self.text,
                places,
                width,
                1.25 * self.size_px,
                priority,
                sides=(*AROUND, *CORNERS) if town.is_capital else AROUND,
                gap=gap_px,
                symbol=TOWN_SYMBOL_PX["capital" if town.is_capital else "town"],
            )


def place_names(
    panel: Panel, names: Sequence[PlaceName], obstacles: Sequence[Box | Circle]
) -> list[tuple[PlaceName, PlacedLabel]]:
    """
    Place the names that have room.

    Parameters
    ----------
    panel, names
        The map's panel, and its names.
    obstacles
        Areas that no name may cover, in the layout's pixels. A town is also left out if its own
        square lies under a box among them.

    Returns
    -------
    placed
        Each name with its place.
    """
    layout, inset = panel.layout, 1.0 + LABEL_MARGIN_PX
    frame = Box(inset, inset, layout.width_px - 2 * inset, layout.height_px - 2 * inset)
    boxes = [each for each in obstacles if isinstance(each, Box)]
    free = [name for name in names if not _is_hidden(name, boxes)]
    placed = place_labels(
        [name.label for name in free], obstacles, frame=frame, margin_px=LABEL_MARGIN_PX
    )
    return [(free[found.number], found) for found in placed]


def _is_hidden(name: PlaceName, boxes: Sequence[Box]) -> bool:
    """Return whether the square of a town, other than a capital, lies under a box."""
    if name.town is None or name.town.is_capital:
        return False
    square = symbol_at(name.label, name.label.anchors[0])
    return any(box.overlaps(square) and box != square for box in boxes)


def list_country_names(panel: Panel, basemap: Basemap) -> list[PlaceName]:
    """
    List the names of the countries in view, the widest type first, then in small type.

    Parameters
    ----------
    panel, basemap
        The map's panel, and the basemap, EPSG:4326.

    Returns
    -------
    names
        Each country twice at most; place the first that has room. By rank, then by visible area.
    """
    areas = _clip_countries(panel.layout, basemap)
    wanted: list[tuple[AreaLabel, list[tuple[float, float]], float, float | None]] = []
    for area in basemap.country_labels:
        style = COUNTRY_TEXT[area.rank]
        clip = areas.get(area.country)
        usual = [_locate(panel.layout, *lonlat) for lonlat in area.places]
        usual = [spot for spot in usual if panel.layout.holds(*spot)]
        if clip is None:
            if style.from_zoom <= panel.layout.zoom < style.until_zoom and usual:
                wanted.append((area, usual, 0.0, None))
            continue
        spots = [_locate(panel.layout, *lonlat) for lonlat in _list_spots(clip)]
        west, _, east, _ = clip.bounds
        width = _locate(panel.layout, east, 0.0)[0] - _locate(panel.layout, west, 0.0)[0]
        wanted.append((area, usual + spots, clip.area, width))
    wanted.sort(key=lambda each: (each[0].rank, -each[2], each[0].name))
    names = []
    for turn, small in enumerate((False, True)):
        for number, (area, spots, _, room) in enumerate(wanted):
            style = SMALL_COUNTRY if small else COUNTRY_TEXT[area.rank]
            priority = turn * SECOND_TURN + number
            name = PlaceName(
                panel, area.name, style, colour=PALETTE.country_label, places=spots,
                priority=priority,
            )  # fmt: skip
            if room is None or room >= NARROWEST * name.label.width:
                names.append(name)
    return names


def _clip_countries(layout: MapLayout, basemap: Basemap) -> dict[str, shapely.Polygon]:
    """Return the visible part of each country that covers enough of the map, by its code."""
    extent = find_extent(layout)
    edges = extent.west, extent.south, extent.east, extent.north
    least = LEAST_SHARE * (extent.east - extent.west) * (extent.north - extent.south)
    found = {}
    for country in basemap.countries:
        west, south, east, north = country.area.bounds
        if west > extent.east or east < extent.west or south > extent.north or north < extent.south:
            continue
        clip = shapely.clip_by_rect(country.area, *edges)
        if clip.area >= least:
            parts = shapely.get_parts(clip)
            found[country.iso] = max(parts, key=lambda part: float(part.area))
    return found


def _list_spots(area: shapely.Polygon) -> list[tuple[float, float]]:
    """Return places in an area for its name, in degrees, those far from its edge first."""
    west, south, east, north = area.bounds
    columns, rows = GRID
    lons, lats = np.meshgrid(
        np.linspace(west, east, columns + 2)[1:-1], np.linspace(south, north, rows + 2)[1:-1]
    )
    points = np.array([shapely.Point(*spot) for spot in zip(lons.flat, lats.flat, strict=True)])
    shapely.prepare(area)
    inside = points[shapely.contains(area, points)]
    if not len(inside):
        inside = np.array([area.representative_point()])
    outline = shapely.simplify(area, (east - west) / 200).boundary
    order = np.argsort(-shapely.distance(inside, outline), kind="stable")
    return [(float(point.x), float(point.y)) for point in inside[order]]


def list_capital_names(
    panel: Panel, basemap: Basemap, gap_px: float = TOWN_GAP_PX
) -> list[PlaceName]:
    """List the names of the capitals in view, unless every layer is off, at a gap in pixels."""
    if not panel.layout.layers:
        return []
    return [
        _name_town(panel, town, TOWN_TEXT[town.rank], gap_px)
        for town in basemap.towns
        if town.is_capital and panel.layout.holds(*_locate(panel.layout, town.lon, town.lat))
    ]


def list_capital_squares(panel: Panel, basemap: Basemap) -> list[Box]:
    """Return the squares of the capitals in view, which the name of a site keeps clear of."""
    return [
        symbol_at(name.label, name.label.anchors[0]) for name in list_capital_names(panel, basemap)
    ]


def list_other_names(panel: Panel, basemap: Basemap) -> Iterator[PlaceName]:
    """Yield the names of towns, and of governorates, if their layers are on and at their zoom."""
    layout = panel.layout
    for town in basemap.towns if "towns" in layout.layers else ():
        style = TOWN_TEXT[town.rank]
        if not town.is_capital and style.from_zoom <= layout.zoom < style.until_zoom:
            yield _name_town(panel, town, style)
    style = GOVERNORATE_TEXT
    is_shown = style.from_zoom <= layout.zoom < style.until_zoom
    labels: Sequence[AreaLabel] = basemap.governorate_labels
    for area in labels if is_shown and "governorates" in layout.layers else ():
        spots = [_locate(layout, *lonlat) for lonlat in area.places]
        colour = PALETTE.governorate_label
        yield PlaceName(panel, area.name, style, colour=colour, places=spots, priority=1e9)


def _name_town(
    panel: Panel, town: Town, style: TextStyle, gap_px: float = TOWN_GAP_PX
) -> PlaceName:
    """Return a town's name; large towns first."""
    priority = town.rank * 1e8 - town.population / 1000
    spot = _locate(panel.layout, town.lon, town.lat)
    return PlaceName(
        panel, town.name, style, colour=PALETTE.town_label, places=[spot], priority=priority,
        town=town, gap_px=gap_px,
    )  # fmt: skip


def _locate(layout: MapLayout, lon_deg: float, lat_deg: float) -> tuple[float, float]:
    """Return the layout's pixels of a place in degrees."""
    x, y = project_lonlat(lon_deg, lat_deg, layout.zoom)
    return x - layout.origin_px[0], y - layout.origin_px[1]


def draw_names(panel: Panel, placed: Sequence[tuple[PlaceName, PlacedLabel]]) -> None:
    """Draw names at their places, and the squares of the towns among them."""
    squares, k = [], panel.points_per_px
    for name, found in placed:
        x, y = panel.to_page(
            found.box.left, found.box.top + found.box.height / 2 + 0.34 * name.size_px
        )
        panel.canvas.draw_text(
            x, y, name.text, size=name.size_px * k, colour=name.colour, bold=name.bold,
            halo=PALETTE.halo, halo_pt=2 * HALO_PX * k, zorder=2.5, gid="place-name",
        )  # fmt: skip
        if name.town is not None:
            side, (x, y) = found.label.symbol, found.anchor
            squares.append(Rectangle((x - side / 2, y - side / 2), side, side))
    if squares:
        towns = PatchCollection(squares, facecolor=PALETTE.town, edgecolor="none", zorder=2.0)
        towns.set_transform(panel.transform)
        towns.set_gid("towns")
        panel.canvas.figure.add_artist(towns)
