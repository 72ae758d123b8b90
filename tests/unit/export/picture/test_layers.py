"""Layers in the picture: each draws what the screen draws, and the legend explains only that."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex

from export.drawing.canvas import hold_settings
from export.maps.density_layer import measure_density
from export.maps.graticule_layer import lay_out_graticule
from export.maps.layout import lay_out_map
from export.picture.figure import draw_picture
from export.product.provenance import list_provenance
from geo.basemap.decoder import read_basemap
from geo.model.extent import Extent, project_lonlat
from geo.model.scene import View
from geo.model.vocabulary import LAYERS_ON
from layers.cartography.placement import STRIKE_SPACING_PX
from layers.cartography.symbology import PAPER, STRIKE_COLOUR
from tests.unit.scenes import HELD_OUT, OPENING, find_artists, make_attacks, make_scene, read_texts

SHIPPED_BASEMAP = Path(__file__).parents[4] / "data" / "basemap"
AROUND = Extent(38.0, 32.5, 45.5, 37.5)


def view_with(*layers: str, extent: Extent = AROUND) -> View:
    return View(OPENING, extent=extent, width_px=800.0, layers=frozenset(layers))


def notes(figure) -> str:
    return " ".join(read_texts(figure, "note"))


def place_on_page(scene, figure, lon, lat):
    """Where a point in degrees stands in the panel, by plain Web Mercator, in display pixels."""
    extent = scene.extent
    left, top = project_lonlat(extent.west, extent.north, 0)
    right, bottom = project_lonlat(extent.east, extent.south, 0)
    x, y = project_lonlat(lon, lat, 0)
    (frame,) = find_artists(figure, "map-frame")
    box = frame.get_window_extent()
    return (
        box.x0 + (x - left) / (right - left) * box.width,
        box.y1 - (y - top) / (bottom - top) * box.height,
    )


def colour_at(figure, x, y):
    """Give the colour of a rendered figure at display pixels, y up."""
    with hold_settings():
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        pixels = np.asarray(canvas.buffer_rgba())[::-1]
    return pixels[round(y), round(x), :3].astype(int)


def test_what_is_off_at_first_is_not_drawn(record, write_record):
    scene = make_scene(
        record, write_record, record.attack(), strikes=[record.strike()], view=View(OPENING)
    )
    assert scene.view.layers == LAYERS_ON
    figure = draw_picture(scene, None)
    for gid in ("strikes", "density", "meridian", "parallel", "degree"):
        assert find_artists(figure, gid) == []
    assert "strike" not in notes(figure)
    assert list_provenance(scene)["Layers"] == "attacks, bases, governorates, towns"


def test_strikes_are_filled_only_where_the_us_acknowledged_them(record, write_record):
    strikes = [
        record.strike("k1", acknowledged="us"),
        record.strike("k2", acknowledged="reported_only", longitude="41.5"),
        record.strike("k3", longitude="", latitude="", location_precision_m=""),
        record.strike("k4", longitude="47.00"),
        record.strike("later", date="2024-02-02"),
    ]
    scene = make_scene(
        record, write_record, record.attack(), strikes=strikes, view=view_with("strikes")
    )
    figure = draw_picture(scene, None, dpi=100)
    (drawn,) = find_artists(figure, "strikes")
    rims, diamonds = drawn.get_facecolors()[::2], drawn.get_facecolors()[1::2]
    assert {to_hex(colour) for colour in rims} == {PAPER}
    assert [to_hex(colour) for colour in diamonds] == [STRIKE_COLOUR, PAPER]
    at = drawn.get_offset_transform().transform(drawn.get_offsets())[1::2]
    expected = [place_on_page(scene, figure, lon, 34.45) for lon in (40.92, 41.5)]
    assert at == pytest.approx(np.array(expected), abs=0.01)
    said = notes(figure)
    assert "US strike" in said
    assert "reported only" in said
    assert (
        "4 strikes in the period: 2 drawn (1 acknowledged by the US, 1 reported only), 1 lies "
        "outside this map, 1 not placed." in said
    )
    assert "Strikes drawn: " in said


def test_legend_names_only_the_strikes_that_the_map_holds(record, write_record):
    strikes = [
        record.strike("k1", acknowledged="reported_only"),
        record.strike("k2", longitude="47"),
    ]
    scene = make_scene(
        record, write_record, record.attack(), strikes=strikes, view=view_with("strikes")
    )
    said = notes(draw_picture(scene, None))
    assert "reported only" in said
    assert "US strike" not in said


def test_strikes_at_one_point_stand_apart_and_one_alone_stands_on_it(record, write_record):
    strikes = [record.strike(f"k{k}") for k in range(3)] + [record.strike("k9", longitude="42.10")]
    scene = make_scene(record, write_record, strikes=strikes, view=view_with("strikes"))
    layout = lay_out_map(scene)
    *together, alone = ((mark.x, mark.y) for mark in layout.strikes)
    zoom, (x0, y0) = layout.zoom, layout.origin_px
    x, y = project_lonlat(42.10, 34.45, zoom)
    assert alone == pytest.approx((x - x0, y - y0))
    x, y = project_lonlat(40.92, 34.45, zoom)
    away = [np.hypot(mx - (x - x0), my - (y - y0)) for mx, my in together]
    assert away == pytest.approx([STRIKE_SPACING_PX * np.sqrt(k + 0.5) for k in range(3)])


def test_density_tints_the_true_place_and_no_other(record, write_record):
    attacks = make_attacks(record, {"ain-al-asad": 40})
    scene = make_scene(record, write_record, *attacks, view=view_with("density"))
    figure = draw_picture(scene, None, dpi=100)
    here = colour_at(figure, *place_on_page(scene, figure, 42.44, 33.78))
    bare = colour_at(figure, *place_on_page(scene, figure, 39.0, 36.8))
    mirrored = colour_at(figure, *place_on_page(scene, figure, 42.44, 36.25))
    assert (mirrored == bare).all()
    assert (bare - here).min() > 30
    assert here[2] > here[0] > here[1], "violet"


def test_density_counts_what_counts_and_says_its_unit(record, write_record):
    attacks = [
        *make_attacks(record, {"conoco": 4}),
        record.attack("d", status="disputed", base_id="harir"),
    ]
    view = replace(view_with("density"), filters=HELD_OUT)
    scene = make_scene(record, write_record, *attacks, view=view)
    layout = lay_out_map(scene)
    size = layout.width_px, layout.height_px
    counted = scene.drawn[scene.drawn["counted"]]
    alone = measure_density(counted, layout.origin_px, size, layout.zoom)
    assert (layout.density.opacity == alone.opacity).all()
    assert len(scene.drawn) == 5
    figure = draw_picture(scene, None)
    assert "attacks per 10,000 km²" in notes(figure)
    assert find_artists(figure, "density-ramp")
    assert len(read_texts(figure, "density-tick")) >= 2


def test_an_empty_density_is_not_explained(record, write_record):
    far = view_with("density", extent=Extent(10.0, 10.0, 12.0, 11.0))
    scene = make_scene(record, write_record, record.attack(), view=far)
    assert "km²" not in notes(draw_picture(scene, None))


def test_the_graticule_stands_on_its_degrees_and_names_them(record, write_record):
    scene = make_scene(record, write_record, record.attack(), view=view_with("graticule"))
    figure = draw_picture(scene, None, dpi=100)
    meridians = find_artists(figure, "meridian")
    names = read_texts(figure, "degree")
    assert {"40°E", "44°E", "34°N", "36°N"} <= set(names)
    xs = sorted(line.get_transform().transform(line.get_xydata())[0][0] for line in meridians)
    degrees = [38.0 + k for k in range(8)]
    expected = [place_on_page(scene, figure, lon, 35.0)[0] for lon in degrees]
    assert xs == pytest.approx(expected, abs=0.01)


def test_names_of_degrees_lie_on_the_map_and_apart(record, write_record):
    scene = make_scene(record, write_record, record.attack(), view=view_with("graticule"))
    layout = lay_out_map(scene)
    boxes = lay_out_graticule(layout, 0.6).boxes
    assert len(boxes) > 8
    for number, box in enumerate(boxes):
        assert box.left >= 0
        assert box.top >= 0
        assert box.left + box.width <= layout.width_px
        assert not any(box.overlaps(other) for other in boxes[number + 1 :])


def test_bases_off_leaves_dots_and_leaders_without_marks_and_names(record, write_record):
    attacks = make_attacks(record, {"conoco": 30, "omar-field": 40})
    scene = make_scene(record, write_record, *attacks, view=view_with("attacks"))
    figure = draw_picture(scene, None)
    assert len(find_artists(figure, "records")[0].get_paths()) == 70
    assert len(find_artists(figure, "leader")) == 2
    for gid in ("site", "site-name", "site-count"):
        assert find_artists(figure, gid) == []
    assert "base: its true place" not in notes(figure)
    assert "line: from it to its dots" in notes(figure)


def test_attacks_off_draws_no_dot_says_so_and_keeps_the_numbers(record, write_record):
    attacks = make_attacks(record, {"conoco": 3})
    scene = make_scene(record, write_record, *attacks, view=view_with("bases"))
    figure = draw_picture(scene, None)
    assert find_artists(figure, "empty") == []
    assert len(find_artists(figure, "records")[0].get_paths()) in {0, 1}
    assert len(find_artists(figure, "records")[0].get_facecolors()) == 0
    assert read_texts(figure, "site-count") == ["3"]
    assert "3 counted records: 3 placed (their layer is off), 0 not placed." in notes(figure)
    assert "rocket" not in notes(figure)


def test_no_layer_at_all_is_the_bare_map(record, write_record):
    scene = make_scene(record, write_record, record.attack(), view=view_with())
    figure = draw_picture(scene, read_basemap(SHIPPED_BASEMAP))
    for gid in ("leader", "site", "site-name", "strikes", "towns", "degree"):
        assert find_artists(figure, gid) == []
    assert list_provenance(scene)["Layers"] == "none"


def test_governorates_and_towns_come_and_go_with_their_layers(record, write_record):
    basemap = read_basemap(SHIPPED_BASEMAP)
    close = Extent(42.0, 32.8, 45.2, 35.0)

    def draw(*layers):
        scene = make_scene(
            record, write_record, record.attack(), view=view_with(*layers, extent=close)
        )
        return draw_picture(scene, basemap)

    both, none = draw("governorates", "towns"), draw()
    assert len(find_artists(both, "basemap")) > len(find_artists(none, "basemap"))
    assert find_artists(both, "towns")
    assert set(read_texts(none, "place-name")) < set(read_texts(both, "place-name"))
    towns = draw("towns")
    assert find_artists(towns, "towns")
    assert len(find_artists(towns, "basemap")) == len(find_artists(none, "basemap"))
