"""The chart of running totals: each line and each statement on its day, the period marked."""

import datetime as dt
import json

import pandas as pd
import pytest

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.record import Dataset
from geo.statistics.official_totals import accumulate_records, compare_totals
from ui.charts.totals_chart import COLOURS, OFFICIALS, SIGNS, draw_totals, make_total_rows


@pytest.fixture
def dataset(record, write_record) -> Dataset:
    attacks = [
        record.attack("a", date="2023-10-18"),
        record.attack("b", date="2023-10-20", confirmation="media"),
        record.attack("c", date="2023-10-22"),
    ]
    totals = [record.total(as_of="2023-10-21", total="5", qualifier="at_least")]
    return read_dataset(write_record(*attacks, totals=totals))


def make_rows(dataset: Dataset, first: str, last: str) -> dict[str, pd.DataFrame]:
    period = Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    stated = compare_totals(dataset).assign(series=OFFICIALS)
    return make_total_rows(accumulate_records(dataset), stated, period)


def test_each_line_is_told_day_by_day_and_each_statement_on_its_own(dataset) -> None:
    rows = make_rows(dataset, "2023-10-19", "2023-10-20")
    lines = rows["running"].pivot_table(index="date", columns="series", values="n")
    assert lines.loc["20 OCT 23"].to_dict() == {"US-confirmed here": 1, "recorded here": 2}
    (stated,) = rows["stated"].to_dict("records")
    assert stated["description"] == "stated by US DoD: 5 by 21 OCT 23"
    assert (stated["n"], stated["recorded"], stated["gap"]) == (5, 2, 3)
    assert str(pd.Timestamp(stated["day"], unit="ms")) == "2023-10-21 00:00:00"


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2023-10-19", "2023-10-20", [("2023-10-19", "2023-10-20")]),
        ("2023-01-01", "2024-12-31", [("2023-10-18", "2023-10-22")]),
        ("2024-01-01", "2024-01-31", []),
    ],
)
def test_the_period_is_marked_within_the_record(dataset, first, last, days) -> None:
    window = make_rows(dataset, first, last)["window"]
    marked = [
        tuple(str(pd.Timestamp(instant, unit="ms").date()) for instant in (row.start, row.end))
        for row in window.itertuples()
    ]
    assert marked == days


def test_no_statement_leaves_the_lines(record, write_record) -> None:
    dataset = read_dataset(write_record(record.attack()))
    rows = make_rows(dataset, "2023-10-18", "2023-10-18")
    assert rows["stated"].empty
    assert rows["running"]["n"].tolist() == [1, 1]


def test_the_drawing_holds_no_rows_and_every_series_has_a_sign() -> None:
    drawing = draw_totals(dark=True)
    assert "datasets" not in drawing
    assert '"values"' not in json.dumps(drawing)
    assert len(set(SIGNS.values())) == len(COLOURS) == 4
