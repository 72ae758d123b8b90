"""Position of each dot at its site, by one formula for the browser and for the picture."""

import math
from collections.abc import Sequence
from typing import Final

GOLDEN_ANGLE_RAD: Final = math.pi * (3 - math.sqrt(5))
SPACING_PX: Final = 6.6
"""Spiral constant at which neighbours just do not touch."""
MAX_SPIRAL_PX: Final = 80.0
"""Greatest radius of a spiral; with more records the spacing shrinks."""
DISC_FROM: Final = 800
"""A site with more records than this is a disc with its number."""
DISC_RADIUS_PX: Final = 44.0
"""Radius of a disc, and greatest radius of a spiral at a site that is a disc in some window."""
DISC_NUMBER_PX: Final = 16.0
"""Type size of the number on a disc, if it fits."""
DISC_ROOM_PX: Final = 76.0
"""Greatest width of the number on a disc."""
MARGIN_PX: Final = 6.5
"""Gap between the outermost dot's centre and the edge of the site's circle."""
SITE_RADIUS_PX: Final = 7.0
"""Radius of the circle of a site without records."""
GAP_PX: Final = 5.0
STRIKE_SPACING_PX: Final = 9.0
"""Spiral constant of strikes at one point; a single strike is on the point."""
ROUNDS: Final = 240


def spacing_px(shown: int, total: int = 0) -> float:
    """
    Return the spiral constant of a site in pixels; it shrinks once the spiral is full.

    Parameters
    ----------
    shown
        Number of records that the site shows.
    total
        Number of records of the site in the whole record. A site that is a disc in some window
        keeps to that circle in all, so that its spiral never covers a neighbour.
    """
    bound = DISC_RADIUS_PX if total > DISC_FROM else MAX_SPIRAL_PX
    return min(SPACING_PX, bound / math.sqrt(max(shown, 1)))


def spiral_offset(rank: int, shown: int, total: int = 0) -> tuple[float, float]:
    """
    Return the position of a record relative to its site, in screen pixels, x right and y down.

    Parameters
    ----------
    rank
        Rank among the records shown at the site, 0 for the oldest, which is in the middle.
    shown, total
        As in `spacing_px`.

    Returns
    -------
    dx_px, dy_px
        Offset from the site's displayed centre.

    Notes
    -----
    Vogel's sunflower: r = c sqrt(k + 1/2), at multiples of the golden angle. The half keeps the
    first two records apart.

    References
    ----------
    H. Vogel, "A better way to construct the sunflower head", Mathematical Biosciences 44 (1979),
    179-189.

    Examples
    --------
    >>> [tuple(round(px, 1) for px in spiral_offset(rank, 3)) for rank in range(3)]
    [(4.7, 0.0), (-6.0, 5.5), (0.9, -10.4)]
    """
    radius = spacing_px(shown, total) * math.sqrt(rank + 0.5)
    angle = rank * GOLDEN_ANGLE_RAD
    return radius * math.cos(angle), radius * math.sin(angle)


def strike_offset(rank: int, shown: int) -> tuple[float, float]:
    """
    Return the position of a strike relative to its point, in screen pixels, x right and y down.

    Parameters
    ----------
    rank
        Rank among the strikes shown at the same point, 0 for the oldest.
    shown
        Number of strikes shown there.

    Returns
    -------
    dx_px, dy_px
        Offset from the true point: zero for a single strike, else as in `spiral_offset`.
    """
    if shown == 1:
        return 0.0, 0.0
    radius = STRIKE_SPACING_PX * math.sqrt(rank + 0.5)
    angle = rank * GOLDEN_ANGLE_RAD
    return radius * math.cos(angle), radius * math.sin(angle)


def circle_radius(records: int, total: int = 0) -> float:
    """
    Return the radius in pixels of the circle that a site fills.

    Parameters
    ----------
    records
        Number of records that it shows; for the circle that it keeps free, that of the whole
        record.
    total
        As in `spacing_px`.
    """
    if records == 0:
        return SITE_RADIUS_PX
    if records > DISC_FROM:
        return DISC_RADIUS_PX + MARGIN_PX
    return spacing_px(records, total) * math.sqrt(records - 0.5) + MARGIN_PX


def disc_number_px(width_px: float) -> float:
    """Return the type size of a disc's number in pixels, for its width at `DISC_NUMBER_PX`."""
    return min(DISC_NUMBER_PX, DISC_NUMBER_PX * DISC_ROOM_PX / width_px)


def push_apart(
    anchors_px: Sequence[tuple[float, float]], radii_px: Sequence[float]
) -> list[tuple[float, float]]:
    """
    Move circles apart until they do not overlap, as near to their points as possible.

    Parameters
    ----------
    anchors_px
        True points in world pixels at one zoom, n pairs of x and y. Not modified.
    radii_px
        Radii of the circles, n numbers, sized by the whole record so that time moves nothing.

    Returns
    -------
    centres_px
        Displayed centres, n pairs, in the same order.

    Notes
    -----
    Each round pulls every circle towards its point, less each time, and then separates each
    overlapping pair by half the overlap, in order; the last third of the rounds only separates. The
    plugin in the browser has the same formula; a test compares them.
    """
    count = len(anchors_px)
    centres = [[x, y] for x, y in anchors_px]
    rounds = ROUNDS if count <= 100 else 24
    for turn in range(rounds):
        pull = 0.12 * max(0.0, 1 - 1.5 * turn / rounds)
        for centre, anchor in zip(centres, anchors_px, strict=True):
            centre[0] += pull * (anchor[0] - centre[0])
            centre[1] += pull * (anchor[1] - centre[1])
        moved = False
        for i in range(count):
            for j in range(i + 1, count):
                moved |= _part(centres[i], centres[j], radii_px[i] + radii_px[j] + GAP_PX, j)
        if not moved and pull == 0.0:
            break
    return [(x, y) for x, y in centres]


def _part(first: list[float], second: list[float], need_px: float, turn: int) -> bool:
    """Move two centres apart by half of the missing distance each; return whether they moved."""
    dx, dy = second[0] - first[0], second[1] - first[1]
    distance = math.sqrt(dx * dx + dy * dy)
    if distance >= need_px:
        return False
    if distance < 1e-6:  # two sites at one point: separate them along the golden angle
        dx, dy, distance = math.cos(turn * GOLDEN_ANGLE_RAD), math.sin(turn * GOLDEN_ANGLE_RAD), 1.0
        missing = need_px / 2
    else:
        missing = (need_px - distance) / 2
    first[0] -= dx / distance * missing
    first[1] -= dy / distance * missing
    second[0] += dx / distance * missing
    second[1] += dy / distance * missing
    return True
