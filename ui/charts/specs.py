"""Vega-Lite specifications of the charts over time and by site; data are passed in by name."""

from functools import cache
from typing import Any, Final

import altair as alt

from geo.model.periods import Unit
from layers.cartography.palette import OTHER_REPORTED, US_CONFIRMED

HEIGHT_PX: Final = 236
ROW_PX: Final = 15
ACCENT: Final = "#d55e00"
_STRIKE_ROWS_PX: Final = (7, 18)
_PLOT_TOP_PX: Final = 28
# A period is drawn from the column that was pressed to the last one that was passed over. It is
# taken when the button is let go; with the next move it makes way for the map's answer, so that
# nothing is left behind when the window moves on. (Vega-Lite's own interval leaves its box over
# the tooltips, and its parts have no name for a screen reader.)
_PRESSED_OVER: Final = "pointerdown[event.button === 0], pointerover[event.buttons === 1]"
_LET_GO: Final = "pointermove[event.buttons === 0]"
_IN_REACH: Final = (
    "isValid(begin.start) && isValid(reach.start)"
    " && datum.start >= min(begin.start[0], reach.start[0])"
    " && datum.start <= max(begin.start[0], reach.start[0])"
)
_LEAST_TOP: Final = 4
"""Least upper end of an axis: a single attack does not fill the chart."""
_DAY_LABEL: Final = "utcFormat(datum.value, '%-d %b %y')"
_MONTH_LABEL: Final = "utcFormat(datum.value, '%b %y')"


def ink_colour(*, dark: bool) -> str:
    """Return the colour of text."""
    return "#ece7dd" if dark else "#2b2926"


def _outline(*, dark: bool) -> str:
    """Return the colour of outlines, which separate black parts from a dark page."""
    return "#b5aea1" if dark else "#8a857c"


@cache
def draw_series(unit: Unit, *, dark: bool) -> dict[str, Any]:
    """
    Return the chart of attacks over time: stacked columns, with strikes in two rows on top.

    Parameters
    ----------
    unit
        The unit of a column.
    dark
        Whether the page is dark.

    Returns
    -------
    spec
        Vega-Lite with the named datasets of `ui.charts.data.SeriesRows`; do not change it. It holds
        no text of a record. Selections: `begin` and `reach`, the columns where a stroke began and
        ended; both the same after a click.
    """
    ink = ink_colour(dark=dark)
    time = alt.Scale(type="utc", nice=False)
    axis = alt.Axis(
        title=None,
        labelExpr=_MONTH_LABEL if unit == "month" else _DAY_LABEL,
        labelOverlap="greedy",
        labelBound=True,
        labelColor=ink,
        labelPadding=6,
        grid=False,
        tickCount=10,
    )
    start, end = alt.X("start:T", scale=time, axis=axis), alt.X2("end:T")
    numbers = alt.Y(
        "low:Q",
        title=f"attacks per {unit}",
        scale=alt.Scale(
            range=[{"expr": "height"}, _PLOT_TOP_PX],
            nice=True,
        ),
        axis=alt.Axis(tickMinStep=1, format="d", tickCount=5, labelColor=ink, titleColor=ink),
    )
    window = (
        on_rows("window")
        .mark_rect(color=ACCENT, opacity=0.13 if dark else 0.09, aria=False)
        .encode(start, end)
    )
    pieces = (
        on_rows("pieces")
        .mark_bar(stroke=_outline(dark=dark), strokeWidth=0.5, aria=False)
        .encode(
            start, alt.X2("edge:T"), numbers, alt.Y2("high:Q"), alt.Color("colour:N", scale=None)
        )
    )
    return to_spec(
        alt.layer(
            window,
            pieces,
            _reach(alt.YDatum(_LEAST_TOP)),
            _draw_columns(start, end, ink),
            *_draw_strikes(ink, paper="#1d1b19" if dark else "#fbfaf6"),
        ).properties(height=HEIGHT_PX, padding={"left": 2, "right": 6, "top": 2, "bottom": 2})
    )


def _draw_columns(start: alt.X, end: alt.X2, ink: str) -> alt.Chart:
    """Draw transparent columns that take the pointer: tooltip, click, drag over a period."""
    hover, begin, reach = (
        alt.selection_point(
            name=name, fields=["start"], on=on, clear=clear, toggle=False, empty=False
        )
        for name, on, clear in (
            ("hover", "pointerover", "pointerout"),
            ("begin", "pointerdown[event.button === 0]", _LET_GO),
            ("reach", _PRESSED_OVER, _LET_GO),
        )
    )
    shade = (alt.when(_IN_REACH).then(alt.value(0.24)).when(hover).then(alt.value(0.09))).otherwise(
        alt.value(0.0)
    )
    columns: alt.Chart = (
        on_rows("columns")
        .mark_rect(fill=ink, stroke=ink, cursor="pointer", ariaRoleDescription="column")
        .encode(
            start,
            end,
            y=alt.value(0),
            y2=alt.value({"expr": "height"}),
            fillOpacity=shade,
            strokeWidth=alt.condition("datum.marked", alt.value(1.6), alt.value(0)),
            description=alt.Description("description:N"),
            tooltip=[
                alt.Tooltip("period:N", title="Period"),
                alt.Tooltip("attacks:N", title="Attacks"),
                alt.Tooltip("made_of:N", title="Of these"),
                alt.Tooltip("confirmed:N", title="US-confirmed"),
                alt.Tooltip("strikes:N", title="Strikes"),
            ],
        )
        .add_params(hover, begin, reach)
    )
    return columns


