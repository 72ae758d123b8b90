"""The slide, read again by python-pptx and drawn by LibreOffice."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from PIL import Image
from pptx.util import Pt

from export.office.base_table import list_rows
from export.pptx.render import render_slides
from export.product.product import Product
from export.product.rendering import render_product
from export.talking_points.headline import make_headline
from geo import VERSION
from geo.loading import read_dataset
from geo.model.scene import Marking
from tests.unit.export.pptx.decks import EMPTY, WEEK, make_product, open_deck, shapes_of
from tests.unit.scenes import AS_OF, OPENING

HOSTILE = "a\u202eb </a:t> =1+1 {{7*7}} \U0001f600 http://x.example/"


def test_it_is_one_slide_of_16_to_9_with_every_part(product, data, slide):
    deck = open_deck(data)
    assert deck.slide_width * 9 == deck.slide_height * 16
    assert set(shapes_of(slide)) == {
        "title", "subtitle", "bullets", "unknown", "table", "map", "legend", "marking-top",
        "marking-bottom", "making", "number",
    }  # fmt: skip
    assert slide.shapes.title.text == make_headline(product.scene, product.dataset).text
    assert slide.shapes.title.is_placeholder
    (field,) = shapes_of(slide)["number"].element.iter("{*}fld")
    assert (field.get("type"), field.find("{*}t").text) == ("slidenum", "1")
    said = shapes_of(slide)["subtitle"].text_frame.text
    assert said == (
        "17 October – 30 November 2023, window of 45 days · Record covers 17 OCT 23 – 03 DEC 24, "
        "information cut-off 06 DEC 24"
    )
    assert shapes_of(slide)["making"].text_frame.text.startswith("made 211054Z NOV 26")


def test_points_are_real_text_in_order_and_none_that_matters_is_missing(product, slide):
    parts = shapes_of(slide)
    lines = [
        paragraph.text
        for part in ("bullets", "unknown")
        for paragraph in parts[part].text_frame.paragraphs
    ]
    places = []
    for point in product.points:
        found = [place for place, line in enumerate(lines) if line.startswith(point.text)]
        assert found or point.in_table, point.text
        places += found[:1]
    assert places == sorted(places)
    headings = [line for line in lines if line in {point.heading for point in product.points}]
    assert headings == ["What was reported", "US casualties", "What is not known"]
    assert sum(line.startswith("and ") and line.endswith("in the table") for line in lines) == 1


def test_table_is_native_and_its_total_is_the_key_figures(product, slide):
    table = shapes_of(slide)["table"].table
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["Base", "US-confirmed", "Other reported", "In period, of all"]
    assert [tuple(row) for row in cells[1:]] == [row.texts for row in list_rows(product)]
    counts = product.scene.counts
    assert cells[-1][1:] == [
        str(counts.us_confirmed),
        str(counts.other_reported),
        f"{counts.selected} of {counts.in_filters}",
    ]


def test_map_and_legend_are_pictures_whole_undistorted_and_told_in_words(product, slide):
    for part in ("map", "legend"):
        picture = shapes_of(slide)[part]
        width, height = Image.open(io.BytesIO(picture.image.blob)).size
        assert picture.width / picture.height == pytest.approx(width / height, rel=0.02)
        assert (picture.crop_left, picture.crop_right) == (0, 0)
        assert (picture.crop_top, picture.crop_bottom) == (0, 0)
    told = shapes_of(slide)["map"]._element.nvPicPr.cNvPr.get("descr")
    assert "83 of 84 counted records are drawn" in told
    assert "Ain al-Asad 18" in told
    legend = shapes_of(slide)["legend"]._element.nvPicPr.cNvPr.get("descr")
    assert "one-way UAV" in legend


def test_map_is_drawn_sharp_enough_for_a_projector(dataset):
    product = make_product(dataset, WEEK)
    sharp = Product(product.scene, dataset, product.basemap, dpi=300)
    (slide,) = open_deck(render_product("pptx", sharp)).slides
    picture = shapes_of(slide)["map"]
    assert picture.image.size[0] / (picture.width / Pt(72)) == pytest.approx(300, rel=0.01)


def test_marking_stands_top_and_bottom_in_its_colour(dataset):
    product = make_product(dataset, WEEK, marking=Marking("SECRET//REL TO USA", "#c8102e"))
    deck = open_deck(render_product("pptx", product))
    (slide,) = deck.slides
    for part in ("marking-top", "marking-bottom"):
        shape = shapes_of(slide)[part]
        assert shape.text_frame.text == "SECRET//REL TO USA"
        assert str(shape.fill.fore_color.rgb) == "C8102E"
        assert str(shape.text_frame.paragraphs[0].runs[0].font.color.rgb) == "FFFFFF"
    assert shapes_of(slide)["marking-top"].top == 0
    bottom = shapes_of(slide)["marking-bottom"]
    assert bottom.top + bottom.height == pytest.approx(deck.slide_height, abs=Pt(0.1))


def test_notes_hold_every_point_and_every_source_in_full(product, slide):
    notes = slide.notes_slide.notes_text_frame.text
    listed = notes.split("\nSOURCES CITED: ", maxsplit=1)[1]
    for point in product.points:
        assert point.text in notes
        for source_id in point.source_ids:
            assert listed.count(f"[{source_id}]") == 1, "each is listed once in full"
    cited = product.scene.sources.loc[product.points[0].source_ids[0]]
    assert cited["url"] in notes
    assert f"reliability {cited['reliability']}" in notes
    assert notes.splitlines()[:2] == [slide.shapes.title.text, "UNCLASSIFIED"]
    assert "Inputs hash: " in notes
    assert "Compiled from public reports; not every attack was reported." in notes


def test_the_file_says_what_it_is_and_names_no_user(product, data):
    properties = open_deck(data).core_properties
    assert properties.title == "Reported attacks on bases hosting US forces"
    assert properties.author == properties.last_modified_by == f"Basewatch {VERSION}"
    assert properties.created == properties.modified == AS_OF.replace(tzinfo=None)
    assert properties.version == VERSION
    assert properties.comments == "Marking: UNCLASSIFIED"
    assert re.fullmatch(r"inputs [0-9a-f]{8}; mode window", properties.keywords)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for name in (b"Steve", b"Canny", b"Macintosh", b"python-pptx"):
        assert name not in everything


def test_it_asks_nobody(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert b'TargetMode="External"' not in content, name
            assert b"hlinkClick" not in content, name


def test_the_same_product_gives_the_same_bytes(product, data):
    again = Product(product.scene, product.dataset, product.basemap, dpi=60)
    assert render_product("pptx", again) == data


def test_hostile_text_is_only_text(record, write_record):
    attack = record.attack("a", place_as_reported=HOSTILE, base_id="", summary=HOSTILE)
    hit = record.attack("b", us_wounded="1")
    bases = [record.base("conoco", name=HOSTILE)]
    sources = [record.source("s1", title=HOSTILE, publisher=HOSTILE)]
    dataset = read_dataset(write_record(attack, hit, bases=bases, sources=sources))
    data = render_product("pptx", make_product(dataset, title=f"\x07{HOSTILE}\ud800"))
    (slide,) = open_deck(data).slides
    inert = "a[U+202E]b </a:t> =1+1 {{7*7}}"
    assert slide.shapes.title.text.startswith(f"[U+0007]{inert}")
    assert "[U+D800]" in slide.shapes.title.text
    assert "\u202e" not in slide.notes_slide.notes_text_frame.text
    assert shapes_of(slide)["table"].table.cell(1, 0).text.startswith(inert[:12])
    assert inert in slide.notes_slide.notes_text_frame.text
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert b'TargetMode="External"' not in archive.read(name)


def test_an_officers_own_words_take_the_place_of_ours(dataset):
    product = make_product(dataset, WEEK)
    own = "Assessment\n- Activity fell by half.\n"
    edited = Product(product.scene, dataset, product.basemap, dpi=60, edited=own)
    (slide,) = open_deck(render_product("pptx", edited)).slides
    text = shapes_of(slide)["bullets"].text_frame.text
    assert text.startswith("Assessment\nActivity fell by half.")
    assert "unknown" not in shapes_of(slide)
    assert "Points edited by hand." in shapes_of(slide)["making"].text_frame.text
    assert "Activity fell by half. [edited by hand]" in slide.notes_slide.notes_text_frame.text


def test_arabic_runs_from_right_to_left(dataset):
    title = "هجمات على عين الأسد Ain al-Asad"
    product = make_product(dataset, WEEK, title=title)
    edited = replace(product, edited="- عين الأسد 3\n- Conoco 2 كونيكو\n")
    (slide,) = open_deck(render_product("pptx", edited)).slides
    assert slide.shapes.title.text == title
    assert slide.shapes.title.text_frame.paragraphs[0]._p.pPr.get("rtl") == "1"
    _, first, second = shapes_of(slide)["bullets"].text_frame.paragraphs
    assert (first._p.pPr.get("rtl"), second._p.pPr.get("rtl")) == ("1", None)


def test_several_products_are_slides_of_one_file(dataset):
    products = [make_product(dataset, window) for window in (OPENING, WEEK, EMPTY)]
    deck = open_deck(render_slides(products))
    numbers = [shapes_of(slide)["number"].text_frame.text for slide in deck.slides]
    assert numbers == ["1", "2", "3"]
    assert "No record in this period" in shapes_of(deck.slides[2])["bullets"].text_frame.text


def test_no_two_slides_have_the_same_title(dataset):
    products = [make_product(dataset, window, title="Same") for window in (WEEK, WEEK, EMPTY)]
    products += [make_product(dataset, WEEK, title="Same")]
    titles = [slide.shapes.title.text for slide in open_deck(render_slides(products)).slides]
    assert titles == [
        "Same",
        "Same, 15 – 21 January 2024",
        "Same, 1 – 5 March 2024",
        "Same, 15 – 21 January 2024 (4)",
    ]
