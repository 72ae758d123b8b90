"""Arrow's reader and Python's give the same table, or the same error, for the same file."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.files import csv_table
from geo.model import limits
from geo.model.cell_types import ID, TEXT
from geo.model.errors import DataFileError
from geo.model.limits import Limits
from geo.model.schema import Column, FileSchema

SCHEMA = FileSchema(
    "t.csv", "id", {"id": Column("", ID), "x": Column("", TEXT), "y": Column("", TEXT)}
)
LIMITS = Limits(rows=8, columns=5)
RAW_CELLS = (
    "", " ", "x", "07", "NA", "عين", '"q"', '"a""b"', '"1,5;6"', '"l\nm"', '"l\r\nm"', 'five"', '"t"u',
    ' "s"', "'=1", "\u2028", "\v", "\ufeff", '"open',
)  # fmt: skip
ROWS = st.lists(st.sampled_from(RAW_CELLS), min_size=0, max_size=5)
QUOTED_ROWS = st.lists(st.text("x عé\"'\r\n,;\t", max_size=4), min_size=2, max_size=2)


def read(data: bytes, *, fast: bool) -> tuple[pd.DataFrame, tuple[object, ...]] | str:
    """Return a table and the rest of it, or its error; slowly where Arrow is not asked."""
    with pytest.MonkeyPatch.context() as patch:
        if not fast:
            patch.setattr(csv_table, "parse_uniform", lambda text, delimiter: None)
        try:
            table = csv_table.parse_table("t.csv", data, SCHEMA, LIMITS)
        except DataFileError as error:
            return str(error)
    return table.frame, (table.read, table.rejects, table.remarks, table.damaged)


def assert_same(data: bytes) -> None:
    """Read a file by both readers and compare all that they return."""
    fast, slow = read(data, fast=True), read(data, fast=False)
    if isinstance(fast, str) or isinstance(slow, str):
        assert fast == slow
        return
    pd.testing.assert_frame_equal(fast[0], slow[0], check_index_type=False)
    assert fast[1] == slow[1]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(ROWS, max_size=9),
    st.sampled_from((",", ";", "\t", "|")),
    st.sampled_from(("\n", "\r\n", "\r")),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-be")),
    st.sampled_from(("", "sep=;\n", "\ufeff", "sep=,\r\n\ufeff", " \n")),
)
def test_raw_rows_read_alike(rows, delimiter, end, encoding, begin):
    numbered = (delimiter.join([f"a{number}", *cells]) for number, cells in enumerate(rows))
    text = begin + end.join([delimiter.join(("id", "x", "y")), *numbered]) + end
    assert_same(text.encode(encoding))


@settings(max_examples=50, deadline=None)
@given(st.lists(QUOTED_ROWS, max_size=8), st.sampled_from((",", ";", "\t")))
def test_what_a_program_writes_reads_alike_and_as_it_was(rows, delimiter):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([["id", "x", "y"], *([f"a{n}", *cells] for n, cells in enumerate(rows))])
    data = stream.getvalue().encode()
    assert_same(data)
    result = read(data, fast=False)
    if not isinstance(result, str):
        kept = result[0][["x", "y"]].to_numpy().tolist()
        guarded = [[csv_table.unguard_cell(cell) for cell in cells] for cells in rows]
        assert kept == guarded or result[1][1]


@pytest.mark.parametrize("rows", [8, 9, 10, 12])
@pytest.mark.parametrize("wide", [3, 4])
def test_a_limit_is_passed_alike(rows, wide):
    header = ",".join(["id", "x", "y", "z"][:wide])
    for row in ("", ",".join("b" * wide), "b"):
        assert_same("\n".join([header, *([row] * rows), "a,2,3"]).encode())


def test_an_open_quotation_mark_is_named_whatever_else_is_odd():
    for odd in ("b,2,3", "b", "b,2,3,4"):
        said = read(f'id,x,y\n{odd}\n\nc,1,"two\nlines"\nd,"4\n\n'.encode(), fast=True)
        assert "A quotation mark opened in row 5 is not closed: close it." in said


def test_what_may_hold_too_many_cells_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(limits, "MOST_CELLS", 30)
    monkeypatch.setattr(csv_table, "MOST_CELLS", 30)
    monkeypatch.setattr(csv_table, "_BATCH_CELLS", 30)
    monkeypatch.setattr(csv_table, "parse_uniform", lambda *_: pytest.fail("Arrow was asked"))
    text = "id,x,y\n" + "\n" * 99 + "a,1,2"
    with pytest.raises(
        DataFileError, match="It has 18 rows or more of 3 columns; a table has at most 30"
    ):
        csv_table.parse_table("t.csv", text.encode(), SCHEMA)
