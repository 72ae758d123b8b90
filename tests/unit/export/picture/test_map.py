from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex
from pyproj import Geod

from export.drawing.canvas import hold_settings
from export.maps.label_placement import Box
from export.maps.layout import lay_out_map
from export.maps.map_surround import METRES_PER_MILE, measure_scale, round_length
from export.picture.figure import draw_picture
from geo.basemap.decoder import read_basemap
from geo.model.extent import Extent, project_lonlat, unproject_px
from geo.model.scene import View
from layers.cartography.placement import DISC_FROM, circle_radius, push_apart, spiral_offset
from layers.cartography.symbology import (
    DOT_RADIUS_PX,
    STROKE_PX,
    WEAPON_SYMBOLS,
    mix_colour,
    select_dot,
)
from tests.unit.scenes import (
    HELD_OUT,
    OPENING,
    SITES,
    find_artists,
    make_attacks,
    make_scene,
    read_texts,
)

SHIPPED_BASEMAP = Path(__file__).parents[4] / "data" / "basemap"
NUMBERS = {"conoco": 30, "omar-field": 40, "ain-al-asad": 16}


@pytest.fixture
def scene(record, write_record):
    return make_scene(record, write_record, *make_attacks(record, NUMBERS))


def find_frame(figure):
    (frame,) = find_artists(figure, "map-frame")
    return frame


def place_on_page(scene, figure, lon, lat):
    """Where a point in degrees stands in the panel, by plain Web Mercator, in display pixels."""
    extent = scene.extent
    left, top = project_lonlat(extent.west, extent.north, 0)
    right, bottom = project_lonlat(extent.east, extent.south, 0)
    x, y = project_lonlat(lon, lat, 0)
    box = find_frame(figure).get_window_extent()
    return (
        box.x0 + (x - left) / (right - left) * box.width,
        box.y1 - (y - top) / (bottom - top) * box.height,
    )


@pytest.mark.parametrize(
    "extent", [None, Extent(38, 32, 46, 37), Extent(40, 30, 42, 37), Extent(36, 34, 46, 35)]
)
@pytest.mark.parametrize("page", ["a4", "16:9", "square"])
def test_the_panel_has_the_aspect_of_the_extent(record, write_record, extent, page):
    view = View(OPENING, extent=extent, width_px=900.0)
    scene = make_scene(record, write_record, *make_attacks(record, NUMBERS), view=view)
    frame = find_frame(draw_picture(scene, None, page=page))
    aspect = 900.0 / scene.extent.height_px(900.0)
    assert frame.get_width() / frame.get_height() == pytest.approx(aspect, rel=1e-6)


def test_each_record_is_one_dot_where_the_table_of_placement_says(scene):
    figure = draw_picture(scene, None, dpi=100)
    (dots,) = find_artists(figure, "records")
    drawn = dots.get_offset_transform().transform(dots.get_offsets())

    zoom = scene.extent.zoom_at(scene.view.width_px)
    anchors = [project_lonlat(*point, zoom) for point in SITES.values()]
    radii = [circle_radius(NUMBERS.get(base_id, 0)) for base_id in SITES]
    centres = dict(zip(SITES, push_apart(anchors, radii), strict=True))
    box = find_frame(figure).get_window_extent()
    west, north = project_lonlat(scene.extent.west, scene.extent.north, zoom)
    k = box.width / scene.view.width_px
    ranks = dict.fromkeys(SITES, 0)
    expected = []
    for base_id in scene.drawn["base_id"]:
        dx, dy = spiral_offset(ranks[base_id], NUMBERS[base_id])
        ranks[base_id] += 1
        x, y = centres[base_id]
        expected.append((box.x0 + (x + dx - west) * k, box.y1 - (y + dy - north) * k))
    assert len(drawn) == sum(NUMBERS.values())
    assert drawn == pytest.approx(np.array(expected), abs=1e-6)


