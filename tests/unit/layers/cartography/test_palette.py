"""Colours of the charts: a weapon's are the map's, and none is there twice."""

import itertools

import pytest

from geo.model.vocabulary import CONFIRMATIONS, OUTCOMES, WEAPONS
from geo.statistics.time_series import NAMED_SITES, OTHER_SITES
from layers.cartography.palette import colour_words
from layers.cartography.symbology import WEAPON_SYMBOLS

SITES = [*[f"site-{k}" for k in range(NAMED_SITES)], OTHER_SITES, ""]
WORDS = {
    "weapon": list(WEAPONS),
    "outcome": list(OUTCOMES),
    "confirmation": list(CONFIRMATIONS),
    "base_id": SITES,
}


@pytest.mark.parametrize("kind", WORDS)
def test_every_word_has_a_colour_of_its_own_in_the_order_of_the_words(kind) -> None:
    colours = colour_words(kind, WORDS[kind])
    assert list(colours) == WORDS[kind]
    assert len(set(colours.values())) == len(colours)


def test_a_weapon_has_the_colour_that_it_has_on_the_map() -> None:
    colours = colour_words("weapon", list(WEAPONS))
    assert colours == {word: symbol.colour for word, symbol in WEAPON_SYMBOLS.items()}


def test_few_sites_take_the_first_colours() -> None:
    assert list(colour_words("base_id", ["a", "b", OTHER_SITES, ""])) == ["a", "b", OTHER_SITES, ""]


# Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision
# Deficiency" (2009), full protanopia and deuteranopia, on linear RGB.
PROTAN = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
DEUTAN = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.01182, 0.04294, 0.968881),
)


def linear(colour: str) -> list[float]:
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lab(rgb: list[float]) -> list[float]:
    """CIE L*a*b*, D65, of linear sRGB."""
    red, green, blue = (min(max(c, 0), 1) for c in rgb)
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


@pytest.mark.parametrize("kind", ["outcome", "confirmation", "base_id"])
@pytest.mark.parametrize("seen", [None, PROTAN, DEUTAN], ids=["all", "protan", "deutan"])
def test_no_two_colours_look_alike_to_colour_blind_eyes(kind, seen) -> None:
    colours = colour_words(kind, WORDS[kind])
    places = {}
    for word, colour in colours.items():
        rgb = linear(colour)
        if seen:
            rgb = [sum(a * b for a, b in zip(row, rgb, strict=True)) for row in seen]
        places[word] = lab(rgb)
    for one, other in itertools.combinations(places, 2):
        apart = sum((a - b) ** 2 for a, b in zip(places[one], places[other], strict=True)) ** 0.5
        assert apart > 10, f"{one or 'unnamed'} and {other or 'unnamed'} are {apart:.1f} apart"
