"""What products say of their map: what is drawn on it, and what lies outside, by the placement."""

import datetime as dt
import io
import random
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from pptx import Presentation

from export.data.html import render_html
from export.maps.contents import count_contents
from export.maps.layout import lay_out_map
from export.maps.map_text import describe_map, list_map_points
from export.picture.figure import draw_picture
from export.product.product import Product
from export.product.rendering import render_product
from geo.basemap.decoder import read_basemap
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.extent import Extent
from geo.model.scene import Filters, View
from geo.model.vocabulary import LAYERS_ON
from geo.query.selection import select_scene
from layers.cartography.placement import DISC_FROM
from tests.unit.scenes import AS_OF, OPENING, find_artists, make_attacks, make_scene, read_texts

DATA = Path(__file__).parents[4] / "data"
NEAR_BAGHDAD = Extent(43.9, 33.0, 45.0, 33.9)
SENTENCE = "84 counted records: 1 drawn, 82 lie outside this map, 1 not placed."


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(DATA)


def make_product(dataset, window=OPENING, **view) -> Product:
    view.setdefault("width_px", 800.0)
    scene = select_scene(dataset, View(window, **view), as_of=AS_OF)
    return Product(scene, dataset, read_basemap(DATA / "basemap"), dpi=60)


@pytest.fixture(scope="module")
def zoomed(dataset) -> Product:
    return make_product(dataset, extent=NEAR_BAGHDAD)


def read_slide(data: bytes) -> tuple[str, str, str]:
    """Give a slide's texts, its notes, and the alternative text of its map."""
    (slide,) = Presentation(io.BytesIO(data)).slides
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    (picture,) = (shape for shape in slide.shapes if shape.name == "basewatch:map")
    alt = picture._element.nvPicPr.cNvPr.get("descr")
    return "\n".join(texts), slide.notes_slide.notes_text_frame.text, alt


def read_brief(data: bytes) -> tuple[str, str]:
    """Give a brief's texts, and the alternative text of its map."""
    document = Document(io.BytesIO(data))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    alt = document.inline_shapes[0]._inline.docPr.get("descr")
    return "\n".join(paragraph.text for paragraph in paragraphs), alt


def test_every_product_of_a_zoomed_map_counts_what_lies_outside(zoomed) -> None:
    alt = describe_map(zoomed.scene, zoomed.layout)
    assert "1 of 84 counted records is drawn, 82 lie outside this map, 1 is not placed." in alt
    assert (
        "Dots by base: Baghdad airport (BDSC) 1. "
        "Bases on it: Baghdad airport (BDSC), US embassy, Baghdad."
    ) in alt
    texts, notes, slide_alt = read_slide(render_product("pptx", zoomed))
    assert SENTENCE in texts
    assert SENTENCE in notes
    assert slide_alt == alt
    brief, brief_alt = read_brief(render_product("docx", zoomed))
    assert SENTENCE in brief
    assert brief_alt == alt
    png = Image.open(io.BytesIO(render_product("png", zoomed)))
    assert png.text["Description"] == alt
    assert "82 lie outside this map · " in (page := render_html(zoomed).decode())
    assert alt in page
    figure = draw_picture(zoomed.scene, None)
    assert SENTENCE in " ".join(read_texts(figure, "note"))
    assert read_texts(figure, "outside") == ["82 of 83 placed records lie outside this map"]


def test_held_out_records_are_all_accounted_for(dataset) -> None:
    held_out = Filters(include_held_out=True)
    zoomed = make_product(dataset, extent=NEAR_BAGHDAD, filters=held_out)
    contents = count_contents(zoomed.layout)
    counts = zoomed.scene.counts
    unplaced = counts.held_out_selected - counts.held_out_drawn
    assert (contents.held_out, contents.held_out_outside, unplaced) == (0, 15, 4)
    said = "Excluded from counts: 19 (disputed, possible duplicates, or targets that are not a base"
    for text in (describe_map(zoomed.scene, zoomed.layout), zoomed.points[-6].text):
        assert said in text
        assert "; 15 lie outside this map, 4 not placed." in text


def test_a_map_that_holds_everything_says_nothing_of_outside(dataset) -> None:
    product = make_product(dataset)
    assert list_map_points(product.scene, product.layout) == []
    said = describe_map(product.scene, product.layout)
    assert "83 of 84 counted records are drawn, 1 is not placed." in said
    assert "outside" not in said
    assert read_texts(draw_picture(product.scene, None), "outside") == []


