"""The notes of a picture: what is left out, officials, sources, the legend, what a user added."""

import pytest
from matplotlib.colors import to_hex

from export.maps.layout import lay_out_map
from export.picture.figure import draw_picture
from export.picture.legend import list_legend
from export.wording.scene_text import (
    describe_added,
    describe_official,
    describe_sources,
)
from geo import VERSION
from geo.loading import read_dataset
from geo.model.scene import Filters, View
from geo.query.selection import select_scene
from geo.reports.user_reports import Additions, Report, add_reports
from tests.unit.scenes import (
    AS_OF,
    OPENING,
    find_artists,
    make_scene,
    read_texts,
)


def notes(figure) -> str:
    return " ".join(read_texts(figure, "note"))


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
    assert "Excluded from counts: 1 (" in notes(figure)
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
    assert "Compiled from public reports; not every attack was reported." in footer
    (making,) = read_texts(figure, "making")
    assert making.startswith(f"made 211054Z NOV 26 · Basewatch {VERSION} · inputs ")


def test_the_legend_holds_only_what_is_present(record, write_record):
    attacks = [
        record.attack("a", weapon="rocket", outcome="impact"),
        record.attack("b", weapon="mortar", outcome="intercepted"),
    ]
    layout = lay_out_map(make_scene(record, write_record, *attacks))
    words = [[row.text for row in block.rows] for block in list_legend(layout)]
    others = ["stacked at the base; not where it fell", "base: its true place"]
    assert words == [["rocket", "mortar"], ["impact", "intercepted"], others]
    attacks += [
        record.attack("c", confirmation="claim_only", base_id="harir"),
        record.attack("d", date_precision="approximate", base_id="harir"),
    ]
    layout = lay_out_map(make_scene(record, write_record, *attacks))
    found = [row.text for row in list_legend(layout)[-1].rows]
    assert found == ["pale: claim only", "dashed: date approximate", *others]


def test_the_legend_repeats_colour_and_shape(record, write_record):
    figure = draw_picture(make_scene(record, write_record, record.attack(weapon="ied")), None)
    weapon = find_artists(figure, "legend")[0]
    (dots,) = find_artists(figure, "records")
    assert to_hex(weapon.get_facecolors()[0]) == to_hex(dots.get_facecolors()[0])
    assert (weapon.get_paths()[0].vertices == dots.get_paths()[0].vertices).all()


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
