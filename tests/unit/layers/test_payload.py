"""The payload: what the browser reads is what the record holds, in few bytes."""

import datetime as dt
import json
import struct
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bench.records import write_records
from geo.loading import read_dataset
from geo.model.position import describe_position
from geo.model.vocabulary import WEAPONS
from geo.record import Dataset
from layers.payload import (
    ALIGN,
    COUNTED,
    PLACED,
    US_CONFIRMED,
    make_payload,
    pack_mask,
    pack_payload,
    read_stamp,
    split_payload,
)
from layers.record_texts import TEXT_COLUMNS

DATA = Path(__file__).parents[3] / "data"
TYPES = {
    "int8": "i1", "int16": "<i2", "int32": "<i4", "uint8": "u1", "uint16": "<u2", "uint32": "<u4",
    "float32": "<f4",
}  # fmt: skip

PER_RECORD = {"site", "dot", "flags", "weapon", "place", "toll"}


def unpack(payload: bytes) -> tuple[dict, dict[str, np.ndarray]]:
    """Read a payload as the browser does."""
    (length,) = struct.unpack_from("<I", payload)
    header = json.loads(payload[4 : 4 + length])
    start = 4 + length
    assert start % ALIGN == 0
    arrays = {
        entry["name"]: np.frombuffer(
            payload, TYPES[entry["type"]], entry["n"], start + entry["offset"]
        )
        for entry in header["arrays"]
    }
    return header, arrays


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(DATA)


@pytest.fixture(scope="module")
def unpacked(dataset: Dataset) -> tuple[dict, dict[str, np.ndarray]]:
    return unpack(make_payload(dataset))


def test_stamp_stands_for_the_whole_content() -> None:
    arrays = {"a": np.array([1, 2, 3], "uint16")}
    payload = pack_payload({"name": "x"}, arrays)
    assert read_stamp(payload) == unpack(payload)[0]["stamp"]
    assert read_stamp(payload) == read_stamp(pack_payload({"name": "x"}, arrays))
    others = [
        pack_payload({"name": "y"}, arrays),
        pack_payload({"name": "x"}, {"a": np.array([1, 2, 4], "uint16")}),
        pack_payload({"name": "x"}, {"a": np.array([1, 2, 3], "uint8")}),
    ]
    assert len({read_stamp(other) for other in [payload, *others]}) == 4


def test_header_and_arrays_survive_the_packing() -> None:
    arrays = {"a": np.array([1, 2, 3], "uint16"), "b": np.array([0.5], "float32")}
    header, back = unpack(pack_payload({"name": "قاعدة"}, arrays))
    assert header["name"] == "قاعدة"
    assert back["a"].tolist() == [1, 2, 3]
    assert back["b"].tolist() == [0.5]
    assert all(entry["offset"] % ALIGN == 0 for entry in header["arrays"])


def test_every_kept_record_is_there_in_order_of_days(dataset, unpacked) -> None:
    header, arrays = unpacked
    assert header["count"] == len(dataset.attacks)
    days = dataset.attacks["date"].dt.strftime("%Y-%m-%d").tolist()
    assert days == sorted(days)
    starts = arrays["day_start"]
    assert starts[0] == 0
    assert starts[-1] == header["count"]
    first = np.datetime64(header["first"])
    for day in range(header["span"]):
        assert set(days[starts[day] : starts[day + 1]]) <= {str(first + day)}


def test_slider_begins_with_the_opening_view_though_the_record_begins_later(unpacked) -> None:
    header, _ = unpacked
    assert header["first"] == "2023-10-17"
    assert header["record_first"] == 1


def test_flags_say_counted_confirmed_and_placed(dataset, unpacked) -> None:
    header, arrays = unpacked
    attacks = dataset.attacks
    for bit, column in (
        (COUNTED, attacks["counted"]),
        (US_CONFIRMED, attacks["confirmation"] == "us_official"),
        (PLACED, attacks["placed"]),
    ):
        assert ((arrays["flags"] & bit) != 0).tolist() == column.tolist()
    assert header["total"] == int(attacks["counted"].sum())


def test_each_text_cell_comes_back_and_each_string_is_stored_once(dataset, unpacked) -> None:
    header, arrays = unpacked
    assert len(header["strings"]) == len(set(header["strings"]))
    frame = dataset.attacks.reset_index()
    for column in ("attack_id", "summary", "note", "claimed_by", "source_ids", "source_dates"):
        sent = [header["strings"][index] for index in arrays[f"text_{column}"]]
        assert sent == frame[column].tolist()
    wounded = [header["strings"][index] for index in arrays["text_us_wounded"]]
    stated = frame["us_wounded"].notna()
    assert [cell != "" for cell in wounded] == stated.tolist(), "a blank never becomes a zero"
    assert [int(cell) for cell in wounded if cell] == frame["us_wounded"][stated].tolist()


def test_sites_stand_in_file_order_and_unplaced_ones_have_no_point(dataset, unpacked) -> None:
    header, arrays = unpacked
    assert [site["id"] for site in header["sites"]] == list(dataset.bases.index)
    assert [site["lonlat"] is None for site in header["sites"]] == [
        point is None for point in dataset.bases.geometry
    ]
    sites = [header["sites"][k]["id"] if k >= 0 else "" for k in arrays["site"]]
    assert sites == dataset.attacks["base_id"].tolist()
    assert sum(site["total"] for site in header["sites"]) == int(
        (dataset.attacks["counted"] & dataset.attacks["placed"]).sum()
    )


