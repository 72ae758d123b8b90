"""The guard comes off as it was put on, and nothing that would run goes out without one."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.files.formula_guard import guard_cell, guard_table, unguard_cell, unguard_table

TEXTS = st.text(max_size=8) | st.text(" '=+-@＝＋－＠\t\r\n0123456789.ab", max_size=8)


@given(text=TEXTS)
def test_guarded_cell_comes_back_as_it_was(text) -> None:
    assert unguard_cell(guard_cell(text)) == text


@given(text=TEXTS)
def test_nothing_that_a_spreadsheet_would_run_goes_out(text) -> None:
    out = guard_cell(text)
    first = out.lstrip(" ")[:1]
    assert first not in tuple("=@＝＋－＠")
    assert out[:1] not in ("\t", "\r", "\n")
    if first in ("+", "-"):
        float(out)  # a number, or this raises


@given(cells=st.lists(TEXTS, max_size=5))
def test_table_comes_back_as_it_was(cells) -> None:
    table = pd.DataFrame({"a": cells, "=b": cells[::-1], "c": ["x"] * len(cells)}, dtype="str")
    guarded = guard_table(table)
    assert list(guarded.columns) == ["a", "'=b", "c"]
    assert guarded.index.equals(table.index)
    pd.testing.assert_frame_equal(unguard_table(guarded), table.set_axis(guarded.columns, axis=1))
