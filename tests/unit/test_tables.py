import pytest

from geo.errors import DataFileError
from geo.forms import ID, TEXT
from geo.schema import Column, FileSchema
from geo.tables import parse_table

SCHEMA = FileSchema(
    "t.csv", "id", {"id": Column("", ID), "x": Column("", TEXT)}, made=frozenset({"placed"})
)


def parse(text: str | bytes):
    return parse_table("t.csv", text.encode() if isinstance(text, str) else text, SCHEMA)


def test_a_byte_order_mark_is_no_part_of_the_first_column():
    assert list(parse("\ufeffid,x\na,1\n").frame.columns) == ["id", "x"]


def test_cells_stay_text_and_blanks_stay_blank():
    frame = parse("id,x\na,NA\nb,\nc,007\nd,null\n").frame
    assert frame["x"].tolist() == ["NA", "", "007", "null"]


def test_extra_columns_are_kept():
    assert parse("id,x,mine\na,1,2\n").frame["mine"].tolist() == ["2"]


def test_an_optional_column_is_blank_where_it_is_missing_and_kept_where_it_is_not():
    columns = SCHEMA.columns | {"seen": Column("", TEXT, optional=True)}
    schema = FileSchema("t.csv", "id", columns)
    assert parse_table("t.csv", b"id,x\na,1\nb,2\n", schema).frame["seen"].tolist() == ["", ""]
    assert parse_table("t.csv", b"id,seen,x\na,7,1\n", schema).frame["seen"].tolist() == ["7"]
    assert list(parse_table("t.csv", b"id,x\n", schema).frame.columns) == ["id", "x", "seen"]


def test_rows_are_numbered_as_in_a_spreadsheet():
    table = parse('id,x\na,"two\nlines"\n\nb,1\n,\nc,2\n\n\n')
    assert table.frame["id"].to_dict() == {2: "a", 4: "b", 6: "c"}
    assert table.read == 3


def test_line_ends_of_windows_and_old_macs_are_read():
    for end in ("\r\n", "\r"):
        assert parse(f"id,x{end}a,1{end}b,2{end}").frame["id"].to_dict() == {2: "a", 3: "b"}


@pytest.mark.parametrize(("row", "cells"), [("b,2,3", 3), ("b", 1)])
def test_a_row_of_another_width_is_one_reject_and_the_others_stay(row, cells):
    table = parse(f'id,x\na,"1,5"\n{row}\nc,3\n')
    assert table.frame["id"].to_dict() == {2: "a", 4: "c"}
    assert [reject.row for reject in table.rejects] == [3]
    assert table.rejects[0].reason == f"has {cells} cells where the header has 2"
    assert table.read == 3


def test_a_trailing_column_without_name_and_cells_is_no_column():
    assert list(parse("id,x,\na,1,\n").frame.columns) == ["id", "x"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"\nid,x\na,1\n", "Row 1 is blank"),
        (b"id,x\na,\xe9t\xe9\n", "Line 2 is not UTF-8 (byte 0xe9)"),
        (b"id,x\na,1\x00\n", "Line 2 holds a NUL byte"),
        ("id,x\na,1\n".encode("utf-16"), "UTF-16"),
        (b"id;x\na;1\n", "divided by semicolons"),
        (b"id\tx\na\t1\n", "divided by tabs"),
        (b"id,X\na,1\n", "Column `x` is missing"),
        (b"id,idd,y\n", "Column `x` is missing"),
        (b"id,x,x\na,1,2\n", "Column `x` stands twice"),
        (b"id,x,\na,1,2\n", "Column 3 has cells but no name"),
        (b"id,x,placed\na,1,2\n", "Column `placed` is one that Basewatch makes"),
        (b"id,x\na,1\nb,2\na,3\n", "`id` a stands in rows 2, 4"),
        (b'id,x\na,1\nb,"2\nc,3\n', "opened in row 3 is not closed"),
    ],
)
def test_a_bad_file_is_an_error_that_says_what(data, said):
    with pytest.raises(DataFileError, match=r"^t\.csv cannot be read\. ") as caught:
        parse(data)
    assert said in str(caught.value)


def test_all_faults_of_a_file_are_said_at_once():
    with pytest.raises(DataFileError) as caught:
        parse("id,y,y\na,1,2\na,1,2\n".replace("y,y", "placed,"))
    for said in ("`x` is missing", "`placed` is one", "Column 3 has cells"):
        assert said in str(caught.value)


def test_a_missing_column_names_the_one_that_is_nearly_it():
    with pytest.raises(DataFileError, match="`idd` in row 1 is not quite it"):
        parse("idd,x\na,1\n")


def test_many_repeated_ids_are_cut_short():
    rows = "".join(f"{letter},1\n{letter},2\n" for letter in "abcdefgh")
    with pytest.raises(DataFileError, match=r"3 more ids repeat"):
        parse(f"id,x\n{rows}")


def test_two_blank_ids_are_no_repeat():
    assert len(parse("id,x\n,1\n,2\n").frame) == 2
