"""The graticule: round degrees, as many as there is room for."""

import pytest

from export.maps.graticule_layer import lay_out_graticule
from export.maps.layout import lay_out_map
from geo.model.extent import Extent
from geo.model.scene import View
from layers.cartography.graticule import LEAST_PX, STEPS_DEG, list_degrees, name_degree, step_deg
from tests.unit.scenes import OPENING, make_scene


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


def test_no_parallel_is_named_in_the_row_of_the_meridians(record, write_record) -> None:
    extent = Extent(38.0, 33.0, 45.0, 38.03)
    view = View(OPENING, extent=extent, width_px=900.0, layers=frozenset({"graticule"}))
    graticule = lay_out_graticule(lay_out_map(make_scene(record, write_record, view=view)), 0.6)
    row = max(box.top + box.height for name, box in graticule.names if name.endswith("E"))
    parallels = {name: box for name, box in graticule.names if name.endswith("N")}
    assert "37°N" in parallels
    assert "38°N" not in parallels
    assert all(box.top >= row for box in parallels.values())
