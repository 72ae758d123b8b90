"""What changed: the records of a period, base by base, against the days before where it can be."""

from typing import Any, Final

import pandas as pd

from export.talking_points.facts import Facts, Point, cut_name, join_names, select_base
from export.wording.coverage_text import describe_no_change
from export.wording.scene_text import describe_nothing, format_number
from geo.statistics.by_base import NOT_PLACED, count_bases
from geo.statistics.previous_period import Change, find_before

CHANGED: Final = "What changed"
REPORTED: Final = "What was reported"


def list_changes(facts: Facts) -> list[Point]:
    """
    Say how many records there are, then base by base, US-confirmed before other reports.

    Parameters
    ----------
    facts
        What is shown, and the days before.

    Returns
    -------
    points
        Under `CHANGED` where the window is held against the days before it, else `REPORTED`. The
        bases follow those with the most US-confirmed records first.
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
    """Give the counts by base with those of the days before, zero where nothing is compared."""
    if facts.change is None:
        return facts.bases.assign(before=0)
    filters = facts.scene.view.filters
    before = count_bases(facts.dataset, filters, facts.change.before)
    return facts.bases.assign(before=before["selected"])


def _describe_all(facts: Facts) -> str:
    """Say how many records the period holds, and how that compares."""
    counts, change, view = facts.scene.counts, facts.change, facts.scene.view
    if counts.selected:
        records = "record" if counts.selected == 1 else "records"
        said = (
            f"{counts.selected:,} {records}, of {counts.in_filters:,} {facts.whole}: "
            f"{counts.us_confirmed:,} US-confirmed, {counts.other_reported:,} other reported"
        )
    else:
        said = describe_nothing(facts.scene)
    if change is not None:
        return f"{said}; {_compare(change.selected, change.selected_before, change)}."
    if view.mode == "cumulative":
        return f"{said}."
    dataset, before = facts.dataset, facts.asked_before or find_before(view.window)
    held = dataset.coverage.days if dataset.coverage else dataset.days
    return f"{said}. {describe_no_change(facts.scene, held, before)}"


def _describe_base(facts: Facts, row: "pd.Series[Any]") -> str:
    """Say how many records a base has, US-confirmed first."""
    parts = [
        f"{row[column]:,} {label}"
        for column, label in (
            ("us_confirmed", "US-confirmed"),
            ("other_reported", "other reported"),
        )
        if row[column]
    ]
    said = f"{name_base(row)}: {', '.join(parts)}"
    if facts.change is None:
        return f"{said}, of {row['in_filters']:,} {facts.whole_short}."
    return f"{said}; {_compare(row['selected'], row['before'], facts.change)}."


def _compare(now: int, before: int, change: Change) -> str:
    """Say how a number compares with the days before."""
    when = _days(change)
    if now == before:
        return f"as many as in {when}"
    if not before:
        return f"none in {when}"
    return (
        f"{abs(now - before):,} {'more' if now > before else 'fewer'} than in {when} ({before:,})"
    )


def _days(change: Change) -> str:
    """Name the days before the window: by their dates where others were asked for."""
    days = change.before.days
    if change.before != find_before(change.window):
        return f"{change.before} ({format_number(days, 'day')})"
    return "the day before" if days == 1 else f"the {days:,} days before"
