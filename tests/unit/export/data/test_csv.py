"""Attacks as CSV: read in again they are the same, and a spreadsheet runs none of their cells."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from export.data.csv import write_records_csv
from geo.importers.known_formats import make_mapping
from geo.importers.pipeline import import_table
from geo.importers.readers.dispatch import parse_foreign
from geo.loading import read_dataset
from geo.record import Dataset

DATA = Path(__file__).parents[4] / "data"
FORMULA = '=HYPERLINK("http://x.example","open")'


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return read_dataset(DATA)


def read_back(data: bytes, folder: Path, *others: Path) -> Dataset:
    folder.mkdir()
    (folder / "attacks.csv").write_bytes(data)
    for path in others:
        (folder / path.name).write_bytes(path.read_bytes())
    return read_dataset(folder)


def test_shipped_record_comes_back_as_it_went_out(shipped: Dataset, tmp_path: Path) -> None:
    data = write_records_csv(shipped.attacks)
    others = [path for path in DATA.iterdir() if path.is_file() and path.name != "attacks.csv"]
    again = read_back(data, tmp_path / "again", *others)
    assert again.rejects == ()
    pd.testing.assert_frame_equal(again.attacks, shipped.attacks)


def test_blank_is_blank_and_a_number_has_no_point(shipped: Dataset) -> None:
    text = write_records_csv(shipped.attacks).decode("utf-8-sig")
    rows = {row["attack_id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    row = rows["2023-10-18-ain-al-asad-1"]
    assert (row["us_wounded"], row["us_killed"], row["date"]) == ("13", "", "2023-10-18")
    assert {row["longitude"] for row in rows.values()} == {""}


@pytest.mark.parametrize("raw", [False, True])
def test_formula_is_guarded_and_comes_back_without_the_guard(
    record, tmp_path: Path, *, raw: bool
) -> None:
    rows = [
        record.attack("a1", summary=FORMULA, note="- two, or three", mine="@x", **{"=own": "1"}),
        record.attack("a2", longitude="-77.05", latitude="-0.00001", claimed_by="''=1"),
    ]
    dataset = read_dataset(record.write(tmp_path / "data", rows))
    data = write_records_csv(dataset.attacks, raw=raw)
    cells = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    listed = [cell for row in cells for cell in row]
    assert (FORMULA in listed) is raw
    assert ("'" + FORMULA in listed) is not raw
    assert {"-77.05", "-0.00001"} <= set(listed), "a plain number stays a number"
    assert ("''=1" in listed) is not raw
    if not raw:
        others = [tmp_path / "data" / name for name in ("bases.geojson", "sources.csv")]
        again = read_back(data, tmp_path / "again", *others)
        pd.testing.assert_frame_equal(again.attacks, dataset.attacks)


def test_what_basewatch_makes_itself_is_not_written(shipped: Dataset) -> None:
    header = write_records_csv(shipped.attacks).decode("utf-8-sig").split("\r\n")[0].split(",")
    assert header[:2] == ["attack_id", "date"]
    assert not {"counted", "lon_deg", "held_out_because", "base_name"} & set(header)


def test_no_record_is_a_header_alone(shipped: Dataset) -> None:
    data = write_records_csv(shipped.attacks.iloc[:0])
    assert data.startswith(b"\xef\xbb\xbfattack_id,")
    assert data.count(b"\r\n") == 1


def test_same_records_are_the_same_bytes(shipped: Dataset) -> None:
    assert write_records_csv(shipped.attacks) == write_records_csv(shipped.attacks.copy())


def test_what_a_user_added_is_marked_and_a_column_of_that_name_is_kept(
    record, tmp_path: Path
) -> None:
    rows = [record.attack("a1", added="2024-05-01"), record.attack("a2", added="")]
    dataset = read_dataset(record.write(tmp_path / "data", rows))
    listed = write_records_csv(dataset.attacks).decode("utf-8-sig").splitlines()
    assert [line.rpartition(",")[2] for line in listed] == ["added", "2024-05-01", ""]
    by_user = dataset.attacks.assign(added_by=["", "user"])
    data = write_records_csv(by_user)
    listed = data.decode("utf-8-sig").splitlines()
    assert [line.rpartition(",")[2] for line in listed] == ["added", "2024-05-01", "added by user"]
    others = [tmp_path / "data" / name for name in ("bases.geojson", "sources.csv")]
    again = read_back(data, tmp_path / "again", *others)
    assert again.rejects == ()
    assert list(again.attacks["added"]) == ["2024-05-01", "added by user"]


def test_the_marking_is_a_column_on_request_and_left_out_when_read_again(
    record, tmp_path: Path
) -> None:
    rows = [record.attack("a1", marking="OWN LINE", mine="x"), record.attack("a2")]
    dataset = read_dataset(record.write(tmp_path / "data", rows))
    assert set(dataset.attacks["marking"]) == {"OWN LINE", ""}, "rows marked one by one keep it"
    data = write_records_csv(dataset.attacks, marking="=SECRET//A")
    listed = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert list(listed[0])[-1] == "marking"
    assert {row["marking"] for row in listed} == {"'=SECRET//A"}
    others = [tmp_path / "data" / name for name in ("bases.geojson", "sources.csv")]
    again = read_back(data, tmp_path / "again", *others)
    assert "marking" not in again.attacks
    assert "mine" in again.attacks
    assert [text for text in again.remarks if "`marking` was left out" in text]


def test_an_import_leaves_a_products_marking_out_and_says_so(shipped: Dataset) -> None:
    few = shipped.attacks.head(3)
    table = parse_foreign("export.csv", write_records_csv(few, marking="SECRET"))
    imported = import_table(table, make_mapping("basewatch", table.frame), shipped)
    assert imported.kept == 3
    assert "marking" not in imported.attacks.frame
    assert [text for text in imported.remarks if "Left out" in text and "marking" in text]
