"""Greedy placement: order, sides, obstacles, frame."""

from hypothesis import given
from hypothesis import strategies as st

from export.maps.label_placement import AROUND, CENTRE, Box, Circle, Label, box_at, place_labels


def label(x: float = 100, y: float = 100, priority: float = 0, gap: float = 4) -> Label:
    return Label("Rutba", ((x, y),), 40, 12, priority, gap=gap)


def test_a_free_point_label_stands_to_the_right_of_its_point() -> None:
    (placed,) = place_labels([label()])
    assert placed.side == "right"
    assert placed.box == Box(104, 94, 40, 12)


def test_sides_are_tried_right_left_above_below() -> None:
    right, left, above = Box(112, 98, 4, 4), Box(80, 98, 4, 4), Box(98, 80, 4, 4)
    for side, obstacles in {
        "left": [right],
        "above": [right, left],
        "below": [right, left, above],
    }.items():
        (placed,) = place_labels([label(gap=10)], obstacles)
        assert placed.side == side


def test_a_label_without_a_free_side_is_left_out() -> None:
    assert place_labels([label()], [Circle(100, 100, 60)]) == []


def test_the_smaller_priority_goes_first_and_a_tie_keeps_the_order_given() -> None:
    placed = place_labels([label(priority=p, gap=10) for p in (2, 1, 1)])
    assert [(p.number, p.side) for p in placed] == [(1, "right"), (2, "left"), (0, "above")]


def test_an_area_label_takes_its_first_free_anchor() -> None:
    name = Label("SYRIA", ((50, 50), (200, 50)), 60, 16, 0, CENTRE)
    (placed,) = place_labels([name], [Box(40, 40, 5, 5)])
    assert placed.anchor == (200, 50)
    assert placed.box == Box(170, 42, 60, 16)


def test_nothing_leaves_the_frame() -> None:
    (placed,) = place_labels([label(x=150)], frame=Box(0, 0, 160, 200))
    assert placed.side == "left"


def test_boxes_that_touch_do_not_overlap_but_the_margin_counts() -> None:
    assert not Box(0, 0, 10, 10).overlaps(Box(10, 0, 10, 10))
    assert Box(0, 0, 10, 10).overlaps(Box(10, 0, 10, 10), margin_px=1)
    assert not Circle(0, 0, 5).overlaps(Box(5, -5, 10, 10))
    assert Circle(0, 0, 5).overlaps(Box(5, -5, 10, 10), margin_px=1)


def test_a_circle_passes_the_corner_of_a_box() -> None:
    assert not Circle(0, 0, 5).overlaps(Box(4, 4, 10, 10))
    assert Circle(0, 0, 6).overlaps(Box(4, 4, 10, 10))


def test_a_name_covers_no_symbol_and_a_symbol_no_name() -> None:
    city = Label("Baghdad", ((100, 100),), 60, 12, 0, symbol=5)
    under_its_name = Label("Abu Ghraib", ((130, 100),), 60, 12, 1, symbol=4)
    beside = Label("Hillah", ((60, 100),), 40, 12, 2, symbol=4)
    placed = place_labels([city, under_its_name, beside])
    assert [(p.label.text, p.side) for p in placed] == [("Baghdad", "right"), ("Hillah", "left")]


numbers = st.integers(0, 300)
many = st.lists(st.builds(label, numbers, numbers, st.integers(0, 3)), max_size=25)
blocks = st.lists(
    st.builds(Circle, numbers, numbers, st.integers(1, 40))
    | st.builds(Box, numbers, numbers, st.integers(1, 60), st.integers(1, 60)),
    max_size=6,
)


@given(many, blocks)
def test_what_is_placed_never_collides_and_is_always_the_same(
    labels: list[Label], obstacles: list[Box | Circle]
) -> None:
    frame = Box(0, 0, 300, 300)
    placed = place_labels(labels, obstacles, frame=frame, margin_px=1)
    assert placed == place_labels(labels, obstacles, frame=frame, margin_px=1)
    for n, one in enumerate(placed):
        assert one.box == box_at(one.label, one.anchor, one.side)
        assert one.side in AROUND
        assert one.box.lies_in(frame)
        assert not any(one.box.overlaps(other.box, 1) for other in placed[:n])
        assert not any(obstacle.overlaps(one.box, 1) for obstacle in obstacles)
