"""Fingerprints of records: they show whether a record changed, without a copy of its text."""

import hashlib
import json

import pandas as pd

from geo.model.schema import ATTACKS


def hash_attacks(attacks: pd.DataFrame) -> "pd.Series[str]":
    """
    Hash the cells of each attack.

    Parameters
    ----------
    attacks
        As in `Dataset.attacks`. Not modified.

    Returns
    -------
    digests
        Sixteen hexadecimal digits by `attack_id`, from all columns of the file but the id. They
        stay the same until a cell of the row changes; other rows and files have no influence.
    """
    columns = [name for name in ATTACKS.columns if name in attacks]
    cells = attacks[columns].astype("str").to_numpy(dtype=object)
    digests = [
        hashlib.sha256(json.dumps([columns, list(row)]).encode("ascii")).hexdigest()[:16]
        for row in cells
    ]
    return pd.Series(digests, index=attacks.index, dtype="str", name="digest")
