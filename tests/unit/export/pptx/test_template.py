"""A unit's own template: its placeholders by name, by kind, and every way in which it is none."""

import datetime as dt
import io
import random
import zipfile
from pathlib import Path

import pytest
from docx import Document
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt

from export.office import templates
from export.pptx.boxes import PARTS
from export.pptx.render import render_slides
from export.product.product import Product
from export.product.rendering import render_product
from export.product.zip_archive import write_archive
from export.talking_points.headline import make_headline
from geo.basemap.decoder import read_basemap
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.errors import ViewError
from geo.model.scene import Marking, View
from geo.query.selection import select_scene
from tests.unit.scenes import AS_OF

DATA = Path(__file__).parents[4] / "data"
WEEK = Window(dt.date(2024, 1, 15), dt.date(2024, 1, 21))


@pytest.fixture(scope="module")
def product() -> Product:
    dataset = read_dataset(DATA)
    scene = select_scene(dataset, View(WEEK, width_px=800.0), as_of=AS_OF)
    return Product(scene, dataset, read_basemap(DATA / "basemap"), dpi=40)


def make(product: Product, template: bytes, number: int = 1):
    made = Product(product.scene, product.dataset, product.basemap, dpi=40, template=template)
    return Presentation(io.BytesIO(render_slides([made] * number)))


def save(deck) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def build_unit(layout_name: str = "Unit", names: dict[int, str] | None = None) -> bytes:
    """Build a unit's template: the layout "Two Content" of a usual deck, renamed."""
    deck = Presentation()
    layout = deck.slide_layouts[3]
    layout.name = layout_name
    for holder in layout.placeholders:
        holder.name = (names or {}).get(holder.placeholder_format.idx, holder.name)
    return save(deck)


def parts_of(slide) -> dict[str, object]:
    return {shape.name.removeprefix("basewatch:"): shape for shape in slide.shapes}


def edges(shape) -> tuple[int, ...]:
    return shape.left, shape.top, shape.width, shape.height


def test_placeholders_are_found_by_name_wherever_they_stand(product):
    template = build_unit(names={1: "basewatch:bullets", 2: "Basewatch:Map", 0: "basewatch:title"})
    deck = make(product, template)
    (slide,) = deck.slides
    layout = slide.slide_layout
    assert layout.name == "Unit"
    parts, holders = parts_of(slide), {h.placeholder_format.idx: h for h in layout.placeholders}
    assert parts["title"].is_placeholder
    assert parts["bullets"].is_placeholder
    assert "What changed" in parts["bullets"].text_frame.text
    # bullets left and map right, as the unit has it, and not as we do
    assert parts["bullets"].left == holders[1].left
    assert (parts["map"].left, parts["map"].top) == (holders[2].left, holders[2].top)
    assert parts["map"].left + parts["map"].width <= holders[2].left + holders[2].width
    # what the template lacks: the table shares the bullets' box, the legend the map's
    assert parts["table"].top >= parts["bullets"].top + parts["bullets"].height
    assert parts["table"].top + parts["table"].height <= holders[1].top + holders[1].height + Pt(1)
    assert parts["legend"].top >= parts["map"].top + parts["map"].height
    assert {"subtitle", "marking-top", "marking-bottom", "making", "number"} <= set(parts)


def test_a_layout_named_basewatch_is_taken_and_else_the_one_that_fits_best(product):
    (slide,) = make(product, build_unit("Basewatch")).slides
    assert slide.slide_layout.name == "Basewatch"
    (slide,) = make(product, save(Presentation())).slides
    holders = {h.placeholder_format.idx: h for h in slide.slide_layout.placeholders}
    kinds = [h.placeholder_format.type for h in holders.values()]
    assert PP_PLACEHOLDER.TITLE in kinds
    parts = parts_of(slide)
    # of two alike the left one is the map
    contents = sorted(
        (h for h in holders.values() if h.placeholder_format.type == PP_PLACEHOLDER.OBJECT),
        key=lambda h: h.left,
    )
    assert parts["map"].left == contents[0].left
    assert parts["bullets"].left == contents[-1].left
    assert not [
        shape for shape in slide.placeholders if shape.name.removeprefix("basewatch:") not in PARTS
    ], "nothing is left that says Click to add text"


