"""Every number on page and export, counted in one place."""

import datetime as dt
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from geo.model.cell_types import split_ids
from geo.model.dates import Window
from geo.model.scene import Counts, Filters
from geo.query.filtering import mask_filters
from geo.record import Dataset, Mask

WORST_SOUND: Final = "C"
"""The lowest reliability of a source whose total is given without a caveat."""
WORST_OF_WOUNDED: Final = "D"
"""The same for a total of wounded, which is given with its grade."""
OFFICIAL_AUTHORITY: Final = "US DoD"
"""Name in `official_totals.csv` of the authority whose totals are compared with the record."""
TotalKind = Literal["attacks", "wounded"]
"""What a stated total counts."""
_READ: Final = [
    "base_id", "weapon", "outcome", "confirmation", "date_precision", "us_killed", "us_wounded",
]  # fmt: skip
"""The columns that are counted: a fifth of all."""


def mask_period(attacks: pd.DataFrame, period: Window) -> Mask:
    """
    Return which attacks fall in a period of days, both ends inclusive.

    Parameters
    ----------
    attacks
        Attacks with `date`, shape (n, k). Not modified.
    period
        The days.

    Returns
    -------
    mask
        Shape (n,), row for row.
    """
    days = attacks["date"].to_numpy()
    mask: Mask = (days >= np.datetime64(period.first)) & (days <= np.datetime64(period.last))
    return mask


def count_records(dataset: Dataset, filters: Filters, period: Window) -> Counts:
    """
    Count the attacks of a record, in the filters and in a period.

    Parameters
    ----------
    dataset
        The record.
    filters
        Which records; known words.
    period
        The shown days; in cumulative mode they begin on the record's first day.

    Returns
    -------
    counts
        All numbers; `geo.model.scene.Counts` states how they add up.

    Examples
    --------
    >>> from geo.files.shipped_data import DATA_FOLDER
    >>> from geo.loading import read_dataset
    >>> from geo.model.scene import Filters
    >>> dataset = read_dataset(DATA_FOLDER)
    >>> counts = count_records(dataset, Filters(), dataset.days)
    >>> counts.selected == counts.counted == counts.us_confirmed + counts.other_reported
    True
    """
    attacks = dataset.attacks
    counted = attacks["counted"].to_numpy(dtype=np.bool_)
    placed = attacks["placed"].to_numpy(dtype=np.bool_)
    passing = mask_filters(dataset, filters)
    shown = passing & mask_period(attacks, period)
    selected = attacks[_READ][shown & counted]
    held_out = shown & ~counted
    us_confirmed = int((selected["confirmation"] == "us_official").sum())
    sites = selected["base_id"]
    rows = dataset.attack_rows
    added = (attacks["added_by"] != "").to_numpy(dtype=np.bool_)
    listed = shown if filters.include_held_out else shown & counted
    return Counts(
        read=rows.read,
        rejected=rows.rejected,
        kept=rows.kept,
        counted=int(counted.sum()),
        held_out=int((~counted).sum()),
        selected=len(selected),
        placed=int((shown & counted & placed).sum()),
        not_placed=int((shown & counted & ~placed).sum()),
        held_out_selected=int(held_out.sum()),
        held_out_drawn=int((held_out & placed).sum()) if filters.include_held_out else 0,
        us_confirmed=us_confirmed,
        other_reported=len(selected) - us_confirmed,
        bases_hit=int(sites[sites != ""].nunique()),
        us_killed=int(selected["us_killed"].sum()),
        us_wounded=int(selected["us_wounded"].sum()),
        killed_stated=int(selected["us_killed"].notna().sum()),
        wounded_stated=int(selected["us_wounded"].notna().sum()),
        intercepted=int((selected["outcome"] == "intercepted").sum()),
        outcome_known=int((selected["outcome"] != "unknown").sum()),
        in_filters=int((passing & counted).sum()),
        added=int(added.sum()),
        added_shown=int((listed & added).sum()),
        weapon_known=int((selected["weapon"] != "unknown").sum()),
        claim_only=int((selected["confirmation"] == "claim_only").sum()),
        approximate=int((selected["date_precision"] == "approximate").sum()),
    )


def select_totals(dataset: Dataset, kind: TotalKind = "attacks") -> pd.DataFrame:
    """Return the rows of `Dataset.official_totals` that count attacks, or the US wounded."""
    totals = dataset.official_totals
    return totals[totals["kind"].replace("", "attacks") == kind]


def official_total_by(
    dataset: Dataset, day: dt.date, kind: TotalKind = "attacks"
) -> "pd.Series[Any] | None":
    """
    Return the latest regional total of the US Department of Defense up to a day.

    Parameters
    ----------
    dataset
        The record.
    day
        The last shown day.
    kind
        What is counted: attacks, or the US wounded.

    Returns
    -------
    total
        The row of `official_totals` with `reliability` added, see `grade_totals`; None if no
        total was stated within the record's days up to then. It is the latest total of a source
        graded A to C; of several on one day the best graded, then the last in the file. If every
        total is graded D to F, the latest of these.

    Notes
    -----
    A later total of attacks from weak sources alone does not replace a better one. The wounded were
    counted seldom: a total that only state media relayed (grade D) stands, with its grade; one
    from a worse source does not. Officials count by their
    own definition: their total is shown beside the recorded count, never added or subtracted.
    """
    totals = select_totals(dataset, kind)
    first = np.datetime64(dataset.days.first)
    last = np.datetime64(min(day, dataset.days.last))
    found = totals[
        (totals["authority"] == OFFICIAL_AUTHORITY)
        & (totals["scope"] == "region")
        & (totals["as_of"] >= first)
        & (totals["as_of"] <= last)
    ]
    if found.empty:
        return None
    found = found.assign(reliability=grade_totals(dataset)[found.index])
    sound = found[found["reliability"] <= WORST_SOUND]
    if kind == "wounded":
        sound = found[found["reliability"] <= WORST_OF_WOUNDED]
        if sound.empty:
            return None
    known = found if sound.empty else sound
    latest = known[known["as_of"] == known["as_of"].iloc[-1]]
    total: pd.Series[Any] = latest[latest["reliability"] == latest["reliability"].min()].iloc[-1]
    return total


def grade_totals(dataset: Dataset) -> "pd.Series[str]":
    """
    Grade each stated total by the first source that its row cites, on which it rests.

    Another source of the row may give another figure.

    Returns
    -------
    reliability
        A to F, row for row as `Dataset.official_totals`.
    """
    first = dataset.official_totals["source_ids"].map(lambda cell: split_ids(str(cell))[0])
    return first.map(dataset.sources["reliability"]).fillna("F").astype("str")
