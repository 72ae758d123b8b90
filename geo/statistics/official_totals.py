"""The recorded count beside the totals stated by officials and, separately, by a monitor."""

import datetime as dt
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from geo.query.totals import (
    OFFICIAL_AUTHORITY,
    WORST_SOUND,
    grade_totals,
    official_total_by,
    select_totals,
)
from geo.record import Dataset

Area = Literal["region", "Iraq", "Syria"]
MONITOR: Final = "SOHR"
_COLUMN: Final[dict[Area, str]] = {"region": "total", "Iraq": "iraq", "Syria": "syria"}


def accumulate_records(dataset: Dataset, area: Area = "region") -> pd.DataFrame:
    """
    Accumulate the counted records, day by day.

    Parameters
    ----------
    dataset
        The record.
    area
        The whole region, or the sites of one country; a record without a named site belongs only
        to the region.

    Returns
    -------
    running
        One row a day of the record, indexed by day (datetime64[s]), with `recorded` and
        `us_confirmed`: counted records up to and including that day.
    """
    attacks = dataset.attacks[dataset.attacks["counted"]]
    if area != "region":
        attacks = attacks[attacks["base_id"].map(dataset.bases["country"]) == area]
    days = pd.date_range(dataset.days.first, dataset.days.last, unit="s", name="day")
    confirmed = attacks[attacks["confirmation"] == "us_official"]
    return pd.DataFrame(
        {
            "recorded": _accumulate(attacks["date"], days),
            "us_confirmed": _accumulate(confirmed["date"], days),
        },
        index=days,
    )


def _accumulate(dates: "pd.Series[pd.Timestamp]", days: pd.DatetimeIndex) -> pd.Series:
    """Count the dates up to each day."""
    return dates.value_counts().reindex(days, fill_value=0).cumsum().astype("int64")


def compare_totals(
    dataset: Dataset, area: Area = "region", authority: str = OFFICIAL_AUTHORITY
) -> pd.DataFrame:
    """
    Compare each stated running total with the record's count up to that day.

    Parameters
    ----------
    dataset
        The record, with the stated totals.
    area
        The region, or Iraq or Syria if the statement has a figure for them.
    authority
        Who stated it; definitions of two authorities are never mixed.

    Returns
    -------
    compared
        One row a statement within the record's days, by `as_of`: `stated`, `qualifier`,
        `reliability` (see `geo.query.totals.grade_totals`), `source_ids`, `recorded`,
        `us_confirmed` and `gap` (stated less recorded; negative if the record, which includes
        claims, has more than officials counted).
    """
    totals = select_totals(dataset)
    of_area = totals["scope"].isin({"region", area.lower()})
    stated = totals[_COLUMN[area]].where(of_area, pd.NA)
    chosen = (totals["authority"] == authority) & stated.notna()
    running = accumulate_records(dataset, area)
    within = totals["as_of"].between(running.index[0], running.index[-1])
    rows = totals[chosen & within]
    counts = running.loc[rows["as_of"]]
    compared = pd.DataFrame(
        {
            "as_of": rows["as_of"].to_numpy(),
            "stated": stated[rows.index].astype("int64").to_numpy(),
            "qualifier": rows["qualifier"].to_numpy(),
            "reliability": grade_totals(dataset)[rows.index].to_numpy(),
            "source_ids": rows["source_ids"].to_numpy(),
            "recorded": counts["recorded"].to_numpy(),
            "us_confirmed": counts["us_confirmed"].to_numpy(),
        }
    )
    return compared.assign(gap=compared["stated"] - compared["recorded"])


