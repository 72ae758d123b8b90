"""Tables that leave: each record has its place and says whose it is, and is read in as it was."""

import csv
import dataclasses
import io
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from export.data.csv import write_records_csv
from export.product.product import Product
from export.product.rendering import render_product
from geo.files.folder_writer import write_cells
from geo.importers.column_detection import detect_format
from geo.importers.known_formats import make_mapping
from geo.importers.pipeline import import_table
from geo.importers.readers.dispatch import parse_foreign
from geo.importers.result import build_record
from geo.loading import read_dataset
from geo.model.errors import DataFileError
from geo.model.scene import Filters, View
from geo.model.schema import ATTACKS, EXPORTED
from geo.query.selection import select_scene
from geo.record import Dataset
from tests.unit.scenes import AS_OF, OPENING

DATA = Path(__file__).parents[4] / "data"


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return read_dataset(DATA)


def export(dataset: Dataset, form: str, *, held_out: bool = False, raw: bool = False) -> bytes:
    view = View(OPENING, filters=Filters(include_held_out=held_out))
    scene = select_scene(dataset, view, as_of=AS_OF)
    return render_product(form, Product(scene, dataset, None, raw=raw))


def read_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_folder(folder: Path, data: bytes, dataset_folder: Path) -> Dataset:
    folder.mkdir()
    for path in dataset_folder.iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())
    (folder / "attacks.csv").write_bytes(data)
    return read_dataset(folder)


def import_again(form: str, data: bytes, record: Dataset):
    bare = dataclasses.replace(record, attacks=record.attacks.iloc[:0])
    table = parse_foreign(f"export.{form}", data)
    known = detect_format(list(table.frame.columns))
    imported = import_table(table, make_mapping(known, table.frame), bare)
    return imported, build_record(imported, bare, merged=False)


def mixed_record(record, folder: Path) -> Path:
    """Write a record with positions of each kind, and a held-out row."""
    rows = [
        record.attack("site"),
        record.attack("own", longitude="41.123", latitude="35.2"),
        record.attack("alone", base_id="", longitude="44.5", latitude="33.25"),
        record.attack("nowhere", base_id="", place_as_reported="somewhere"),
        record.attack("no-point", base_id="unplaced"),
        record.attack("disputed", status="disputed"),
    ]
    bases = [record.base(), record.base("unplaced", None)]
    return record.write(folder, rows, bases=bases)


def test_each_placed_row_has_its_place_with_its_precision(shipped) -> None:
    rows = read_rows(export(shipped, "csv"))
    assert len(rows) == 84
    placed = [row for row in rows if row["longitude"]]
    assert len(placed) == 83
    for row in placed:
        site = shipped.bases.loc[row["base_id"]]
        assert (float(row["longitude"]), float(row["latitude"])) == (
            site.geometry.x, site.geometry.y,
        )  # fmt: skip
        assert int(row["position_precision_m"]) == site["location_precision_m"]
        assert row["position_of"] == "site"
    for row in rows:
        if not row["longitude"]:
            assert (row["latitude"], row["position_of"], row["position_precision_m"]) == ("",) * 3


def test_a_position_says_whose_it_is(record, tmp_path) -> None:
    dataset = read_dataset(mixed_record(record, tmp_path / "data"))
    rows = {row["attack_id"]: row for row in read_rows(export(dataset, "csv"))}
    names = ("longitude", "latitude", "position_of", "position_precision_m")
    assert {key: tuple(row[name] for name in names) for key, row in rows.items()} == {
        "site": ("40.31", "35.32", "site", "2000"),
        "own": ("41.123", "35.2", "record", "111"),
        "alone": ("44.5", "33.25", "record", "1111"),
        "nowhere": ("", "", "", ""),
        "no-point": ("", "", "", ""),
    }


