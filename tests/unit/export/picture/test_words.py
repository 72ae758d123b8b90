import datetime as dt

import pytest
from matplotlib.colors import to_hex

from export.picture.figure import draw_picture
from export.wording.filter_text import format_area
from export.wording.scene_text import (
    format_period,
)
from geo.model.dates import Window
from geo.model.extent import Extent
from geo.model.scene import Filters, View
from geo.query.facets import BLANK
from layers.cartography.symbology import AREA_COLOUR
from tests.unit.scenes import (
    OPENING,
    SITES,
    find_artists,
    make_attacks,
    make_scene,
    read_texts,
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def notes(figure) -> str:
    return " ".join(read_texts(figure, "note"))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2023-10-17", "2023-11-30", "17 October – 30 November 2023"),
        ("2023-10-23", "2023-10-29", "23 – 29 October 2023"),
        ("2023-12-30", "2024-01-02", "30 December 2023 – 2 January 2024"),
        ("2024-01-28", "2024-01-28", "28 January 2024"),
    ],
)
def test_period(first, last, words):
    assert format_period(Window(day(first), day(last))) == words


def test_header_names_title_period_dtg_mode_and_each_denominator(record, write_record):
    attacks = [
        *make_attacks(record, {"conoco": 3}),
        record.attack("m", confirmation="monitor"),
        record.attack("later", date="2024-02-01"),
    ]
    figure = draw_picture(make_scene(record, write_record, *attacks, title="A title"), None)
    assert read_texts(figure, "title") == ["A title"]
    assert read_texts(figure, "period") == ["17 October – 30 November 2023"]
    assert read_texts(figure, "mode") == ["17 OCT 23 – 30 NOV 23 · window of 45 days"]
    assert read_texts(figure, "filters") == []
    figures = read_texts(figure, "figure")
    assert figures == [
        "3 of 4", "US-confirmed", "of counted records in the period",
        "1 of 4", "other reported", "of counted records in the period",
        "4 of 5", "records in the period", "of all counted records",
    ]  # fmt: skip


def test_cumulative_mode_and_filters_are_told_in_words(record, write_record):
    filters = Filters(frozenset({"conoco", "harir"}), frozenset({"rocket"}), include_held_out=True)
    view = View(OPENING, "cumulative", filters, width_px=800.0)
    scene = make_scene(record, write_record, record.attack(), view=view)
    figure = draw_picture(scene, None)
    assert read_texts(figure, "mode") == [
        "18 OCT 23 – 30 NOV 23 · cumulative from the record's first day, 44 days"
    ]
    words = " ".join(read_texts(figure, "filters"))
    assert (
        words
        == "Filters: only Conoco and Harir; weapon rocket; records excluded from counts also drawn"
    )
    assert "of all counted records in the filters" in read_texts(figure, "figure")


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"confirmations": {"us_official", "claim_only"}}, "confirmation US official or claim only"),
        ({"outcomes": {"no_damage"}}, "outcome no damage"),
        ({"weapons": {"rocket"}}, "weapon rocket"),
        ({"weapons": {"several", "rocket"}}, "weapon rocket or several weapons"),
        ({"weapons": {"several"}}, "several weapons"),
        ({"weapons": {"unknown"}}, "weapon not stated"),
        ({"weapons": {"one_way_uav", "rocket", "missile", "mortar", "ied", "several", "unknown"}},
         "weapon one-way UAV, rocket, missile, mortar, IED, several weapons or weapon not stated"),
        ({"outcomes": {"unknown"}}, "outcome not stated"),
        ({"claim_groups": {"islamic_resistance_in_iraq", "other", BLANK, "tribal_forces"}},
         "claimed by any but Tashkil al-Waritheen and Kataib Hezbollah"),
        ({"outcomes": {"impact", "no_damage", "intercepted", "partly_intercepted"}},
         "any outcome but outcome not stated"),
        ({"countries": {"Iraq", BLANK}}, "country Iraq or country not known"),
        ({"claim_groups": {"kataib_hezbollah"}}, "claimed by Kataib Hezbollah"),
        ({"reliabilities": {"A", "F"}}, "reliability A or F (cannot be judged)"),
        ({"credibilities": {"1", "2", "3", "4", "5"}},
         "any credibility but 6 (cannot be judged)"),
        ({"base_ids": {"al-tanf", "conoco", "harir", "omar-field", BLANK}},
         "all but Ain Al Asad"),
        ({"with_casualties": True}, "only records that state US killed or wounded"),
        ({"text": "fell {{7*7}}"}, "only records with “fell {{7*7}}”"),
        ({"area": Extent(38.5, 33, 44, 37.25)},
         "area 38.5–44°E, 33–37.25°N, records without a place left out"),
    ],
)  # fmt: skip
def test_every_filter_is_told_on_the_picture(record, write_record, filters, words):
    asked = {
        name: frozenset(value) if isinstance(value, set) else value
        for name, value in filters.items()
    }
    bases = [
        *(record.base(base_id, point, country="Iraq") for base_id, point in SITES.items()),
    ]
    view = View(OPENING, filters=Filters(**asked), width_px=800.0)
    scene = make_scene(record, write_record, record.attack(), view=view, bases=bases)
    figure = draw_picture(scene, None)
    assert " ".join(read_texts(figure, "filters")) == f"Filters: {words}"


