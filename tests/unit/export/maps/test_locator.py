"""The locator: where the map lies in its region."""

from pathlib import Path

import pytest
from matplotlib.patches import PathPatch

from export.maps.locator import LEAST_BOX_PT, REGIONS, list_locators
from export.picture.figure import draw_picture
from geo.basemap.decoder import read_basemap
from geo.model.extent import Extent, project_lonlat
from geo.model.scene import View
from tests.unit.scenes import OPENING, find_artists, make_attacks, make_scene, read_texts

NEAR, FAR = REGIONS


@pytest.fixture(scope="module")
def basemap():
    return read_basemap(Path(__file__).parents[4] / "data" / "basemap")


def draw(record, write_record, basemap, extent=None, page="a4"):
    view = View(OPENING, extent=extent, width_px=900.0)
    attacks = make_attacks(record, {"conoco": 11, "harir": 8})
    return draw_picture(make_scene(record, write_record, *attacks, view=view), basemap, page=page)


def box_of(figure, gid):
    (patch,) = find_artists(figure, gid)
    x, y = patch.get_x(), patch.get_y()
    return x, y, x + patch.get_width(), y + patch.get_height()


@pytest.mark.parametrize("extent", [Extent(38, 32, 46, 37), Extent(36.5, 34, 44, 34.9)])
def test_the_box_is_the_extent_of_the_map(record, write_record, basemap, extent):
    figure = draw(record, write_record, basemap, extent)
    left, top, right, bottom = box_of(figure, "locator-frame")
    west, north = project_lonlat(NEAR.west, NEAR.north, 0)
    east, south = project_lonlat(NEAR.east, NEAR.south, 0)
    k = (right - left) / (east - west)
    assert (bottom - top) / (south - north) == pytest.approx(k)
    expected = []
    for corner in ((extent.west, extent.north), (extent.east, extent.south)):
        x, y = project_lonlat(*corner, 0)
        expected += [left + (x - west) * k, top + (y - north) * k]
    if expected[3] - expected[1] > LEAST_BOX_PT:
        assert box_of(figure, "locator-extent") == pytest.approx(expected)
    names = read_texts(figure, "locator-name")
    assert {"Turkey", "Iran", "Saudi Arabia", "Egypt"} <= set(names)
    drawn = find_artists(figure, "locator")
    assert any(isinstance(artist, PathPatch) for artist in drawn)


def test_a_small_extent_can_still_be_found(record, write_record, basemap):
    figure = draw(record, write_record, basemap, Extent(40.2, 35.25, 40.4, 35.4))
    left, top, right, bottom = box_of(figure, "locator-extent")
    assert right - left == pytest.approx(LEAST_BOX_PT)
    assert bottom - top == pytest.approx(LEAST_BOX_PT)
    frame = box_of(figure, "locator-frame")
    assert frame[0] < left < right < frame[2]


@pytest.mark.parametrize(
    ("extent", "region"),
    [
        (Extent(38, 32, 46, 37), NEAR),
        (Extent(30, 25, 56, 40), FAR),
        (Extent(15, 30, 30, 40), FAR),
        (Extent(12, 12, 68, 46), None),
        (Extent(-20, -60, 60, 70), None),
    ],
)
def test_the_nearest_region_of_which_the_extent_is_a_part(basemap, extent, region):
    found = list_locators(extent, basemap)
    assert {locator.region for locator in found} == ({region} if region else set())


@pytest.mark.parametrize(
    "extent", [Extent(-80, -2, -66, 12), Extent(100, 10, 105, 15), Extent(172, -45, 180, -35)]
)
def test_elsewhere_a_region_about_the_extent(basemap, extent):
    (region,) = {locator.region for locator in list_locators(extent, basemap)}
    assert region.contains(extent.west, extent.south)
    assert region.contains(extent.east, extent.north)
    assert region.east - region.west == 40


def test_elsewhere_the_locator_names_the_countries(record, write_record, basemap):
    figure = draw(record, write_record, basemap, Extent(-80, -2, -66, 12))
    assert {"Colombia", "Brazil"} <= set(read_texts(figure, "locator-name"))


def test_regions_lie_on_the_shipped_basemap(basemap):
    west, south, east, north = basemap.extent
    for region in REGIONS:
        assert west <= region.west < region.east <= east
        assert south <= region.south < region.north <= north


def test_left_out_where_the_extent_is_the_region_or_there_is_no_basemap(
    record, write_record, basemap
):
    for figure in (
        draw(record, write_record, basemap, Extent(12, 12, 68, 46)),
        draw(record, write_record, None),
    ):
        assert find_artists(figure, "locator-frame") == []
        assert "This map in its region" not in read_texts(figure, "heading")


@pytest.mark.parametrize("page", ["a4", "letter", "16:9", "square"])
def test_the_locator_hardly_costs_the_map_any_room(record, write_record, basemap, page):
    extent = Extent(37.5, 32.3, 45.5, 38.1)
    left, top, right, bottom = box_of(
        draw(record, write_record, basemap, extent, page), "map-frame"
    )
    alone = box_of(draw(record, write_record, None, extent, page), "map-frame")
    assert right - left > 0.95 * (alone[2] - alone[0])
    assert bottom > top
