"""The attacks of a period by base: US-confirmed, other reported, all, and at any date."""

from typing import Final

import numpy as np
import pandas as pd

from geo.model.dates import Window
from geo.model.scene import Filters
from geo.query.filtering import mask_filters
from geo.query.totals import mask_period
from geo.record import Dataset

ELSEWHERE: Final = "*elsewhere"
"""Row of records with a place of their own and no site; no `base_id` holds an asterisk."""
NOT_PLACED: Final = "*not placed"
"""Row of records without a place, whether or not a source names their site."""


def count_bases(dataset: Dataset, filters: Filters, period: Window) -> pd.DataFrame:
    """
    Count the attacks of a period by base.

    Parameters
    ----------
    dataset
        The record. Not modified.
    filters
        Which records; known words.
    period
        The shown days, both ends inclusive.

    Returns
    -------
    bases
        Indexed by `base_id`: every site in file order, then `ELSEWHERE` and `NOT_PLACED`. `name`
        (str, blank for the last two) and, all int64, `us_confirmed`, `other_reported`, `selected`
        (the sum of both), `in_filters` (counted at any date: the N of "n of N"), `us_killed` and
        `us_wounded`. Each column adds up to the number of that name in `geo.model.scene.Counts`.
    """
    attacks = dataset.attacks
    counted = attacks["counted"].to_numpy(dtype=np.bool_) & mask_filters(dataset, filters)
    inside = counted & mask_period(attacks, period)
    confirmed = (attacks["confirmation"] == "us_official").to_numpy()
    base_id = attacks["base_id"]
    place = base_id.where(base_id != "", ELSEWHERE).where(attacks["placed"], NOT_PLACED)
    tally = pd.DataFrame(
        {
            "us_confirmed": inside & confirmed,
            "other_reported": inside & ~confirmed,
            "selected": inside,
            "in_filters": counted,
            "us_killed": attacks["us_killed"].fillna(0).to_numpy(dtype=np.int64) * inside,
            "us_wounded": attacks["us_wounded"].fillna(0).to_numpy(dtype=np.int64) * inside,
        }
    )
    order = pd.Index([*dataset.bases.index, ELSEWHERE, NOT_PLACED], dtype="str", name="base_id")
    sums = tally.groupby(place.to_numpy()).sum().reindex(order, fill_value=0).astype("int64")
    names = dataset.bases["name"].reindex(order).fillna("").astype("str")
    sums.insert(0, "name", names)
    return sums
