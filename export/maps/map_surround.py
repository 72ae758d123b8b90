"""The surround of a map: header, footer, scale bar and north arrow."""

from dataclasses import dataclass
from typing import Final

from matplotlib.patches import Polygon
from pyproj import Geod

from export.drawing.canvas import BRICK, INK, QUIET, WHITE, Canvas
from export.drawing.page import Box
from export.drawing.typesetting import (
    ELLIPSIS,
    LEADING,
    SMALLEST_PT,
    fit_text,
    make_inert,
    measure_pt,
)
from export.maps.layout import MapLayout
from export.wording.coverage_text import format_coverage_line
from export.wording.filter_text import format_filters_line
from export.wording.scene_text import (
    NOT_COMPLETE,
    describe_credits,
    describe_making,
    describe_mode,
    describe_sources,
    format_period,
    list_key_figures,
)
from geo.basemap.decoder import Basemap
from geo.model.extent import unproject_px
from geo.model.scene import Scene

METRES_PER_MILE: Final = 1609.344
STRIP_LINES: Final = 2
"""Greatest number of text lines beside the scale bar."""
MOST_TITLE_LINES: Final = 8
"""Enough for 300 characters, the limit of the page, on the narrowest paper."""
_GEOD: Final = Geod(ellps="WGS84")


def draw_header(canvas: Canvas, scene: Scene, area: Box) -> float:
    """
    Draw title, period, mode, coverage, filters and key figures at the top of an area.

    Parameters
    ----------
    canvas, scene
        Where to draw, and what is shown.
    area
        Area on the page, in points.

    Returns
    -------
    bottom
        Lower edge of the header, in points from the top of the page.
    """
    figures_left = _draw_key_figures(canvas, scene, area)
    width = figures_left - area.left - 20
    y = area.top + 17
    size, lines = _fit_title(make_inert(scene.title), width)
    canvas.draw_lines(area.left, y, lines, size=size, bold=True, gid="title")
    y += (len(lines) - 1) * size * LEADING + 20
    size, lines = fit_text(format_period(scene.period), 14, width, smallest_pt=9, bold=True)
    y = canvas.draw_lines(area.left, y, lines, size=size, bold=True, colour=BRICK, gid="period")
    how = f"{scene.period} · {describe_mode(scene)}"
    size, lines = fit_text(how, 8.5, width, lines=2)
    at = area.left + measure_pt(f"{lines[-1]} · ", size)
    y = canvas.draw_lines(area.left, y - 2.5, lines, size=size, colour=QUIET, gid="mode")
    coverage = format_coverage_line(scene)
    if measure_pt(coverage, 8.5) <= area.left + width - at:
        y -= size * LEADING  # both on one line: the map is larger by the other
    else:
        at = area.left
    size, lines = fit_text(coverage, 8.5, width, lines=2)
    colour = BRICK if scene.covered.share in {"none", "part"} else QUIET
    y = canvas.draw_lines(at, y, lines, size=size, colour=colour, gid="coverage")
    filters = format_filters_line(scene)
    if filters:
        size, lines = fit_text(make_inert(filters), 8.5, width, lines=2)
        y = canvas.draw_lines(area.left, y, lines, size=size, bold=False, gid="filters")
    return max(y - 2, area.top + 46)


def _fit_title(title: str, width: float) -> tuple[float, list[str]]:
    """Fit a title on two lines in large letters, else on as many lines as it needs."""
    size, lines = fit_text(title, 15.5, width, lines=2, smallest_pt=10, bold=True)
    if lines[-1].endswith(ELLIPSIS) and not title.endswith(ELLIPSIS):
        return fit_text(title, 10, width, lines=MOST_TITLE_LINES, smallest_pt=8, bold=True)
    return size, lines


def _draw_key_figures(canvas: Canvas, scene: Scene, area: Box) -> float:
    """Draw the key figures at the right; return the left edge of their area."""
    figures = list_key_figures(scene)
    widths = [
        max(
            measure_pt(number, 15, bold=True),
            measure_pt(what, 8, bold=True),
            measure_pt(of_what, SMALLEST_PT),
        )
        for number, what, of_what in figures
    ]
    gap = 14.0 if area.width > 600 else 9.0
    left = area.right - sum(widths) - gap * (len(figures) - 1)
    x = left
    for (number, what, of_what), width in zip(figures, widths, strict=True):
        canvas.draw_line([x - 5, x - 5], [area.top + 5, area.top + 41], colour=BRICK, width_pt=1.4)
        canvas.draw_text(x, area.top + 17, number, size=15, bold=True, gid="figure")
        canvas.draw_text(x, area.top + 29, what, size=8, bold=True, gid="figure")
        canvas.draw_text(x, area.top + 39, of_what, size=SMALLEST_PT, colour=QUIET, gid="figure")
        x += width + gap
    return left - 5


def draw_footer(
    canvas: Canvas,
    scene: Scene,
    basemap: Basemap | None,
    area: Box,
    number: str = "",
    *,
    has_map: bool = True,
) -> float:
    """
    Draw sources, credits, making and page number at the bottom of an area.

    Parameters
    ----------
    canvas, scene, basemap, area
        Where to draw, and what is shown.
    number
        Page number and number of pages; blank for a single page.
    has_map
        Whether there is a map, so that its basemap is credited.

    Returns
    -------
    top
        Upper edge of the footer, in points from the top of the page.
    """
    size, leading = SMALLEST_PT, SMALLEST_PT * LEADING
    texts = [f"{describe_sources(scene)} {NOT_COMPLETE}"]
    if has_map:
        texts.append(describe_credits(basemap))
    lines: list[str] = []
    for text in texts:
        lines += fit_text(make_inert(text), size, area.width, lines=3)[1]
    making = make_inert(" · ".join(filter(None, [describe_making(scene), number])))
    room = area.width - measure_pt(making, size) - 16
    beside = next((k for k, line in enumerate(lines) if measure_pt(line, size) <= room), None)
    if beside is None:
        beside = len(lines)
        lines.append("")
    first = area.bottom - 4 - leading * (len(lines) - 1)
    canvas.draw_lines(area.left, first, lines, size=size, colour=QUIET, gid="footer")
    canvas.draw_text(
        area.right,
        first + beside * leading,
        making,
        size=size,
        colour=QUIET,
        align="right",
        gid="making",
    )
    return first - size


