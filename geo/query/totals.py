"""Every number on page and export, counted in one place."""

import datetime as dt
from typing import Any, Final

import numpy as np
import pandas as pd

from geo.model.cell_types import split_ids
from geo.model.dates import Window
from geo.model.scene import Counts, Filters
from geo.query.filtering import mask_filters
from geo.record import Dataset, Mask

WORST_SOUND: Final = "C"
"""The worst reliability of a source whose total may be given without a caveat."""
OFFICIAL_AUTHORITY: Final = "US DoD"
"""How `official_totals.csv` names the authority whose regional totals stand beside ours."""
_READ: Final = [
    "base_id", "weapon", "outcome", "confirmation", "date_precision", "us_killed", "us_wounded",
]  # fmt: skip
"""Columns that are counted: a fifth of them all."""


def mask_period(attacks: pd.DataFrame, period: Window) -> Mask:
    """
    Tell which attacks fall in a period of days, both ends inclusive.

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
        The days that are shown: in cumulative mode from the record's first day on.

    Returns
    -------
    counts
        All numbers, which add up as `geo.model.scene.Counts` says.
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


def official_total_by(dataset: Dataset, day: dt.date) -> "pd.Series[Any] | None":
    """
    Give the latest regional total of the US Department of Defense up to a day.

    Parameters
    ----------
    dataset
        The record.
    day
        The last day of what is shown.

    Returns
    -------
    total
        The row of `official_totals` with `reliability` added, see `grade_totals`, or
        None where none was stated within the record's days up to then. Among those of a source
        graded A to C the latest one, and of several on one day the best graded, then the one
        that stands last in the file. Where every one is graded D to F, the latest of these.

    Notes
    -----
    A later total that is known from weak sources alone does not displace a better one.
    A running total of officials counts by a definition of its own: it stands beside
    the recorded count, and is never added to it or taken from it.
    """
    totals = dataset.official_totals
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
    known = found if sound.empty else sound
    latest = known[known["as_of"] == known["as_of"].iloc[-1]]
    total: pd.Series[Any] = latest[latest["reliability"] == latest["reliability"].min()].iloc[-1]
    return total


def grade_totals(dataset: Dataset) -> "pd.Series[str]":
    """
    Grade each stated total by the source that it rests on: the first one that its row cites.

    Another source of the row may give another figure, and does not vouch for this one.

    Returns
    -------
    reliability
        A to F, row for row as `Dataset.official_totals`.
    """
    first = dataset.official_totals["source_ids"].map(lambda cell: split_ids(str(cell))[0])
    return first.map(dataset.sources["reliability"]).fillna("F").astype("str")