@pytest.mark.parametrize("seed", range(8))
def test_what_is_counted_is_what_is_drawn_within_the_frame(record, write_record, seed) -> None:
    chance = random.Random(seed)
    west, south = chance.uniform(38.0, 43.0), chance.uniform(32.9, 36.0)
    size = chance.choice([0.02, 0.3, 2.0])
    view = View(
        OPENING,
        extent=Extent(west, south, west + size, south + size),
        width_px=800.0,
        filters=Filters(include_held_out=True),
    )
    numbers = {"ain-al-asad": 90, "conoco": 120, "omar-field": 60, "harir": DISC_FROM + 1}
    attacks = make_attacks(record, numbers)
    for attack in attacks:
        if attack["base_id"] != "harir" and chance.random() < 0.3:
            attack["status"] = "disputed"
        if attack["base_id"] == "conoco" and chance.random() < 0.3:
            attack["longitude"] = f"{west + chance.uniform(-1, 2) * size:.4f}"
            attack["latitude"] = f"{south + chance.uniform(-1, 2) * size:.4f}"
    scene = make_scene(record, write_record, *attacks, view=view)
    layout = lay_out_map(scene)
    contents = count_contents(layout)
    figure = draw_picture(scene, None, dpi=60)
    (drawn,) = find_artists(figure, "records")
    frame = find_artists(figure, "map-frame")[0].get_window_extent()
    at = drawn.get_offset_transform().transform(drawn.get_offsets())
    inside = {(round(x, 3), round(y, 3)) for x, y in at if frame.x0 <= x <= frame.x1}
    numbers_on_discs = [int(text.replace(",", "")) for text in read_texts(figure, "disc-number")]
    discs = sum(numbers_on_discs) if contents.by_site and "Harir" in dict(contents.by_site) else 0
    assert contents.drawn + contents.held_out == len(inside) + discs
    assert sum(number for _, number in contents.by_site) == contents.drawn
    assert contents.drawn + contents.outside == scene.counts.placed
    assert contents.held_out + contents.held_out_outside == scene.counts.held_out_drawn


def test_dots_can_be_on_a_map_whose_edge_leaves_their_base_out(record, write_record) -> None:
    # the site's point is a little west of the edge, and its spiral reaches over it
    view = View(OPENING, extent=Extent(42.45, 33.5, 43.45, 34.3), width_px=800.0)
    scene = make_scene(record, write_record, *make_attacks(record, {"ain-al-asad": 60}), view=view)
    contents = count_contents(lay_out_map(scene))
    assert contents.bases == ()
    assert 0 < contents.drawn < 60
    assert contents.outside == 60 - contents.drawn
    said = describe_map(scene, lay_out_map(scene))
    assert f"Dots by base: Ain Al Asad {contents.drawn}." in said
    assert "Bases on it" not in said


def test_a_map_without_a_dot_says_why(record, write_record) -> None:
    def read_plate(*attacks, **view) -> list[str]:
        view.setdefault("width_px", 800.0)
        scene = make_scene(record, write_record, *attacks, view=View(OPENING, **view))
        lines = read_texts(draw_picture(scene, None), "empty")
        return [" ".join(lines)] if lines else []

    here = Extent(44.2, 36.4, 44.5, 36.7)
    away = make_attacks(record, {"conoco": 3})
    unplaced = [record.attack(f"u{k}", base_id="", place_as_reported="Erbil") for k in range(2)]
    assert read_plate(*away, extent=here) == ["3 of 3 placed records lie outside this map"]
    assert read_plate(*unplaced, extent=here) == ["2 records, none placed"]
    later = record.attack("later", date="2024-03-01")
    assert read_plate(later, extent=here) == ["No record in this period; coverage not stated"]
    assert read_plate(*make_attacks(record, {"harir": 1}), extent=here) == []


def test_strikes_that_are_drawn_are_told_in_every_product(dataset) -> None:
    days = Window(dt.date(2024, 1, 25), dt.date(2024, 2, 10))
    product = make_product(dataset, days, layers=LAYERS_ON | {"strikes"})
    strikes = product.scene.strikes
    placed = strikes[strikes["longitude"].notna()]
    us = int((placed["acknowledged"] == "us").sum())
    said = (
        f"{len(strikes)} strikes in the period: {len(placed)} drawn ({us} acknowledged by the US, "
        f"{len(placed) - us} reported only), {len(strikes) - len(placed)} not placed."
    )
    where = "Strikes drawn: 03 FEB 24 al-Bukamal"
    texts, notes, alt = read_slide(render_product("pptx", product))
    brief, brief_alt = read_brief(render_product("docx", product))
    for text in (texts, notes, alt, brief, brief_alt, render_html(product).decode()):
        assert said in text
    for text in (notes, alt, brief, brief_alt, render_html(product).decode()):
        assert where in text
    assert all(f"{day:%d %b %y}".upper() in notes for day in placed["date"])
    assert "more strike" not in notes
    without = make_product(dataset, days)
    assert "strike" not in describe_map(without.scene, without.layout)
    assert "trike" not in render_html(without).decode().partition('id="bw-product"')[2][:3000]
