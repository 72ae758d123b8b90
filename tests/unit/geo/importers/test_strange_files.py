"""Strangers' files, and the one sentence that each gets: a data folder's, and another's table."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from shapely import Point

from geo.loading import read_dataset
from geo.model.limits import Limits
from tests.unit.geo.importers.import_messages import read_aloud

SMALL = Limits(mb=1, unpacked_mb=1, rows=3, columns=5)
ROW = "date,place,summary\n2023-10-17,Heet,{}\n"
PART = "xl/worksheets/sheet1.xml"


def make_geojson(properties: str = '{"date": "2023-10-17"}', at: str = "[42.4, 33.8]") -> bytes:
    point = f'{{"type": "Point", "coordinates": {at}}}'
    feature = f'{{"type": "Feature", "properties": {properties}, "geometry": {point}}}'
    return f'{{"type": "FeatureCollection", "features": [{feature}]}}'.encode()


def make_kml(name: str, at: str = "42.4,33.8") -> bytes:
    mark = (
        f"<Placemark><name>{name}</name><Point><coordinates>{at}</coordinates></Point></Placemark>"
    )
    return f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{mark}</Document></kml>'.encode()


def make_workbook(*rows: list[object]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def change_part(data: bytes, change: Callable[[bytes], bytes], name: str = PART) -> bytes:
    """Pack a workbook anew with another sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


