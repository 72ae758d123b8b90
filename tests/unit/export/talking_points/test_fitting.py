"""Points fit their box: smaller, then fewer, then shorter; and what is left out is said."""

import shutil
import subprocess

import pytest
from PIL import ImageFont

from export.drawing.page import Box
from export.office.paragraph import fit_paragraph
from export.talking_points.facts import Point
from export.talking_points.fitting import (
    ARIAL_SHARE,
    BULLET_EM,
    MOST_LINES,
    SOURCES_EM,
    NamedPoint,
    Style,
    fit_points,
    make_bullet,
)
from tests.require import lack

STYLE = Style(16.0, 12.0)
LONG = "Records of this period that say a little more than would fit on one line of the slide."


def make_points(numbers: dict[str, int], **fields) -> list[NamedPoint]:
    return [
        NamedPoint(Point(heading, f"{k}. {LONG}", ("s1",), **fields), "US DoD, AP +3")
        for heading, number in numbers.items()
        for k in range(number)
    ]


def texts(fitted) -> list[str]:
    return [bullet.text for section in fitted.sections for bullet in section.bullets]


def test_with_room_the_letters_are_large_and_nothing_is_left_out():
    fitted = fit_points(make_points({"A": 2, "B": 1}), 600, 400, STYLE)
    assert fitted.size_pt == 16.0
    assert [section.heading for section in fitted.sections] == ["A", "B"]
    assert [len(section.bullets) for section in fitted.sections] == [2, 1]
    assert all(bullet.sources == "(US DoD, AP +3)" for bullet in fitted.sections[0].bullets)
    assert (fitted.left_out, fitted.lost) == (0, 0)
    assert not any(section.more for section in fitted.sections)


def test_then_smaller_but_never_below_the_smallest():
    sizes = [
        fit_points(make_points({"A": 6}), 400, height, STYLE).size_pt for height in (400, 300, 100)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == 12.0


def test_what_the_table_says_too_gives_way_first_and_is_counted():
    points = [*make_points({"A": 1}), *make_points({"A": 6}, in_table=True), *make_points({"B": 2})]
    fitted = fit_points(points, 400, 215, STYLE)
    assert fitted.height_pt <= 215
    assert fitted.left_out > 0
    assert fitted.lost == 0
    assert fitted.sections[0].more == f"and {fitted.left_out} more in the table"
    assert len(fitted.sections[1].bullets) == 2


def test_then_others_give_way_and_are_looked_for_in_the_notes():
    fitted = fit_points(make_points({"A": 9, "B": 1}), 400, 180, STYLE)
    kept = len(fitted.sections[0].bullets)
    assert fitted.sections[0].more == f"and {9 - kept} more in the notes"
    assert texts(fitted)[:kept] == [f"{k}. {LONG}" for k in range(kept)]
    assert fitted.sections[1].heading == "B"
    assert fitted.lost == 9 - kept


def test_at_the_end_whole_sections_go_and_none_silently():
    points = make_points({"A": 3, "B": 2, "C": 4})
    fitted = fit_points(points, 400, 50, STYLE)
    assert fitted.height_pt <= 50
    assert [section.heading for section in fitted.sections] == ["A"]
    assert fitted.sections[0].more == "and 8 more in the notes"
    assert fit_points(points, 400, 10, STYLE).sections == ()


@pytest.mark.parametrize("height", range(20, 420, 20))
def test_whatever_the_room_it_is_kept_and_every_point_is_accounted_for(height):
    points = [*make_points({"A": 2}), *make_points({"A": 5}, in_table=True), *make_points({"B": 4})]
    fitted = fit_points(points, 300, height, STYLE)
    shown = len(texts(fitted))
    assert fitted.height_pt <= height or not shown
    assert shown + fitted.left_out == len(points)
    said = [int(section.more.split()[1]) for section in fitted.sections if section.more]
    assert not shown or sum(said) == fitted.left_out


def test_a_text_that_is_too_long_is_cut_and_shows_it():
    bullet = make_bullet("word " * 600, "US DoD", 12.0, 300.0, most=MOST_LINES)
    assert bullet.lines == MOST_LINES
    assert bullet.text.endswith("…")
    assert len(bullet.text) < 600
    assert bullet.sources == ""


def test_text_is_inert():
    bullet = make_bullet("a\u202eb\x07", "c\u2066d", 12.0, 300.0, most=3)
    assert bullet.text == "a[U+202E]b[U+0007]"
    assert bullet.sources == "(c[U+2066]d)"


@pytest.fixture(scope="module")
def arial() -> str:
    """Give a font as wide as Arial, letter by letter."""
    if shutil.which("fc-match"):
        found = subprocess.run(
            ["fc-match", "--format=%{family}|%{file}", "Liberation Sans"],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        family, _, file = found.partition("|")
        if "Liberation Sans" in family:
            return file
    return lack("no font with Arial's widths is installed: apt install fonts-liberation")


@pytest.mark.parametrize(
    "text",
    [
        LONG * 2,
        "Ain al-Asad: 13 US-confirmed, 3 other reported, of 32 in all. Omar field: 8 of 38 in all.",
        "US DoD's own running total by 29 NOV 23: 74 attacks; recorded here by then: 84, of them 56.",
        "ALL CAPITALS: WHATEVER MARKING OR NAME SOMEBODY WRITES IN CAPITALS ONLY, EVEN WWW AND MMM.",
        "illicit little fillet jiffy " * 5,
        "sscc kkss zzcc " * 8,
    ],
)
@pytest.mark.parametrize("width", [150.0, 240.0, 560.0])
def test_in_arial_text_takes_no_more_lines_than_measured(arial, text, width):
    size = 12.0
    bullet = make_bullet(text, "", size, width, most=99, share=ARIAL_SHARE)
    font = ImageFont.truetype(arial, 100)
    lines, line = 1, ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) * size / 100 > width and line:
            lines, line = lines + 1, word
        else:
            line = longer
    assert lines <= bullet.lines
    assert SOURCES_EM < BULLET_EM


@pytest.mark.parametrize("height", [12.0, 80.0])
def test_a_title_of_two_directions_keeps_every_letter_that_has_room(height):
    title = "هجمات على عين الأسد Ain al-Asad and Conoco كونيكو between Erbil and أربيل " * 2
    size, fitted = fit_paragraph(title.strip(), Box(0.0, 0.0, 180.0, height), 14.0, 6.0)
    assert size >= 6.0
    whole = fitted.removesuffix("…")
    assert title.startswith(whole)
    assert (whole == title.strip()) == (height == 80.0)
    bullet = make_bullet(title, "", 10.0, 120.0, most=9)
    assert bullet.text == title.strip() or title.startswith(bullet.text.removesuffix(" …"))
    assert "\u200e" not in bullet.text
