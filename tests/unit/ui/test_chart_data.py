"""What the charts draw and say: places, stacks, words; and nothing of a record in the drawing."""

import datetime as dt
import json

import pandas as pd
import pytest

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters
from geo.model.vocabulary import WEAPONS
from geo.statistics.time_series import OTHER_SITES, count_series, count_sites, list_words
from layers.cartography.palette import OUTSIDE, colour_words
from tests.unit.scenes import HOSTILE
from ui.charts.data import DAY_MS, label_sites, make_series_rows, make_site_rows
from ui.charts.specs import draw_series, draw_sites

PERIOD = Window(dt.date(2023, 10, 23), dt.date(2023, 10, 31))


@pytest.fixture
def dataset(record, write_record):
    attacks = [
        record.attack("a", date="2023-10-22"),
        record.attack("b", date="2023-10-23", weapon="one_way_uav", confirmation="claim_only"),
        record.attack("c", date="2023-10-23"),
        record.attack("d", date="2023-10-31"),
        record.attack("e", date="2023-11-05"),
    ]
    strikes = [
        record.strike("k1", date="2023-10-23"),
        record.strike("k2", date="2023-10-23", acknowledged="reported_only"),
        record.strike("k3", date="2023-10-23", acknowledged="reported_only"),
        record.strike("k4", date="2023-11-05", date_precision="approximate"),
        record.strike("k5", date="2024-05-05"),
    ]
    return read_dataset(write_record(*attacks, strikes=strikes))


def rows_of(dataset, unit="day", marked=None, kind="weapon"):
    series = count_series(dataset, Filters(), PERIOD, shown=dataset.days, unit=unit, kind=kind)
    words = list_words(dataset, kind)
    return make_series_rows(
        series, PERIOD, dataset.strikes,
        labels=WEAPONS, colours=colour_words(kind, words), marked=marked,
    )  # fmt: skip


def test_a_bar_is_stacked_without_gaps_and_what_is_outside_is_hollow(dataset) -> None:
    rows = rows_of(dataset, "week")
    assert rows.pieces[["low", "high"]].to_numpy().tolist() == [
        [0, 1],
        [1, 2],
        [0, 1],
        [0, 1],
        [1, 2],
    ]
    assert rows.pieces["colour"].tolist() == ["#d55e00", "#0072b2", "#0072b2", OUTSIDE, OUTSIDE]
    assert (rows.pieces["start"] < rows.pieces["edge"]).all()


def test_columns_follow_one_another_from_midnight_to_midnight(dataset) -> None:
    for unit in ("day", "week", "month"):
        columns = rows_of(dataset, unit).columns
        assert (columns["start"].iloc[1:].to_numpy() == columns["end"].iloc[:-1].to_numpy()).all()
        assert (columns[["start", "end"]] % DAY_MS == 0).all().all()
    monday = pd.Timestamp(rows_of(dataset, "week").columns["start"].iloc[0], unit="ms")
    assert str(monday.date()) == "2023-10-16"


def test_each_column_says_all_that_it_holds(dataset) -> None:
    days = rows_of(dataset).columns.set_index("period")
    assert days.loc["Mon 23 OCT 23", "description"] == (
        "Mon 23 OCT 23: 2 attacks; 1 one-way UAV, 1 rocket; 1 strike acknowledged by the US; "
        "2 strikes reported, not acknowledged by the US"
    )
    assert days.loc["Mon 23 OCT 23", "confirmed"] == "1 of 2"
    assert days.loc["Sun 22 OCT 23", "attacks"] == "1 outside the period"
    assert days.loc["Sun 22 OCT 23", "description"] == "Sun 22 OCT 23: 1 attack outside the period"
    assert days.loc["Tue 24 OCT 23", ["attacks", "made_of", "strikes"]].tolist() == [
        "0",
        "–",
        "none",
    ]
    weeks = rows_of(dataset, "week").columns.set_index("period")
    assert weeks.loc["Mon 30 OCT 23 – Sun 05 NOV 23", "attacks"] == "1, 1 outside the period"
    assert "October 2023" in rows_of(dataset, "month").columns["period"].tolist()


