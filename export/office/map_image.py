"""Map and legend as separate pictures, for slides and briefs that have text of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from export.drawing.canvas import Canvas, hold_settings
from export.drawing.page import POINTS_PER_INCH, Box, Page
from export.drawing.raster import render_opaque_png
from export.drawing.typesetting import make_inert
from export.maps.layout import MapLayout
from export.maps.map_surround import draw_scale_strip
from export.maps.map_text import describe_map, format_outside_line
from export.maps.panel import MapPanel
from export.picture.legend import list_legend
from export.picture.note_blocks import Block, draw_block
from export.picture.page_layout import STRIP_PT, arrange_columns, stack_columns
from geo.basemap.decoder import Basemap
from geo.model.scene import Scene

ENLARGED: Final = 1.4
"""Enlargement of letters compared with a page that is read at arm's length."""
LEGEND_SIZES: Final = (1.4, 1.3, 1.2, 1.1, 1.0)
"""Enlargements of the legend's letters to try, the largest first."""
LEGEND_COLUMN_PT: Final = 92.0
"""Narrowest column of the legend, on its canvas."""
LEAST_SYMBOL: Final = 0.6
"""Fewest points for each CSS pixel of a legend's symbols, so that shapes remain distinct."""


@dataclass(frozen=True)
class MapImage:
    """
    A picture to place on a page.

    Attributes
    ----------
    png
        The file's bytes.
    width_pt, height_pt
        Its size on the page, in points.
    alt
        Alternative text. Inert.
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
    Render the map alone, with its scale bar and north arrow below it.

    Parameters
    ----------
    scene, layout
        What is shown, and the same laid out.
    basemap
        Land, water, borders and towns; None leaves the paper blank.
    room_pt
        Greatest width and height, in points.
    dpi
        Pixels per inch at its size on the page.
    enlarged
        Enlargement of letters and symbols compared with the picture (PNG, PDF, SVG).

    Returns
    -------
    image
        As large as the room allows, neither cropped nor distorted.
    """
    strip = STRIP_PT * enlarged
    width = min(room_pt[0], (room_pt[1] - strip) * layout.width_px / layout.height_px)
    height = width * layout.height_px / layout.width_px
    # drawn on a smaller canvas and shown larger: letters and symbols grow, the map does not
    inner = Box(0.0, 0.0, width / enlarged, height / enlarged)
    with hold_settings():
        canvas = _make_canvas(inner.width, inner.height + STRIP_PT, dpi * enlarged)
        MapPanel(canvas, layout, inner).draw(basemap)
        draw_scale_strip(canvas, layout, inner, format_outside_line(layout))
        png = render_opaque_png(canvas.figure)
    return MapImage(png, width, height + strip, describe_map(scene, layout))


@dataclass(frozen=True)
class LegendPlan:
    """
    A legend laid out in columns.

    Attributes
    ----------
    blocks
        Content of the legend.
    columns
        The same blocks in columns.
    canvas_pt
        Width and height of the canvas that it is drawn on.
    enlarged
        Enlargement on the page.
    """

    blocks: tuple[Block, ...]
    columns: list[Sequence[Block]]
    canvas_pt: tuple[float, float]
    enlarged: float

    @property
    def width_pt(self) -> float:
        """Width on the page, in points."""
        return self.canvas_pt[0] * self.enlarged

    @property
    def height_pt(self) -> float:
        """Height on the page, in points."""
        return self.canvas_pt[1] * self.enlarged


def plan_legend(
    layout: MapLayout,
    room_pt: tuple[float, float],
    sizes: Sequence[float] = LEGEND_SIZES,
) -> LegendPlan | None:
    """
    Lay out the legend of what is on the map.

    Parameters
    ----------
    layout
        The map.
    room_pt
        Greatest width and height, in points.
    sizes
        Enlargements of its letters to try, the largest first.

    Returns
    -------
    plan
        No larger than the room, with the largest letters that fit; None for an empty map.
    """
    blocks = tuple(list_legend(layout))
    if not blocks:
        return None
    for enlarged in sizes:
        width = room_pt[0] / enlarged
        height, columns = arrange_columns(blocks, width, narrowest_pt=LEGEND_COLUMN_PT)
        if height * enlarged <= room_pt[1]:
            break
    # if even the smallest letters do not fit, the whole picture shrinks
    return LegendPlan(blocks, columns, (width, height), min(enlarged, room_pt[1] / height))


def render_legend(plan: LegendPlan, dpi: int, points_per_px: float) -> MapImage:
    """
    Render a legend.

    Parameters
    ----------
    plan
        Content and layout.
    dpi
        Pixels per inch at its size on the page.
    points_per_px
        Size of the symbols on the map; it is raised to `LEAST_SYMBOL`.

    Returns
    -------
    image
        The picture, with alternative text.
    """
    width, height = plan.canvas_pt
    with hold_settings():
        canvas = _make_canvas(width, height, dpi * plan.enlarged)
        for placed in stack_columns(plan.columns, 0.0, 0.0, width, 1.0):
            draw_block(
                canvas, placed.block, (placed.left, placed.top), placed.width, scale=1.0,
                points_per_px=max(points_per_px, LEAST_SYMBOL) / plan.enlarged,
            )  # fmt: skip
        png = render_opaque_png(canvas.figure)
    sentences = (
        f"{block.heading}: {', '.join(row.text for row in block.rows)}" for block in plan.blocks
    )
    return MapImage(
        png, plan.width_pt, plan.height_pt, make_inert(f"Legend. {'. '.join(sentences)}.")
    )


def _make_canvas(width_pt: float, height_pt: float, dpi: float) -> Canvas:
    """Make a canvas without a margin."""
    page = Page("picture", width_pt / POINTS_PER_INCH, height_pt / POINTS_PER_INCH)
    return Canvas(page, round(dpi))