def describe_gap(dataset: Dataset, day: dt.date, area: Area = "region") -> str | None:
    """
    Describe the difference between the record and the officials' count on a day.

    Parameters
    ----------
    dataset
        The record.
    day
        The day to read. The latest statement up to it is taken, if possible from a source graded
        A to C, and the record's count on the day of that statement.
    area
        The region, Iraq or Syria.

    Returns
    -------
    sentence
        None if no total was stated by then.
    """
    compared = compare_totals(dataset, area)
    known = compared[compared["as_of"] <= np.datetime64(day)]
    if known.empty:
        return None
    sound = known[known["reliability"] <= WORST_SOUND]
    row = (known if sound.empty else sound).iloc[-1]
    gap = int(row["gap"])
    how = f"{abs(gap):,} {'more' if gap > 0 else 'fewer'} than" if gap else "as many as"
    return (
        f"By {row['as_of'].day} {row['as_of']:%B %Y} {OFFICIAL_AUTHORITY} had counted "
        f"{row['stated']:,}: {how} the {row['recorded']:,} recorded here, of which "
        f"{row['us_confirmed']:,} are US-confirmed. Source of that total: grade "
        f"{row['reliability']}{', weak' if sound.empty else ''}."
    )


def compare_wounded(dataset: Dataset, day: dt.date) -> "pd.Series[Any] | None":
    """
    Compare the officials' latest total of US wounded with the record's sum up to its day.

    Parameters
    ----------
    dataset
        The record.
    day
        The day to read.

    Returns
    -------
    total
        The row, see `geo.query.totals.official_total_by`, with `recorded`, the sum of
        `us_wounded` of the counted records up to `as_of`: a floor, as not every record states it.
        None if no total was stated by then.
    """
    total = official_total_by(dataset, day, "wounded")
    if total is None:
        return None
    recorded = _sum_wounded(dataset, total["as_of"])
    compared: pd.Series[Any] = pd.concat([total, pd.Series({"recorded": recorded})])
    return compared


def list_wounded(dataset: Dataset) -> pd.DataFrame:
    """
    List each regional total of US wounded with the record's sum up to that day.

    Parameters
    ----------
    dataset
        The record, with the stated totals.

    Returns
    -------
    compared
        One row a statement of `geo.query.totals.OFFICIAL_AUTHORITY`, by `as_of`: `stated`,
        `qualifier`, `reliability`, `source_ids` and `recorded`, as in `compare_wounded`.
    """
    totals = select_totals(dataset, "wounded")
    rows = totals[(totals["authority"] == OFFICIAL_AUTHORITY) & (totals["scope"] == "region")]
    return pd.DataFrame(
        {
            "as_of": rows["as_of"],
            "stated": rows["total"].astype("int64"),
            "qualifier": rows["qualifier"],
            "reliability": grade_totals(dataset)[rows.index],
            "source_ids": rows["source_ids"],
            "recorded": [_sum_wounded(dataset, day) for day in rows["as_of"]],
        }
    )


def _sum_wounded(dataset: Dataset, day: pd.Timestamp) -> int:
    """Sum the US wounded of the counted records up to a day."""
    attacks = dataset.attacks
    return int(attacks["us_wounded"][attacks["counted"] & (attacks["date"] <= day)].sum())


def compare_sites(dataset: Dataset) -> pd.DataFrame:
    """
    Compare the totals stated for single sites with the record.

    Parameters
    ----------
    dataset
        The record.

    Returns
    -------
    compared
        One row a statement, by `base_id` and `as_of`: `base_name`, `authority`, `stated`,
        `qualifier`, `recorded` and `us_confirmed` (counted records at the site up to then).
    """
    totals = select_totals(dataset)
    rows = totals[totals["scope"].str.startswith("base:")]
    attacks = dataset.attacks[dataset.attacks["counted"]]
    compared = []
    for row in rows.itertuples():
        base_id = str(row.scope).removeprefix("base:")
        recorded = attacks[(attacks["base_id"] == base_id) & (attacks["date"] <= row.as_of)]
        compared.append(
            {
                "base_name": dataset.bases["name"].get(base_id, base_id),
                "authority": row.authority,
                "as_of": row.as_of,
                "stated": row.total,
                "qualifier": row.qualifier,
                "recorded": len(recorded),
                "us_confirmed": int((recorded["confirmation"] == "us_official").sum()),
            }
        )
    columns = [
        "base_name", "authority", "as_of", "stated", "qualifier", "recorded", "us_confirmed",
    ]  # fmt: skip
    frame = pd.DataFrame(compared, columns=columns)
    return frame.sort_values(["base_name", "as_of"], kind="stable", ignore_index=True)
