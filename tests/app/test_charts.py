"""The tab of charts in Streamlit's own harness: its numbers are those of the page."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit import dataframe_util
from streamlit.testing.v1 import AppTest

from geo.loading import read_dataset
from geo.model.dates import Window, parse_day
from geo.model.scene import Filters
from geo.query.totals import count_records
from geo.record import Dataset
from tests.app.page_run import choose, settle, texts

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(ROOT / "data")


def rows(app: AppTest, name: str) -> pd.DataFrame:
    """Give the rows of a dataset as they go to the browser."""
    for chart in app.get("vega_lite_chart"):
        for dataset in chart.proto.datasets:
            if dataset.name == name:
                return dataframe_util.convert_arrow_bytes_to_pandas_df(dataset.data.data)
    raise AssertionError(f"no chart has rows called {name}")


def spec(app: AppTest, number: int) -> str:
    return str(app.get("vega_lite_chart")[number].proto.spec)


def inside(app: AppTest) -> int:
    """Count the attacks in the period that the columns hold."""
    pieces = rows(app, "pieces")
    coloured = pieces[pieces["colour"].str.startswith("#")]
    return int((coloured["high"] - coloured["low"]).sum())


@pytest.mark.parametrize("unit", ["day", "week", "month"])
@pytest.mark.parametrize(
    "view",
    [
        {"from": "2023-10-17", "to": "2023-11-30", "mode": "window"},
        {"from": "2023-12-27", "to": "2024-01-03", "mode": "window"},
        {"from": "2024-02-10", "to": "2024-02-20", "mode": "cumulative"},
    ],
)
def test_the_charts_hold_what_the_key_figures_count(
    app: AppTest, dataset: Dataset, unit: str, view: dict[str, str]
) -> None:
    app.run()
    app.session_state["chart-unit-chosen"] = unit
    settle(app, **view)
    assert not app.exception
    begin = dataset.days.first if view["mode"] == "cumulative" else parse_day(view["from"])
    counts = count_records(dataset, Filters(), Window(begin, parse_day(view["to"])))
    assert counts.selected > 0
    assert inside(app) == counts.selected
    sites = rows(app, "sites")
    assert sites["n"].sum() == counts.selected
    assert sites["us_confirmed"].sum() == counts.us_confirmed
    assert f"{counts.selected} attacks, " in texts(app)
    assert f"of {counts.in_filters} at any date" in texts(app)
    assert f"US-confirmed <b>{counts.us_confirmed}</b>" in texts(app)


@pytest.mark.parametrize("kind", ["weapon", "outcome", "base_id", "confirmation"])
def test_the_key_of_each_stacking_adds_up(app: AppTest, kind: str) -> None:
    app.run()
    app.selectbox(key="chart-kind").select(kind).run()
    assert not app.exception
    key = texts(app).split('class="bw-key">')[1].split("</ul>")[0]
    numbers = [int(part.split("</b>")[0]) for part in key.split("<b>")[1:]]
    assert sum(numbers) == inside(app)
    assert "strike acknowledged by the US" in key


def test_filters_reach_the_charts(app: AppTest, dataset: Dataset) -> None:
    app.query_params["base"] = "conoco"
    app.run()
    assert rows(app, "sites")["base"].tolist() == ["conoco"]
    filters = Filters(base_ids=frozenset({"conoco"}))
    period = Window(parse_day("2023-10-17"), parse_day("2023-11-30"))
    assert inside(app) == count_records(dataset, filters, period).selected


def test_another_period_changes_the_rows_and_not_the_drawing(app: AppTest) -> None:
    app.run()
    before = [spec(app, 0), spec(app, 1)]
    settle(app, **{"from": "2023-11-01", "to": "2023-11-20"})
    assert [spec(app, 0), spec(app, 1)] == before


def test_the_unit_follows_the_period_until_one_is_chosen(app: AppTest) -> None:
    app.run()
    assert "attacks per day" in spec(app, 0)
    settle(app, to="2024-12-03")
    assert "attacks per week" in spec(app, 0)
    assert "Weeks start on Monday." in texts(app)
    settle(app)
    assert "attacks per day" in spec(app, 0)
    app.button_group(key="chart-unit").set_value("month").run()
    assert "attacks per month" in spec(app, 0)
    settle(app, **{"from": "2024-01-01", "to": "2024-01-07"})
    assert "attacks per month" in spec(app, 0)


def test_the_whole_record_stands_around_the_period(app: AppTest, dataset: Dataset) -> None:
    app.run()
    app.button_group(key="chart-span").set_value("whole record").run()
    pieces = rows(app, "pieces")
    assert (pieces["high"] - pieces["low"]).sum() == dataset.attacks["counted"].sum()
    assert inside(app) < dataset.attacks["counted"].sum()
    assert "Hollow: outside the period." in texts(app)


def test_what_is_marked_on_the_map_is_framed_in_both_charts(app: AppTest, dataset: Dataset) -> None:
    app.run()
    assert not rows(app, "columns")["marked"].any()
    assert not rows(app, "sites")["marked"].any()
    settle(app, record="2023-10-18-ain-al-asad-1")
    columns, sites = rows(app, "columns"), rows(app, "sites")
    assert columns.loc[columns["marked"], "period"].tolist() == ["Wed 18 OCT 23"]
    assert sites.loc[sites["marked"], "base"].tolist() == ["ain-al-asad"]
    assert "Framed: 2023-10-18-ain-al-asad-1." in texts(app)
    settle(app, site="conoco")
    sites = rows(app, "sites")
    assert sites.loc[sites["marked"], "base"].tolist() == ["conoco"]
    assert not rows(app, "columns")["marked"].any()
    settle(app, record="a record that is gone")
    assert not app.exception


def test_an_approximate_date_is_said(app: AppTest, dataset: Dataset) -> None:
    app.run()
    attacks = dataset.attacks[dataset.attacks["counted"]]
    period = attacks["date"].between("2023-10-17", "2023-11-30")
    number = int((attacks["date_precision"][period] == "approximate").sum())
    assert number > 0
    assert f"{number} of them have an approximate date." in texts(app)


def test_an_empty_period_is_a_sentence(app: AppTest) -> None:
    app.run()
    settle(app, **{"from": "2024-03-01", "to": "2024-03-02"})
    assert not app.exception
    assert [box.value for box in app.info] == ["No record in this period."]
    assert len(app.get("vega_lite_chart")) <= 1


def test_a_record_without_attacks_draws_no_chart(
    app: AppTest, record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASEWATCH_DATA", str(record.write(tmp_path / "data", attacks=[])))
    app.run()
    assert not app.exception
    assert app.get("vega_lite_chart") == []
    assert app.info[0].value == "No record in this period; coverage not stated."


def test_held_out_records_are_in_no_chart(app: AppTest, dataset: Dataset) -> None:
    app.run()
    before = inside(app)
    choose(app, include="held-out")
    assert "excluded from counts." in texts(app)
    assert inside(app) == before


def test_no_text_of_a_record_is_in_a_drawing(
    app: AppTest, record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "view_1 {{x}} <img src=x> datum.n"
    folder = record.write(tmp_path / "data", bases=[record.base("conoco", name=name)])
    monkeypatch.setenv("BASEWATCH_DATA", str(folder))
    app.run()
    app.selectbox(key="chart-kind").select("base_id").run()
    assert not app.exception
    assert rows(app, "sites")["name"].tolist() == [name]
    assert name not in spec(app, 0)
    assert name not in spec(app, 1)
    assert "&lt;img src=x&gt;" in texts(app)
    assert "<img" not in texts(app)
