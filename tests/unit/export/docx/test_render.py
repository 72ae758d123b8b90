"""The brief, read again by python-docx and drawn by LibreOffice on one page."""

import datetime as dt
import io
import itertools
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from PIL import Image

from export.docx.page_plan import A4_PT, EDGE_PT, LETTER_PT, SIDE_PT, plan_document
from export.office.base_table import list_rows
from export.office.product_text import select_cited
from export.product.product import Product
from export.product.rendering import render_product
from geo import VERSION
from geo.basemap.decoder import read_basemap
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.errors import ViewError
from geo.model.extent import Extent
from geo.model.scene import Filters, Marking, View
from geo.query.selection import select_scene
from tests.office.drawing import draw_with_libreoffice, read_pages
from tests.unit.scenes import AS_OF, OPENING, make_attacks

DATA = Path(__file__).parents[4] / "data"
WEEK = Window(dt.date(2024, 1, 15), dt.date(2024, 1, 21))
EMPTY = Window(dt.date(2024, 3, 1), dt.date(2024, 3, 5))
HOSTILE = "a\u202eb </w:t> =1+1 {{7*7}} $x_2$ \\frac \U0001f600 http://x.example/"


def make_product(dataset, window=OPENING, *, title=None, marking=Marking(), **view) -> Product:  # noqa: B008 - frozen
    view.setdefault("width_px", 800.0)
    scene = select_scene(dataset, View(window, **view), as_of=AS_OF, title=title, marking=marking)
    return Product(scene, dataset, read_basemap(DATA / "basemap"), dpi=60)


def open_document(data: bytes):
    return Document(io.BytesIO(data))


def find_tables(document) -> tuple[list, list]:
    """Give the frame of map and legend, and that of counts and what is not known."""
    first, second = document.tables
    return list(first.rows[0].cells), list(second.rows[0].cells)


def read_lines(document) -> list[str]:
    """Give all that is said, in the order of reading but for the table."""
    _, (_, gaps) = find_tables(document)
    lines = [paragraph.text for paragraph in document.paragraphs]
    return [*lines[:-1], *(paragraph.text for paragraph in gaps.paragraphs), lines[-1]]


