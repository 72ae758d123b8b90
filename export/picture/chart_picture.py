"""The charts as a picture: attacks over time and by site, with marking, header and footer."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from export.drawing.canvas import INK, LINE, QUIET, WHITE, Canvas, hold_settings
from export.drawing.marking import draw_marking_bars
from export.drawing.page import Box, select_page
from export.drawing.raster import render_opaque_png
from export.drawing.typesetting import fit_text, make_inert, measure_pt
from export.maps.map_surround import draw_footer, draw_header
from export.picture.chart import Chart
from export.picture.figure import list_chunks
from export.product.product import Product
from export.wording.scene_text import format_number
from geo.model.dates import format_dtg_day
from geo.statistics.time_series import Series, count_series, count_sites, list_words
from layers.cartography.palette import OTHER_REPORTED, US_CONFIRMED, colour_words

DPI: Final = 200
SIZE_PT: Final = 10.5
SMALL_PT: Final = 9.0
LEAST_TOP: Final = 4
"""Smallest end of the axis, so that a single attack does not fill the chart."""
_HOLLOW: Final = "#efece5"
_PERIOD: Final = "#fbeee4"
_FILLED: Final = 0.86
_SHARE: Final = 0.62
"""Share of the width for the chart over time."""
_STRIKES: Final = (
    ("us", INK, "strikes acknowledged by the US"),
    ("reported_only", WHITE, "strikes reported only"),
)
_LABEL_PT: Final = 190.0
_ROW_PT: Final = 17.0


def render_chart(product: Product, chart: Chart) -> bytes:
    """
    Render the charts of a Product as a PNG picture.

    Parameters
    ----------
    product
        The Product. Not modified.
    chart
        Content of the charts.

    Returns
    -------
    png
        The same Product gives the same bytes; metadata as in `export.picture.figure.render_png`.

    Raises
    ------
    ViewError
        If the marking cannot be drawn.
    """
    with hold_settings():
        figure = draw_chart(product, chart)
        return render_opaque_png(figure, dpi=DPI, chunks=list_chunks(product.scene))


def draw_chart(product: Product, chart: Chart) -> Figure:
    """
    Draw the charts on a page of 16:9; artists carry a `gid`, see `render_chart`.

    Parameters
    ----------
    product
        The Product. Not modified.
    chart
        Content of the charts.

    Returns
    -------
    figure
        The page.
    """
    scene, dataset = product.scene, product.dataset
    filters = scene.view.filters
    series = count_series(
        dataset, filters, scene.period, shown=chart.shown, unit=chart.unit, kind=chart.kind
    )
    canvas = Canvas(select_page("16:9"), DPI)
    between = draw_marking_bars(canvas, scene.marking)
    top = draw_header(canvas, scene, between) + 10
    bottom = draw_footer(canvas, scene, None, between, has_map=False) - 8
    area = Box(between.left, top, between.width, bottom - top)
    left = Box(area.left, area.top, area.width * _SHARE, area.height)
    right = Box(left.right + 26, area.top, area.right - left.right - 26, area.height)
    _draw_series(canvas, left, series, chart, product)
    _draw_sites(canvas, right, count_sites(dataset, filters, scene.period), chart)
    return canvas.figure


def _draw_series(
    canvas: Canvas,
    box: Box,
    series: Series,
    chart: Chart,
    product: Product,
) -> None:
    """Draw attacks over time, stacked, with strikes on top."""
    colours = colour_words(chart.kind, list_words(product.dataset, chart.kind))
    y = _draw_heading(canvas, box, f"Attacks per {chart.unit}, by {chart.stacked_by}")
    words = [word for word in colours if series.words.get(word, 0)]
    entries = [(chart.labels[word], int(series.words[word]), colours[word]) for word in words]
    if series.bars["outside"].any():
        outside = int(series.bars["outside"].sum())
        entries.append(("outside the period", outside, _HOLLOW))
    y = _draw_key(canvas, box, y, entries, _count_strikes(product))
    first = series.bars["first"].to_numpy().astype("datetime64[D]")
    last = series.bars["last"].to_numpy().astype("datetime64[D]") + np.timedelta64(1, "D")
    begin, days = first[0], int((last[-1] - first[0]) / np.timedelta64(1, "D"))
    plot = Box(box.left + 30, y + 34, box.width - 34, box.bottom - 30 - y - 34)

    def across(day: np.datetime64) -> float:
        return plot.left + float((day - begin) / np.timedelta64(1, "D")) / days * plot.width

    period = product.scene.period
    ends = (
        np.datetime64(period.first),
        np.datetime64(period.last) + np.timedelta64(1, "D"),
    )
    from_x, to_x = (min(max(across(end), plot.left), plot.right) for end in ends)
    if from_x < to_x:
        shade = Box(from_x, plot.top, to_x - from_x, plot.height)
        canvas.draw_box(shade, fill=_PERIOD, zorder=0.5, gid="period")
    totals = series.bars["inside"] + series.bars["outside"]
    scale = _draw_scale(canvas, plot, int(totals.max()), _describe_columns(series))
    reached = dict.fromkeys(range(len(first)), 0)
    parts = [
        (bar, n, colours[word], "piece") for bar, word, n in series.parts.itertuples(index=False)
    ]
    parts += [(bar, n, _HOLLOW, "outside") for bar, n in enumerate(series.bars["outside"]) if n]
    for bar, n, colour, gid in parts:
        start, end = across(first[bar]), across(last[bar])
        foot = plot.bottom - reached[bar] * scale
        reached[bar] += n
        piece = Box(start, foot - n * scale, (end - start) * _FILLED, n * scale)
        canvas.draw_box(piece, fill=colour, edge=QUIET, edge_pt=0.4, zorder=1.5, gid=gid)
    _draw_days(canvas, plot, series, [across(day) for day in first])
    _draw_strikes(canvas, plot, product, across)


def _draw_heading(canvas: Canvas, box: Box, text: str) -> float:
    """Draw a chart's heading; return its lower edge."""
    canvas.draw_text(box.left, box.top + 12, text, size=13, bold=True, gid="chart-heading")
    return box.top + 20


