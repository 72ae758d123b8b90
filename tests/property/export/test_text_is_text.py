"""Any text in a record comes out of every product as itself, and is nothing else there."""

import csv
import datetime as dt
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pptx
import pyogrio
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from export.drawing.typesetting import make_inert
from export.product.product import Product
from export.product.rendering import render_product
from export.wording.xml_text import make_xml_text
from geo.files.formula_guard import unguard_cell
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Marking, View
from geo.query.selection import select_scene
from geo.record import Dataset

AS_OF = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)
HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</script><!--", "]]>", "&lt;&amp;",
    "`${alert(1)}`", "{{7*7}}", "{% raw", "{# x", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "$x_2$", r"\frac{",
    "\u202egpj.exe", "\u2066x\u2069", "javascript:alert(1)", "_x0041_", "\x0b\x01", "\ufffe", "\u2028", "عين الأسد",
)  # fmt: skip
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ATTACK_TEXT = (
    "place_as_reported", "claimed_by", "attributed_to", "attributed_by", "summary", "note",
)  # fmt: skip
BASE_TEXT = ("country", "governorate", "location_source")
STRIKE_TEXT = ("place_as_reported", "location_source", "target", "summary", "note")
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def read_record(record, texts: Sequence[str], name: str = "Conoco", title: str = "T") -> Dataset:
    """Read a record with each text in every column of free text of every file."""
    some = list(enumerate(texts))
    attacks = [record.attack(f"a{n}", **dict.fromkeys(ATTACK_TEXT, text)) for n, text in some]
    strikes = [record.strike(f"k{n}", **dict.fromkeys(STRIKE_TEXT, text)) for n, text in some]
    sources = [record.source(f"t{n}", title=text or "x", publisher=text) for n, text in some]
    bases = [
        record.base(f"b{n}", None, name=f"Site {n}", **dict.fromkeys(BASE_TEXT, text))
        for n, text in some
    ]
    with tempfile.TemporaryDirectory() as folder:
        written = record.write(
            Path(folder),
            [*attacks, record.attack("sound")],
            bases=[record.base(name=name, name_ar=name), *bases],
            totals=[record.total(note=name)],
            sources=[record.source("s1", title=title), *sources],
            strikes=strikes,
        )
        return read_dataset(written)


def make_product(dataset: Dataset, title: str = "A title", days: int = 45) -> Product:
    first = dt.date(2023, 10, 17)
    window = Window(first, first + dt.timedelta(days=days - 1))
    scene = select_scene(
        dataset, View(window), as_of=AS_OF, marking=Marking("EXERCISE"), title=title or None
    )
    return Product(scene, dataset, None)


def list_texts(dataset: Dataset) -> set[str]:
    """Give what the record holds of the texts, as it was read."""
    kept = dataset.attacks.drop(index="sound")[list(ATTACK_TEXT)]
    return {str(text) for text in kept.to_numpy().ravel() if isinstance(text, str) and text}


def list_page_texts(page: str) -> set[str]:
    """Give every text that a page's script has of the record: it writes them with textContent."""
    (head,) = re.findall(
        r'<script type="application/json" id="bw-head">(.*?)</script>', page, re.DOTALL
    )
    parts = [json.loads(head)]
    found: set[str] = set()
    while parts:
        item = parts.pop()
        if isinstance(item, str):
            found.add(item)
        elif isinstance(item, list | dict):
            parts += item.values() if isinstance(item, dict) else item
    return found


def count_elements(page: str) -> int:
    """Count what a browser would take for a script or a picture of a page's own."""
    return len(re.findall(r"<(?:script|img|iframe|object|svg)\b", page, re.IGNORECASE))