def test_a_slide_with_named_shapes_is_a_pattern_and_its_own_pictures_stay(product):
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    picture = slide.shapes.add_picture(
        str(Path(__file__).parents[4] / "docs/images/page-week.png"), 0, 0, width=Pt(60)
    )
    picture.name = "Unit crest"
    box = slide.shapes.add_textbox(Pt(330), Pt(90), Pt(370), Pt(400))
    box.name = "basewatch:bullets"
    title = slide.shapes.add_textbox(Pt(80), Pt(20), Pt(600), Pt(40))
    title.name = "basewatch:title"
    title.fill.solid()
    title.fill.fore_color.rgb = RGBColor(10, 20, 30)
    deck.slides.add_slide(deck.slide_layouts[0])
    made = make(product, save(deck), number=2)
    assert len(made.slides) == 2
    for number, each in enumerate(made.slides, 1):
        parts = parts_of(each)
        assert parts["Unit crest"].image.blob == picture.image.blob
        assert edges(parts["title"]) == edges(title)
        assert str(parts["title"].fill.fore_color.rgb) == "0A141E"
        assert parts["number"].text_frame.text == str(number)
        assert parts["title"].text_frame.text.startswith(
            make_headline(product.scene, product.dataset).text
        )


def test_what_we_export_serves_as_a_template(product):
    first = make(product, render_product("pptx", product))
    (slide,) = first.slides
    assert slide.slide_layout.name == "Basewatch"
    assert {"title", "bullets", "map", "table", "legend"} <= set(parts_of(slide))
    ours = Presentation(io.BytesIO(render_product("pptx", product)))
    # a point is 12,700 of the units
    assert edges(parts_of(slide)["map"]) == pytest.approx(
        edges(parts_of(ours.slides[0])["map"]), abs=2
    )


def test_slides_of_the_template_are_dropped_with_their_links_and_names(product):
    deck = Presentation()
    old = deck.slides.add_slide(deck.slide_layouts[1])
    old.shapes.title.text = "Draft by Sergeant Nobody"
    run = old.shapes.placeholders[1].text_frame.paragraphs[0].add_run()
    run.text = "link"
    run.hyperlink.address = "http://unit.example/"
    deck.core_properties.author = "Sergeant Nobody"
    data = save(deck)
    made = Product(product.scene, product.dataset, product.basemap, dpi=40, template=data)
    again = render_product("pptx", made)
    assert len(Presentation(io.BytesIO(again)).slides) == 1
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Nobody" not in everything
    assert b"unit.example" not in everything
    assert render_product("pptx", made) == again


def test_no_line_inherits_the_bullet_or_the_indent_of_a_text_placeholder(product):
    deck = Presentation()
    layout = deck.slide_layouts[3]
    one, two = layout.placeholders[1], layout.placeholders[2]
    one.name, two.name = "basewatch:subtitle", "basewatch:marking-top"
    one.left, one.top, one.width, one.height = Pt(36), Pt(100), Pt(640), Pt(24)
    two.left, two.top, two.width, two.height = Pt(0), Pt(0), Pt(700), Pt(24)
    (slide,) = make(product, save(deck)).slides
    for part in ("subtitle", "marking-top"):
        shape = parts_of(slide)[part]
        assert shape.is_placeholder, "else there is nothing to inherit"
        (properties,) = shape.element.iter("{*}pPr")
        assert (properties.get("marL"), properties.get("indent")) == ("0", "0")
        assert properties.find("{*}buNone") is not None


