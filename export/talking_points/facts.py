"""The facts behind the talking points: a Scene's rows and counts, and those of the days before."""

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
"""Names in one sentence; the others are counted."""
LONGEST_NAME: Final = 40
"""Letters of the name of a place or base within a sentence."""


@dataclass(frozen=True)
class Point:
    """
    One talking point.

    Attributes
    ----------
    heading
        Points of one heading follow each other.
    text
        A sentence or two. It can hold text of the record: make it inert before showing it.
    source_ids
        Its sources, the most reliable first.
    in_table
        Whether the table of counts by base shows it too: such points are dropped first.
    edited
        Whether an officer wrote it, so that it need not agree with the Scene.
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
    requested_before
        The days to compare with; None for as many days just before the window.
    rows
        The counted attacks of the period; columns as in `Dataset.attacks`.
    bases
        As `geo.statistics.by_base.count_bases` returns them.
    change
        The comparison with the days before; None where it is not possible.
    rows_before
        The counted attacks of the days before, in the same filters; empty without `change`.
    """

    scene: Scene
    dataset: Dataset
    requested_before: Window | None = None
    rows: pd.DataFrame = field(init=False)
    bases: pd.DataFrame = field(init=False)
    change: Change | None = field(init=False)
    rows_before: pd.DataFrame = field(init=False)

    def __post_init__(self) -> None:
        scene, attacks = self.scene, self.dataset.attacks
        listed = pd.concat([scene.drawn, scene.not_placed])
        change = count_change(self.dataset, scene.view, self.requested_before)
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
        """What the N of "n of N" counts."""
        return "in the filters" if self.scene.view.filters.on else "in the whole record"

    @property
    def whole_short(self) -> str:
        """The same in short, for its second mention."""
        return "in the filters" if self.scene.view.filters.on else "in all"

    @property
    def held_out(self) -> pd.DataFrame:
        """The held-out attacks of the period, in the filters, drawn or not."""
        attacks, filters = self.dataset.attacks, self.scene.view.filters
        inside = mask_period(attacks, self.scene.period) & mask_filters(self.dataset, filters)
        return attacks[inside & ~attacks["counted"]]

    def cite(self, *parts: pd.DataFrame) -> tuple[str, ...]:
        """Return the ids of the sources of rows, the most reliable first."""
        return order_sources(self.scene.sources, pd.concat([part["source_ids"] for part in parts]))


def select_base(rows: pd.DataFrame, base_id: str) -> pd.DataFrame:
    """
    Return the placed attacks that one row of `Facts.bases` counts.

    Parameters
    ----------
    rows
        Attacks, as in `Facts.rows`. Not modified.
    base_id
        Index of a row of `Facts.bases`.

    Returns
    -------
    rows
        The attacks of that row.
    """
    return rows[rows["placed"] & (rows["base_id"] == ("" if base_id == ELSEWHERE else base_id))]


def cut_name(name: str) -> str:
    """Shorten the name of a base or place for a sentence."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip(' ,;')}…"


def join_names(names: Sequence[str], what: str, between: str = ", ") -> str:
    """
    Join names, counting those beyond `MOST_NAMES`.

    Parameters
    ----------
    names
        Names in order.
    what
        Singular noun for those that are only counted.
    between
        Separator.

    Returns
    -------
    text
        The joined names.

    Examples
    --------
    >>> join_names(["Conoco 3", "Harir 2", "Erbil 2", "Baghdad 1", "Shaddadi 1", "Tanf 1"], "base")
    'Conoco 3, Harir 2, Erbil 2, Baghdad 1 and 2 more bases'
    """
    # naming one more takes no more space than counting it
    if len(names) <= MOST_NAMES + 1:
        return between.join(names)
    more = format_number(len(names) - MOST_NAMES, f"more {what}")
    return f"{between.join(names[:MOST_NAMES])} and {more}"
