import pytest

from layers.cartography.placement import SITE_RADIUS_PX, circle_radius
from layers.cartography.site_labels import LABEL_HEIGHT_PX, label_corner, place_site_labels

WIDTH = 90.0


def place(centres, totals, widths=None):
    radii = [circle_radius(total) for total in totals]
    return place_site_labels(centres, radii, totals, widths or [WIDTH] * len(centres))


def test_a_site_alone_is_named_on_its_right():
    assert place([(0.0, 0.0)], [12]) == ["right"]


def test_a_site_to_the_right_sends_the_name_to_the_left():
    assert place([(0.0, 0.0), (60.0, 0.0)], [12, 3]) == ["left", "right"]


def test_with_both_sides_taken_the_name_goes_below_and_then_above():
    sides = place([(0.0, 0.0), (70.0, 0.0), (-70.0, 0.0)], [30, 1, 1])
    assert sides[0] == "below"
    sides = place([(0.0, 0.0), (70.0, 0.0), (-70.0, 0.0), (0.0, 70.0)], [30, 1, 1, 1])
    assert sides[0] == "above"


def test_the_greater_record_chooses_first_whatever_the_order():
    # the outer sites leave room for one name alone: between the two in the middle
    centres = [(0.0, 0.0), (260.0, 0.0), (-60.0, 0.0), (320.0, 0.0)]
    widths = [150.0, 150.0, 1.0, 1.0]
    assert place(centres, [6, 5, 0, 0], widths)[:2] == ["right", "below"]
    assert place(centres, [5, 6, 0, 0], widths)[:2] == ["below", "left"]
    assert place(centres, [5, 5, 0, 0], widths)[:2] == ["right", "below"], "file order where equal"


def test_where_every_side_is_taken_the_least_overlap_wins():
    ring = [(60.0, 0.0), (-60.0, 0.0), (0.0, 30.0), (0.0, -50.0)]
    assert place([(0.0, 0.0), *ring], [2, 1, 1, 1, 1])[0] == "above"
    ring = [(60.0, 0.0), (-60.0, 0.0), (0.0, 50.0), (0.0, -30.0)]
    assert place([(0.0, 0.0), *ring], [2, 1, 1, 1, 1])[0] == "below"


def test_a_strip_that_only_touches_a_circle_is_free():
    radius = circle_radius(1)
    at = circle_radius(1) + WIDTH + radius
    assert place([(0.0, 0.0), (at, 0.0)], [1, 1], [WIDTH, 1.0])[0] == "right"
    assert place([(0.0, 0.0), (at - 0.01, 0.0)], [1, 1], [WIDTH, 1.0])[0] == "left"


def test_the_name_may_stand_anywhere_between_nothing_and_the_whole_record():
    # a small neighbour hides behind the great site's circle: an empty site's name would cover it
    far = circle_radius(400)
    below = (40.0, far * 0.9)
    assert place([(0.0, 0.0), below], [400, 0], [200.0, 1.0])[0] == "right"
    beside = (SITE_RADIUS_PX + 30.0, LABEL_HEIGHT_PX / 2 + 4)
    assert place([(0.0, 0.0), beside], [400, 0], [200.0, 1.0])[0] == "left"


@pytest.mark.parametrize(
    ("side", "corner"),
    [
        ("right", (20.0, -16.0)),
        ("left", (-110.0, -16.0)),
        ("below", (-45.0, 20.0)),
        ("above", (-45.0, -52.0)),
    ],
)
def test_corner(side, corner):
    assert label_corner((0.0, 0.0), 20.0, side, 90.0) == corner
