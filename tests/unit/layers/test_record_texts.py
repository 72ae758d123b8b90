"""Text of records that a large record's page asks for."""

import json
import struct
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from geo.loading import read_dataset
from geo.model.position import describe_position
from geo.record import Dataset
from layers.payload import make_payload, read_stamp
from layers.record_texts import CHUNK, MOST_CHUNKS, TEXT_COLUMNS, hold_texts, make_texts

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(DATA)


def read_texts(dataset: Dataset, *chunks: int) -> dict[str, Any]:
    texts: dict[str, Any] = json.loads(make_texts(dataset, "0" * 16, chunks))["texts"]
    return texts


def read_head(payload: bytes) -> dict[str, Any]:
    (length,) = struct.unpack_from("<I", payload)
    head: dict[str, Any] = json.loads(payload[4 : 4 + length])
    return head


def test_the_shipped_record_is_small_enough_to_come_whole(dataset) -> None:
    assert hold_texts(dataset)


def test_payload_without_texts_holds_none_of_them(dataset) -> None:
    payload = make_payload(dataset, with_texts=False)
    head = read_head(payload)
    assert head["strings"] == head["positions"] == []
    assert head["text_chunk"] == CHUNK
    assert not [entry for entry in head["arrays"] if entry["name"].startswith("text_")]
    assert dataset.attacks["summary"].iloc[0].encode("utf-8") not in payload


def test_payload_of_other_text_has_another_stamp(record, tmp_path: Path) -> None:
    stamps = set()
    for number, summary in enumerate(("One.", "Another.")):
        folder = record.write(tmp_path / str(number), [record.attack("a1", summary=summary)])
        stamps.add(read_stamp(make_payload(read_dataset(folder), with_texts=False)))
    assert len(stamps) == 2


def test_chunks_have_the_text_of_their_records_in_order(dataset) -> None:
    texts = read_texts(dataset, 1, 0)
    assert texts["stamp"] == "0" * 16
    frame = dataset.attacks.reset_index()
    for chunk in texts["chunks"]:
        rows = frame.iloc[chunk["number"] * CHUNK : (chunk["number"] + 1) * CHUNK]
        assert list(chunk["columns"]) == list(TEXT_COLUMNS)
        for name in ("attack_id", "summary", "note", "source_ids"):
            assert chunk["columns"][name] == rows[name].tolist()
        stated = rows["us_wounded"].notna()
        assert [cell != "" for cell in chunk["columns"]["us_wounded"]] == stated.tolist()
    assert [chunk["number"] for chunk in texts["chunks"]] == [1, 0]


def test_what_the_record_does_not_have_is_left_out(dataset) -> None:
    beyond = len(dataset.attacks) // CHUNK + 1
    assert read_texts(dataset, -1, beyond)["chunks"] == []
    assert len(read_texts(dataset, *[0] * 50)["chunks"]) == MOST_CHUNKS


def test_places_of_their_own_come_in_words(record, tmp_path: Path) -> None:
    attacks = [record.attack("a1"), record.attack("a2", longitude="40.3", latitude="35.33")]
    chunk = read_texts(read_dataset(record.write(tmp_path, attacks)), 0)["chunks"][0]
    assert chunk["positions"] == [None, asdict(describe_position(40.3, 35.33, None))]


def test_duplicates_are_paired_by_number(record, tmp_path: Path) -> None:
    attacks = [
        record.attack("a1"),
        record.attack("a2", possible_duplicate_of="a1"),
        record.attack("a3", possible_duplicate_of="a1"),
    ]
    payload = make_payload(read_dataset(record.write(tmp_path, attacks)), with_texts=False)
    (length,) = struct.unpack_from("<I", payload)
    entries = {entry["name"]: entry for entry in read_head(payload)["arrays"]}
    pairs = [
        struct.unpack_from(f"<{entries[name]['n']}I", payload, 4 + length + entries[name]["offset"])
        for name in ("twin", "twin_of")
    ]
    assert pairs == [(1, 2), (0, 0)]
