"""Where dots stand: spirals that do not touch, circles that do not overlap."""

import math

import pytest

from export.drawing.typesetting import measure_pt
from layers.cartography.placement import (
    DISC_FROM,
    DISC_NUMBER_PX,
    DISC_RADIUS_PX,
    DISC_ROOM_PX,
    GAP_PX,
    GOLDEN_ANGLE_RAD,
    MARGIN_PX,
    MAX_SPIRAL_PX,
    SITE_RADIUS_PX,
    circle_radius,
    disc_number_px,
    push_apart,
    spiral_offset,
)
from layers.cartography.symbology import DOT_RADIUS_PX, STROKE_PX


@pytest.mark.parametrize("shown", [2, 5, 20, 60, 140])
def test_dots_of_a_site_do_not_touch(shown: int) -> None:
    places = [spiral_offset(rank, shown) for rank in range(shown)]
    nearest = min(math.dist(a, b) for i, a in enumerate(places) for b in places[:i])
    assert nearest >= 2 * DOT_RADIUS_PX + STROKE_PX


def test_oldest_stands_in_the_middle_and_each_next_further_out() -> None:
    radii = [math.hypot(*spiral_offset(rank, 50)) for rank in range(50)]
    assert radii == sorted(radii)


def test_spiral_turns_by_the_golden_angle() -> None:
    first, second = spiral_offset(0, 9), spiral_offset(1, 9)
    turn = math.atan2(second[1], second[0]) - math.atan2(first[1], first[0])
    assert turn % (2 * math.pi) == pytest.approx(GOLDEN_ANGLE_RAD)


def test_spiral_keeps_its_bound_however_many_records() -> None:
    for shown in (150, 800, 20_000):
        assert math.hypot(*spiral_offset(shown - 1, shown)) <= MAX_SPIRAL_PX


def test_circle_holds_every_dot_of_its_site() -> None:
    for shown in (1, 2, 38, 57, 200):
        outermost = max(math.hypot(*spiral_offset(rank, shown)) for rank in range(shown))
        assert circle_radius(shown) >= outermost + DOT_RADIUS_PX + STROKE_PX / 2


def test_circle_of_an_empty_site_and_of_a_disc() -> None:
    assert circle_radius(0) == SITE_RADIUS_PX
    assert circle_radius(DISC_FROM + 1) == DISC_RADIUS_PX + MARGIN_PX


def test_no_window_outgrows_the_circle_that_a_site_keeps_free() -> None:
    for total in (1, 146, 147, 148, DISC_FROM, DISC_FROM + 1, 20_000):
        kept = circle_radius(total)
        assert all(circle_radius(shown, total) <= kept for shown in range(min(total, 2_000) + 1))
        few = [spiral_offset(min(total, 300) - 1, min(total, 300), total)]
        assert all(math.hypot(*place) + MARGIN_PX <= kept for place in few)


def test_number_on_a_disc_is_as_large_as_its_room_lets_it() -> None:
    assert disc_number_px(DISC_ROOM_PX - 1) == DISC_NUMBER_PX
    assert disc_number_px(2 * DISC_ROOM_PX) == DISC_NUMBER_PX / 2
    million = measure_pt("1,000,000", DISC_NUMBER_PX, bold=True)
    assert million / DISC_NUMBER_PX * disc_number_px(million) < 2 * DISC_RADIUS_PX - 10


def test_near_sites_are_pushed_apart_and_far_ones_left_alone() -> None:
    anchors = [(0.0, 0.0), (17.0, 5.0), (10.0, -40.0), (900.0, 900.0)]
    radii = [50.0, 46.0, 38.0, 30.0]
    centres = push_apart(anchors, radii)
    for i in range(4):
        for j in range(i):
            apart = math.dist(centres[i], centres[j])
            assert apart >= radii[i] + radii[j] + GAP_PX - 0.5
    assert centres[3] == anchors[3]
    assert anchors[0] == (0.0, 0.0)


def test_pushing_apart_moves_no_site_further_than_its_neighbours_need() -> None:
    centres = push_apart([(0.0, 0.0), (10.0, 0.0)], [20.0, 20.0])
    assert math.dist(*centres) == pytest.approx(45.0, abs=0.5)
    assert (centres[0][0] + centres[1][0]) / 2 == pytest.approx(5.0, abs=1e-6)


def test_sites_at_one_point_are_parted() -> None:
    centres = push_apart([(3.0, 3.0), (3.0, 3.0)], [10.0, 10.0])
    assert math.dist(*centres) >= 24.5
