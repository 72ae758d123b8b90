"""Any text in a record comes out of every product as itself, and is nothing else there."""

import csv
import datetime as dt
import io
import json
import re
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pptx
import pyogrio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from export.formats import render_product
from export.product import Product
from export.xml_text import make_xml_text
from geo.cell_guard import unguard_cell
from geo.dataset import Dataset, read_dataset
from geo.dates import Window
from geo.scene import Marking, View
from geo.selection import select_scene

AS_OF = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)
HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</script><!--", "]]>", "&lt;&amp;",
    "`${alert(1)}`", "{{7*7}}", "{% raw", "{# x", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "$x_2$", r"\frac{",
    "\u202egpj.exe", "\u2066x\u2069", "javascript:alert(1)", "_x0041_", "\x0b\x01", "\ufffe", "\u2028", "عين الأسد",
)  # fmt: skip
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ATTACK_TEXT = ("place_as_reported", "claimed_by", "summary", "note")
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def read_record(record, attack: dict[str, str], name: str, title: str) -> Dataset:
    with tempfile.TemporaryDirectory() as folder:
        written = record.write(
            Path(folder),
            [record.attack("a1", **attack), record.attack("a2")],
            bases=[record.base(name=name)],
            sources=[record.source("s1", title=title)],
        )
        return read_dataset(written)


def make_product(dataset: Dataset, title: str = "A title") -> Product:
    window = Window(dt.date(2023, 10, 17), dt.date(2023, 11, 30))
    scene = select_scene(
        dataset, View(window), as_of=AS_OF, marking=Marking("EXERCISE"), title=title or None
    )
    return Product(scene, dataset, None)


def list_texts(dataset: Dataset) -> list[str]:
    """Give what the record holds of the texts, as it was read."""
    kept = [str(dataset.attacks.loc["a1", name]) for name in ATTACK_TEXT]
    return [text for text in kept if text and text != "nan"]


def count_elements(page: str) -> int:
    """Count what a browser would take for a script or a picture of a page's own."""
    return len(re.findall(r"<(?:script|img|iframe|object|svg)\b", page, re.IGNORECASE))


@cache
def count_plain_elements() -> int:
    from tests.conftest import Record  # noqa: PLC0415

    return count_elements(
        render_product("html", make_product(read_record(Record(), {}, "Conoco", "T"))).decode()
    )


@settings(max_examples=12, deadline=None, suppress_health_check=SLOW)
@given(cells=st.fixed_dictionaries(dict.fromkeys(ATTACK_TEXT, TEXTS)), name=TEXTS, title=TEXTS)
def test_tables_and_maps_hold_any_text_as_itself(record, cells, name, title):
    if "\x00" in "".join([*cells.values(), name, title]):
        return  # such a file is refused as a whole, which test_reading holds
    dataset = read_record(record, cells, name or "x", title or "x")
    if "a1" not in dataset.attacks.index:
        assert dataset.rejects
        return
    product, texts = make_product(dataset), list_texts(dataset)

    table = list(
        csv.reader(io.StringIO(render_product("csv", product).decode("utf-8-sig"), newline=""))
    )
    cells_read = {unguard_cell(cell) for row in table for cell in row}
    assert set(texts) <= cells_read
    assert not [cell for row in table for cell in row if cell[:1] in "=+@\t\r" and cell]

    features = json.loads(render_product("geojson", product))["features"]
    held = {str(value) for feature in features for value in feature["properties"].values()}
    assert set(texts) <= held

    book = openpyxl.load_workbook(io.BytesIO(render_product("xlsx", product)))
    values = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in values if cell.data_type == "f"]
    assert not [
        cell.value
        for cell in values
        if cell.hyperlink and not cell.hyperlink.target.startswith("http")
    ]

    with zipfile.ZipFile(io.BytesIO(render_product("kmz", product))) as archive:
        earth = etree.fromstring(archive.read("doc.kml"))
    said = "".join(earth.itertext())
    assert all(make_xml_text(text).strip() in said for text in texts)

    page = render_product("html", product).decode()
    assert count_elements(page) == count_plain_elements()

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        path.write_bytes(render_product("gpkg", product))
        layer = pyogrio.read_dataframe(path, layer="attacks", read_geometry=False)
    assert set(texts) <= {str(value) for value in layer.to_numpy().ravel()}


@settings(max_examples=6, deadline=None, suppress_health_check=SLOW)
@given(name=TEXTS, title=TEXTS)
def test_pictures_and_papers_hold_any_text_as_itself(record, name, title):
    if "\x00" in name + title:
        return
    dataset = read_record(record, {}, name.strip() or "x", "T")
    product = make_product(dataset, title.strip())
    shown = product.scene.title

    drawing = etree.fromstring(render_product("svg", product))
    assert not drawing.xpath("//*[local-name()='script' or local-name()='foreignObject']")
    assert not [
        name for node in drawing.iter() for name in node.attrib if "}on" in name or name[:2] == "on"
    ]
    assert render_product("png", product).startswith(b"\x89PNG")

    slide = pptx.Presentation(io.BytesIO(render_product("pptx", product))).slides[0]
    words = {shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
    assert make_xml_text(shown).split() == [] or any(
        make_xml_text(shown).split()[0][:20] in text for text in words
    )
    paper = docx.Document(io.BytesIO(render_product("docx", product)))
    assert paper.paragraphs
