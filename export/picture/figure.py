"""The figure of a Scene, from which every picture format is made, and its PNG."""

from collections.abc import Sequence
from typing import Final

from matplotlib.figure import Figure
from PIL import PngImagePlugin

from export.drawing.canvas import Canvas, hold_settings
from export.drawing.marking import draw_marking_bars
from export.drawing.page import Box, select_page
from export.drawing.raster import render_opaque_png
from export.maps.fit import Fit, Insets, fit_scene
from export.maps.layout import MapLayout, lay_out_map
from export.maps.locator import Locator, list_locators
from export.maps.map_surround import draw_footer, draw_header, draw_scale_strip
from export.maps.map_text import describe_counts, describe_map, format_outside_line
from export.maps.panel import MapPanel
from export.picture.legend import list_legend
from export.picture.note_blocks import Block, Row, draw_block
from export.picture.page_layout import Plan, plan_body
from export.picture.side_panel import (
    SidePanel,
    draw_side_panel,
    place_scale_plate,
    plan_full_map,
)
from export.product.provenance import list_provenance
from export.talking_points.changes_since_text import HEADING
from export.wording.filter_text import describe_filters, format_filters_line, list_filters
from export.wording.scene_text import count_not_placed, format_number
from geo.basemap.decoder import Basemap
from geo.model.errors import ViewError
from geo.model.scene import Scene

LEAST_DPI: Final = 36
MOST_DPI: Final = 1200
MOST_PLACES: Final = 7
"""Places in the list of records not placed; the others are counted."""
LOCATOR_COST: Final = 0.02
"""Share of the map's width that may be given up for a larger locator."""


def draw_picture(
    scene: Scene,
    basemap: Basemap | None,
    *,
    page: str = "a4",
    dpi: int = 300,
    official: str | None = None,
    changes: Sequence[str] = (),
    number: str = "",
    is_fitted: bool = False,
) -> Figure:
    """
    Draw a Scene as a page for a report.

    Parameters
    ----------
    scene
        What is shown. Not modified.
    basemap
        Land, water, borders and towns; None leaves the paper blank.
    page
        A key of `export.drawing.page.PAGES`: ``a4``, ``letter``, ``16:9`` or ``square``.
    dpi
        Resolution of a raster in pixels per inch; the layout does not depend on it.
    official
        A sentence on what officials counted, shown beside the record's count; None without one.
    changes
        Sentences on what has changed since the last product.
    number
        Page number and number of pages; blank for a single page.
    is_fitted
        Whether the extent has the shape of the page's body, see `fit_page`: the notes are then in
        a panel on the map. Otherwise they are beside and below the map.

    Returns
    -------
    figure
        With a canvas of matplotlib's Agg, never on a screen; its artists carry a `gid` that names
        their kind. All text in it is inert.

    Raises
    ------
    ViewError
        If the page is unknown, the resolution out of range or the marking cannot be drawn.
    """
    if not LEAST_DPI <= dpi <= MOST_DPI:
        msg = f"{dpi} dpi is out of range. Give {LEAST_DPI} to {MOST_DPI} pixels per inch."
        raise ViewError(msg)
    with hold_settings():
        canvas = Canvas(select_page(page), dpi)
        layout = lay_out_map(scene)
        blocks = list_blocks(scene, layout, official, changes=changes)
        body = _draw_surround(canvas, scene, basemap, number)
        panel = plan_full_map(layout, blocks, body) if is_fitted else None
        if panel is None:
            _draw_page(scene, basemap, canvas, layout, blocks=blocks, area=body)
        else:
            _draw_full_map(canvas, layout, basemap, *panel)
        return canvas.figure


def fit_page(
    scene: Scene,
    basemap: Basemap | None,
    *,
    page: str = "a4",
    official: str | None = None,
    changes: Sequence[str] = (),
    fit: Fit = "attacks",
) -> Scene:
    """
    Fit a Scene's map to a page.

    Parameters
    ----------
    scene, basemap, page, official, changes
        As in `draw_picture`.
    fit
        As in `export.maps.fit.fit_scene`.

    Returns
    -------
    scene
        With the extent in the shape of the page's body, all dots clear of the panel and the plate
        on it; or the Scene itself, as on the screen.
    """
    with hold_settings():
        canvas = Canvas(select_page(page), LEAST_DPI)
        body = _draw_surround(canvas, scene, basemap, "")
    size_pt = body.width, body.height
    fitted = fit_scene(scene, size_pt, fit=fit)
    layout = lay_out_map(fitted)
    blocks = list_blocks(fitted, layout, official, changes=changes)
    panel = plan_full_map(layout, blocks, body) if fit == "attacks" else None
    if panel is None:
        return scene
    map_box, side = panel
    plate = place_scale_plate(map_box, side)
    insets = Insets(right=map_box.right - side.box.left, bottom=map_box.bottom - plate.top)
    return fit_scene(scene, size_pt, insets)


def _draw_surround(canvas: Canvas, scene: Scene, basemap: Basemap | None, number: str) -> Box:
    """Draw marking, header and footer; return the area between them."""
    between = draw_marking_bars(canvas, scene.marking)
    top = draw_header(canvas, scene, between)
    bottom = draw_footer(canvas, scene, basemap, between, number) - 5
    return Box(between.left, top, between.width, bottom - top)


