"""The headline of a Scene: one assertion, chosen by a rule that the briefing guide prints."""

from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

from export.talking_points.facts import Facts, cut_name
from export.wording.scene_text import format_number, format_period
from geo.model.dates import Window
from geo.model.periods import split_window
from geo.model.scene import Scene
from geo.query.selection import DEFAULT_TITLE
from geo.record import Dataset
from geo.statistics.previous_period import Change, find_before

Rule = Literal[
    "own title", "not covered", "none", "killed", "wounded", "change", "top base",
    "about as many", "number",
]  # fmt: skip
"""Why a headline is what it is, in the order in which the rules are tried."""
CHANGED_SHARE: Final = 0.25
"""Difference that makes the change the headline, as a share of the larger number."""
TOP_LEAST: Final = 3
"""Fewest attacks on the base that was hit most."""
TOP_SHARE: Final = 1 / 3
"""The same as a share of all attacks of the period."""
_WORDS: Final = (
    "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
)  # fmt: skip


@dataclass(frozen=True)
class Headline:
    """
    A headline and the rule that it follows.

    Attributes
    ----------
    rule
        Member of `Rule`.
    text
        One sentence without a full stop. It can hold text of the record: make it inert.
    """

    rule: Rule
    text: str


def make_headline(scene: Scene, dataset: Dataset, before: Window | None = None) -> Headline:
    """
    Make the headline of a Scene.

    Parameters
    ----------
    scene
        What is shown. Not modified.
    dataset
        The record that it was selected from.
    before
        The days to compare with; None for as many days just before the window.

    Returns
    -------
    headline
        A title that the officer gave; else the first that applies: US personnel killed, wounded,
        a change against the days before, the base that was hit most, about as many as before, the
        number alone. A change compares two counts and claims nothing beyond them.

    Examples
    --------
    >>> import datetime as dt
    >>> from geo.files.shipped_data import DATA_FOLDER
    >>> from geo.loading import read_dataset
    >>> from geo.model.scene import Marking, View
    >>> from geo.query.selection import select_scene
    >>> dataset = read_dataset(DATA_FOLDER)
    >>> view = View(Window(dt.date(2024, 2, 12), dt.date(2024, 2, 18)))
    >>> made = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
    >>> scene = select_scene(dataset, view, marking=Marking("UNCLASSIFIED"), as_of=made)
    >>> make_headline(scene, dataset).rule
    'change'
    """
    if scene.title != DEFAULT_TITLE:
        return Headline("own title", scene.title)
    if scene.is_not_covered and scene.coverage is not None:
        text = f"Not covered: the record covers {scene.coverage.days}"
        return Headline("not covered", text)
    facts = Facts(scene, dataset, before)
    if not scene.counts.selected:
        return Headline("none", _describe_none(facts))
    return (
        _name_hurt(facts, "killed")
        or _name_hurt(facts, "wounded")
        or _name_change(facts)
        or _name_top(facts)
        or _name_number(facts)
    )


def count_attacks(scene: Scene) -> str:
    """Return attacks and their period, such as ``12 reported attacks in the week``."""
    return f"{format_number(scene.counts.selected, 'reported attack')} {name_period(scene)}"


def name_period(scene: Scene) -> str:
    """
    Name the period for a sentence.

    Returns
    -------
    words
        ``in the week`` for seven days, the day, the month or the number of days; with the covered
        days where the period is covered in part, and a note where filters are on.
    """
    period = scene.period
    if scene.view.mode == "cumulative":
        words = f"up to {format_period(Window(period.last, period.last))}"
    elif period.days == 1:
        words = f"on {format_period(period)}"
    elif period.days == 7:
        words = "in the week"
    elif _is_month(period):
        words = f"in {format_period(Window(period.last, period.last)).partition(' ')[2]}"
    else:
        words = f"in {period.days:,} days"
    notes = ["filtered"] if scene.view.filters.on else []
    if scene.covered.share == "part":
        notes.append(f"only {scene.covered.days} covered")
    return f"{words} ({', '.join(notes)})" if notes else words


def name_before(change: Change) -> str:
    """Name the days that a window is compared with, such as ``the week before``."""
    before = change.before
    if before != find_before(change.window):
        return str(before)
    named = {1: "the day before", 7: "the week before"}
    return named.get(before.days, f"the {before.days:,} days before")


