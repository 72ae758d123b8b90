"""Map and legend as pictures of their own, for a slide or a page that sets its own words around."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from export.drawing.canvas import Sheet, hold_settings
from export.drawing.page import POINTS_PER_INCH, Box, Page
from export.drawing.raster import render_opaque_png
from export.drawing.typesetting import make_inert
from export.maps.layout import MapLayout
from export.maps.map_surround import draw_scale_strip
from export.maps.map_text import describe_map, head_outside
from export.maps.panel import MapPanel
from export.picture.legend import list_legend
from export.picture.note_blocks import Block, draw_block
from export.picture.page_layout import STRIP_PT, set_columns, stack_columns
from geo.basemap.decoder import Basemap
from geo.model.scene import Scene

ENLARGED: Final = 1.4
"""How much larger letters are than on a page that is read at arm's length."""
LEGEND_SIZES: Final = (1.4, 1.3, 1.2, 1.1, 1.0)
"""Enlargements of the legend's letters that are tried, the largest first."""
LEGEND_COLUMN_PT: Final = 92.0
"""Narrowest column of the legend, on its sheet."""
LEAST_SYMBOL: Final = 0.6
"""Points for each CSS pixel of a legend's symbols at the least: shapes have to be told apart."""


@dataclass(frozen=True)
class MapImage:
    """
    A picture to be set into a page.

    Attributes
    ----------
    png
        The file's bytes.
    width_pt, height_pt
        Its size on the page, in points.
    alt
        What it shows, for those who cannot see it. Inert.
    """

    png: bytes
    width_pt: float
    height_pt: float
    alt: str


def render_map(
    scene: Scene,
    layout: MapLayout,
    basemap: Basemap | None,
    room_pt: tuple[float, float],
    dpi: int,
    *,
    enlarged: float = ENLARGED,
) -> MapImage:
    """
    Render the map alone, with its scale bar and north arrow beneath it.

    Parameters
    ----------
    scene, layout
        What is shown, and the same laid out.
    basemap
        Land, water, borders and towns; None leaves the paper blank.
    room_pt
        Width and height that there are, in points.
    dpi
        Pixels an inch, at the size that it has on the page.
    enlarged
        How much larger letters and symbols are than on a page of the picture itself.

    Returns
    -------
    image
        As large as the room allows; nothing is cut and nothing distorted.
    """
    strip = STRIP_PT * enlarged
    width = min(room_pt[0], (room_pt[1] - strip) * layout.width_px / layout.height_px)
    height = width * layout.height_px / layout.width_px
    # drawn on a smaller sheet and shown larger: letters and symbols grow, the map does not
    inner = Box(0.0, 0.0, width / enlarged, height / enlarged)
    with hold_settings():
        sheet = _make_sheet(inner.width, inner.height + STRIP_PT, dpi * enlarged)
        MapPanel(sheet, layout, inner).draw(basemap)
        draw_scale_strip(sheet, layout, inner, head_outside(layout))
        png = render_opaque_png(sheet.figure)
    return MapImage(png, width, height + strip, describe_map(scene, layout))


@dataclass(frozen=True)
class LegendPlan:
    """
    A legend set in columns beside each other.

    Attributes
    ----------
    blocks
        What it says.
    columns
        The same in columns.
    sheet_pt
        Width and height of the sheet that it is drawn on.
    enlarged
        How much larger it is shown.
    """

    blocks: tuple[Block, ...]
    columns: list[Sequence[Block]]
    sheet_pt: tuple[float, float]
    enlarged: float

    @property
    def width_pt(self) -> float:
        """Width on the page."""
        return self.sheet_pt[0] * self.enlarged

    @property
    def height_pt(self) -> float:
        """Height on the page."""
        return self.sheet_pt[1] * self.enlarged


def plan_legend(
    layout: MapLayout,
    room_pt: tuple[float, float],
    sizes: Sequence[float] = LEGEND_SIZES,
) -> LegendPlan | None:
    """
    Set the legend of what is present on the map into a room.

    Parameters
    ----------
    layout
        The map.
    room_pt
        Width and height that there are, in points.
    sizes
        Enlargements of its letters that are tried, the largest first.

    Returns
    -------
    plan
        No larger than the room, its letters as large as they can be; None for an empty map.
    """
    blocks = tuple(list_legend(layout))
    if not blocks:
        return None
    for enlarged in sizes:
        width = room_pt[0] / enlarged
        height, columns = set_columns(blocks, width, narrowest_pt=LEGEND_COLUMN_PT)
        if height * enlarged <= room_pt[1]:
            break
    # where even the smallest letters are too many, the whole picture shrinks
    return LegendPlan(blocks, columns, (width, height), min(enlarged, room_pt[1] / height))


def render_legend(plan: LegendPlan, dpi: int, points_per_px: float) -> MapImage:
    """
    Render a legend.

    Parameters
    ----------
    plan
        What it says, and how it is set.
    dpi
        Pixels an inch, at the size that it has on the page.
    points_per_px
        Size of the symbols on the map; `LEAST_SYMBOL` at the least.
    """
    width, height = plan.sheet_pt
    with hold_settings():
        sheet = _make_sheet(width, height, dpi * plan.enlarged)
        for placed in stack_columns(plan.columns, 0.0, 0.0, width, 1.0):
            draw_block(
                sheet, placed.block, (placed.left, placed.top), placed.width, scale=1.0,
                points_per_px=max(points_per_px, LEAST_SYMBOL) / plan.enlarged,
            )  # fmt: skip
        png = render_opaque_png(sheet.figure)
    said = (
        f"{block.heading}: {', '.join(row.text for row in block.rows)}" for block in plan.blocks
    )
    return MapImage(png, plan.width_pt, plan.height_pt, make_inert(f"Legend. {'. '.join(said)}."))


def _make_sheet(width_pt: float, height_pt: float, dpi: float) -> Sheet:
    """Make a sheet with no margin."""
    page = Page("picture", width_pt / POINTS_PER_INCH, height_pt / POINTS_PER_INCH)
    return Sheet(page, round(dpi))