def test_the_oldest_record_stands_in_the_middle(record, write_record):
    attacks = [
        record.attack("z", date="2023-10-18", weapon="mortar"),
        *make_attacks(record, {"conoco": 9}, weapon="rocket"),
    ]
    attacks[1:] = [row | {"date": f"2023-11-{k:02d}"} for k, row in enumerate(attacks[1:], 1)]
    layout = lay_out_map(make_scene(record, write_record, *attacks))
    (site,) = [site for site in layout.sites if site.shown]
    near = min(layout.dots, key=lambda m: np.hypot(m.x - site.centre[0], m.y - site.centre[1]))
    assert near.weapon == "mortar"


def test_dots_and_strokes_scale_with_the_panel(scene):
    figure = draw_picture(scene, None, dpi=72)
    (dots,) = find_artists(figure, "records")
    k = find_frame(figure).get_width() / scene.view.width_px
    shape = dots.get_paths()[0].transformed(dots.get_transform()).get_extents()
    corners = 1.22 * DOT_RADIUS_PX * k  # a triangle's outer radius, see the table
    assert shape.height == pytest.approx(1.5 * corners, rel=1e-4)
    assert dots.get_linewidths()[0] == pytest.approx(STROKE_PX * k)


def test_colours_are_those_of_the_table(record, write_record):
    attacks = [
        record.attack(f"a{k}", weapon=weapon, outcome="impact")
        for k, weapon in enumerate(WEAPON_SYMBOLS)
    ]
    (dots,) = find_artists(
        draw_picture(make_scene(record, write_record, *attacks), None), "records"
    )
    fills = [to_hex(colour) for colour in dots.get_facecolors()]
    assert fills == [symbol.colour for symbol in WEAPON_SYMBOLS.values()]


def test_fill_mark_and_outline_tell_outcome_claim_and_date(record, write_record):
    rows = [
        {"outcome": "unknown"},
        {"outcome": "intercepted", "confirmation": "claim_only"},
        {"date_precision": "approximate"},
        {"outcome": "partly_intercepted"},
        {"outcome": "no_damage"},
    ]
    attacks = [record.attack(f"a{k}", **cells) for k, cells in enumerate(rows)]
    (dots,) = find_artists(
        draw_picture(make_scene(record, write_record, *attacks), None), "records"
    )
    rocket = WEAPON_SYMBOLS["rocket"].colour
    half = select_dot("rocket", "unknown", "us_official", "day").fill
    fills = [to_hex(colour) for colour in dots.get_facecolors()[:3]]
    assert fills == [half, "#ffffff", rocket]
    strokes = [to_hex(colour) for colour in dots.get_edgecolors()[:3]]
    assert strokes == [rocket, mix_colour(rocket, 0.52), rocket]
    assert [style[1] is not None for style in dots.get_linestyles()[:3]] == [False, False, True]
    assert len(dots.get_paths()) == 7, "an inner dot and a bar follow their rings"
    ring, dot, ring_too, bar = (path.get_extents() for path in dots.get_paths()[3:])
    assert dot.width < 0.5 * ring.width
    assert bar.height == 0
    assert bar.width < ring_too.width


def test_held_out_records_are_drawn_only_when_asked_for_paler_and_struck_through(
    record, write_record
):
    attacks = [record.attack("a"), record.attack("b", date="2023-10-20", status="disputed")]
    figure = draw_picture(make_scene(record, write_record, *attacks), None)
    assert len(find_artists(figure, "records")[0].get_paths()) == 1
    assert read_texts(figure, "site-count") == ["1"]

    view = View(OPENING, filters=HELD_OUT, width_px=800.0)
    figure = draw_picture(make_scene(record, write_record, *attacks, view=view), None)
    (dots,) = find_artists(figure, "records")
    assert len(dots.get_paths()) == 3
    rocket = WEAPON_SYMBOLS["rocket"].colour
    assert to_hex(dots.get_facecolors()[0]) == rocket
    assert to_hex(dots.get_facecolors()[1]) == mix_colour(rocket, 0.45)
    assert (dots.get_offsets()[1] == dots.get_offsets()[2]).all()
    assert read_texts(figure, "site-count") == ["1 + 1"], "held-out ones are never counted in"
    assert any("excluded from counts" in text for text in read_texts(figure, "note"))


