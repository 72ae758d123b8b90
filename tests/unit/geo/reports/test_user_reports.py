"""Reports that a user adds: checked as a file is, graded by the rule, named, and never lost."""

import datetime as dt
import hashlib

import pandas as pd
import pytest

from geo.files.folder_writer import format_table, write_cells
from geo.loading import read_dataset
from geo.model.cell_types import ID
from geo.model.dates import Window
from geo.model.scene import Filters, View
from geo.model.schema import ATTACKS
from geo.query.selection import select_scene
from geo.record import Dataset
from geo.reports.user_reports import (
    ADDED_ATTACKS,
    ADDED_SOURCES,
    Additions,
    Report,
    add_reports,
    issue_id,
    name_source,
)
from geo.reports.validation import check_report, find_near, grade_report
from tests.unit.geo.reports.own_reports import SOURCE, TODAY, TOKEN, add, report

AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)


def test_a_report_joins_the_record_and_the_numbers_reconcile(dataset: Dataset) -> None:
    joined, _, (attack_id,) = add(dataset, report(us_wounded="2"))
    window = Window(dt.date(2024, 1, 1), dt.date(2024, 1, 31))
    counts = select_scene(joined, View(window), as_of=AS_OF).counts
    assert (counts.read, counts.kept, counts.rejected) == (4, 3, 1)
    assert (counts.counted, counts.held_out) == (2, 1)
    assert (counts.selected, counts.us_wounded, counts.us_killed) == (1, 2, 0)
    assert (counts.added, counts.added_shown) == (1, 1)
    row = joined.attacks.loc[attack_id]
    assert row["added_by"] == "user"
    assert (row["lon_deg"], row["lat_deg"], row["base_name"]) == (40.31, 35.32, "Conoco")
    assert pd.isna(row["us_killed"]), "a blank is not known, never zero"
    assert joined.sources.loc[name_source(attack_id), "added_by"] == "user"
    assert (joined.sources["added_by"] != "").sum() == 1
    assert list(dataset.attacks.index) == ["a1", "a2"], "the record itself is as it was"
    assert joined.attacks.dtypes.equals(dataset.attacks.dtypes)
    assert list(joined.attacks["date"]) == sorted(joined.attacks["date"])


def test_added_rows_are_counted_where_the_view_shows_them(dataset: Dataset) -> None:
    joined, _, _ = add(dataset, report(), report(target_kind="convoy"))
    january = Window(dt.date(2024, 1, 1), dt.date(2024, 1, 31))
    shown = [
        select_scene(joined, View(january, filters=Filters(include_held_out=held)), as_of=AS_OF)
        for held in (False, True)
    ]
    assert [scene.counts.added_shown for scene in shown] == [1, 2]
    for scene in shown:
        listed = pd.concat([scene.drawn, scene.not_placed])
        assert (listed["added_by"] == "user").sum() == scene.counts.added_shown
        assert scene.counts.added == 2
    march = Window(dt.date(2024, 3, 1), dt.date(2024, 3, 31))
    counts = select_scene(joined, View(march), as_of=AS_OF).counts
    assert (counts.added, counts.added_shown) == (2, 0)


def test_nothing_added_is_the_record_itself(dataset: Dataset) -> None:
    assert add_reports(dataset, Additions()) is dataset


def test_inputs_tell_the_additions_by_the_hash_of_their_csv_form(dataset: Dataset) -> None:
    joined, _, (attack_id,) = add(dataset, report())
    cells = write_cells(joined.attacks.loc[[attack_id]], ATTACKS)
    assert joined.inputs[: len(dataset.inputs)] == dataset.inputs
    inputs = dict(joined.inputs)
    assert inputs[ADDED_ATTACKS] == hashlib.sha256(format_table(cells)).hexdigest()
    other, _, _ = add(dataset, report(summary="other"))
    assert dict(other.inputs)[ADDED_ATTACKS] != inputs[ADDED_ATTACKS]
    assert dict(other.inputs)[ADDED_SOURCES] == inputs[ADDED_SOURCES]


def test_ids_are_readable_sound_and_never_given_twice(dataset: Dataset) -> None:
    _, additions, ids = add(dataset, report(), report(), report(base_id="", place_as_reported="x"))
    assert ids == [
        f"2024-01-05-conoco-u1-{TOKEN}",
        f"2024-01-05-conoco-u2-{TOKEN}",
        f"2024-01-05-elsewhere-u1-{TOKEN}",
    ]
    gone = additions.remove(ids[1])
    _, again = gone.add(report(), set(dataset.attacks.index), TOKEN)
    assert again == f"2024-01-05-conoco-u3-{TOKEN}"
    assert issue_id("2024-01-05", "conoco", "other1", ids) not in ids
    long = issue_id("2024-01-05", "b" * 120, TOKEN, ())
    assert ID.test(pd.Series([long, name_source(long)])).all()


def test_an_id_that_the_record_has_is_a_fault_of_its_row(dataset: Dataset) -> None:
    own = {"attack_id": "a1", "status": "accepted", "source_ids": "s1"}
    additions = Additions(({**report().attack, **own},))
    joined = add_reports(dataset, additions)
    (fault,) = [fault for fault in joined.rejects if fault.file == ADDED_ATTACKS]
    assert (fault.column, fault.value) == ("attack_id", "a1")
    assert "already in the record" in fault.reason
    assert joined.attacks.equals(dataset.attacks)
    assert joined.attack_rows.read == 4
    assert joined.attack_rows.rejected == 2


