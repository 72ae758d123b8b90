import pytest

from geo.files.csv_table import parse_table
from geo.files.header import name_cell
from geo.model.cell_types import ID, TEXT
from geo.model.errors import DataFileError
from geo.model.schema import Column, FileSchema

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
    assert table.rejects[0].reason == f"has {cells} cells, but the header has 2"
    assert table.read == 3


def test_a_trailing_column_without_name_and_cells_is_no_column():
    assert list(parse("id,x,\na,1,\n").frame.columns) == ["id", "x"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"\nid,x\na,1\n", "Row 1 is blank"),
        (b"id,x\na,\xe9t\xe9\n", "Line 2 is not UTF-8"),
        (b"id,x\na,1\x00\n", "Line 2 holds a NUL byte"),
        (b"sep=;\n", "Row 1 is blank"),
        (b"sep=;\r\nid;y\n", "Column `x` is missing"),
        (b"id,X\na,1\n", "Column `x` is missing"),
        (b"id,idd,y\n", "Column `x` is missing"),
        (b"id,x,x\na,1,2\n", "Column `x` is repeated"),
        (b"id,x,\na,1,2\n", "Column 3 has cells but no name"),
        (b"id,x,placed\na,1,2\n", "Column `placed` is reserved for Basewatch"),
        (b"id,x\na,1\nb,2\na,3\n", "`id` `a` is in rows 2, 4"),
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
    for said in ("`x` is missing", "`placed` is reserved", "Column 3 has cells"):
        assert said in str(caught.value)


def test_a_missing_column_names_the_one_that_is_nearly_it():
    with pytest.raises(DataFileError, match="cell A1 reads `idd`; write `id` there"):
        parse("idd,x\na,1\n")


WIDE = FileSchema(
    "t.csv", "attack_id", {name: Column("", TEXT) for name in ("attack_id", "date", "base_id")}
)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (
            "Attack ID,DATE, base_id ",
            [
                "Column `attack_id` is missing: cell A1 reads `Attack ID`; write `attack_id` there.",
                "Column `date` is missing: cell B1 reads `DATE`; write `date` there.",
                "Column `base_id` is missing: cell C1 reads `base_id`; write `base_id` there.",
            ],
        ),
        (
            "attack\u2011id,date,base_id",
            ["cell A1 reads `attack\u2011id`; write `attack_id` there."],
        ),
        ("attack_id,date,\u00a0base_id", ["cell C1 reads `base_id`; write `base_id` there."]),
        (
            "attack_id,Datum,site",
            [
                "Columns `date`, `base_id` are missing: add them to the header (or rename one of `Datum`, "
            ],
        ),
        ("attack_id,date", ["Column `base_id` is missing: add it to the header."]),
        ("attack_id,date,base_id,date", ["Column `date` is repeated in the header"]),
        (
            "a1,2023-10-18,conoco",
            ["Row 1 is not a header: it has none of the columns `attack_id`, "],
        ),
        ("Attacks,,\n,,\nattack_id,date,base_id", ["Its header is in row 3, not in row 1"]),
        ("Attacks 2023\nattack_id;date;base_id", ["Row 1 is not a header"]),
    ],
)
def test_a_wrong_header_says_what_was_probably_meant(header, said):
    with pytest.raises(DataFileError) as caught:
        parse_table("t.csv", f"{header}\na1,b,c\n".encode(), WIDE)
    for part in said:
        assert part in str(caught.value)


def test_a_column_far_to_the_right_is_named_as_a_spreadsheet_does():
    assert [name_cell(place) for place in (0, 25, 26, 27, 701, 702)] == [
        "A1", "Z1", "AA1", "AB1", "ZZ1", "AAA1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("delimiter", "word"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")]
)
def test_other_delimiters_are_read_and_said(delimiter, word):
    text = 'id,x\na,"1;2\t3|4"\nb,"two\nlines"\n'.replace(",", delimiter)
    table = parse(text)
    assert table.frame["x"].to_dict() == {2: "1;2\t3|4", 3: "two\nlines"}
    assert len(table.remarks) == 1
    assert f"t.csv has {word} between its cells, not commas" in table.remarks[0]


def test_a_semicolon_inside_of_cells_does_not_make_a_delimiter():
    table = parse("id,x\na,1;2\nb,3;4;5\n")
    assert table.frame["x"].tolist() == ["1;2", "3;4;5"]
    assert table.remarks == ()


