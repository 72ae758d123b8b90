"""The marking of a picture, and text that does nothing but be read."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from export.drawing.contrast import contrast_ratio
from export.picture.figure import draw_picture
from geo.model.errors import ViewError
from geo.model.scene import Marking
from tests.unit.scenes import (
    HOSTILE,
    find_artists,
    make_scene,
    read_texts,
)


def test_both_bars_carry_the_marking_and_its_colour(record, write_record):
    marking = Marking("SECRET // REL TO NATO", "#c8102e")
    figure = draw_picture(make_scene(record, write_record, record.attack(), marking=marking), None)
    assert read_texts(figure, "marking") == ["SECRET // REL TO NATO"] * 2
    top, bottom = find_artists(figure, "marking-bar")
    assert to_hex(top.get_facecolor()) == to_hex(bottom.get_facecolor()) == "#c8102e"
    height = figure.get_size_inches()[1] * 72
    assert top.get_y() < 0.05 * height
    assert bottom.get_y() + bottom.get_height() > 0.95 * height
    for text, bar in zip(find_artists(figure, "marking"), (top, bottom), strict=True):
        assert text.get_color() == "#ffffff"
        box, inside = bar.get_window_extent(), text.get_window_extent()
        assert box.y0 < inside.y0 < inside.y1 < box.y1


def test_a_long_marking_is_never_cut(record, write_record):
    marking = Marking("WORD " * 59, "#007a33")
    figure = draw_picture(
        make_scene(record, write_record, record.attack(), marking=marking), None, page="square"
    )
    lines = read_texts(figure, "marking")
    assert len(lines) > 4
    assert " ".join(lines[: len(lines) // 2]) == marking.text.strip()


@pytest.mark.parametrize(
    ("marking", "fault"),
    [
        (Marking("  "), "text is blank"),
        (Marking("X" * 301), "at most 300"),
        (Marking("X", "red"), "`red` is not a colour"),
    ],
)
def test_a_marking_that_cannot_be_drawn_is_refused(record, write_record, marking, fault):
    with pytest.raises(ViewError, match=fault):
        draw_picture(make_scene(record, write_record, record.attack(), marking=marking), None)


def test_contrast_of_black_and_white_is_21():
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_does_nothing_but_be_read(record, write_record, text):
    attacks = [
        record.attack("a", base_id="conoco"),
        record.attack("b", base_id="", place_as_reported=text),
    ]
    scene = make_scene(
        record,
        write_record,
        *attacks,
        bases=[record.base("conoco", name=text)],
        title=text,
        marking=Marking(text, "#007a33"),
    )
    figure = draw_picture(scene, None, dpi=72, official=text)
    assert read_texts(figure, "title") == [text]
    assert read_texts(figure, "marking") == [text, text]
    assert read_texts(figure, "site-name") == [text]
    assert read_texts(figure, "note").count(text) == 2
    assert not any(artist.get_parse_math() for artist in figure.findobj(Text))
    figure.canvas.draw()
    assert np.asarray(figure.canvas.buffer_rgba()).min() < 100


def test_control_characters_and_overrides_are_shown(record, write_record):
    scene = make_scene(
        record,
        write_record,
        record.attack(),
        title="a\x00b\u202ec\nd",
        marking=Marking("X\x07\u2066Y", "#007a33"),
    )
    figure = draw_picture(scene, None, dpi=72)
    assert read_texts(figure, "title") == ["a[U+0000]b[U+202E]c d"]
    assert read_texts(figure, "marking")[0] == "X[U+0007][U+2066]Y"
    figure.canvas.draw()
