import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from geo.importers.readers.bases import parse_bases
from geo.importers.readers.dispatch import parse_foreign
from geo.model.errors import CrsError, DataFileError

FOREIGN = Path(__file__).parents[3] / "data"


def write_workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_found_without_a_word(delimiter):
    text = "date,place,lat,lon\n2023-10-17,Heet,33.6,42.8\n".replace(",", delimiter)
    assert parse_foreign("a.csv", text.encode()).frame.loc[2].to_list() == [
        "2023-10-17", "Heet", "33.6", "42.8",
    ]  # fmt: skip


def test_a_header_below_a_title_is_found_and_rows_keep_their_numbers():
    table = parse_foreign("unit-log.csv", (FOREIGN / "unit-log.csv").read_bytes(), "cp1252")
    assert list(table.frame.index) == [4, 5, 6, 7, 8]
    assert table.frame.loc[4, "Remarks"] == "Invented für den Test"
    assert any("row 3" in remark for remark in table.remarks)


def test_an_encoding_is_asked_for_and_never_guessed():
    with pytest.raises(DataFileError, match="Windows-1252"):
        parse_foreign("unit-log.csv", (FOREIGN / "unit-log.csv").read_bytes())


def test_a_row_with_too_many_cells_is_a_reject_and_counted():
    table = parse_foreign("a.csv", b"date,place\n2023-10-17,Heet\n2023-10-18,Heet,too many\n")
    assert (table.read, len(table.frame)) == (2, 1)
    assert table.rejects[0].row == 3


def test_a_workbook_gives_days_numbers_and_text_as_a_person_would_write_them():
    data = write_workbook(
        [["About", "this file"], ["made by", "hand"]],
        [
            ["Log of the unit"],
            ["Date", "Place", "Lat", "Rounds", "When"],
            [dt.datetime(2023, 10, 17), "Heet", 33.5, 3.0, dt.datetime(2023, 10, 17, 4, 30)],
            [None, None, None, None, None],
            ["17/10/2023", "=1+1", "33,5", 4, None],
        ],
    )
    table = parse_foreign("log.xlsx", data)
    assert list(table.frame.index) == [3, 5]
    assert table.frame.loc[3].to_list() == [
        "2023-10-17", "Heet", "33.5", "3", "2023-10-17 04:30:00",
    ]  # fmt: skip
    assert any("`Sheet 1` was read" in remark for remark in table.remarks)


def test_a_document_type_in_a_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x/>')
    with pytest.raises(DataFileError, match="document type"):
        parse_foreign("x.xlsx", out.getvalue())


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.geojson", "a.xls", "a.pdf"])
def test_what_is_no_such_file_is_one_error(name):
    with pytest.raises(DataFileError):
        parse_foreign(name, b"\x89PNG\r\n\x1a\n\xff\xfe\xfa" * 20)


def test_geojson_keeps_properties_and_rejects_what_is_no_point():
    table = parse_foreign("c.geojson", (FOREIGN / "colleague.geojson").read_bytes())
    assert (table.read, len(table.frame)) == (4, 3)
    assert table.rejects[0].row == 3
    assert table.frame.loc[2, "geometry longitude"] == "2.11"
    assert table.frame.loc[4, "geometry latitude"] == ""


def test_geojson_in_metres_is_refused():
    feature = {
        "type": "Feature",
        "properties": {"date": "2023-10-17"},
        "geometry": {"type": "Point", "coordinates": [4e6, 4e6]},
    }
    content = json.dumps({"type": "FeatureCollection", "features": [feature]})
    with pytest.raises(CrsError, match="metres"):
        parse_foreign("c.geojson", content.encode())


def test_sites_of_a_table_become_ours():
    text = "Name;Lat;Long;Country;Garrison since\nFort Invented;13,51;2,11;Niger;2019\n"
    sites = parse_bases("sites.csv", text.encode())
    row = sites.frame.iloc[0]
    assert (row["base_id"], row["name"], row["kind"]) == (
        "fort-invented",
        "Fort Invented",
        "outpost",
    )
    assert row["Garrison since"] == "2019"
    assert sites.lonlat_deg.tolist() == [[2.11, 13.51]]
