"""Colours of symbols, on paper (also the light map) and on the dark map."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from geo.model.vocabulary import SEVERAL


@dataclass(frozen=True)
class ThemeColours:
    """
    The colours of one theme, each ``#rrggbb``.

    Attributes
    ----------
    paper, tint
        Colour inside a ring, and the colour that the tint of a claim is mixed with.
    grey
        Colour of the legend's signs that are not about a weapon.
    strike, plus, slash
        Colours of a strike's diamond, a user's plus, and the slash through what is not counted.
    weapons
        Each weapon's colour, by its word.
    """

    paper: str
    tint: str
    grey: str
    strike: str
    plus: str
    slash: str
    weapons: Mapping[str, str]


# Okabe and Ito, "Color Universal Design" (2008), and a neutral grey for what is not known.
# The two most frequent, UAV and rocket, have the pair that differs most for every kind of
# colour vision.
LIGHT: Final = ThemeColours(
    paper="#ffffff",
    tint="#ffffff",
    grey="#57534e",
    strike="#1f1d1a",
    plus="#111827",
    slash="#9a9895",
    weapons=MappingProxyType(
        {
            "one_way_uav": "#d55e00",
            "rocket": "#0072b2",
            "missile": "#cc79a7",
            "ballistic_missile": "#000000",
            "mortar": "#009e73",
            "ied": "#e69f00",
            SEVERAL: "#56b4e9",
            "unknown": "#6b6b6b",
        }
    ),
)
# The same hues, lighter, so that each has a contrast of at least 3:1 to dark land; black on paper
# is paper-white here.
DARK: Final = ThemeColours(
    paper="#17191b",
    tint="#55514c",
    grey="#c3bcb0",
    strike="#f4f1ea",
    plus="#f4f1ea",
    slash="#8b8884",
    weapons=MappingProxyType(
        {
            "one_way_uav": "#f27d2e",
            "rocket": "#3f98e0",
            "missile": "#dd93bf",
            "ballistic_missile": "#f4f1ea",
            "mortar": "#1fb58b",
            "ied": "#f0b73a",
            SEVERAL: "#a3dbf8",
            "unknown": "#a8a49b",
        }
    ),
)
THEME_COLOURS: Final = MappingProxyType({"light": LIGHT, "dark": DARK})
