"""The page plan of a brief: how map, points, table and sources share its one page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from export.drawing.page import POINTS_PER_INCH, Box
from export.drawing.typesetting import make_inert, wrap_text
from export.maps.layout import MapLayout
from export.office.base_table import LEAST_ROWS, BaseRow, list_headings, list_rows
from export.office.map_image import LegendPlan, plan_legend
from export.office.paragraph import fit_paragraph
from export.office.product_text import describe_period, describe_product
from export.office.table_sizes import measure_columns, measure_table
from export.picture.page_layout import STRIP_PT
from export.product.product import Product
from export.talking_points.fitting import (
    ARIAL_SHARE,
    LINE_EM,
    Fitted,
    NamedPoint,
    Style,
    fit_points,
    measure_points,
)
from export.talking_points.unknowns import NOT_KNOWN
from export.wording.citations import name_publishers
from geo.model.errors import ViewError
from geo.model.marking import check_marking

A4_PT: Final = (210 / 25.4 * POINTS_PER_INCH, 297 / 25.4 * POINTS_PER_INCH)
LETTER_PT: Final = (8.5 * POINTS_PER_INCH, 11 * POINTS_PER_INCH)
SIDE_PT: Final = 42.0
EDGE_PT: Final = 16.0
"""White space above the upper and below the lower marking."""
GAP_PT: Final = 8.0
BETWEEN_PT: Final = 14.0
"""White space between columns."""
MARKING_PT: Final = 10.5
SMALL_PT: Final = 7.0
TITLE_PT: Final = (19.0, 11.5)
PERIOD_PT: Final = (11.0, 8.5)
SOURCE_PT: Final = 7.5
LEAST_SOURCES: Final = 4
"""Smallest number of lines for the sources."""
POINT_SIZES: Final = (10.5, 9.0)
TABLE_SIZES: Final = (9.5, 9.0, 8.5)
MAP_HEIGHTS: Final = (tuple(range(350, 190, -16)), tuple(range(190, 130, -16)))
"""Heights of the map to try, its scale bar included; the second range is for pages where the first
does not fit, as with a marking of many lines."""
MAP_SHARES: Final = (0.68, 0.6, 0.52, 0.44)
"""Largest widths of the map to try, as shares of the page; the first with room for its legend."""
ENLARGED: Final = 1.15
"""Enlargement of the map's letters compared with the picture."""
LEGEND_SIZES: Final = (1.15, 1.0)
"""The same for the legend's letters, the largest first."""
LEGEND_PT: Final = 150.0
"""Height that the legend may have beside a lower map."""
TABLE_SHARE: Final = 0.72
"""Share of the height below the map that a table with all rows may take."""
TABLE_SHARES: Final = (0.44, 0.56)
SAFETY_PT: Final = 10.0
"""White space left at the foot of the page for a reader that sets text a little wider."""


@dataclass(frozen=True)
class Head:
    """
    Everything around the body of the page.

    Attributes
    ----------
    size_pt
        Width and height of the page, in points.
    marking
        The marking. Inert.
    bar_pt, bar_lines
        Height of a marking bar in points, and its number of lines.
    title, period
        Letter size, text and height.
    making
        The small print in the footer, and its number of lines.
    """

    size_pt: tuple[float, float]
    marking: str
    bar_pt: float
    bar_lines: int
    title: tuple[float, str, float]
    period: tuple[float, str, float]
    making: tuple[str, int]

    @property
    def width_pt(self) -> float:
        """Width of the body."""
        return self.size_pt[0] - 2 * SIDE_PT

    @property
    def top_pt(self) -> float:
        """Distance from the page's upper edge to the body."""
        return EDGE_PT + self.bar_pt + GAP_PT

    @property
    def foot_pt(self) -> float:
        """Height of the small print."""
        return self.making[1] * SMALL_PT * LINE_EM + 4.0

    @property
    def bottom_pt(self) -> float:
        """Distance from the body to the page's lower edge."""
        return EDGE_PT + self.bar_pt + self.foot_pt + GAP_PT

    @property
    def body_pt(self) -> float:
        """Height shared by map, points, table and sources."""
        taken = self.top_pt + self.bottom_pt + self.title[2] + self.period[2] + SAFETY_PT
        return self.size_pt[1] - taken


