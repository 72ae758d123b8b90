"""Content of the filter panel: each choice with its count, its symbol and whether it is on."""

from typing import Any, Final

from geo.model.scene import MOST_TEXT, Filters
from geo.model.vocabulary import GRADES_ARE
from geo.query.facet_counts import FacetCounts
from geo.query.facets import FACETS, Facet
from geo.query.filtering import code_facets
from geo.record import Dataset
from layers.cartography.symbology import DOT_RADIUS_PX, SHAPES, WEAPON_SYMBOLS
from ui.state.url_state import write_area, write_word

FIRST: Final = ("base_ids", "weapons", "confirmations")
"""Facets that stand open; the others are behind their headings."""
MOST_OPEN: Final = 10
"""From more sites than this on, those with the fewest records stand behind a heading."""
FEW_OPEN: Final = 8
_NOTES: Final = {
    "reliabilities": f"Grade of the best source: {GRADES_ARE}.",
    "credibilities": f"Grade of the report itself: {GRADES_ARE}.",
}
_SEVERAL: Final = "A record with several weapons counts under each."
_APART: Final = {"reliabilities": "F", "credibilities": "6"}
"""The grade that is no rung of the ladder: what cannot be judged is not the worst."""


def describe_panel(dataset: Dataset, filters: Filters, counts: FacetCounts) -> dict[str, Any]:
    """
    Return what the panel in the browser shows, as plain values.

    Parameters
    ----------
    dataset
        The record. Not modified.
    filters
        What is chosen.
    counts
        What each choice would show in the period.

    Returns
    -------
    shown
        Facets with their choices, and the other filters with theirs.
    """
    on = filters.on
    return {
        "facets": [_describe_facet(dataset, filters, counts, facet) for facet in FACETS],
        "casualties": {"on": filters.with_casualties, "count": counts.with_casualties},
        "heldOut": {"on": filters.include_held_out, "count": counts.held_out},
        "search": {
            "text": filters.text,
            "most": MOST_TEXT,
            "here": counts.selected,
            "outside": counts.outside,
        },
        "area": {
            "on": filters.area is not None,
            "count": counts.in_area,
            "text": write_area(filters.area) if filters.area else "",
            "withoutPlace": counts.without_place,
        },
        "on": len(on) + filters.include_held_out,
    }


def _describe_facet(
    dataset: Dataset, filters: Filters, counts: FacetCounts, facet: Facet
) -> dict[str, Any]:
    """Return a facet's choices: those that the record has, and those that are ticked."""
    coded = code_facets(dataset)[facet.field]
    chosen = getattr(filters, facet.field)
    totals = coded.count()
    listed = [word for word in coded.choices if totals[word] or word in chosen]
    rare = _find_rare(facet, listed, totals)
    numbers = counts.by_choice[facet.field]
    graded = facet.field in _APART
    several = sum(totals.values()) > len(dataset.attacks)
    return {
        "name": facet.name,
        "heading": facet.heading,
        "first": facet.field in FIRST,
        "note": _SEVERAL if several else _NOTES.get(facet.field, ""),
        "choices": [
            {
                "word": write_word(facet, word),
                "label": f"{word} {coded.choices[word]}" if graded else coded.choices[word],
                "count": numbers[word],
                "on": word in chosen,
                "rare": word in rare,
                "apart": _APART.get(facet.field) == word,
                **({"symbol": _describe_symbol(word)} if facet.field == "weapons" else {}),
            }
            for word in listed
        ],
    }


def _find_rare(facet: Facet, listed: list[str], totals: dict[str, int]) -> frozenset[str]:
    """Find the sites that stand behind a heading; by the whole record, so that none jumps."""
    if facet.field != "base_ids" or len(listed) <= MOST_OPEN:
        return frozenset()
    by_total = sorted(listed, key=lambda word: -totals[word])
    return frozenset(by_total[FEW_OPEN:])


def _describe_symbol(weapon: str) -> dict[str, Any]:
    """Return a weapon's colour and shape, the corners in pixels; none means a circle."""
    symbol = WEAPON_SYMBOLS[weapon]
    corners = [[x * DOT_RADIUS_PX, y * DOT_RADIUS_PX] for x, y in SHAPES[symbol.shape]]
    return {"colour": symbol.colour, "corners": corners, "radius": DOT_RADIUS_PX}
