"""The chart of running totals: the record as steps, each official statement as a point."""

from functools import cache
from typing import Any, Final

import altair as alt
import pandas as pd

from geo.model.dates import Window, format_dtg_day
from geo.model.periods import ends_of
from geo.model.schema import QUALIFIERS
from layers.cartography.palette import US_CONFIRMED
from ui.charts.data import to_ms
from ui.charts.specs import ACCENT, HEIGHT_PX, ink_colour, on_rows, to_spec

OFFICIALS: Final = "stated by US DoD"
MONITORS: Final = "stated by SOHR (monitor)"
_RECORD: Final = {"us_confirmed": "US-confirmed here", "recorded": "recorded here"}
COLOURS: Final = {
    _RECORD["us_confirmed"]: US_CONFIRMED,
    _RECORD["recorded"]: "#8a8172",
    OFFICIALS: "#0072b2",
    MONITORS: "#009e73",
}
SIGNS: Final = dict(zip(COLOURS, ("━", "┅", "◆", "●"), strict=True))
"""Signs of the four series, to distinguish them without colour."""


@cache
def draw_totals(*, dark: bool) -> dict[str, Any]:
    """
    Return the chart of running totals.

    Parameters
    ----------
    dark
        Whether the page is dark.

    Returns
    -------
    spec
        Vega-Lite with the named datasets of `make_total_rows`; do not change it.
    """
    ink = ink_colour(dark=dark)
    names = list(COLOURS)
    day = alt.X(
        "day:T",
        scale=alt.Scale(type="utc", nice=False),
        axis=alt.Axis(
            title=None,
            labelExpr="utcFormat(datum.value, '%b %y')",
            labelOverlap="greedy",
            labelColor=ink,
            labelPadding=6,
            grid=False,
        ),
    )
    number = alt.Y(
        "n:Q",
        title="attacks up to the day",
        axis=alt.Axis(labelColor=ink, titleColor=ink, tickCount=5, format=",d"),
    )
    colour = alt.Color(
        "series:N", legend=None, scale=alt.Scale(domain=names, range=list(COLOURS.values()))
    )
    dash = alt.Scale(domain=names[:2], range=[[1, 0], [5, 2]])
    shape = alt.Scale(domain=names[2:], range=["diamond", "circle"])
    tooltip = [
        alt.Tooltip("date:N", title="By"),
        alt.Tooltip("series:N", title="Count"),
        alt.Tooltip("n:Q", title="Attacks", format=",d"),
    ]
    window = (
        on_rows("window")
        .mark_rect(color=ACCENT, opacity=0.13 if dark else 0.09, aria=False)
        .encode(alt.X("start:T"), alt.X2("end:T"))
    )
    lines = (
        on_rows("running")
        .mark_line(interpolate="step-after", strokeWidth=2, aria=False)
        .encode(day, number, colour, alt.StrokeDash("series:N", scale=dash, legend=None))
    )
    points = (
        on_rows("stated")
        .mark_point(filled=True, size=60, opacity=1)
        .encode(
            day,
            number,
            colour,
            alt.Shape("series:N", scale=shape, legend=None),
            description=alt.Description("description:N"),
            tooltip=[
                *tooltip,
                alt.Tooltip("how:N", title="How"),
                alt.Tooltip("recorded:Q", title="Recorded here", format=",d"),
                alt.Tooltip("us_confirmed:Q", title="US-confirmed here", format=",d"),
                alt.Tooltip("gap:Q", title="Gap: stated minus recorded", format=",d"),
            ],
        )
    )
    # A line has one tooltip for its whole length; a transparent rule on each day has its own.
    days = (
        on_rows("running")
        .mark_rule(strokeWidth=3, opacity=0, aria=False)
        .encode(day, number, tooltip=tooltip)
    )
    return to_spec(alt.layer(window, lines, days, points).properties(height=HEIGHT_PX))


def make_total_rows(
    running: pd.DataFrame, stated: pd.DataFrame, period: Window
) -> dict[str, pd.DataFrame]:
    """
    Make the rows of the chart of totals.

    Parameters
    ----------
    running
        As `geo.statistics.official_totals.accumulate_records` returns it. Not modified.
    stated
        As `geo.statistics.official_totals.compare_totals` returns it, with `series`, who stated it
        (`OFFICIALS` or `MONITORS`). Not modified.
    period
        The days that the map shows.

    Returns
    -------
    datasets
        Frames by name: `running`, `stated` and `window` (one row, or none if the period
        has no day of the record); days are milliseconds since 1970, at midnight UTC.
    """
    days = to_ms(running.index.to_numpy())
    begin, end = to_ms(ends_of(period))
    window = pd.DataFrame({"start": [max(begin, days[0])], "end": [min(end, days[-1])]})
    recorded = (
        running.rename(columns=_RECORD)[list(_RECORD.values())].rename_axis("as_of").reset_index()
    )
    lines = recorded.melt("as_of", var_name="series", value_name="n")
    points = stated.rename(columns={"stated": "n"})
    points = points.assign(how=points["qualifier"].map(QUALIFIERS)).drop(columns="qualifier")
    lines, points = (
        frame.assign(
            day=to_ms(frame["as_of"].to_numpy()),
            date=[format_dtg_day(day.date()) for day in frame["as_of"]],
        ).drop(columns="as_of")
        for frame in (lines, points)
    )
    texts = [f"{row.series}: {row.n:,} by {row.date}" for row in points.itertuples()]
    return {
        "running": lines,
        "stated": points.assign(description=texts),
        "window": window[window["start"] <= window["end"]],
    }
