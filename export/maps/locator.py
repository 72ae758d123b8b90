"""The locator: a small map of the region, with a box for the extent of the main map."""

import math
from dataclasses import dataclass
from typing import Final

from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D, Transform

from export.drawing.canvas import BRICK, QUIET, WHITE, Canvas
from export.drawing.page import Box
from export.drawing.typesetting import SMALLEST_PT, make_inert, measure_pt
from export.maps.basemap_layer import PALETTE, draw_areas
from export.maps.label_placement import CENTRE, Label, place_labels
from export.maps.label_placement import Box as LabelBox
from export.maps.layout import MapLayout
from geo.basemap.decoder import Basemap
from geo.basemap.world_outline import is_within, widen_basemap
from geo.model.extent import MAX_LAT_DEG, Extent, project_lonlat

REGIONS: Final = (Extent(24.0, 20.0, 64.0, 42.5), Extent(10.0, 10.0, 70.0, 48.0))
"""Regions of a locator for the shipped region, the nearest first."""
ABOUT_DEG: Final = ((40.0, 26.0), (60.0, 44.0))
"""Width of a region elsewhere, and its height at the equator; the nearest first."""
WIDEST_SHARE: Final = 0.6
"""Share of a region's width or height above which an extent counts as the region itself."""
WIDTHS_PT: Final = (150.0, 124.0, 98.0)
"""Widths to try, the largest first."""
ZOOM: Final = 3.2
"""Zoom level of the basemap: only countries and great rivers."""
LEAST_BOX_PT: Final = 4.0
"""Smallest side of the box, so that an extent of a few kilometres is still visible."""
MOST_RANK: Final = 2
"""Greatest rank of named countries, see `layers.cartography.basemap_style.COUNTRY_TEXT`."""


@dataclass(frozen=True, eq=False)
class Locator:
    """
    A locator.

    Attributes
    ----------
    region, extent
        The region it shows, and the extent it points to.
    basemap
        Land, water and borders.
    widest_pt
        Its width if the column is wide enough.
    """

    region: Extent
    extent: Extent
    basemap: Basemap
    widest_pt: float

    def fit(self, column_pt: float) -> tuple[float, float]:
        """Return its width and height in a column, in points."""
        width = min(column_pt, self.widest_pt)
        return width, self.region.height_px(width)


def list_locators(extent: Extent, basemap: Basemap | None) -> list[Locator]:
    """
    List the locators that can show the place of an extent.

    Parameters
    ----------
    extent
        Extent of the main map.
    basemap
        Land, water and borders; None without a basemap.

    Returns
    -------
    locators
        The same one in several widths, the largest first, of the nearest region that is clearly
        larger than the extent; empty if the extent is too large for any region.
    """
    regions = REGIONS if is_within(extent) else _list_about(extent)
    region = next((region for region in regions if _is_part(extent, region)), None)
    if basemap is None or region is None:
        return []
    return [Locator(region, extent, basemap, width) for width in WIDTHS_PT]


def _list_about(extent: Extent) -> list[Extent]:
    """List regions around an extent, of the same shape on the map at any latitude."""
    lon, lat = (extent.west + extent.east) / 2, (extent.south + extent.north) / 2
    regions = []
    for width, height in ABOUT_DEG:
        high = height * math.cos(math.radians(lat))
        west = min(max(lon - width / 2, -180.0), 180.0 - width)
        south = min(max(lat - high / 2, -MAX_LAT_DEG), MAX_LAT_DEG - high)
        regions.append(Extent(west, south, west + width, south + high))
    return regions


def _is_part(extent: Extent, region: Extent) -> bool:
    """Return whether an extent lies in a region and is clearly smaller."""
    inside = region.contains(extent.west, extent.south)
    inside = inside and region.contains(extent.east, extent.north)
    wide = (extent.east - extent.west) / (region.east - region.west)
    high = (extent.north - extent.south) / (region.north - region.south)
    return inside and max(wide, high) < WIDEST_SHARE