@pytest.mark.parametrize(
    ("first", "delimiter"),
    [
        ("sep=;", ";"), ("SEP=;", ";"), ('"sep=;"', ";"), ("sep=;;;;", ";"), ("sep=\t", "\t"),
        ('"sep=,"', ";"),  # so LibreOffice saves what Excel had begun with sep=;
        ("sep=,", ","),
    ],
)  # fmt: skip
def test_the_line_that_tells_excel_the_delimiter_is_passed_over_and_said(first, delimiter):
    table = parse(f"{first}\r\nid{delimiter}x\r\na{delimiter}1\r\n")
    assert table.frame["x"].to_dict() == {2: "1"}
    assert "which is for spreadsheets only" in table.remarks[0]
    assert len(table.remarks) == 1 + (delimiter != ",")


def test_a_delimiter_of_which_not_all_rows_know_is_told_row_by_row():
    table = parse("id;x\na;1\nb,2\n")
    assert table.frame["id"].to_dict() == {2: "a"}
    assert [(fault.row, fault.reason) for fault in table.rejects] == [
        (3, "has 1 cells, but the header has 2")
    ]
    assert "Add a semicolon for each missing blank cell" in table.rejects[0].fix


def test_utf16_is_read_like_any_other():
    table = parse("id\tx\na\tعين\n".encode("utf-16"))
    assert table.frame["x"].tolist() == ["عين"]
    assert ["UTF-16" in table.remarks[0], "tabs" in table.remarks[1]] == [True, True]


def test_two_byte_order_marks_are_no_part_of_the_first_column_either():
    for row in ("b,2", "b"):  # read at once, and row by row
        assert list(parse(f"\ufeff\ufeffid,x\na,1\n{row}\n").frame.columns) == ["id", "x"]


@pytest.mark.parametrize("text", ["id,x\n", "id,x", "id,x\n,\n\n", "id,x\n , \u00a0\n"])
def test_a_header_without_rows_is_no_error_and_is_said(text):
    table = parse(text)
    assert table.read == 0
    assert table.remarks == ("t.csv has a header and no row.",)


def test_blank_cells_and_rows_that_a_spreadsheet_appends_are_none():
    table = parse("id,x,,\na,1,,\nb,2\n,,,\n , ,\u00a0\nc,3,,,,,\n,,,,,,,\n")
    assert table.frame["id"].to_dict() == {2: "a", 6: "c"}
    assert [fault.row for fault in table.rejects] == [3]


def test_a_cell_that_no_spreadsheet_holds_is_a_reject_and_quick():
    rows = ["id,x", "a,1", 'b,"' + "y" * 10_000_000 + '"', "c,3", "d,4,5"]
    table = parse("\n".join(rows))
    assert table.frame["id"].to_dict() == {2: "a", 4: "c"}
    assert [(fault.row, fault.column, len(fault.value)) for fault in table.rejects] == [
        (3, "x", 200), (5, "(whole row)", 5),
    ]  # fmt: skip
    assert "holds 10,000,000 characters; a cell holds at most 32,767" in table.rejects[0].reason
    assert table.read == 4


def test_text_swallowed_by_an_open_quotation_is_told():
    swallowed = "".join(f"r{n},some text of a row\n" for n in range(2000))
    table = parse(f'id,x\na,1\nb,"open\n{swallowed}c,"3"\n')
    (fault,) = table.rejects
    assert (fault.row, fault.column) == (3, "x")
    assert "close its quotation mark" in fault.fix


def test_many_repeated_ids_are_cut_short():
    rows = "".join(f"{letter},1\n{letter},2\n" for letter in "abcdefgh")
    with pytest.raises(DataFileError, match=r"3 more ids are repeated"):
        parse(f"id,x\n{rows}")


def test_two_blank_ids_are_no_repeat():
    assert len(parse("id,x\n,1\n,2\n").frame) == 2


def test_rows_swallowed_by_the_last_cell_of_a_row_are_told():
    names = [f"c{n}" for n in range(6)]
    schema = FileSchema("t.csv", "c0", {name: Column("", TEXT) for name in names})
    rows = [",".join(names), 'a,1,2,3,4,"open', "b,1,2,3,4,5", 'c,1,2,3,4,5"', "d,1,2,3,4,5"]
    table = parse_table("t.csv", "\n".join(rows).encode(), schema)
    assert table.frame["c0"].tolist() == ["d"]
    (fault,) = table.rejects
    assert (fault.row, fault.column) == (2, "c5")
    assert fault.reason == "holds 2 of the rows that follow it"
