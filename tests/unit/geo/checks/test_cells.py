"""Cells: their type after the check, and the forms that they may have."""

import pandas as pd
import pytest

from geo.checks.record import check_record
from geo.files.folder_reader import read_record
from geo.model.cell_types import (
    DAY,
    ID,
    IDS,
    PUBLISHED,
    SCOPE,
    SOURCE_DATES,
    URL,
    WHOLE,
    split_ids,
    split_source_dates,
)


def test_cells_are_typed_after_the_check(write_record, record):
    row = record.attack(us_killed="0", longitude="40.25", latitude="35", note="1")
    frame = check_record(read_record(write_record(row))).attacks.frame
    assert frame["date"].dtype == "datetime64[s]"
    assert frame["date_earliest"].dtype == "datetime64[s]"
    assert frame["us_killed"].dtype == "Int64"
    assert frame["us_killed"].tolist() == [0]
    assert frame["us_wounded"].isna().all()
    assert frame["munitions"].dtype == "Int64"
    assert frame["longitude"].tolist() == [40.25]
    assert frame["note"].tolist() == ["1"]


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        (DAY, ["2024-02-29", "1900-01-01", "2099-12-31"], ["2023-02-29", "2100-01-01", "20231017"]),
        (ID, ["a", "2023-10-18-x-1", "A.b_c"], ["-a", "a b", "a;b", "é", "a" * 121, "a\n"]),
        (IDS, ["a", "a;b", "a ; b"], ["a;;b", ";a", "a b"]),
        (
            SOURCE_DATES,
            ["a=2023-10-17", "a=2023-10-17;b=2023-10-17", "a = 2023-10-17 ; b=2024-02-29"],
            ["a", "a=", "=2023-10-17", "a=2023-10-17,b=2023-10-18", "a=2023-02-29", "a=20231017"],
        ),
        (PUBLISHED, ["2023", "2023-10", "2023-10-17"], ["23", "2023-00", "2023-10-32"]),
        (WHOLE, ["0", "007", "9999999"], ["1e3", "10000000", "+1", "½", "1 "]),
        (SCOPE, ["region", "base:al-tanf"], ["regional", "xiraq", "base:", "syria\n"]),
        (
            URL,
            ["http://a.b", "https://a.b/c?d=e#f", "https://a.b/نص"],
            ["ftp://a.b", "https://", "https://a b"],
        ),
    ],
)
def test_forms_take_what_they_say(form, good, bad):
    assert form.test(pd.Series(good, dtype="str")).all()
    assert not form.test(pd.Series(bad, dtype="str")).any()


def test_ids_are_split_in_order_each_once():
    assert split_ids("b; a;b ;c") == ("b", "a", "c")
    assert split_ids("") == ()


def test_days_of_sources_are_split_in_order():
    assert split_source_dates("b=2023-10-18; a = 2023-10-17") == (
        ("b", "2023-10-18"),
        ("a", "2023-10-17"),
    )
    assert split_source_dates("") == ()
