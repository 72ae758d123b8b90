"""Workbook, table, GeoJSON, GeoPackage and KMZ of a Scene, opened by other people's readers."""

import csv
import datetime as dt
import io
import itertools
import json
import sqlite3
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pyogrio
import pytest
from PIL import Image

from export.product.product import Product
from export.product.rendering import render_product
from export.wording.xml_text import make_xml_text
from geo.basemap.decoder import read_basemap
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters, Marking, View
from geo.model.schema import ATTACKS, SOURCES
from geo.query.selection import select_scene
from layers.cartography.symbology import WEAPON_SYMBOLS

DATA = Path(__file__).parents[3] / "data"
AS_OF = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)
FORMATS = ["xlsx", "csv", "geojson", "gpkg", "kmz"]
HOSTILE = "=1+1 <b>&amp;</b> ${x} {{7*7}} $[name]"
KML = {"kml": "http://www.opengis.net/kml/2.2"}


def make_product(dataset, *, raw: bool = False, **view) -> Product:
    window = Window(dt.date(2023, 10, 17), dt.date(2023, 11, 30))
    scene = select_scene(
        dataset, View(window, **view), as_of=AS_OF, marking=Marking("RESTRICTED & more")
    )
    return Product(scene, dataset, read_basemap(DATA / "basemap"), raw=raw)


@pytest.fixture(scope="module")
def product() -> Product:
    return make_product(read_dataset(DATA), filters=Filters(include_held_out=True))


@pytest.fixture(scope="module")
def shown(product) -> int:
    return len(product.scene.drawn) + len(product.scene.not_placed)


@pytest.mark.parametrize("extension", FORMATS)
def test_same_product_gives_the_same_bytes(product: Product, extension: str) -> None:
    assert render_product(extension, product) == render_product(extension, product)


def test_workbook_has_every_table_with_real_dates_and_frozen_filtered_headers(
    product, shown
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_product("xlsx", product)))
    assert book.sheetnames == ["Provenance", "Attacks", "Bases", "Sources", "Strikes", "Rejects"]
    attacks = book["Attacks"]
    header = [cell.value for cell in attacks[2]]
    assert header[: len(ATTACKS.columns)] == list(ATTACKS.columns)
    assert attacks.max_row == shown + 2
    assert attacks.freeze_panes == "B3"
    assert attacks.auto_filter.ref.startswith("A2:")
    day = attacks.cell(3, header.index("date") + 1)
    assert isinstance(day.value, dt.datetime)
    assert day.number_format == "yyyy-mm-dd"
    killed = [cell.value for cell in list(attacks.columns)[header.index("us_killed")]][2:]
    rows = product.scene.drawn["us_killed"]
    assert sum(value is None for value in killed) >= rows.isna().sum()
    assert "RESTRICTED && more" in attacks.oddHeader.center.text
    told = {row[0].value: row[1].value for row in book["Provenance"].iter_rows()}
    assert told["Marking"] == "RESTRICTED & more"
    assert told["Period"] == "2023-10-17/2023-11-30"
    assert str(product.scene.counts.selected) in told["Records"]
    assert book["Sources"].max_row > 2
    assert book["Strikes"].max_row == len(product.scene.strikes) + 2
    for sheet in book:
        bar = [cell for cell in sheet[1] if cell.value]
        assert {cell.value for cell in bar} == {"RESTRICTED & more"}
        assert bar[0].column == 1
        assert sheet.freeze_panes in {"A3", "B3"}, "the marking stays on the screen"
        assert not sheet.merged_cells.ranges
        for cell in bar:
            assert cell.fill.fgColor.rgb[2:] == product.scene.marking.colour[1:].upper()
        # wherever a screen begins, a whole marking is no farther than a screen's width
        assert max(b.column - a.column for a, b in itertools.pairwise([bar[0], *bar])) <= 8


def test_geojson_has_each_record_and_null_where_it_is_not_placed(product, shown) -> None:
    collection = json.loads(render_product("geojson", product))
    assert collection["basewatch"]["Marking"] == "RESTRICTED & more"
    features = collection["features"]
    assert len(features) == shown
    placed = [feature for feature in features if feature["geometry"]]
    assert len(placed) == len(product.scene.drawn)
    first = product.scene.drawn.sort_values(["date", "attack_id"]).iloc[0]
    found = next(feature for feature in placed if feature["id"] == first.name)
    assert found["geometry"]["coordinates"] == [first["lon_deg"], first["lat_deg"]]
    assert found["properties"]["date"] == f"{first['date']:%Y-%m-%d}"
    unknown = [f for f in features if f["properties"]["us_killed"] is None]
    assert unknown


def test_geopackage_has_layers_with_crs_tables_and_styles(product, shown, tmp_path) -> None:
    path = tmp_path / "x.gpkg"
    path.write_bytes(render_product("gpkg", product))
    names = {name for name, _ in pyogrio.list_layers(path)}
    assert names >= {"attacks", "bases", "strikes", "sources", "rejects", "provenance"}
    attacks = pyogrio.read_dataframe(path, layer="attacks")
    assert attacks.crs.to_epsg() == 4326
    assert len(attacks) == shown
    assert attacks.geometry.notna().sum() == len(product.scene.drawn)
    with sqlite3.connect(path) as base:
        styles = dict(base.execute("SELECT f_table_name, styleQML FROM layer_styles").fetchall())
    base.close()
    assert set(styles) == {"attacks", "bases", "strikes"}
    root = ET.fromstring(styles["attacks"].split("\n", 1)[1])
    words = [category.get("value") for category in root.iter("category")]
    assert words == list(WEAPON_SYMBOLS)


