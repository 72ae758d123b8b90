"""The names of the sites on the map with their counts: measured, and placed as on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from export.drawing.typesetting import measure_pt
from export.maps.label_placement import Box, Circle
from export.maps.layout import MapLayout, SiteMark
from layers.cartography.placement import circle_radius
from layers.cartography.site_labels import (
    LABEL_HEIGHT_PX,
    SIDES,
    Side,
    label_corner,
    label_strip,
    place_site_labels,
)

LABEL_SIZE_PX: Final = 13.0
LABEL_PAD_PX: Final = 4.0
"""White space left and right of a site's name, inside the label."""


@dataclass(frozen=True)
class SiteLabel:
    """
    The name of a site, with its count in the window below.

    Attributes
    ----------
    site
        The site.
    side
        Side of its circle that the label is on.
    box
        Box of the label.
    strip
        Area that it can cover in any window, see `layers.cartography.site_labels.label_strip`.
    size_px
        Letter size.
    """

    site: SiteMark
    side: Side
    box: Box
    strip: Box
    size_px: float


def label_sites(layout: MapLayout, size_px: float = LABEL_SIZE_PX) -> list[SiteLabel]:
    """
    Label all sites on the map that have or show a record, if the layer of bases is on.

    Parameters
    ----------
    layout
        The map.
    size_px
        Letter size: as on the screen, or larger if a page shows the map small.

    Returns
    -------
    labels
        One for each such site, in file order, with boxes in the layout's pixels: on the side that
        `place_site_labels` chooses, unless the map's edge would cut it there.
    """
    if "bases" not in layout.layers:
        return []
    scale = size_px / LABEL_SIZE_PX  # the rule is for the screen's letters
    sites = [site for site in layout.sites if site.total or site.shown]
    widths = [_measure_label_px(site) for site in sites]
    sides = place_site_labels(
        [(site.centre[0] / scale, site.centre[1] / scale) for site in sites],
        [circle_radius(site.total) / scale for site in sites],
        [site.total for site in sites],
        widths,
    )
    labels = [
        _place_label(site, side, width, size_px)
        for site, side, width in zip(sites, sides, widths, strict=True)
    ]
    seen = [label for label in labels if layout.holds(*label.site.centre)]
    frame = Box(0.0, 0.0, layout.width_px, layout.height_px)
    for number, label in enumerate(seen):
        if not label.box.lies_in(frame):
            others = [other for other in seen if other is not label]
            seen[number] = _keep_inside(label, others, frame)
    return seen


def _place_label(site: SiteMark, side: Side, width: float, size_px: float) -> SiteLabel:
    """Place a label on one side of its site's circle; `width` is that of the screen's letters."""
    scale = size_px / LABEL_SIZE_PX
    centre = site.centre[0] / scale, site.centre[1] / scale
    left, top = label_corner(centre, site.reach_px / scale, side, width)
    box = Box(left * scale, top * scale, width * scale, LABEL_HEIGHT_PX * scale)
    x0, y0, x1, y1 = label_strip(centre, circle_radius(site.total) / scale, side, width)
    strip = Box(x0 * scale, y0 * scale, (x1 - x0) * scale, (y1 - y0) * scale)
    return SiteLabel(site, side, box, strip, size_px)


def _keep_inside(label: SiteLabel, others: Sequence[SiteLabel], frame: Box) -> SiteLabel:
    """Move a label that the map's edge would cut to another free side, or else push it in."""
    width = label.box.width * LABEL_SIZE_PX / label.size_px
    obstacles: list[Box | Circle] = [other.box for other in others]
    obstacles += [Circle(*o.site.centre, o.site.reach_px) for o in others]
    for side in SIDES:
        turned = _place_label(label.site, side, width, label.size_px)
        if turned.box.lies_in(frame) and not any(o.overlaps(turned.box) for o in obstacles):
            return turned
    left = min(max(label.box.left, 0.0), frame.width - label.box.width)
    top = min(max(label.box.top, 0.0), frame.height - label.box.height)
    pushed = Box(left, top, label.box.width, label.box.height)
    return SiteLabel(label.site, label.side, pushed, label.strip, label.size_px)


def _measure_label_px(site: SiteMark) -> float:
    """Return the width of a site's label on the screen."""
    lines = (site.name, f"{site.total:,}", site.count_text)
    return max(measure_pt(line, LABEL_SIZE_PX, bold=True) for line in lines) + 2 * LABEL_PAD_PX
