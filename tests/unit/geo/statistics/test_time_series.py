"""The numbers of the charts: they add up to the key figures, in every unit and stacking."""

import datetime as dt
import itertools
from pathlib import Path

import pytest

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters
from geo.model.vocabulary import OUTCOMES
from geo.query.totals import count_records
from geo.record import Dataset
from geo.statistics.time_series import (
    OTHER_SITES,
    count_series,
    count_sites,
    list_words,
    rank_sites,
)

DATA = Path(__file__).parents[4] / "data"
UNITS = ("day", "week", "month")
KINDS = ("weapon", "outcome", "base_id", "confirmation")


def window(first: str, last: str) -> Window:
    return Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.fixture
def dataset(record, write_record) -> Dataset:
    attacks = [
        record.attack("a", date="2023-10-22"),
        record.attack("b", date="2023-10-23", weapon="one_way_uav", confirmation="claim_only"),
        record.attack("c", date="2023-10-23", base_id="", outcome="intercepted"),
        record.attack("d", date="2023-10-29", base_id="hemo", date_precision="approximate"),
        record.attack("e", date="2023-10-30", status="disputed"),
        record.attack("f", date="2023-10-31", confirmation="media"),
        record.attack("g", date="2023-11-01"),
        record.attack("h", date="2023-11-12"),
    ]
    bases = [record.base(), record.base("hemo", None)]
    return read_dataset(write_record(*attacks, bases=bases))


def test_days_are_told_one_by_one_without_gaps(dataset) -> None:
    series = count_series(
        dataset, Filters(), window("2023-10-23", "2023-10-30"),
        shown=window("2023-10-22", "2023-10-31"), unit="day", kind="weapon",
    )  # fmt: skip
    bars = series.bars
    assert bars["inside"].tolist() == [0, 2, 0, 0, 0, 0, 0, 1, 0, 0]
    assert bars["outside"].tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert bars["us_confirmed"].tolist() == [0, 1, 0, 0, 0, 0, 0, 1, 0, 0]
    assert bars["approximate"].tolist() == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0]
    assert bars["first"].equals(bars["last"])
    assert series.parts.to_numpy().tolist() == [
        [1, "one_way_uav", 1], [1, "rocket", 1], [7, "rocket", 1]
    ]  # fmt: skip
    assert series.words[series.words > 0].to_dict() == {"one_way_uav": 1, "rocket": 2}


def test_a_week_and_a_month_that_the_period_cuts_are_divided_at_the_cut(dataset) -> None:
    period = window("2023-10-23", "2023-10-31")
    weeks = count_series(dataset, Filters(), period, shown=period, unit="week", kind="outcome").bars
    assert weeks["first"].dt.strftime("%a %d %b").tolist() == ["Mon 23 Oct", "Mon 30 Oct"]
    assert weeks["last"].dt.strftime("%a %d %b").tolist() == ["Sun 29 Oct", "Sun 05 Nov"]
    assert weeks[["inside", "outside"]].to_numpy().tolist() == [[3, 0], [1, 1]]
    months = count_series(
        dataset, Filters(), period, shown=period, unit="month", kind="outcome"
    ).bars
    assert months[["inside", "outside"]].to_numpy().tolist() == [[4, 1]]


def test_a_period_beyond_what_is_shown_loses_nothing(dataset) -> None:
    series = count_series(
        dataset, Filters(), window("2023-01-01", "2024-12-31"),
        shown=window("2023-10-25", "2023-10-26"), unit="day", kind="weapon",
    )  # fmt: skip
    assert series.bars["inside"].sum() == 7
    assert str(series.bars["first"].iloc[0].date()) == "2023-10-22"
    assert str(series.bars["last"].iloc[-1].date()) == "2023-11-12"


def test_an_empty_period_is_a_row_of_zeroes(dataset) -> None:
    period = window("2023-11-03", "2023-11-05")
    series = count_series(dataset, Filters(), period, shown=period, unit="day", kind="confirmation")
    assert series.bars["inside"].tolist() == [0, 0, 0]
    assert series.parts.empty
    assert series.words.sum() == 0
    assert count_sites(dataset, Filters(), period).empty


