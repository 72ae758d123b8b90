"""The payload of the browser: a JSON header and typed arrays of the records, sorted by day."""

import datetime as dt
import hashlib
import json
import struct
from collections.abc import Hashable, Mapping
from dataclasses import asdict
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.model.cell_types import split_ids
from geo.model.position import describe_position
from geo.model.vocabulary import (
    ADDED_BY,
    CONFIRMATIONS,
    CREDIBILITIES,
    GRADES_ARE,
    OUTCOMES,
    RELIABILITIES,
    SOURCE_KINDS,
    WEAPONS,
)
from geo.model.weapons import name_categories, number_weapons
from geo.query.opening import timeline_days
from geo.query.selection import count_by_site
from geo.record import Dataset, Mask
from layers.cartography.colours import THEME_COLOURS
from layers.cartography.symbology import both_themes, select_dot
from layers.record_texts import CHUNK, number_strings

ALIGN: Final = 8
STAMP_DIGITS: Final = 16
_BEFORE_STAMP: Final = b'{"stamp":"'
"""Start of the header: the stamp has a fixed position in the bytes."""
COUNTED, US_CONFIRMED, PLACED = 1, 2, 4
"""Bits of a record's flags."""


def pack_payload(header: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """
    Return a header and arrays, packed into bytes.

    Parameters
    ----------
    header
        JSON values; `arrays` is added: name, type, byte offset from the start of the data, and
        length.
    arrays
        One-dimensional arrays, little-endian on the wire.

    Returns
    -------
    payload
        Header length (uint32, little-endian), the header in UTF-8 padded with spaces so that the
        data begin at a multiple of 8 bytes, then each array at a multiple of 8 bytes. The header
        begins with `stamp`, see `read_stamp`.
    """
    blocks: list[bytes] = []
    index = []
    offset = 0
    for name, array in arrays.items():
        raw = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).tobytes()
        index.append({"name": name, "type": array.dtype.name, "offset": offset, "n": len(array)})
        block = raw + b"\0" * (-len(raw) % ALIGN)
        blocks.append(block)
        offset += len(block)
    text = json.dumps({**header, "arrays": index}, ensure_ascii=False, separators=(",", ":"))
    rest = text.encode("utf-8")
    stamp = hashlib.blake2b(rest, digest_size=STAMP_DIGITS // 2)
    for block in blocks:
        stamp.update(block)
    head = _BEFORE_STAMP + stamp.hexdigest().encode("ascii") + b'",' + rest.removeprefix(b"{")
    head += b" " * (-(4 + len(head)) % ALIGN)
    return b"".join([struct.pack("<I", len(head)), head, *blocks])


def split_payload(payload: bytes) -> tuple[str, bytes]:
    """Return a payload's header, JSON without its padding, and the bytes of its arrays."""
    (length,) = struct.unpack_from("<I", payload)
    return payload[4 : 4 + length].decode("utf-8").rstrip(" "), payload[4 + length :]


def read_stamp(payload: bytes) -> str:
    """Return the stamp of a payload: a hash of its content, 16 hexadecimal digits."""
    start = 4 + len(_BEFORE_STAMP)
    return payload[start : start + STAMP_DIGITS].decode("ascii")


def make_payload(dataset: Dataset, keep: Mask | None = None, *, with_texts: bool = True) -> bytes:
    """
    Return the payload of a dataset.

    Parameters
    ----------
    dataset
        The record. The payload holds every kept attack, also those excluded from counts; the mask
        decides which are drawn. Not modified.
    keep
        Shape (n,): the attacks that the payload holds, for an exported page, which must not hold
        what it does not show; None for all. Days, totals and sites are always those of the whole
        record.
    with_texts
        Whether it holds the texts of the records. A page that can request them, see
        `layers.record_texts.make_texts`, gets a large record without.

    Returns
    -------
    payload
        See `pack_payload`. Records are in the dataset's order (by day). `day_start` holds one
        offset per day and one more: the records of days a to b are ``day_start[a]`` to
        ``day_start[b + 1]``. `weapon` is one byte of bits per record, see
        `geo.model.weapons.number_weapons`; a dot's `weapon` is the word of its symbol.
    """
    attacks = dataset.attacks if keep is None else dataset.attacks[keep]
    days = timeline_days(dataset)
    first = np.datetime64(days.first, "D")
    day = (attacks["date"].to_numpy().astype("datetime64[D]") - first).astype(np.int64)
    dots, dot_of = _number_dots(attacks)
    site_of = pd.Index(dataset.bases.index).get_indexer(attacks["base_id"])
    places, place_of = _number_places(attacks)
    covers = dataset.coverage.days if dataset.coverage else None
    tolls, toll_of = _number_tolls(attacks)
    strings, text_arrays = number_strings(attacks) if with_texts else ([], {})
    twins, twins_of = _pair_duplicates(attacks)
    flags = (
        attacks["counted"].to_numpy(bool) * COUNTED
        + (attacks["confirmation"] == "us_official").to_numpy(bool) * US_CONFIRMED
        + attacks["placed"].to_numpy(bool) * PLACED
    )
    header = {
        "count": len(attacks),
        "first": days.first.isoformat(),
        "span": days.days,
        "record_first": (dataset.days.first - days.first).days,
        "record_last": (dataset.days.last - days.first).days,
        "covers": covers and [(day - days.first).days for day in (covers.first, covers.last)],
        "total": int(dataset.attacks["counted"].sum()),
        "dots": dots,
        "tolls": tolls,
        "sites": _list_sites(dataset),
        "strikes": _list_strikes(dataset, days.first),
        "sources": _list_sources(dataset, None if keep is None else attacks),
        "strings": strings,
        "text_chunk": 0 if with_texts else CHUNK,
        "inputs": dataset.inputs,  # the stamp differs for other texts, even without them
        "positions": [_write_position(*place, None) for place in places] if with_texts else [],
        "words": {
            "weapon": WEAPONS,
            "outcome": OUTCOMES,
            "confirmation": CONFIRMATIONS,
            "reliability": RELIABILITIES,
            "credibility": CREDIBILITIES,
            "source_kind": SOURCE_KINDS,
            "added_by": ADDED_BY,
        },
        "grades_are": GRADES_ARE,
    }
    arrays: dict[str, npt.NDArray[Any]] = {
        "day_start": np.searchsorted(day, np.arange(days.days + 1)).astype("uint32"),
        "site": _shrink(site_of, len(dataset.bases)),
        "dot": dot_of.astype(np.min_scalar_type(len(dots))),
        "flags": flags.astype("uint8"),
        "weapon": number_weapons(attacks["weapon"]),
        "toll": toll_of.astype(np.min_scalar_type(len(tolls))),
        "place": _shrink(place_of, len(places)),
        "place_lon_deg": np.array([lon for lon, _ in places], dtype="float32"),
        "place_lat_deg": np.array([lat for _, lat in places], dtype="float32"),
        "twin": twins.astype("uint32"),
        "twin_of": twins_of.astype("uint32"),
        **text_arrays,
    }
    return pack_payload(header, arrays)


def pack_mask(mask: npt.NDArray[np.bool_]) -> bytes:
    """Return a mask, shape (records,), as one bit each, the first record in the lowest bit."""
    return np.packbits(mask, bitorder="little").tobytes()


def _number_dots(attacks: pd.DataFrame) -> tuple[list[dict[str, Any]], npt.NDArray[np.int64]]:
    """Return the distinct symbols with their words, and the number of each record's symbol."""
    columns = ["weapon", "outcome", "confirmation", "date_precision"]
    attacks = attacks.assign(weapon=name_categories(attacks["weapon"]))
    groups = attacks.groupby([*columns, "counted", "added_by"], sort=True, observed=True)
    dots = []
    for key in groups.groups:
        *values, counted, added_by = _as_tuple(key)
        words = dict(zip(columns, (str(value) for value in values), strict=True))
        held_out, added = not counted, added_by != ""
        light, dark = (
            select_dot(**words, held_out=held_out, added=added, colours=colours)
            for colours in THEME_COLOURS.values()
        )
        dots.append({**words, "added_by": str(added_by), **both_themes(light, dark)})
    return dots, np.asarray(groups.ngroup(), dtype=np.int64)


def _as_tuple(key: Hashable) -> tuple[Hashable, ...]:
    """Return pandas' key of a group of several columns as a tuple."""
    return key if isinstance(key, tuple) else (key,)


def _number_tolls(
    attacks: pd.DataFrame,
) -> tuple[list[list[int | None]], npt.NDArray[np.int64]]:
    """Return the distinct pairs of killed and wounded, None if not stated, and each record's."""
    killed, wounded = (
        attacks[name].fillna(-1).to_numpy(float) for name in ("us_killed", "us_wounded")
    )
    numbers, pairs = pd.factorize(killed + 1j * wounded)  # a pair as one number
    tolls = [
        [None if number < 0 else int(number) for number in (pair.real, pair.imag)] for pair in pairs
    ]
    return tolls, numbers


def _pair_duplicates(
    attacks: pd.DataFrame,
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the records marked as possible duplicates, and the records that they may repeat."""
    named = attacks["possible_duplicate_of"].to_numpy(str)
    marked = np.flatnonzero(named != "")
    others = attacks.index.get_indexer(pd.Index(named[marked], dtype="str"))
    return marked[others >= 0], others[others >= 0]


def _number_places(
    attacks: pd.DataFrame,
) -> tuple[list[tuple[float, float]], npt.NDArray[np.int64]]:
    """Return the distinct own positions of records, and each record's number; -1 for its site's."""
    lon, lat = (attacks[name].to_numpy(float) for name in ("longitude", "latitude"))
    own = np.isfinite(lon) & np.isfinite(lat)
    codes, places = pd.factorize(lon[own] + 1j * lat[own])  # a pair as one number
    numbers = np.full(len(attacks), -1, dtype=np.int64)
    numbers[own] = codes
    return [(float(place.real), float(place.imag)) for place in places], numbers


def _shrink(numbers: npt.NDArray[Any], count: int) -> npt.NDArray[Any]:
    """Return numbers from -1 to ``count - 1`` in the smallest type that holds them."""
    return numbers.astype(np.min_scalar_type(-max(count, 1)))


def _write_position(lon_deg: float, lat_deg: float, precision_m: int | None) -> dict[str, str]:
    """Return a position as the card shows it, in all its forms."""
    return asdict(describe_position(lon_deg, lat_deg, precision_m))


def _list_sites(dataset: Dataset) -> list[dict[str, Any]]:
    """Return the sites for the browser, each with its number of counted records."""
    totals = count_by_site(dataset.attacks, dataset.attacks["counted"].to_numpy(bool))
    sites = []
    for base_id, row in dataset.bases.iterrows():
        point = row.geometry
        precision = row["location_precision_m"]
        precision_m = None if pd.isna(precision) else int(precision)
        sites.append(
            {
                "id": base_id,
                "name": row["name"],
                "name_ar": row["name_ar"],
                "country": row["country"],
                "kind": row["kind"],
                "lonlat": None if point is None else [point.x, point.y],
                "position": None
                if point is None
                else _write_position(point.x, point.y, precision_m),
                "precision_m": precision_m,
                "source": row["location_source"],
                "total": int(totals.get(base_id, 0)),
            }
        )
    return sites


def _list_strikes(dataset: Dataset, first: dt.date) -> list[dict[str, Any]]:
    """Return the strikes, with days counted from the slider's first; some can be outside it."""
    strikes = []
    for strike_id, row in dataset.strikes.iterrows():
        lon, lat, precision = row["longitude"], row["latitude"], row["location_precision_m"]
        precision_m = None if pd.isna(precision) else int(precision)
        placed = not (pd.isna(lon) or pd.isna(lat))
        strikes.append(
            {
                "id": strike_id,
                "day": (row["date"].date() - first).days,
                "precision": row["date_precision"],
                "place": row["place_as_reported"],
                "lonlat": [float(lon), float(lat)] if placed else None,
                "position": _write_position(lon, lat, precision_m) if placed else None,
                "precision_m": precision_m,
                "source": row["location_source"],
                "acknowledged": row["acknowledged"],
                "killed": [
                    None if pd.isna(row[name]) else int(row[name])
                    for name in ("killed_low", "killed_high", "civilians_killed")
                ],
                **{name: row[name] for name in ("target", "summary", "note", "source_ids")},
            }
        )
    return strikes


def _list_sources(dataset: Dataset, attacks: pd.DataFrame | None) -> dict[str, dict[str, str]]:
    """Return the sources by id, as the card shows them; with attacks, only those that they cite."""
    sources = dataset.sources
    if attacks is not None:
        cells = pd.concat([attacks["source_ids"], dataset.strikes["source_ids"]])
        cited = {source_id for cell in cells.unique() for source_id in split_ids(str(cell))}
        sources = sources[sources.index.isin(cited)]
    columns = ["title", "publisher", "published", "language", "url", "reliability", "kind"]
    cells = sources[columns].itertuples(name=None)
    return {
        str(source_id): dict(zip(columns, map(str, row), strict=True)) for source_id, *row in cells
    }
