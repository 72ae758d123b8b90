"""The weapons of an attack: words with `;` between them, or `several` alone if not known which."""

import re
from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.model.vocabulary import SEVERAL, WEAPONS

OLD_WORD: Final = "mixed"
"""The old word for `SEVERAL`, in files, links and manifests of earlier versions."""
_BETWEEN: Final = re.compile(r"[/,;+&|\n]|\b(?:and|with|plus)\b", re.IGNORECASE)
"""What separates weapons in a foreign text; not `or`, which means that one of them was used."""
_BITS: Final = {word: 1 << place for place, word in enumerate(WEAPONS)}


def split_weapons(cell: str) -> tuple[str, ...]:
    """
    Return the words of a cell, each once.

    Parameters
    ----------
    cell
        Such as ``rocket; mortar``; `OLD_WORD` reads as `SEVERAL`.

    Returns
    -------
    words
        In the order of `WEAPONS`; unknown words come last, as written.

    Examples
    --------
    >>> split_weapons("mortar; rocket;rocket")
    ('rocket', 'mortar')
    >>> split_weapons("mixed")
    ('several',)
    """
    parts = (part.strip() for part in cell.split(";"))
    words = dict.fromkeys(SEVERAL if part == OLD_WORD else part for part in parts if part)
    return tuple(sorted(words, key=lambda word: _BITS.get(word, 1 << len(_BITS))))


def part_weapons(text: str) -> list[str]:
    """Split a foreign text that names several weapons, such as ``Rocket/UAV``."""
    return _BETWEEN.split(text)


def join_weapons(words: Iterable[str | None]) -> str | None:
    """Write weapons as one cell; None if one is not known or is `SEVERAL` beside others."""
    cells = list(words)
    joined = split_weapons(";".join(cell or "" for cell in cells))
    return ";".join(joined) if all(cells) and SEVERAL not in joined else None


def name_category(cell: str) -> str:
    """Return the category of a cell for symbols and charts: its one word, or `SEVERAL`."""
    words = split_weapons(cell)
    return words[0] if len(words) == 1 else SEVERAL


def name_categories(cells: "pd.Series[str]") -> "pd.Series[str]":
    """Return `name_category` of each cell, on the same index."""
    return cells.map({cell: name_category(cell) for cell in cells.unique()}).astype("str")


def describe_weapons(cell: str) -> str:
    """Write the weapons of a checked cell as text, such as ``rocket and mortar``."""
    *before, last = (WEAPONS[word] for word in split_weapons(cell))
    return f"{', '.join(before)} and {last}" if before else last


def number_weapons(cells: "pd.Series[str]") -> npt.NDArray[np.uint8]:
    """
    Return the weapons of each checked cell as bits.

    Parameters
    ----------
    cells
        Shape (n,). Not modified.

    Returns
    -------
    bits
        Shape (n,): the lowest bit is the first word of `WEAPONS`. The bit of `SEVERAL` is set in
        every cell with more than one weapon, whether it names them or not.
    """
    codes, distinct = pd.factorize(cells)
    bits = [sum(_BITS[word] for word in {*split_weapons(cell), name_category(cell)})
            for cell in distinct]  # fmt: skip
    return np.array(bits, dtype=np.uint8)[codes]


def read_weapons(words: Iterable[str], where: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """
    Read the weapons of a filter.

    Parameters
    ----------
    words
        As written in an address, on the command line or in a manifest.
    where
        Where they were written, for the warning, such as ``--weapon``.

    Returns
    -------
    weapons, warnings
        The words, with `SEVERAL` instead of `OLD_WORD`; if that occurred, a sentence with the fix.
    """
    weapons = frozenset(words)
    if OLD_WORD not in weapons:
        return weapons, ()
    warning = f"{where}: `{OLD_WORD}` is an old word, read as `{SEVERAL}`. Write {SEVERAL}."
    return (weapons - {OLD_WORD}) | {SEVERAL}, (warning,)
