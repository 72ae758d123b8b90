"""The GeoPackage's style, drawn by QGIS: what the map tells apart looks otherwise there, too."""

from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from export.product.product import Product
from export.product.rendering import render_product
from geo.loading import read_dataset
from geo.model.scene import Filters, View
from geo.model.vocabulary import OUTCOMES
from geo.query.selection import select_scene
from layers.cartography.symbology import SLASH_COLOUR, WEAPON_SYMBOLS
from tests.office.qgis_drawing import draw_with_qgis
from tests.unit.scenes import AS_OF, OPENING

HALF_PX = 24
CLEAR = 16
"""Difference of a colour's channel that an eye can see."""
LEAST_PIXELS = 12
KINDS = {
    f"{outcome}-{confirmation}-{precision}-{status}": {
        "outcome": outcome,
        "confirmation": confirmation,
        "date_precision": precision,
        "status": status,
    }
    for outcome, confirmation, precision, status in product(
        OUTCOMES, ("us_official", "claim_only"), ("day", "approximate"), ("accepted", "disputed")
    )
}


def draw_symbols(record, folder: Path, attacks, strikes=(), *, key="attacks", by_user=()):
    """Give a picture of each record's symbol, by id."""
    dataset = read_dataset(record.write(folder / "data", attacks, strikes=list(strikes)))
    assert not dataset.rejects
    added = ["user" if name in by_user else "" for name in dataset.attacks.index]
    dataset = replace(dataset, attacks=dataset.attacks.assign(added_by=added))
    view = View(OPENING, filters=Filters(include_held_out=True))
    scene = select_scene(dataset, view, as_of=AS_OF)
    gpkg = render_product("gpkg", Product(scene, dataset, None))
    field = {"attacks": "attack_id", "strikes": "strike_id"}[key]
    told = draw_with_qgis(folder, gpkg, {key: field})[key]
    with Image.open(folder / f"{key}.png") as opened:
        drawn = np.asarray(opened.convert("RGB"), dtype=np.int16)
    symbols = {
        name: drawn[y - HALF_PX : y + HALF_PX + 1, x - HALF_PX : x + HALF_PX + 1]
        for name, (x, y) in told["places"].items()
    }
    return told["renderer"], symbols


def count_differing(one: npt.NDArray[np.int16], other: npt.NDArray[np.int16]) -> int:
    return int((np.abs(one - other).max(axis=2) > CLEAR).sum())


def list_alike(symbols) -> list[tuple[str, str]]:
    return [
        (one, other)
        for one, other in combinations(symbols, 2)
        if count_differing(symbols[one], symbols[other]) < LEAST_PIXELS
    ]


def place(number: int, across: int = 8) -> dict[str, str]:
    return {
        "longitude": f"{40 + 0.5 * (number % across):.2f}",
        "latitude": f"{33 + 0.5 * (number // across):.2f}",
    }


@pytest.mark.parametrize("weapon", ["rocket", "one_way_uav"])
def test_outcome_claim_date_and_held_out_are_told_apart(record, tmp_path, weapon) -> None:
    attacks = [
        record.attack(name, weapon=weapon, **cells, **place(number))
        for number, (name, cells) in enumerate(KINDS.items())
    ]
    first, cells = next(iter(KINDS.items()))
    more = len(KINDS)
    attacks.append(record.attack("twin", weapon=weapon, **cells, **place(more)))
    attacks.append(record.attack("plus", weapon=weapon, **cells, **place(more + 1)))
    renderer, symbols = draw_symbols(record, tmp_path, attacks, by_user={"plus"})
    assert renderer == "pointDisplacement"
    assert set(symbols) == {*KINDS, "twin", "plus"}
    assert list_alike(symbols) == [(first, "twin")]


def test_weapons_are_told_apart_and_held_out_is_struck_through(record, tmp_path) -> None:
    names = list(WEAPON_SYMBOLS)
    attacks = [
        record.attack(
            f"{word}-{status}", weapon=word, status=status, **place(2 * k + (status != "accepted"))
        )
        for k, word in enumerate(names)
        for status in ("accepted", "disputed")
    ]
    _, symbols = draw_symbols(record, tmp_path, attacks)
    assert list_alike(symbols) == []
    ink = np.array([int(SLASH_COLOUR[k : k + 2], 16) for k in (1, 3, 5)])

    def has_slash(symbol) -> bool:
        # from the lower left to the upper right, through the middle
        steps = range(-6, 7)
        along = np.array([symbol[HALF_PX - k, HALF_PX + k] for k in steps])
        return bool((np.abs(along - ink).max(axis=1) < CLEAR).all())

    assert {name for name, symbol in symbols.items() if has_slash(symbol)} == {
        name for name in symbols if name.endswith("disputed")
    }


def test_strikes_are_told_apart_by_acknowledgement_and_date(record, tmp_path) -> None:
    strikes = [
        record.strike(
            f"{word}-{precision}", acknowledged=word, date_precision=precision, **place(k)
        )
        for k, (word, precision) in enumerate(
            product(("us", "reported_only"), ("day", "approximate"))
        )
    ]
    strikes.append(record.strike("far", **place(17)))
    _, symbols = draw_symbols(record, tmp_path, [record.attack()], strikes, key="strikes")
    del symbols["far"]
    assert len(symbols) == 4
    assert list_alike(symbols) == []
