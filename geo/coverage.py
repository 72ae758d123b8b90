"""What a record covers: its days as stated, counted attacks a month, sources by kind."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from geo.dates import Window

if TYPE_CHECKING:
    from geo.dataset import Dataset

Share = Literal["whole", "part", "none", "not stated"]
"""How much of a period is covered."""


@dataclass(frozen=True)
class Gap:
    """
    A known gap in a record.

    Attributes
    ----------
    first, last
        The days that it touches, both inclusive.
    text
        One sentence: what is missing.
    """

    first: dt.date
    last: dt.date
    text: str


@dataclass(frozen=True)
class Coverage:
    """
    What a record states that it covers.

    Attributes
    ----------
    name, version, licence
        Of the record; blank where its file does not state one.
    covers_from, covers_to
        The first and the last day for which reports were collected. A day between them without a
        record is a day on which none was found; of any other day nothing is known.
    information_cut_off
        The day up to which publications were read.
    gaps
        Known gaps, in the order stated.
    """

    name: str
    version: str
    licence: str
    covers_from: dt.date
    covers_to: dt.date
    information_cut_off: dt.date
    gaps: tuple[Gap, ...] = ()

    @property
    def days(self) -> Window:
        """The days that are covered."""
        return Window(self.covers_from, self.covers_to)


@dataclass(frozen=True)
class CoveredPeriod:
    """
    How much of a period a record covers, decided once for every product.

    Attributes
    ----------
    share
        ``whole``, ``part`` or ``none``; ``not stated`` where the record states no coverage.
    days
        The days of the period that are covered; None for ``none`` and ``not stated``.
    gaps
        The known gaps that touch the period.
    """

    share: Share
    days: Window | None = None
    gaps: tuple[Gap, ...] = ()


def cover_period(coverage: Coverage | None, period: Window) -> CoveredPeriod:
    """
    Decide how much of a period is covered.

    Parameters
    ----------
    coverage
        What the record states; None where it states nothing.
    period
        The days asked for.

    Returns
    -------
    covered
        The share, the days and the gaps.
    """
    if coverage is None:
        return CoveredPeriod("not stated")
    first = max(coverage.covers_from, period.first)
    last = min(coverage.covers_to, period.last)
    if last < first:
        return CoveredPeriod("none")
    days = Window(first, last)
    gaps = tuple(gap for gap in coverage.gaps if gap.first <= last and gap.last >= first)
    return CoveredPeriod("whole" if days == period else "part", days, gaps)


def count_by_month(dataset: "Dataset") -> pd.DataFrame:
    """
    Count the counted attacks of each month.

    Parameters
    ----------
    dataset
        The record.

    Returns
    -------
    months
        Indexed by `month` (str, ``2023-10``), every month from the record's first day to its
        last, those without a record too; columns `records`, `us_confirmed` and `sites`, int64.
    """
    attacks = dataset.attacks[dataset.attacks["counted"]]
    days = dataset.days
    months = pd.period_range(days.first, days.last, freq="M", name="month")
    month = attacks["date"].dt.to_period("M")
    named = attacks["base_id"].where(attacks["base_id"] != "")
    counts = pd.DataFrame(
        {
            "records": attacks.groupby(month).size(),
            "us_confirmed": (attacks["confirmation"] == "us_official").groupby(month).sum(),
            "sites": named.groupby(month).nunique(),
        }
    )
    counts = counts.reindex(months, fill_value=0).astype("int64")
    counts.index = pd.Index(months.strftime("%Y-%m"), name="month")
    return counts


def count_sources(dataset: "Dataset") -> "pd.Series[int]":
    """
    Count the sources by kind of publisher.

    Parameters
    ----------
    dataset
        The record.

    Returns
    -------
    counts
        By `kind`, most frequent first.
    """
    return dataset.sources["kind"].value_counts().astype("int64")
