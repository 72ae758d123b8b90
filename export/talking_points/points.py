"""The talking points of a Scene, each sentence with its sources."""

from itertools import groupby
from typing import Final

from export.talking_points.changes import list_changes, name_base
from export.talking_points.facts import Facts, Point, join_names
from export.talking_points.unknowns import list_added, list_gaps
from export.wording.coverage_text import list_coverage
from export.wording.scene_text import describe_casualties
from geo.model.dates import Window
from geo.model.scene import Scene
from geo.record import Dataset
from geo.statistics.by_base import NOT_PLACED

COVERAGE: Final = "Not covered"
CASUALTIES: Final = "US casualties"


def list_points(scene: Scene, dataset: Dataset, before: Window | None = None) -> tuple[Point, ...]:
    """
    List the talking points of a Scene.

    Parameters
    ----------
    scene
        What is shown. Not modified.
    dataset
        The record that it was selected from, for the days before and for officials' totals.
    before
        The days to compare with; None for as many days just before the window.

    Returns
    -------
    points
        In reading order: what changed, by base, US-confirmed before other reports; US casualties;
        what is not known. Every number is one of `scene.counts`, or counted by the same rules for
        the days before, by base, or up to the day of an official's total. For a period that is not
        covered the only point states that.
    """
    facts = Facts(scene, dataset, before)
    if scene.is_not_covered:
        return (*(Point(COVERAGE, text) for text in list_coverage(scene)), *list_added(facts))
    return (*list_changes(facts), *_list_casualties(facts), *list_gaps(facts))


def group_points(points: tuple[Point, ...]) -> list[tuple[str, list[Point]]]:
    """Group points by heading, in order."""
    return [(heading, list(some)) for heading, some in groupby(points, lambda p: p.heading)]


def _list_casualties(facts: Facts) -> list[Point]:
    """Describe US casualties: how many, where, and how many records state them."""
    if not facts.scene.counts.selected:
        return []
    rows = facts.rows
    stated = rows[rows["us_killed"].notna() | rows["us_wounded"].notna()]
    some = stated[stated["us_killed"].fillna(0) + stated["us_wounded"].fillna(0) > 0]
    text = describe_casualties(facts.scene)
    if not some.empty:
        text = f"{text.removesuffix('.')}: {_describe_hurt(facts)}."
    # cite the records with casualties; where there are none, those that state there were none
    return [Point(CASUALTIES, text, facts.cite(stated if some.empty else some))]


def _describe_hurt(facts: Facts) -> str:
    """Describe casualties by place, the worst first."""
    bases = facts.bases
    hurt = bases[(bases["us_killed"] > 0) | (bases["us_wounded"] > 0)]
    parts = []
    ranked = hurt.sort_values(["us_killed", "us_wounded"], ascending=False, kind="stable")
    for base_id, row in ranked.iterrows():
        numbers = [
            f"{row[column]:,} {how}"
            for column, how in (("us_killed", "killed"), ("us_wounded", "wounded"))
            if row[column]
        ]
        where = "(not placed)" if base_id == NOT_PLACED else f"at {name_base(row)}"
        parts.append(f"{' and '.join(numbers)} {where}")
    return join_names(parts, "place", between="; ")
