"""What a record states that it covers, and how much of a period that is."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from geo.model.dates import Window

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
        The first and the last day for which reports were collected. On a day between them without
        a record, no attack was found; about any other day nothing is known.
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
        ``whole``, ``part`` or ``none``; ``not stated`` if the record states no coverage.
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
        What the record states; None if it states nothing.
    period
        The requested days.

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
