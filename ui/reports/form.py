"""The report form, checked while it is filled in."""

import datetime as dt
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from geo.model.dates import format_dtg_day
from geo.model.vocabulary import (
    CLAIM_GROUPS,
    CONFIRMATIONS,
    CREDIBILITIES,
    OUTCOMES,
    RELIABILITIES,
    TARGET_KINDS,
    WEAPONS,
)
from geo.model.weapons import describe_weapons
from geo.record import Dataset
from geo.reports.user_reports import ADDED_SOURCES
from geo.reports.validation import check_report, find_near, grade_report, list_originals
from ui.reports.actions import corrected_report, finish_report
from ui.reports.errors import list_labels, list_shown, show_problem, show_text, word_problems
from ui.reports.fields import (
    ELSEWHERE,
    fill_form,
    keep_duplicate,
    read_report,
    restore_fields,
    save_fields,
    show_choice,
    show_field,
    was_submitted,
)
from ui.reports.source_fields import show_source, show_words
from ui.state.settings import read_latest_day
from ui.state.shared_record import Record
from ui.widgets.choice_labels import label_sites, make_distinct
from ui.widgets.dialogs import dismiss_dialog, enter_dialog

FIRST_DAY: Final = dt.date(1990, 1, 1)
LAST_DAY: Final = dt.date(2099, 12, 31)
"""Last day of the calendar: a day in the future gets an explanation, not a silent refusal."""
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
    restore_fields()

    @st.dialog(
        "Correct your report" if corrected else "Add a report",
        width="large",
        on_dismiss=dismiss_dialog(),
    )
    def show() -> None:
        enter_dialog("report")
        save_fields()
        words = _find_problems(record.dataset)
        shown = list_shown(words)
        event, source = st.columns([7, 5], gap="medium")
        with event:
            _show_day_and_place(record.dataset, shown)
            _show_event(shown)
            # each optional part has a fixed place, see `show_problem`
            with st.container():
                _show_near(record.dataset, shown, corrected)
        with source:
            with st.container():
                show_source(record.dataset, shown)
            show_words(shown)
        _show_end(record, base, words, corrected)

    show()


def _find_problems(dataset: Dataset) -> dict[str, str]:
    """Check the form; return the problem of each field in words."""
    problems = check_report(dataset, read_report(), read_latest_day())
    return word_problems(problems, of_source=ADDED_SOURCES)


def _show_day_and_place(dataset: Dataset, shown: dict[str, str]) -> None:
    """Show when and where."""
    labels = label_sites(dataset.bases) | {ELSEWHERE: "Another place"}
    day, site = st.columns([2, 3])
    with day:
        options = {"format": "YYYY-MM-DD", "min_value": FIRST_DAY, "max_value": LAST_DAY}
        show_field("date", st.date_input, None, **options)
        show_problem("date", shown)
    with site:
        chosen = show_field(
            "base_id", st.selectbox, list(labels), index=None, format_func=labels.get,
            placeholder="Choose, or type part of its name",
        )  # fmt: skip
        show_problem("base_id", shown)
    sure, place = st.columns([2, 3], vertical_alignment="center")
    with sure:
        approximate = show_field("approximate", st.checkbox, default=False)
    with place:
        show_field(
            "place_as_reported", st.text_input, default="", max_chars=300,
            placeholder="In the source's words" if chosen == ELSEWHERE else "If it differs",
        )  # fmt: skip
        show_problem("place_as_reported", shown)
    with st.container():
        if approximate:
            _show_days(shown, options)
    with st.container():
        if chosen == ELSEWHERE:
            _show_point(shown)


def _show_days(shown: dict[str, str], options: dict[str, Any]) -> None:
    """Show the earliest and latest day of an approximate date."""
    for column, name in zip(st.columns(2), ("date_earliest", "date_latest"), strict=True):
        with column:
            show_field(name, st.date_input, None, **options)
            show_problem(name, shown)