@dataclass(frozen=True)
class DocumentPlan:
    """
    The layout of a brief.

    Attributes
    ----------
    head
        Everything around the body.
    layout, map_pt
        The map, and its width and height in points.
    legend
        The legend beside the map; None for an empty map.
    known, gaps
        The points on what is known and not known; None without such points.
    rows, size_pt, table_pt
        Rows of the table, its letter size, and its width.
    sources_pt
        Height left for the sources.
    """

    head: Head
    layout: MapLayout
    map_pt: tuple[float, float]
    legend: LegendPlan | None
    known: Fitted | None
    gaps: Fitted | None
    rows: tuple[BaseRow, ...]
    size_pt: float
    table_pt: float
    sources_pt: float

    @property
    def loss(self) -> tuple[int, int, int]:
        """Points that are lost, minus rows of the table, points that only the table shows."""
        fits = [fitted for fitted in (self.known, self.gaps) if fitted]
        return sum(fit.lost for fit in fits), -len(self.rows), sum(fit.left_out for fit in fits)


def plan_document(product: Product) -> DocumentPlan:
    """
    Plan the one page of a brief.

    Parameters
    ----------
    product
        The Product. Not modified.

    Returns
    -------
    plan
        With the largest map that loses the least: first no points, then no bases of the table.

    Raises
    ------
    ViewError
        If not even one point fits, as with a marking of many lines.
    """
    head, layout = _plan_head(product), product.layout
    sources = product.scene.sources
    points = [
        NamedPoint(point, name_publishers(sources, point.source_ids)) for point in product.points
    ]
    for heights in MAP_HEIGHTS:
        plans = _list_plans(product, head, layout, points, heights)
        best = min(plans, key=lambda plan: plan.loss, default=None)
        if best and any(fitted and fitted.sections for fitted in (best.known, best.gaps)):
            return best
    msg = "Title and marking leave no room for a point on the page. Shorten them."
    raise ViewError(msg)


def _plan_head(product: Product) -> Head:
    """Plan everything around the body."""
    scene = product.scene
    size = LETTER_PT if product.page == "letter" else A4_PT
    width = size[0] - 2 * SIDE_PT
    marking = make_inert(check_marking(scene.marking).text).strip()
    lines = len(wrap_text(marking, MARKING_PT, size[0] - 2 * EDGE_PT, bold=True))
    title = _set_head(scene.title, TITLE_PT, width)
    period = _set_head(describe_period(scene), PERIOD_PT, width)
    making = make_inert(describe_product(product))
    return Head(
        size, marking, lines * MARKING_PT * LINE_EM + 6.0, lines, title, period,
        (making, len(wrap_text(making, SMALL_PT, width))),
    )  # fmt: skip


def _set_head(
    text: str, sizes_pt: tuple[float, float], width_pt: float
) -> tuple[float, str, float]:
    """Fit title or period on one line, or on up to three lines; see `Head`."""
    inert, smallest = make_inert(text), sizes_pt[1]
    for lines in (1, 2, 3):
        height = lines * (sizes_pt[0] if lines == 1 else smallest * 1.05) * LINE_EM
        box = Box(0.0, 0.0, width_pt, height)
        size, fitted = fit_paragraph(inert, box, *sizes_pt, bold=True)
        if fitted == inert:
            break
    count = len(wrap_text(fitted, size, width_pt, bold=True))
    return size, fitted, count * size * LINE_EM