@settings(max_examples=3, deadline=None, suppress_health_check=SLOW)
@given(texts=st.lists(TEXTS, min_size=1, max_size=12))
@example(texts=list(HOSTILE))
def test_tables_and_maps_hold_any_text_as_itself(record, texts):
    # A file with a NUL in it is refused as a whole, which test_reading holds.
    dataset = read_record(record, [text.replace("\x00", "") for text in texts])
    product, texts = make_product(dataset), list_texts(dataset)

    written = io.StringIO(render_product("csv", product).decode("utf-8-sig"), newline="")
    cells = [cell for row in csv.reader(written) for cell in row]
    assert texts <= {unguard_cell(cell) for cell in cells}
    runs = re.compile(r"[=@\t\r]|[+-](?![\d.]*$)")  # +1 and -1 are numbers, and stay so
    assert not [cell for cell in cells if runs.match(cell)]

    features = json.loads(render_product("geojson", product))["features"]
    assert texts <= {str(v) for feature in features for v in feature["properties"].values()}

    book = openpyxl.load_workbook(io.BytesIO(render_product("xlsx", product)))
    shown = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in shown if cell.data_type == "f" or cell.hyperlink]
    assert texts <= {str(cell.value) for cell in shown}

    with zipfile.ZipFile(io.BytesIO(render_product("kmz", product))) as archive:
        earth = "".join(etree.fromstring(archive.read("doc.kml")).itertext())
    assert [text for text in texts if make_xml_text(text).strip() not in earth] == []

    page = render_product("html", product).decode()
    assert texts <= list_page_texts(page)
    plain = render_product("html", make_product(read_record(record, []))).decode()
    assert count_elements(page) == count_elements(plain)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        path.write_bytes(render_product("gpkg", product))
        layer = pyogrio.read_dataframe(path, layer="attacks", read_geometry=False)
    assert texts <= {str(value) for value in layer.to_numpy().ravel()}


@settings(max_examples=2, deadline=None, suppress_health_check=SLOW)
@given(name=TEXTS, title=TEXTS)
@example(name="x", title="\u202egpj.exe")
@example(name="$x_2$ {{7*7}}", title=r"$\frac{a}{b}$ =1+1 <script>")
def test_pictures_and_papers_hold_any_text_as_itself(record, name, title):
    if "\x00" in name + title:
        return
    dataset = read_record(record, [], name.strip() or "x")
    product = make_product(dataset, title.strip())
    shown = product.scene.title

    drawing = etree.fromstring(render_product("svg", product))
    assert not drawing.xpath("//*[local-name()='script' or local-name()='foreignObject']")
    assert not [
        name for node in drawing.iter() for name in node.attrib if "}on" in name or name[:2] == "on"
    ]
    assert render_product("png", product).startswith(b"\x89PNG")
    sheet = PdfReader(io.BytesIO(render_product("pdf", product)))
    assert not sheet.get_fields()
    assert "/OpenAction" not in sheet.trailer["/Root"]
    if shown.isascii() and shown.isprintable():  # `$x_2$` is no formula
        drawn = "".join(sheet.pages[0].extract_text().split())
        assert "".join(shown.split())[:20] in drawn

    slide = pptx.Presentation(io.BytesIO(render_product("pptx", product))).slides[0]
    words = {shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
    # what would steer the eye, such as a bidi override, is written as its code point
    first = make_inert(make_xml_text(shown)).split()[:1]
    assert first == [] or any(first[0][:20] in text for text in words)
    paper = docx.Document(io.BytesIO(render_product("docx", product)))
    assert paper.paragraphs


NAME = "{{7*7}} $x_2$ <script>alert(1)</script> =1+1 \u202egpj.exe"


def test_atlas_and_film_hold_any_text_as_itself(record):
    product = make_product(read_record(record, [], NAME), days=4)
    atlas = PdfReader(io.BytesIO(render_product("pdf", replace(product, dpi=72, atlas="base"))))
    for page in atlas.pages:
        words = page.extract_text()
        assert "{{7*7}} $x_2$" in words
        assert "\u202e" not in words
        assert not page.annotations
    film = render_product("gif", replace(product, dpi=72, page="16:9"))
    with Image.open(io.BytesIO(film)) as frames:
        assert frames.n_frames > 1