@pytest.mark.parametrize(
    ("kind", "confirmation", "grade"),
    [("official", "us_official", "A2"), ("newsroom", "media", "B3"),
     ("partisan", "claim_only", "D6"), ("unknown", "monitor", "F3")],
)  # fmt: skip
def test_the_grade_is_the_rules(dataset: Dataset, kind: str, confirmation: str, grade: str) -> None:
    joined, _, (attack_id,) = add(
        dataset, report(SOURCE | {"kind": kind}, confirmation=confirmation)
    )
    row = joined.attacks.loc[attack_id]
    assert row["reliability"] + row["credibility"] == grade
    assert joined.sources.loc[name_source(attack_id), "reliability"] == grade[0]


def test_sources_that_are_there_can_be_cited_and_count_their_origins(write_record, record) -> None:
    sources = [record.source("s1"), record.source("s2", kind="newsroom", reliability="B")]
    dataset = read_dataset(write_record(sources=sources))
    joined, _, (attack_id,) = add(dataset, report(None, source_ids="s1;s2"))
    row = joined.attacks.loc[attack_id]
    assert row["reliability"] + row["credibility"] == "A2"
    assert len(joined.sources) == 2
    assert ADDED_SOURCES not in dict(joined.inputs)


def test_another_place_stands_at_its_own_point_or_nowhere(dataset: Dataset) -> None:
    there = report(base_id="", place_as_reported="a road", longitude="40.1", latitude="35.2")
    joined, _, ids = add(dataset, there, report(base_id="", place_as_reported="somewhere"))
    rows = joined.attacks.loc[ids]
    assert list(rows["placed"]) == [True, False]
    assert (rows["lon_deg"].iloc[0], rows["lat_deg"].iloc[0]) == (40.1, 35.2)


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"date": ""}, "date", "is blank"),
        ({"date": "05.01.2024"}, "date", "is not a day"),
        ({"date": "2026-11-22"}, "date", "is in the future: today is 2026-11-21"),
        ({"base_id": ""}, "place_as_reported", "is blank although the row names no site"),
        ({"base_id": "atlantis"}, "base_id", "is not a spelling of any site of bases.geojson"),
        ({"longitude": "40.1"}, "latitude", "is blank although longitude is given"),
        ({"longitude": "400", "latitude": "35"}, "longitude", "is not a longitude"),
        ({"weapon": "catapult"}, "weapon", "is not a list of"),
        ({"us_wounded": "about 4"}, "us_wounded", "is not a whole number"),
        ({"munitions": "-1"}, "munitions", "is not a whole number"),
        ({"confirmation": ""}, "confirmation", "is blank"),
        ({"summary": "a\x07b"}, "summary", "control character"),
        ({"date_earliest": "2024-01-01"}, "date_earliest", "although date_precision is day"),
    ],
)  # fmt: skip
def test_each_faulty_cell_is_told_with_its_fix(
    dataset: Dataset, cells: dict[str, str], column: str, said: str
) -> None:
    faults = check_report(dataset, report(**cells), TODAY)
    assert [(fault.file, fault.column) for fault in faults] == [(ADDED_ATTACKS, column)]
    assert said in faults[0].reason
    assert faults[0].fix


@pytest.mark.parametrize(
    ("cells", "column"),
    [({"title": " "}, "title"), ({"url": "javascript:alert(1)"}, "url"), ({"kind": ""}, "kind"),
     ({"kind": "friend"}, "kind"), ({"published": "2027"}, "published"),
     ({"published": "last week"}, "published"), ({"language": "English"}, "language")],
)  # fmt: skip
def test_a_faulty_source_is_told_as_that_and_not_as_an_attack_without_one(
    dataset: Dataset, cells: dict[str, str], column: str
) -> None:
    faults = check_report(dataset, report(SOURCE | cells), TODAY)
    assert [(fault.file, fault.column) for fault in faults] == [(ADDED_SOURCES, column)]


def test_a_report_needs_a_source_and_one_that_is_there(dataset: Dataset) -> None:
    for ids, said in (("", "is blank"), ("s1;s9", "names s9")):
        (fault,) = check_report(dataset, report(None, source_ids=ids), TODAY)
        assert fault.column == "source_ids"
        assert said in fault.reason


def test_today_can_be_reported_and_all_faults_come_together(dataset: Dataset) -> None:
    assert check_report(dataset, report(date=TODAY.isoformat()), TODAY) == ()
    faults = check_report(dataset, Report({}, {}), TODAY)
    assert {fault.column for fault in faults} == {
        "date", "date_precision", "place_as_reported", "target_kind", "weapon", "outcome",
        "confirmation", "title", "kind",
    }  # fmt: skip


def test_the_grade_can_be_seen_before_and_is_the_one_that_it_gets(dataset: Dataset) -> None:
    for each in (report(), report(None, source_ids="s1", confirmation="us_official")):
        joined, _, (attack_id,) = add(dataset, each)
        row = joined.attacks.loc[attack_id]
        assert grade_report(dataset, each) == (row["reliability"], row["credibility"])


def test_what_may_be_the_same_event_is_found(write_record, record) -> None:
    days = ["2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06", "2024-01-07"]
    attacks = [record.attack(f"a{day[-1]}", date=day) for day in days]
    there = record.attack("h5", date="2024-01-05", base_id="hemo")
    dataset = read_dataset(
        write_record(*attacks, there, bases=[record.base(), record.base("hemo")])
    )
    assert list(find_near(dataset, report()).index) == ["a4", "a5", "a6"]
    assert list(find_near(dataset, report(), "a5").index) == ["a4", "a6"]
    for nowhere in (report(base_id=""), report(date=""), report(date="soon")):
        assert find_near(dataset, nowhere).empty
