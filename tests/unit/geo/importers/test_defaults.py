"""What an import makes of a table by itself rejects no row of it, and makes no two ids alike."""

import random
from pathlib import Path

import pytest

from geo.importers.known_formats import make_mapping
from geo.importers.pipeline import Imported, import_table
from geo.importers.readers.bases import parse_bases
from geo.importers.readers.dispatch import parse_foreign
from geo.loading import read_dataset
from geo.record import Dataset

ROOT = Path(__file__).parents[4]
ALIKE = [
    "A/1", "A 1", "a-1", "A-1", "a_1", "Ä1", "ä1", "a1", "12", "log-12", "٣", "٤", "3", "4",
    "x" * 119 + "aa", "x" * 119 + "ab", "9" * 130, "9" * 131, "قاعدة", "معسكر", "log-row-2",
]  # fmt: skip


@pytest.fixture(scope="module")
def record() -> Dataset:
    return read_dataset(ROOT / "data")


def take(record: Dataset, *lines: str, file: str = "log.csv") -> Imported:
    table = parse_foreign(file, "\n".join(lines).encode())
    return import_table(table, make_mapping("own", table.frame), record)


@pytest.mark.parametrize(
    ("start", "end", "precision", "read"),
    [
        ("2024-01-05", "2024-01-05", "", ("day", "", "")),
        ("2024-01-03", "2024-01-06", "", ("approximate", "2024-01-03", "2024-01-06")),
        ("2024-01-05", "", "", ("approximate", "2024-01-05", "")),
        ("", "2024-01-07", "", ("approximate", "", "2024-01-07")),
        ("", "", "", ("day", "", "")),
        ("2024-01-05", "2024-01-05", "exact", ("day", "", "")),
        ("2024-01-05", "2024-01-05", "approx", ("approximate", "2024-01-05", "2024-01-05")),
    ],
)
def test_bounds_of_a_day_reject_no_row_that_does_not_say_how_sure_the_day_is(
    record, start, end, precision, read
):
    imported = take(
        record,
        "Date,Start date,End date,date_precision,Place",
        f"2024-01-05,{start},{end},{precision},X",
    )
    assert imported.rejects == ()
    row = imported.attacks.frame.iloc[0]
    assert tuple(row[["date_precision", "date_earliest", "date_latest"]]) == read
    said = [remark for remark in imported.remarks if "read as `approximate`" in remark]
    assert bool(said) == (read[0] == "approximate" and not precision)


def test_spaces_around_a_cell_change_nothing(record):
    imported = take(record, "Date,Place,us_wounded,Remarks", "2024-01-05, Heet , N/A , a word ")
    assert imported.rejects == ()
    row = imported.attacks.frame.iloc[0]
    assert (row["place_as_reported"], row["summary"]) == ("Heet", "a word")
    assert row["us_wounded"] == ""


def test_a_day_that_is_said_to_be_sure_with_other_bounds_stays_a_fault(record):
    imported = take(record, "Date,Start date,date_precision,Place", "2024-01-05,2024-01-03,exact,X")
    (fault,) = imported.rejects
    assert fault.reason.startswith("is given although date_precision is day")


def test_ids_that_differ_in_the_table_differ_in_the_record_and_come_again_the_same(record):
    lines = [f'"{text}",2024-01-05,X' for text in [*ALIKE, ""]]
    first = take(record, "id,date,place", *lines)
    assert first.rejects == ()
    ids = dict(zip([*ALIKE, ""], first.attacks.frame["attack_id"], strict=True))
    assert len(set(ids.values())) == len(ids)
    sound = ("a-1", "A-1", "a_1", "a1", "log-12", "log-row-2")
    assert {text: ids[text] for text in sound} == {text: text for text in sound}
    assert (ids["3"], ids["4"]) == ("log-3", "log-4")
    shuffled = random.Random(1).sample(ALIKE, len(ALIKE))
    again = take(record, "id,date,place", *(f'"{text}",2024-01-05,X' for text in shuffled))
    assert dict(zip(shuffled, again.attacks.frame["attack_id"], strict=True)) == {
        text: ids[text] for text in ALIKE
    }


def test_an_id_that_stands_twice_in_the_table_is_told_still(record):
    imported = take(record, "id,date,place", "A/1,2024-01-05,X", "A/1,2024-01-06,X")
    (fault,) = imported.rejects
    assert "is already in row 2" in fault.reason
    assert fault.value == "A/1"


def test_a_possible_duplicate_is_found_by_the_id_that_the_table_has(record):
    imported = take(
        record, "id,date,place,duplicate of",
        "12,2024-01-05,X,", "A/1,2024-01-05,X,12", "13,2024-01-05,X,None", "14,2024-01-05,X,A 2",
        "A 2,2024-01-05,X,",
    )  # fmt: skip
    assert imported.rejects == ()
    ids = imported.attacks.frame["attack_id"].to_list()
    named = imported.attacks.frame["possible_duplicate_of"].to_list()
    assert named == ["", ids[0], "", ids[4], ""]


@pytest.mark.parametrize("text", ["None", "none", "NONE", "n/a", "N/a", "null", "-", "nan", "na"])
def test_a_word_for_a_blank_is_a_blank_in_any_case_and_never_a_claim(record, text):
    imported = take(
        record, "date,place,outcome,weapon,us_killed,claimed_by,base",
        f"2024-01-05,X,{text},{text},{text},{text},{text}",
    )  # fmt: skip
    assert imported.rejects == ()
    row = imported.attacks.frame.iloc[0]
    assert (row["outcome"], row["weapon"]) == ("unknown", "unknown")
    assert (row["us_killed"], row["claimed_by"], row["base_id"]) == ("", "", "")


@pytest.mark.parametrize(
    ("column", "text"),
    [("outcome", "missed"), ("confirmed by", "official"), ("confirmed by", "reported"),
     ("date_precision", "1"), ("target type", "camp")],
)  # fmt: skip
def test_a_word_that_can_mean_two_things_is_asked_for(record, column, text):
    imported = take(record, f"date,place,{column}", f"2024-01-05,X,{text}")
    (fault,) = imported.rejects
    assert "Set its meaning in the mapping" in fault.fix


def test_sites_get_ids_that_stay_apart_and_are_found_by_their_own():
    lines = [
        "id,name,lat,lon", "A/1,Fort One,33,42", "B:2,Fort Two,34,43", "fort-3,Fort Three,35,44",
        ",Base 1 قاعدة,33.5,41", ",Base 1 معسكر,33.2,41.5", ",قاعدة,33.1,41", ",معسكر,33,41.1",
        ",Plain,32,41",
    ]  # fmt: skip
    sites = parse_bases("sites.csv", "\n".join(lines).encode())
    frame = sites.frame
    assert frame["base_id"].is_unique
    assert frame["base_id"].iloc[2] == "fort-3"
    assert frame["base_id"].iloc[7] == "plain"
    assert frame["aliases"].to_list() == ["A/1", "B:2", "", "", "", "", "", ""]
    again = parse_bases("other.csv", "\n".join([lines[0], *reversed(lines[1:])]).encode())
    assert again.frame["base_id"].to_list() == frame["base_id"].to_list()[::-1]
