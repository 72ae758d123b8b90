"""Atlases: a summary, then a page each; read by pypdf, poppler and python-pptx."""

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from export.__main__ import main
from export.picture.atlas import MOST_PARTS, plan_atlas
from export.picture.atlas_summary import NOTHING_TO_COMPARE, draw_summary, list_lines, name_empty
from export.picture.formats import render_pdf
from export.pptx.render import render_pptx
from export.product.filename import name_file
from export.product.manifest import make_manifest, parse_manifest
from export.product.product import Product
from export.talking_points.changes_since import read_earlier
from geo.basemap.decoder import read_basemap
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.errors import ViewError
from geo.model.scene import Filters, View
from geo.query.selection import select_scene
from tests.unit.scenes import AS_OF

DATA = Path(__file__).parents[4] / "data"
FOUR_WEEKS = Window(dt.date(2023, 10, 23), dt.date(2023, 11, 19))
QUIET_WEEKS = Window(dt.date(2024, 2, 26), dt.date(2024, 3, 10))


@pytest.fixture(scope="module")
def make():
    dataset, basemap = read_dataset(DATA), read_basemap(DATA / "basemap")

    def make(window=FOUR_WEEKS, *, atlas="week", earlier=None, **view) -> Product:
        scene = select_scene(dataset, View(window, **view), as_of=AS_OF)
        return Product(scene, dataset, basemap, dpi=72, atlas=atlas, earlier=earlier)

    return make


def read_pages(pdf: bytes) -> list[str]:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


@pytest.fixture(scope="module")
def pages(make) -> list[str]:
    return read_pages(render_pdf(make()))


def test_pdf_has_a_summary_and_a_page_a_week_each_numbered_and_marked(pages) -> None:
    assert len(pages) == 5
    for number, text in enumerate(pages, 1):
        assert f"page {number} of 5" in text
        assert text.count("UNCLASSIFIED") == 2
    assert "Atlas by week: 4 pages after this summary" in pages[0]
    assert NOTHING_TO_COMPARE in pages[0]
    assert "23 – 29 October 2023" in pages[1]
    assert "13 – 19 November 2023" in pages[4]


def test_each_page_counts_its_own_and_the_summary_adds_up(make, pages) -> None:
    product = make()
    parts = plan_atlas(product, "week").parts
    assert sum(part.new for part in parts) == product.scene.counts.selected
    for part, text in zip(parts, pages[1:], strict=True):
        counts = part.scene.counts
        assert f"{counts.us_confirmed} of {counts.selected} US-confirmed" in text
        assert str(part.step) in pages[0]
    lines = list_lines(product, parts)
    assert [line.page for line in lines] == ["2", "3", "4", "5", ""]
    assert sum(line.selected for line in lines[:-1]) == lines[-1].selected
    assert sum(line.us_confirmed for line in lines[:-1]) == lines[-1].us_confirmed


