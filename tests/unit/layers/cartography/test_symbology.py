"""Symbols: every word has one, none looks like another, in colour or in grey."""

import itertools
import math
from dataclasses import replace

import pytest

from geo.model.vocabulary import OUTCOMES, WEAPONS
from layers.cartography.symbology import (
    DOT_RADIUS_PX,
    OUTCOME_FILLS,
    PAPER,
    PLUS_PX,
    PLUS_RIM_PX,
    SHAPES,
    STRIKE_RADIUS_PX,
    STROKE_PX,
    WEAPON_SYMBOLS,
    mix_colour,
    select_dot,
    select_strike,
)

OKABE_ITO = {"#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"}


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_word_has_a_symbol() -> None:
    assert list(WEAPON_SYMBOLS) == list(WEAPONS)
    assert set(OUTCOME_FILLS) == set(OUTCOMES)
    assert {symbol.shape for symbol in WEAPON_SYMBOLS.values()} <= set(SHAPES)


def test_weapons_differ_in_colour_and_in_shape() -> None:
    assert len({symbol.colour for symbol in WEAPON_SYMBOLS.values()}) == len(WEAPONS)
    assert len({symbol.shape for symbol in WEAPON_SYMBOLS.values()}) == len(WEAPONS)


def test_colours_are_okabe_and_itos_and_one_grey() -> None:
    colours = {symbol.colour for symbol in WEAPON_SYMBOLS.values()}
    assert colours - OKABE_ITO == {WEAPON_SYMBOLS["unknown"].colour}


@pytest.mark.parametrize("symbol", WEAPON_SYMBOLS.values(), ids=list(WEAPON_SYMBOLS))
def test_colours_stand_out_from_the_paper_in_greyscale(symbol) -> None:
    land = luminance("#f6f3ec")
    contrast = (land + 0.05) / (luminance(symbol.colour) + 0.05)
    assert contrast >= 1.9
    claim = select_dot(_word_of(symbol), "impact", "claim_only", "day")
    assert luminance(claim.stroke) > luminance(symbol.colour)


def _word_of(symbol) -> str:
    return next(word for word, other in WEAPON_SYMBOLS.items() if other is symbol)


def test_no_two_kinds_of_record_look_alike() -> None:
    seen = {}
    for words in itertools.product(
        WEAPONS, OUTCOMES, ("us_official", "claim_only"), ("day", "approximate")
    ):
        dot = select_dot(*words)
        assert dot not in seen, f"{words} looks like {seen.get(dot)}"
        seen[dot] = words


def test_confirmed_records_are_full_colour_and_claims_are_not() -> None:
    for confirmation in ("us_official", "partner_official", "monitor", "media"):
        assert select_dot("rocket", "impact", confirmation, "day").fill == "#0072b2"
    assert select_dot("rocket", "impact", "claim_only", "day").fill != "#0072b2"


def test_rings_are_empty_and_carry_their_mark() -> None:
    marks = {
        outcome: (select_dot("rocket", outcome, "media", "day").fill == PAPER,
                  select_dot("rocket", outcome, "media", "day").mark)
        for outcome in OUTCOMES
    }  # fmt: skip
    assert marks == {
        "impact": (False, "none"),
        "partly_intercepted": (True, "dot"),
        "intercepted": (True, "none"),
        "no_damage": (True, "bar"),
        "unknown": (False, "none"),
    }


def test_only_an_approximate_date_breaks_the_outline() -> None:
    assert select_dot("ied", "impact", "media", "approximate").broken
    assert not select_dot("ied", "impact", "media", "day").broken


def test_mixing_is_exact_at_both_ends_and_between() -> None:
    assert mix_colour("#d55e00", 1.0) == "#d55e00"
    assert mix_colour("#d55e00", 0.0) == PAPER
    assert mix_colour("#000000", 0.5) == "#808080"


def test_held_out_records_are_paler_and_struck_through() -> None:
    counted = select_dot("rocket", "impact", "us_official", "day")
    held_out = select_dot("rocket", "impact", "us_official", "day", held_out=True)
    assert (counted.struck, held_out.struck) == (False, True)
    assert luminance(held_out.fill) > luminance(counted.fill)


def test_only_an_acknowledged_strike_is_filled_and_both_outsize_an_attack() -> None:
    acknowledged, reported = select_strike("us", "day"), select_strike("reported_only", "day")
    assert acknowledged.fill == acknowledged.stroke == reported.stroke
    assert reported.fill == PAPER
    assert {acknowledged.shape, reported.shape} == {"diamond"}
    assert select_strike("us", "approximate").broken
    assert STRIKE_RADIUS_PX > 1.25 * DOT_RADIUS_PX


def test_a_plus_marks_what_a_user_added_and_changes_nothing_else() -> None:
    words = ("rocket", "impact", "us_official", "day")
    there, added = select_dot(*words), select_dot(*words, added=True)
    assert (there.added, added.added) == (False, True)
    assert replace(added, added=False) == there
    # it stands inside of the sprite, see `spriteSide` in symbols.js
    half = math.ceil(1.4 * DOT_RADIUS_PX + STROKE_PX + 1)
    assert max(abs(part) for point in PLUS_PX for part in point) + PLUS_RIM_PX / 2 <= half
