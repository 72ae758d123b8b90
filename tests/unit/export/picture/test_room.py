"""Nothing on a page overlaps or is cut, whatever the Scene: boxes of its texts held to each other."""

from pathlib import Path

import pytest
from matplotlib.text import Text

from export.drawing.canvas import hold_settings
from export.drawing.page import MARGIN_PT, PAGES
from export.drawing.typesetting import ELLIPSIS
from export.picture.figure import draw_picture
from geo.basemap.decoder import read_basemap
from geo.model.extent import Extent
from geo.model.scene import Marking, View
from geo.model.vocabulary import LAYERS
from tests.unit.scenes import OPENING, find_artists, make_attacks, make_scene, read_texts

LONG_TITLE = ("Reported attacks on bases hosting US forces, " * 7)[:300]
ARABIC_TITLE = ("هجمات على قاعدة عين الأسد الجوية في محافظة الأنبار، " * 6)[:300]
ON_THE_MAP = {"site-name", "site-count", "place-name", "degree", "disc-number", "empty"}
EVERYTHING = frozenset(LAYERS)


@pytest.fixture(scope="module")
def basemap():
    return read_basemap(Path(__file__).parents[4] / "data" / "basemap")


def spread_sites(number):
    return {
        f"site-{k:02d}": (36 + (k * 7 % 40) * 0.22, 32 + (k * 11 % 40) * 0.13)
        for k in range(number)
    }


def make_scenes(name, record, write_record):
    """Give a Scene by the name of what is hard about it."""
    bases, title, view = None, None, View(OPENING, width_px=1100.0, layers=EVERYTHING)
    marking, attacks = Marking(), make_attacks(record, {"conoco": 30, "harir": 12, "al-tanf": 9})
    if name == "long title":
        title = LONG_TITLE
    elif name == "arabic title":
        title = ARABIC_TITLE
    elif name == "forty bases":
        sites = spread_sites(40)
        bases = [record.base(base_id, point) for base_id, point in sites.items()]
        attacks = make_attacks(record, {base_id: 1 + k % 9 for k, base_id in enumerate(sites)})
    elif name == "no records":
        attacks = [record.attack(date="2024-03-01")]
    elif name == "one record":
        attacks = [record.attack()]
        view = View(OPENING, extent=Extent(40.2, 35.25, 40.4, 35.4), width_px=600.0)
    elif name == "many not placed":
        places = (f"place {k} with a long name of its own, near another place" for k in range(30))
        attacks += [
            record.attack(f"n{k}", base_id="", place_as_reported=place)
            for k, place in enumerate(places)
        ]
        marking = Marking("SECRET // REL TO A LONG LIST OF PARTNERS " * 7, "#c8102e")
    files = {} if bases is None else {"bases": bases}
    return make_scene(
        record, write_record, *attacks, view=view, title=title, marking=marking, **files
    )


CASES = (
    "long title",
    "arabic title",
    "forty bases",
    "no records",
    "one record",
    "many not placed",
)


def measure_texts(figure):
    """Give what each text says, its kind, and its box in points, y down, without the line's air."""
    width, height = figure.get_size_inches() * 72
    found = []
    with hold_settings():
        for text in figure.findobj(Text):
            if text.get_path_effects() or not text.get_text().strip():
                continue  # the halo of a text that is there as well
            box = text.get_window_extent()
            k = 72 / figure.dpi
            found.append(
                (text.get_text(), text.get_gid(), box.x0 * k, height - box.y1 * k, box.x1 * k,
                 height - box.y0 * k)
            )  # fmt: skip
    return found, width, height


def overlap(first, second):
    """Give how far two boxes reach into each other, in points."""
    wide = min(first[4], second[4]) - max(first[2], second[2])
    high = min(first[5], second[5]) - max(first[3], second[3])
    return min(wide, high)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("case", CASES)
def test_nothing_overlaps_and_nothing_leaves_the_page(record, write_record, basemap, case, page):
    scene = make_scenes(case, record, write_record)
    figure = draw_picture(scene, basemap, page=page, dpi=72, official="Officials counted. " * 9)
    texts, width, height = measure_texts(figure)
    assert len(texts) > 30
    (frame,) = find_artists(figure, "map-frame")
    inside = (frame.get_x(), frame.get_y())
    inside += (inside[0] + frame.get_width(), inside[1] + frame.get_height())
    for said in texts:
        edge = inside if said[1] in ON_THE_MAP else (MARGIN_PT, MARGIN_PT)
        far = inside[2:] if said[1] in ON_THE_MAP else (width - MARGIN_PT, height - MARGIN_PT)
        assert said[2] > edge[0] - 1, said
        assert said[3] > edge[1] - 1, said
        assert said[4] < far[0] + 1, said
        assert said[5] < far[1] + 1, said
    for number, said in enumerate(texts):
        for other in texts[number + 1 :]:
            assert overlap(said, other) < 1.5, f"{said} covers {other}"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("title", [LONG_TITLE, ARABIC_TITLE], ids=["latin", "arabic"])
def test_no_title_that_the_page_takes_is_cut(record, write_record, title, page):
    scene = make_scene(record, write_record, record.attack(), title=title)
    figure = draw_picture(scene, None, page=page)
    lines = [line.strip("\u200e\u200f") for line in read_texts(figure, "title")]
    assert " ".join(lines).replace(" ", "") == title.replace(" ", "")
    assert ELLIPSIS not in lines[-1]


def test_a_short_title_stays_large(record, write_record):
    scene = make_scene(record, write_record, record.attack(), title="A week of attacks …")
    (title,) = find_artists(draw_picture(scene, None), "title")
    assert title.get_fontsize() == pytest.approx(15.5)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("case", ["long title", "forty bases", "one record"])
def test_no_words_stand_on_the_locator_but_its_own(record, write_record, basemap, case, page):
    figure = draw_picture(make_scenes(case, record, write_record), basemap, page=page, dpi=72)
    texts, width, height = measure_texts(figure)
    (frame,) = find_artists(figure, "locator-frame")
    left, top = frame.get_x(), frame.get_y()
    box = ("", "", left, top, left + frame.get_width(), top + frame.get_height())
    assert MARGIN_PT - 1 < box[2] < box[4] < width - MARGIN_PT + 1
    assert MARGIN_PT - 1 < box[3] < box[5] < height - MARGIN_PT + 1
    on_it = {said[1] for said in texts if overlap(said, box) > 0}
    assert on_it == {"locator-name"}
    (outline,) = find_artists(figure, "map-frame")
    assert overlap((*box[:2], outline.get_x(), outline.get_y(),
                    outline.get_x() + outline.get_width(),
                    outline.get_y() + outline.get_height()), box) < 0  # fmt: skip
