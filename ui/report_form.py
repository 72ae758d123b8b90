"""The form for a report: it is checked while it is written, and nothing in it is lost."""

import datetime as dt
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from geo.dataset import Dataset
from geo.dates import format_dtg_day
from geo.report_check import check_report, find_near, grade_report, list_originals
from geo.reports import ADDED_SOURCES
from geo.words import (
    CLAIM_GROUPS,
    CONFIRMATIONS,
    CREDIBILITIES,
    OUTCOMES,
    RELIABILITIES,
    SOURCE_KINDS,
    TARGET_KINDS,
    WEAPONS,
)
from ui.cache import Record
from ui.choice_labels import label_sites, label_sources, tell_apart
from ui.dialogs import close_dialog, enter_dialog
from ui.report_actions import corrected_report, finish_report
from ui.report_fields import (
    ELSEWHERE,
    KNOWN_SOURCE,
    NEW_SOURCE,
    fill_form,
    hand_over,
    keep_duplicate,
    list_labels,
    list_shown,
    read_report,
    show_fault,
    show_field,
    take_over,
    was_tried,
    word_faults,
)
from ui.settings import read_latest_day

FIRST_DAY: Final = dt.date(1990, 1, 1)
LAST_DAY: Final = dt.date(2099, 12, 31)
"""What the calendar offers: a day ahead is told in our words, not refused without one."""
MOST_NEAR: Final = 4


def show_report_form(record: Record, base: Record) -> None:
    """
    Show the form for a new report, or for one that is corrected.

    Parameters
    ----------
    record
        The record with what this session has added.
    base
        The record that all sessions share.
    """
    corrected = corrected_report()
    hand_over()

    @st.dialog(
        "Correct your report" if corrected else "Add a report",
        width="large",
        on_dismiss=close_dialog,
    )
    def show() -> None:
        enter_dialog("report")
        take_over()
        words = _find_faults(record.dataset)
        shown = list_shown(words)
        event, source = st.columns([7, 5], gap="medium")
        with event:
            _show_day_and_place(record.dataset, shown)
            _show_event(shown)
        with source:
            _show_source(record.dataset, shown)
            _show_words(shown)
        _show_near(record.dataset, shown, corrected)
        if not words:
            _show_grade(record.dataset)
        _show_buttons(record, base, words, corrected)

    show()


def _find_faults(dataset: Dataset) -> dict[str, str]:
    """Check what stands in the form; give what to say of each faulty field."""
    faults = check_report(dataset, read_report(), read_latest_day())
    return word_faults(faults, of_source=ADDED_SOURCES)


def _show_day_and_place(dataset: Dataset, shown: dict[str, str]) -> None:
    """Show when and where."""
    labels = label_sites(dataset.bases) | {ELSEWHERE: "Another place"}
    day, site = st.columns([2, 3])
    with day:
        options = {"format": "YYYY-MM-DD", "min_value": FIRST_DAY, "max_value": LAST_DAY}
        show_field("date", st.date_input, None, **options)
        show_fault("date", shown)
    with site:
        chosen = show_field(
            "base_id", st.selectbox, list(labels), index=None, format_func=labels.get,
            placeholder="Choose, or type a part of its name",
        )  # fmt: skip
        show_fault("base_id", shown)
    sure, place = st.columns([2, 3], vertical_alignment="center")
    with sure:
        approximate = show_field("approximate", st.checkbox, default=False)
    with place:
        show_field(
            "place_as_reported", st.text_input, default="", max_chars=300,
            placeholder="In the source's words" if chosen == ELSEWHERE else "If it differs",
        )  # fmt: skip
        show_fault("place_as_reported", shown)
    if approximate:
        for column, name in zip(st.columns(2), ("date_earliest", "date_latest"), strict=True):
            with column:
                show_field(name, st.date_input, None, **options)
                show_fault(name, shown)
    if chosen == ELSEWHERE:
        _show_point(shown)


def _show_point(shown: dict[str, str]) -> None:
    """Show the coordinates of a place that is no site."""
    for column, name, example in zip(
        st.columns(2), ("latitude", "longitude"), ("33.8", "42.4"), strict=True
    ):
        with column:
            show_field(
                name, st.text_input, default="", max_chars=24, placeholder=f"Such as {example}"
            )
            show_fault(name, shown)
    st.caption(
        "Decimal degrees, north and east positive, with as many decimals as the source gives. "
        "Without a point the report is counted and listed, and drawn nowhere."
    )


def _show_event(shown: dict[str, str]) -> None:
    """Show what happened, what came of it, and who says so."""
    weapon, munitions, target = st.columns([3, 2, 3])
    with weapon:
        _show_choice("weapon", WEAPONS, "unknown")
    with munitions:
        _show_text("munitions", shown, "How many")
    with target:
        _show_choice("target_kind", TARGET_KINDS, "unknown")
    outcome, killed, wounded = st.columns([4, 2, 2])
    with outcome:
        _show_choice("outcome", OUTCOMES, "unknown")
    with killed:
        _show_text("us_killed", shown, "not known")
    with wounded:
        _show_text("us_wounded", shown, "not known")
    _show_choice("confirmation", CONFIRMATIONS, None)
    show_fault("confirmation", shown)
    claimed, group = st.columns(2)
    with claimed:
        _show_text("claimed_by", shown, "Blank: nobody is known to have", 300)
    with group:
        _show_choice("claim_group", CLAIM_GROUPS, None, "Nobody is known to have")


