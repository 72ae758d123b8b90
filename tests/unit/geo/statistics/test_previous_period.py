import datetime as dt

import pytest

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters, View
from geo.statistics.previous_period import Change, count_change


def days(first: str, last: str) -> Window:
    return Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.fixture
def dataset(write_record, record):
    return read_dataset(
        write_record(
            record.attack("a", date="2024-01-01"),
            record.attack("b", date="2024-01-03", weapon="one_way_uav"),
            record.attack("c", date="2024-01-04"),
            record.attack("d", date="2024-01-05", status="disputed"),
            record.attack("e", date="2024-01-06"),
            record.attack("f", date="2024-01-06"),
            record.attack("g", date="2024-01-10"),
        )
    )


def test_the_days_before_are_as_many_and_end_the_day_before(dataset):
    change = count_change(dataset, View(days("2024-01-04", "2024-01-06")))
    assert change == Change(
        days("2024-01-04", "2024-01-06"), days("2024-01-01", "2024-01-03"), 3, 2
    )
    assert change.difference == 1


def test_both_sides_are_in_the_same_filters(dataset):
    rockets = Filters(weapons=frozenset({"rocket"}))
    change = count_change(dataset, View(days("2024-01-04", "2024-01-06"), filters=rockets))
    assert change is not None
    assert (change.selected, change.selected_before, change.difference) == (3, 1, 2)


def test_one_day_is_held_against_the_day_before(dataset):
    change = count_change(dataset, View(days("2024-01-10", "2024-01-10")))
    assert change == Change(
        days("2024-01-10", "2024-01-10"), days("2024-01-09", "2024-01-09"), 1, 0
    )


@pytest.mark.parametrize(
    ("first", "last", "mode"),
    [
        ("2024-01-04", "2024-01-07", "window"),  # the four days before begin on 31 December
        ("2024-01-09", "2024-01-11", "window"),  # ends after the record does
        ("2024-01-04", "2024-01-06", "cumulative"),
        ("0001-01-01", "0001-01-02", "window"),  # no day before the calendar's first
    ],
)
def test_nothing_to_compare_beyond_the_records_days_or_in_cumulative_mode(
    dataset, first, last, mode
):
    assert count_change(dataset, View(days(first, last), mode)) is None


def test_with_coverage_only_covered_days_are_compared(write_record, record):
    package = record.package(
        covers_from="2023-12-31", covers_to="2024-01-12", information_cut_off="2024-01-12"
    )
    attacks = [record.attack("a", date="2024-01-05"), record.attack("b", date="2024-01-06")]
    covered = read_dataset(write_record(*attacks, package=package))
    change = count_change(covered, View(days("2024-01-04", "2024-01-07")))
    assert change is not None
    assert (change.selected, change.selected_before) == (2, 0)
    assert count_change(covered, View(days("2024-01-05", "2024-01-09"))) is not None
    assert count_change(covered, View(days("2024-01-05", "2024-01-10"))) is None
    assert count_change(covered, View(days("2024-01-11", "2024-01-13"))) is None
    asked = count_change(
        covered, View(days("2024-01-08", "2024-01-12")), days("2024-01-05", "2024-01-07")
    )
    assert asked is not None
    assert (asked.selected, asked.selected_before) == (0, 2)
