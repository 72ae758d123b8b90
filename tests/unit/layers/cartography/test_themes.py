"""Light and dark: what has to be read can be read on both, and the picture stays paper."""

import dataclasses

import pytest

from geo.loading import read_dataset
from geo.model.vocabulary import OUTCOMES, WEAPONS
from layers.cartography.basemap_style import PALETTES
from layers.cartography.colours import DARK, LIGHT, THEME_COLOURS
from layers.cartography.symbology import (
    PAPER,
    WEAPON_SYMBOLS,
    mix_colour,
    select_dot,
    select_strike,
)
from layers.payload import make_payload
from tests.unit.layers.test_payload import unpack

TEXTS = ("country_label", "governorate_label", "town_label", "graticule_label")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("text", TEXTS)
def test_names_on_the_map_have_the_contrast_of_small_text(theme: str, text: str) -> None:
    palette = PALETTES[theme]
    assert contrast(getattr(palette, text), palette.land) >= 4.5
    assert palette.halo == palette.land, "a name on water stands on the land's colour"


def test_on_dark_land_and_water_every_weapon_stands_out() -> None:
    palette = PALETTES["dark"]
    for word in WEAPONS:
        for ground in (palette.land, palette.water):
            assert contrast(DARK.weapons[word], ground) >= 4.5, word
    assert contrast(DARK.strike, palette.land) >= 7
    claims = [mix_colour(colour, 0.52, DARK.tint) for colour in DARK.weapons.values()]
    assert min(contrast(claim, palette.land) for claim in claims) >= 2.5


def test_dark_has_every_colour_of_light_and_no_two_weapons_alike() -> None:
    assert set(DARK.weapons) == set(LIGHT.weapons) == set(WEAPONS)
    assert len(set(DARK.weapons.values())) == len(WEAPONS)
    assert [symbol.colour for symbol in WEAPON_SYMBOLS.values()] == list(LIGHT.weapons.values())


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_dot_differs_in_colour_only(outcome: str) -> None:
    words = ("rocket", outcome, "us_official", "day")
    light, dark = (select_dot(*words, colours=colours) for colours in THEME_COLOURS.values())
    same = dataclasses.replace(dark, stroke=light.stroke, fill=light.fill)
    assert same == light
    assert (light.fill == light.stroke) == (dark.fill == dark.stroke)
    assert (light.fill == PAPER) == (dark.fill == DARK.paper)


def test_what_is_black_on_paper_is_light_on_the_dark_map() -> None:
    dot = select_dot("ballistic_missile", "impact", "us_official", "day", colours=DARK)
    assert contrast(dot.fill, PALETTES["dark"].land) > 10
    assert select_strike("us", "day", colours=DARK).fill == DARK.strike
    assert select_strike("reported_only", "day", colours=DARK).fill == DARK.paper


def test_the_payload_carries_both_colours_of_each_symbol(record, write_record) -> None:
    dataset = read_dataset(write_record(record.attack("a", confirmation="claim_only")))
    header, _ = unpack(make_payload(dataset))
    (dot,) = header["dots"]
    rocket = select_dot("rocket", "impact", "claim_only", "day")
    in_dark = select_dot("rocket", "impact", "claim_only", "day", colours=DARK)
    assert (dot["stroke"], dot["fill"]) == (rocket.stroke, rocket.fill)
    assert dot["dark"] == {"stroke": in_dark.stroke, "fill": in_dark.fill}
