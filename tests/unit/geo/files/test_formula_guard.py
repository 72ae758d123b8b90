"""Which cells are guarded, one by one."""

import pandas as pd
import pytest

from geo.files.formula_guard import guard_cell, unguard_cell, unguard_table


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        " =1+1",
        "\u00a0=1",
        "\t=1",
        "\rx",
        "\nx",
        "＝1",
        "'=1+1",
        "''@x",
        "- two drones",
        "-",
        "-77.05 or so",
        "=HYPERLINK(1)",
    ],
)
def test_cell_that_would_run_is_guarded(text: str) -> None:
    assert guard_cell(text) == "'" + text
    assert unguard_cell("'" + text) == text


@pytest.mark.parametrize(
    "text",
    ["", "Conoco", "-77.05", "+3", "-4", "2023-10-18", "'Missile' in the press", "a=1", "'", "5'"],
)
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert guard_cell(text) == text
    assert unguard_cell(text) == text


def test_table_without_a_guard_is_not_copied() -> None:
    table = pd.DataFrame({"a": ["x", ""], "b": ["=1", "-"]}, dtype="str")
    assert unguard_table(table) is table


def test_only_guarded_cells_of_a_table_change_and_the_type_stays() -> None:
    table = pd.DataFrame({"a": ["'=1", "'Missile'", "x"]}, index=[2, 5, 9], dtype="str")
    plain = unguard_table(table)
    assert plain["a"].tolist() == ["=1", "'Missile'", "x"]
    assert plain["a"].dtype == table["a"].dtype
    assert plain.index.tolist() == [2, 5, 9]
    assert table["a"].tolist()[0] == "'=1", "the table that was given is not changed"
