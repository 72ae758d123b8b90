"""One formula, two languages: Python gives what `tests/cases` holds; `tests/js` holds the scripts to it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from export.maps.label_placement import Box, Circle, Label, place_labels
from geo.model.extent import project_lonlat
from layers.cartography import density, graticule
from layers.cartography.placement import (
    circle_radius,
    disc_number_px,
    push_apart,
    spiral_offset,
    strike_offset,
)
from layers.cartography.site_labels import place_site_labels
from layers.head_words import HEAD_WORDS
from layers.js_config import make_layer_config, make_symbol_config
from ui.layout.header import write_line, write_tiles

CASES = Path(__file__).parents[1] / "cases"


def read_cases(name: str) -> dict[str, Any]:
    cases: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return cases


def near(pairs: Iterable[Iterable[float]]) -> list[Any]:
    return [pytest.approx(list(pair), abs=1e-9) for pair in pairs]


@pytest.fixture(scope="module")
def placement() -> dict[str, Any]:
    return read_cases("placement")


def test_the_cases_have_the_tables_that_the_page_has(placement: dict[str, Any]) -> None:
    tables = json.loads(json.dumps({**make_layer_config(), "symbols": make_symbol_config()}))
    assert placement["table"].items() <= tables["symbols"].items()
    assert read_cases("density")["table"].items() <= tables["density"].items()
    assert read_cases("graticule")["table"] == tables["graticule"]
    assert read_cases("head_words")["words"] == HEAD_WORDS


def test_spiral_circles_and_strikes(placement: dict[str, Any]) -> None:
    spiral, strikes = placement["spiral"], placement["strikes"]
    offsets = [list(spiral_offset(one["rank"], one["shown"], one["total"])) for one in spiral]
    assert offsets == near(one["offset"] for one in spiral)
    offsets = [list(strike_offset(one["rank"], one["shown"])) for one in strikes]
    assert offsets == near(one["offset"] for one in strikes)
    for one in placement["circles"]:
        assert circle_radius(one["records"], one["total"]) == pytest.approx(one["radius"])
    for one in placement["disc_numbers"]:
        assert disc_number_px(one["width"]) == pytest.approx(one["size"])


def test_pushing_apart_and_sides_of_site_labels(placement: dict[str, Any]) -> None:
    given = placement["pushed_apart"]
    centres = push_apart([(x, y) for x, y in given["anchors"]], given["radii"])
    assert [list(centre) for centre in centres] == near(given["centres"])
    given = placement["site_labels"]
    centres = [(x, y) for x, y in given["centres"]]
    sides = place_site_labels(centres, given["radii"], given["totals"], given["widths"])
    assert sides == given["sides"]


def test_greedy_labels(placement: dict[str, Any]) -> None:
    given = placement["labels"]
    labels = [
        Label(
            text=str(number),
            anchors=[(x, y) for x, y in one["anchors"]],
            **{name: one[name] for name in ("width", "height", "priority", "gap", "symbol")},
            sides=tuple(one["sides"]),
        )
        for number, one in enumerate(given["labels"])
    ]
    obstacles = [Circle(**given["circle"]), Box(*given["box"])]
    placed = place_labels(labels, obstacles, frame=Box(*given["frame"]), margin_px=given["margin"])
    assert given["placed"] == [
        {
            "number": label.number,
            "side": label.side,
            "box": [label.box.left, label.box.top, label.box.width, label.box.height],
        }
        for label in placed
    ]


def test_projection(placement: dict[str, Any]) -> None:
    for one in placement["world_points"]:
        assert project_lonlat(*one["lonlat"], 0) == pytest.approx(one["point"], abs=1e-9)


def test_density() -> None:
    cases = read_cases("density")
    given = cases["grid"]
    places = [(x, y, attacks) for x, y, attacks in given["places"]]
    grid = density.make_grid(places, given["width"], given["height"], given["sigma"])
    assert grid.shape == (given["rows"], given["columns"])
    assert grid.ravel().tolist() == pytest.approx(given["values"], abs=1e-9)
    attacks = np.array([one["attacks"] for one in cases["opacities"]])
    wanted = [one["opacity"] for one in cases["opacities"]]
    assert density.opacity_of(attacks).tolist() == pytest.approx(wanted)
    ticks = density.list_ticks(cases["ticks"]["sigma_m"])
    assert [list(tick) for tick in ticks] == near(cases["ticks"]["ticks"])
    for one in cases["bandwidths"]:
        m_per_px = density.metres_per_px(one["lat"], one["zoom"])
        width = density.bandwidth_px(m_per_px)
        assert (width, width * m_per_px) == pytest.approx((one["px"], one["metres"]))


def test_graticule() -> None:
    cases = read_cases("graticule")
    for one in cases["steps"]:
        assert graticule.step_deg(one["zoom"]) == one["step"]
    for one in cases["degrees"]:
        found = graticule.list_degrees(one["low"], one["high"], one["step"])
        assert found == one["degrees"]
    for one in cases["names"]:
        assert graticule.name_degree(one["degree"], "E", "W") == one["name"]


@pytest.mark.parametrize("case", read_cases("head_words")["cases"], ids=lambda case: case["name"])
def test_head_in_words(case: dict[str, Any]) -> None:
    assert write_line(case["told"]) == case["line"]
    assert [list(tile) for tile in write_tiles(case["told"])] == case["tiles"]
