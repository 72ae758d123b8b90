"""The weapons of an attack: words with `;` between, or `several` alone, not known which."""

import re
from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.model.vocabulary import SEVERAL, WEAPONS

OLD_WORD: Final = "mixed"
"""How earlier versions wrote `SEVERAL`: their files, links and manifests are read all the same."""
_BETWEEN: Final = re.compile(r"[/,;+&|\n]|\b(?:and|with|plus)\b", re.IGNORECASE)
"""What stands between two weapons in another's text; of two words with `or` one alone was used."""
_BITS: Final = {word: 1 << place for place, word in enumerate(WEAPONS)}


def split_weapons(cell: str) -> tuple[str, ...]:
    """
    Give the words of a cell, each once.

    Parameters
    ----------
    cell
        Such as ``rocket; mortar``; `OLD_WORD` reads as `SEVERAL`.

    Returns
    -------
    words
        In the order of `WEAPONS`; what is no weapon comes last, as written.
    """
    parts = (part.strip() for part in cell.split(";"))
    words = dict.fromkeys(SEVERAL if part == OLD_WORD else part for part in parts if part)
    return tuple(sorted(words, key=lambda word: _BITS.get(word, 1 << len(_BITS))))


def part_weapons(text: str) -> list[str]:
    """Part another's text where it names several weapons, such as ``Rocket/UAV``."""
    return _BETWEEN.split(text)


def join_weapons(words: Iterable[str | None]) -> str | None:
    """Write weapons as one cell; None where one of them is not known, or does not stand alone."""
    cells = list(words)
    joined = split_weapons(";".join(cell or "" for cell in cells))
    return ";".join(joined) if all(cells) and SEVERAL not in joined else None


def name_category(cell: str) -> str:
    """Give the one word by which a symbol or a chart knows a cell: `SEVERAL` where it has more."""
    words = split_weapons(cell)
    return words[0] if len(words) == 1 else SEVERAL


def name_categories(cells: "pd.Series[str]") -> "pd.Series[str]":
    """Give `name_category` of each cell, on the same index."""
    return cells.map({cell: name_category(cell) for cell in cells.unique()}).astype("str")


def describe_weapons(cell: str) -> str:
    """Write the weapons of a checked cell for reading, such as ``rocket and mortar``."""
    *before, last = (WEAPONS[word] for word in split_weapons(cell))
    return f"{', '.join(before)} and {last}" if before else last


def number_weapons(cells: "pd.Series[str]") -> npt.NDArray[np.uint8]:
    """
    Give the weapons of each checked cell as bits.

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
    Read the weapons that a filter asks for.

    Parameters
    ----------
    words
        As written in an address, on the command line or in a manifest.
    where
        What asks, for the warning, such as ``--weapon``.

    Returns
    -------
    weapons, warnings
        With `SEVERAL` in the place of `OLD_WORD`, and then a sentence that names the fix.
    """
    asked = frozenset(words)
    if OLD_WORD not in asked:
        return asked, ()
    said = f"{where}: `{OLD_WORD}` is an old word, read as `{SEVERAL}`. Write {SEVERAL}."
    return (asked - {OLD_WORD}) | {SEVERAL}, (said,)