def test_pdf_is_the_same_bytes_with_fonts_inside_and_one_set_of_metadata(make) -> None:
    product = make(Window(dt.date(2023, 10, 23), dt.date(2023, 11, 5)))
    pdf = render_pdf(product)
    assert render_pdf(product) == pdf
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == product.scene.title
    fonts = {
        str(font.get_object()["/BaseFont"]): font.get_object()["/DescendantFonts"][0].get_object()
        if "/DescendantFonts" in font.get_object()
        else font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    for font in fonts.values():
        assert "/FontFile2" in font["/FontDescriptor"].get_object()


def test_weeks_without_a_record_have_a_page_that_says_so(make) -> None:
    product = make(QUIET_WEEKS)
    texts = read_pages(render_pdf(product))
    parts = plan_atlas(product, "week").parts
    empty = [part for part in parts if part.new == 0]
    assert empty
    for part in empty:
        assert "No record in this period" in texts[part.number]
    assert len(re.findall(r"\bnone\b", texts[0])) == len(empty)


def test_base_pages_hold_each_record_once_and_name_who_has_none(make) -> None:
    product = make(atlas="base")
    parts = plan_atlas(product, "base").parts
    assert sum(part.new for part in parts) == product.scene.counts.selected
    assert parts[-1].until == product.scene.counts.selected
    names = product.scene.bases["name"]
    hit = [part.label for part in parts]
    assert hit[0] == names["ain-al-asad"]
    assert names["tower-22"] not in hit
    assert names["tower-22"] in name_empty(product)
    texts = read_pages(render_pdf(product))
    assert len(texts) == 1 + len(parts)
    assert f"Filters: only {names['ain-al-asad']}" in texts[1]
    for part in parts:
        point = product.scene.bases.geometry.get(next(iter(part.scene.view.filters.base_ids)))
        if point is not None:
            assert part.scene.extent.contains(point.x, point.y)
            assert part.scene.extent.east - part.scene.extent.west <= 3.001


def test_records_of_no_named_site_have_a_page_of_their_own(make) -> None:
    product = make(Window(dt.date(2023, 10, 17), dt.date(2024, 12, 3)), atlas="base")
    last = plan_atlas(product, "base").parts[-1]
    blank = product.dataset.attacks
    blank = blank[(blank["base_id"] == "") & blank["counted"]]
    assert last.label == "site not named"
    assert last.new == len(blank) > 0


def test_months_in_cumulative_mode_grow_and_say_what_was_before(make) -> None:
    product = make(Window(dt.date(2023, 11, 1), dt.date(2024, 1, 31)), atlas="month",
                   mode="cumulative")  # fmt: skip
    parts = plan_atlas(product, "month").parts
    shown = [part.scene.counts.selected for part in parts]
    assert shown == sorted(shown) == [part.until for part in parts]
    lines = list_lines(product, parts)
    assert lines[0].label == "before 01 NOV 23"
    assert lines[0].selected == shown[0] - parts[0].new > 0
    assert sum(line.selected for line in lines[:-1]) == lines[-1].selected == shown[-1]
    assert sum(line.us_confirmed for line in lines[:-1]) == lines[-1].us_confirmed


def test_an_atlas_of_nothing_is_a_summary(make) -> None:
    product = make(QUIET_WEEKS, atlas="base", filters=Filters(base_ids=frozenset({"harir"})))
    (text,) = read_pages(render_pdf(product))
    assert "Atlas by base: 0 pages after this summary" in text
    assert "page 1 of 1" in text


@pytest.mark.parametrize("page", ["a4", "letter", "16:9", "square"])
def test_the_longest_summary_stays_on_its_page(make, page) -> None:
    product = replace(make(Window(dt.date(2023, 10, 17), dt.date(2024, 12, 3))), page=page)
    atlas = plan_atlas(product, "week")
    assert 55 < len(atlas.parts) <= MOST_PARTS
    figure = draw_summary(product, "week", atlas.parts, "page 1 of 61")
    renderer = figure.canvas.get_renderer()
    height = figure.bbox.height
    bottoms = [
        artist.get_window_extent(renderer).y0
        for artist in figure.artists
        if artist.get_gid() in {"page", "label", "records"}
    ]
    footers = [
        artist.get_window_extent(renderer).y1
        for artist in figure.artists
        if artist.get_gid() == "footer"
    ]
    assert min(bottoms) > max(footers)
    assert max(bottoms) < height
    labels = [a.get_text() for a in figure.artists if a.get_gid() == "label"]
    assert len(labels) == len(atlas.parts) + 1
    if page != "square":
        assert not [label for label in labels if label.endswith("…")]


def test_too_many_pages_are_one_sentence(make) -> None:
    product = make(Window(dt.date(2020, 1, 1), dt.date(2024, 12, 31)))
    with pytest.raises(ViewError, match="parts, the limit is 80"):
        plan_atlas(product, "week")


def test_summary_says_what_changed_since_the_last_product(make) -> None:
    last = make(Window(dt.date(2023, 10, 17), dt.date(2023, 11, 5)), atlas=None)
    earlier = read_earlier(parse_manifest(make_manifest(last, ["csv"], None, {}), "x"))
    product = make(earlier=earlier)
    texts = read_pages(render_pdf(product))
    assert "Since the last product The last product was made 211054Z NOV 26" in texts[0]
    added = sum(part.new for part in plan_atlas(product, "week").parts[2:])
    assert f"Attacks added: {added} of {product.scene.counts.selected} counted" in texts[0]
    assert not [text for text in texts[1:] if "Since the last product" in text]
    one = read_pages(render_pdf(replace(product, atlas=None)))
    assert f"Attacks added: {added} of" in one[0]


def test_pptx_has_a_slide_of_the_whole_and_one_a_week(make) -> None:
    last = make(Window(dt.date(2023, 10, 17), dt.date(2023, 11, 5)), atlas=None)
    earlier = read_earlier(parse_manifest(make_manifest(last, ["csv"], None, {}), "x"))
    told = []
    product = make(earlier=earlier)
    deck = Presentation(io.BytesIO(render_pptx(product, lambda done, of: told.append((done, of)))))
    said = [
        " ".join(
            " ".join(shape.text_frame.text.split())
            for shape in slide.shapes
            if shape.has_text_frame
        )
        for slide in deck.slides
    ]
    assert len(said) == 5
    assert told[-1] == (5, 5)
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert len(set(titles)) == 5
    for number, slide in enumerate(deck.slides, 1):
        numbers = [f.find("{*}t").text for s in slide.shapes for f in s.element.iter("{*}fld")]
        assert numbers == [str(number)]
    assert "Since the last product" in said[0]
    assert not [text for text in said[1:] if "Since the last product" in text]
    assert "23 October – 19 November 2023" in said[0]
    assert "30 October – 5 November 2023" in said[2]


def test_names_say_by_what_an_atlas_goes(make) -> None:
    product = make(atlas="base")
    assert (
        name_file("pdf", product) == "UNCLASSIFIED_basewatch_2023-10-23_2023-11-19_atlas-base.pdf"
    )
    assert name_file("csv", product) == "UNCLASSIFIED_basewatch_2023-10-23_2023-11-19.csv"


def test_command_line_makes_an_atlas_and_makes_it_again(tmp_path, capsys) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    days = ["--from", "2023-10-23", "--to", "2023-11-05", "--dpi", "72"]
    order = [*days, "--atlas", "week", "--format", "pdf,pptx,csv"]
    assert main([*order, "--out", str(first)]) == 0
    assert "\rpdf: 3 of 3\n" in capsys.readouterr().err
    (manifest,) = first.glob("*_atlas-week.manifest.json")
    assert main(["--from-manifest", str(manifest), "--out", str(again)]) == 0
    assert capsys.readouterr().out.count("same bytes") == 3
    assert main([*days, "--atlas", "week", "--format", "png,csv", "--out", str(again)]) == 2
    assert "--atlas needs a format with pages, not png, csv. Add one of pdf, pptx." in (
        capsys.readouterr().err
    )
