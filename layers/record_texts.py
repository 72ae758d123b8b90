"""Texts of the records: in the payload, or sent for a few records when one is opened."""

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
"""Columns that the record card reads, besides the words of a record's dot."""
MOST_INSIDE: Final = 20_000
"""The payload holds the texts of at most this many records; of more, they are sent on request."""
CHUNK: Final = 64
"""Records whose texts are sent together: the opened one and its neighbours."""
MOST_CHUNKS: Final = 4
"""Greatest number of chunks in a message."""


def hold_texts(dataset: Dataset) -> bool:
    """Return whether the payload of a dataset holds the texts of its records."""
    return len(dataset.attacks) <= MOST_INSIDE


def number_strings(attacks: pd.DataFrame) -> tuple[list[str], dict[str, npt.NDArray[Any]]]:
    """
    Return a table of distinct strings, and the index of each cell in it.

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
    Return the message with the texts of some records.

    Parameters
    ----------
    dataset
        The record. Not modified.
    stamp
        Of the payload that the chunks are counted in, see `layers.payload.read_stamp`.
    chunks
        Numbers of chunks of `CHUNK` records each; unknown numbers and those beyond `MOST_CHUNKS`
        are left out.

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
    """Return the position of each record in words; None for a record without its own."""
    places = zip(rows["longitude"], rows["latitude"], strict=True)
    return [
        None if pd.isna(lon) or pd.isna(lat) else asdict(describe_position(lon, lat, None))
        for lon, lat in places
    ]


def _as_text(column: pd.Series) -> pd.Series:
    """Return a typed column as text; a blank stays blank, a day has no time."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d")
    return column.astype("object").where(column.notna(), "").astype(str)