@dataclass
class _Panel:
    """The locator's own map panel, for drawing the basemap."""

    canvas: Canvas
    layout: MapLayout
    box: Box
    points_per_px: float
    transform: Transform

    def to_page(self, x: float, y: float) -> tuple[float, float]:
        """Return the place on the page, in points, of a place on the map in pixels."""
        return self.box.left + x * self.points_per_px, self.box.top + y * self.points_per_px

    def place(self, lon_deg: float, lat_deg: float) -> tuple[float, float]:
        """Return the place on the page, in points, of a place in degrees."""
        x, y = project_lonlat(lon_deg, lat_deg, self.layout.zoom)
        x0, y0 = self.layout.origin_px
        return self.to_page(x - x0, y - y0)


def draw_locator(canvas: Canvas, locator: Locator, box: Box) -> None:
    """
    Draw a locator in a box.

    Parameters
    ----------
    canvas, locator
        Where to draw, and the locator.
    box
        In points, with the size of `Locator.fit`.
    """
    panel = _set_panel(canvas, locator.region, box)
    first = len(canvas.figure.artists)
    basemap = widen_basemap(locator.basemap, locator.region)
    draw_areas(panel, basemap)
    clip = Rectangle((box.left, box.top), box.width, box.height, transform=canvas.transform)
    for artist in canvas.figure.artists[first:]:
        artist.set_clip_path(clip)
        artist.set_gid("locator")
    mark = _place_extent(panel, locator.extent)
    for edge, edge_pt, gid in ((WHITE, 2.6, None), (BRICK, 1.3, "locator-extent")):
        canvas.draw_box(mark, edge=edge, edge_pt=edge_pt, zorder=2.4, gid=gid)
    _draw_names(panel, basemap, mark)
    canvas.draw_box(box, edge=QUIET, edge_pt=0.6, zorder=2.9, gid="locator-frame")


def _set_panel(canvas: Canvas, region: Extent, box: Box) -> _Panel:
    """Return a panel for a region in a box."""
    west, north = project_lonlat(region.west, region.north, ZOOM)
    east, south = project_lonlat(region.east, region.south, ZOOM)
    layout = MapLayout(
        ZOOM, (west, north), east - west, south - north, sites=(), dots=(), layers=frozenset()
    )
    k = box.width / layout.width_px
    transform = Affine2D().scale(k).translate(box.left, box.top) + canvas.transform
    return _Panel(canvas, layout, box, k, transform)


def _place_extent(panel: _Panel, extent: Extent) -> Box:
    """Return the box of an extent on the page; a very small one grows around its centre."""
    left, top = panel.place(extent.west, extent.north)
    right, bottom = panel.place(extent.east, extent.south)
    width, height = max(right - left, LEAST_BOX_PT), max(bottom - top, LEAST_BOX_PT)
    return Box((left + right - width) / 2, (top + bottom - height) / 2, width, height)


def _draw_names(panel: _Panel, basemap: Basemap, mark: Box) -> None:
    """Draw the countries' names that fit, clear of the lines of the extent's box."""
    size = SMALLEST_PT
    labels = []
    for area in basemap.country_labels:
        name = make_inert(area.name)
        if area.rank <= MOST_RANK:
            places = [panel.place(*place) for place in area.places]
            labels.append(Label(name, places, measure_pt(name, size), size, area.rank, CENTRE))
    lines = [
        LabelBox(x, y, width, height)
        for x, y, width, height in (
            (mark.left, mark.top, mark.width, 0.0),
            (mark.left, mark.bottom, mark.width, 0.0),
            (mark.left, mark.top, 0.0, mark.height),
            (mark.right, mark.top, 0.0, mark.height),
        )
    ]
    box = panel.box
    frame = LabelBox(box.left + 2, box.top + 2, box.width - 4, box.height - 4)
    for found in place_labels(labels, lines, frame=frame, margin_px=1.5):
        panel.canvas.draw_text(
            found.box.left,
            found.box.top + 0.86 * size,
            found.label.text,
            size=size,
            colour=PALETTE.country_label,
            halo=PALETTE.halo,
            halo_pt=1.6,
            zorder=2.6,
            gid="locator-name",
        )
