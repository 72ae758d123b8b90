"""Talking points on what is not known: not placed or stated, claimed, held out."""

from typing import Final

import pandas as pd

from export.talking_points.facts import Facts, Point, cut_name, join_names
from export.wording.citations import order_sources
from export.wording.coverage_text import list_main_limits
from export.wording.scene_text import (
    cite_total,
    count_not_placed,
    count_total,
    describe_official,
    describe_rejects,
    format_number,
)
from geo.model.dates import format_dtg_day
from geo.query.totals import official_total_by
from geo.statistics.official_totals import accumulate_records, compare_wounded

NOT_KNOWN: Final = "What is not known"
_SILENT: Final = {
    "outcome": ("unknown", "no outcome"),
    "weapon": ("unknown", "no weapon"),
    "date_precision": ("approximate", "only an approximate date"),
}
"""Columns that can be left open: the word for it, and its phrase in a sentence."""


def list_gaps(facts: Facts) -> list[Point]:
    """
    List what the records leave open, what is not counted, and what officials counted.

    Parameters
    ----------
    facts
        What is shown.

    Returns
    -------
    points
        Under `NOT_KNOWN`; only what occurs.
    """
    scene, rows = facts.scene, facts.rows
    counts = scene.counts
    points = []

    def add(text: str, cited: pd.DataFrame | None = None) -> None:
        points.append(Point(NOT_KNOWN, text, () if cited is None else facts.cite(cited)))

    for text in list_main_limits(scene):
        add(text)
    of_all = f"of {format_number(counts.selected, 'record')}"
    if counts.not_placed:
        places = [f"{cut_name(place)} {n:,}" for place, n in count_not_placed(scene)]
        not_placed = rows[~rows["placed"].astype(bool)]
        add(
            f"{counts.not_placed:,} {of_all} not placed: {join_names(places, 'place')}.", not_placed
        )
    points += _list_silent(facts)
    if counts.claim_only:
        are = "is a claim" if counts.claim_only == 1 else "are claims"
        claims = rows[rows["confirmation"] == "claim_only"]
        add(f"{counts.claim_only:,} {of_all} {are} without confirmation.", claims)
    points += _list_official(facts)
    if counts.held_out_selected:
        add(_describe_held_out(facts), facts.held_out)
    if counts.rejected:
        add(describe_rejects(scene)[0])
    return [*points, *list_added(facts)]


def _list_silent(facts: Facts) -> list[Point]:
    """Describe how many records state no outcome, no weapon or no exact day."""
    counts = facts.scene.counts
    numbers = {
        "outcome": counts.selected - counts.outcome_known,
        "weapon": counts.selected - counts.weapon_known,
        "date_precision": counts.approximate,
    }
    silent = {column: number for column, number in numbers.items() if number}
    if not silent:
        return []
    state = "states" if next(iter(silent.values())) == 1 else "state"
    parts = [f"{number:,} {_SILENT[column][1]}" for column, number in silent.items()]
    first, *rest = parts
    first = first.replace(" ", f" {state} ", 1)
    of_all = format_number(counts.selected, "record")
    words = pd.Series({column: _SILENT[column][0] for column in silent})
    cited = facts.rows[(facts.rows[list(silent)] == words).any(axis="columns")]
    return [Point(NOT_KNOWN, f"Of {of_all} {', '.join([first, *rest])}.", facts.cite(cited))]


def _describe_held_out(facts: Facts) -> str:
    """Describe how many records of the period are held out of the counts, and why."""
    counts = facts.scene.counts
    drawn = counts.held_out_drawn if "attacks" in facts.scene.view.layers else 0
    fate = f"; {drawn:,} drawn struck through" if drawn else ""
    return (
        f"{counts.held_out_selected:,} excluded from counts{fate}: disputed, possible "
        "duplicates, or targets that are not a base or post."
    )


def _list_official(facts: Facts) -> list[Point]:
    """Compare the officials' running totals with what the record holds by the same days."""
    dataset, last = facts.dataset, facts.scene.period.last
    total = official_total_by(dataset, last)
    if total is None or describe_official(dataset, facts.scene) is None:
        return []
    recorded = accumulate_records(dataset).loc[total["as_of"]]
    text = (
        f"{total['authority']} counted {count_total(total)} attacks by "
        f"{format_dtg_day(total['as_of'].date())} ({cite_total(dataset, total)}), recorded here "
        f"{recorded['recorded']:,}, {recorded['us_confirmed']:,} US-confirmed"
    )
    cited = [total["source_ids"]]
    wounded = compare_wounded(dataset, last)
    if wounded is not None:
        text += (
            f"; {count_total(wounded)} wounded by {format_dtg_day(wounded['as_of'].date())} "
            f"(grade {wounded['reliability']}), recorded here at least {wounded['recorded']:,}"
        )
        cited.append(wounded["source_ids"])
    return [Point(NOT_KNOWN, f"{text}.", order_sources(facts.scene.sources, cited))]


def list_added(facts: Facts) -> list[Point]:
    """Name the records that a user added."""
    listed = pd.concat([facts.scene.drawn, facts.scene.not_placed])
    rows = listed[listed["added_by"] != ""].sort_values("date", kind="stable")
    if rows.empty:
        return []
    names = [
        f"{format_dtg_day(day.date())} {cut_name(name or place)}"
        for day, name, place in zip(
            rows["date"], rows["base_name"], rows["place_as_reported"], strict=True
        )
    ]
    sentence = f"{format_number(len(rows), 'record')} added by user: {join_names(names, 'record')}."
    return [Point(NOT_KNOWN, sentence, facts.cite(rows))]
