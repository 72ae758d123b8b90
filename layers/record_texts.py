"""The text of the records: in the payload, or sent for a few records when one is opened."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.model.position import describe_position
from geo.record import Dataset

TEXT_COLUMNS: Final = (
    "attack_id", "place_as_reported", "claimed_by", "attributed_to", "attributed_by",
    "date_earliest", "date_latest", "munitions", "us_killed", "us_wounded", "reliability",
    "credibility", "source_ids", "source_dates", "possible_duplicate_of", "held_out_because",
    "summary", "note",
)  # fmt: skip
"""Columns that the record card reads beside the words of a record's dot."""
MOST_INSIDE: Final = 20_000
"""Up to so many records the payload holds their text; beyond, it is sent when it is asked for."""
CHUNK: Final = 64
"""Records whose text is sent together: the one that was opened, and its neighbours."""
MOST_CHUNKS: Final = 4
"""Chunks that one message asks for."""


def hold_texts(dataset: Dataset) -> bool:
    """Tell whether the payload of a record holds the text of its records."""
    return len(dataset.attacks) <= MOST_INSIDE


def number_strings(attacks: pd.DataFrame) -> tuple[list[str], dict[str, npt.NDArray[Any]]]:
    """
    Store each string once.

    Parameters
    ----------
    attacks
        As in `Dataset.attacks`. Not modified.

    Returns
    -------
    strings, arrays
        The table, and for each column of `TEXT_COLUMNS`, under ``text_`` and its name, the index of
        each cell, in as few bytes as hold it.
    """
    frame = attacks.reset_index()
    cells = pd.concat([_as_text(frame[name]) for name in TEXT_COLUMNS], ignore_index=True)
    codes, table = pd.factorize(cells)
    per_column = np.split(codes.astype(np.min_scalar_type(len(table))), len(TEXT_COLUMNS))
    return list(table), {
        f"text_{name}": part for name, part in zip(TEXT_COLUMNS, per_column, strict=True)
    }


def make_texts(dataset: Dataset, stamp: str, chunks: Iterable[int]) -> bytes:
    """
    Make the message with the text of some records.

    Parameters
    ----------
    dataset
        The record. Not modified.
    stamp
        Of the payload that the chunks are counted in, see `layers.payload.read_stamp`.
    chunks
        Which chunks of `CHUNK` records each; numbers that the record does not have are left out,
        and so is what is more than `MOST_CHUNKS`.

    Returns
    -------
    message
        JSON in UTF-8: for each chunk its first record, the cells by column, and the position in
        words of each record that has a place of its own.
    """
    known = [number for number in chunks if 0 <= number * CHUNK < len(dataset.attacks)]
    listed = []
    for number in known[:MOST_CHUNKS]:
        rows = dataset.attacks.iloc[number * CHUNK : (number + 1) * CHUNK].reset_index()
        columns = {name: _as_text(rows[name]).tolist() for name in TEXT_COLUMNS}
        listed.append({"number": number, "columns": columns, "positions": _list_positions(rows)})
    texts = {"texts": {"stamp": stamp, "chunks": listed}}
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _list_positions(rows: pd.DataFrame) -> list[dict[str, str] | None]:
    """Write the place of each record's own; None where it has none."""
    places = zip(rows["longitude"], rows["latitude"], strict=True)
    return [
        None if pd.isna(lon) or pd.isna(lat) else asdict(describe_position(lon, lat, None))
        for lon, lat in places
    ]


def _as_text(column: pd.Series) -> pd.Series:
    """Turn a typed column into text; a blank stays blank, a day has no hour."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d")
    return column.astype("object").where(column.notna(), "").astype(str)
