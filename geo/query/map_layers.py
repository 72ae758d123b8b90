"""The layers of a view as text, in the page's address and on the command line."""

import difflib
from collections.abc import Set as AbstractSet
from typing import Final

from geo.model.vocabulary import LAYERS, LAYERS_ON

NO_LAYER: Final = "none"
"""Written if every layer is off: a blank means the default."""


def read_layers(text: str | None) -> tuple[frozenset[str], tuple[str, ...]]:
    """
    Read the layers to show.

    Parameters
    ----------
    text
        Their words, separated by commas; ``none`` for no layer; None or a blank for the default.

    Returns
    -------
    layers
        The known ones among them; `LAYERS_ON` if no word is known.
    problems
        A sentence for each unknown word, with the nearest layers.
    """
    words = [word.strip().lower() for word in (text or "").split(",") if word.strip()]
    known = frozenset(words) & LAYERS.keys()
    problems = tuple(
        f"`{word[:40]}` is not a layer: write {', '.join(_find_near(word))}."
        for word in dict.fromkeys(words)
        if word not in LAYERS and word != NO_LAYER
    )
    return known if known or NO_LAYER in words else LAYERS_ON, problems


def write_layers(layers: AbstractSet[str]) -> str | None:
    """Write layers in their order; None if they are those of `LAYERS_ON`."""
    if layers == LAYERS_ON:
        return None
    return ",".join(word for word in LAYERS if word in layers) or NO_LAYER


def _find_near(word: str) -> list[str]:
    """Return the layers with names near a word, or all layers."""
    return difflib.get_close_matches(word, LAYERS, n=2, cutoff=0.6) or list(LAYERS)
