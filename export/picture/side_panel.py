"""The notes of a page in a panel on its map, so that the map is most of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from export.drawing.canvas import QUIET, WHITE, Canvas
from export.drawing.page import Box
from export.maps.layout import MapLayout
from export.picture.note_blocks import AFTER_PT, Block, draw_block
from export.picture.page_layout import GAP_PT, PlacedBlock, arrange_columns, stack_columns

EDGE_PT: Final = 6.0
"""From the panel to the map's edge."""
PAD_PT: Final = 9.0
"""White space within the panel's edge."""
COLUMN_PT: Final = 142.0
"""Width of a column of the panel, for letters at a scale of 1."""
SCALES: Final = (1.25, 1.16, 1.08, 1.0)
"""Letter sizes to try, the largest first."""
MOST_SHARE: Final = 0.42
"""Greatest share of the map's width that the panel may cover."""
LEAST_FILLED: Final = 0.9
"""Share of a page's body that a map must fill to have the notes on it."""
SCALE_PLATE_PT: Final = (312.0, 27.0)
"""Width and height of the plate with scale bar and projection."""
ABOVE_MAP: Final = 8.5
"""Order of drawing of the panel, above all that is on the map."""


@dataclass(frozen=True)
class SidePanel:
    """
    A panel on the right side of a map.

    Attributes
    ----------
    box
        The panel, in points.
    blocks
        Its notes, with their places.
    scale
        Letter size of the notes, as a multiple of the normal size.
    """

    box: Box
    blocks: tuple[PlacedBlock, ...]
    scale: float


def plan_side_panel(blocks: Sequence[Block], map_box: Box) -> SidePanel | None:
    """
    Plan a panel with all notes on the right side of a map.

    Parameters
    ----------
    blocks
        Notes, in reading order.
    map_box
        The map's box, in points.

    Returns
    -------
    panel
        With the fewest columns, then the largest letters, that fit the map's height; None if they
        do not fit `MOST_SHARE` of its width.
    """
    room = map_box.height - 2 * (EDGE_PT + PAD_PT)
    for count in (1, 2, 3):
        for scale in SCALES:
            width = COLUMN_PT * scale * count + GAP_PT * (count - 1)
            if width + 2 * PAD_PT + EDGE_PT > MOST_SHARE * map_box.width:
                continue
            height, columns = arrange_columns(blocks, width, scale, count)
            height -= AFTER_PT * scale  # the last block needs no space after it
            if len(columns) > count or height > room:
                continue
            box = Box(
                map_box.right - EDGE_PT - width - 2 * PAD_PT,
                map_box.top + EDGE_PT,
                width + 2 * PAD_PT,
                height + 2 * PAD_PT,
            )
            placed = stack_columns(columns, box.left + PAD_PT, box.top + PAD_PT, width, scale)
            return SidePanel(box, tuple(placed), scale)
    return None


def plan_full_map(
    layout: MapLayout, blocks: Sequence[Block], body: Box
) -> tuple[Box, SidePanel] | None:
    """
    Plan a map that fills a page's body, with the notes in a panel on it.

    Parameters
    ----------
    layout, blocks
        The map, and the notes.
    body
        The page between header and footer, in points.

    Returns
    -------
    map_box, panel
        The map's box in points, and the panel; None if the map fills less than `LEAST_FILLED` of
        the body, or the notes do not fit.
    """
    aspect = layout.width_px / layout.height_px
    width = min(body.width, body.height * aspect)
    map_box = Box(body.left, body.top, width, width / aspect)
    if width * map_box.height < LEAST_FILLED * body.width * body.height:
        return None
    panel = plan_side_panel(blocks, map_box)
    return None if panel is None else (map_box, panel)


def draw_side_panel(canvas: Canvas, panel: SidePanel, points_per_px: float) -> None:
    """
    Draw a panel over the map.

    Parameters
    ----------
    canvas, panel
        Where to draw, and the panel.
    points_per_px
        Points for each CSS pixel of a symbol, as on the map.
    """
    canvas.draw_box(panel.box, fill=WHITE, edge=QUIET, edge_pt=0.6, zorder=ABOVE_MAP, gid="panel")
    first = len(canvas.figure.artists)
    for placed in panel.blocks:
        draw_block(
            canvas,
            placed.block,
            (placed.left, placed.top),
            placed.width,
            scale=panel.scale,
            points_per_px=points_per_px,
        )
    for artist in canvas.figure.artists[first:]:
        artist.set_zorder(ABOVE_MAP + 0.1 + artist.get_zorder() / 100)


def place_scale_plate(map_box: Box, panel: SidePanel) -> Box:
    """Return the box of the plate with the scale bar, at the map's lower left corner."""
    width, height = SCALE_PLATE_PT
    room = panel.box.left - map_box.left - 2 * EDGE_PT
    return Box(map_box.left + EDGE_PT, map_box.bottom - EDGE_PT - height, min(width, room), height)
