import hashlib
from pathlib import Path

import pytest

from geo.files.folder_reader import read_record
from geo.loading import read_dataset
from geo.model.errors import CrsError, DataFileError


def test_optional_files_may_be_absent(write_record):
    tables = read_record(write_record())
    assert tables.strikes.frame.empty
    assert tables.official_totals.frame.empty
    assert tables.strikes.sha256 == ""


def test_an_optional_column_may_be_absent(record, tmp_path):
    folder = record.write(tmp_path)
    columns = [name for name in record.attack() if name != "source_dates"]
    record.write_csv(folder / "attacks.csv", [{name: record.attack()[name] for name in columns}])
    dataset = read_dataset(folder)
    assert dataset.rejects == ()
    assert dataset.attacks["source_dates"].tolist() == [""]


def test_each_input_has_the_digest_of_its_bytes(write_record, record):
    folder = write_record(totals=[record.total()])
    assert read_dataset(folder).inputs == tuple(
        (name, hashlib.sha256((folder / name).read_bytes()).hexdigest())
        for name in ("bases.geojson", "sources.csv", "attacks.csv", "official_totals.csv")
    )


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(DataFileError, match=r"There is no data folder at .*nowhere"):
        read_record(tmp_path / "nowhere")


def test_a_missing_file_is_named(write_record):
    folder = write_record()
    (folder / "sources.csv").unlink()
    with pytest.raises(DataFileError, match=r"sources\.csv is missing in .*: put it there"):
        read_record(folder)


def test_faults_of_several_files_are_raised_together(write_record):
    folder = write_record(crs={"type": "name", "properties": {"name": "EPSG:3857"}})
    (folder / "sources.csv").unlink()
    (folder / "attacks.csv").write_bytes(b"")
    with pytest.raises(DataFileError) as caught:
        read_record(folder)
    assert [line.split()[0] for line in str(caught.value).splitlines()] == [
        "bases.geojson",
        "sources.csv",
        "attacks.csv",
    ]


def test_a_foreign_crs_alone_is_a_crs_error(write_record):
    with pytest.raises(CrsError):
        read_record(write_record(crs={"type": "name", "properties": {"name": "EPSG:3857"}}))


def test_a_folder_in_place_of_a_file_is_an_error(write_record):
    folder = write_record()
    (folder / "attacks.csv").unlink()
    (folder / "attacks.csv").mkdir()
    with pytest.raises(DataFileError, match=r"attacks\.csv in .* cannot be opened"):
        read_record(folder)


def test_reading_changes_no_file(write_record):
    folder: Path = write_record()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    read_dataset(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
