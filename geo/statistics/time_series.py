"""The numbers behind the charts: attacks by day, week or month, and by site."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from geo.model.dates import Window
from geo.model.periods import Days, Numbers, Unit, ends_of, first_days, number_units
from geo.model.scene import Filters
from geo.model.vocabulary import CONFIRMATIONS, OUTCOMES, WEAPONS
from geo.model.weapons import name_categories
from geo.query.selection import select_mask
from geo.query.totals import mask_period
from geo.record import Dataset, Mask

Kind = Literal["weapon", "outcome", "base_id", "confirmation"]

OTHER_SITES: Final = "*other"
"""All sites without a row or colour of their own; no `base_id` can hold an asterisk."""
_READ: Final = ["date", "date_precision", "base_id", "weapon", "outcome", "confirmation"]
"""The columns that are read here: a third of all."""
NAMED_SITES: Final = 8
"""Number of sites with a colour of their own in bars divided by site."""


@dataclass(frozen=True, eq=False)
class Series:
    """
    Counted attacks by day, week or month.

    Attributes
    ----------
    unit
        The days of one bar.
    bars
        One row a unit, without gaps, in order: `first` and `last` (datetime64[s], its days),
        `inside` (attacks in the period and filters), `outside` (in the filters, on other days
        of the unit), `us_confirmed` and `approximate` (of those inside). The column `inside`
        adds up to `geo.model.scene.Counts.selected`.
    parts
        The parts of `inside`: `bar` (row number in `bars`), `word` and `n` (at least 1), by bar,
        then in the order of `words`.
    words
        Attacks inside by word, in the order of stacking from the bottom, also words with 0.
    """

    unit: Unit
    bars: pd.DataFrame
    parts: pd.DataFrame
    words: "pd.Series[int]"


def count_series(
    dataset: Dataset, filters: Filters, period: Window, *, shown: Window, unit: Unit, kind: Kind
) -> Series:
    """
    Count the attacks of a period by day, week or month, and those around it for comparison.

    Parameters
    ----------
    dataset
        The record.
    filters
        Which records.
    period
        The selected days, as in `Scene.period`.
    shown
        The days of the chart; widened to whole units, and to the days of the period with records.
    unit
        The days of one bar; weeks begin on Monday.
    kind
        The column by which a bar is divided, see `list_words`.

    Returns
    -------
    series
        The counts.
    """
    attacks, inside = _select_counted(dataset, filters, period)
    numbers = number_units(attacks["date"].to_numpy(), unit)
    ends = np.concatenate([number_units(ends_of(shown), unit), numbers[inside]])
    first, size = int(ends.min()), int(np.ptp(ends)) + 1
    words = list_words(dataset, kind)
    bar = numbers[inside] - first
    codes = _code_words(attacks.loc[inside, kind], words)
    table = np.bincount(bar * len(words) + codes, minlength=size * len(words))
    table = table.reshape(size, len(words))
    at, word = np.nonzero(table)
    return Series(
        unit,
        _count_bars(
            attacks, inside, numbers - first, first_days(np.arange(size + 1) + first, unit)
        ),
        pd.DataFrame({"bar": at, "word": np.array(words, "object")[word], "n": table[at, word]}),
        pd.Series(table.sum(axis=0), index=words, name="n"),
    )


def _count_bars(attacks: pd.DataFrame, inside: Mask, bar: Numbers, days: Days) -> pd.DataFrame:
    """Count the attacks of each bar; `days` are the first days of the bars, and one after them."""
    size = len(days) - 1
    charted = (bar >= 0) & (bar < size)
    confirmed = (attacks["confirmation"] == "us_official").to_numpy(dtype=np.bool_)
    approximate = (attacks["date_precision"] == "approximate").to_numpy(dtype=np.bool_)
    rows = {
        "inside": inside,
        "outside": ~inside,
        "us_confirmed": inside & confirmed,
        "approximate": inside & approximate,
    }
    return pd.DataFrame(
        {"first": days[:-1].astype("datetime64[s]"), "last": (days[1:] - 1).astype("datetime64[s]")}
        | {name: np.bincount(bar[charted & mask], minlength=size) for name, mask in rows.items()}
    )


def _select_counted(
    dataset: Dataset, filters: Filters, period: Window
) -> tuple[pd.DataFrame, Mask]:
    """
    Select the counted attacks that pass the filters, with a mask of those in the period.

    The weapon of each is one category, by which a bar is divided.
    """
    counted = dataset.attacks["counted"].to_numpy(dtype=np.bool_)
    attacks = dataset.attacks[_READ][select_mask(dataset, filters) & counted]
    attacks = attacks.assign(weapon=name_categories(attacks["weapon"]))
    return attacks, mask_period(attacks, period)


def _code_words(cells: "pd.Series[str]", words: list[str]) -> Numbers:
    """Return the position of each cell's word; an unlisted word is one of the other sites."""
    place = {word: number for number, word in enumerate(words)}
    codes = cells.map(place).fillna(place.get(OTHER_SITES, 0))
    return codes.to_numpy().astype(np.int64)


