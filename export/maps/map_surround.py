"""What stands around the map: header, footer, scale bar and north arrow."""

from dataclasses import dataclass
from typing import Final

from matplotlib.patches import Polygon
from pyproj import Geod

from export.drawing.canvas import BRICK, INK, QUIET, WHITE, Sheet
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
from export.wording.coverage_text import head_coverage
from export.wording.filter_text import head_filters
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
"""Lines of text beside the scale bar at the most."""
MOST_TITLE_LINES: Final = 8
"""Enough for the 300 characters that the page takes, on the narrowest page."""
_GEOD: Final = Geod(ellps="WGS84")


def draw_header(sheet: Sheet, scene: Scene, area: Box) -> float:
    """
    Draw title, period, mode, filters and key figures at the top of an area.

    Returns
    -------
    bottom
        Where the header ends, in points from the top of the page.
    """
    figures_left = _draw_key_figures(sheet, scene, area)
    width = figures_left - area.left - 20
    y = area.top + 17
    size, lines = _fit_title(make_inert(scene.title), width)
    sheet.draw_lines(area.left, y, lines, size=size, bold=True, gid="title")
    y += (len(lines) - 1) * size * LEADING + 20
    size, lines = fit_text(format_period(scene.period), 14, width, smallest_pt=9, bold=True)
    y = sheet.draw_lines(area.left, y, lines, size=size, bold=True, colour=BRICK, gid="period")
    how = f"{scene.period} · {describe_mode(scene)}"
    size, lines = fit_text(how, 8.5, width, lines=2)
    y = sheet.draw_lines(area.left, y - 2.5, lines, size=size, colour=QUIET, gid="mode")
    size, lines = fit_text(head_coverage(scene), 8.5, width, lines=2)
    colour = BRICK if scene.covered.share in {"none", "part"} else QUIET
    y = sheet.draw_lines(area.left, y, lines, size=size, colour=colour, gid="coverage")
    filters = head_filters(scene)
    if filters:
        size, lines = fit_text(make_inert(filters), 8.5, width, lines=2)
        y = sheet.draw_lines(area.left, y, lines, size=size, bold=False, gid="filters")
    return max(y - 2, area.top + 46)


def _fit_title(title: str, width: float) -> tuple[float, list[str]]:
    """Fit a title on two lines where it can still be large, else on as many as it takes."""
    size, lines = fit_text(title, 15.5, width, lines=2, smallest_pt=10, bold=True)
    if lines[-1].endswith(ELLIPSIS) and not title.endswith(ELLIPSIS):
        return fit_text(title, 10, width, lines=MOST_TITLE_LINES, smallest_pt=8, bold=True)
    return size, lines


def _draw_key_figures(sheet: Sheet, scene: Scene, area: Box) -> float:
    """Draw the key figures at the right; give the left edge of what they take."""
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
        sheet.draw_line([x - 5, x - 5], [area.top + 5, area.top + 41], colour=BRICK, width_pt=1.4)
        sheet.draw_text(x, area.top + 17, number, size=15, bold=True, gid="figure")
        sheet.draw_text(x, area.top + 29, what, size=8, bold=True, gid="figure")
        sheet.draw_text(x, area.top + 39, of_what, size=SMALLEST_PT, colour=QUIET, gid="figure")
        x += width + gap
    return left - 5


def draw_footer(
    sheet: Sheet,
    scene: Scene,
    basemap: Basemap | None,
    area: Box,
    number: str = "",
    *,
    has_map: bool = True,
) -> float:
    """
    Draw sources and credits at the bottom of an area, how the product was made, which page.

    Parameters
    ----------
    sheet, scene, basemap, area
        Where, and what.
    number
        Which page of how many it is; blank for the only one.
    has_map
        Whether there is a map, whose basemap is credited.

    Returns
    -------
    top
        Where the footer begins, in points from the top of the page.
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
    sheet.draw_lines(area.left, first, lines, size=size, colour=QUIET, gid="footer")
    sheet.draw_text(
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
    How long the ground is on a map.

    Attributes
    ----------
    latitude_deg
        Where it holds: the map's middle.
    metres_per_px
        Geodesic metres, east to west, for each pixel of the layout.
    """

    latitude_deg: float
    metres_per_px: float