def test_record_costs_at_most_12_bytes_beyond_its_text(unpacked) -> None:
    header, arrays = unpacked
    per_record = sum(
        array.itemsize
        for name, array in arrays.items()
        if len(array) == header["count"] and not name.startswith("text_")
    )
    assert per_record <= 12
    assert {f"text_{name}" for name in TEXT_COLUMNS} <= set(arrays)


def test_numbers_of_a_larger_record_stand_in_as_few_bytes_as_hold_them(tmp_path: Path) -> None:
    write_records(tmp_path, 3_000)
    header, arrays = unpack(make_payload(read_dataset(tmp_path)))
    sizes = {name: array.itemsize for name, array in arrays.items() if name in PER_RECORD}
    assert sizes == {"site": 1, "dot": 1, "flags": 1, "weapon": 1, "place": 2, "toll": 1}
    assert {name for name, array in arrays.items() if len(array) == header["count"]} == {
        *PER_RECORD,
        *(f"text_{name}" for name in TEXT_COLUMNS),
    }


def test_payload_of_a_record_is_the_same_bytes_each_time(dataset) -> None:
    assert make_payload(dataset) == make_payload(read_dataset(DATA))


def test_mask_has_the_first_record_in_the_lowest_bit() -> None:
    mask = np.array([True, False, False, True, False, False, False, False, True])
    assert pack_mask(mask) == bytes([0b00001001, 0b00000001])


def test_empty_record_has_a_payload(record, tmp_path: Path) -> None:
    folder = record.write(tmp_path, attacks=[])
    header, arrays = unpack(make_payload(read_dataset(folder)))
    assert header["count"] == 0
    assert len(arrays["day_start"]) == header["span"] + 1


def test_strikes_are_there_by_day_and_what_is_not_known_is_none(dataset, unpacked) -> None:
    header, _ = unpacked
    first = dt.date.fromisoformat(header["first"])
    listed = header["strikes"]
    assert [strike["id"] for strike in listed] == list(dataset.strikes.index)
    for strike, (_, row) in zip(listed, dataset.strikes.iterrows(), strict=True):
        assert first + dt.timedelta(days=strike["day"]) == row["date"].date()
        assert strike["acknowledged"] == row["acknowledged"]
        placed = not pd.isna(row["longitude"])
        assert (strike["lonlat"] is not None) == placed
        if placed:
            assert strike["lonlat"] == [row["longitude"], row["latitude"]]


def test_sites_and_strikes_carry_their_position_in_words(dataset, unpacked) -> None:
    header, _ = unpacked
    asad = next(site for site in header["sites"] if site["id"] == "ain-al-asad")
    assert asad["position"] == asdict(describe_position(42.44, 33.78, 4000))
    for listed in (header["sites"], header["strikes"]):
        assert all((entry["position"] is None) == (entry["lonlat"] is None) for entry in listed)
        assert any(entry["position"] for entry in listed)
    assert header["positions"] == [], "no shipped record has a place of its own"


def test_records_with_a_place_of_their_own_share_its_words(record, tmp_path: Path) -> None:
    places = [("40.3", "35.33"), ("", ""), ("40.31", "35.3"), ("40.3", "35.33")]
    attacks = [
        record.attack(f"a{number}", longitude=lon, latitude=lat)
        for number, (lon, lat) in enumerate(places)
    ]
    header, arrays = unpack(make_payload(read_dataset(record.write(tmp_path, attacks))))
    assert arrays["place"].tolist() == [0, -1, 1, 0]
    assert arrays["place_lon_deg"].tolist() == pytest.approx([40.3, 40.31])
    assert arrays["place_lat_deg"].tolist() == pytest.approx([35.33, 35.3])
    assert header["positions"] == [
        asdict(describe_position(40.3, 35.33, None)),
        asdict(describe_position(40.31, 35.3, None)),
    ]


def test_header_and_arrays_come_apart_and_are_a_payload_again_when_padded() -> None:
    payload = pack_payload({"name": "قاعدة <b>"}, {"a": np.array([1, 2, 3], "uint16")})
    head, arrays = split_payload(payload)
    assert json.loads(head)["name"] == "قاعدة <b>"
    padded = head.encode("utf-8")
    padded += b" " * (-(4 + len(padded)) % 8)
    assert struct.pack("<I", len(padded)) + padded + arrays == payload


def test_weapons_are_one_byte_of_bits_in_the_order_of_the_words(dataset, unpacked) -> None:
    header, arrays = unpacked
    words = list(header["words"]["weapon"])
    assert words == list(WEAPONS)
    for cell, bits in zip(dataset.attacks["weapon"], arrays["weapon"].tolist(), strict=True):
        named = {word for place, word in enumerate(words) if bits >> place & 1}
        assert named - {"several"} == set(cell.split(";")) - {"several"}
        assert ("several" in named) == (";" in cell or cell == "several")


def test_killed_and_wounded_are_there_as_pairs_and_the_covered_days(dataset, unpacked) -> None:
    header, arrays = unpacked
    pairs = [header["tolls"][number] for number in arrays["toll"]]
    for column, name in enumerate(("us_killed", "us_wounded")):
        stated = dataset.attacks[name]
        assert [pair[column] for pair in pairs] == [
            None if pd.isna(number) else number for number in stated
        ]
    first = dt.date.fromisoformat(header["first"])
    covers = [first + dt.timedelta(days=day) for day in header["covers"]]
    assert covers == [dataset.coverage.covers_from, dataset.coverage.covers_to]
