"""Symbols of records, drawn as paths that every format can hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from matplotlib.collections import PathCollection
from matplotlib.patches import Circle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

from export.drawing.canvas import Canvas
from export.drawing.page import POINTS_PER_INCH
from layers.cartography.symbology import (
    BROKEN_DASH_PX,
    DOT_RADIUS_PX,
    INNER_DOT,
    PAPER,
    PLUS_COLOUR,
    PLUS_PX,
    PLUS_RIM_PX,
    SHAPES,
    SLASH_COLOUR,
    SLASH_PX,
    STROKE_PX,
    Dot,
)

TRAY: Final = (1.0, 1.0, 1.0, 0.6)
TRAY_EDGE: Final = (0.42, 0.39, 0.34, 0.7)
"""Fill and outline of a tray: red, green, blue and opacity, faint so that the dots lead."""
TRAY_EDGE_PT: Final = 0.5


@dataclass(frozen=True)
class PlacedDot:
    """A dot at a place, in units of the transform that it is drawn with."""

    x: float
    y: float
    dot: Dot


@cache
def make_shape(shape: str, radius_px: float = DOT_RADIUS_PX) -> Path:
    """
    Return the outline of a shape in CSS pixels around its centre, y down.

    Parameters
    ----------
    shape
        A key of `layers.cartography.symbology.SHAPES`.
    radius_px
        Radius of the shape.

    Returns
    -------
    path
        The outline, closed.
    """
    corners = SHAPES[shape]
    if not corners:
        return Path.circle((0, 0), radius_px)
    points = [(x * radius_px, y * radius_px) for x, y in corners]
    return Path([*points, points[0]], closed=True)


@cache
def _make_mark(shape: str, mark: str) -> Path:
    """Return the mark inside a ring: a dot, or a bar from edge to edge."""
    if mark == "dot":
        return Path.circle((0, 0), DOT_RADIUS_PX * INNER_DOT)
    left, right = find_bar(shape)
    return Path([(left, 0), (right, 0)])


def find_bar(shape: str) -> tuple[float, float]:
    """Return where a bar through the middle of a shape begins and ends, in CSS pixels."""
    corners = SHAPES[shape] or ((-1.0, 0.0), (1.0, 0.0))
    crossings = []
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        if y1 == 0:
            crossings.append(x1)
        if y1 * y2 < 0:
            crossings.append(x1 - y1 * (x2 - x1) / (y2 - y1))
    return min(crossings) * DOT_RADIUS_PX, max(crossings) * DOT_RADIUS_PX


_SLASH: Final = Path([(-SLASH_PX, SLASH_PX), (SLASH_PX, -SLASH_PX)])
_PLUS: Final = Path([*PLUS_PX, PLUS_PX[0]], closed=True)


def draw_dots(
    canvas: Canvas,
    dots: Iterable[PlacedDot],
    *,
    points_per_px: float,
    transform: Transform,
    zorder: float,
    gid: str,
) -> PathCollection:
    """
    Draw dots in the given order, later ones over earlier ones.

    Parameters
    ----------
    canvas
        Where to draw.
    dots
        What to draw.
    points_per_px
        Points on the page for each CSS pixel of a symbol.
    transform
        From the dots' coordinates to the display.
    zorder, gid
        Order of drawing, and a name to find the artist by.

    Returns
    -------
    collection
        One artist; its offsets are the dots' coordinates. A dot's inner mark, slash and plus follow
        it with the same offset.
    """
    stroke_pt = STROKE_PX * points_per_px
    # matplotlib counts dashes in line widths
    dashes = (0.0, tuple(length / STROKE_PX for length in BROKEN_DASH_PX))
    paths, places, fills, strokes, styles, widths = [], [], [], [], [], []

    def add(
        path: Path,
        place: PlacedDot,
        fill: str,
        stroke: str,
        *,
        broken: bool = False,
        width_pt: float = stroke_pt,
    ) -> None:
        paths.append(path)
        places.append((place.x, place.y))
        fills.append(fill)
        strokes.append(stroke)
        styles.append(dashes if broken else "solid")
        widths.append(width_pt)

    for place in dots:
        dot = place.dot
        stroke = dot.stroke
        shape = make_shape(dot.shape, dot.radius_px)
        if dot.halo_px:
            rim_pt = (STROKE_PX + 2 * dot.halo_px) * points_per_px
            add(shape, place, PAPER, PAPER, width_pt=rim_pt)
        add(shape, place, dot.fill, stroke, broken=dot.broken)
        if dot.mark == "dot":
            add(_make_mark(dot.shape, "dot"), place, stroke, "none")
        elif dot.mark == "bar":
            add(_make_mark(dot.shape, "bar"), place, "none", stroke)
        if dot.struck:
            add(_SLASH, place, "none", SLASH_COLOUR)
        if dot.added:
            add(_PLUS, place, "none", PAPER, width_pt=PLUS_RIM_PX * points_per_px)
            add(_PLUS, place, PLUS_COLOUR, "none")
    collection = PathCollection(
        paths,
        offsets=places or [(0.0, 0.0)],
        offset_transform=transform,
        facecolors=fills or "none",
        edgecolors=strokes or "none",
        linewidths=widths or stroke_pt,
        linestyles=styles or "solid",
        joinstyle="round",
        capstyle="butt",
        zorder=zorder,
        gid=gid,
    )
    inches = points_per_px / POINTS_PER_INCH
    collection.set_transform(Affine2D().scale(inches, -inches) + canvas.figure.dpi_scale_trans)
    canvas.figure.add_artist(collection)
    return collection


def draw_tray(canvas: Canvas, x: float, y: float, radius_pt: float, *, zorder: float = 3.0) -> None:
    """
    Draw the tray that the dots of one site are stacked on.

    Parameters
    ----------
    canvas
        Where to draw.
    x, y, radius_pt
        Centre and radius, in points.
    zorder
        Order of drawing.
    """
    canvas.figure.add_artist(
        Circle(
            (x, y), radius_pt, facecolor=TRAY, edgecolor=TRAY_EDGE, linewidth=TRAY_EDGE_PT,
            transform=canvas.transform, zorder=zorder, gid="tray",
        )
    )  # fmt: skip
