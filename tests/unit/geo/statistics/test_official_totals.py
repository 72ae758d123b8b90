"""Our count beside what was stated: by area, by authority, by day and by site."""

import datetime as dt

import pandas as pd
import pytest

from geo.loading import read_dataset
from geo.record import Dataset
from geo.statistics.official_totals import (
    accumulate_records,
    compare_sites,
    compare_totals,
    compare_wounded,
    describe_gap,
    list_wounded,
)


@pytest.fixture
def dataset(record, write_record) -> Dataset:
    attacks = [
        record.attack("a", date="2023-10-18"),
        record.attack("b", date="2023-10-20", base_id="harir", confirmation="claim_only"),
        record.attack("c", date="2023-10-20", base_id="", confirmation="monitor"),
        record.attack("d", date="2023-10-21", status="disputed"),
        record.attack("e", date="2023-10-24"),
    ]
    bases = [record.base("conoco"), record.base("harir", [44.34, 36.53], country="Iraq")]
    totals = [
        record.total(as_of="2023-10-20", total="7", iraq="4", syria="3"),
        record.total(as_of="2023-10-22", total="2", qualifier="about"),
        record.total(as_of="2023-10-23", total="9", scope="syria", syria="9", authority="SOHR"),
        record.total(as_of="2023-10-24", total="5", scope="base:conoco"),
        record.total(as_of="2023-11-24", total="50"),
    ]
    return read_dataset(write_record(*attacks, bases=bases, totals=totals))


def test_counts_grow_day_by_day_and_leave_out_what_is_held_out(dataset) -> None:
    running = accumulate_records(dataset)
    assert running["recorded"].tolist() == [1, 1, 3, 3, 3, 3, 4]
    assert running["us_confirmed"].tolist() == [1, 1, 1, 1, 1, 1, 2]


def test_a_country_counts_its_own_sites_alone(dataset) -> None:
    assert accumulate_records(dataset, "Iraq")["recorded"].iloc[-1] == 1
    assert accumulate_records(dataset, "Syria")["recorded"].iloc[-1] == 2


def test_each_statement_stands_beside_our_count_of_that_day(dataset) -> None:
    compared = compare_totals(dataset)
    assert compared["stated"].tolist() == [7, 2]
    assert compared["recorded"].tolist() == [3, 3]
    assert compared["gap"].tolist() == [4, -1]


def test_iraq_and_syria_only_where_they_were_told_apart(dataset) -> None:
    assert compare_totals(dataset, "Iraq")[["stated", "recorded"]].to_numpy().tolist() == [[4, 1]]
    assert compare_totals(dataset, "Syria")[["stated", "recorded"]].to_numpy().tolist() == [[3, 1]]


def test_the_monitor_is_never_mixed_with_officials(dataset) -> None:
    compared = compare_totals(dataset, "Syria", "SOHR")
    assert compared[["stated", "recorded"]].to_numpy().tolist() == [[9, 1]]
    assert 9 not in compare_totals(dataset, "Syria")["stated"].tolist()


def test_gap_on_a_day_speaks_of_the_latest_statement(dataset) -> None:
    assert describe_gap(dataset, dt.date(2023, 10, 18)) is None
    assert "had counted 7: 4 more than the 3 recorded here, of which 1" in str(
        describe_gap(dataset, dt.date(2023, 10, 21))
    )
    assert "1 fewer than the 3" in str(describe_gap(dataset, dt.date(2024, 1, 1)))


def test_the_wounded_are_counted_apart_from_attacks(record, write_record) -> None:
    attacks = [
        record.attack("a", date="2023-10-18", us_wounded="3"),
        record.attack("b", date="2023-10-20", us_wounded="2"),
        record.attack("c", date="2023-10-20", us_wounded="40", status="disputed"),
        record.attack("d", date="2023-10-24", us_wounded="7"),
    ]
    totals = [
        record.total(as_of="2023-10-21", total="6", kind="wounded", qualifier="at_least"),
        record.total(as_of="2023-10-21", total="2", kind="attacks"),
        record.total(as_of="2023-10-21", total="9", kind="wounded", authority="SOHR"),
        record.total(as_of="2023-10-23", total="3"),
    ]
    dataset = read_dataset(write_record(*attacks, totals=totals))
    assert compare_totals(dataset)["stated"].tolist() == [2, 3]
    assert list_wounded(dataset)[["stated", "recorded"]].to_numpy().tolist() == [[6, 5]]
    assert compare_wounded(dataset, dt.date(2023, 10, 20)) is None
    compared = compare_wounded(dataset, dt.date(2024, 1, 1))
    assert compared is not None
    assert (compared["total"], compared["recorded"], compared["qualifier"]) == (6, 5, "at_least")


def test_single_sites_stand_apart(dataset) -> None:
    (row,) = compare_sites(dataset).to_dict("records")
    assert (row["base_name"], row["stated"], row["recorded"]) == ("Conoco", 5, 2)
    assert row["as_of"] == pd.Timestamp("2023-10-24")


def test_record_without_totals_has_nothing_to_compare(write_record) -> None:
    dataset = read_dataset(write_record())
    assert compare_totals(dataset).empty
    assert compare_sites(dataset).empty
    assert describe_gap(dataset, dt.date(2024, 1, 1)) is None
