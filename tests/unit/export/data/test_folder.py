"""A record as a data folder in one file: it is read again as it was, and carries its marking."""

import datetime as dt
import io
import zipfile

import pandas as pd
import pytest

from export.data.folder import READ_ME, render_folder, select_added
from geo.__main__ import main
from geo.loading import read_dataset
from geo.model.scene import Marking
from geo.record import Dataset
from geo.reports.user_reports import Additions, Report, add_reports

AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)
MARKING = Marking("EXERCISE ONLY", "#1d4ed8")


@pytest.fixture
def dataset(write_record, record) -> Dataset:
    sources = [record.source("s1"), record.source("s2")]
    strikes, totals = [record.strike()], [record.total()]
    folder = write_record(record.attack("a1"), sources=sources, strikes=strikes, totals=totals)
    there, additions = read_dataset(folder), Additions()
    sound = {
        name: cell
        for name, cell in record.attack(source_ids="").items()
        if name != "attack_id" and cell
    }
    for report in (
        Report(sound | {"summary": "'=1+1"}, {"title": "=cmd|' /C calc'!A0", "kind": "newsroom"}),
        Report(sound | {"source_ids": "s2"}),
    ):
        additions, _ = additions.add(report, there.attacks.index, "4f7c2a")
    return add_reports(there, additions)


def unpack(data: bytes, folder) -> Dataset:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    return read_dataset(folder)


def test_all_of_it_is_read_again_as_it_was(dataset: Dataset, tmp_path) -> None:
    again = unpack(render_folder(dataset, MARKING, AS_OF), tmp_path / "all")
    for name in ("attacks", "sources", "strikes", "official_totals"):
        wanted, found = getattr(dataset, name), getattr(again, name)
        both = [frame.drop(columns="added_by", errors="ignore") for frame in (found, wanted)]
        pd.testing.assert_frame_equal(*both)
    assert main(["check", str(tmp_path / "all")]) == 0


def test_what_was_added_stands_alone_with_the_sources_that_it_cites(
    dataset: Dataset, tmp_path
) -> None:
    again = unpack(render_folder(select_added(dataset), MARKING, AS_OF), tmp_path / "own")
    added = dataset.attacks.index[dataset.attacks["added_by"] != ""]
    assert list(again.attacks.index) == list(added)
    assert set(again.sources.index) == {"s2", f"{added[0]}-source"}
    assert again.rejects == ()
    assert again.strikes.empty
    assert main(["check", str(tmp_path / "own")]) == 0


def test_it_says_its_marking_and_is_the_same_bytes_each_time(dataset: Dataset) -> None:
    data = render_folder(dataset, MARKING, AS_OF)
    assert data == render_folder(dataset, MARKING, AS_OF)
    assert data != render_folder(dataset, Marking("OTHER"), AS_OF)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        said = archive.read(READ_ME).decode("utf-8")
    assert said.splitlines()[0] == said.splitlines()[-1] == "EXERCISE ONLY"
    assert "3 attacks, of these 2 added by user" in said
    assert "211054Z NOV 26" in said
