"""The tab *Official totals*: the recorded count beside those of officials and a monitor."""

import pandas as pd
import streamlit as st

from geo.model.scene import Scene
from geo.model.schema import QUALIFIERS
from geo.record import Dataset
from geo.statistics.official_totals import (
    MONITOR,
    Area,
    accumulate_records,
    compare_sites,
    compare_totals,
    describe_gap,
    list_wounded,
)
from ui.charts.totals_chart import COLOURS, MONITORS, OFFICIALS, SIGNS, draw_totals, make_total_rows
from ui.widgets.theme import is_dark


@st.fragment
def show_official_totals(dataset: Dataset, scene: Scene) -> None:
    """Show running counts, stated totals and the gap; a change of area runs only this."""
    area: Area = st.segmented_control(
        "Area", ["region", "Iraq", "Syria"], default="region", required=True, key="area"
    )
    sentence = describe_gap(dataset, scene.period.last, area)
    st.write(sentence or "No official total was stated by the end of this period.")
    st.caption(
        "Each authority counts by its own definition. Its totals are shown beside the record and "
        "not added to it. The record holds reported attacks only, some of them claims that "
        "officials never confirmed. The filters do not apply here."
    )
    official = compare_totals(dataset, area)
    monitor = compare_totals(dataset, "Syria", MONITOR) if area == "Syria" else official.iloc[:0]
    if official.empty and monitor.empty:
        st.info("The record has no stated totals: put official_totals.csv beside attacks.csv.")
        return
    stated = pd.concat([official.assign(series=OFFICIALS), monitor.assign(series=MONITORS)])
    rows = make_total_rows(accumulate_records(dataset, area), stated, scene.period)
    _show_signs(set(stated["series"]))
    st.vega_lite_chart(
        draw_totals(dark=is_dark()) | {"datasets": rows},
        key="chart-totals",
        alt="Attacks recorded up to each day, all and US-confirmed, beside the totals that were "
        "stated. The tables below hold the same numbers.",
    )
    _show_table(official, "US Department of Defense")
    if not monitor.empty:
        _show_table(monitor, "Syrian Observatory for Human Rights: a monitor, not an official")
    _show_table(list_wounded(dataset), "US wounded, as officials counted them")
    sites = compare_sites(dataset)
    if not sites.empty:
        st.caption("Single sites, as stated, beside the records counted here up to that day")
        st.dataframe(_as_read(sites), hide_index=True)


def _show_signs(present: set[str]) -> None:
    """Show the legend of lines and points, as text beside each sign."""
    items = "".join(
        f'<li><i aria-hidden="true" style="color:{COLOURS[name]}">{SIGNS[name]}</i>{name}</li>'
        for name in COLOURS
        if name in present or name not in {OFFICIALS, MONITORS}
    )
    st.html(f'<ul class="bw-key">{items}</ul>')


def _show_table(compared: pd.DataFrame, authority: str) -> None:
    """Show each statement with the recorded count on its day and the gap."""
    if not compared.empty:
        st.caption(authority)
        st.dataframe(
            _as_read(compared), hide_index=True, height="auto" if len(compared) < 7 else 220
        )


def _as_read(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the headings and words that an officer reads."""
    names = {
        "base_name": "Site",
        "authority": "Stated by",
        "as_of": "By",
        "stated": "Stated",
        "qualifier": "How",
        "reliability": "Grade of its source",
        "source_ids": "Sources",
        "recorded": "Recorded here",
        "us_confirmed": "US-confirmed here",
        "gap": "Gap: stated minus recorded",
    }
    read = frame.assign(
        as_of=frame["as_of"].dt.strftime("%Y-%m-%d"), qualifier=frame["qualifier"].map(QUALIFIERS)
    )
    return read.rename(columns=names)
