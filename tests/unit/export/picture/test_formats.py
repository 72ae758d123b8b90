"""PDF and SVG of a Scene, read by other people's readers."""

import datetime as dt
import io
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from export.product.formats import FORMATS
from export.product.product import Product
from export.product.rendering import render_product
from geo.basemap.decoder import read_basemap
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import View
from geo.query.selection import select_scene
from tests.require import lack

DATA = Path(__file__).parents[4] / "data"
AS_OF = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)
WEEK = Window(dt.date(2023, 10, 23), dt.date(2023, 10, 29))


@pytest.fixture(scope="module")
def product() -> Product:
    dataset = read_dataset(DATA)
    scene = select_scene(dataset, View(WEEK), as_of=AS_OF, title="A $week$ & <more>")
    return Product(scene, dataset, read_basemap(DATA / "basemap"))


def read_with(tool: str, *arguments: str) -> str:
    if shutil.which(tool) is None:
        lack(f"{tool} is not installed: apt install poppler-utils")
    done = subprocess.run([tool, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


@pytest.mark.parametrize("extension", ["png", "pdf", "svg"])
def test_same_product_gives_the_same_bytes(product: Product, extension: str) -> None:
    assert render_product(extension, product) == render_product(extension, product)


def test_pdf_is_one_page_with_fonts_inside_and_text_to_select(product, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(render_product("pdf", product))
    told = read_with("pdfinfo", "-isodates", str(path))
    assert "Title:           A $week$ & <more>" in told
    assert "CreationDate:    2026-11-21T10:00:00Z" in told
    assert "Pages:           1" in told
    fonts = read_with("pdffonts", str(path)).splitlines()[2:]
    assert fonts
    assert all("TrueType" in line and " yes yes " in line for line in fonts)
    text = read_with("pdftotext", "-layout", str(path), "-")
    counts = product.scene.counts
    for wanted in ("A $week$ & <more>", f"{counts.us_confirmed} of {counts.selected}", "Harir"):
        assert wanted in text
    assert text.count("UNCLASSIFIED") == 2


def test_every_font_of_a_pdf_is_inside_and_its_numbers_can_be_extracted(product) -> None:
    page = PdfReader(io.BytesIO(render_product("pdf", product))).pages[0]
    fonts = page["/Resources"]["/Font"].values()
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert descriptor["/FontFile2"].get_data()[:4] == b"\x00\x01\x00\x00"  # TrueType
        assert "/ToUnicode" in font
    counts = product.scene.counts
    text = page.extract_text()
    for number in (counts.selected, counts.us_confirmed, counts.placed):
        assert str(number) in re.findall(r"\d+", text)


def test_svg_is_a_drawing_that_asks_for_nothing_outside(product: Product) -> None:
    svg = render_product("svg", product).decode("utf-8")
    root = ET.fromstring(svg)
    links = [
        value
        for element in root.iter()
        for name, value in element.attrib.items()
        if name.endswith(("href", "src"))
    ]
    assert all(value.startswith(("#", "data:")) for value in links)
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    assert "A $week$ &amp; &lt;more&gt;" in svg


def test_every_format_says_what_it_is_for() -> None:
    assert list(FORMATS) == [item.extension for item in FORMATS.values()]
    for item in FORMATS.values():
        assert item.label
        assert item.use
        assert "/" in item.mime