def _show_choice(
    name: str, words: dict[str, str], default: str | None, placeholder: str = "Choose"
) -> None:
    """Show a field of controlled words, as an officer reads them; one with a default keeps one."""
    show_field(
        name, st.selectbox, list(words), default=default, index=None if default is None else 0,
        format_func=words.get, placeholder=placeholder,
    )  # fmt: skip


def _show_text(name: str, shown: dict[str, str], placeholder: str = "", most: int = 24) -> None:
    """Show a field for a line of text, and what is wrong with it."""
    show_field(name, st.text_input, default="", placeholder=placeholder, max_chars=most)
    show_fault(name, shown)


def _show_source(dataset: Dataset, shown: dict[str, str]) -> None:
    """Show where it comes from: a source that is there, or a new one."""
    ways = [NEW_SOURCE, KNOWN_SOURCE]
    way = show_field("source_way", st.segmented_control, ways, default=NEW_SOURCE, required=True)
    if way == KNOWN_SOURCE:
        labels = label_sources(dataset.sources)
        show_field(
            "source_ids", st.multiselect, list(labels), default=[], format_func=labels.get,
            placeholder="Choose, or type a part of title or publisher",
        )  # fmt: skip
        show_fault("source_ids", shown)
        return
    _show_text("source_title", shown, most=500)
    kind, published = st.columns([3, 2])
    with kind:
        _show_choice("source_kind", SOURCE_KINDS, None)
        show_fault("source_kind", shown)
    with published:
        _show_text("source_published", shown, "2024-01-05")
    publisher, url = st.columns(2)
    with publisher:
        _show_text("source_publisher", shown, most=300)
    with url:
        _show_text("source_url", shown, "https://…", 2000)


def _show_words(shown: dict[str, str]) -> None:
    """Show the free words."""
    for name, asks in (
        ("summary", "What is reported, in your own words"),
        ("note", "Where sources differ, and what is not known"),
    ):
        show_field(name, st.text_area, default="", max_chars=4000, height=70, placeholder=asks)
        show_fault(name, shown)


def _show_near(dataset: Dataset, shown: dict[str, str], corrected: str | None) -> None:
    """Show which records stand near it, and ask whether one of them is the same event."""
    near = find_near(dataset, read_report(), corrected)
    originals = list_originals(dataset, read_report(), corrected)
    keep_duplicate(originals)
    if near.empty:
        return
    lines = {str(attack_id): _describe(row) for attack_id, row in near.iterrows()}
    listed = "".join(f"<li>{escape(line)}</li>" for line in list(lines.values())[:MOST_NEAR])
    more = f"<li>and {len(near) - MOST_NEAR:,} more</li>" if len(near) > MOST_NEAR else ""
    st.html(
        '<div class="bw-hint">In the record within a day of it, at this site. Is yours '
        f"another event?<ul>{listed}{more}</ul></div>"
    )
    if originals:
        show_field(
            "possible_duplicate_of", st.selectbox, originals, index=None,
            format_func=tell_apart({name: lines[name] for name in originals}).get,
            placeholder="No: another event. Choose one, and yours is listed but not counted",
        )  # fmt: skip
        show_fault("possible_duplicate_of", shown)


def _show_grade(dataset: Dataset) -> None:
    """Say which grade a sound report would have."""
    reliability, credibility = grade_report(dataset, read_report())
    st.html(
        f'<p class="bw-hint">Grade {reliability}{credibility} by the rule: source '
        f"{RELIABILITIES[reliability]}, item {CREDIBILITIES[credibility]}.</p>"
    )


def _describe(row: "pd.Series[Any]") -> str:
    """Describe a record in a line."""
    said = [
        format_dtg_day(row["date"].date()), WEAPONS[row["weapon"]],
        CONFIRMATIONS[row["confirmation"]], str(row["summary"])[:120],
    ]  # fmt: skip
    return " · ".join(filter(None, said))


def _show_buttons(
    record: Record, base: Record, words: dict[str, str], corrected: str | None
) -> None:
    """Show what ends the form, and what still stands against it."""
    if words and was_tried():
        said = f"{len(words)} to correct: {list_labels(list(words))}."
        st.html(f'<p class="bw-fault" role="alert">{escape(said)}</p>')
    with st.container(horizontal=True):
        st.button(
            "Save the correction" if corrected else "Add this report",
            on_click=finish_report,
            args=(record, base, corrected),
            type="primary",
            key="report-done",
        )
        st.button("Clear the form", on_click=fill_form, args=({},), key="report-clear")
