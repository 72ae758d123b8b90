"""The panel of totals: our running count beside the officials' and, apart, the monitor's."""

import altair as alt
import pandas as pd
import streamlit as st

from geo.dataset import Dataset
from geo.reconciliation import (
    MONITOR,
    Area,
    accumulate_records,
    compare_sites,
    compare_totals,
    describe_gap,
)
from geo.scene import Scene
from geo.schema import QUALIFIERS

_COLOURS = {
    "recorded here": "#6b6457",
    "US-confirmed here": "#b4440a",
    "stated by US DoD": "#0072b2",
    "stated by SOHR (monitor)": "#009e73",
}


def show_reconciliation(dataset: Dataset, scene: Scene) -> None:
    """Show the running counts, the stated totals, and the gap between them on any day."""
    area: Area = st.segmented_control(
        "Area", ["region", "Iraq", "Syria"], default="region", required=True, key="area"
    )
    sentence = describe_gap(dataset, scene.period.last, area)
    st.write(sentence or "No official total was stated by the end of this period.")
    st.caption(
        "Each authority counts by a definition of its own; the totals stand beside ours and are "
        "never added to it. The record is a floor for what happened, and holds claims that "
        "officials never confirmed. All dates count, whatever the filters."
    )
    official = compare_totals(dataset, area)
    monitor = compare_totals(dataset, "Syria", MONITOR) if area == "Syria" else official.iloc[:0]
    if official.empty and monitor.empty:
        st.info("The record has no stated totals: put official_totals.csv beside attacks.csv.")
        return
    st.altair_chart(_draw_chart(accumulate_records(dataset, area), official, monitor))
    _show_table(official, "US Department of Defense")
    if not monitor.empty:
        _show_table(monitor, "Syrian Observatory for Human Rights: a monitor, no official")
    sites = compare_sites(dataset)
    if not sites.empty:
        st.caption("Single sites, as stated, beside the records counted here up to that day")
        st.dataframe(_as_read(sites), hide_index=True)


def _draw_chart(
    running: pd.DataFrame, official: pd.DataFrame, monitor: pd.DataFrame
) -> alt.LayerChart | alt.FacetChart:
    """Draw our counts as steps and each statement as a point."""
    names = {"recorded": "recorded here", "us_confirmed": "US-confirmed here"}
    ours = (
        running.rename(columns=names).reset_index().melt("day", var_name="series", value_name="n")
    )
    stated = pd.concat(
        [
            official.assign(series="stated by US DoD"),
            monitor.assign(series="stated by SOHR (monitor)"),
        ]
    ).rename(columns={"as_of": "day", "stated": "n"})
    present = [name for name in _COLOURS if name in {*ours["series"], *stated["series"]}]
    colour = alt.Color(
        "series:N",
        title=None,
        scale=alt.Scale(domain=present, range=[_COLOURS[name] for name in present]),
        legend=alt.Legend(orient="top"),
    )
    day = alt.X("day:T", title=None)
    number = alt.Y("n:Q", title="attacks up to the day")
    lines = (
        alt.Chart(ours)
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(day, number, colour, detail="series:N", tooltip=["day:T", "series:N", "n:Q"])
    )
    points = (
        alt.Chart(stated)
        .mark_point(filled=True, size=55, shape="diamond")
        .encode(
            day,
            number,
            colour,
            tooltip=["day:T", "series:N", "n:Q", "qualifier:N", "recorded:Q", "gap:Q"],
        )
    )
    return alt.layer(lines, points).properties(height=320)


def _show_table(compared: pd.DataFrame, authority: str) -> None:
    """Show each statement with our count on its day and the gap."""
    if not compared.empty:
        st.caption(authority)
        st.dataframe(_as_read(compared), hide_index=True, height=220)


def _as_read(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the columns the names, and the words, that an officer reads."""
    names = {
        "base_name": "Site",
        "authority": "Stated by",
        "as_of": "By",
        "stated": "Stated",
        "qualifier": "How",
        "recorded": "Recorded here",
        "us_confirmed": "US-confirmed here",
        "gap": "Gap: stated less recorded",
    }
    read = frame.assign(
        as_of=frame["as_of"].dt.strftime("%Y-%m-%d"), qualifier=frame["qualifier"].map(QUALIFIERS)
    )
    return read.rename(columns=names)
