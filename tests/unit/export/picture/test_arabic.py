"""Arabic in picture, page and drawing: letters joined, from right to left, the font inside."""

import io
import re
import shutil
import subprocess
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
from matplotlib.font_manager import get_font
from PIL import Image

from export.drawing.canvas import hold_settings
from export.drawing.typesetting import find_font, measure_pt, wrap_text
from export.picture.figure import draw_picture
from export.product.product import Product
from export.product.rendering import render_product
from geo.loading import read_dataset
from tests.require import lack
from tests.unit.scenes import SITES, find_artists, make_scene, read_texts

DPI = 400
BEH, ALEF = "\u0628", "\u0627"
APART = f"{BEH}\u200c{BEH}\u200c{BEH}"
"""Three letters that a non-joiner keeps apart."""


@pytest.fixture
def make_product(record, write_record):
    def make(title, **files):
        scene = make_scene(record, write_record, record.attack(), title=title, **files)
        return Product(scene, read_dataset(write_record(record.attack())), None, dpi=DPI)

    return make


def rasterise(product, extension, tmp_path):
    """Give the page as pixels, by our own renderer or by another reader of the file."""
    data = render_product(extension, product)
    if extension == "png":
        return np.asarray(Image.open(io.BytesIO(data)).convert("L"))
    if shutil.which("pdftoppm") is None:
        lack("pdftoppm is not installed: apt install poppler-utils")
    (tmp_path / "page.pdf").write_bytes(data)
    command = [
        "pdftoppm",
        "-r",
        str(DPI),
        "-H",
        str(DPI),
        "-gray",
        "-png",
        "-singlefile",
        "page.pdf",
        "page",
    ]
    subprocess.run(command, check=True, cwd=tmp_path)
    return np.asarray(Image.open(tmp_path / "page.png").convert("L"))


def list_ink(product, pixels):
    """Give the runs of inked columns of the title: width and height of each, from the left."""
    figure = draw_picture(product.scene, None, dpi=DPI)
    (title,) = find_artists(figure, "title")
    box, high = title.get_window_extent(), round(figure.get_size_inches()[1] * DPI)
    crop = pixels[int(high - box.y1) - 4 : int(high - box.y0) + 4, int(box.x0) - 4 :]
    inked = crop[:, : int(box.width) + 8] < 110
    runs, at = [], 0
    for is_inked, group in groupby(inked.any(axis=0)):
        wide = len(list(group))
        if is_inked:
            rows = np.flatnonzero(inked[:, at : at + wide].any(axis=1))
            runs.append((wide, int(rows[-1] - rows[0]) + 1))
        at += wide
    return runs


@pytest.mark.parametrize("extension", ["png", "pdf"])
def test_letters_run_from_right_to_left(make_product, tmp_path: Path, extension: str) -> None:
    product = make_product(f"{BEH} {ALEF}")
    alef, beh = list_ink(product, rasterise(product, extension, tmp_path))
    assert alef[1] > 2.5 * alef[0], "the upright letter, second in the text, stands at the left"
    assert beh[0] > beh[1], "the flat letter, first in the text, stands at the right"


@pytest.mark.parametrize("extension", ["png", "pdf"])
def test_letters_are_joined(make_product, tmp_path: Path, extension: str) -> None:
    joined, apart = make_product(BEH * 3), make_product(APART)
    assert len(list_ink(joined, rasterise(joined, extension, tmp_path))) == 1
    assert len(list_ink(apart, rasterise(apart, extension, tmp_path))) == 3


def read_glyphs(product) -> list[int]:
    """Give the numbers of the glyphs of the title in a drawing, from the left."""
    svg = render_product("svg", product).decode("utf-8")
    title = svg[svg.index('<g id="title">') : svg.index('<g id="period">')]
    return [int(number, 16) for number in re.findall(r'href="#DejaVuSans-Bold-(\w+)"', title)]


def test_the_drawing_is_shaped_as_well(make_product) -> None:
    font = get_font(find_font(10, bold=True).get_file())
    alef, beh = font.get_char_index(ord(ALEF)), font.get_char_index(ord(BEH))
    glyphs = read_glyphs(make_product(f"{BEH} {ALEF}"))
    assert (glyphs[0], glyphs[-1]) == (alef, beh)
    joined = read_glyphs(make_product(BEH * 3))
    assert len(set(joined)) == 3, "first, middle and last form"
    assert beh not in joined


def test_names_in_the_record_are_drawn_as_they_are_written(record, write_record) -> None:
    names = {"ain-al-asad": "قاعدة عين الأسد", "harir": "حرير (Harir)"}
    bases = [record.base(base_id, SITES[base_id], name=name) for base_id, name in names.items()]
    attacks = [record.attack(base_id, base_id=base_id) for base_id in names]
    figure = draw_picture(make_scene(record, write_record, *attacks, bases=bases), None, dpi=DPI)
    assert sorted(read_texts(figure, "site-name")) == sorted(names.values())
    for artist in find_artists(figure, "site-name"):
        with hold_settings():
            drawn_pt = artist.get_window_extent().width * 72 / DPI
        wide = measure_pt(artist.get_text(), artist.get_fontsize(), bold=True)
        assert drawn_pt == pytest.approx(wide, rel=0.02, abs=1)


def test_lines_of_one_text_keep_its_direction() -> None:
    latin = wrap_text("Attack on عين الأسد and then عين الأسد again", 10, 60)
    arabic = wrap_text("هجمات على القاعدة Ain al-Asad الجوية 2023 – 2024", 10, 50)
    right, left = "\u200f", "\u200e"
    assert any(line.startswith(left) for line in latin)
    assert all(line[0] == left or line[0].isascii() for line in latin)
    assert any(line.startswith(right) for line in arabic)
    assert all(line[0] == right or not line[0].isascii() for line in arabic)
    assert wrap_text("17 – 23", 10, 20) == ["17", "–", "23"], "no letter, no direction to hold"


def test_a_line_of_numbers_in_an_arabic_text_runs_from_the_right(make_product, tmp_path) -> None:
    product = make_product("\u200f17 – 2 ")
    runs = list_ink(product, rasterise(product, "png", tmp_path))
    assert len(runs) == 4
    assert runs[1][1] < runs[0][1], "2, dash, 17 from the left"
