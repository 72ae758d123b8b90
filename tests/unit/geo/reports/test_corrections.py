"""Reports that are corrected, undone, written and read again."""

import re
from dataclasses import replace

import pandas as pd

from geo.files.csv_table import parse_table
from geo.files.folder_writer import format_table, write_cells, write_folder
from geo.loading import read_dataset
from geo.model.schema import ATTACKS, SOURCES
from geo.record import Dataset
from geo.reports.additions import add_records
from geo.reports.user_reports import (
    Report,
    add_reports,
    name_source,
)
from geo.reports.validation import check_report
from tests.unit.geo.reports.own_reports import SOURCE, TODAY, TOKEN, add, report


def test_a_correction_keeps_the_id_and_what_was_not_meant(dataset: Dataset) -> None:
    _, additions, (first, second) = add(dataset, report(), report(note="other"))
    assert additions.find(first) == Report(additions.attacks[0], additions.sources[0])
    corrected = additions.correct(first, report(SOURCE | {"title": "New"}, date="2024-02-01"))
    joined = add_reports(dataset, corrected)
    assert joined.attacks.loc[first, "date"] == pd.Timestamp("2024-02-01")
    assert joined.sources.loc[name_source(first), "title"] == "New"
    assert joined.attacks.loc[second, "note"] == "other"
    assert len(joined.sources) == 3
    cited = corrected.correct(first, report(None, source_ids="s1"))
    assert [row["source_id"] for row in cited.sources] == [name_source(second)]


def test_a_source_that_another_report_cites_outlives_its_own(dataset: Dataset) -> None:
    joined, additions, (first,) = add(dataset, report())
    both, second = additions.add(report(None, source_ids=name_source(first)), set(joined.attacks.index), TOKEN)  # fmt: skip
    left = add_reports(dataset, both.remove(first))
    assert list(left.attacks.index[left.attacks["added_by"] != ""]) == [second]
    assert name_source(first) in left.sources.index
    assert left.rejects == dataset.rejects
    assert both.remove(first).remove(second).sources == ()


def test_undo_is_the_additions_of_before_and_gives_no_id_twice(dataset: Dataset) -> None:
    _, before, (first,) = add(dataset, report())
    after, second = before.add(report(), set(dataset.attacks.index), TOKEN)
    undone = replace(before, issued=after.issued)
    assert [row["attack_id"] for row in undone.attacks] == [first]
    assert undone.add(report(), (), TOKEN)[1] not in {first, second}


def test_what_is_written_is_read_and_accepted_again(dataset: Dataset, tmp_path) -> None:
    odd = 'عين الأسد, "quoted"\n=1+1;{{7*7}} </script> \u202egnirts'
    joined, _, ids = add(
        dataset,
        report(SOURCE | {"title": odd}, summary=odd, note=odd, munitions="3", us_killed="0"),
        report(base_id="", place_as_reported=odd, longitude="0.00001", latitude="-35.25"),
    )
    for name, data in write_folder(joined).items():
        (tmp_path / name).write_bytes(data)
    again = read_dataset(tmp_path)
    assert again.rejects == ()
    for name in ("attacks", "sources", "strikes", "official_totals"):
        wanted = getattr(joined, name).assign(added_by="")
        found = getattr(again, name).assign(added_by="")
        pd.testing.assert_frame_equal(found, wanted, check_like=True)
    assert again.bases.equals(joined.bases)
    assert again.attacks.loc[ids[0], "summary"] == odd


def test_columns_of_the_users_own_are_kept_and_blank_elsewhere(write_record, record) -> None:
    dataset = read_dataset(write_record(record.attack("a1") | {"mine": "x"}))
    rows = format_table(
        pd.DataFrame([record.attack("b1") | {"theirs": "y"}, record.attack("a1") | {"theirs": "z"}])
    )
    attacks = parse_table("upload.csv", rows, ATTACKS)
    none = parse_table("none.csv", ",".join(SOURCES.columns).encode(), SOURCES)
    joined = add_records(dataset, attacks, none)
    assert joined.attacks.loc["a1", ["mine", "theirs"]].tolist() == ["x", ""]
    assert joined.attacks.loc["b1", ["mine", "theirs"]].tolist() == ["", "y"]
    assert joined.attack_rows.read == 3
    assert [fault.file for fault in joined.rejects] == ["upload.csv"]
    cells = write_cells(joined.attacks, ATTACKS)
    assert list(cells.columns) == [*ATTACKS.columns, "mine", "theirs"]


def test_a_row_may_be_marked_as_the_same_as_one_of_the_record(dataset: Dataset) -> None:
    joined, _, (attack_id,) = add(dataset, report(possible_duplicate_of="a1"))
    assert joined.attacks.loc[attack_id, "held_out_because"] == "possible duplicate of a1"
    for named, said in (
        ("a2", "itself marked as a possible duplicate"),
        ("a3", "is not the id of a row"),
    ):
        (fault,) = check_report(dataset, report(possible_duplicate_of=named), TODAY)
        assert re.search(said, fault.reason)


def test_added_rows_may_name_a_site_in_any_spelling_and_are_counted(
    dataset: Dataset, record
) -> None:
    rows = [
        record.attack("b1", base_id="MSS-Euphrates"),
        record.attack("b2", base_id="Konikko"),
        record.attack("b3", base_id="conoco"),
    ]
    attacks = parse_table("own.csv", format_table(pd.DataFrame(rows)), ATTACKS)
    none = parse_table(
        "own sources.csv", format_table(pd.DataFrame(columns=list(SOURCES.columns))), SOURCES
    )
    joined = add_records(dataset, attacks, none)
    assert joined.attacks.loc["b1", ["base_id", "base_name"]].tolist() == ["conoco", "Conoco"]
    assert [str(spelling) for spelling in joined.respellings] == [
        "own.csv row 2, column base_id: `MSS-Euphrates` is conoco."
    ]
    assert dataset.respellings == ()
    (reject,) = joined.rejects[len(dataset.rejects) :]
    assert (reject.file, reject.row, reject.value) == ("own.csv", 3, "Konikko")
    assert reject.fix.startswith("Nearest: conoco (Koniko).")
