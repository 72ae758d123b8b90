"""The tab *Chart*: attacks over time and by site; both show and set what the map shows."""

from dataclasses import replace
from functools import partial
from html import escape
from typing import Any, Final, cast

import pandas as pd
import streamlit as st

from export.picture.chart import Chart, name_chart
from export.picture.chart_picture import render_chart
from export.product.product import Product
from export.wording.scene_text import describe_no_records
from geo.model.dates import Window
from geo.model.periods import Unit, choose_unit, offer_units, whole_units, widen_window
from geo.model.scene import Scene
from geo.model.vocabulary import CONFIRMATIONS, OUTCOMES, WEAPONS
from geo.query.opening import timeline_days
from geo.record import Dataset
from geo.statistics.time_series import Kind, Series, count_series, count_sites, list_words
from layers.cartography.palette import OTHER_REPORTED, US_CONFIRMED, colour_words
from ui.charts.data import DAY_MS, count_noun, label_sites, make_series_rows, make_site_rows
from ui.charts.legend import show_key
from ui.charts.specs import draw_series, draw_sites
from ui.exports.editor import open_draft
from ui.exports.marking_dialog import show_gate
from ui.map_component import settled_view
from ui.state.map_commands import command_map
from ui.state.marking import choose_marking
from ui.widgets.downloads import offer_file
from ui.widgets.theme import is_dark

_KINDS: Final[dict[Kind, str]] = {
    "weapon": "weapon",
    "outcome": "outcome",
    "base_id": "site",
    "confirmation": "confirmation",
}
_SPANS: Final = ("around the period", "whole record")
_SERIES_KEY: Final = "chart-series"
_SITES_KEY: Final = "chart-sites"
_CHOSEN: Final = "chart-unit-chosen"
_COMMANDED: Final = "chart-commanded"


@st.fragment
def show_charts(dataset: Dataset, scene: Scene) -> None:
    """
    Show the charts for the scene that the map shows.

    Parameters
    ----------
    dataset
        The record; attacks outside the period are drawn hollow, for comparison.
    scene
        What the map shows; the numbers of each chart add up to its counts.

    Notes
    -----
    A fragment: another unit or stacking runs only this. A command to the map runs the whole page,
    because the map comes before this on it.
    """
    if st.session_state.pop(_COMMANDED, False):
        st.rerun()
    unit, kind, shown = _choose_series(scene.period, timeline_days(dataset))
    left, right = st.columns([13, 8], gap="medium")
    with left:
        _show_series(dataset, scene, unit, kind, shown)
    with right:
        _show_sites(dataset, scene)
    _show_picture(dataset, scene, unit, kind, shown)


def _show_picture(dataset: Dataset, scene: Scene, unit: Unit, kind: Kind, shown: Window) -> None:
    """Show the button that makes a picture of both charts, like every product."""
    label, key = "Chart as picture (PNG)", "chart-picture"
    if choose_marking() is None:
        if show_gate(label, f"ask-{key}"):
            st.rerun()
        return
    scene = replace(scene, title=open_draft().title or scene.title)

    def render() -> bytes:
        listed = count_sites(dataset, scene.view.filters, scene.period).index
        sites = label_sites(listed, dataset.bases["name"])
        labels = _label_words(dataset, kind)
        chart = Chart(unit, kind, shown, _KINDS[kind], labels, sites)
        return render_chart(Product(scene, dataset, None), chart)

    offer_file(
        label,
        render,
        file_name=name_chart(scene, unit, kind),
        mime="image/png",
        about="Both charts for a page or a slide, with title, period, filters, sources and marking",
        key=key,
        apart=True,
    )


def _show_series(dataset: Dataset, scene: Scene, unit: Unit, kind: Kind, shown: Window) -> None:
    """Show attacks by day, week or month, stacked, with strikes on top."""
    series = count_series(
        dataset, scene.view.filters, scene.period, shown=shown, unit=unit, kind=kind
    )
    labels = _label_words(dataset, kind)
    colours = colour_words(kind, list_words(dataset, kind))
    if not scene.counts.selected:
        st.info(f"{describe_no_records(scene)}.")
        if not series.bars["outside"].any():
            return
    row = _marked_row(dataset)
    rows = make_series_rows(
        series,
        scene.period,
        dataset.strikes,
        labels=labels,
        colours=colours,
        marked=None if row is None else row["date"],
    )
    show_key(
        [
            (labels[word], int(series.words[word]), colours[word])
            for word in labels
            if series.words[word]
        ],
        shapes=kind == "weapon",
        acknowledged=not rows.acknowledged.empty,
        reported=not rows.reported.empty,
    )
    st.vega_lite_chart(
        draw_series(unit, dark=is_dark()) | {"datasets": rows.as_datasets()},
        key=_SERIES_KEY,
        on_select=partial(_take_period, unit, timeline_days(dataset)),
        selection_mode=["begin", "reach"],
        alt=f"Attacks per {unit}, stacked by {_KINDS[kind]}, strikes on top. Each column has its "
        "numbers as text; the list above gives their sums.",
    )
    _caption(_describe_series(scene, series, kind, row))