def test_strikes_stand_on_their_day_one_sign_a_kind(dataset) -> None:
    rows = rows_of(dataset, "week")
    assert rows.acknowledged["day"].tolist() == ["23 OCT 23", "05 NOV 23"]
    assert rows.acknowledged["shade"].tolist()[0] == 1.0
    assert rows.acknowledged["shade"].tolist()[1] < 1.0
    assert (
        rows.acknowledged["description"].iloc[1]
        == "1 strike acknowledged by the US (1 of approximate date)"
    )
    assert rows.reported["description"].tolist() == [
        "2 strikes reported, not acknowledged by the US"
    ]
    assert "US strike" not in " ".join(rows.reported["description"])
    noon = pd.Timestamp(rows.reported["at"].iloc[0], unit="ms")
    assert str(noon) == "2023-10-23 12:00:00"


def test_the_period_is_marked_as_far_as_the_chart_shows_it(dataset) -> None:
    start, end = rows_of(dataset).window.iloc[0]
    assert str(pd.Timestamp(start, unit="ms").date()) == "2023-10-23"
    assert str(pd.Timestamp(end, unit="ms").date()) == "2023-11-01"


@pytest.mark.parametrize(("unit", "number"), [("day", 1), ("week", 0), ("month", 0)])
def test_the_column_of_a_marked_day_is_framed(dataset, unit, number) -> None:
    marked = rows_of(dataset, unit, pd.Timestamp("2023-10-23" if unit == "day" else "2023-10-22"))
    assert marked.columns["marked"].to_numpy().nonzero()[0].tolist() == [number]
    assert not rows_of(dataset, unit).columns["marked"].any()


def test_no_two_bars_share_a_name_and_the_marked_one_is_framed(record, write_record) -> None:
    bases = [record.base("one"), record.base("odd", name="site not named")]
    attacks = [record.attack(base or "none", base_id=base) for base in ("one", "odd", "")]
    dataset = read_dataset(write_record(*attacks, bases=bases))
    sites = count_sites(dataset, Filters(), dataset.days)
    rows = make_site_rows(sites, dataset.bases["name"], "one")
    assert rows["name"].tolist() == [
        "site not named (odd)", "One", "site not named (not named)"
    ]  # fmt: skip
    assert rows.loc[rows["marked"], "base"].tolist() == ["one"]
    assert (rows["us_confirmed"] + rows["other_reported"] == rows["n"]).all()


def test_the_row_of_several_sites_says_how_many(record, write_record) -> None:
    bases = [record.base(f"s{k}") for k in range(6)]
    dataset = read_dataset(
        write_record(*(record.attack(f"a{k}", base_id=f"s{k}") for k in range(6)), bases=bases)
    )
    rows = make_site_rows(
        count_sites(dataset, Filters(), dataset.days, most=3), dataset.bases["name"], None
    )
    assert rows["name"].tolist() == ["S0", "S1", "4 other sites"]
    assert rows["n"].tolist() == [1, 1, 4]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_sites_name_is_only_ever_a_value(record, write_record, text) -> None:
    dataset = read_dataset(
        write_record(record.attack("a", base_id="x"), bases=[record.base("x", name=text)])
    )
    labels = label_sites([*list_words(dataset, "base_id")], dataset.bases["name"])
    assert labels == {"x": text, OTHER_SITES: "other sites", "": "site not named"}
    sites = count_sites(dataset, Filters(), dataset.days)
    rows = make_site_rows(sites, dataset.bases["name"], None)
    assert rows["name"].tolist() == [text]
    assert set(rows.columns) == {
        "base", "us_confirmed", "n", "other_reported", "name", "rank", "zero", "description", "marked"
    }  # fmt: skip


def test_drawings_hold_no_rows_and_no_field_called_count() -> None:
    drawings = [draw_sites(dark=True), draw_series("week", dark=False)]
    for drawing in drawings:
        text = json.dumps(drawing)
        assert "datasets" not in drawing
        assert '"values"' not in text
        assert '"field": "count"' not in text
        assert "config" not in drawing
    assert draw_series("day", dark=False) is draw_series("day", dark=False)
