"""The tables under the map: columns chosen, rows marked as on the map, CSV of what is listed."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.loading import read_dataset
from tests.app.page_run import choose, open_panel, settle, texts
from ui.records.columns import COLUMNS, OPENING_COLUMNS

DATA = Path(__file__).parents[2] / "data"
MARKED = "2023-10-18-harir-1"


def selected(app: AppTest, key: str) -> list[int]:
    """Give the rows that a table has selected."""
    rows: list[int] = app.session_state[key]["selection"]["rows"]
    return rows


def test_table_lists_the_period_by_day_with_blanks_where_nothing_is_known(app: AppTest) -> None:
    open_panel(app.run(), "Records")
    assert not app.exception
    table = app.dataframe[0].value
    assert list(table.columns) == [
        name for name in OPENING_COLUMNS if name not in {"Excluded from counts", "Added"}
    ]
    assert table["Date"].is_monotonic_increasing
    assert table["US killed"].isna().any()
    assert (table["US killed"] == 0).any(), "a stated zero is a zero"
    assert (table["Approximate"] != "").any()


def test_columns_are_chosen_and_stay_while_another_panel_is_open(app: AppTest) -> None:
    open_panel(app.run(), "Records")
    chosen = ["MGRS", "Date", "Site"]
    app.get("button_group")[0].set_value(chosen).run()
    assert list(app.dataframe[0].value.columns) == ["Date", "Site", "MGRS"]
    open_panel(app, "Data")
    open_panel(app, "Records")
    assert list(app.dataframe[0].value.columns) == ["Date", "Site", "MGRS"]
    open_panel(app, "Not placed")
    assert list(app.dataframe[0].value.columns) == ["Date", "Site", "MGRS"]
    app.get("button_group")[0].set_value([]).run()
    assert not app.exception
    assert any("No columns chosen" in box.value for box in app.info)


def test_record_that_the_map_marks_is_marked_in_the_table(app: AppTest) -> None:
    open_panel(app.run(), "Records")
    assert "Click a row to mark its record" in texts(app)
    settle(app, record=MARKED)
    table = app.dataframe[0].value
    assert selected(app, "records-table") == [list(table["Record"]).index(MARKED)]
    assert f"Marked: 18 Oct 2023, Harir, {MARKED}" in texts(app)
    # Fewer records are listed: the row has another number, and is marked all the same.
    settle(app, record=MARKED, **{"from": "2023-10-18", "to": "2023-10-18"})
    assert app.dataframe[0].value.iloc[selected(app, "records-table")]["Record"].tolist() == [
        MARKED
    ]
    settle(app, record=MARKED, **{"from": "2023-11-01", "to": "2023-11-30"})
    assert selected(app, "records-table") == []
    assert f"Marked: {MARKED}, which is not listed here." in texts(app)
    settle(app, record=None)
    assert selected(app, "records-table") == []
    assert "Click a row to mark its record" in texts(app)


def test_held_out_records_say_why_in_a_column_of_their_own(app: AppTest) -> None:
    open_panel(app.run(), "Records")
    choose(app, include="held-out")
    table = app.dataframe[0].value
    said = table.set_index("Record")["Excluded from counts"]
    assert said["2023-11-13-rumaylan-2"].startswith("possible duplicate of")
    assert said[MARKED] == ""


def test_not_placed_records_have_the_same_table(app: AppTest) -> None:
    app.run()
    open_panel(app, "Not placed")
    assert not app.exception
    table = app.dataframe[0].value
    attacks = read_dataset(DATA).attacks
    assert len(table) > 0
    assert not attacks.loc[table["Record"], "placed"].any()
    assert list(table.columns) == [
        name
        for name in OPENING_COLUMNS
        if not COLUMNS[name].warns or (name in table and (table[name] != "").any())
    ]


def test_csv_needs_a_marking(
    app: AppTest, record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASEWATCH_DATA", str(record.write(tmp_path / "data")))
    open_panel(app.run(), "Records")
    assert "records-csv" not in [button.key for button in app.button]
    assert app.button(key="ask-records-csv").label == "Download CSV (1)"
    monkeypatch.setenv("BASEWATCH_MARKING", "EXERCISE ONLY")
    app.run()
    assert app.button(key="records-csv").label == "Download CSV (1)"


def test_sources_are_listed_by_how_much_rests_on_them(app: AppTest) -> None:
    app.run()
    open_panel(app, "Sources")
    assert not app.exception
    table = app.dataframe[0].value
    assert table["Cited by"].is_monotonic_decreasing
    assert pd.api.types.is_integer_dtype(table["Cited by"])
    assert table["Reliability"].str.fullmatch(r"[A-F]: [a-z ]+").all()
    assert "newsroom" in set(table["Kind"])