def pack(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def move_row(data: bytes, to: int) -> bytes:
    """Give row 2 another number, as a format that was dragged to the end of a sheet does."""
    text = f'r="{to}"'.encode(), f'r="A{to}"'.encode(), f'r="B{to}"'.encode()
    old = b'r="2"', b'r="A2"', b'r="B2"'
    wide = b'ref="A1:B2"', b'ref="A1:XFD1048576"'
    for before, after in (*zip(old, text, strict=True), wide):
        data = data.replace(before, after)
    return data


def make_parquet(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def make_one_text() -> bytes:
    codes = pa.array(np.zeros(50_000, "int32"))
    return make_parquet(pa.table({"date": pa.DictionaryArray.from_arrays(codes, ["x" * 100_000])}))


def make_many_numbers() -> bytes:
    part, out = pa.table({"n": [np.zeros(10_000_001, "int8")]}), io.BytesIO()
    # In parts, since the whole takes two gigabytes; the smallest and the largest are nobody's need.
    with pq.ParquetWriter(out, part.schema, write_statistics=False) as writer:
        for _ in range(10):
            writer.write_table(part)
    return out.getvalue()


def make_points(*points: Point) -> gpd.GeoDataFrame:
    days = ["2023-10-17"] * len(points)
    return gpd.GeoDataFrame({"date": days}, geometry=list(points), crs="EPSG:4326")


TWO_COLUMNS = make_workbook(["date", "place"], ["2023-10-17", "Heet"])
TEXTS = {
    "UTF-8": ("a.csv", ROW.format("عين Aïn").encode(), "kept 2023-10-17"),
    "UTF-8 with a mark": ("a.csv", ROW.format("عين").encode("utf-8-sig"), "kept 2023-10-17"),
    "UTF-16": ("a.csv", ROW.format("عين").encode("utf-16"), "a.csv is UTF-16"),
    "UTF-16 without a mark": ("a.csv", ROW.format("عين").encode("utf-16-le"), "a.csv is UTF-16"),
    "UTF-32": ("a.csv", ROW.format("عين").encode("utf-32"), "It is UTF-32, not UTF-8"),
    "Windows-1252": ("a.csv", ROW.format("Aïn").encode("cp1252"), "Windows-1252 (Western)"),
    "Windows-1256": ("a.csv", ROW.format("عين الأسد").encode("cp1256"), "Windows-1256 (Arabic)"),
    "semicolons": ("a.csv", ROW.format("x").replace(",", ";").encode(), "kept 2023-10-17"),
    "tabs": ("a.csv", ROW.format("x").replace(",", "\t").encode(), "kept 2023-10-17"),
    "decimal comma": ("a.csv", b"date;lat;lon\n2023-10-17;33,8;42,4\n", "kept 2023-10-17"),
    "a spreadsheet's number": ("a.csv", b"date,place\n45216,Heet\n", "kept 2023-10-17"),
    "day or month": ("a.csv", b"date,place\n03/04/2023,Heet\n",
                     "can be 2023-04-03 or 2023-03-04"),
    "NUL": ("a.csv", ROW.format("x\0y").encode(), "Line 2 holds a NUL byte"),
    "a large cell": ("a.csv", ROW.format("x" * 10_000_000).encode(),
                     "holds 10,000,000 characters; a cell holds at most 32,767"),
    "a large header": ("a.csv", b"date," + b"x" * 10_000_000 + b"\n2023-10-17,a\n",
                       "Its header has a name of 262,139 characters; at most 32,767"),
    "only a header": ("a.csv", b"date,place\n", "has a header and no row"),
    "empty": ("a.csv", b"", "It is empty: it needs at least its header"),
    "spaces": ("a.csv", b" \r\n", "It is empty: it needs at least its header"),
    "a coordinate that is missing": ("a.csv", b"date,place,lat,lon\n2023-10-17,Heet,33.8,\n",
                                     "is blank although latitude is given"),
    "infinite": ("a.csv", b"date,lat,lon\n2023-10-17,inf,42.4\n",
                 "is not a latitude in decimal degrees"),
    "out of range": ("a.csv", b"date,lat,lon\n2023-10-17,93.8,42.4\n", "latitude"),
    "swapped": ("a.csv", b"date,base,lat,lon\n2023-10-17,Ain al-Asad,42.44,33.79\n",
                "near it once longitude and latitude are swapped"),
    "metres": ("a.csv", b"date,x,y\n2023-10-17,355000,3740000\n", "is in metres, not in degrees"),
    "repeated ids": ("a.csv", b"id,date,place\n1,2023-10-17,Heet\n1,2023-10-18,Heet\n",
                     "row 3, column id: `1` — is already in row 2"),
    "too many rows": ("a.csv", (ROW + "2023-10-18,x,y\n" * 3).encode(),
                      "at most 3 rows are read (BASEWATCH_MOST_ROWS sets that)", SMALL),
    "rows of two widths": ("a.csv", b"date,place\n" + b"x\n" * 9, "BASEWATCH_MOST_ROWS", SMALL),
    "too many columns": ("a.csv", b"date,place,a,b,c,d\n2023-10-17,x,,,,\n",
                         "at most 5 columns are read (BASEWATCH_MOST_COLUMNS sets that)", SMALL),
    "too large": ("a.csv", b"x" * 1_000_001,
                  "It has 1,000,001 bytes; at most 1 MB are read (BASEWATCH_MOST_MB sets that).",
                  SMALL),
}  # fmt: skip
GEOJSON = {
    "a projected CRS": ("a.geojson", make_geojson().replace(
        b'"features"', b'"crs": {"properties": {"name": "EPSG:32638"}}, "features"', 1),
        "Reproject it to EPSG:4326"),
    "metres": ("a.geojson", make_geojson(at="[4e6, 4e6]"), "is in metres, not in degrees"),
    "no number": ("a.geojson", make_geojson(at='["42", 33]'), "is not a point"),
    "infinite": ("a.geojson", make_geojson(at="[1e999, 33]"), "is not a point"),
    "a number of 400 digits": ("a.geojson", make_geojson(at=f"[{'1' * 400}, 33]"), "is not a point"),
    "out of range": ("a.geojson", make_geojson(at="[42.4, 93]"), "latitude"),
    "half a character": ("a.geojson", make_geojson('{"date": "2023-10-17", "\\ud800": "x"}',
                                                   at="[42.4, 33.8]"), "kept 2023-10-17"),
    "nested": ("a.geojson", make_geojson('{"date": ' + "[" * 9_000 + "]" * 9_000 + "}"),
               "It is nested too deep"),
    "a large cell": ("a.geojson", make_geojson('{"date": "2023-10-17", "note": "%s"}'
                                               % ("x" * 10_000_000)), "holds 10,000,000 characters"),
    "NUL": ("a.geojson", make_geojson('{"date": "2023-10-17", "note": "a\\u0000b"}'),
            "holds a control character"),
    "too many features": ("a.geojson", json.dumps(
        {"type": "FeatureCollection", "features": [{}] * 4}).encode(), "BASEWATCH_MOST_ROWS", SMALL),
    "a property each": ("a.geojson", json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {f"p{n}": 1, f"q{n}": 1}, "geometry": None}
        for n in range(3)]}).encode(), "BASEWATCH_MOST_COLUMNS", SMALL),
    "a ring": ("a.geojson", make_geojson(at="[" + "[1,1]," * 100_000 + "[1,1]]"),
                              "is not a point"),
}  # fmt: skip
PACKED = {
    "a bomb as a workbook": ("a.xlsx", pack(PART, b"0" * 20_000_000),
                             "unpacks from 19,"),
    "a bomb as KMZ": ("a.kmz", pack("doc.kml", b" " * 20_000_000), "like a zip bomb"),
    "a workbook that is too large": ("a.xlsx", pack(PART, bytes(range(32, 127)) * 20_000),
                                     "at most 1 MB are read (BASEWATCH_MOST_UNPACKED_MB", SMALL),
    "one text in many cells": ("a.xlsx", make_workbook(["date"], *[["x" * 30_000]] * 50),
                               "BASEWATCH_MOST_UNPACKED_MB", Limits(unpacked_mb=1, rows=60)),
    "a cell in the last row": ("a.xlsx", change_part(TWO_COLUMNS, lambda xml: move_row(xml, 1_048_576)),
                               "kept 2023-10-17"),
    "a cell beyond it": ("a.xlsx", change_part(TWO_COLUMNS, lambda xml: move_row(xml, 999_999_999)),
                         "A cell is beyond row 1,048,576"),
    "a row number that is none": ("a.xlsx", change_part(
        TWO_COLUMNS, lambda xml: xml.replace(b'r="2"', b'r="x"')), "It is a damaged workbook"),
    "half a sheet": ("a.xlsx", change_part(TWO_COLUMNS, lambda xml: xml[:-40]), "damaged workbook"),
    "rows of a workbook": ("a.xlsx", make_workbook(["date"], *[["x"]] * 4), "BASEWATCH_MOST_ROWS",
                           SMALL),
    "a cell of a workbook": ("a.xlsx", change_part(
        TWO_COLUMNS, lambda xml: xml.replace(b"Heet", b"x" * 40_000)), "holds 40,000 characters"),
    "tags without end": ("a.xlsx", change_part(TWO_COLUMNS, lambda xml: xml.replace(
        b'<row r="2"', b"<row>" + b"<c/>" * 510_000 + b'</row><row r="2"')),
        "holds more tags without a new row than any sheet"),
    "an old workbook": ("a.xls", b"\xd0\xcf\x11\xe0", "save it as .xlsx or CSV"),
    "a document type": ("a.xlsx", pack("xl/odd.bin", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"),
                        "has a document type"),
    "a text of a KML": ("a.kml", make_kml("x" * 10_100_000), "longer than ten million characters"),
    "a nested KML": ("a.kml", b"<kml>" + b"<Folder>" * 300 + b"</Folder>" * 300 + b"</kml>",
                     "It is nested more than 250 deep"),
    "an infinite place": ("a.kml", make_kml("2023-10-17", "inf,nan").replace(
        b"<Point>", b"<TimeStamp><when>2023-10-17</when></TimeStamp><Point>"),
        "is not a longitude in decimal degrees"),
    "one text in many rows": ("a.parquet", make_one_text,
                              "It would unpack to 5,000,000,000 bytes or more; at most 600 MB"),
    "numbers without end": ("a.parquet", make_many_numbers,
                            "It holds more than 100,000,000 values"),
    "rows of a Parquet file": ("a.parquet", make_parquet(pa.table({"date": ["x"] * 4})),
                               "BASEWATCH_MOST_ROWS", SMALL),
}  # fmt: skip


@pytest.mark.parametrize("case", [*TEXTS.values()], ids=[*TEXTS])
def test_a_table_of_text_gets_its_sentence(case) -> None:
    file, data, sentence, *limits = case
    assert sentence in read_aloud(file, data, *limits)


@pytest.mark.parametrize("case", [*GEOJSON.values()], ids=[*GEOJSON])
def test_a_geojson_gets_its_sentence(case) -> None:
    file, data, sentence, *limits = case
    assert sentence in read_aloud(file, data, *limits)


@pytest.mark.parametrize("case", [*PACKED.values()], ids=[*PACKED])
def test_a_packed_file_gets_its_sentence(case) -> None:
    file, data, sentence, *limits = case
    # The two that take seconds and gigabytes to make are made here, not by each who collects tests.
    assert sentence in read_aloud(file, data() if callable(data) else data, *limits)


def test_places_without_an_end_are_no_places(tmp_path: Path) -> None:
    path, out = tmp_path / "a.gpkg", io.BytesIO()
    points = make_points(Point(42.4, 33.8), Point(float("inf"), 33.8))
    points.to_file(path, layer="incidents")
    points.to_parquet(out)
    for file, data in (("a.gpkg", path.read_bytes()), ("a.parquet", out.getvalue())):
        assert "row 2, column (geometry): `Point` — is not a point" in read_aloud(file, data)


FOLDER = {
    "day or month": ({"date": "03/04/2023"}, "2023-04-03"),
    "the other reading": ({"date": "03/04/2023"}, "2023-03-04"),
    "a spreadsheet's number": ({"date": "45216"}, "2023-10-17"),
    "swapped": ({"longitude": "35.32", "latitude": "40.31"}, "longitude and latitude are swapped"),
    "missing": ({"longitude": "40.31"}, "is blank although longitude is given"),
    "infinite": ({"longitude": "inf", "latitude": "35"}, "longitude"),
    "out of range": ({"longitude": "40.31", "latitude": "95"}, "latitude"),
    "decimal comma": ({"longitude": "40,31", "latitude": "35,32"}, "longitude"),
    "a large cell": ({"note": "x" * 10_000_000}, "holds 10,000,000 characters"),
    "a control character": ({"note": "a\x01b"}, "holds a control character"),
}


@pytest.mark.parametrize("case", [*FOLDER.values()], ids=[*FOLDER])
def test_a_row_of_a_data_folder_gets_its_sentence(write_record, record, case) -> None:
    cells, sentence = case
    dataset = read_dataset(write_record(record.attack("a1", **cells), record.attack("a2")))
    assert list(dataset.attacks.index) == ["a2"]
    assert sentence in " ".join(map(str, dataset.rejects))


def test_a_place_that_fits_both_ways_or_neither_is_no_slip(write_record, record) -> None:
    far = record.attack("a1", longitude="44.4", latitude="33.3")  # elsewhere, and so is its mirror
    near = record.attack("a2", longitude="40.3", latitude="35.3")
    even = record.base("even", [35.0, 35.1], name="Even")
    both = record.attack("a3", base_id="even", longitude="35.1", latitude="35.0")
    dataset = read_dataset(write_record(far, near, both, bases=[record.base(), even]))
    assert dataset.rejects == ()