def test_kmz_has_a_stamp_for_each_placed_record_and_its_own_icons(product) -> None:
    with zipfile.ZipFile(io.BytesIO(render_product("kmz", product))) as archive:
        names = archive.namelist()
        root = ET.fromstring(archive.read("doc.kml"))
    attacks = next(
        folder
        for folder in root.iter(f"{{{KML['kml']}}}Folder")
        if folder.findtext("kml:name", namespaces=KML) == "Attacks"
    )
    marks = attacks.findall("kml:Placemark", KML)
    assert len(marks) == len(product.scene.drawn)
    days = {mark.findtext("kml:TimeStamp/kml:when", namespaces=KML) for mark in marks}
    assert days == set(product.scene.drawn["date"].dt.strftime("%Y-%m-%d"))
    icons = {element.text for element in root.iter(f"{{{KML['kml']}}}href")}
    assert icons
    assert icons <= set(names)
    assert names[0] == "doc.kml"


def test_kmz_has_its_marking_on_the_screen(product) -> None:
    with zipfile.ZipFile(io.BytesIO(render_product("kmz", product))) as archive:
        root = ET.fromstring(archive.read("doc.kml"))
        overlays = list(root.iter(f"{{{KML['kml']}}}ScreenOverlay"))
        (href,) = {overlay.findtext("kml:Icon/kml:href", namespaces=KML) for overlay in overlays}
        bar = Image.open(io.BytesIO(archive.read(href)))
    edges = [overlay.find("kml:screenXY", KML).get("y") for overlay in overlays]
    assert [float(edge) for edge in edges] == [1.0, 0.0]
    for overlay in overlays:
        size = overlay.find("kml:size", KML)
        assert (float(size.get("x")), size.get("xunits")) == (1.0, "fraction")
        assert overlay.find("kml:overlayXY", KML).attrib == overlay.find("kml:screenXY", KML).attrib
    colours = {colour: number for number, colour in bar.getcolors(1 << 20)}
    ground = tuple(bytes.fromhex(product.scene.marking.colour[1:]))
    assert colours[ground] > bar.width * bar.height * 0.7
    assert colours[(255, 255, 255)] > 100, "and letters"


def test_kmz_opens_in_gdal(product, tmp_path) -> None:
    path = tmp_path / "x.kmz"
    path.write_bytes(render_product("kmz", product))
    assert len(pyogrio.read_dataframe(path, layer="Attacks")) == len(product.scene.drawn)


@pytest.mark.parametrize("extension", FORMATS)
def test_hostile_text_is_only_text(record, write_record, extension: str) -> None:
    attack = record.attack("a", summary=HOSTILE, place_as_reported="=cmd()")
    dataset = read_dataset(write_record(attack))
    data = render_product(extension, make_product(dataset))
    if extension == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = [cell for row in book["Attacks"].iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert "=cmd()" in [cell.value for cell in cells]
    elif extension == "csv":
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        assert rows[0]["place_as_reported"] == "'=cmd()"
        raw = render_product("csv", make_product(dataset, raw=True)).decode("utf-8-sig")
        assert next(csv.DictReader(io.StringIO(raw)))["place_as_reported"] == "=cmd()"
    elif extension == "geojson":
        (feature,) = json.loads(data)["features"]
        assert feature["properties"]["place_as_reported"] == "=cmd()"
    elif extension == "kmz":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = ET.fromstring(archive.read("doc.kml"))
        said = " ".join(element.text or "" for element in root.iter(f"{{{KML['kml']}}}description"))
        assert "&lt;b&gt;" in said, "Google Earth reads a description as HTML"
        assert "<b>&amp;" not in said
    else:
        assert len(data) > 1000


def test_what_xml_cannot_hold_is_written_out() -> None:
    assert (
        make_xml_text("a\x00b\x0bc\ud800d\r\ne\ufffe") == "a[U+0000]b[U+000B]c[U+D800]d\ne[U+FFFE]"
    )


@pytest.mark.parametrize("extension", FORMATS)
def test_no_record_at_all_is_no_error(record, tmp_path, extension: str) -> None:
    dataset = read_dataset(record.write(tmp_path / "empty", []))
    assert render_product(extension, make_product(dataset))


def test_exported_table_is_a_record_that_reads_back(record, tmp_path) -> None:
    dataset = read_dataset(DATA)
    product = make_product(dataset, filters=Filters(include_held_out=True))
    folder = tmp_path / "again"
    folder.mkdir()
    for name in ("bases.geojson", SOURCES.file):
        (folder / name).write_bytes((DATA / name).read_bytes())
    (folder / "attacks.csv").write_bytes(render_product("csv", product))
    again = read_dataset(folder)
    kept = [reject for reject in again.rejects if reject.column != "possible_duplicate_of"]
    assert kept == []
    for attack_id, row in again.attacks.iterrows():
        assert row["summary"] == dataset.attacks.loc[attack_id, "summary"]