def list_words(dataset: Dataset, kind: Kind) -> list[str]:
    """
    List the words by which a chart divides its bars, in the order of stacking.

    Parameters
    ----------
    dataset
        The record, for its sites.
    kind
        The column.

    Returns
    -------
    words
        The controlled words in the order of the legend. For sites: the first `NAMED_SITES`, then
        `OTHER_SITES`, then the blank for a site that no source names. They are the same for every
        period and filter, so that a colour keeps its meaning.
    """
    if kind == "base_id":
        return [*rank_sites(dataset)[:NAMED_SITES], OTHER_SITES, ""]
    return list({"weapon": WEAPONS, "outcome": OUTCOMES, "confirmation": CONFIRMATIONS}[kind])


def rank_sites(dataset: Dataset) -> list[str]:
    """List the sites with counted attacks, those with the most in the whole record first."""
    sites = dataset.attacks.loc[dataset.attacks["counted"], "base_id"]
    numbers = sites[sites != ""].value_counts()
    return sorted(numbers.index, key=lambda base_id: (-int(numbers[base_id]), base_id))


def count_sites(
    dataset: Dataset, filters: Filters, period: Window, *, most: int = 14
) -> pd.DataFrame:
    """
    Count the attacks of a period by site, US-confirmed and other reported ones.

    Parameters
    ----------
    dataset
        The record.
    filters
        Which records.
    period
        The days.
    most
        Most rows to return; beyond it, the sites with the fewest attacks share one row.

    Returns
    -------
    sites
        Indexed by `base_id` (`OTHER_SITES` for the shared row, blank if no source names the
        site), most first and those two last: `us_confirmed`, `other_reported`, `n` (the sum of
        both) and `sites` (number of sites of the row). Without empty rows; `n` adds up to
        `geo.model.scene.Counts.selected`.
    """
    attacks, inside = _select_counted(dataset, filters, period)
    codes, base_ids = pd.factorize(attacks["base_id"].to_numpy(object)[inside])
    confirmed = (attacks["confirmation"] == "us_official").to_numpy(dtype=np.bool_)[inside]
    counts = np.stack(
        [
            np.bincount(codes[confirmed], minlength=len(base_ids)),
            np.bincount(codes[~confirmed], minlength=len(base_ids)),
            np.bincount(codes, minlength=len(base_ids)),
            np.ones(len(base_ids), dtype=np.int64),
        ],
        axis=1,
    )
    rows = dict(zip(base_ids, counts, strict=True))
    named = sorted((base_id for base_id in rows if base_id), key=lambda one: (-rows[one][2], one))
    room = most - ("" in rows)
    if len(named) > room:
        rows[OTHER_SITES] = np.sum([rows[base_id] for base_id in named[room - 1 :]], axis=0)
        named = [*named[: room - 1], OTHER_SITES]
    order = [*named, *([""] if "" in rows else [])]
    return pd.DataFrame(
        np.array([rows[base_id] for base_id in order], dtype=np.int64).reshape(-1, 4),
        index=pd.Index(order, dtype="str", name="base_id"),
        columns=["us_confirmed", "other_reported", "n", "sites"],
    )
