"""The table of records: days sort as days, a blank is no zero, what is not sure says so in words."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.position import describe_positions
from geo.model.scene import Filters, View
from geo.query.selection import select_scene
from geo.record import Dataset
from ui.records.columns import COLUMNS, OPENING_COLUMNS, make_table, name_record
from ui.records.sources import list_sources
from ui.records.styles import MAX_STYLED_CELLS, style_table

DATA = Path(__file__).parents[3] / "data"
APPROXIMATE = "2023-10-20-harir-1"
TWIN = "2023-11-13-rumaylan-2"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(DATA)


def test_every_column_has_a_cell_for_every_record(dataset: Dataset) -> None:
    # a column that only warns needs a row to warn of: the record itself has none that a user added
    added = ["user", *[""] * (len(dataset.attacks) - 1)]
    table = make_table(dataset.attacks.assign(added_by=added), dataset.bases, COLUMNS)
    assert table.index.equals(dataset.attacks.index)
    assert list(table.columns) == list(COLUMNS)
    assert set(OPENING_COLUMNS) <= set(COLUMNS)
    for name, column in COLUMNS.items():
        if column.kind == "text":
            assert table[name].map(type).eq(str).all(), name


def test_days_and_numbers_sort_as_such_and_a_blank_is_not_known(dataset: Dataset) -> None:
    table = make_table(dataset.attacks, dataset.bases, ["Date", "US killed", "US wounded"])
    assert pd.api.types.is_datetime64_any_dtype(table["Date"])
    for name, column in (("US killed", "us_killed"), ("US wounded", "us_wounded")):
        assert table[name].dtype == "Int64"
        assert table[name].isna().equals(dataset.attacks[column].isna())
        assert table[name].isna().any()


def test_approximate_day_says_so_and_stays_a_day(dataset: Dataset) -> None:
    table = make_table(dataset.attacks, dataset.bases, ["Date", "Approximate"])
    assert table.loc[APPROXIMATE, "Date"] == pd.Timestamp("2023-10-20")
    said = table.loc[APPROXIMATE, "Approximate"]
    assert said == "about 20 Oct 2023 (20 Oct 2023 – 22 Oct 2023)"
    unsure = dataset.attacks["date_precision"] == "approximate"
    assert (table["Approximate"] != "").equals(unsure)


def test_column_that_warns_shows_only_where_there_is_something_to_warn_of(dataset: Dataset) -> None:
    sure = dataset.attacks[
        dataset.attacks["counted"] & (dataset.attacks["date_precision"] == "day")
    ]
    assert list(
        make_table(sure, dataset.bases, ["Date", "Approximate", "Excluded from counts"])
    ) == ["Date"]
    table = make_table(dataset.attacks, dataset.bases, ["Excluded from counts"])
    assert table.loc[TWIN, "Excluded from counts"].startswith("possible duplicate of")


def test_positions_are_those_of_the_card(dataset: Dataset, record, tmp_path: Path) -> None:
    table = make_table(dataset.attacks, dataset.bases, ["Degrees", "DMS", "MGRS"])
    assert table.loc["2023-10-18-ain-al-asad-1"].tolist() == [
        "33.78° N, 42.44° E", "33°47′N 42°26′E", "38S KC 6 4"
    ]  # fmt: skip
    assert (table["MGRS"] != "").equals(dataset.attacks["placed"])
    own = read_dataset(
        record.write(
            tmp_path,
            [
                record.attack("a1", longitude="40.123", latitude="35.2"),
                record.attack("a2", base_id="", place_as_reported="a road"),
            ],
        )
    )
    assert describe_positions(own.attacks, own.bases)["mgrs"].tolist() == ["37S FU 02 95", ""]


def test_no_record_is_a_table_without_a_row(dataset: Dataset) -> None:
    table = make_table(dataset.attacks.iloc[:0], dataset.bases, COLUMNS)
    assert len(table) == 0


def test_record_is_named_by_day_site_and_id(dataset: Dataset) -> None:
    assert name_record(dataset.attacks, TWIN) == f"13 Nov 2023, Rumaylan, {TWIN}"


@pytest.mark.parametrize("theme", ["light", "dark", "unheard of"])
def test_rows_are_coloured_by_what_their_words_say(dataset: Dataset, theme: str) -> None:
    attacks = dataset.attacks.iloc[:60]
    table = make_table(
        attacks, dataset.bases, ["Date", "Approximate", "Excluded from counts", "Site"]
    )
    marked = attacks.index[0]
    styler = style_table(table, attacks, marked, theme)
    styled = styler._compute().ctx
    rows = {row for row, _ in styled}
    unsure = attacks["counted"] & (attacks["date_precision"] == "approximate")
    unsure &= attacks.index != marked
    expected = unsure | ~attacks["counted"] | (attacks.index == marked)
    assert rows == {number for number, hit in enumerate(expected) if hit}
    for number in [number for number, hit in enumerate(unsure) if hit]:
        assert {column for row, column in styled if row == number} == {0, 1}
    assert ("font-weight", "700") in styled[0, 3]


def test_large_table_is_told_in_words_alone(dataset: Dataset) -> None:
    attacks = pd.concat([dataset.attacks] * 50)
    attacks.index = pd.Index([f"a{number}" for number in range(len(attacks))], name="attack_id")
    table = make_table(
        attacks, dataset.bases, ["Date", "Approximate", "Excluded from counts", "Site"]
    )
    assert table.size > MAX_STYLED_CELLS
    assert style_table(table, attacks, None, "light") is table


def test_sources_say_how_many_records_rest_on_them(dataset: Dataset) -> None:
    window = Window(dt.date(2023, 10, 17), dt.date(2023, 10, 31))
    as_of = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
    view = View(window, filters=Filters(include_held_out=True))
    scene = select_scene(dataset, view, as_of=as_of)
    table = list_sources(scene)
    rows = pd.concat([scene.drawn, scene.not_placed])
    for source_id, row in table.iterrows():
        citing = rows[rows["source_ids"].str.split(";").map(lambda ids, s=source_id: s in ids)]
        assert row["Cited by"] == len(citing) > 0
        assert row["Of these counted"] == citing["counted"].sum()
    assert table["Cited by"].is_monotonic_decreasing
    assert (table["Of these counted"] < table["Cited by"]).any()
    assert table.loc["foundation-for-defense-of-democracies-2023-10-24", "Reliability"] == (
        "C: fairly reliable"
    )


def test_a_record_that_a_user_added_says_so(dataset: Dataset) -> None:
    first, second = dataset.attacks.index[:2]
    rows = dataset.attacks.loc[[first, second]].assign(added_by=["user", ""])
    table = make_table(rows, dataset.bases, ["Date", "Added"])
    assert table["Added"].to_dict() == {first: "added by user", second: ""}