def _draw_full_map(
    canvas: Canvas, layout: MapLayout, basemap: Basemap | None, map_box: Box, side: SidePanel
) -> None:
    """Draw a map that fills the page's body, with the panel and the scale bar on it."""
    plate = place_scale_plate(map_box, side)
    panel = MapPanel(canvas, layout, map_box, covered=(side.box, plate))
    panel.draw(basemap)
    draw_scale_strip(canvas, layout, map_box, format_outside_line(layout), plate=plate)
    draw_side_panel(canvas, side, panel.points_per_px)


def _draw_page(
    scene: Scene,
    basemap: Basemap | None,
    canvas: Canvas,
    layout: MapLayout,
    *,
    blocks: Sequence[Block],
    area: Box,
) -> None:
    """Draw a map with its notes beside and below it."""
    aspect = layout.width_px / layout.height_px
    locators = list_locators(scene.extent, basemap)
    plan = plan_page(blocks, locators, area, aspect)
    panel = MapPanel(canvas, layout, plan.map_box)
    panel.draw(basemap)
    draw_scale_strip(canvas, layout, plan.map_box, format_outside_line(layout))
    for placed in plan.blocks:
        draw_block(
            canvas,
            placed.block,
            (placed.left, placed.top),
            placed.width,
            scale=plan.scale,
            points_per_px=panel.points_per_px,
        )


def plan_page(
    blocks: Sequence[Block], locators: Sequence[Locator], area: Box, aspect: float
) -> Plan:
    """
    Plan a page with the largest locator that hardly reduces the map's width.

    Parameters
    ----------
    blocks
        Notes, in reading order.
    locators
        Locators to try, the largest first.
    area
        Area of the page, in points.
    aspect
        Width of the map divided by its height.

    Returns
    -------
    plan
        The plan.
    """
    plan = plan_body(blocks, area, aspect)
    least = plan.map_box.width * (1 - LOCATOR_COST)
    for locator in locators:
        location = Block("This map in its region", (Row("", locator=locator),))
        plan = plan_body([*blocks, location], area, aspect)
        if plan.map_box.width >= least:
            break
    return plan


def list_blocks(
    scene: Scene,
    layout: MapLayout,
    official: str | None,
    *,
    explained: MapLayout | None = None,
    changes: Sequence[str] = (),
) -> list[Block]:
    """
    List the notes around the map, in reading order.

    Parameters
    ----------
    scene, layout
        What is shown, and its map.
    official
        A sentence on what officials counted; None without one.
    explained
        The layout whose symbols the legend explains, if it is another one.
    changes
        Sentences on what has changed since the last product.

    Returns
    -------
    blocks
        The notes.
    """
    blocks = list_legend(explained or layout)
    if format_filters_line(scene) != describe_filters(scene):
        blocks.insert(0, Block("Filters", tuple(map(Row, list_filters(scene)))))
    if changes:
        blocks.append(Block(HEADING, tuple(map(Row, changes))))
    places = count_not_placed(scene)
    if places:
        total = sum(count for _, count in places)
        # a line for one more place takes as much space as the place itself
        most = MOST_PLACES if len(places) > MOST_PLACES + 1 else len(places)
        rows = [Row(place, count=count) for place, count in places[:most]]
        if len(places) > most:
            more = sum(count for _, count in places[most:])
            rows.append(Row(f"at {format_number(len(places) - most, 'more place')}", count=more))
        blocks.append(Block(f"Not placed on the map: {total:,}", tuple(rows)))
    sentences = describe_counts(scene, layout, official)
    blocks.append(Block("What is counted", tuple(Row(sentence) for sentence in sentences)))
    return blocks


def render_png(
    scene: Scene,
    basemap: Basemap | None,
    *,
    dpi: int = 300,
    page: str = "a4",
    official: str | None = None,
    changes: Sequence[str] = (),
    is_fitted: bool = False,
) -> bytes:
    """
    Render a Scene as a PNG picture.

    Parameters
    ----------
    scene, basemap, dpi, page, official, changes, is_fitted
        As in `draw_picture`.

    Returns
    -------
    png
        The same Scene gives the same bytes. Metadata: resolution, and in text chunks a description
        of the map (`Description`), title, period, marking, records, inputs, software and the time
        of making.
    """
    with hold_settings():
        figure = draw_picture(
            scene, basemap, page=page, dpi=dpi, official=official, changes=changes,
            is_fitted=is_fitted,
        )  # fmt: skip
        return render_opaque_png(figure, dpi=dpi, chunks=list_chunks(scene))


def list_chunks(scene: Scene) -> PngImagePlugin.PngInfo:
    """Return the metadata as text chunks in UTF-8: the map's description, and provenance."""
    chunks = PngImagePlugin.PngInfo()
    metadata = {"Description": describe_map(scene, lay_out_map(scene)), **list_provenance(scene)}
    for key, text in metadata.items():
        chunks.add_itxt(key, text)
    return chunks
