"""The outline of the world: drawn, and sent, only where something beyond the region is seen."""

import dataclasses
import json
from pathlib import Path

import pytest
import shapely

from export.data.html import render_html
from export.maps.basemap_layer import find_extent
from export.maps.layout import MapLayout
from export.picture.figure import draw_picture
from export.product.product import Product
from geo.basemap.decoder import read_basemap
from geo.basemap.world_outline import is_within, reaches_out, read_outline, widen_basemap
from geo.loading import read_dataset
from geo.model.errors import DataFileError
from geo.model.extent import Extent, project_lonlat
from geo.model.scene import View
from layers.messages import make_outline
from tests.unit.scenes import OPENING, find_artists, make_scene, read_texts

FOLDER = Path(__file__).parents[4] / "data" / "basemap"
COLOMBIA = Extent(-80.0, -2.0, -66.0, 12.0)
AT_HOME = Extent(38.0, 32.0, 46.0, 37.0)


@pytest.fixture(scope="module")
def basemap():
    return read_basemap(FOLDER)


@pytest.fixture
def abroad(record, write_record):
    """Give a record whose one attack stands in Colombia."""
    folder = write_record(
        record.attack("a", base_id="", place_as_reported="Tibu", longitude="-72.73",
                      latitude="8.65"),
    )  # fmt: skip
    return read_dataset(folder)


def test_at_home_nothing_is_added(basemap):
    assert widen_basemap(basemap, AT_HOME) is basemap
    assert is_within(None)


def test_abroad_the_world_is_there_and_each_country_is_named_once(basemap):
    wide = widen_basemap(basemap, COLOMBIA)
    assert wide.land.contains(shapely.Point(-74.1, 4.6))
    assert not basemap.land.contains(shapely.Point(-74.1, 4.6))
    names = [label.name for label in wide.country_labels]
    assert len(names) == len(set(names))
    (ukraine,) = [label for label in wide.country_labels if label.name == "Ukraine"]
    assert {lat > 50 for _, lat in ukraine.places} == {True, False}


def test_a_record_tells_whether_it_reaches_out(abroad):
    assert reaches_out(abroad)
    assert not reaches_out(read_dataset(FOLDER.parent))


def test_a_map_wider_than_the_world_is_the_world():
    layout = MapLayout(0.0, (-100.0, -100.0), 500.0, 500.0, (), (), frozenset())
    assert find_extent(layout).west == -180.0
    assert find_extent(layout).east == 180.0
    west, north = project_lonlat(AT_HOME.west, AT_HOME.north, 6.0)
    east, south = project_lonlat(AT_HOME.east, AT_HOME.south, 6.0)
    layout = MapLayout(6.0, (west, north), east - west, south - north, (), (), frozenset())
    assert dataclasses.astuple(find_extent(layout)) == pytest.approx(dataclasses.astuple(AT_HOME))


def test_the_picture_draws_it(record, write_record, basemap):
    view = View(OPENING, extent=COLOMBIA, width_px=900.0)
    figure = draw_picture(make_scene(record, write_record, view=view), basemap)
    assert len(find_artists(figure, "basemap")) >= 3  # land, coasts, borders
    assert any("C O L O M B I A" in " ".join(name.split()) or "COLOMBIA" in "".join(name.split())
               for name in read_texts(figure, "place-name"))  # fmt: skip


def test_the_exported_page_holds_it_only_where_it_is_needed(record, write_record, abroad, basemap):
    scene = make_scene(record, write_record, view=View(OPENING, extent=AT_HOME, width_px=900.0))
    for dataset, held in ((read_dataset(FOLDER.parent), False), (abroad, True)):
        page = render_html(Product(scene, dataset, basemap)).decode("utf-8")
        assert ('id="bw-outline"' in page) == held
    far = make_scene(record, write_record, view=View(OPENING, extent=COLOMBIA, width_px=900.0))
    page = render_html(Product(far, read_dataset(FOLDER.parent), basemap)).decode("utf-8")
    assert 'id="bw-outline"' in page


def test_the_message_to_the_map_begins_with_what_it_is():
    message = make_outline(FOLDER)
    assert message.startswith(b'{"outline":')
    assert json.loads(message)["outline"] == json.loads((FOLDER / "world.json").read_text("utf-8"))


@pytest.mark.parametrize("damage", [None, "{", '{"format": "basewatch-basemap-1", "scale": 0.01}'])
def test_a_missing_or_damaged_outline_is_a_data_file_error(basemap, tmp_path, damage):
    if damage is not None:
        (tmp_path / "world.json").write_text(damage, encoding="utf-8")
    alone = dataclasses.replace(basemap, folder=tmp_path)
    with pytest.raises(DataFileError, match=r"tools\.build_world"):
        widen_basemap(alone, COLOMBIA)
    assert widen_basemap(alone, AT_HOME) is alone
    assert read_outline(FOLDER).land
