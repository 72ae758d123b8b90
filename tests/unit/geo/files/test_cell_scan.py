"""What is said of a column by its bytes is what its cells say one by one."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.damage.numbers import find_near_made_ids, is_made_id
from geo.files.cell_scan import hold_byte, may_hold_controls, measure_longest

TEXTS = st.lists(st.text("a'\né\x07\uffff ", max_size=4), max_size=6)
IDS = st.lists(
    st.lists(st.sampled_from(("1", ".0", ".", "12-Oct", "May-23", "e+5", ";", " ", "a-1")), max_size=5)
    .map("".join)
)  # fmt: skip


@settings(deadline=None)
@given(TEXTS, st.integers(0, 3))
def test_bytes_and_cells_agree(texts: list[str], left_out: int) -> None:
    cells = pd.Series(texts, dtype="str").iloc[left_out:]

    assert hold_byte(cells, "'") == any("'" in text for text in cells)
    assert measure_longest(cells) == max((len(text.encode()) for text in cells), default=0)
    if any(set(text) & set("\x07\uffff") for text in cells):
        assert may_hold_controls(cells)
    if all(text.isascii() and text.isprintable() for text in cells):
        assert not may_hold_controls(cells)


def test_a_column_in_pieces_is_looked_through_whole() -> None:
    cells = pd.concat([pd.Series(["plain"], dtype="str"), pd.Series(["a\nb"], dtype="str")])

    assert hold_byte(cells, "\n")
    assert measure_longest(cells) == 5


@settings(deadline=None)
@given(IDS)
def test_no_id_that_a_spreadsheet_has_made_is_passed_over(ids: list[str]) -> None:
    values = pd.Series(ids, dtype="str")

    near = find_near_made_ids(values)

    assert [text for text in values[~near] if is_made_id(text)] == []
