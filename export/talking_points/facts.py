"""What the sentences of a briefing are made from: a Scene's rows and counts, and those before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from export.wording.citations import order_sources
from export.wording.scene_text import format_number
from geo.model.dates import Window
from geo.model.scene import Scene
from geo.query.filtering import mask_filters
from geo.query.totals import mask_period
from geo.record import Dataset
from geo.statistics.by_base import ELSEWHERE, count_bases
from geo.statistics.previous_period import Change, count_change

MOST_NAMES: Final = 4
"""Names in one sentence; the rest is told as a number."""
LONGEST_NAME: Final = 40
"""Letters of a place or a base within a sentence."""


@dataclass(frozen=True)
class Point:
    """
    One thing that a briefing says.

    Attributes
    ----------
    heading
        What it stands under; points of one heading follow each other.
    text
        A sentence or two. It can hold words of the record: make it inert where it is shown.
    source_ids
        What it rests on, the most reliable first.
    in_table
        Whether the table of counts by base says it as well: where room is short it gives way first.
    edited
        Whether an officer wrote it: the Scene does not vouch for it.
    """

    heading: str
    text: str
    source_ids: tuple[str, ...] = ()
    in_table: bool = False
    edited: bool = False


@dataclass(frozen=True, eq=False)
class Facts:
    """
    A Scene's rows and counts, and those of the days before.

    Attributes
    ----------
    scene, dataset
        What is shown, and the record that it was selected from.
    asked_before
        The days to compare with; None for as many as the window has, just before it.
    rows
        The counted attacks of the period; columns as in `Dataset.attacks`.
    bases
        As `geo.statistics.by_base.count_bases` gives them.
    change
        The window against the one before; None where there is nothing to compare.
    rows_before
        The counted attacks of the days before, in the same filters; none without a change.
    """

    scene: Scene
    dataset: Dataset
    asked_before: Window | None = None
    rows: pd.DataFrame = field(init=False)
    bases: pd.DataFrame = field(init=False)
    change: Change | None = field(init=False)
    rows_before: pd.DataFrame = field(init=False)

    def __post_init__(self) -> None:
        scene, attacks = self.scene, self.dataset.attacks
        listed = pd.concat([scene.drawn, scene.not_placed])
        change = count_change(self.dataset, scene.view, self.asked_before)
        before = attacks.iloc[:0]
        if change is not None:
            passing = mask_filters(self.dataset, scene.view.filters)
            before = attacks[passing & mask_period(attacks, change.before) & attacks["counted"]]
        found = {
            "rows": listed[listed["counted"].astype(bool)],
            "bases": count_bases(self.dataset, scene.view.filters, scene.period),
            "change": change,
            "rows_before": before,
        }
        for name, value in found.items():
            object.__setattr__(self, name, value)

    @property
    def whole(self) -> str:
        """What the N of "n of N" is."""
        return "in the filters" if self.scene.view.filters.on else "in the whole record"

    @property
    def whole_short(self) -> str:
        """The same, once it has been said in full."""
        return "in the filters" if self.scene.view.filters.on else "in all"

    @property
    def held_out(self) -> pd.DataFrame:
        """The held-out attacks of the period, in the filters, drawn or not."""
        attacks, filters = self.dataset.attacks, self.scene.view.filters
        inside = mask_period(attacks, self.scene.period) & mask_filters(self.dataset, filters)
        return attacks[inside & ~attacks["counted"]]

    def cite(self, *parts: pd.DataFrame) -> tuple[str, ...]:
        """Give the sources of rows."""
        return order_sources(self.scene.sources, pd.concat([part["source_ids"] for part in parts]))


def select_base(rows: pd.DataFrame, base_id: str) -> pd.DataFrame:
    """Give the placed attacks that one row of `Facts.bases` counts."""
    return rows[rows["placed"] & (rows["base_id"] == ("" if base_id == ELSEWHERE else base_id))]


def cut_name(name: str) -> str:
    """Cut the name of a base or a place to what a sentence can bear."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip(' ,;')}…"


def join_names(names: Sequence[str], what: str, between: str = ", ") -> str:
    """List names, the last of many as a number: ``Conoco 3, Harir 2 and 5 more bases``."""
    # to name one more takes no more room than to count it
    if len(names) <= MOST_NAMES + 1:
        return between.join(names)
    more = format_number(len(names) - MOST_NAMES, f"more {what}")
    return f"{between.join(names[:MOST_NAMES])} and {more}"
