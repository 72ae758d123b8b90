import datetime as dt

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from export.drawing.contrast import contrast_ratio
from export.maps.layout import lay_out_map
from export.picture.figure import draw_picture
from export.picture.legend import list_legend
from export.wording.filter_text import format_area
from export.wording.scene_text import (
    describe_added,
    describe_official,
    describe_sources,
    format_period,
)
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.errors import ViewError
from geo.model.extent import Extent
from geo.model.scene import Filters, Marking, View
from geo.query.facets import BLANK
from geo.query.selection import select_scene
from geo.reports.user_reports import Additions, Report, add_reports
from layers.symbology import AREA_COLOUR
from tests.unit.scenes import (
    AS_OF,
    HOSTILE,
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
    assert words == "Filters: only Conoco and Harir; weapon rocket; held-out records drawn as well"
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
    assert head == "Filters: 6 are on, listed in the notes under “Filters”"
    assert "Filters" in read_texts(figure, "heading")
    for words in (
        "only Conoco",
        "weapon rocket",
        "outcome impact",
        "or no claim known",
        "drawn as",
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


def test_what_is_left_out_is_told(record, write_record):
    attacks = [
        record.attack("a", us_killed="0", us_wounded="3"),
        record.attack("b", base_id="", place_as_reported="a base in Syria"),
        record.attack("c", base_id="", place_as_reported="a base in Syria"),
        record.attack("d", base_id="union-iii"),
        record.attack("e", status="disputed"),
        record.attack("f", weapon="spear"),
    ]
    bases = [record.base("conoco"), record.base("union-iii", None, name="Union III")]
    figure = draw_picture(make_scene(record, write_record, *attacks, bases=bases), None)
    assert "4 counted records: 1 drawn, 3 not placed." in notes(figure)
    assert (
        "US killed 0, stated in 1 of 4 records; US wounded 3, stated in 1 of 4 records."
        in notes(figure)
    )
    assert "Held out and not counted: 1 (" in notes(figure)
    assert "1 of 6 records is not shown" in notes(figure)
    assert "attacks.csv row 7, weapon:" in notes(figure)
    assert "Not placed on the map: 3" in read_texts(figure, "heading")
    assert "a base in Syria" in notes(figure)
    assert "Union III" in notes(figure)


def test_a_long_list_of_places_is_shortened_with_its_number(record, write_record):
    attacks = [
        record.attack(f"a{k}", base_id="", place_as_reported=f"place {k:02d}") for k in range(20)
    ]
    figure = draw_picture(make_scene(record, write_record, *attacks), None)
    assert "Not placed on the map: 20" in read_texts(figure, "heading")
    assert "at 13 more places" in notes(figure)


def test_official_total_stands_beside_ours(record, write_record):
    folder = write_record(
        record.attack("a"),
        record.attack("b", date="2023-11-29"),
        totals=[
            record.total(as_of="2023-11-20", total="61"),
            record.total(as_of="2023-11-29", total="74", qualifier="at_least"),
            record.total(as_of="2023-12-20", total="102"),
        ],
    )
    dataset = read_dataset(folder)
    scene = make_scene(record, lambda *_, **__: folder)
    sentence = describe_official(dataset, scene)
    assert sentence is not None
    assert "at least 74 attacks" in sentence
    assert "29 NOV 23" in sentence
    assert sentence in notes(draw_picture(scene, None, official=sentence))
    filtered = View(OPENING, filters=Filters(frozenset({"conoco"})))
    scene = make_scene(record, lambda *_, **__: folder, view=filtered)
    assert describe_official(dataset, scene) is None, "officials counted no such thing"


def test_sources_are_counted_among_what_is_shown(record, write_record):
    sources = [
        record.source("s1"),
        record.source("s2", publisher="SOHR"),
        record.source("s3", publisher="SOHR"),
        record.source("s4", publisher="Nobody cites it here"),
    ]
    attacks = [
        record.attack("a", source_ids="s1;s2"),
        record.attack("b", source_ids="s3", base_id="", place_as_reported="somewhere"),
        record.attack("c", source_ids="s4", date="2024-05-05"),
    ]
    figure = draw_picture(make_scene(record, write_record, *attacks, sources=sources), None)
    footer = " ".join(read_texts(figure, "footer"))
    assert "Sources: 3 publications by 2 publishers; the full list is in the record." in footer
    assert "Compiled from public reports; recorded, not complete." in footer
    (making,) = read_texts(figure, "making")
    assert making.startswith("made 211054Z NOV 26 · Basewatch 0.1.0 · inputs ")


def test_the_legend_holds_only_what_is_present(record, write_record):
    attacks = [
        record.attack("a", weapon="rocket", outcome="impact"),
        record.attack("b", weapon="mortar", outcome="intercepted"),
    ]
    layout = lay_out_map(make_scene(record, write_record, *attacks))
    words = [[row.text for row in block.rows] for block in list_legend(layout)]
    assert words == [["rocket", "mortar"], ["impact", "intercepted"], ["base: its true place"]]
    attacks += [
        record.attack("c", confirmation="claim_only", base_id="harir"),
        record.attack("d", date_precision="approximate", base_id="harir"),
    ]
    layout = lay_out_map(make_scene(record, write_record, *attacks))
    others = [row.text for row in list_legend(layout)[-1].rows]
    assert others == ["paler: claim only", "broken: date approximate", "base: its true place"]


def test_the_legend_repeats_colour_and_shape(record, write_record):
    figure = draw_picture(make_scene(record, write_record, record.attack(weapon="ied")), None)
    weapon = find_artists(figure, "legend")[0]
    (dots,) = find_artists(figure, "records")
    assert to_hex(weapon.get_facecolors()[0]) == to_hex(dots.get_facecolors()[0])
    assert (weapon.get_paths()[0].vertices == dots.get_paths()[0].vertices).all()


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


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2023-11-05"], "1 record added by user."),
        (["2023-11-05", "2023-11-06"], "2 records added by user."),
        (["2023-11-05", "2024-02-01"], "2 records added by user, 1 shown here."),
        (["2024-02-01"], "1 record added by user, none shown here."),
    ],
)
def test_what_a_user_added_is_told_on_the_picture(record, write_record, days, said):
    dataset, additions = read_dataset(write_record(record.attack())), Additions()
    for date in days:
        cells = {
            name: cell
            for name, cell in record.attack(date=date, source_ids="").items()
            if name != "attack_id"
        }
        source = {"title": "A report", "kind": "newsroom"}
        additions, _ = additions.add(Report(cells, source), dataset.attacks.index, "t0")
    scene = select_scene(
        add_reports(dataset, additions), View(OPENING, width_px=800.0), as_of=AS_OF
    )
    assert describe_added(scene) == said
    assert describe_sources(scene).endswith(said)
    figure = draw_picture(scene, None)
    assert said in notes(figure)
    assert said in " ".join(read_texts(figure, "footer"))
    assert ("plus: added by user" in read_texts(figure)) == bool(scene.counts.added_shown)


def test_a_picture_of_the_record_alone_says_nothing_of_users(record, write_record):
    figure = draw_picture(make_scene(record, write_record, record.attack()), None)
    assert "added by user" not in " ".join(read_texts(figure))
