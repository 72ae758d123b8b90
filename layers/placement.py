"""One table of placement, for the browser and for the picture: where a record's dot stands."""

import math
from collections.abc import Sequence
from typing import Final

GOLDEN_ANGLE_RAD: Final = math.pi * (3 - math.sqrt(5))
SPACING_PX: Final = 6.6
"""Spiral constant at which neighbours just do not touch."""
MAX_SPIRAL_PX: Final = 80.0
"""Bound of a spiral's radius; beyond it the spacing shrinks."""
DISC_FROM: Final = 800
"""From so many records on, a site is a disc with its number."""
DISC_RADIUS_PX: Final = 44.0
"""Of a disc, and bound of the spiral of a site that is one in some window: its circle stays."""
DISC_NUMBER_PX: Final = 16.0
"""Size of the letters on a disc, where its number has room in them."""
DISC_ROOM_PX: Final = 76.0
"""Width of the number on a disc at the most."""
MARGIN_PX: Final = 6.5
"""From the outermost dot's centre to the edge of the circle that a site keeps free."""
SITE_RADIUS_PX: Final = 7.0
"""What a site keeps free where no record stands."""
GAP_PX: Final = 5.0
STRIKE_SPACING_PX: Final = 9.0
"""Spiral constant of strikes at one point; one alone stands on the point."""
ROUNDS: Final = 240


def spacing_px(shown: int, total: int = 0) -> float:
    """
    Give the spiral constant for so many records: full until the bound, then shrinking.

    Parameters
    ----------
    shown
        How many records the site shows.
    total
        How many it has in the whole record: whose circle is that of a disc keeps to it in every
        window, so that no spiral grows over a neighbour.
    """
    bound = DISC_RADIUS_PX if total > DISC_FROM else MAX_SPIRAL_PX
    return min(SPACING_PX, bound / math.sqrt(max(shown, 1)))


def spiral_offset(rank: int, shown: int, total: int = 0) -> tuple[float, float]:
    """
    Give the place of one record about its site, in screen pixels, x right and y down.

    Parameters
    ----------
    rank
        Rank among the records shown at the site, 0 for the oldest, which stands in the middle.
    shown, total
        As in `spacing_px`.

    Returns
    -------
    dx_px, dy_px
        Offset from the site's displayed centre.

    Notes
    -----
    Vogel's sunflower, r = c sqrt(k + 1/2) at the golden angle: H. Vogel, "A better way to
    construct the sunflower head", Mathematical Biosciences 44 (1979). The half keeps
    the first two apart.
    """
    radius = spacing_px(shown, total) * math.sqrt(rank + 0.5)
    angle = rank * GOLDEN_ANGLE_RAD
    return radius * math.cos(angle), radius * math.sin(angle)


def strike_offset(rank: int, shown: int) -> tuple[float, float]:
    """
    Give the place of one strike about its point, in screen pixels, x right and y down.

    Parameters
    ----------
    rank
        Rank among the strikes shown at the very same point, 0 for the oldest.
    shown
        How many strikes are shown there.

    Returns
    -------
    dx_px, dy_px
        Offset from the true point: none for one alone, else on the spiral of `spiral_offset`.
    """
    if shown == 1:
        return 0.0, 0.0
    radius = STRIKE_SPACING_PX * math.sqrt(rank + 0.5)
    angle = rank * GOLDEN_ANGLE_RAD
    return radius * math.cos(angle), radius * math.sin(angle)


def circle_radius(records: int, total: int = 0) -> float:
    """
    Give the radius in pixels of the circle that a site with so many records fills.

    Parameters
    ----------
    records
        Records that it shows; those of the whole record for the circle that it keeps free, which no
        window outgrows.
    total
        As in `spacing_px`.
    """
    if records == 0:
        return SITE_RADIUS_PX
    if records > DISC_FROM:
        return DISC_RADIUS_PX + MARGIN_PX
    return spacing_px(records, total) * math.sqrt(records - 0.5) + MARGIN_PX


def disc_number_px(width_px: float) -> float:
    """Give the size of a disc's number, by its width in letters of `DISC_NUMBER_PX`."""
    return min(DISC_NUMBER_PX, DISC_NUMBER_PX * DISC_ROOM_PX / width_px)


def push_apart(
    anchors_px: Sequence[tuple[float, float]], radii_px: Sequence[float]
) -> list[tuple[float, float]]:
    """
    Move circles apart until they do not overlap, staying as near to their points as that allows.

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
    Each round pulls every circle home a little, less each time, and then
    parts each overlapping pair by half the overlap, in order; the last third only parts.
    The browser's plugin holds the same formula, and a test holds the two to each other.
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
    """Move two centres apart by half of what is missing each; tell whether they moved."""
    dx, dy = second[0] - first[0], second[1] - first[1]
    distance = math.sqrt(dx * dx + dy * dy)
    if distance >= need_px:
        return False
    if distance < 1e-6:  # two sites at one point: part them along the golden angle
        dx, dy, distance = math.cos(turn * GOLDEN_ANGLE_RAD), math.sin(turn * GOLDEN_ANGLE_RAD), 1.0
        missing = need_px / 2
    else:
        missing = (need_px - distance) / 2
    first[0] -= dx / distance * missing
    first[1] -= dy / distance * missing
    second[0] += dx / distance * missing
    second[1] += dy / distance * missing
    return True