def describe_change(change: Change) -> str:
    """Compare two counts plainly, such as ``after 5 in the week before``."""
    number = f"{change.selected_before:,}" if change.selected_before else "none"
    return f"after {number} in {name_before(change)}"


def list_places(facts: Facts, column: str) -> list[tuple[str, int]]:
    """
    List where US personnel were killed or wounded.

    Parameters
    ----------
    facts
        What is shown.
    column
        ``us_killed`` or ``us_wounded``.

    Returns
    -------
    places
        Name and number of each place, the largest number first; blank where no source names it.
    """
    rows = facts.rows[facts.rows[column].fillna(0) > 0]
    names = rows["base_id"].map(facts.scene.bases["name"])
    places = names.where(names.notna(), rows["place_as_reported"]).fillna("")
    sums = rows[column].astype("int64").groupby(places.to_numpy()).sum()
    return sorted(((str(k), int(n)) for k, n in sums.items()), key=lambda p: (-p[1], p[0]))


def _is_month(period: Window) -> bool:
    """Return whether a period is a whole calendar month."""
    next_day = period.last.toordinal() + 1
    first_after = pd.Timestamp.fromordinal(next_day).day
    return period.first.day == 1 and first_after == 1 and len(split_window(period, "month")) == 1


def _describe_none(facts: Facts) -> str:
    """Describe a period without a record; it is never a claim that there was no attack."""
    scene = facts.scene
    text = f"No attack recorded {name_period(scene)}"
    if facts.change is not None:
        return f"{text}, {describe_change(facts.change)}"
    return text if scene.coverage is not None else f"{text}; coverage not stated"


def _name_hurt(facts: Facts, how: Literal["killed", "wounded"]) -> Headline | None:
    """Return the headline on US personnel killed or wounded; None without any."""
    number = getattr(facts.scene.counts, f"us_{how}")
    if not number:
        return None
    places = list_places(facts, f"us_{how}")
    where = f" at {cut_name(places[0][0])}" if len(places) == 1 and places[0][0] else ""
    if len(places) > 1:
        where = f" in attacks on {len(places):,} places"
    spelled = _WORDS[number] if number < len(_WORDS) else f"{number:,}"
    return Headline(how, f"{spelled} US {how}{where}; {count_attacks(facts.scene)}")


def _name_change(facts: Facts) -> Headline | None:
    """Return the headline on a change; None where the counts are near or cannot be compared."""
    change = facts.change
    if change is None:
        return None
    larger = max(change.selected, change.selected_before)
    if abs(change.difference) < CHANGED_SHARE * larger or not change.difference:
        return None
    return Headline("change", f"{count_attacks(facts.scene)}, {describe_change(change)}")


def _name_top(facts: Facts) -> Headline | None:
    """Return the headline on the base that was hit most; None where none stands out."""
    total = facts.scene.counts.selected
    ranked = rank_bases(facts)
    if not ranked or ranked[0][1] < max(TOP_LEAST, TOP_SHARE * total):
        return None
    if len(ranked) > 1 and ranked[1][1] == ranked[0][1]:
        return None
    name, number = ranked[0]
    return Headline("top base", f"{name} hit most: {number:,} of {count_attacks(facts.scene)}")


def rank_bases(facts: Facts) -> list[tuple[str, int]]:
    """Return name and number of the bases that were hit, the most attacks first, then by name."""
    ids = facts.rows.loc[facts.rows["base_id"] != "", "base_id"]
    names = facts.scene.bases["name"]
    ranked = [(cut_name(str(names[base_id])), int(n)) for base_id, n in ids.value_counts().items()]
    return sorted(ranked, key=lambda item: (-item[1], item[0]))


def _name_number(facts: Facts) -> Headline:
    """Return the headline that states the number, compared where that is possible."""
    scene, change = facts.scene, facts.change
    if change is not None:
        then = f"about as many as in {name_before(change)} ({change.selected_before:,})"
        if change.difference == 0:
            then = f"as many as in {name_before(change)}"
        return Headline("about as many", f"{count_attacks(scene)}, {then}")
    bases = scene.counts.bases_hit
    where = f" at {format_number(bases, 'base')}" if bases else ""
    return Headline("number", f"{count_attacks(scene)}{where}")
