"""Find pairs of rows that may be the same event, with reasons; they are never merged."""

from typing import Final

import pandas as pd

from geo.model.vocabulary import SEVERAL
from geo.model.weapons import split_weapons

PAIR_COLUMNS: Final = ("attack_id", "date", "base_id", "weapon", "other_id", "other_date",
                       "other_weapon", "other_is_in", "reasons")  # fmt: skip
MOST_PAIRS: Final = 10_000
"""Most pairs that are listed; the others are counted."""
MOST_COMPARED: Final = 2_000_000
"""Most pairs of the same site and days that are compared: a million rows at one site have more."""
_DAYS: Final = 1
_OPEN: Final = frozenset({"unknown", SEVERAL})
"""Weapons that may be any other."""
_ALIKE: Final = (frozenset({"rocket", "missile", "ballistic_missile", "mortar"}),)
"""Weapons that reports confuse."""


def is_compatible(one: str, other: str) -> bool:
    """
    Return whether two reports may mean the same weapon.

    Parameters
    ----------
    one, other
        Cells of `weapon`.

    Returns
    -------
    compatible
        Whether a weapon of one may be a weapon of the other.
    """
    return any(
        first == second
        or bool({first, second} & _OPEN)
        or any({first, second} <= alike for alike in _ALIKE)
        for first in split_weapons(one)
        for second in split_weapons(other)
    )


def find_pairs(rows: pd.DataFrame, record: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """
    Find the pairs that may be the same event: day ± 1, same site, compatible weapon.

    Parameters
    ----------
    rows
        Imported and checked rows: `attack_id`, `date` (datetime64), `base_id`, `weapon`. Not
        modified.
    record
        The same columns of the existing record; may be empty.

    Returns
    -------
    pairs
        Columns `PAIR_COLUMNS`, text; at most `MOST_PAIRS`. A pair inside the file is listed once.
    found
        Number of pairs among the `MOST_COMPARED` that were compared.
    """
    names = ["attack_id", "date", "base_id", "weapon"]
    own = rows[rows["base_id"] != ""][names].assign(place=lambda frame: range(len(frame)))
    own = own[_count_near(own, record) <= MOST_COMPARED]
    there = record[record["base_id"] != ""][names].assign(place=-1)
    others = pd.concat([there.assign(other_is_in="the record"), own.assign(other_is_in="the file")])
    pieces: list[pd.DataFrame] = []
    found = 0
    for shift in range(-_DAYS, _DAYS + 1):
        moved = own.assign(day=own["date"] + pd.Timedelta(days=shift))
        pairs = moved.merge(
            others, left_on=["base_id", "day"], right_on=["base_id", "date"],
            suffixes=("", "_other"),
        )  # fmt: skip
        pairs = pairs[(pairs["place_other"] < pairs["place"])]
        if pairs.empty:
            continue
        fits = {
            (one, other): is_compatible(one, other)
            for one, other in pairs[["weapon", "weapon_other"]].drop_duplicates().to_numpy()
        }
        keys = pd.MultiIndex.from_frame(pairs[["weapon", "weapon_other"]])
        pairs = pairs[keys.map(fits).to_numpy(dtype=bool)]
        found += len(pairs)
        pieces.append(pairs.head(MOST_PAIRS))
    if not pieces:
        return pd.DataFrame(columns=list(PAIR_COLUMNS), dtype="str"), 0
    both = pd.concat(pieces).sort_values(["place", "date_other", "attack_id_other"])
    both = both.head(MOST_PAIRS)
    table = {
        "attack_id": both["attack_id"],
        "date": both["date"].dt.strftime("%Y-%m-%d"),
        "base_id": both["base_id"],
        "weapon": both["weapon"],
        "other_id": both["attack_id_other"],
        "other_date": both["date_other"].dt.strftime("%Y-%m-%d"),
        "other_weapon": both["weapon_other"],
        "other_is_in": both["other_is_in"],
        "reasons": _word_reasons(both),
    }
    return pd.DataFrame(table).reset_index(drop=True).astype("str"), found


def _count_near(own: pd.DataFrame, record: pd.DataFrame) -> "pd.Series[int]":
    """Return the running count of rows at the site of each row within a day of it."""
    both = pd.concat([own[["base_id", "date"]], record[["base_id", "date"]]])
    counts = both.value_counts()
    near = pd.Series(0, own.index, dtype="int64")
    for shift in range(-_DAYS, _DAYS + 1):
        days = pd.MultiIndex.from_arrays([own["base_id"], own["date"] + pd.Timedelta(days=shift)])
        near += counts.reindex(days).fillna(0).to_numpy(dtype="int64")
    return near.cumsum()


def _word_reasons(pairs: pd.DataFrame) -> "pd.Series[str]":
    """Write why two rows may be the same event."""
    days = {0: "same day", 1: "a day after", -1: "a day before"}
    apart = (pairs["date"] - pairs["date_other"]).dt.days.map(days)
    same = (pairs["weapon"] == pairs["weapon_other"]) & ~pairs["weapon"].isin(list(_OPEN))
    weapon = pd.Series("weapons that may be the same", pairs.index, dtype="str")
    return (apart + "; same site; " + weapon.mask(same, "same weapon")).astype("str")
