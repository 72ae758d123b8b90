import warnings

import pytest

from export.drawing.canvas import Canvas, hold_settings
from export.drawing.page import PAGES
from export.drawing.typesetting import (
    SMALLEST_PT,
    cut_text,
    fit_text,
    make_inert,
    measure_pt,
    wrap_text,
)
from tests.unit.scenes import HOSTILE


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_can_be_read_stays_as_it_is(text):
    assert make_inert(text) == text


@pytest.mark.parametrize(
    ("text", "inert"),
    [
        ("a\x00b", "a[U+0000]b"),
        ("a\x1bb", "a[U+001B]b"),
        ("gpj.\u202egnp", "gpj.[U+202E]gnp"),
        ("\u2066x\u2069", "[U+2066]x[U+2069]"),
        ("zero\u200bwidth", "zero[U+200B]width"),
        ("\ud800", "[U+D800]"),
        ("中文", "[U+4E2D][U+6587]"),
        ("two\nlines\tand\u2028more\r\n", "two lines and more  "),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_cannot_be_seen_is_written_as_its_code_point(text, inert):
    assert make_inert(text) == inert


def test_no_glyph_is_missing_once_text_is_inert():
    codes = (*range(0x800), *range(0x2000, 0x2C00), *range(0xD7F8, 0xD808), 0x1F600, 0x1F6E9)
    every = "".join(chr(code) for code in codes)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert measure_pt(make_inert(every), 10) > 0
        assert measure_pt(make_inert(every), 10, bold=True) > 0


@pytest.mark.parametrize("dpi", [60, 300])
def test_measure_agrees_with_what_is_drawn(dpi):
    canvas = Canvas(PAGES["a4"], dpi)
    with hold_settings():
        artist = canvas.draw_text(50, 50, "of counted records in the period", size=7.5)
        drawn_pt = artist.get_window_extent().width * 72 / dpi
    assert drawn_pt == pytest.approx(measure_pt(artist.get_text(), 7.5), rel=0.01, abs=72 / dpi)


def test_lines_fit_and_lose_nothing():
    text = (
        "Held and then let go: three, among them one_very_long_word_that_fits_no_line at all of it"
    )
    lines = wrap_text(text, 8, 90)
    assert len(lines) > 4
    assert all(measure_pt(line, 8) <= 90 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_cutting_says_that_it_cut():
    assert cut_text("short", 10, 100) == "short"
    cut = cut_text("much longer than that", 10, 60)
    assert cut.endswith("…")
    assert measure_pt(cut, 10) <= 60


def test_fitting_shrinks_before_it_cuts():
    size, lines = fit_text("a title of some length", 16, 150, smallest_pt=8)
    assert 8 <= size < 16
    assert lines == ["a title of some length"]
    size, lines = fit_text("W" * 50_000, 16, 150, lines=2)
    assert size == SMALLEST_PT
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert max(measure_pt(line, size) for line in lines) <= 150