def _draw_key(
    canvas: Canvas,
    box: Box,
    y: float,
    entries: Sequence[tuple[str, int, str]],
    strikes: Sequence[tuple[str, int, str]] = (),
) -> float:
    """Draw a key: each colour with word and number, on as many lines as needed; then strikes."""
    x = box.left
    for place, (label, number, colour) in enumerate([*entries, *strikes]):
        _, lines = fit_text(make_inert(label), SIZE_PT, _LABEL_PT, lines=1, smallest_pt=SIZE_PT)
        text = f"{lines[0]} {number:,}"
        wide = measure_pt(text, SIZE_PT) + 28
        if x > box.left and x + wide > box.right:
            x, y = box.left, y + 15
        if place < len(entries):
            canvas.draw_box(Box(x, y + 2, 9, 9), fill=colour, edge=QUIET, edge_pt=0.4, gid="key")
        else:
            _draw_diamond(canvas, x + 4.5, y + 6.5, colour, "key")
        canvas.draw_text(x + 13, y + 10.5, text, size=SIZE_PT, gid="key-text")
        x += wide
    return y + 16


def _count_strikes(product: Product) -> list[tuple[str, int, str]]:
    """List the kinds of strikes in the period: label, number, colour."""
    kinds = product.scene.strikes["acknowledged"]
    counted = [(label, int((kinds == kind).sum()), fill) for kind, fill, label in _STRIKES]
    return [each for each in counted if each[1]]


