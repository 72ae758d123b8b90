"""Free text search: which attacks have every word in their text, place or sources."""

from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.gazetteer.spelling import fold_letters
from geo.model.cell_types import split_ids
from geo.record import Dataset, Mask

_RECORD_COLUMNS: Final = (
    "place_as_reported", "claimed_by", "attributed_to", "attributed_by", "summary", "note",
)  # fmt: skip
_SITE_COLUMNS: Final = ("name", "name_ar", "governorate", "country")
_SOURCE_COLUMNS: Final = ("title", "publisher")
_BETWEEN: Final = "\n"
"""Separates joined cells; no search word holds it, so no match crosses two cells."""
_APOSTROPHES_ASCII: Final = "'`"
_DASHES: Final = str.maketrans(dict.fromkeys("-‐‑‒–—", " "))
_KEPT_RESULTS: Final = 4


def fold_text(text: str) -> str:
    """
    Write a text as searches compare it: lower case, no accents, apostrophes or hyphens.

    Notes
    -----
    As `geo.gazetteer.spelling.fold_letters`, so that names match as in the gazetteer (`Kata'ib` is
    `kataib`, `أسد` is `اسد`); in addition, a hyphen or dash becomes a space.
    """
    return fold_letters(text).translate(_DASHES)


def split_search(text: str) -> tuple[str, ...]:
    """Return the words of a search, folded, each once; all of them must occur."""
    return tuple(dict.fromkeys(fold_text(text).split()))


@dataclass(frozen=True, eq=False)
class _Texts:
    """The folded texts of a record: shared texts are held, and searched, once."""

    attacks: tuple["pd.Series[str]", ...]
    sites: "pd.Series[str]"
    site_of: npt.NDArray[np.intp]
    sources: "pd.Series[str]"
    sources_of: npt.NDArray[np.intp]
    found: dict[tuple[str, ...], Mask] = field(default_factory=dict)


_TEXTS: WeakKeyDictionary[Dataset, _Texts] = WeakKeyDictionary()
"""Made at the first search of a record; it goes with the record."""


def mask_text(dataset: Dataset, text: str) -> Mask:
    """
    Return which attacks have every word of a search in their text, place or sources.

    Parameters
    ----------
    dataset
        The record. Not modified.
    text
        The search. A word may be part of a longer one; case, accents, apostrophes, hyphens and
        the order of words make no difference.

    Returns
    -------
    mask
        Shape (n,), row for row as `dataset.attacks`, read-only. All of them if the text has no
        word.

    Notes
    -----
    The search covers the id, the place as reported, the site with its other spellings, Arabic name,
    governorate and country, who claimed and attributed, summary and note, and title and publisher
    of each source.
    """
    words = split_search(text)
    texts = _TEXTS.get(dataset)
    if texts is None:
        texts = _TEXTS[dataset] = _read_texts(dataset)
    mask = texts.found.get(words)
    if mask is None:
        mask = np.ones(len(dataset.attacks), dtype=np.bool_)
        for word in words:
            mask &= _find_word(texts, word)
        mask.flags.writeable = False
        if len(texts.found) >= _KEPT_RESULTS:
            texts.found.clear()
        texts.found[words] = mask
    return mask


def _find_word(texts: _Texts, word: str) -> Mask:
    """Return which attacks have a word in their own text, their site's or their sources'."""
    # -1 means no site, and selects the last text, which is blank
    at_site = _contains(texts.sites, word)[texts.site_of]
    found: Mask = at_site | _contains(texts.sources, word)[texts.sources_of]
    for cells in texts.attacks:
        found |= _contains(cells, word)
    return found


def _contains(texts: "pd.Series[str]", word: str) -> Mask:
    """Return which texts hold a word."""
    return np.asarray(texts.str.contains(word, regex=False), dtype=np.bool_)


def _read_texts(dataset: Dataset) -> _Texts:
    """Fold all texts that a search covers."""
    attacks, bases, sources = dataset.attacks, dataset.bases, dataset.sources
    names = zip(*(bases[name] for name in _SITE_COLUMNS), strict=True)
    sites = [
        _BETWEEN.join([*map(str, cells), *aliases])
        for cells, aliases in zip(names, bases["aliases"], strict=True)
    ]
    sources_of, cited = pd.factorize(attacks["source_ids"])
    listed = {
        source_id: _BETWEEN.join(map(str, cells))
        for source_id, *cells in sources[list(_SOURCE_COLUMNS)].itertuples()
    }
    lists = [_BETWEEN.join(listed[key] for key in split_ids(str(cell))) for cell in cited]
    own = [attacks.index.to_series(), *(attacks[name] for name in _RECORD_COLUMNS)]
    return _Texts(
        attacks=tuple(_fold_all(cells) for cells in own),
        sites=_fold_all(pd.Series([*sites, ""])),
        site_of=bases.index.get_indexer(attacks["base_id"]),
        sources=_fold_all(pd.Series([*lists, ""])),
        sources_of=sources_of,
    )


def _fold_all(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Fold each text as `fold_text`, all ASCII ones at once; indexed from 0."""
    texts = texts.astype("str").reset_index(drop=True)
    folded = texts.str.lower()
    for mark in _APOSTROPHES_ASCII:
        folded = folded.str.replace(mark, "", regex=False)
    folded = folded.str.replace("-", " ", regex=False)
    other = ~texts.str.isascii()
    folded[other] = pd.Series([fold_text(text) for text in texts[other]], dtype="str").to_numpy()
    return folded
