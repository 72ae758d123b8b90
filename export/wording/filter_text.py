"""The active filters in words: on pictures, on the page and in a file's metadata."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from geo.model.extent import Extent
from geo.model.scene import Filters, Scene
from geo.query.facets import FACETS, Facet
from geo.query.filtering import list_choices

NO_PLACE_LEFT_OUT: Final = "records without a place left out"
MOST_LISTED: Final = 3
"""With more choices than this it can be shorter to list those left out."""
MOST_IN_HEAD: Final = 150
"""Letters that fit the head of a picture; longer text is listed in its notes."""
_FACETS: Final = {facet.field: facet for facet in FACETS}
_BEFORE: Final = {
    "base_ids": "only",
    "confirmations": "confirmation",
    "claim_groups": "claimed by",
    "reliabilities": "reliability",
    "credibilities": "credibility",
}
"""Words before the choices of a filter; the filter's noun for all others."""
_GRADES: Final = frozenset({"reliabilities", "credibilities"})


def list_filters(scene: Scene) -> list[str]:
    """List what each active filter lets through; empty without active filters."""
    filters = scene.view.filters
    parts = [describe_filter(scene.bases, filters, name) for name in filters.on]
    if filters.include_held_out:
        parts.append("records excluded from counts also drawn")
    return parts


def describe_filters(scene: Scene) -> str:
    """Describe the active filters; blank without any."""
    parts = list_filters(scene)
    return f"Filters: {'; '.join(parts)}" if parts else ""


def format_filters_line(scene: Scene) -> str:
    """Describe the active filters in one or two lines; count them if they need more."""
    words = describe_filters(scene)
    if len(words) <= MOST_IN_HEAD:
        return words
    return f"Filters: {len(list_filters(scene))} active, listed in the notes under “Filters”"


def describe_filter(bases: pd.DataFrame, filters: Filters, name: str) -> str:
    """
    Describe what one filter lets through.

    Parameters
    ----------
    bases
        Sites, as in `Dataset.bases`. Not modified.
    filters
        The filters.
    name
        Name of an active filter, one of `Filters.on`.

    Returns
    -------
    words
        Such as ``outcome impact or no damage``. It contains searched text as it was typed.
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
    """List the choices that are let through, or the others if they are fewer."""
    before = _BEFORE.get(facet.field, facet.noun)
    choices = list_choices(bases, facet)
    if facet.field in _GRADES:  # the letter alone is enough, except for the last grade
        choices = {word: f"{word} ({text})" if word in "F6" else word
                   for word, text in choices.items()}  # fmt: skip
    selected = getattr(filters, facet.field)
    chosen = [text for word, text in choices.items() if word in selected]
    left_out = [text for word, text in choices.items() if word not in selected]
    few_left_out = len(chosen) > MOST_LISTED and 0 < len(left_out) < len(chosen)
    if facet.field == "weapons":  # a record may name a weapon that is not chosen beside one that is
        return _describe_weapons(chosen)
    if before == "only":  # sites read as a list
        rest = join_words(left_out, "and")
        return f"all but {rest}" if few_left_out else f"only {join_words(chosen, 'and')}"
    if few_left_out:
        some = f"{before} any" if before == "claimed by" else f"any {before}"
        return f"{some} but {join_words(left_out, 'and')}"
    words = join_words(chosen, "or")
    return words if words.startswith(before) else f"{before} {words}"


def _describe_weapons(chosen: Sequence[str]) -> str:
    """List the weapons that are let through; a record with several passes for each of them."""
    words = join_words(chosen, "or")
    return words if words.startswith(("weapon", "several weapons")) else f"weapon {words}"


def join_words(words: Sequence[str], last: str) -> str:
    """
    Join words as in a sentence, with `last` before the last of them.

    Parameters
    ----------
    words
        Words, in order.
    last
        Word before the last of them, such as ``and``.

    Returns
    -------
    text
        The joined words.
    """
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def format_area(area: Extent) -> str:
    """Return an area as text, such as ``38.5–44°E, 33–37°N``."""
    across = _format_edges(area.west, area.east, "W", "E")
    return f"{across}, {_format_edges(area.south, area.north, 'S', 'N')}"


def _format_edges(low: float, high: float, below: str, above: str) -> str:
    """Return two edges in degrees as text; the letter once where both are on the same side."""
    first, last = (f"{abs(edge):.4f}".rstrip("0").rstrip(".") for edge in (low, high))
    if low >= 0:
        return f"{first}–{last}°{above}"
    if high <= 0:
        return f"{first}–{last}°{below}"
    return f"{first}°{below}–{last}°{above}"