def test_a_potx_is_as_good_as_a_pptx(product):
    main = "presentationml.presentation.main+xml"
    assert (
        len(
            make(
                product,
                retype(
                    save(Presentation()), main, main.replace("presentation.main", "template.main")
                ),
            ).slides
        )
        == 1
    )


def retype(data: bytes, old: str, new: str) -> bytes:
    """Give an archive with another content type."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "[Content_Types].xml"
    return write_archive(parts | {name: parts[name].replace(old.encode(), new.encode())})


def link_outside() -> bytes:
    deck = Presentation()
    deck.slide_layouts[3].part.relate_to(
        "file:///share/logo.png",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
        is_external=True,
    )
    return save(deck)


def shrink_map() -> bytes:
    deck = Presentation()
    holder = deck.slide_layouts[3].placeholders[1]
    holder.name, holder.width, holder.height = "basewatch:map", Pt(50), Pt(40)
    holder.left = holder.top = Pt(0)
    return save(deck)


def write_docx() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "cannot be read as a PPTX"),
        (b"not a zip", "cannot be read as a PPTX"),
        (write_archive({"a": b"b"}), "cannot be read as a PPTX"),
        (write_docx(), "cannot be read as a PPTX"),
        (save(Presentation())[:9000], "cannot be read as a PPTX"),
        (write_archive({"[Content_Types].xml": b"<Types"}), "cannot be read as a PPTX"),
        (
            retype(
                save(Presentation()),
                "openxmlformats-officedocument.presentationml.presentation.main",
                "ms-powerpoint.presentation.macroEnabled.main",
            ),
            "holds macros",
        ),
        (link_outside(), "links to something outside: /ppt/slideLayouts/slideLayout4.xml to file"),
        (shrink_map(), "basewatch:map 50 by 40 points; it needs 140 by 110"),
        (build_unit(names={1: "basewatch:tabel"}), "`basewatch:tabel` is not a part of a slide"),
        (build_unit(names={1: "basewatch:map", 2: "basewatch:map"}), "occurs twice"),
    ],
)
def test_a_template_that_cannot_be_used_is_one_clear_error(product, data, says):
    with pytest.raises(ViewError) as caught:
        make(product, data)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_template_that_unpacks_to_too_much_is_not_opened(product, monkeypatch):
    bomb = write_archive({"[Content_Types].xml": b"", "ppt/media/a.bin": bytes(9_000_000)})
    assert len(bomb) < 20_000
    monkeypatch.setattr(templates, "MOST_UNPACKED", 8_000_000)
    with pytest.raises(ViewError, match="may be malicious"):
        make(product, bomb)
    monkeypatch.setattr(templates, "MOST_BYTES", 1000)
    with pytest.raises(ViewError, match="the limit is 0"):
        make(product, bomb)


def test_a_marking_that_does_not_fit_the_units_bar_is_an_error(product):
    deck = Presentation()
    holder = deck.slide_layouts[3].placeholders[1]
    holder.name, holder.left, holder.top = "basewatch:marking-top", Pt(0), Pt(0)
    holder.width, holder.height = Pt(80), Pt(12)
    scene = select_scene(
        product.dataset, View(WEEK), as_of=AS_OF, marking=Marking("SECRET//REL TO USA, GBR, CAN")
    )
    made = Product(scene, product.dataset, None, dpi=40, template=save(deck))
    with pytest.raises(ViewError, match="marking does not fit its bar"):
        render_product("pptx", made)


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_template_is_a_clear_error_or_works(product, seed):
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(save(Presentation()))) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    part = parts[name]
    for _ in range(6):
        where = chance.randrange(len(part))
        if seed % 2:
            part[where : where + chance.randrange(60)] = b""
        else:
            part[where] = chance.randrange(256)
    damaged = write_archive({key: bytes(value) for key, value in parts.items()})
    try:
        number = len(make(product, damaged).slides)
    except ViewError as error:
        number, said = 1, str(error)
        said.index("The template")
    assert number == 1
