"""The layers of a view as text: in the page's address, on the command line, from the browser."""

import difflib
from collections.abc import Set as AbstractSet
from typing import Final

from geo.model.vocabulary import LAYERS, LAYERS_ON

NO_LAYER: Final = "none"
"""What is written where every layer is off: a blank would read as nothing asked for."""


def read_layers(text: str | None) -> tuple[frozenset[str], tuple[str, ...]]:
    """
    Read which layers are asked for.

    Parameters
    ----------
    text
        Their words, separated by commas; ``none`` for no layer; None or a blank for those that
        are on where nothing is asked for.

    Returns
    -------
    layers
        The known ones among them; `LAYERS_ON` where no word is known.
    problems
        A sentence for each word that is no layer, with the nearest ones.
    """
    words = [word.strip().lower() for word in (text or "").split(",") if word.strip()]
    known = frozenset(words) & LAYERS.keys()
    problems = tuple(
        f"`{word[:40]}` is no layer: write {', '.join(_find_near(word))}."
        for word in dict.fromkeys(words)
        if word not in LAYERS and word != NO_LAYER
    )
    return known if known or NO_LAYER in words else LAYERS_ON, problems


def write_layers(layers: AbstractSet[str]) -> str | None:
    """Write layers in their order; None where they are those of `LAYERS_ON`."""
    if layers == LAYERS_ON:
        return None
    return ",".join(word for word in LAYERS if word in layers) or NO_LAYER


def _find_near(word: str) -> list[str]:
    """Give the layers whose names are near a word, else all of them."""
    return difflib.get_close_matches(word, LAYERS, n=2, cutoff=0.6) or list(LAYERS)