def _choose_series(period: Window, within: Window) -> tuple[Unit, Kind, Window]:
    """Show the choices of the chart over time; return unit, stacking and days."""
    with st.container(horizontal=True, vertical_alignment="center", key="chart-choices"):
        unit_place = st.container(width="content")
        kind = st.selectbox(
            "Stacked by",
            list(_KINDS),
            format_func=lambda kind: f"by {_KINDS[kind]}",
            key="chart-kind",
            label_visibility="collapsed",
            persist_state="session",
            width=165,
        )
        span = st.segmented_control(
            "Days shown",
            _SPANS,
            default=_SPANS[0],
            required=True,
            key="chart-span",
            label_visibility="collapsed",
            persist_state="session",
        )
    shown = within if span == _SPANS[1] else widen_window(period, within)
    offered = offer_units(shown.days)
    chosen = st.session_state.get(_CHOSEN)
    # The unit follows the number of days shown until the officer chooses one.
    st.session_state["chart-unit"] = chosen if chosen in offered else choose_unit(shown.days)
    with unit_place:
        unit = st.segmented_control(
            "Attacks per",
            offered,
            format_func=lambda unit: f"per {unit}",
            required=True,
            key="chart-unit",
            on_change=_keep_unit,
            label_visibility="collapsed",
        )
    return cast("Unit", unit), kind, shown


def _keep_unit() -> None:
    """Remember the unit that the officer chose."""
    st.session_state[_CHOSEN] = st.session_state["chart-unit"]


def _label_words(dataset: Dataset, kind: Kind) -> dict[str, str]:
    """Return the label of each word of a stacking."""
    if kind == "base_id":
        return label_sites(list_words(dataset, kind), dataset.bases["name"])
    return {"weapon": WEAPONS, "outcome": OUTCOMES, "confirmation": CONFIRMATIONS}[kind]


def _marked_row(dataset: Dataset) -> "pd.Series[Any] | None":
    """Return the record that is marked on the map; None without one."""
    record = (settled_view() or {}).get("record")
    return dataset.attacks.loc[record] if record in dataset.attacks.index else None


def _marked_site(dataset: Dataset) -> str | None:
    """Return the site whose list, or a record of which, is open on the map; None without one."""
    row = _marked_row(dataset)
    return (settled_view() or {}).get("site") if row is None else str(row["base_id"])


def _describe_series(
    scene: Scene, series: Series, kind: Kind, row: "pd.Series[Any] | None"
) -> list[str]:
    """Return sentences on what the chart over time counts and leaves out."""
    counts = scene.counts
    attacks = count_noun(counts.selected, "attack")
    texts = [f"{attacks}, {scene.period}, of {counts.in_filters:,} at any date in these filters."]
    approximate = int(series.bars["approximate"].sum())
    if approximate:
        texts.append(
            f"{approximate:,} of them {'has' if approximate == 1 else 'have'} an approximate date."
        )
    if series.bars["outside"].any():
        texts.append("Hollow: outside the period.")
    if scene.view.mode == "cumulative":
        texts.append("Cumulative: the period starts with the record.")
    if series.unit == "week":
        texts.append("Weeks start on Monday.")
    if kind == "base_id":
        texts.append("The sites with most attacks in the whole record have colours.")
    if counts.held_out_selected and scene.view.filters.include_held_out:
        texts.append(f"{count_noun(counts.held_out_selected, 'record')} excluded from counts.")
    if row is not None:
        texts.append(f"Framed: {row.name}.")
    texts.append(f"Drag to choose a period, click to choose a {series.unit}.")
    return texts


def _caption(sentences: list[str]) -> None:
    """Show a caption as plain text: it can hold names of records."""
    st.html(f'<p class="bw-note">{escape(" ".join(sentences))}</p>')


def _take_period(unit: Unit, within: Window) -> None:
    """Send the map the period that was drawn, or the column that was clicked."""
    selection = st.session_state[_SERIES_KEY]["selection"]
    begin, reach = (
        [row["start"] / DAY_MS for row in selection.get(end, ())] for end in ("begin", "reach")
    )
    if begin and reach:  # none once the button is released
        command_map(window=whole_units(begin[0], reach[0], unit, within))
        st.session_state[_COMMANDED] = True


def _show_sites(dataset: Dataset, scene: Scene) -> None:
    """Show attacks by site, US-confirmed before other reported."""
    counts = scene.counts
    if not counts.selected:
        return
    sites = count_sites(dataset, scene.view.filters, scene.period)
    show_key(
        [
            ("US-confirmed", counts.us_confirmed, US_CONFIRMED),
            ("other reported", counts.other_reported, OTHER_REPORTED),
        ]
    )
    st.vega_lite_chart(
        draw_sites(dark=is_dark())
        | {
            "datasets": {
                "window": pd.DataFrame({"one": [1]}),
                "sites": make_site_rows(sites, dataset.bases["name"], _marked_site(dataset)),
            }
        },
        key=_SITES_KEY,
        on_select=partial(_take_site, frozenset(dataset.bases.index)),
        selection_mode=["site"],
        alt="Attacks by site, US-confirmed before other reported. Each bar has its numbers.",
    )
    attacks = count_noun(counts.selected, "attack")
    places = count_noun(counts.bases_hit, "named site")
    _caption([f"{attacks} at {places}, {scene.period}. Click a site for its records on the map."])


def _take_site(known: frozenset[str]) -> None:
    """Have the map open the list of the site that was clicked."""
    for row in st.session_state[_SITES_KEY]["selection"].get("site", ()):
        if row.get("base") in known:
            command_map(site=row["base"])
            st.session_state[_COMMANDED] = True