def test_a_record_with_its_own_place_stands_there(record, write_record):
    attacks = [
        record.attack("a", longitude="41.5", latitude="36.0"),
        record.attack("b", base_id="harir"),
    ]
    scene = make_scene(record, write_record, *attacks)
    figure = draw_picture(scene, None, dpi=100)
    (dots,) = find_artists(figure, "records")
    place = dots.get_offset_transform().transform(dots.get_offsets())[0]
    assert place == pytest.approx(place_on_page(scene, figure, 41.5, 36.0), abs=0.01)
    assert read_texts(figure, "site-count") == ["1"]


def test_a_leader_leads_from_a_moved_circle_to_the_true_point(scene):
    figure = draw_picture(scene, None, dpi=100)
    marks = [
        (box.x0 + box.width / 2, box.y0 + box.height / 2)
        for box in (mark.get_window_extent() for mark in find_artists(figure, "site"))
    ]
    named = [base_id for base_id in SITES if base_id in NUMBERS]
    points = [place_on_page(scene, figure, *SITES[base_id]) for base_id in named]
    assert np.array(sorted(marks)) == pytest.approx(np.array(sorted(points)), abs=0.01)
    leaders = find_artists(figure, "leader")
    ends = [tuple(line.get_transform().transform(line.get_xydata())[0]) for line in leaders]
    crowded = [place_on_page(scene, figure, *SITES[name]) for name in ("conoco", "omar-field")]
    assert np.array(sorted(ends)) == pytest.approx(np.array(sorted(crowded)), abs=0.01)


def test_beyond_the_bound_a_site_is_a_disc_with_its_number(record, write_record):
    attacks = make_attacks(record, {"conoco": DISC_FROM + 1, "harir": 2})
    figure = draw_picture(make_scene(record, write_record, *attacks), None)
    assert read_texts(figure, "disc-number") == ["801"]
    assert len(find_artists(figure, "records")[0].get_paths()) == 2
    assert read_texts(figure, "site-count") == ["801", "2"]


def test_every_site_of_the_record_is_named_and_an_idle_one_is_greyer(record, write_record):
    attacks = [record.attack("a"), record.attack("b", date="2024-05-01", base_id="harir")]
    figure = draw_picture(make_scene(record, write_record, *attacks), None)
    colours = {a.get_text(): a.get_color() for a in find_artists(figure, "site-name")}
    assert colours == {"Conoco": "#2b2926", "Harir": "#6f6a60"}
    assert read_texts(figure, "site-count") == ["1"]


def test_names_and_counts_cover_neither_each_other_nor_another_circle(scene):
    figure = draw_picture(scene, None, dpi=100)
    labels = [
        text.get_window_extent()
        for gid in ("site-name", "site-count")
        for text in find_artists(figure, gid)
    ]
    boxes = [Box(b.x0, b.y0, b.width, b.height * 0.7) for b in labels]
    for number, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[number + 1 :])
    (dots,) = find_artists(figure, "records")
    for x, y in dots.get_offset_transform().transform(dots.get_offsets()):
        assert not any(Box(x - 2, y - 2, 4, 4).overlaps(box) for box in boxes)


def test_a_name_at_the_edge_is_turned_inside(record, write_record):
    view = View(OPENING, extent=Extent(39.0, 33.0, 44.45, 37.0), width_px=800.0)
    figure = draw_picture(
        make_scene(record, write_record, *make_attacks(record, {"harir": 5}), view=view), None
    )
    frame = find_frame(figure).get_window_extent()
    (name,) = find_artists(figure, "site-name")
    box = name.get_window_extent()
    assert frame.x0 < box.x0
    assert box.x1 < frame.x1


