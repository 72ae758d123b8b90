"""The shipped data package: generated from the schema, valid, and true of the record."""

import json
from pathlib import Path

import pandas as pd
from frictionless import Package

from geo.files.data_package import FILE, update_resources
from geo.files.folder_writer import write_folder
from geo.loading import read_dataset
from geo.model.cell_types import split_ids

DATA = Path(__file__).parents[2] / "data"


def test_its_description_of_the_files_is_the_schemas():
    data = (DATA / FILE).read_bytes()
    files = [path.name for path in DATA.iterdir()]
    assert update_resources(data, files) == data, "run python -m tools.describe_data"
    named = {each["path"] for each in json.loads(data)["resources"]}
    assert {path.name for path in DATA.glob("*.csv")} | {"bases.geojson"} == named


def test_frictionless_finds_the_package_and_every_table_valid():
    report = Package(str(DATA / FILE)).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:10]
    assert {task.name for task in report.tasks} >= {"attacks", "sources", "official-totals"}


def test_frictionless_finds_a_fault_by_the_description(tmp_path):
    for path in DATA.glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    attacks = tmp_path / "attacks.csv"
    text = attacks.read_text(encoding="utf-8")
    attacks.write_text(text.replace(",us_official,", ",by_a_friend,", 1), encoding="utf-8")
    faults = Package(str(tmp_path / FILE)).validate().flatten(["type", "fieldName"])
    assert faults == [["constraint-error", "confirmation"]]


def test_a_folder_that_is_written_is_a_valid_package(tmp_path):
    for name, data in write_folder(read_dataset(DATA)).items():
        (tmp_path / name).write_bytes(data)
    report = Package(str(tmp_path / FILE)).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:10]


def test_every_record_lies_in_the_days_covered_and_the_cut_off_is_the_last_cited_day():
    dataset = read_dataset(DATA)
    coverage = dataset.coverage
    assert coverage is not None
    assert all(day in coverage.days for day in (dataset.days.first, dataset.days.last))
    cells = pd.concat([dataset.attacks["source_ids"], dataset.strikes["source_ids"]])
    cited = {source_id for cell in cells for source_id in split_ids(cell)}
    published = dataset.sources.loc[dataset.sources.index.isin(cited), "published"]
    assert published[published.str.len() == 10].max() == str(coverage.information_cut_off)


def test_the_gap_in_confirmations_is_one_in_the_record():
    dataset = read_dataset(DATA)
    assert dataset.coverage is not None
    gap = dataset.coverage.gaps[0]
    attacks = dataset.attacks[dataset.attacks["counted"]]
    inside = attacks["date"].between(str(gap.first), str(gap.last))
    confirmed = attacks["confirmation"] == "us_official"
    assert confirmed[inside].mean() < 0.5 * confirmed[~inside].mean()
