"""Side of each site's label, by one rule for the browser and for the picture."""

from collections.abc import Sequence
from typing import Final, Literal

from layers.cartography.placement import SITE_RADIUS_PX

Side = Literal["right", "left", "below", "above"]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels, y down."""

SIDES: Final[tuple[Side, ...]] = ("right", "left", "below", "above")
"""Sides to try, best first."""
LABEL_HEIGHT_PX: Final = 32.0
"""Height of a label: the name, and the count in the window beneath it."""


def label_corner(
    centre_px: tuple[float, float], reach_px: float, side: Side, width_px: float
) -> tuple[float, float]:
    """
    Return the top left corner of a label on one side of a circle.

    Parameters
    ----------
    centre_px
        Displayed centre of the site, x right and y down.
    reach_px
        Radius of the circle that the label touches: `placement.circle_radius` of the
        records shown.
    side
        On which side of the circle.
    width_px
        Width of the label.

    Returns
    -------
    left_px, top_px
        Corner of a box of `width_px` by `LABEL_HEIGHT_PX`.
    """
    x, y = centre_px
    if side == "right":
        return x + reach_px, y - LABEL_HEIGHT_PX / 2
    if side == "left":
        return x - reach_px - width_px, y - LABEL_HEIGHT_PX / 2
    if side == "below":
        return x - width_px / 2, y + reach_px
    return x - width_px / 2, y - reach_px - LABEL_HEIGHT_PX


def label_strip(
    centre_px: tuple[float, float], radius_px: float, side: Side, width_px: float
) -> Box:
    """
    Return the box that holds a label at every size of its site, from empty to its full circle.

    Parameters
    ----------
    centre_px, radius_px
        Displayed centre of the site, and its radius by the whole record.
    side, width_px
        The label's side and width.

    Returns
    -------
    strip
        Left, top, right and bottom in pixels.
    """
    near_left, near_top = label_corner(centre_px, SITE_RADIUS_PX, side, width_px)
    far_left, far_top = label_corner(centre_px, radius_px, side, width_px)
    return (
        min(near_left, far_left),
        min(near_top, far_top),
        max(near_left, far_left) + width_px,
        max(near_top, far_top) + LABEL_HEIGHT_PX,
    )


def place_site_labels(
    centres_px: Sequence[tuple[float, float]],
    radii_px: Sequence[float],
    totals: Sequence[int],
    widths_px: Sequence[float],
) -> list[Side]:
    """
    Return a side for each label, so that it covers no other site and no other label.

    Parameters
    ----------
    centres_px
        Displayed centres of the sites in pixels, n pairs of x and y, y down, in file order.
        Not modified.
    radii_px
        Radii of the sites' circles, n numbers, sized by the whole record.
    totals
        Records of each site in the whole record, n numbers.
    widths_px
        Measured widths of the labels, n numbers.

    Returns
    -------
    sides
        One side for each site, in the same order.

    Notes
    -----
    A label is at the circle of the records shown, which changes with time; its side must not. So
    the whole strip that the label can cover is tried, from an empty site (`SITE_RADIUS_PX`) to the
    full circle. Sites are placed by number of records, the largest first, then in file order. Each
    takes the first of right, left, below and above whose strip touches no other site's circle and
    no strip already taken; without such a side, the one with the least overlap, the earlier if
    equal. A circle is touched if the strip's nearest point is inside it, and then counts as its
    bounding square. The plugin in the browser has the same formula; a test compares them.
    """
    sides: list[Side] = ["right"] * len(centres_px)
    taken: list[Box] = []
    for k in sorted(range(len(centres_px)), key=lambda k: (-totals[k], k)):
        least = float("inf")
        chosen: Box | None = None
        for side in SIDES:
            strip = label_strip(centres_px[k], radii_px[k], side, widths_px[k])
            overlap = sum(_box_overlap(strip, box) for box in taken) + sum(
                _circle_overlap(strip, centres_px[j], radii_px[j])
                for j in range(len(centres_px))
                if j != k
            )
            if overlap < least:
                least, chosen, sides[k] = overlap, strip, side
            if overlap == 0:
                break
        if chosen is not None:
            taken.append(chosen)
    return sides


def _box_overlap(first: Box, second: Box) -> float:
    """Return the area that two boxes share, in square pixels."""
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    return width * height if width > 0 and height > 0 else 0.0


def _circle_overlap(box: Box, centre_px: tuple[float, float], radius_px: float) -> float:
    """Return the area that a box shares with a circle's bounding square, if they meet."""
    x, y = centre_px
    dx = x - min(max(x, box[0]), box[2])
    dy = y - min(max(y, box[1]), box[3])
    if dx * dx + dy * dy >= radius_px * radius_px:
        return 0.0
    return _box_overlap(box, (x - radius_px, y - radius_px, x + radius_px, y + radius_px))