def test_counted_stands_in_a_table_with_held_out_rows_and_in_no_other(shipped) -> None:
    assert "counted" not in read_rows(export(shipped, "csv"))[0]
    rows = read_rows(export(shipped, "csv", held_out=True))
    assert len(rows) == 103
    assert sum(row["counted"] == "yes" for row in rows) == 84
    held_out = [row for row in rows if row["counted"] == "no"]
    assert len(held_out) == 19
    assert all(row["held_out_because"] for row in held_out)


def test_a_raw_table_is_exactly_the_records(shipped) -> None:
    data = export(shipped, "csv", held_out=True, raw=True)
    assert list(read_rows(data)[0]) == list(ATTACKS.columns)
    shown = shipped.attacks[shipped.attacks["date"] <= "2023-11-30"]
    assert data == write_records_csv(shown, raw=True)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_is_read_in_as_the_record_was(record, tmp_path, form) -> None:
    dataset = read_dataset(mixed_record(record, tmp_path / "data"))
    imported, again = import_again(form, export(dataset, form, held_out=True), dataset)
    assert imported.rejects == ()
    before = write_cells(dataset.attacks, ATTACKS)
    assert write_cells(again.attacks, ATTACKS)[list(before)].equals(before)
    assert not {*EXPORTED} & {*imported.attacks.frame.columns}


def test_a_table_is_a_data_folders_attacks_again(record, tmp_path, shipped) -> None:
    folder = mixed_record(record, tmp_path / "data")
    for dataset, held, where, name in (
        (read_dataset(folder), True, folder, "mixed"), (shipped, True, DATA, "shipped"),
        (shipped, False, DATA, "counted"),
    ):  # fmt: skip
        again = read_folder(tmp_path / name, export(dataset, "csv", held_out=held), where)
        assert again.rejects == ()
        assert again.remarks == dataset.remarks
        kept = dataset.attacks.loc[again.attacks.index]
        pd.testing.assert_frame_equal(again.attacks, kept)


def test_a_site_that_was_moved_since_keeps_its_own_point_and_it_is_told(record, tmp_path) -> None:
    folder = mixed_record(record, tmp_path / "data")
    data = export(read_dataset(folder), "csv")
    moved = [record.base("conoco", (40.5, 35.5)), record.base("unplaced", None)]
    rows = [record.attack("x")]
    other = record.write(tmp_path / "other", rows, bases=moved)
    again = read_folder(tmp_path / "again", data, other)
    assert pd.isna(again.attacks.loc["site", "longitude"])
    assert again.attacks.loc["site", "lon_deg"] == 40.5
    (told,) = again.remarks
    assert "1 row with `site` in `position_of` has another position than the site has" in told
    edited = data.replace(b",site,2000", b",record,2000")
    own = read_folder(tmp_path / "own", edited, other)
    assert own.attacks.loc["site", "longitude"] == 40.31
    assert own.remarks == ()


def test_a_word_that_is_not_known_is_a_reject_and_a_made_column_alone_is_refused(
    record, tmp_path
) -> None:
    folder = mixed_record(record, tmp_path / "data")
    data = export(read_dataset(folder), "csv")
    again = read_folder(tmp_path / "word", data.replace(b",site,2000", b",base,2000"), folder)
    (reject,) = again.rejects
    assert (reject.column, reject.value) == ("position_of", "base")
    assert again.attack_rows.read == again.attack_rows.kept + again.attack_rows.rejected
    alone = data.replace(b"position_precision_m", b"precision")
    with pytest.raises(DataFileError, match="`position_of` is reserved for Basewatch"):
        read_folder(tmp_path / "alone", alone, folder)


def test_the_workbooks_sheet_of_attacks_has_the_places_too(shipped) -> None:
    book = load_workbook(io.BytesIO(export(shipped, "xlsx")))
    _marking, header, *rows = book["Attacks"].iter_rows(values_only=True)
    place = [header.index(name) for name in ("longitude", "latitude", "position_of")]
    assert sum(all(row[k] is not None for k in place) for row in rows) == 83
