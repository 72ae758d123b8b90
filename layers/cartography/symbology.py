"""Symbols of attacks and strikes, in one table for the browser and for the picture."""

import math
from dataclasses import asdict, dataclass
from typing import Any, Final

from geo.model.vocabulary import SEVERAL, WEAPONS
from geo.model.weapons import name_category
from layers.cartography.colours import LIGHT, ThemeColours

DOT_RADIUS_PX: Final = 4.4
STROKE_PX: Final = 1.3
PAPER: Final = LIGHT.paper
CLAIM_TINT: Final = 0.52
"""Share of the weapon's colour in a record that is only a claim."""
HALF_TONE: Final = 0.42
"""Share of the colour in the filling of a record without a stated outcome."""
BROKEN_DASH_PX: Final = (2.1, 1.5)
"""Dash and gap of the outline where the date is approximate."""
HELD_OUT_TINT: Final = 0.45
"""Share of the colour in a record that is excluded from counts."""
SLASH_COLOUR: Final = LIGHT.slash
SLASH_PX: Final = 1.35 * DOT_RADIUS_PX
"""Half the length, along each axis, of the slash through such a record."""
AREA_COLOUR: Final = "#5b3a9b"
"""Outline of the area of interest: a hue that no weapon and no basemap layer has."""
AREA_STROKE_PX: Final = 2.0
AREA_DASH_PX: Final = (7.0, 5.0)
PLUS_COLOUR: Final = LIGHT.plus
PLUS_RIM_PX: Final = 1.4
"""Width of the paper-coloured rim about the plus, half of it outside."""
INNER_DOT: Final = 0.42
"""Radius of the dot in a ring (partly intercepted), as a share of the symbol's."""
STRIKE_RADIUS_PX: Final = 5.8
"""Radius of a strike's diamond: larger than any attack."""
STRIKE_HALO_PX: Final = 1.4
"""Width of the paper-coloured rim around it, which separates it from what is below."""
STRIKE_COLOUR: Final = LIGHT.strike


def _polygon(corners: int, turn_deg: float, size: float) -> tuple[tuple[float, float], ...]:
    """Return a regular polygon, y down, with its first corner `turn_deg` clockwise from the top."""
    return tuple(
        (
            round(size * math.sin(math.radians(turn_deg + 360 * k / corners)), 4),
            round(-size * math.cos(math.radians(turn_deg + 360 * k / corners)), 4),
        )
        for k in range(corners)
    )


def _star(points: int, inner: float, size: float) -> tuple[tuple[float, float], ...]:
    """Return a star, y down, one point at the top."""
    return tuple(
        (
            round(size * (1 if k % 2 == 0 else inner) * math.sin(math.pi * k / points), 4),
            round(-size * (1 if k % 2 == 0 else inner) * math.cos(math.pi * k / points), 4),
        )
        for k in range(2 * points)
    )


def _plus(x: float, y: float, reach: float, half: float) -> tuple[tuple[float, float], ...]:
    """Return a plus sign about a point, its arms `reach` long and twice `half` wide."""
    return tuple(
        (round(x + dx, 4), round(y + dy, 4))
        for dx, dy in (
            (-half, -reach), (half, -reach), (half, -half), (reach, -half), (reach, half),
            (half, half), (half, reach), (-half, reach), (-half, half), (-reach, half),
            (-reach, -half), (-half, -half),
        )
    )  # fmt: skip


PLUS_PX: Final = _plus(DOT_RADIUS_PX, -DOT_RADIUS_PX, 2.8, 0.75)
"""Corners of the plus at the upper right of a record that a user added, from the dot's centre."""

SHAPES: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    "circle": (),
    "triangle": _polygon(3, 0, 1.22),
    "diamond": _polygon(4, 0, 1.16),
    "wedge": _polygon(3, 180, 1.22),
    "square": _polygon(4, 45, 1.22),
    "pentagon": _polygon(5, 0, 1.1),
    "hexagon": _polygon(6, 30, 1.08),
    "star": _star(5, 0.5, 1.28),
}
"""Corners in units of the dot's radius, x to the right and y down; none means a circle."""


@dataclass(frozen=True)
class WeaponSymbol:
    """Colour (``#rrggbb``) and shape (a key of `SHAPES`) of a weapon, and its label."""

    label: str
    colour: str
    shape: str