def test_filters_too_many_for_the_head_are_listed_in_the_notes(record, write_record):
    filters = Filters(
        frozenset({"conoco"}),
        frozenset({"rocket"}),
        text="rockets fell near the field and something else was said about it",
        outcomes=frozenset({"impact"}),
        claim_groups=frozenset({"islamic_resistance_in_iraq", BLANK}),
        include_held_out=True,
    )
    view = View(OPENING, filters=filters, width_px=800.0)
    figure = draw_picture(make_scene(record, write_record, record.attack(), view=view), None)
    head = " ".join(read_texts(figure, "filters"))
    assert head == "Filters: 6 active, listed in the notes under “Filters”"
    assert "Filters" in read_texts(figure, "heading")
    for words in (
        "only Conoco",
        "weapon rocket",
        "outcome impact",
        "or no claim known",
        "excluded from counts also drawn",
    ):
        assert words in notes(figure)


def test_an_empty_picture_says_when_filters_emptied_it(record, write_record):
    view = View(OPENING, filters=Filters(text="not in it"), width_px=800.0)
    figure = draw_picture(make_scene(record, write_record, record.attack(), view=view), None)
    assert read_texts(figure, "empty") == [
        "No record in this period passes the filters; coverage not stated"
    ]
    assert "No record in this period passes the filters; coverage not stated." in notes(figure)


def test_the_area_of_interest_is_outlined_where_it_lies(record, write_record):
    area = Extent(40, 35, 41, 36)
    view = View(OPENING, filters=Filters(area=area), extent=Extent(39, 34, 43, 37), width_px=800.0)
    figure = draw_picture(make_scene(record, write_record, record.attack(), view=view), None)
    (outline,) = find_artists(figure, "area")
    (frame,) = find_artists(figure, "map-frame")
    share = (outline.get_x() - frame.get_x()) / frame.get_width()
    assert share == pytest.approx(0.25)
    assert outline.get_width() / frame.get_width() == pytest.approx(0.25)
    assert frame.get_y() < outline.get_y() < frame.get_y() + frame.get_height()
    assert to_hex(outline.get_edgecolor()) == AREA_COLOUR
    assert "dashed box: the area of interest" in notes(figure)
    plain = draw_picture(make_scene(record, write_record, record.attack()), None)
    assert find_artists(plain, "area") == []


@pytest.mark.parametrize(
    ("area", "words"),
    [
        (Extent(-10, -20.5, -5, -0.125), "10–5°W, 20.5–0.125°S"),
        (Extent(-5, -1, 0, 1), "5–0°W, 1°S–1°N"),
        (Extent(0, 0, 10, 20), "0–10°E, 0–20°N"),
    ],
)
def test_an_area_is_written_with_the_side_of_the_world(area, words):
    assert format_area(area) == words