def read_all(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(DATA)


@pytest.fixture(scope="module")
def product(dataset) -> Product:
    return make_product(dataset, WEEK)


@pytest.fixture(scope="module")
def data(product) -> bytes:
    return render_product("docx", product)


@pytest.fixture(scope="module")
def document(data):
    return open_document(data)


def list_shown(product, lines):
    """Return the points that fit on the page; the page itself says how many others there are."""
    shown = [p for p in product.points if any(line.startswith(p.text) for line in lines)]
    left = len(product.points) - len(shown)
    assert left <= 1
    assert not left or any(f"and {left} more" in line for line in lines)
    return shown


def test_title_period_and_points_are_real_text_in_order(product, document):
    lines = [line for line in read_lines(document) if line]
    assert lines[0] == "Reported attacks on bases hosting US forces"
    assert lines[1].startswith("15 – 21 January 2024, window of 7 days")
    places = [
        next(k for k, line in enumerate(lines) if line.startswith(point.text))
        for point in list_shown(product, lines)
    ]
    assert places == sorted(places)
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles[lines[0]] == "Title"
    assert styles["What changed"] == styles["US casualties"] == "Heading 2"
    assert "List Bullet" in styles.values()


def test_every_point_names_who_published_it(product, document):
    lines = read_lines(document)
    for point in list_shown(product, lines):
        (line,) = (line for line in lines if line.startswith(point.text))
        assert line.endswith(")") == bool(point.source_ids), point.text


def test_table_is_native_and_its_total_is_the_key_figures(product, document):
    _, (counts, _) = find_tables(document)
    (table,) = counts.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["Base", "US-confirmed", "Other reported", "In period, of all"]
    assert [tuple(row) for row in cells[1:]] == [row.texts for row in list_rows(product)]
    assert cells[-1] == ["Total", "1", "6", "7 of 245"]


def test_map_and_legend_are_pictures_undistorted_and_told_in_words(document):
    shapes = document.inline_shapes
    assert len(shapes) == 2
    blobs = [part.blob for part in document.part.package.iter_parts() if "/media/" in part.partname]
    for shape, blob in zip(shapes, blobs, strict=True):
        width, height = Image.open(io.BytesIO(blob)).size
        assert shape.width / shape.height == pytest.approx(width / height, rel=0.02)
    told = [shape._inline.docPr.get("descr") for shape in shapes]
    assert "6 of 7 counted records are drawn" in told[0]
    assert told[1].startswith("Legend. Weapon")


def test_marking_stands_in_header_and_footer_in_its_colour(dataset):
    product = make_product(dataset, WEEK, marking=Marking("SECRET//REL TO USA", "#c8102e"))
    (section,) = open_document(render_product("docx", product)).sections
    for paragraph in (section.header.paragraphs[0], section.footer.paragraphs[-1]):
        assert paragraph.text == "SECRET//REL TO USA"
        assert 'w:fill="C8102E"' in paragraph._p.xml
        assert str(paragraph.runs[0].font.color.rgb) == "FFFFFF"


def test_sources_stand_in_full_as_far_as_there_is_room_and_the_rest_is_counted(product, document):
    said = document.paragraphs[-1].text
    assert said.startswith("Sources: 11 publications on the records shown, ")
    total = sum(map(int, re.findall(r"(\d+) (?:publications|on the comparison)", said)))
    assert total == len(select_cited(product))
    more = int(re.search(r"and (\d+) more: the workbook", said)[1])
    named = sum(f"“{title}”" in said for title in product.scene.sources["title"].unique())
    assert named >= 3
    assert more <= total - named, "each stands there or is counted; a title can be of several"


def test_the_file_says_what_it_is_and_names_nobody(product, data):
    document = open_document(data)
    properties = document.core_properties
    assert properties.title == "Reported attacks on bases hosting US forces"
    assert properties.author == properties.last_modified_by == f"Basewatch {VERSION}"
    assert properties.created == properties.modified == AS_OF
    assert properties.comments == "Marking: UNCLASSIFIED"
    parts = read_all(data)
    everything = b"".join(parts.values())
    for name in (b"Canny", b"python-docx", b"Macintosh"):
        assert name not in everything
    assert not [name for name in parts if "thumbnail" in name]
    told = parts["docProps/custom.xml"].decode()
    assert f"{product.scene.provenance.inputs[0][1]}" in told
    assert "2024-01-15/2024-01-21" in told


def test_the_same_product_gives_the_same_bytes_and_asks_nobody(product, data):
    assert render_product("docx", replace(product)) == data
    for name, content in read_all(data).items():
        assert b'TargetMode="External"' not in content, name
        assert b"<w:hyperlink" not in content, name
    fields = re.findall(rb'w:instr="([^"]*)"', b"".join(read_all(data).values()))
    assert {field.strip() for field in fields} == {b"PAGE", b"NUMPAGES"}


def test_an_officers_own_words_take_the_place_of_ours(product):
    own = "Assessment\n- Activity fell by half.\n"
    document = open_document(render_product("docx", replace(product, edited=own)))
    lines = read_lines(document)
    assert "Activity fell by half." in lines
    assert not any("7 records, of 245" in line for line in lines)
    (section,) = document.sections
    assert "Points edited by hand." in section.footer.paragraphs[0].text


def test_hostile_text_is_only_text(record, write_record):
    attack = record.attack("a", place_as_reported=HOSTILE, base_id="", summary=HOSTILE)
    hit = record.attack("b", us_wounded="1")
    bases = [record.base("conoco", name=HOSTILE)]
    sources = [record.source("s1", title=HOSTILE, publisher=HOSTILE)]
    dataset = read_dataset(write_record(attack, hit, bases=bases, sources=sources))
    data = render_product("docx", make_product(dataset, title=f"\x07{HOSTILE}\ud800"))
    document = open_document(data)
    text = "\n".join(read_lines(document))
    assert "[U+0007]a[U+202E]b </w:t> =1+1 {{7*7}} $x_2$ \\frac" in text
    assert "[U+D800]" in text
    assert "\u202e" not in text
    assert b'TargetMode="External"' not in b"".join(read_all(data).values())


def test_what_leaves_no_room_for_a_single_point_is_one_clear_error(dataset, monkeypatch):
    monkeypatch.setattr("export.docx.page_plan.A4_PT", (595.0, 250.0))
    with pytest.raises(ViewError, match="no room for a point"):
        plan_document(make_product(dataset, WEEK))


def list_cases(dataset, record, write_record) -> dict[str, Product]:
    """Give the scenes that stretch a page: much, little, long, tall and wide."""
    bases = [
        record.base(f"b{k}", (38 + k % 8, 31 + k // 8), name=f"Forward operating base number {k}")
        for k in range(40)
    ]
    attacks = make_attacks(record, {f"b{k}": 1 + k % 5 for k in range(40)}, us_wounded="1")
    forty = read_dataset(write_record(*attacks, bases=bases))
    arabic = "هجمات على عين الأسد Ain al-Asad وكونيكو Conoco"
    layers = frozenset({"attacks", "bases", "strikes", "density", "graticule", "towns"})
    return {
        "opening": make_product(dataset),
        "letter": replace(make_product(dataset), page="letter"),
        "week": make_product(dataset, WEEK),
        "empty": make_product(dataset, EMPTY),
        "all": make_product(dataset, dataset.days, mode="cumulative", layers=layers),
        "long": make_product(
            dataset, WEEK, title="A title of many words " * 14, marking=Marking("SECRET//X " * 29)
        ),
        "arabic": make_product(dataset, WEEK, title=arabic * 2),
        "one": make_product(dataset, WEEK, filters=Filters(base_ids=frozenset({"ain-al-asad"}))),
        "tall": make_product(dataset, extent=Extent(40.0, 31.0, 42.0, 38.0), width_px=200.0),
        "wide": make_product(dataset, extent=Extent(36.0, 34.0, 47.0, 36.0)),
        "forty": make_product(forty),
    }


def test_drawn_by_libreoffice_it_is_one_page_and_no_word_leaves_it_or_meets_another(
    tmp_path, dataset, record, write_record
):
    cases = list_cases(dataset, record, write_record)
    files = {f"{name}.docx": render_product("docx", product) for name, product in cases.items()}
    for name, path in draw_with_libreoffice(tmp_path, files).items():
        pages = read_pages(path)
        assert len(pages) == 1, name
        (words,) = pages
        width, height = LETTER_PT if name == "letter.docx" else A4_PT
        assert len(words) > 60, name
        for x0, y0, x1, y1, word in words:
            assert x0 >= SIDE_PT - 2 or y0 < 90 or y0 > height - 90, (name, word)
            assert x0 >= EDGE_PT - 2, (name, word)
            assert x1 <= width - EDGE_PT + 2, (name, word)
            assert EDGE_PT - 4 <= y0 < y1 <= height - EDGE_PT + 4, (name, word)
        # the box of an Arabic word is twice as tall as its letters
        latin = [word for word in words if word[4].isascii()]
        for first, second in itertools.combinations(latin, 2):
            across = min(first[2], second[2]) - max(first[0], second[0])
            # a line's box is taller than its letters
            down = min(first[3], second[3]) - max(first[1], second[1])
            assert across < 2 or down < 0.5 * (first[3] - first[1]), (name, first, second)
        told = " ".join(word for *_, word in words)
        assert "Sources:" in told, name
        assert "Total" in told, name


def test_legend_keeps_its_letters_beside_a_map_of_any_shape_and_the_map_its_size(
    dataset, record, write_record
):
    for name, product in list_cases(dataset, record, write_record).items():
        plan = plan_document(product)
        assert plan.legend is None or plan.legend.enlarged >= 1.0, name
        assert name in {"wide", "long"} or plan.map_pt[1] >= 190, name


def test_letters_are_large_enough_to_be_read(data):
    document = open_document(data)
    _, (counts, gaps) = find_tables(document)
    runs = [run for p in (*document.paragraphs, *gaps.paragraphs) for run in p.runs if run.text]
    runs += [
        run
        for row in counts.tables[0].rows
        for cell in row.cells
        for run in cell.paragraphs[0].runs
    ]
    assert min(run.font.size for run in runs) >= Pt(7)
    bullets = [p for p in document.paragraphs if p.style.name == "List Bullet"]
    assert min(p.runs[0].font.size for p in bullets) >= Pt(9)


def test_arabic_runs_from_right_to_left_in_letters_of_the_same_size(dataset):
    title = "هجمات على عين الأسد Ain al-Asad"
    made = make_product(dataset, WEEK, title=title)
    edited = replace(made, edited="Points\n- عين الأسد 3\n- Conoco 2 كونيكو\n")
    document = open_document(render_product("docx", edited))
    paragraphs = {paragraph.text: paragraph._p for paragraph in document.paragraphs}
    assert paragraphs[title].pPr.find(qn("w:bidi")) is not None
    assert paragraphs["عين الأسد 3"].pPr.find(qn("w:bidi")) is not None
    assert paragraphs["Conoco 2 كونيكو"].pPr.find(qn("w:bidi")) is None
    (run,) = paragraphs[title].r_lst
    sizes = [run.rPr.find(qn(name)).get(qn("w:val")) for name in ("w:sz", "w:szCs")]
    assert sizes[0] == sizes[1]