def _show_point(shown: dict[str, str]) -> None:
    """Show the coordinates of a place that is not a site."""
    for column, name, example in zip(
        st.columns(2), ("latitude", "longitude"), ("33.8", "42.4"), strict=True
    ):
        with column:
            show_field(
                name, st.text_input, default="", max_chars=24, placeholder=f"Such as {example}"
            )
            show_problem(name, shown)
    st.caption(
        "Decimal degrees, north and east positive, as precise as the source. Without coordinates "
        "the report is counted and listed, but not drawn."
    )


def _show_event(shown: dict[str, str]) -> None:
    """Show weapon, target, outcome, casualties, confirmation and claim."""
    weapon, munitions, target = st.columns([3, 2, 3])
    with weapon:
        show_field(
            "weapon", st.multiselect, list(WEAPONS), default=[], format_func=WEAPONS.get,
            placeholder=WEAPONS["unknown"],
        )  # fmt: skip
        show_problem("weapon", shown)
    with munitions:
        show_text("munitions", shown, "How many")
    with target:
        show_choice("target_kind", TARGET_KINDS, "unknown")
    outcome, killed, wounded = st.columns([4, 2, 2])
    with outcome:
        show_choice("outcome", OUTCOMES, "unknown")
    with killed:
        show_text("us_killed", shown, "not known")
    with wounded:
        show_text("us_wounded", shown, "not known")
    show_choice("confirmation", CONFIRMATIONS, None)
    show_problem("confirmation", shown)
    claimed, group = st.columns(2)
    with claimed:
        show_text("claimed_by", shown, "Leave blank if unclaimed", 300)
    with group:
        show_choice("claim_group", CLAIM_GROUPS, None, "Leave blank if unclaimed")


def _show_near(dataset: Dataset, shown: dict[str, str], corrected: str | None) -> None:
    """Show similar attacks of the record, and ask whether one is the same event."""
    near = find_near(dataset, read_report(), corrected)
    originals = list_originals(dataset, read_report(), corrected)
    keep_duplicate(originals)
    if near.empty:
        return
    lines = {str(attack_id): _describe(row) for attack_id, row in near.iterrows()}
    listed = "".join(f"<li>{escape(line)}</li>" for line in list(lines.values())[:MOST_NEAR])
    more = f"<li>and {len(near) - MOST_NEAR:,} more</li>" if len(near) > MOST_NEAR else ""
    st.html(
        '<div class="bw-hint">Similar attacks already recorded. Is yours a different event?'
        f"<ul>{listed}{more}</ul></div>"
    )
    if originals:
        show_field(
            "possible_duplicate_of", st.selectbox, originals, index=None,
            format_func=make_distinct({name: lines[name] for name in originals}).get,
            placeholder="Yes: a different event",
        )  # fmt: skip
        show_problem("possible_duplicate_of", shown)


def _describe_end(dataset: Dataset, words: dict[str, str]) -> str:
    """Return the note beside the button: problems, required fields, or the grade."""
    if words and was_submitted():
        summary = f"{len(words)} to correct: {list_labels(list(words))}."
        return f'<p class="bw-error" role="alert">{escape(summary)}</p>'
    if words:
        return (
            '<p class="bw-hint">Required: date, site, confirmation and a source. Leave blank what '
            "is not known.</p>"
        )
    reliability, credibility = grade_report(dataset, read_report())
    return (
        f'<p class="bw-hint">Grade {reliability}{credibility} by the rule: source '
        f"{RELIABILITIES[reliability]}, item {CREDIBILITIES[credibility]}.</p>"
    )


def _describe(row: "pd.Series[Any]") -> str:
    """Describe a record in a line."""
    parts = [
        format_dtg_day(row["date"].date()), describe_weapons(row["weapon"]),
        CONFIRMATIONS[row["confirmation"]], str(row["summary"])[:120],
    ]  # fmt: skip
    return " · ".join(filter(None, parts))


def _show_end(record: Record, base: Record, words: dict[str, str], corrected: str | None) -> None:
    """Show the buttons of the form, and the note beside them."""
    with st.container(horizontal=True, vertical_alignment="center", key="report-end"):
        st.button(
            "Save the correction" if corrected else "Add this report",
            on_click=finish_report,
            args=(record, base, corrected),
            type="primary",
            key="report-done",
        )
        st.button("Clear the form", on_click=fill_form, args=({},), key="report-clear")
        st.html(_describe_end(record.dataset, words))