def test_records_beyond_the_edge_are_told(record, write_record):
    view = View(OPENING, extent=Extent(39.0, 34.0, 42.0, 36.0), width_px=800.0)
    attacks = make_attacks(record, {"conoco": 3, "harir": 2})
    figure = draw_picture(make_scene(record, write_record, *attacks, view=view), None)
    assert len(find_artists(figure, "records")[0].get_paths()) == 3
    assert "5 counted records: 3 drawn, 2 lie outside this map, 0 not placed." in " ".join(
        read_texts(figure, "note")
    )
    assert read_texts(figure, "outside") == ["2 of 5 placed records lie outside this map"]
    assert read_texts(figure, "site-name") == ["Conoco"]


@pytest.mark.parametrize(
    "extent", [Extent(38, 32, 46, 37), Extent(43.9, 36.1, 44.0, 36.2), Extent(-20, -60, 60, 70)]
)
@pytest.mark.parametrize("page", ["a4", "square"])
def test_the_scale_bar_is_as_long_as_it_says(record, write_record, extent, page):
    view = View(OPENING, extent=extent, width_px=900.0)
    scene = make_scene(record, write_record, record.attack(), view=view)
    figure = draw_picture(scene, None, page=page)
    layout, frame = lay_out_map(scene), find_frame(figure)
    for unit, metres in (("km", 1000.0), ("mi", METRES_PER_MILE)):
        (bar,) = find_artists(figure, f"scale-{unit}")
        length_pt = np.ptp(bar.get_xdata())
        assert 15 < length_pt < 0.31 * frame.get_width()
        (label,) = read_texts(figure, f"scale-{unit}-text")
        says_m = float(label.split()[0]) * metres
        # walk the bar along the map's middle, in short steps, on the ellipsoid
        y = layout.origin_px[1] + layout.height_px / 2
        px = length_pt / frame.get_width() * layout.width_px
        xs = layout.origin_px[0] + np.linspace(0, px, 200)
        lonlat = [unproject_px(x, y, layout.zoom) for x in xs]
        true_m = Geod(ellps="WGS84").line_length(*zip(*lonlat, strict=True))
        assert says_m == pytest.approx(true_m, rel=0.005)


def test_scale_holds_at_the_middle(scene):
    scale = measure_scale(lay_out_map(scene))
    assert scene.extent.south < scale.latitude_deg < scene.extent.north


@pytest.mark.parametrize(
    ("longest", "length"),
    [(1234, 1000), (1999, 1000), (2000, 2000), (730, 500), (9.9, 5), (0.4, 0.2)],
)
def test_lengths_are_round(longest, length):
    assert round_length(longest) == pytest.approx(length)


def test_place_names_lie_on_the_map_and_keep_clear_of_the_sites(scene):
    figure = draw_picture(scene, read_basemap(SHIPPED_BASEMAP), dpi=100)
    frame = find_frame(figure).get_window_extent()
    with hold_settings():
        towns, sites = (
            [
                (a.get_text(), a.get_window_extent())
                for gid in gids
                for a in find_artists(figure, gid)
            ]
            for gids in (["place-name"], ["site-name", "site-count"])
        )
    assert {"Mosul", "Palmyra"} <= {name for name, _ in towns}
    for name, box in towns:
        assert frame.x0 < box.x0 < box.x1 < frame.x1, name
        assert frame.y0 < box.y0 < box.y1 < frame.y1, name
        for site, other in sites:
            apart = box.x1 < other.x0 or other.x1 < box.x0 or box.y1 < other.y0 or other.y1 < box.y0
            assert apart, f"{name} covers {site}"
    (dots,) = find_artists(figure, "records")
    for x, y in dots.get_offset_transform().transform(dots.get_offsets()):
        assert not any(box.contains(x, y) for _, box in towns)
