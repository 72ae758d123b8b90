"""Counts of what a record covers: attacks by month, sources by kind."""

import pandas as pd

from geo.record import Dataset


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
        last, also those without a record; columns `records`, `us_confirmed` and `sites`, int64.
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