@dataclass(frozen=True)
class Scale:
    """
    The scale of a map.

    Attributes
    ----------
    latitude_deg
        Latitude where it holds: the map's centre.
    metres_per_px
        Geodesic metres, east to west, for each pixel of the layout.
    """

    latitude_deg: float
    metres_per_px: float


def measure_scale(layout: MapLayout) -> Scale:
    """
    Measure a map's scale at its centre, geodesically on the WGS 84 ellipsoid.

    References
    ----------
    .. [1] C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87, 2013, 43-55.
    """
    x = layout.origin_px[0] + layout.width_px / 2
    y = layout.origin_px[1] + layout.height_px / 2
    step = layout.width_px / 1000
    lon_1, lat_1 = unproject_px(x - step, y, layout.zoom)
    lon_2, lat_2 = unproject_px(x + step, y, layout.zoom)
    _, _, distance_m = _GEOD.inv(lon_1, lat_1, lon_2, lat_2)
    return Scale(lat_1, float(distance_m) / (2 * step))


def round_length(longest: float) -> float:
    """
    Return the largest of 1, 2 and 5 times a power of ten that does not exceed a length.

    Parameters
    ----------
    longest
        The length, 0 or more.

    Returns
    -------
    length
        The rounded length.

    Examples
    --------
    >>> round_length(340.0)
    200.0
    """
    power = 10.0 ** len(str(int(longest))) if longest >= 1 else 1.0
    while True:
        for digit in (5, 2, 1):
            if digit * power <= longest:
                return digit * power
        power /= 10


def draw_scale_strip(
    canvas: Canvas, layout: MapLayout, map_box: Box, outside: str = "", *, plate: Box | None = None
) -> None:
    """
    Draw the scale bar, the north arrow and the projection below the map, or on a plate on it.

    Parameters
    ----------
    canvas
        Where to draw.
    layout, map_box
        The map, and its box on the page.
    outside
        How many records lie outside the map: above the projection, or instead of it if both do not
        fit. Blank for none.
    plate
        A box on the map to draw them in, with a white ground; None to draw them below the map.
    """
    scale = measure_scale(layout)
    metres_per_pt = scale.metres_per_px * layout.width_px / map_box.width
    strip = Box(map_box.left, map_box.bottom, map_box.width, 26.0)
    if plate is not None:
        canvas.draw_box(plate, fill=WHITE, edge=QUIET, edge_pt=0.6, zorder=8.5, gid="scale-plate")
        strip = Box(plate.left + 8, plate.top, plate.width - 16, plate.height)
    longest_m = min(150.0, 0.3 * map_box.width, 0.45 * strip.width) * metres_per_pt
    x, y = strip.left, strip.top + strip.height / 2
    widest = 0.0
    for unit, metres, up in (("km", 1000.0, -1), ("mi", METRES_PER_MILE, 1)):
        length = round_length(longest_m / metres)
        bar = length * metres / metres_per_pt
        widest = max(widest, bar)
        canvas.draw_line(
            [x, x, x + bar, x + bar], [y + 4 * up, y, y, y + 4 * up], colour=INK, width_pt=0.9,
            zorder=8.7, gid=f"scale-{unit}",
        )  # fmt: skip
        baseline = y - 2.5 if up < 0 else y + 2.5 + 0.73 * SMALLEST_PT
        canvas.draw_text(
            x + 3, baseline, f"{length:g} {unit}", size=SMALLEST_PT, zorder=8.7,
            gid=f"scale-{unit}-text",
        )  # fmt: skip
    _draw_north(canvas, x + widest + 16, y)
    south = "S" if scale.latitude_deg < 0 else "N"
    note = f"Web Mercator · scale true at {abs(scale.latitude_deg):.1f}° {south}"
    room = strip.width - widest - 34
    lines = []
    if outside:
        _, wrapped = fit_text(outside, SMALLEST_PT, room, lines=2, bold=True)
        lines += [(line, BRICK, "outside") for line in wrapped]
    if measure_pt(note, SMALLEST_PT) <= room and len(lines) < STRIP_LINES:
        lines.append((note, QUIET, "projection"))
    leading = SMALLEST_PT * LEADING
    first = y + 2.4 - leading * (len(lines) - 1) / 2
    for number, (line, colour, gid) in enumerate(lines):
        canvas.draw_text(
            strip.right, first + number * leading, line, size=SMALLEST_PT, colour=colour,
            align="right", bold=gid == "outside", gid=gid,
            zorder=8.7,
        )  # fmt: skip


def _draw_north(canvas: Canvas, x: float, y: float) -> None:
    """Draw a north arrow; north is up everywhere in this projection."""
    for side, fill in ((-1, INK), (1, WHITE)):
        half = [(x, y - 8), (x + 4 * side, y + 8), (x, y + 4.5)]
        canvas.figure.add_artist(
            Polygon(
                half,
                closed=True,
                facecolor=fill,
                edgecolor=INK,
                linewidth=0.6,
                transform=canvas.transform,
                zorder=8.7,
                gid="north",
            )
        )
    canvas.draw_text(x + 7, y + 2.6, "N", size=7.5, bold=True, zorder=8.7, gid="north-letter")
