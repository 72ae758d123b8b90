"""The graticule: round degrees, as many as there is room for."""

import pytest

from layers.graticule import LEAST_PX, STEPS_DEG, list_degrees, name_degree, step_deg


@pytest.mark.parametrize("zoom", [4.0, 5.25, 6.0, 7.5, 10.0])
def test_lines_have_room_and_no_closer_step_would(zoom: float) -> None:
    step = step_deg(zoom)
    px_per_deg = 256 * 2**zoom / 360
    assert step * px_per_deg >= LEAST_PX
    closer = [other for other in STEPS_DEG if other < step]
    assert all(other * px_per_deg < LEAST_PX for other in closer)


def test_degrees_are_the_multiples_between_the_edges() -> None:
    assert list_degrees(35.3, 42.0, 2.0) == [36.0, 38.0, 40.0, 42.0]
    assert list_degrees(-0.15, 0.25, 0.1) == [-0.1, 0.0, 0.1, 0.2]
    assert list_degrees(35.1, 35.9, 2.0) == []


def test_names_tell_the_side() -> None:
    assert [name_degree(d, "E", "W") for d in (42.0, -0.5, 0.0)] == ["42°E", "0.5°W", "0°"]