def measure_scale(layout: MapLayout) -> Scale:
    """Measure a map's scale at its middle, geodesically, on the WGS 84 ellipsoid."""
    x = layout.origin_px[0] + layout.width_px / 2
    y = layout.origin_px[1] + layout.height_px / 2
    step = layout.width_px / 1000
    lon_1, lat_1 = unproject_px(x - step, y, layout.zoom)
    lon_2, lat_2 = unproject_px(x + step, y, layout.zoom)
    _, _, distance_m = _GEOD.inv(lon_1, lat_1, lon_2, lat_2)
    return Scale(lat_1, float(distance_m) / (2 * step))


def round_length(longest: float) -> float:
    """Give the largest of 1, 2 and 5 times a power of ten that is not longer than a length."""
    power = 10.0 ** len(str(int(longest))) if longest >= 1 else 1.0
    while True:
        for digit in (5, 2, 1):
            if digit * power <= longest:
                return digit * power
        power /= 10


def draw_scale_strip(sheet: Sheet, layout: MapLayout, map_box: Box, outside: str = "") -> None:
    """
    Draw the scale bar, the north arrow and the projection beneath the map.

    Parameters
    ----------
    sheet
        Where to draw.
    layout, map_box
        The map, and its box on the page.
    outside
        How many records lie outside of the map: above the projection, or instead of it where there
        is no room for both. Blank for none.
    """
    scale = measure_scale(layout)
    metres_per_pt = scale.metres_per_px * layout.width_px / map_box.width
    longest_m = min(150.0, 0.3 * map_box.width) * metres_per_pt
    x, y = map_box.left, map_box.bottom + 13
    widest = 0.0
    for unit, metres, up in (("km", 1000.0, -1), ("mi", METRES_PER_MILE, 1)):
        length = round_length(longest_m / metres)
        bar = length * metres / metres_per_pt
        widest = max(widest, bar)
        sheet.draw_line(
            [x, x, x + bar, x + bar], [y + 4 * up, y, y, y + 4 * up], colour=INK, width_pt=0.9,
            gid=f"scale-{unit}",
        )  # fmt: skip
        baseline = y - 2.5 if up < 0 else y + 2.5 + 0.73 * SMALLEST_PT
        sheet.draw_text(
            x + 3, baseline, f"{length:g} {unit}", size=SMALLEST_PT, gid=f"scale-{unit}-text"
        )
    _draw_north(sheet, x + widest + 16, y)
    south = "S" if scale.latitude_deg < 0 else "N"
    note = f"Web Mercator · scale true at {abs(scale.latitude_deg):.1f}° {south}"
    room = map_box.width - widest - 34
    lines = []
    if outside:
        _, told = fit_text(outside, SMALLEST_PT, room, lines=2, bold=True)
        lines += [(line, BRICK, "outside") for line in told]
    if measure_pt(note, SMALLEST_PT) <= room and len(lines) < STRIP_LINES:
        lines.append((note, QUIET, "projection"))
    leading = SMALLEST_PT * LEADING
    first = y + 2.4 - leading * (len(lines) - 1) / 2
    for number, (line, colour, gid) in enumerate(lines):
        sheet.draw_text(
            map_box.right, first + number * leading, line, size=SMALLEST_PT, colour=colour,
            align="right", bold=gid == "outside", gid=gid,
        )  # fmt: skip


def _draw_north(sheet: Sheet, x: float, y: float) -> None:
    """Draw an arrow to the north: up, everywhere, in this projection."""
    for side, fill in ((-1, INK), (1, WHITE)):
        half = [(x, y - 8), (x + 4 * side, y + 8), (x, y + 4.5)]
        sheet.figure.add_artist(
            Polygon(
                half,
                closed=True,
                facecolor=fill,
                edgecolor=INK,
                linewidth=0.6,
                transform=sheet.transform,
                zorder=3.0,
                gid="north",
            )
        )
    sheet.draw_text(x + 7, y + 2.6, "N", size=7.5, bold=True, gid="north-letter")
