"""The film of a Scene: which frames it has, what they count, and what they say."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from export.animation.frame_renderer import PAGE, SIZE_PX, FrameRenderer
from export.animation.frames import MOST_DAYS, choose_step, merge_layouts, plan_film
from export.animation.side_panel import SidePanel, describe_frame, fit_notes, list_figures
from export.drawing.canvas import Canvas
from export.drawing.page import Box
from export.picture.note_blocks import Block, Row
from export.product.product import Product
from geo.basemap.decoder import read_basemap
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.errors import ViewError
from geo.model.scene import Filters, Marking, View
from geo.model.vocabulary import LAYERS_ON
from geo.query.selection import select_scene
from tests.unit.scenes import AS_OF, find_artists, read_texts

DATA = Path(__file__).parents[4] / "data"
PLAIN = Marking()
FORTNIGHT = Window(dt.date(2023, 10, 18), dt.date(2023, 10, 31))


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(DATA)


@pytest.fixture(scope="module")
def basemap():
    return read_basemap(DATA / "basemap")


@pytest.fixture(scope="module")
def make(dataset, basemap):
    def make(window=FORTNIGHT, *, step=None, marking=PLAIN, title=None, **view):
        scene = select_scene(
            dataset, View(window, **view), marking=marking, as_of=AS_OF, title=title
        )
        return Product(scene, dataset, basemap, step=step)

    return make


def test_short_windows_go_by_day_and_long_ones_by_week() -> None:
    first = dt.date(2023, 10, 17)
    longest = Window(first, first + dt.timedelta(days=MOST_DAYS - 1))
    assert choose_step(longest) == "day"
    assert choose_step(replace(longest, last=longest.last + dt.timedelta(days=1))) == "week"


def test_each_frame_of_a_window_counts_its_own_day_and_they_add_up(make) -> None:
    product = make()
    film = plan_film(product)
    assert [frame.step.first for frame in film.frames] == [
        FORTNIGHT.first + dt.timedelta(days=k) for k in range(14)
    ]
    assert all(frame.scene.counts.selected == frame.new for frame in film.frames)
    assert sum(frame.new for frame in film.frames) == product.scene.counts.selected > 20
    assert film.frames[-1].until == product.scene.counts.selected


def test_cumulative_frames_grow_from_the_records_first_day(make, dataset) -> None:
    window = Window(dt.date(2023, 11, 6), dt.date(2023, 12, 3))
    product = make(window, mode="cumulative", step="week")
    film = plan_film(product)
    shown = [frame.scene.counts.selected for frame in film.frames]
    assert len(shown) == 4
    assert shown == sorted(shown)
    assert shown == [frame.until for frame in film.frames]
    assert shown[-1] == product.scene.counts.selected
    assert shown[0] - film.frames[0].new > 30, "what was before the window is on the first frame"
    assert {frame.scene.period.first for frame in film.frames} == {dataset.days.first}


def test_weeks_are_cut_by_the_window(make) -> None:
    film = plan_film(make(step="week"))
    steps = [(frame.step.first.isoformat(), frame.step.last.isoformat()) for frame in film.frames]
    assert steps == [
        ("2023-10-18", "2023-10-22"), ("2023-10-23", "2023-10-29"), ("2023-10-30", "2023-10-31"),
    ]  # fmt: skip


def test_too_many_frames_are_one_sentence(make) -> None:
    endless = Window(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
    with pytest.raises(ViewError, match=r"parts, the limit is 500. Choose a shorter period or"):
        plan_film(make(endless))


def test_figures_say_of_which_number_they_are(make) -> None:
    film = plan_film(make())
    frame = next(frame for frame in film.frames if frame.new > 1)
    whole = film.scene.counts.selected
    assert list_figures(film, frame) == [
        (f"{frame.new} of {whole}", "records this day", "of those in the period"),
        (f"{frame.scene.counts.us_confirmed} of {frame.new}", "US-confirmed", "of those this day"),
        (f"{frame.until} of {whole}", "records so far", "of those in the period"),
    ]
    grown = plan_film(make(mode="cumulative")).frames[-1]
    assert list_figures(film, grown)[2] == (
        f"{grown.new} of {whole}", "new this day", "of those so far",
    )  # fmt: skip


def test_frame_says_where_its_records_went(make) -> None:
    film = plan_film(make(Window(dt.date(2023, 10, 18), dt.date(2024, 2, 4)), step="week"))
    for frame in film.frames:
        counts = frame.scene.counts
        said = describe_frame(frame)
        assert said.startswith(f"{counts.placed} drawn, {counts.not_placed} not placed")
        assert (f"{counts.held_out_selected} excluded from counts" in said) == bool(
            counts.held_out_selected
        )
    hidden = plan_film(make(layers=LAYERS_ON - {"attacks"})).frames[0]
    assert "placed (their layer is off)" in describe_frame(hidden)


def test_merged_layout_holds_the_dots_of_every_frame(make) -> None:
    layouts = [frame.layout for frame in plan_film(make(layers=LAYERS_ON | {"strikes"})).frames]
    merged = merge_layouts(layouts)
    assert set(merged.dots) == {dot for layout in layouts for dot in layout.dots}
    assert set(merged.strikes) == {mark for layout in layouts for mark in layout.strikes}
    for number, site in enumerate(merged.sites):
        assert site.shown == max(layout.sites[number].shown for layout in layouts)


def test_date_count_and_bar_change_from_frame_to_frame_and_the_surround_does_not(make) -> None:
    product = make(step="week")
    film = plan_film(product)
    page = FrameRenderer(film, product)
    frames = [page.paint(frame) for frame in film.frames]
    width, height = SIZE_PX
    assert SIZE_PX == (1280, 720)
    assert all(frame.shape == (height, width, 3) for frame in frames)
    changed = (frames[0] != frames[1]).any(axis=2)
    assert changed[:100].sum() == 0, "marking and title stand still"
    assert changed[-75:].sum() == 0, "scale, sources and marking stand still"
    assert changed[100:140, 600:].sum() > 100, "the date"
    assert changed[250:305, 600:].sum() > 100, "the bar"
    assert changed[105:600, 30:590].sum() > 200, "the dots"
    assert np.array_equal(page.paint(film.frames[0]), frames[0]), "nothing of a frame stays behind"


def test_column_says_each_date_in_letters_of_one_size(make) -> None:
    film = plan_film(make(step="week"))
    column = SidePanel(film, Box(500, 80, 400, 380), [])
    said = []
    for frame in film.frames:
        canvas = Canvas(PAGE, 96)
        column.draw_frame(canvas, frame)
        (date,) = find_artists(canvas.figure, "date")
        said.append((date.get_text(), date.get_fontsize()))
        assert f"week {frame.number} of 3" in read_texts(canvas.figure, "place")
    assert [text for text, _ in said] == [
        "18 OCT 23 – 22 OCT 23", "23 OCT 23 – 29 OCT 23", "30 OCT 23 – 31 OCT 23",
    ]  # fmt: skip
    assert len({size for _, size in said}) == 1


def test_density_goes_under_the_names_in_every_frame(make) -> None:
    product = make(layers=LAYERS_ON | {"density"}, step="week")
    film = plan_film(product)
    with_tint = FrameRenderer(film, product).paint(film.frames[1])
    plain = make(step="week")
    without = FrameRenderer(plan_film(plain), plain).paint(plan_film(plain).frames[1])
    map_part = np.s_[110:600, 30:590]
    assert (with_tint[map_part] != without[map_part]).any(axis=2).mean() > 0.05
    dark = (without[map_part].max(axis=2) < 90) & (with_tint[map_part].max(axis=2) >= 90)
    assert dark.mean() < 0.003, "a tint over the names would lighten them"


@pytest.mark.parametrize("extra", [{}, {"filters": Filters(base_ids=frozenset({"harir"}))}])
def test_an_empty_window_says_so_on_every_frame(make, extra) -> None:
    nothing = Window(dt.date(2024, 3, 1), dt.date(2024, 3, 3))
    product = make(nothing, **extra)
    film = plan_film(product)
    assert [frame.new for frame in film.frames] == [0, 0, 0]
    page = FrameRenderer(film, product)
    assert read_texts(page._canvas.figure, "empty") == [
        "No record in this period passes the filters" if extra else "No record in this period"
    ]
    first, last = page.paint(film.frames[0]), page.paint(film.frames[2])
    assert (first != last).any(), "the date still changes"


def test_long_title_and_marking_stay_on_the_page(make) -> None:
    product = make(title="Long words " * 30, marking=Marking("SECRET // " * 28, "#c8102e"))
    film = plan_film(product)
    page = FrameRenderer(film, product)
    top = page._box.top
    assert 100 < top < 170
    assert page._box.height > 150
    pixels = page.paint(film.frames[0])
    assert tuple(pixels[40, 30]) == (0xC8, 0x10, 0x2E)


def test_notes_that_do_not_fit_are_counted() -> None:
    notes = [Block(f"Note {k}", tuple(Row(f"row {k} {n}") for n in range(9))) for k in range(12)]
    room = Box(0, 0, 300, 240)
    _, kept = fit_notes(notes, room)
    left_out = 12 - (len(kept) - 1)
    assert 0 < left_out < 12
    assert kept[-1].rows[0].text == (f"{left_out} more notes: see the picture of the same period")
    assert fit_notes(notes[:1], room)[1] == notes[:1]
