"""Days, weeks and months: which one a day is in, and what two of them span."""

import datetime as dt
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model.dates import Window
from geo.model.periods import (
    choose_unit,
    first_days,
    number_units,
    offer_units,
    split_window,
    whole_units,
    widen_window,
)

UNITS = ("day", "week", "month")
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2050, 12, 31))
RECORD = Window(dt.date(2023, 10, 17), dt.date(2024, 12, 3))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def window(first: str, last: str) -> Window:
    return Window(day(first), day(last))


def begin_of(text: str, unit: str) -> str:
    return str(first_days(number_units(np.array([text], "datetime64[D]"), unit), unit)[0])


@pytest.mark.parametrize(
    ("text", "unit", "first"),
    [
        ("2023-10-18", "day", "2023-10-18"),
        ("2023-10-15", "week", "2023-10-09"),
        ("2023-10-16", "week", "2023-10-16"),
        ("2023-10-22", "week", "2023-10-16"),
        ("2024-01-01", "week", "2024-01-01"),
        ("2023-12-31", "week", "2023-12-25"),
        ("2023-12-31", "month", "2023-12-01"),
        ("2024-02-29", "month", "2024-02-01"),
        ("1969-12-31", "week", "1969-12-29"),
        ("1969-12-31", "month", "1969-12-01"),
    ],
)
def test_a_day_is_in_its_week_from_monday_and_in_its_month(text, unit, first) -> None:
    assert begin_of(text, unit) == first


@given(DAYS)
def test_weeks_and_months_are_the_calendars_own(date) -> None:
    monday = date - dt.timedelta(days=date.weekday())
    assert begin_of(date.isoformat(), "week") == monday.isoformat()
    assert begin_of(date.isoformat(), "month") == date.replace(day=1).isoformat()


@pytest.mark.parametrize(
    ("days", "unit"), [(1, "day"), (140, "day"), (141, "week"), (1120, "week"), (1121, "month")]
)
def test_the_unit_follows_the_length(days, unit) -> None:
    assert choose_unit(days) == unit


def test_no_unit_is_offered_that_makes_more_columns_than_a_page_holds() -> None:
    assert offer_units(1500) == ["day", "week", "month"]
    assert offer_units(1501) == ["week", "month"]
    assert offer_units(73_000) == ["month"]


def test_there_is_room_on_either_side_and_never_outside_the_record() -> None:
    assert widen_window(window("2024-01-01", "2024-01-01"), RECORD) == window(
        "2023-12-25", "2024-01-08"
    )
    assert widen_window(window("2023-10-17", "2023-11-30"), RECORD) == window(
        "2023-10-17", "2023-12-11"
    )
    assert widen_window(RECORD, RECORD) == RECORD
    assert widen_window(window("2025-02-01", "2025-02-02"), RECORD) == RECORD


def number(text: str) -> float:
    return float(np.datetime64(text, "D").astype(int))


@pytest.mark.parametrize(
    ("one", "other", "unit", "expected"),
    [
        ("2023-11-01", "2023-11-04", "day", ("2023-11-01", "2023-11-04")),
        ("2023-11-04", "2023-11-01", "day", ("2023-11-01", "2023-11-04")),
        ("2023-11-04", "2023-11-04", "day", ("2023-11-04", "2023-11-04")),
        ("2023-11-06", "2023-11-13", "week", ("2023-11-06", "2023-11-19")),
        ("2023-11-12", "2023-11-06", "week", ("2023-11-06", "2023-11-12")),
        ("2024-02-01", "2024-02-01", "month", ("2024-02-01", "2024-02-29")),
        ("2024-01-31", "2023-12-01", "month", ("2023-12-01", "2024-01-31")),
        # The first week and month of the record begin before it, the last end after it.
        ("2023-10-16", "2023-10-16", "week", ("2023-10-17", "2023-10-22")),
        ("2023-10-01", "2024-12-31", "month", ("2023-10-17", "2024-12-03")),
        # Wholly outside: the record's nearest unit.
        ("2020-01-01", "2020-01-05", "day", ("2023-10-17", "2023-10-17")),
        ("2030-01-01", "2031-01-05", "week", ("2024-12-02", "2024-12-03")),
    ],
)
def test_from_one_day_to_another_the_units_are_whole(one, other, unit, expected) -> None:
    assert whole_units(number(one), number(other), unit, RECORD) == window(*expected)
    noon = number(one) + 0.5
    assert whole_units(noon, number(other), unit, RECORD) == window(*expected)


@given(
    st.floats(allow_nan=False), st.floats(allow_nan=False), st.sampled_from(UNITS),
    st.tuples(DAYS, DAYS).map(sorted),
)  # fmt: skip
def test_any_two_numbers_give_whole_units_within_any_record(one, other, unit, ends) -> None:
    within = Window(*ends)
    taken = whole_units(one, other, unit, within)
    assert within.first <= taken.first <= taken.last <= within.last
    begins = begin_of(taken.first.isoformat(), unit) == taken.first.isoformat()
    after = (taken.last + dt.timedelta(days=1)).isoformat()
    assert begins or taken.first == within.first
    assert begin_of(after, unit) == after or taken.last == within.last


@given(st.tuples(DAYS, st.integers(0, 900)), st.sampled_from(UNITS))
def test_parts_of_a_window_are_the_window(found: tuple[dt.date, int], unit) -> None:
    first, length = found
    whole = Window(first, first + dt.timedelta(days=length))
    parts = split_window(whole, unit)
    assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)
    for part, following in itertools.pairwise(parts):
        assert following.first == part.last + dt.timedelta(days=1)
        assert number_units(np.array([part.first], "datetime64[D]"), unit) + 1 == number_units(
            np.array([following.first], "datetime64[D]"), unit
        )
    for part in parts:
        ends = np.array([part.first, part.last], "datetime64[D]")
        assert np.ptp(number_units(ends, unit)) == 0
