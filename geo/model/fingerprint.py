"""Fingerprints of records: whether one reads as it did, without keeping what it said."""

import hashlib
import json

import pandas as pd

from geo.model.schema import ATTACKS


def hash_attacks(attacks: pd.DataFrame) -> "pd.Series[str]":
    """
    Hash what each attack states.

    Parameters
    ----------
    attacks
        As in `Dataset.attacks`. Not modified.

    Returns
    -------
    digests
        Sixteen hexadecimal digits by `attack_id`, of all columns of the file but the id: the same
        as long as no cell changes, whatever stands in other rows, other files or other columns.
    """
    columns = [name for name in ATTACKS.columns if name in attacks]
    cells = attacks[columns].astype("str").to_numpy(dtype=object)
    digests = [
        hashlib.sha256(json.dumps([columns, list(row)]).encode("ascii")).hexdigest()[:16]
        for row in cells
    ]
    return pd.Series(digests, index=attacks.index, dtype="str", name="digest")
