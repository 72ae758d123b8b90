"""Talking points on what changed: records by base, compared with the days before where possible."""

from typing import Any, Final

import pandas as pd

from export.talking_points.facts import Facts, Point, cut_name, join_names, select_base
from export.wording.coverage_text import describe_no_change
from export.wording.scene_text import describe_no_records, format_number
from geo.statistics.by_base import NOT_PLACED, count_bases
from geo.statistics.previous_period import Change, find_before

CHANGED: Final = "What changed"
REPORTED: Final = "What was reported"


def list_changes(facts: Facts) -> list[Point]:
    """
    List how many records there are, then base by base, US-confirmed before other reports.

    Parameters
    ----------
    facts
        What is shown, and the days before.

    Returns
    -------
    points
        Under `CHANGED` where the window is compared with the days before it, else `REPORTED`. The
        bases with the most US-confirmed records come first.
    """
    change = facts.change
    heading = REPORTED if change is None else CHANGED
    points = [Point(heading, _describe_all(facts), facts.cite(facts.rows, facts.rows_before))]
    bases = _count_before(facts).drop(index=NOT_PLACED)
    hit = bases[bases["selected"] > 0]
    order = ["us_confirmed", "selected"]
    for base_id, row in hit.sort_values(order, ascending=False, kind="stable").iterrows():
        at_base = [select_base(rows, str(base_id)) for rows in (facts.rows, facts.rows_before)]
        points.append(
            Point(heading, _describe_base(facts, row), facts.cite(*at_base), in_table=True)
        )
    gone = bases[(bases["selected"] == 0) & (bases["before"] > 0)]
    if change is not None and not hit.empty and not gone.empty:
        names = [f"{name_base(row)} {row['before']:,}" for _, row in gone.iterrows()]
        rows = [select_base(facts.rows_before, str(base_id)) for base_id in gone.index]
        text = f"None now, after some in {_days(change)}: {join_names(names, 'place')}."
        points.append(Point(heading, text, facts.cite(*rows)))
    return points


def name_base(row: "pd.Series[Any]") -> str:
    """Name a row of `Facts.bases`."""
    return cut_name(str(row["name"])) or "places of their own"


def _count_before(facts: Facts) -> pd.DataFrame:
    """Return the counts by base with those of the days before, zero without a comparison."""
    if facts.change is None:
        return facts.bases.assign(before=0)
    filters = facts.scene.view.filters
    before = count_bases(facts.dataset, filters, facts.change.before)
    return facts.bases.assign(before=before["selected"])


def _describe_all(facts: Facts) -> str:
    """Describe how many records the period holds, compared with the days before."""
    counts, change, view = facts.scene.counts, facts.change, facts.scene.view
    if counts.selected:
        records = "record" if counts.selected == 1 else "records"
        sentence = (
            f"{counts.selected:,} {records}, of {counts.in_filters:,} {facts.whole}: "
            f"{counts.us_confirmed:,} US-confirmed, {counts.other_reported:,} other reported"
        )
    else:
        sentence = describe_no_records(facts.scene)
    if change is not None:
        return f"{sentence}; {_compare(change.selected, change.selected_before, change)}."
    if view.mode == "cumulative":
        return f"{sentence}."
    dataset, before = facts.dataset, facts.requested_before or find_before(view.window)
    held = dataset.coverage.days if dataset.coverage else dataset.days
    return f"{sentence}. {describe_no_change(facts.scene, held, before)}"


def _describe_base(facts: Facts, row: "pd.Series[Any]") -> str:
    """Describe how many records a base has, US-confirmed first."""
    parts = [
        f"{row[column]:,} {label}"
        for column, label in (
            ("us_confirmed", "US-confirmed"),
            ("other_reported", "other reported"),
        )
        if row[column]
    ]
    sentence = f"{name_base(row)}: {', '.join(parts)}"
    if facts.change is None:
        return f"{sentence}, of {row['in_filters']:,} {facts.whole_short}."
    return f"{sentence}; {_compare(row['selected'], row['before'], facts.change)}."


def _compare(now: int, before: int, change: Change) -> str:
    """Describe how a number compares with that of the days before."""
    when = _days(change)
    if now == before:
        return f"as many as in {when}"
    if not before:
        return f"none in {when}"
    return (
        f"{abs(now - before):,} {'more' if now > before else 'fewer'} than in {when} ({before:,})"
    )


def _days(change: Change) -> str:
    """Name the days before the window, by their dates if they are not those just before it."""
    days = change.before.days
    if change.before != find_before(change.window):
        return f"{change.before} ({format_number(days, 'day')})"
    return "the day before" if days == 1 else f"the {days:,} days before"
