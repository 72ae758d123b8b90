"""What the filters are, in words: on the picture, on the page and in a file's own description."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from geo.model.extent import Extent
from geo.model.scene import Filters, Scene
from geo.query.facets import FACETS, Facet
from geo.query.filtering import list_choices

NO_PLACE_LEFT_OUT: Final = "records without a place left out"
MOST_LISTED: Final = 3
"""Choices from which on it may be shorter to say which are left out."""
MOST_IN_HEAD: Final = 150
"""Letters that surely fit the head of a picture; what is longer is listed in its notes."""
_FACETS: Final = {facet.field: facet for facet in FACETS}
_BEFORE: Final = {
    "base_ids": "only",
    "confirmations": "confirmation",
    "claim_groups": "claimed by",
    "reliabilities": "reliability",
    "credibilities": "credibility",
}
"""What stands before the choices of a filter; its noun where nothing else does."""
_GRADES: Final = frozenset({"reliabilities", "credibilities"})


def list_filters(scene: Scene) -> list[str]:
    """Say in words what each active filter lets through; nothing where none is active."""
    filters = scene.view.filters
    parts = [describe_filter(scene.bases, filters, name) for name in filters.on]
    if filters.include_held_out:
        parts.append("held-out records drawn as well")
    return parts


def describe_filters(scene: Scene) -> str:
    """Say in words which filters are active; blank where none is."""
    parts = list_filters(scene)
    return f"Filters: {'; '.join(parts)}" if parts else ""


def head_filters(scene: Scene) -> str:
    """Say the same in a line or two: where that is not enough, how many, and where they stand."""
    words = describe_filters(scene)
    if len(words) <= MOST_IN_HEAD:
        return words
    return f"Filters: {len(list_filters(scene))} are on, listed in the notes under “Filters”"


def describe_filter(bases: pd.DataFrame, filters: Filters, name: str) -> str:
    """
    Say in words what one filter lets through.

    Parameters
    ----------
    bases
        Sites, as in `Dataset.bases`. Not modified.
    filters
        Which records.
    name
        A filter's name, one of `Filters.on`.

    Returns
    -------
    words
        Such as ``outcome impact or no damage``. What was searched for stands in it as typed.
    """
    if name in _FACETS:
        return _describe_chosen(bases, filters, _FACETS[name])
    if name == "with_casualties":
        return "only records that state US killed or wounded"
    if name == "text":
        return f"only records with “{filters.text}”"
    area = "" if filters.area is None else format_area(filters.area)
    return f"area {area}, {NO_PLACE_LEFT_OUT}"


def _describe_chosen(bases: pd.DataFrame, filters: Filters, facet: Facet) -> str:
    """List the choices that are let through, or those that are not where they are fewer."""
    before = _BEFORE.get(facet.field, facet.noun)
    choices = list_choices(bases, facet)
    if facet.field in _GRADES:  # a letter alone says what it is, but for the last
        choices = {word: f"{word} ({text})" if word in "F6" else word
                   for word, text in choices.items()}  # fmt: skip
    asked = getattr(filters, facet.field)
    chosen = [text for word, text in choices.items() if word in asked]
    left_out = [text for word, text in choices.items() if word not in asked]
    few_left_out = len(chosen) > MOST_LISTED and 0 < len(left_out) < len(chosen)
    if facet.field == "weapons":  # what is not chosen may still be shown, beside what is
        return _describe_weapons(chosen)
    if before == "only":  # sites read as a list of what is shown
        rest = join_words(left_out, "and")
        return f"all but {rest}" if few_left_out else f"only {join_words(chosen, 'and')}"
    if few_left_out:
        some = f"{before} any" if before == "claimed by" else f"any {before}"
        return f"{some} but {join_words(left_out, 'and')}"
    words = join_words(chosen, "or")
    return words if words.startswith(before) else f"{before} {words}"


def _describe_weapons(chosen: Sequence[str]) -> str:
    """List the weapons that are let through; a record with several passes by each of them."""
    words = join_words(chosen, "or")
    return words if words.startswith(("weapon", "several weapons")) else f"weapon {words}"


def join_words(words: Sequence[str], last: str) -> str:
    """Join words as a sentence does; `last` stands before the last of them."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def format_area(area: Extent) -> str:
    """Write an area for reading, such as ``38.5–44°E, 33–37°N``."""
    across = _format_edges(area.west, area.east, "W", "E")
    return f"{across}, {_format_edges(area.south, area.north, 'S', 'N')}"


def _format_edges(low: float, high: float, below: str, above: str) -> str:
    """Write two edges in degrees; the letter once where both lie on the same side."""
    first, last = (f"{abs(edge):.4f}".rstrip("0").rstrip(".") for edge in (low, high))
    if low >= 0:
        return f"{first}–{last}°{above}"
    if high <= 0:
        return f"{first}–{last}°{below}"
    return f"{first}°{below}–{last}°{above}"
