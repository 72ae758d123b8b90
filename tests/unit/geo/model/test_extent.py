"""Extents: refused where they are none, and in agreement with the screen's pixels."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model.errors import ExtentError
from geo.model.extent import MAX_LAT_DEG, Extent, project_lonlat, unproject_px


def test_reads_west_south_east_north() -> None:
    assert Extent.parse("38.5, 33,44.5,37.2") == Extent(38.5, 33.0, 44.5, 37.2)


@pytest.mark.parametrize(
    "text",
    ["", "1,2,3", "a,b,c,d", "44,33,38,37", "38,37,44,33", "38,33,38,37", "nan,33,44,37",
     "38,33,inf,37", "-181,33,44,37", "38,33,44,91"],
)  # fmt: skip
def test_refuses_what_is_no_extent_and_says_what_to_write(text: str) -> None:
    with pytest.raises(ExtentError, match="west,south,east,north"):
        Extent.parse(text)


def test_written_extent_reads_back() -> None:
    extent = Extent(38.5, 33.25, 44.5, 37.125)
    assert Extent.parse(str(extent)) == extent


def test_whole_world_is_256_pixels_at_zoom_0() -> None:
    assert project_lonlat(-180, MAX_LAT_DEG, 0) == pytest.approx((0, 0), abs=1e-6)
    assert project_lonlat(180, -MAX_LAT_DEG, 0) == pytest.approx((256, 256), abs=1e-6)
    assert project_lonlat(0, 0, 3) == pytest.approx((1024, 1024))


@given(
    lon=st.floats(-180, 180), lat=st.floats(-85, 85), zoom=st.floats(0, 12)
)  # fmt: skip
def test_projection_turns_back(lon: float, lat: float, zoom: float) -> None:
    assert unproject_px(*project_lonlat(lon, lat, zoom), zoom) == pytest.approx(
        (lon, lat), abs=1e-7
    )


def test_zoom_is_that_at_which_the_extent_fills_the_width() -> None:
    extent = Extent(38.0, 33.0, 44.0, 37.0)
    zoom = extent.zoom_at(1100)
    west = project_lonlat(extent.west, 35, zoom)[0]
    east = project_lonlat(extent.east, 35, zoom)[0]
    assert east - west == pytest.approx(1100)
    assert extent.height_px(1100) > 1100 * 4 / 6, "Mercator stretches with latitude"


def test_edges_belong_to_the_extent() -> None:
    extent = Extent(38.0, 33.0, 44.0, 37.0)
    assert extent.contains(38.0, 37.0)
    assert not extent.contains(37.999, 35)
    assert not math.isnan(extent.height_px(10))
