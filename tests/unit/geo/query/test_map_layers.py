"""Layers as text, and what the page's address makes of them."""

import datetime as dt

import pytest

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import View
from geo.model.vocabulary import LAYERS, LAYERS_ON
from geo.query.map_layers import read_layers, write_layers
from layers.messages import view_for_browser
from ui.state.url_state import read_url

DAYS = Window(dt.date(2023, 10, 17), dt.date(2023, 10, 31))


def test_what_is_on_at_first_is_not_written_and_is_read_from_nothing() -> None:
    assert frozenset({"attacks", "bases", "governorates", "towns"}) == LAYERS_ON
    assert write_layers(LAYERS_ON) is None
    assert read_layers(None) == read_layers("") == (LAYERS_ON, ())
    assert View(DAYS).layers == LAYERS_ON


@pytest.mark.parametrize(
    "layers", [{"attacks"}, {"strikes", "density", "graticule"}, set(LAYERS), set()]
)
def test_what_is_written_reads_as_the_same(layers: set[str]) -> None:
    text = write_layers(frozenset(layers))
    assert text
    assert read_layers(text) == (layers, ())


def test_they_are_written_in_one_order() -> None:
    assert write_layers({"graticule", "attacks", "strikes"}) == "attacks,strikes,graticule"
    assert write_layers(frozenset()) == "none"


def test_an_unknown_word_is_named_with_the_nearest_and_the_others_stand() -> None:
    layers, faults = read_layers("attacks, Strikes,densty,<b>")
    assert layers == {"attacks", "strikes"}
    assert faults[0] == "`densty` is not a layer: write density."
    assert faults[1].startswith("`<b>` is not a layer: write attacks, bases,")
    assert read_layers("nonsense")[0] == LAYERS_ON


def test_the_address_explains_and_ignores_what_is_no_layer(record, write_record) -> None:
    dataset = read_dataset(write_record(record.attack()))
    linked = read_url({"layers": "strikes,satellite"}, dataset, View(DAYS))
    assert linked.view.layers == {"strikes"}
    assert linked.ignored == tuple(
        f"`layers` in the address: {fault}" for fault in read_layers("satellite")[1]
    )
    assert read_url({}, dataset, View(DAYS)).view.layers == LAYERS_ON


def test_the_browser_is_told_only_what_differs() -> None:
    assert view_for_browser(View(DAYS))["layers"] is None
    view = View(DAYS, layers=frozenset({"attacks", "density"}))
    assert view_for_browser(view)["layers"] == "attacks,density"
