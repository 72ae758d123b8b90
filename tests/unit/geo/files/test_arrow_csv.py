"""Arrow's reader against Python's: the same cells, or none where a row is odd or a quote is open."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.files import arrow_csv
from geo.files.arrow_csv import parse_uniform

PIECES = ("x", '"', ",", ",", "\n", "\r\n", "\r", " ", "é", '""', '","', "\v", "\u2028", "\ufeff",
          "end of the file")  # fmt: skip
CELLS = ("x", "", '"q"', '"a""b"', '"l\nm"', 'p"q', ' "s"', '"t"u', '"w,"', "é", '"\r"')
ROWS = st.lists(st.lists(st.sampled_from(CELLS), min_size=3, max_size=3).map(",".join))


def read_plainly(text: str) -> list[list[str]] | None:
    """Read with Python's reader; None where a row has another number of cells than the first."""
    rows = list(csv.reader(io.StringIO(text.rstrip("\r\n"), newline="")))
    straight = [row or [""] * len(rows[0]) for row in rows]
    return straight if len({len(row) for row in straight}) == 1 else None


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map("".join) | ROWS.map("\n".join), st.booleans())
def test_what_is_straight_reads_as_python_reads_it(body: str, ends: bool) -> None:
    text = "a,b,c\n" + body + ("\r\n" if ends else "")

    cells = parse_uniform(text, ",")

    assert cells is None or cells.to_numpy().tolist() == read_plainly(text)


@settings(deadline=None)
@given(ROWS)
def test_straight_rows_are_not_left_to_the_slow_way(rows: list[str]) -> None:
    text = "\n".join(["a,b,c", *rows])

    assert (parse_uniform(text, ",") is None) == (read_plainly(text) is None)


@settings(deadline=None)
@given(ROWS)
def test_pieces_of_the_stream_may_end_anywhere(rows: list[str]) -> None:
    text = "\n".join(["a,b,c", *rows])
    whole = parse_uniform(text, ",")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrow_csv, "_BLOCK_SIZE", 128)
        cells = parse_uniform(text, ",")

    assert cells is None or (whole is not None and cells.equals(whole))


@pytest.mark.parametrize(
    "text", ["a,b\n1", "a,b\n1,2,3", 'a,b\n1,"2', 'a,b\n1,2\n3,"', "\na,b", "\ufeffa,b\n1,2"]
)
def test_what_is_not_straight_is_left_to_who_can_say_where(text: str) -> None:
    assert parse_uniform(text, ",") is None


def test_a_blank_line_is_a_row_of_blank_cells() -> None:
    cells = parse_uniform("a;b\n\n1;2\n\n", ";")

    assert cells is not None
    assert cells.to_numpy().tolist() == [["a", "b"], ["", ""], ["1", "2"]]
