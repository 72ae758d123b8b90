"""Points in an officer's own words keep their sources where they are left beside them."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.talking_points.changes import CHANGED
from export.talking_points.edited_points import (
    MOST_LETTERS,
    OWN_HEADING,
    format_points,
    parse_points,
    unmark_points,
    write_points,
)
from export.talking_points.facts import Point
from export.talking_points.points import CASUALTIES, list_points
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.errors import ViewError
from geo.model.scene import View
from geo.query.selection import select_scene
from tests.unit.scenes import AS_OF, HOSTILE

DATA = Path(__file__).parents[4] / "data"


@pytest.fixture(scope="module")
def scene_points():
    dataset = read_dataset(DATA)
    window = Window(dt.date(2024, 1, 15), dt.date(2024, 1, 21))
    scene = select_scene(dataset, View(window), as_of=AS_OF)
    return scene.sources, list_points(scene, dataset)


def test_left_as_they_are_they_are_the_same_points(scene_points):
    sources, made = scene_points
    text = format_points(made, sources)
    assert parse_points(text, made, sources) == made
    assert parse_points(text.replace("\n", "\r\n"), made, sources) == made
    assert parse_points(text.replace("\n- ", "\n •  "), made, sources) == made


def test_text_is_headings_and_points_with_publishers(scene_points):
    sources, made = scene_points
    lines = format_points(made, sources).splitlines()
    assert lines[0] == CHANGED
    assert lines[1].startswith(f"- {made[0].text} (")
    assert lines[1].endswith(")")
    assert lines[lines.index(CASUALTIES) - 1] == ""


def test_a_changed_sentence_keeps_the_sources_that_stand_behind_it(scene_points):
    sources, made = scene_points
    text = format_points(made, sources)
    changed = text.replace(made[1].text, "Fewer than last week at this base.")
    points = parse_points(changed, made, sources)
    assert points[1] == Point(
        CHANGED, "Fewer than last week at this base.", made[1].source_ids, edited=True
    )
    assert (points[0], *points[2:]) == (made[0], *made[2:])


def test_of_two_with_the_same_publishers_the_more_alike_gives_its_sources(scene_points):
    sources, _ = scene_points
    first, second = (sources.index[sources["publisher"] == name][0] for name in _two(sources))
    one = sources.index[sources["publisher"] == sources.loc[first, "publisher"]]
    made = (
        Point("A", "Conoco: 3 records.", (one[0],)),
        Point("A", "Harir: 4 records.", (one[-1],)),
        Point("A", "Third.", (second,)),
    )
    line = format_points(made, sources).splitlines()[2]
    points = parse_points(f"A\n{line.replace('4 records', 'four of them')}", made, sources)
    assert points == (Point("A", "Harir: four of them.", (one[-1],), edited=True),)


def _two(sources):
    counts = sources["publisher"].value_counts()
    return counts.index[0], counts.index[-1]


def test_words_of_ones_own_have_no_source_and_no_parenthesis_is_lost(scene_points):
    sources, made = scene_points
    points = parse_points("- Calm (in my view)\n", made, sources)
    assert points == (Point(OWN_HEADING, "Calm (in my view)", edited=True),)


def test_lines_without_a_mark_are_headings_points_or_go_on(scene_points):
    sources, made = scene_points
    text = """
Assessment
- One
  and its second line
going on

A paragraph of its own

* Two
Heading at the end
goes on

Last words
"""
    found = [(point.heading, point.text) for point in parse_points(text, made, sources)]
    assert found == [
        ("Assessment", "One and its second line going on"),
        ("A paragraph of its own", "Two Heading at the end goes on"),
        ("A paragraph of its own", "Last words"),
    ]


def test_a_heading_of_ones_own_leaves_a_sentence_that_the_record_vouches_for(scene_points):
    sources, made = scene_points
    text = format_points(made, sources).replace(CHANGED, "Since last week")
    points = parse_points(text, made, sources)
    assert points[0].heading == "Since last week"
    assert points[0].source_ids == made[0].source_ids
    assert not any(point.edited for point in points)


@pytest.mark.parametrize("text", ["", " \n\t\n", "-\n- \n", "- " + "x" * 3 * MOST_LETTERS])
def test_nothing_and_too_much_are_one_clear_sentence(scene_points, text):
    sources, made = scene_points
    with pytest.raises(ViewError) as caught:
        parse_points(text, made, sources)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", [*HOSTILE, "a\u202eb\x07", "=1+1"])
def test_hostile_words_stay_words(scene_points, text):
    sources, made = scene_points
    (point,) = parse_points(f"- {text}", made, sources)
    assert "\u202e" not in point.text
    assert parse_points(format_points([point], sources), [point], sources) == (point,)


NO_SOURCES = pd.DataFrame({"publisher": []}, dtype="str")


@given(st.text(max_size=300))
def test_what_an_officer_writes_is_read_the_same_again(text):
    try:
        points = parse_points(text, (), NO_SOURCES)
    except ViewError:
        return
    again = parse_points(format_points(points, NO_SOURCES), points, NO_SOURCES)
    assert again == points


def test_a_file_of_points_begins_with_its_marking_and_is_read_without(scene_points):
    sources, made = scene_points
    text = write_points(made, sources, "SECRET//A")
    assert text.splitlines()[0] == "Marking: SECRET//A"
    assert parse_points(unmark_points(text, "secret//a"), made, sources) == made
    saved = "\ufeff" + text.replace("\n", "\r\n")
    assert parse_points(unmark_points(saved.lstrip("\ufeff"), "SECRET//A"), made, sources) == made
    assert unmark_points("Marking the spot\n- x", "SECRET") == "Marking the spot\n- x"
    assert unmark_points("- own words", "SECRET") == "- own words"


def test_points_of_another_marking_are_refused(scene_points):
    sources, made = scene_points
    text = write_points(made, sources, "SECRET//A")
    with pytest.raises(ViewError, match=r"marked `SECRET//A`, and the product `UNCLASSIFIED`"):
        unmark_points(text, "UNCLASSIFIED")
