"""The names on a map on paper: placed by priority, and drawn."""

from collections.abc import Sequence
from typing import Final

from export.drawing.canvas import BRICK, INK, QUIET, WHITE, Align
from export.drawing.page import Box as PageBox
from export.drawing.typesetting import LEADING
from export.maps.basemap_layer import PALETTE, Panel
from export.maps.label_placement import Box, Circle, PlacedLabel
from export.maps.name_key import NameKey, SiteLabel
from export.maps.place_names import (
    SECOND_TURN,
    PlaceName,
    list_capital_names,
    list_country_names,
    list_other_names,
    place_names,
)
from export.maps.site_labels import LABEL_PAD_PX, LABEL_SIZE_PX, LINE_HEIGHT_PX, SiteLabeller
from geo.basemap.decoder import Basemap
from layers.cartography.basemap_style import TOWN_GAP_PX

EMPTY_SITE: Final = "#6f6a60"
CAPITAL_GAPS_PX: Final = (TOWN_GAP_PX, 12.0, 20.0)
"""Gaps between a capital and its name to try: a strike or a base may stand on the capital."""
LINE_PX: Final = 0.8
_ALIGNS: Final[dict[str, Align]] = {"left": "left", "right": "right", "center": "center"}
_SHARES: Final = {"left": 0.0, "center": 0.5, "right": 1.0}


def place_all_names(
    panel: Panel, basemap: Basemap, sites: SiteLabeller, obstacles: Sequence[Box | Circle]
) -> list[tuple[PlaceName, PlacedLabel]]:
    """
    Place the names of a map by priority, so that none covers another.

    Sites with a record in the period are there already; then come countries, capitals, the other
    sites, and towns and governorates.

    Parameters
    ----------
    panel, basemap
        The map's panel, and the basemap, EPSG:4326.
    sites
        The names of the sites; those of the other sites are added to it.
    obstacles
        Other areas that no name may cover, in the layout's pixels.

    Returns
    -------
    placed
        The names of the basemap, with their places.
    """
    taken = [*sites.list_obstacles(), *obstacles]
    placed: list[tuple[PlaceName, PlacedLabel]] = []
    wide = list_country_names(panel, basemap)
    half = [name for name in wide if name.label.priority < SECOND_TURN]
    for names in (half, [name for name in wide if name not in half]):
        done = {name.name for name, _ in placed}
        placed += place_names(panel, [n for n in names if n.name not in done], _add(taken, placed))
    for gap_px in CAPITAL_GAPS_PX:
        done = {name.name for name, _ in placed}
        names = [n for n in list_capital_names(panel, basemap, gap_px) if n.name not in done]
        placed += place_names(panel, names, _add(taken, placed))
    sites.place_others(_add(list(obstacles), placed))
    taken = [*sites.list_obstacles(), *obstacles]
    placed += place_names(panel, list(list_other_names(panel, basemap)), _add(taken, placed))
    return placed


def _add(
    taken: Sequence[Box | Circle], placed: Sequence[tuple[PlaceName, PlacedLabel]]
) -> list[Box | Circle]:
    """Return what is taken with the boxes of placed names and of their towns."""
    found = list(taken)
    for _, label in placed:
        found.append(label.box)
        if label.label.symbol:
            (x, y), side = label.anchor, label.label.symbol
            found.append(Box(x - side / 2, y - side / 2, side, side))
    return found


def draw_site_names(panel: Panel, labels: Sequence[SiteLabel]) -> None:
    """Draw the names of the sites, each with its count below, and the lines that lead to them."""
    k = panel.points_per_px
    for label in labels:
        if label.line is not None:
            (x1, y1), (x2, y2) = (panel.to_page(*end) for end in label.line)
            panel.canvas.draw_line(
                [x1, x2], [y1, y2], colour=INK, width_pt=LINE_PX * k, zorder=6.9, gid="name-line"
            )
        scale = label.size_px / LABEL_SIZE_PX
        leading = LINE_HEIGHT_PX * scale
        pad = 0.0 if label.key else LABEL_PAD_PX * scale
        left, right = label.box.left + pad, label.box.left + label.box.width - pad
        x = left + _SHARES[label.align] * (right - left)
        y = label.box.top + (label.box.height - leading * len(label.lines)) / 2 + 0.79 * leading
        for number, text in enumerate(label.lines):
            is_count = number > 0
            colour = BRICK if is_count else INK if label.site.shown else EMPTY_SITE
            page_x, page_y = panel.to_page(x, y)
            panel.canvas.draw_text(
                page_x, page_y, text, size=label.size_px * k, bold=True, colour=colour,
                align=_ALIGNS[label.align], halo=PALETTE.halo, halo_pt=3.4 * k * min(1.0, scale),
                zorder=7, gid="site-count" if is_count else "site-name",
            )  # fmt: skip
            y += leading


def draw_name_key(panel: Panel, key: NameKey) -> None:
    """Draw the key of numbered names on a white plate."""
    k, box = panel.points_per_px, key.box
    left, top = panel.to_page(box.left, box.top)
    plate = PageBox(left, top, box.width * k, box.height * k)
    panel.canvas.draw_box(plate, fill=WHITE, edge=QUIET, edge_pt=0.6, zorder=7.5, gid="key-plate")
    for column, at in zip(key.columns, key.lefts, strict=True):
        y = box.top + 0.8 * key.size_px + 0.8 * key.size_px
        for line in column:
            page_x, page_y = panel.to_page(at, y)
            panel.canvas.draw_text(
                page_x, page_y, line, size=key.size_px * k, zorder=7.6, gid="name-key"
            )
            y += LEADING * key.size_px