def test_a_record_without_attacks_has_series_too(write_record, record, tmp_path) -> None:
    empty = read_dataset(record.write(tmp_path / "empty", attacks=[]))
    for unit, kind in itertools.product(UNITS, KINDS):
        series = count_series(empty, Filters(), empty.days, shown=empty.days, unit=unit, kind=kind)
        assert not series.bars[["inside", "outside"]].to_numpy().any()
    assert count_sites(empty, Filters(), empty.days).empty


def test_sites_lead_with_what_the_us_confirmed_and_the_unnamed_stand_last(dataset) -> None:
    sites = count_sites(dataset, Filters(), window("2023-10-17", "2023-11-30"))
    columns = ["us_confirmed", "other_reported", "n"]
    assert list(sites.index) == ["conoco", "hemo", ""]
    assert sites[columns].to_numpy().tolist() == [[3, 2, 5], [1, 0, 1], [1, 0, 1]]


@pytest.fixture
def many_sites(record, write_record) -> Dataset:
    names = [f"site-{k:02d}" for k in range(12)]
    attacks = [
        record.attack(f"{name}-{n}", base_id=name, confirmation="us_official" if n else "media")
        for k, name in enumerate(names)
        for n in range(12 - k)
    ]
    attacks.append(record.attack("nowhere", base_id=""))
    bases = [record.base(name, [40 + k / 10, 35]) for k, name in enumerate(names)]
    return read_dataset(write_record(*attacks, bases=bases))


def test_the_sites_with_the_fewest_are_taken_together(many_sites) -> None:
    sites = count_sites(many_sites, Filters(), many_sites.days, most=5)
    assert list(sites.index) == ["site-00", "site-01", "site-02", OTHER_SITES, ""]
    assert sites["sites"].tolist() == [1, 1, 1, 9, 1]
    assert sites.loc[OTHER_SITES, "n"] == sum(range(1, 10))
    assert sites["n"].sum() == len(many_sites.attacks)
    assert len(count_sites(many_sites, Filters(), many_sites.days, most=13)) == 13


def test_eight_sites_have_a_colour_of_their_own_whatever_the_period(many_sites) -> None:
    words = list_words(many_sites, "base_id")
    assert words == [*[f"site-{k:02d}" for k in range(8)], OTHER_SITES, ""]
    series = count_series(
        many_sites, Filters(base_ids=frozenset({"site-11", "site-00"})), many_sites.days,
        shown=many_sites.days, unit="day", kind="base_id",
    )  # fmt: skip
    assert series.words[series.words > 0].to_dict() == {"site-00": 12, OTHER_SITES: 1}
    assert list(series.words.index) == words


def test_words_stand_in_the_order_of_the_legend(dataset) -> None:
    assert list_words(dataset, "outcome") == list(OUTCOMES)
    assert rank_sites(dataset) == ["conoco", "hemo"]


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return read_dataset(DATA)


def test_the_shipped_record_adds_up_in_every_chart(shipped) -> None:
    for first, last in itertools.combinations(
        ["2023-10-17", "2023-10-30", "2023-11-30", "2024-01-01", "2024-02-29", "2024-12-31"], 2
    ):
        period = window(first, last)
        filters = Filters(include_held_out=True)
        counts = count_records(shipped, filters, period)
        for unit, kind in itertools.product(UNITS, KINDS):
            series = count_series(
                shipped, filters, period, shown=shipped.days, unit=unit, kind=kind
            )
            assert series.bars["inside"].sum() == counts.selected == series.words.sum()
            assert series.bars[["inside", "outside"]].to_numpy().sum() == counts.in_filters
        sites = count_sites(shipped, filters, period)
        assert sites["n"].sum() == counts.selected
        assert sites["us_confirmed"].sum() == counts.us_confirmed
        assert sites["other_reported"].sum() == counts.other_reported
        assert sites.loc[sites.index != "", "sites"].sum() == counts.bases_hit
