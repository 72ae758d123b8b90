"""Words on a slide have room: large enough, in their box, nothing overlaps."""

import itertools

from pptx.util import Pt

from export.maps.layout import lay_out_map
from export.product.rendering import render_product
from geo.loading import read_dataset
from geo.model.extent import Extent
from geo.model.scene import Filters, Marking
from tests.office.drawing import draw_with_libreoffice, read_pages
from tests.unit.export.pptx.decks import EMPTY, WEEK, make_product, open_deck, shapes_of
from tests.unit.scenes import make_attacks


def test_letters_are_large_enough_to_be_read(slide):
    least = {"bullets": 9.6, "unknown": 9.6, "table": 10, "title": 13, "subtitle": 9}
    for part, shape in shapes_of(slide).items():
        frames = [shape.text_frame] if shape.has_text_frame else []
        if shape.has_table:
            frames = [cell.text_frame for row in shape.table.rows for cell in row.cells]
        sizes = [
            run.font.size.pt
            for frame in frames
            for paragraph in frame.paragraphs
            for run in paragraph.runs
        ]
        assert all(size >= least.get(part, 6.5) for size in sizes), part
        if part in {"bullets", "unknown"}:  # all but the sources, which are four fifths of it
            assert max(sizes) >= 12


def list_cases(dataset, record, write_record):
    """Give the scenes that stretch a slide: much, little, long, tall and wide."""
    bases = [
        record.base(f"b{k}", (38 + k % 8, 31 + k // 8), name=f"Forward operating base number {k}")
        for k in range(40)
    ]
    attacks = make_attacks(record, {f"b{k}": 1 + k % 5 for k in range(40)}, us_wounded="1")
    forty = read_dataset(write_record(*attacks, bases=bases))
    return {
        "opening": make_product(dataset),
        "week": make_product(dataset, WEEK),
        "empty": make_product(dataset, EMPTY),
        "all": make_product(dataset, dataset.days, mode="cumulative"),
        "long": make_product(
            dataset, WEEK, title="A title of many words " * 14, marking=Marking("SECRET//X " * 29)
        ),
        "one": make_product(dataset, WEEK, filters=Filters(base_ids=frozenset({"ain-al-asad"}))),
        "tall": make_product(dataset, extent=Extent(40.0, 31.0, 42.0, 38.0), width_px=200.0),
        "wide": make_product(dataset, extent=Extent(36.0, 34.0, 47.0, 36.0)),
        "forty": make_product(forty),
    }


def test_whatever_the_scene_nothing_overlaps_and_nothing_leaves_the_slide(
    dataset, record, write_record
):
    for name, product in list_cases(dataset, record, write_record).items():
        deck = open_deck(render_product("pptx", product))
        (slide,) = deck.slides
        boxes = {
            part: (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
            for part, shape in shapes_of(slide).items()
        }
        slack = Pt(0.6)
        for part, (left, top, right, bottom) in boxes.items():
            assert left >= -slack, (name, part)
            assert top >= -slack, (name, part)
            assert right <= deck.slide_width + slack, (name, part)
            assert bottom <= deck.slide_height + slack, (name, part)
            for other, (x0, y0, x1, y1) in boxes.items():
                apart = right <= x0 + slack or x1 <= left + slack
                apart |= bottom <= y0 + slack or y1 <= top + slack
                assert apart or part == other, (name, part, other)
        visible = lay_out_map(product.scene).visible_dots
        assert ("legend" in boxes) or not visible, name
        rows = shapes_of(slide)["table"].table.rows
        assert rows[len(rows) - 1].cells[0].text == "Total", name


def test_drawn_by_libreoffice_every_word_stays_in_its_box(tmp_path, dataset, record, write_record):
    cases = list_cases(dataset, record, write_record)
    files = {f"{name}.pptx": render_product("pptx", product) for name, product in cases.items()}
    for name, path in draw_with_libreoffice(tmp_path, files).items():
        (slide,) = open_deck(files[name]).slides
        boxes = [
            [edge / Pt(1) for edge in (s.left, s.top, s.left + s.width, s.top + s.height)]
            for s in slide.shapes
        ]
        (words,) = read_pages(path)
        assert len(words) > 60, name
        for x0, y0, x1, y1, word in words:
            middle = (y0 + y1) / 2
            inside = any(
                left - 2 <= x0 and x1 <= right + 2 and top - 1 <= middle <= bottom + 1
                for left, top, right, bottom in boxes
            )
            assert inside, (name, word, x0, y0)
        for first, second in itertools.combinations(words, 2):
            across = min(first[2], second[2]) - max(first[0], second[0])
            # a line's box is taller than its letters
            down = min(first[3], second[3]) - max(first[1], second[1])
            assert across < 2 or down < 0.4 * (first[3] - first[1]), (name, first, second)