def _list_plans(
    product: Product,
    head: Head,
    layout: MapLayout,
    points: list[NamedPoint],
    heights: Sequence[int],
) -> Iterator[DocumentPlan]:
    """Yield the ways to share the page, the better looking first among equals."""
    known = [item for item in points if item.point.heading != NOT_KNOWN]
    gaps = [item for item in points if item.point.heading == NOT_KNOWN]
    every = list_rows(product)
    tables = [(every, size) for size in TABLE_SIZES]
    fewer = range(min(len(every) - 1, 40), LEAST_ROWS - 1, -1)
    tables += [(list_rows(product, most), TABLE_SIZES[-1]) for most in fewer]
    if not every:
        tables = [(every, TABLE_SIZES[-1])]
    for height in heights:
        map_pt, legend = _plan_map(layout, head.width_pt, float(height))
        used = max(map_pt[1], legend.height_pt if legend else 0.0)
        rest = head.body_pt - used - 3 * GAP_PT - LEAST_SOURCES * SOURCE_PT * LINE_EM
        for rows, size in tables:
            table = measure_table(len(rows), size)
            if table > rest or (table > TABLE_SHARE * rest and len(rows) > LEAST_ROWS):
                continue
            most = TABLE_SHARES[1] if gaps else 1.0
            width = _measure_width(product, rows, size, (head.width_pt, most * head.width_pt))
            fits, left = _fit(known, gaps, (head.width_pt, width), (rest, table))
            yield DocumentPlan(
                head, layout, map_pt, legend, *fits, rows, size, width,
                left + LEAST_SOURCES * SOURCE_PT * LINE_EM,
            )  # fmt: skip
            break


def _plan_map(
    layout: MapLayout, width: float, height: float
) -> tuple[tuple[float, float], LegendPlan | None]:
    """Return the map's width and height in points, and its legend."""
    strip = STRIP_PT * ENLARGED
    for share in MAP_SHARES:
        wide = min(share * width, (height - strip) * layout.width_px / layout.height_px)
        tall = wide * layout.height_px / layout.width_px + strip
        room = width - wide - BETWEEN_PT, max(tall, LEGEND_PT)
        legend = plan_legend(layout, room, LEGEND_SIZES)
        if legend is None or legend.enlarged >= LEGEND_SIZES[-1]:
            break
    return (wide, tall), legend


def _measure_width(
    product: Product, rows: tuple[BaseRow, ...], size: float, room: tuple[float, float]
) -> float:
    """Return the width of the table; `room` is the page's width and the most that it may take."""
    width, most = room
    needed = sum(measure_columns(list_headings(product), rows, size, ARIAL_SHARE))
    return min(max(needed, TABLE_SHARES[0] * width), most)


def _fit(
    known: list[NamedPoint],
    gaps: list[NamedPoint],
    widths: tuple[float, float],
    heights: tuple[float, float],
) -> tuple[tuple[Fitted | None, Fitted | None], float]:
    """Fit the points above and beside the table in one letter size; return the height left."""
    width, table_width = widths
    rest, table = heights
    beside = width - table_width - BETWEEN_PT
    style = Style(*POINT_SIZES, share=ARIAL_SHARE, elsewhere="in the slide's notes")
    needed = measure_points(gaps, beside, style.smallest_pt, style) if gaps else 0.0
    above = measure_points(known, width, style.smallest_pt, style) if known else 0.0
    # what is not known may move the table up only as far as the points above it allow
    lower = max(table, min(needed, rest - above))
    upper = rest - lower

    def fit(style: Style) -> tuple[Fitted | None, Fitted | None]:
        return (
            fit_points(known, width, upper, style) if known else None,
            fit_points(gaps, beside, lower, style) if gaps else None,
        )

    fits = fit(style)
    common = min((fitted.size_pt for fitted in fits if fitted), default=style.largest_pt)
    fits = fit(replace(style, largest_pt=common))
    used = max(table, fits[1].height_pt if fits[1] else 0.0)
    used += fits[0].height_pt if fits[0] else 0.0
    return fits, max(rest - used, 0.0)