_WEAPON_SHAPES: Final = {
    "one_way_uav": "circle",
    "rocket": "triangle",
    "missile": "diamond",
    "ballistic_missile": "wedge",
    "mortar": "pentagon",
    "ied": "hexagon",
    SEVERAL: "star",
    "unknown": "square",
}
WEAPON_SYMBOLS: Final[dict[str, WeaponSymbol]] = {
    word: WeaponSymbol(WEAPONS[word], LIGHT.weapons[word], shape)
    for word, shape in _WEAPON_SHAPES.items()
}
"""As on paper; `layers.cartography.colours` has the colours of the dark map."""

OUTCOME_FILLS: Final[dict[str, str]] = {
    "impact": "filled",
    "intercepted": "ring",
    "partly_intercepted": "ring_dot",
    "no_damage": "ring_bar",
    "unknown": "half_tone",
}


def mix_colour(colour: str, share: float, other: str = PAPER) -> str:
    """
    Return a mix of two colours, linear in sRGB values.

    Parameters
    ----------
    colour
        Colour as ``#rrggbb``.
    share
        Share of `colour`, 0 to 1.
    other
        Colour that takes the rest.

    Returns
    -------
    mixed
        Opaque colour as ``#rrggbb``; halves are rounded up, as JavaScript's ``Math.round`` does.
    """
    channels = (
        math.floor(
            int(colour[k : k + 2], 16) * share + int(other[k : k + 2], 16) * (1 - share) + 0.5
        )
        for k in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)


@dataclass(frozen=True)
class Dot:
    """
    How one record is drawn.

    Attributes
    ----------
    shape
        Key of `SHAPES`.
    stroke, fill
        Opaque colours, ``#rrggbb``.
    mark
        Mark inside: ``none``, ``dot`` or ``bar``, in the stroke's colour.
    broken
        Whether the outline is dashed, for an approximate date.
    struck
        Whether it is struck through, for a record that is excluded from counts.
    radius_px, halo_px
        Its radius, and the width of a paper-coloured rim about it.
    added
        Whether it has a plus at its upper right, for a record that a user added.
    """

    shape: str
    stroke: str
    fill: str
    mark: str
    broken: bool
    struck: bool = False
    radius_px: float = DOT_RADIUS_PX
    halo_px: float = 0.0
    added: bool = False


def select_dot(
    weapon: str,
    outcome: str,
    confirmation: str,
    date_precision: str,
    *,
    held_out: bool = False,
    added: bool = False,
    colours: ThemeColours = LIGHT,
) -> Dot:
    """
    Return the symbol of a record, for its controlled words.

    Parameters
    ----------
    weapon, outcome, confirmation, date_precision
        The record's words, see `geo.model.vocabulary`; a record with several weapons has the star.
    held_out
        Whether the record is excluded from counts: paler, and struck through.
    added
        Whether a user added it: with a plus.
    colours
        The theme's colours.

    Returns
    -------
    dot
        Its shape, colours and marks.
    """
    category = name_category(weapon)
    symbol = WEAPON_SYMBOLS[category]
    paper, colour = colours.paper, colours.weapons[category]
    claim = confirmation == "claim_only"
    stroke = mix_colour(colour, CLAIM_TINT, colours.tint) if claim else colour
    filling = OUTCOME_FILLS[outcome]
    fills = {"filled": stroke, "half_tone": mix_colour(stroke, HALF_TONE, paper)}
    marks = {"ring_dot": "dot", "ring_bar": "bar"}
    share = HELD_OUT_TINT if held_out else 1.0
    return Dot(
        shape=symbol.shape,
        stroke=mix_colour(stroke, share, paper),
        fill=mix_colour(fills.get(filling, paper), share, paper),
        mark=marks.get(filling, "none"),
        broken=date_precision == "approximate",
        struck=held_out,
        added=added,
    )


def select_strike(acknowledged: str, date_precision: str, *, colours: ThemeColours = LIGHT) -> Dot:
    """
    Return the symbol of a strike: a diamond, filled if the US acknowledged it, else hollow.

    Parameters
    ----------
    acknowledged, date_precision
        The strike's words, see `geo.model.schema`.
    colours
        The theme's colours.

    Returns
    -------
    dot
        Larger than that of an attack, with a rim.
    """
    return Dot(
        shape="diamond",
        stroke=colours.strike,
        fill=colours.strike if acknowledged == "us" else colours.paper,
        mark="none",
        broken=date_precision == "approximate",
        radius_px=STRIKE_RADIUS_PX,
        halo_px=STRIKE_HALO_PX,
    )


def both_themes(light: Dot, dark: Dot) -> dict[str, Any]:
    """Return a dot as plain values, with its colours on the dark map."""
    return {**asdict(light), "dark": {"stroke": dark.stroke, "fill": dark.fill}}