def _draw_strikes(ink: str, paper: str) -> tuple[alt.Chart, alt.Chart]:
    """Draw a diamond per day with strikes: filled if the US acknowledged them, else hollow."""
    acknowledged, reported = (
        on_rows(name)
        .mark_point(
            shape="diamond",
            size=58,
            filled=True,
            fill=fill,
            stroke=ink,
            strokeWidth=1.1,
            cursor="pointer",
        )
        .encode(
            alt.X("at:T"),
            y=alt.value(row),
            opacity=alt.Opacity("shade:Q", scale=None),
            description=alt.Description("description:N"),
            tooltip=[
                alt.Tooltip("day:N", title="Day"),
                alt.Tooltip("description:N", title="Strikes"),
            ],
        )
        for name, fill, row in zip(
            ("acknowledged", "reported"), (ink, paper), _STRIKE_ROWS_PX, strict=True
        )
    )
    return acknowledged, reported


@cache
def draw_sites(*, dark: bool) -> dict[str, Any]:
    """
    Return the chart of attacks by site: one bar each, US-confirmed before other reported.

    Parameters
    ----------
    dark
        Whether the page is dark.

    Returns
    -------
    spec
        Vega-Lite with the named dataset `sites` of `ui.charts.data.make_site_rows`; do not
        change it. Selection: `site`.
    """
    ink = ink_colour(dark=dark)
    site = alt.Y(
        "name:N",
        sort=alt.EncodingSortField(field="rank", op="min", order="ascending"),
        axis=alt.Axis(
            title=None,
            labelLimit=136,
            labelOverlap=False,
            labelFlush=False,
            labelBound=False,
            labelColor=ink,
            labelFontSize=11,
            ticks=False,
            domain=False,
            labelPadding=6,
        ),
    )
    scale = alt.Scale(nice=False)

    def number(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=None)

    def draw_bars(low: str, high: str, colour: str) -> alt.Chart:
        bars = on_rows("sites").mark_bar(
            color=colour, stroke=_outline(dark=dark), strokeWidth=0.5, aria=False
        )
        drawn: alt.Chart = bars.encode(number(low), alt.X2(f"{high}:Q"), site)
        return drawn

    hover = alt.selection_point(
        name="hover", fields=["base"], on="pointerover", clear="pointerout", empty=False
    )
    pick = alt.selection_point(
        name="site", fields=["base"], on="click", toggle=False, clear=_LET_GO, empty=False
    )
    rows = (
        on_rows("sites")
        .mark_rect(fill=ink, stroke=ink, cursor="pointer", ariaRoleDescription="bar")
        .encode(
            site,
            x=alt.value(0),
            x2=alt.value({"expr": "width"}),
            fillOpacity=alt.condition(hover, alt.value(0.09), alt.value(0.0)),
            strokeWidth=alt.condition("datum.marked", alt.value(1.6), alt.value(0)),
            description=alt.Description("description:N"),
            tooltip=[
                alt.Tooltip("name:N", title="Site"),
                alt.Tooltip("n:Q", title="Attacks"),
                alt.Tooltip("us_confirmed:Q", title="US-confirmed"),
                alt.Tooltip("other_reported:Q", title="Other reported"),
            ],
        )
        .add_params(hover, pick)
    )
    texts = (
        on_rows("sites")
        .mark_text(align="left", dx=5, color=ink, fontSize=11, aria=False)
        .encode(number("n"), site, alt.Text("n:Q", format=",d"))
    )
    return to_spec(
        alt.layer(
            draw_bars("zero", "us_confirmed", US_CONFIRMED),
            draw_bars("us_confirmed", "n", OTHER_REPORTED),
            texts,
            _reach(alt.XDatum(_LEAST_TOP, scale=scale, axis=None)),
            rows,
        ).properties(
            height=alt.Step(ROW_PX),
            padding={"left": 2, "right": 30, "top": 2, "bottom": 2},
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )
    )


def on_rows(name: str) -> alt.Chart:
    """Return a layer on a dataset that is passed in by name."""
    return alt.Chart(alt.NamedData(name))


def _reach(reach: alt.YDatum | alt.XDatum) -> alt.Chart:
    """Draw an invisible point at a number, so that the axis reaches it."""
    nothing: alt.Chart = on_rows("window").mark_point(opacity=0, aria=False).encode(reach)
    return nothing


def to_spec(chart: alt.LayerChart | alt.FacetChart) -> dict[str, Any]:
    """Return a chart as Vega-Lite; sizes and colours are those of the page, not of Altair."""
    spec: dict[str, Any] = chart.to_dict()
    return {name: value for name, value in spec.items() if name != "config"}
