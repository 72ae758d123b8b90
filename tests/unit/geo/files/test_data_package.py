"""`datapackage.json`: what a folder states that it covers, read and written."""

import datetime as dt
import hashlib
import json

import pytest

from geo.__main__ import main
from geo.files.data_package import parse_coverage
from geo.files.folder_writer import write_folder
from geo.loading import read_dataset
from geo.model.coverage import Coverage, CoveredPeriod, Gap, cover_period
from geo.model.dates import Window
from geo.model.errors import DataFileError
from geo.model.scene import View
from geo.query.selection import select_scene
from geo.reports.user_reports import Additions, Report, add_reports

AS_OF = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def period(first: str, last: str) -> Window:
    return Window(day(first), day(last))


STATED = Coverage(
    "test-record",
    "1.2.0",
    "CC-BY-4.0",
    day("2023-10-17"),
    day("2024-02-04"),
    day("2024-02-05"),
    (Gap(day("2023-12-01"), day("2023-12-31"), "No list of December."),),
)


def test_coverage_goes_from_the_file_to_the_scene(write_record, record):
    folder = write_record(package=record.package())
    dataset = read_dataset(folder)
    assert dataset.coverage == STATED
    digest = hashlib.sha256((folder / "datapackage.json").read_bytes()).hexdigest()
    assert dataset.inputs[-1] == ("datapackage.json", digest)
    scene = select_scene(dataset, View(period("2024-01-01", "2024-02-10")), as_of=AS_OF)
    assert scene.coverage == STATED
    assert scene.covered == CoveredPeriod("part", period("2024-01-01", "2024-02-04"))


def test_a_folder_without_the_file_or_the_key_states_nothing(write_record, tmp_path, record):
    assert read_dataset(write_record()).coverage is None
    folder = record.write(tmp_path / "other", package={"name": "other", "resources": []})
    assert read_dataset(folder).coverage is None


@pytest.mark.parametrize(
    ("asked", "share", "covered", "gaps"),
    [
        (period("2023-10-17", "2024-02-04"), "whole", period("2023-10-17", "2024-02-04"), 1),
        (period("2023-10-17", "2023-10-17"), "whole", period("2023-10-17", "2023-10-17"), 0),
        (period("2023-10-16", "2023-10-17"), "part", period("2023-10-17", "2023-10-17"), 0),
        (period("2023-12-31", "2024-03-01"), "part", period("2023-12-31", "2024-02-04"), 1),
        (period("2023-10-01", "2023-10-16"), "none", None, 0),
        (period("2024-02-05", "2024-02-05"), "none", None, 0),
    ],
)
def test_a_period_is_covered_as_a_whole_in_part_or_not(asked, share, covered, gaps):
    found = cover_period(STATED, asked)
    assert (found.share, found.days, len(found.gaps)) == (share, covered, gaps)


def test_coverage_that_is_not_stated_is_no_coverage_of_zero():
    assert cover_period(None, period("2023-10-17", "2023-10-18")) == CoveredPeriod("not stated")


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"covers_from": "17.10.2023"}, "key basewatch.covers_from: `17.10.2023` is not valid"),
        ({"covers_from": 20231017}, "key basewatch.covers_from: `20231017` is not valid"),
        ({"covers_to": "2023-02-30"}, "key basewatch.covers_to: `2023-02-30` is not valid"),
        ({"covers_to": None}, "key basewatch.covers_to: is missing; write a day as 2023-10-17"),
        ({"covers_to": "2023-10-16"}, "`2023-10-16` is not valid; write 2023-10-17 or a later day"),
        ({"information_cut_off": "2024-02-01"}, "write 2024-02-04 or a later day"),
        ({"known_gaps": "none"}, "key basewatch.known_gaps: `none` is not valid"),
        ({"known_gaps": ["x"]}, "key basewatch.known_gaps[0]: `x` is not valid"),
        (
            {"known_gaps": [{"first": "2023-12-02", "last": "2023-12-01", "text": "a"}]},
            "key basewatch.known_gaps[0].last: `2023-12-01` is not valid",
        ),
        (
            {"known_gaps": [{"first": "2023-12-02", "last": "2023-12-03"}]},
            "key basewatch.known_gaps[0].text: is blank",
        ),
        (
            {"known_gaps": [{"first": "2023-12-02", "last": "2023-12-03", "text": "a\u202eb"}]},
            "write one line of text, at most 300 characters",
        ),
    ],
)
def test_a_bad_value_is_named_with_file_key_value_and_fix(write_record, record, stated, said):
    with pytest.raises(DataFileError) as caught:
        read_dataset(write_record(package=record.package(**stated)))
    assert str(caught.value).startswith("datapackage.json, key ")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "is not valid JSON"),
        (b"[1]", "key (file): `[1]` is not valid; write one JSON object"),
        (b'{"basewatch": []}', "key basewatch: `[]` is not valid"),
        (b'{"basewatch": {}, "licenses": "MIT"}', "key licenses: `MIT` is not valid"),
        (b'{"basewatch": {}, "name": 7}', "key name: `7` is not valid"),
    ],
)
def test_a_file_of_another_shape_is_named(data, said):
    with pytest.raises(DataFileError) as caught:
        parse_coverage(data)
    assert said in str(caught.value)


def test_all_faults_are_listed_by_geo_check(write_record, record, capsys):
    folder = write_record(package=record.package(covers_from="soon", covers_to="late"))
    (folder / "sources.csv").unlink()
    assert main(["check", str(folder)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines[1:]] == [
        "datapackage.json, key basewatch.covers_from",
        "datapackage.json, key basewatch.covers_to",
    ]
    assert lines[0].startswith("sources.csv is missing")


def test_a_folder_that_is_written_states_the_same(write_record, record, tmp_path):
    dataset = read_dataset(write_record(package=record.package()))
    files = write_folder(dataset)
    assert parse_coverage(files["datapackage.json"]) == STATED
    assert json.loads(files["datapackage.json"])["licenses"] == [{"name": "CC-BY-4.0"}]
    bare = read_dataset(record.write(tmp_path / "bare"))
    assert "datapackage.json" not in write_folder(bare)


def test_a_folder_that_is_written_names_what_a_user_added_as_a_gap(write_record, record):
    dataset = read_dataset(write_record(package=record.package()))
    cells = {name: cell for name, cell in record.attack().items() if cell and name != "attack_id"}
    report = Report(cells | {"date": "2024-06-02"})
    additions, _ = Additions().add(report, dataset.attacks.index, "4f7c2a")
    written = parse_coverage(write_folder(add_reports(dataset, additions))["datapackage.json"])
    assert written is not None
    said = "1 of the attacks was added by a user: what it covers is not stated."
    assert written.gaps[1:] == (Gap(day("2024-06-02"), day("2024-06-02"), said),)
