"""The legend: only symbols that are present on the map."""

from collections.abc import Sequence
from typing import Final

from export.drawing.canvas import QUIET
from export.maps.layout import DotMark, MapLayout
from export.picture.note_blocks import Block, Row
from geo.model.vocabulary import OUTCOMES, STRIKES
from layers.cartography.placement import DISC_FROM
from layers.cartography.symbology import (
    CLAIM_TINT,
    HALF_TONE,
    HELD_OUT_TINT,
    OUTCOME_FILLS,
    PAPER,
    WEAPON_SYMBOLS,
    Dot,
    mix_colour,
    select_strike,
)

STACKED: Final = "stacked at the base; not where it fell"
_MARKS: Final = {"ring_dot": "dot", "ring_bar": "bar"}


def list_legend(layout: MapLayout) -> list[Block]:
    """
    List the meanings of the map's symbols.

    Parameters
    ----------
    layout
        The map; symbols beyond its edge are not explained.

    Returns
    -------
    blocks
        Weapon, outcome, other signs, strikes and density; empty for an empty map.
    """
    dots = layout.visible_dots
    blocks = [
        Block("Weapon: colour, shape", _list_weapons(dots)),
        Block("Outcome: filling", _list_outcomes(dots)),
        Block("Also shown", _list_others(layout, dots)),
        Block("Strikes", _list_strikes(layout)),
        Block("Density", _list_density(layout)),
    ]
    return [block for block in blocks if block.rows]


def _list_weapons(dots: Sequence[DotMark]) -> tuple[Row, ...]:
    """List the weapons that are present, in the order of the table of symbols."""
    present = {mark.weapon for mark in dots}
    return tuple(
        Row(symbol.label, Dot(symbol.shape, symbol.colour, symbol.colour, "none", broken=False))
        for weapon, symbol in WEAPON_SYMBOLS.items()
        if weapon in present
    )


def _list_outcomes(dots: Sequence[DotMark]) -> tuple[Row, ...]:
    """List the outcomes that are present, each on a grey circle."""
    present = {mark.outcome for mark in dots}
    fills = {"filled": QUIET, "half_tone": mix_colour(QUIET, HALF_TONE)}
    rows = []
    for outcome, label in OUTCOMES.items():
        filling = OUTCOME_FILLS[outcome]
        if outcome in present:
            fill, mark = fills.get(filling, PAPER), _MARKS.get(filling, "none")
            rows.append(Row(label, Dot("circle", QUIET, fill, mark, broken=False)))
    return tuple(rows)


def _list_others(layout: MapLayout, dots: Sequence[DotMark]) -> tuple[Row, ...]:
    """List the other signs that are present."""
    rows = []
    if any(mark.claim_only for mark in dots):
        pale = mix_colour(QUIET, CLAIM_TINT)
        rows.append(Row("pale: claim only", Dot("circle", pale, pale, "none", broken=False)))
    if any(mark.dot.broken for mark in dots):
        rows.append(
            Row("dashed: date approximate", Dot("circle", QUIET, PAPER, "none", broken=True))
        )
    if any(mark.held_out for mark in dots):
        pale = mix_colour(QUIET, HELD_OUT_TINT)
        struck = Dot("circle", pale, pale, "none", broken=False, struck=True)
        rows.append(Row("struck through: excluded from counts (at a site: + n)", struck))
    if any(mark.dot.added for mark in dots):
        plus = Dot("circle", QUIET, PAPER, "none", broken=False, added=True)
        rows.append(Row("plus: added by user", plus))
    sites = [site for site in layout.sites if layout.holds(*site.centre)]
    if any(site.is_disc for site in sites):
        rows.append(Row(f"disc with a number: a site with more than {DISC_FROM} records"))
    if any(site.has_tray for site in sites):
        rows.append(Row(STACKED, tray=True))
    if any(layout.holds(*site.anchor) for site in layout.marked_sites):
        rows.append(Row("base: its true place", base=True))
    named = [site for site in layout.sites if site.total or site.shown]
    if layout.layers & {"bases", "attacks"} and any(site.is_moved for site in named):
        to = "dots" if "attacks" in layout.layers else "name"
        rows.append(Row(f"line: from it to its {to}", leader=True))
    if layout.area is not None:
        rows.append(Row("dashed box: the area of interest"))
    return tuple(rows)


def _list_strikes(layout: MapLayout) -> tuple[Row, ...]:
    """List the kinds of strike that are present."""
    present = {mark.acknowledged for mark in layout.visible_strikes}
    return tuple(
        Row(label, select_strike(word, "day")) for word, label in STRIKES.items() if word in present
    )


def _list_density(layout: MapLayout) -> tuple[Row, ...]:
    """Explain the density if it tints any part of the map."""
    found = layout.density
    if found is None or not found.is_seen:
        return ()
    return (Row(found.words, ramp_m=found.sigma_m),)
