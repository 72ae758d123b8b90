"""The chart of running totals: ours as steps, each statement of an authority as a point."""

from functools import cache
from typing import Any, Final

import altair as alt
import pandas as pd

from geo.model.dates import Window, format_dtg_day
from geo.model.periods import ends_of
from geo.model.schema import QUALIFIERS
from layers.palette import US_CONFIRMED
from ui.charts.data import to_ms
from ui.charts.specs import ACCENT, HEIGHT_PX, ink_colour, on_rows, to_spec

OFFICIALS: Final = "stated by US DoD"
MONITORS: Final = "stated by SOHR (monitor)"
_OURS: Final = {"us_confirmed": "US-confirmed here", "recorded": "recorded here"}
COLOURS: Final = {
    _OURS["us_confirmed"]: US_CONFIRMED,
    _OURS["recorded"]: "#8a8172",
    OFFICIALS: "#0072b2",
    MONITORS: "#009e73",
}
SIGNS: Final = dict(zip(COLOURS, ("━", "┅", "◆", "●"), strict=True))
"""What tells the four apart without their colours."""


@cache
def draw_totals(*, dark: bool) -> dict[str, Any]:
    """
    Draw running totals.

    Parameters
    ----------
    dark
        Whether the page is dark.

    Returns
    -------
    spec
        Vega-Lite with the named datasets of `make_total_rows`; not to be changed.
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
    told = [
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
            description=alt.Description("said:N"),
            tooltip=[
                *told,
                alt.Tooltip("how:N", title="How"),
                alt.Tooltip("recorded:Q", title="Recorded here", format=",d"),
                alt.Tooltip("us_confirmed:Q", title="US-confirmed here", format=",d"),
                alt.Tooltip("gap:Q", title="Gap: stated less recorded", format=",d"),
            ],
        )
    )
    # A line has one tooltip from end to end: what tells its days is a clear rule on each.
    days = (
        on_rows("running")
        .mark_rule(strokeWidth=3, opacity=0, aria=False)
        .encode(day, number, tooltip=told)
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
        As `geo.statistics.official_totals.accumulate_records` gives it. Not modified.
    stated
        As `geo.statistics.official_totals.compare_totals` gives it, with `series`, who stated it
        (`OFFICIALS` or `MONITORS`). Not modified.
    period
        The days that the map shows.

    Returns
    -------
    datasets
        Frames by name: `running`, `stated` and `window` (one row, or none where the period
        has no day of the record); days are milliseconds from 1970, at midnight UTC.
    """
    days = to_ms(running.index.to_numpy())
    begin, end = to_ms(ends_of(period))
    window = pd.DataFrame({"start": [max(begin, days[0])], "end": [min(end, days[-1])]})
    ours = running.rename(columns=_OURS)[list(_OURS.values())].rename_axis("as_of").reset_index()
    lines = ours.melt("as_of", var_name="series", value_name="n")
    points = stated.rename(columns={"stated": "n"})
    points = points.assign(how=points["qualifier"].map(QUALIFIERS)).drop(columns="qualifier")
    lines, points = (
        frame.assign(
            day=to_ms(frame["as_of"].to_numpy()),
            date=[format_dtg_day(day.date()) for day in frame["as_of"]],
        ).drop(columns="as_of")
        for frame in (lines, points)
    )
    said = [f"{row.series}: {row.n:,} by {row.date}" for row in points.itertuples()]
    return {
        "running": lines,
        "stated": points.assign(said=said),
        "window": window[window["start"] <= window["end"]],
    }