def _draw_scale(canvas: Canvas, plot: Box, most: int, note: str) -> float:
    """Draw the axis of numbers; return the height of one attack in points."""
    top = max(most, LEAST_TOP)
    step = next(
        digit * 10**power
        for power in range(9)
        for digit in (1, 2, 5)
        if top / (digit * 10**power) <= 6
    )
    reach = -(-top // step) * step
    scale: float = plot.height / reach
    for number in range(0, reach + 1, step):
        y = plot.bottom - number * scale
        canvas.draw_line(
            [plot.left, plot.right], [y, y], colour=LINE, width_pt=0.4, zorder=1.0, gid="scale"
        )
        canvas.draw_text(
            plot.left - 5, y + 3.4, f"{number:,}", size=SMALL_PT, align="right", gid="scale-text"
        )
    canvas.draw_text(plot.left, plot.bottom + 27, note, size=SMALL_PT, colour=QUIET, gid="unit")
    return scale


def _describe_columns(series: Series) -> str:
    """Describe what a column is, and how many attacks may belong in another one."""
    note = f"Each column is one {series.unit}" + (
        ", from Monday." if series.unit == "week" else "."
    )
    approximate = int(series.bars["approximate"].sum())
    if approximate:
        note += f" {format_number(approximate, 'attack')} of approximate date."
    return note


def _draw_days(canvas: Canvas, plot: Box, series: Series, starts: Sequence[float]) -> None:
    """Draw the first day of as many columns as fit."""
    days = [day.date() for day in series.bars["first"]]
    if series.unit == "month":
        texts = [format_dtg_day(day)[3:] for day in days]
    else:
        texts = [format_dtg_day(day) for day in days]
    free = plot.left - 1
    for x, text in zip(starts, texts, strict=True):
        wide = measure_pt(text, SMALL_PT)
        if x >= free and x + wide <= plot.right + 4:
            canvas.draw_line([x, x], [plot.bottom, plot.bottom + 4], colour=INK, gid="tick")
            canvas.draw_text(x, plot.bottom + 14, text, size=SMALL_PT, gid="tick-text")
            free = x + wide + 14


def _draw_strikes(
    canvas: Canvas, plot: Box, product: Product, across: Callable[[np.datetime64], float]
) -> None:
    """Draw a diamond for each day with strikes, acknowledged ones above reported ones."""
    strikes = product.scene.strikes
    for place, (kind, fill, _) in enumerate(_STRIKES):
        days = strikes.loc[strikes["acknowledged"] == kind, "date"]
        for day in sorted(set(days.to_numpy().astype("datetime64[D]"))):
            x = across(day + np.timedelta64(12, "h"))
            if plot.left <= x <= plot.right:
                _draw_diamond(canvas, x, plot.top - 23 + 12 * place, fill, "strike")


def _draw_diamond(canvas: Canvas, x: float, y: float, fill: str, gid: str) -> None:
    """Draw the symbol of a strike."""
    canvas.figure.add_artist(
        Polygon(
            [(x, y - 4.2), (x + 4.2, y), (x, y + 4.2), (x - 4.2, y)],
            closed=True,
            facecolor=fill,
            edgecolor=INK,
            linewidth=0.8,
            transform=canvas.transform,
            zorder=3.0,
            gid=gid,
        )
    )


def _draw_sites(canvas: Canvas, box: Box, sites: pd.DataFrame, chart: Chart) -> None:
    """Draw attacks by site, US-confirmed before other reported."""
    if sites.empty:
        return
    y = _draw_heading(canvas, box, "Attacks by site")
    sums = sites[["us_confirmed", "other_reported"]].sum()
    y = _draw_key(
        canvas,
        box,
        y,
        [
            ("US-confirmed", int(sums["us_confirmed"]), US_CONFIRMED),
            ("other reported", int(sums["other_reported"]), OTHER_REPORTED),
        ],
    )
    row_pt = min(_ROW_PT, (box.bottom - y - 6) / len(sites))
    names = [make_inert(chart.site_labels[str(base_id)]) for base_id in sites.index]
    room = min(box.width * 0.42, max(measure_pt(name, SIZE_PT) for name in names) + 4)
    left = box.left + room + 4
    scale = (box.right - left - 34) / max(int(sites["n"].max()), LEAST_TOP)
    numbers = sites[["us_confirmed", "other_reported", "n"]].to_numpy().tolist()
    for place, (name, (confirmed, other, both)) in enumerate(zip(names, numbers, strict=True)):
        top = y + 6 + place * row_pt
        size, lines = fit_text(name, SIZE_PT, room, lines=1, smallest_pt=8)
        canvas.draw_text(
            left - 6, top + row_pt / 2 + 2.5, lines[0], size=size, align="right", gid="site"
        )
        x = left
        for number, colour in (
            (confirmed, US_CONFIRMED),
            (other, OTHER_REPORTED),
        ):
            if number:
                piece = Box(x, top + 1, number * scale, row_pt - 4)
                canvas.draw_box(piece, fill=colour, edge=QUIET, edge_pt=0.4, gid="site-piece")
            x += number * scale
        canvas.draw_text(x + 5, top + row_pt / 2 + 2.5, f"{both:,}", size=SIZE_PT, gid="site-n")
