"""A map on paper is fitted to the attacks, and its signs can be read."""

import pytest

from export.__main__ import build_parser
from export.arguments import select_fit
from export.maps.fit import LEAST_POINTS_PER_PX, LEAST_SPAN_DEG, SIGN_PX, Insets, fit_scene
from export.maps.layout import lay_out_map
from geo.model.extent import Extent
from tests.unit.scenes import make_attacks, make_scene

FRAME_PT = (640.0, 400.0)


@pytest.fixture
def scene(record, write_record):
    attacks = make_attacks(record, {"conoco": 11, "omar-field": 12, "ain-al-asad": 16, "harir": 8})
    return make_scene(record, write_record, *attacks)


def test_the_frame_has_its_shape_and_holds_every_dot(scene):
    layout = lay_out_map(fit_scene(scene, FRAME_PT))
    assert layout.width_px / layout.height_px == pytest.approx(1.6, rel=1e-6)
    assert len(layout.dots) == len(layout.visible_dots) == 47


def test_the_dots_keep_clear_of_an_inset(scene):
    fitted = fit_scene(scene, FRAME_PT, Insets(right=250.0, bottom=40.0))
    layout = lay_out_map(fitted)
    scale = FRAME_PT[0] / layout.width_px
    assert max(mark.x for mark in layout.dots) * scale < 640.0 - 250.0
    assert max(mark.y for mark in layout.dots) * scale < 400.0 - 40.0
    assert fitted.counts == scene.counts


def test_a_sign_measures_2_5_mm_on_any_frame(scene):
    for size_pt in (FRAME_PT, (300.0, 200.0), (1100.0, 760.0)):
        layout = lay_out_map(fit_scene(scene, size_pt))
        width_pt = min(size_pt[0], size_pt[1] * layout.width_px / layout.height_px)
        assert SIGN_PX * width_pt / layout.width_px / 72 * 25.4 >= 2.5 - 1e-9


def test_one_base_is_shown_in_its_surroundings_and_no_closer_than_it_is_known(record, write_record):
    scene = make_scene(record, write_record, record.attack(base_id="harir"))
    extent = fit_scene(scene, FRAME_PT).extent
    assert extent.east - extent.west >= LEAST_SPAN_DEG - 1e-9
    coarse = scene.bases.assign(location_precision_m=40_000)
    wide = fit_scene(type(scene)(**{**vars(scene), "bases": coarse}), FRAME_PT).extent
    assert wide.east - wide.west > 4 * (extent.east - extent.west)


def test_as_on_screen_changes_nothing(scene):
    assert fit_scene(scene, FRAME_PT, fit="screen") is scene


def test_without_a_dot_the_extent_stays(record, write_record):
    scene = make_scene(record, write_record, record.attack(date="2020-01-01"))
    assert fit_scene(scene, FRAME_PT).extent == scene.extent


def test_a_site_at_the_edge_of_the_world_does_not_break_the_fit(scene):
    far = Extent(170.0, 60.0, 179.9, 70.0)
    assert fit_scene(type(scene)(**{**vars(scene), "extent": far}), FRAME_PT).extent.east <= 180.0
    assert pytest.approx(2.5) == SIGN_PX * LEAST_POINTS_PER_PX / 72 * 25.4


@pytest.mark.parametrize(
    ("given", "fit"),
    [
        ([], "attacks"),
        (["--extent", "38,30,48,37"], "screen"),
        (["--extent", "38,30,48,37", "--fit", "attacks"], "attacks"),
        (["--fit", "screen"], "screen"),
    ],
)
def test_the_command_line_keeps_an_extent_that_is_given(given, fit):
    arguments = build_parser().parse_args(["--out", "x", *given])
    assert select_fit(arguments) == fit
