import io
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

from export.drawing.canvas import hold_settings
from export.drawing.page import MARGIN_PT
from export.drawing.typesetting import SMALLEST_PT
from export.picture.figure import draw_picture, render_png
from geo import VERSION
from geo.basemap.decoder import read_basemap
from geo.model.dates import Window
from geo.model.errors import ViewError
from geo.model.extent import Extent
from geo.model.scene import Filters, Marking, View
from tests.unit.scenes import OPENING, find_artists, make_attacks, make_scene, read_texts

SHIPPED_BASEMAP = Path(__file__).parents[4] / "data" / "basemap"
SIZES = {"a4": (3508, 2480), "letter": (3300, 2550), "16:9": (4000, 2250), "square": (2480, 2480)}


@pytest.fixture
def scene(record, write_record):
    attacks = make_attacks(record, {"conoco": 11, "omar-field": 12, "ain-al-asad": 16, "harir": 8})
    return make_scene(record, write_record, *attacks)


def open_png(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


def test_an_a4_page_at_300_dpi_is_3508_by_2480_and_says_so(scene):
    image = open_png(render_png(scene, None))
    assert image.size == (3508, 2480)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
    assert image.mode == "RGB"


@pytest.mark.parametrize(("page", "size_px"), SIZES.items())
def test_pages(scene, page, size_px):
    image = open_png(render_png(scene, None, page=page, dpi=60))
    assert image.size == pytest.approx([side / 5 for side in size_px], abs=0.6)
    assert draw_picture(scene, None, page=page).get_size_inches() * 300 == pytest.approx(size_px)


def test_unknown_page_and_resolution_are_refused(scene):
    with pytest.raises(ViewError, match="Use one of: a4, letter, 16:9, square"):
        draw_picture(scene, None, page="a5")
    with pytest.raises(ViewError, match="36 to 1200"):
        render_png(scene, None, dpi=30_000)


def test_the_same_scene_gives_the_same_bytes_whatever_the_user_has_set(scene):
    basemap = read_basemap(SHIPPED_BASEMAP)
    first = render_png(scene, basemap, dpi=60)
    with mpl.rc_context(
        {"text.hinting": "force_autohint", "path.sketch": (3, 10, 1), "font.size": 20}
    ):
        assert render_png(scene, basemap, dpi=60) == first
    assert mpl.rcParams["text.hinting"] != "none", "settings are given back"


def test_provenance_travels_in_the_file(record, write_record):
    scene = make_scene(
        record,
        write_record,
        record.attack(),
        title="A title, قاعدة",
        marking=Marking("CUI", "#502b85"),
    )
    text = open_png(render_png(scene, None, dpi=40)).text
    assert text["Title"] == "A title, قاعدة"
    assert text["Period"] == "2023-10-17/2023-11-30"
    assert text["Marking"] == "CUI"
    assert text["Records"] == "1 of 1 counted records"
    assert text["Software"] == f"Basewatch {VERSION}"
    assert text["Creation Time"] == "2026-11-21T10:54:00+00:00"
    digests = dict(scene.provenance.inputs)
    assert f"attacks.csv sha256:{digests['attacks.csv']}" in text["Inputs"]


def test_nothing_but_the_asked_for_scene_is_painted_outside_the_panel(scene):
    """The basemap reaches far beyond the extent; the white around the panel stays white."""
    basemap = read_basemap(SHIPPED_BASEMAP)
    dpi = 60
    pixels = np.asarray(open_png(render_png(scene, basemap, dpi=dpi)))
    (frame,) = find_artists(draw_picture(scene, basemap, dpi=dpi), "map-frame")
    left, top = frame.get_x() * dpi / 72, frame.get_y() * dpi / 72
    right, bottom = left + frame.get_width() * dpi / 72, top + frame.get_height() * dpi / 72
    beside = pixels[int(top) : int(bottom), : int(left) - 1]
    assert (beside == 255).all()
    after = pixels[int(top) : int(bottom), int(right) + 3 : int(right) + 8]
    assert (after == 255).all()
    inside = pixels[int(top) + 4 : int(bottom) - 4, int(left) + 4 : int(right) - 4]
    assert (inside == 255).all(axis=2).mean() < 0.02, "the panel is paper and water, not white"


def test_an_empty_window_draws_and_says_so(record, write_record):
    view = View(Window(OPENING.first.replace(year=2022), OPENING.first.replace(year=2022)))
    scene = make_scene(record, write_record, record.attack(), view=view)
    figure = draw_picture(scene, None)
    assert read_texts(figure, "empty") == ["No record in this period; coverage not stated"]
    assert "No record in this period; coverage not stated." in read_texts(figure, "note")
    assert "0 of 1" in read_texts(figure, "figure")
    assert find_artists(figure, "legend") == []
    assert open_png(render_png(scene, None, dpi=40)).size[0] > 0


def test_a_full_window_does_not_say_that_it_is_empty(scene):
    assert read_texts(draw_picture(scene, None), "empty") == []


def test_an_empty_record_draws(record, write_record):
    scene = make_scene(
        record, write_record, record.attack(weapon="spear"), bases=[record.base("x", None)]
    )
    figure = draw_picture(scene, None)
    assert "1 of 1 record is not shown: rejected by the check of the data." in " ".join(
        read_texts(figure, "note")
    )


def test_forty_bases_on_every_page(record, write_record):
    sites = {
        f"site-{k:02d}": (36 + (k * 7 % 40) * 0.22, 32 + (k * 11 % 40) * 0.13) for k in range(40)
    }
    bases = [record.base(base_id, point) for base_id, point in sites.items()]
    attacks = make_attacks(record, {base_id: 1 + k for k, base_id in enumerate(sites)})
    scene = make_scene(record, write_record, *attacks, bases=bases)
    for page in SIZES:
        figure = draw_picture(scene, None, page=page)
        names = [name for name in read_texts(figure, "site-name") if not name.isdigit()]
        keyed = [
            line.partition(" ")[2].partition(":")[0] for line in read_texts(figure, "name-key")
        ]
        assert sorted([*names, *keyed]) == sorted(scene.bases["name"]), "on the map or in its key"
        (frame,) = find_artists(figure, "map-frame")
        assert frame.get_width() * frame.get_height() > 0.25 * 72 * 72 * np.prod(
            figure.get_size_inches()
        )


def test_nothing_is_smaller_than_can_be_read_or_off_the_page(record, write_record):
    attacks = [
        *make_attacks(record, {"conoco": 30, "harir": 30}),
        *(
            record.attack(f"n{k}", base_id="", place_as_reported=f"place {k} " * 9)
            for k in range(30)
        ),
        *(record.attack(f"bad{k}", weapon="spear" * 30) for k in range(9)),
    ]
    view = View(OPENING, filters=Filters(weapons=frozenset({"rocket"})), width_px=1440.0)
    scene = make_scene(record, write_record, *attacks, view=view, title="A long title " * 40)
    for page in SIZES:
        figure = draw_picture(scene, None, page=page, dpi=72, official="Officials counted. " * 30)
        width, height = figure.get_size_inches() * 72
        with hold_settings():
            boxes = [(text, text.get_window_extent()) for text in figure.findobj(Text)]
        assert len(boxes) > 40
        for text, box in boxes:
            assert text.get_fontsize() >= SMALLEST_PT - 1e-9, text.get_text()
            if text.get_gid() not in ("site-name", "site-count"):  # the panel cuts these
                assert box.x0 > MARGIN_PT - 2, text.get_text()
                assert box.x1 < width - MARGIN_PT + 2, text.get_text()
                assert box.y0 > MARGIN_PT - 2, text.get_text()
                assert box.y1 < height - MARGIN_PT + 2, text.get_text()


def test_one_record_zoomed_in(record, write_record):
    view = View(OPENING, extent=Extent(40.2, 35.25, 40.4, 35.4), width_px=600.0)
    scene = make_scene(record, write_record, record.attack(), view=view)
    figure = draw_picture(scene, None)
    assert "1 of 1" in read_texts(figure, "figure")
    assert read_texts(figure, "site-name") == ["Conoco"]
