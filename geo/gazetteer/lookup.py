"""The gazetteer: from any spelling of a site to its base_id."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from geo.gazetteer.spelling import (
    Word,
    drop_kind,
    join_words,
    list_joined,
    split_words,
    strip_article,
)
from geo.model.cell_types import split_ids
from geo.model.errors import DataFileError
from geo.model.schema import BASES

LONGEST: Final = 200
"""Most characters of a text that may name a site."""
NEAR_SCORE: Final = 70.0
"""Least likeness (0 to 100) at which a site is suggested for an unknown spelling."""
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_REMARK: Final = re.compile(r"\(.*")


@dataclass(frozen=True)
class NearSite:
    """A site that a text may mean: its id, its most similar spelling, the likeness (0 to 100)."""

    base_id: str
    spelling: str
    score: float


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """
    Every spelling of every site, prepared for look-up.

    Attributes
    ----------
    exact
        Site by spelling: its words without article, joined.
    loose
        Sites by spelling: as in `exact`, also with the articles inside, and without words such as
        `base`. A spelling counts only if a single site has it.
    areas
        For each site, by `base_id`: its governorate and country as they may follow its name.
    spellings
        Pairs of site and spelling as written, each once.
    comparable
        The same spellings, row for row, as words for comparison.
    rejected
        Sites whose own row is rejected. They are kept so that their names match no other site.
    """

    exact: Mapping[str, str]
    loose: Mapping[str, frozenset[str]]
    areas: Mapping[str, frozenset[str]]
    spellings: tuple[tuple[str, str], ...]
    comparable: tuple[str, ...]
    rejected: frozenset[str]


def build_gazetteer(sites: pd.DataFrame, rejected: Iterable[str] = ()) -> Gazetteer:
    """
    Build the gazetteer of a record's sites.

    Parameters
    ----------
    sites
        Sites as text: columns `base_id`, `name`, `name_ar`, `aliases` (``;`` between them),
        `country` and `governorate`. Not modified.
    rejected
        Sites, by `base_id`, whose own row is rejected.

    Returns
    -------
    gazetteer
        Build it once a record.

    Raises
    ------
    DataFileError
        If two sites share a spelling.
    """
    problems = find_shared_spellings(sites)
    if problems:
        msg = f"{BASES.file} cannot be used. {' '.join(problems)}"
        raise DataFileError(msg)
    exact: dict[str, str] = {}
    loose: dict[str, set[str]] = {}
    spellings: list[tuple[str, str]] = []
    for _, base_id, spelling in _list_spellings(sites):
        words = split_words(spelling)
        exact[join_words(words)] = base_id
        for form in _list_forms(words):
            loose.setdefault(form, set()).add(base_id)
        spellings.append((base_id, spelling))
    return Gazetteer(
        exact=exact,
        loose={form: frozenset(found) for form, found in loose.items()},
        areas={
            base_id: frozenset(_list_areas(governorate, country))
            for base_id, governorate, country in zip(
                sites["base_id"], sites["governorate"], sites["country"], strict=True
            )
            if base_id
        },
        spellings=tuple(spellings),
        comparable=tuple(_write_comparable(spelling) for _, spelling in spellings),
        rejected=frozenset(rejected),
    )


def find_shared_spellings(sites: pd.DataFrame) -> list[str]:
    """
    Find the spellings that more than one site has.

    Parameters
    ----------
    sites
        As for `build_gazetteer`, indexed by feature number. Not modified.

    Returns
    -------
    problems
        A sentence for each shared spelling, with both sites.
    """
    seen: dict[str, tuple[int, str, str]] = {}
    problems: dict[tuple[str, str, str], str] = {}
    for number, base_id, spelling in _list_spellings(sites):
        key = join_words(split_words(spelling))
        other, other_id, written = seen.setdefault(key, (number, base_id, spelling))
        if other_id != base_id:
            problems.setdefault(
                (key, other_id, base_id),
                f"Features {other} (`{other_id[:80]}`) and {number} (`{base_id[:80]}`) share a "
                f"spelling, `{written[:80]}` and `{spelling[:80]}`: remove it from the name, "
                "name_ar or aliases of one.",
            )
    return list(problems.values())


def _list_spellings(sites: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Yield number, id and spelling of each site, each spelling once, and only with a letter."""
    columns = ("base_id", "name", "name_ar", "aliases")
    rows = zip(sites.index, *(sites[name] for name in columns), strict=True)
    for number, base_id, name, name_ar, aliases in rows:
        if base_id:
            for spelling in dict.fromkeys([base_id, name, name_ar, *split_ids(aliases)]):
                if split_words(spelling):
                    yield int(number), base_id, spelling


def _list_forms(words: tuple[Word, ...]) -> Iterator[str]:
    """Yield the words of a spelling joined, with and without the words for its kind."""
    yield from list_joined(words)
    if core := drop_kind(words):
        yield from list_joined(core)


def _list_areas(governorate: str, country: str) -> Iterator[str]:
    """Yield governorate and country as they may follow the name of a site."""
    own = _REMARK.sub("", governorate).strip()
    parts = [own, f"{own} province", f"{own} governorate"] if own else []
    both = [f"{part} {country}" for part in parts] if country else []
    for area in (*parts, *both, country):
        yield from list_joined(split_words(area))


def _write_comparable(text: str) -> str:
    """Write a text as words for comparison, without article and without words such as `base`."""
    return " ".join(word.text for word in drop_kind(split_words(text)))


def resolve_site(gazetteer: Gazetteer, text: str) -> str | None:
    """
    Return the site that a text names.

    Parameters
    ----------
    gazetteer
        The sites.
    text
        Any spelling. Case, space, hyphen, apostrophe, accents, article and forms of Arabic letters
        make no difference, nor do words such as `base` if a single site is left. The site's own
        governorate and country may follow.

    Returns
    -------
    base_id
        The site. None if the text names no site, may name several, or names one whose own row is
        rejected: nothing is guessed.

    Examples
    --------
    >>> from geo.files.shipped_data import DATA_FOLDER
    >>> from geo.loading import read_dataset
    >>> gazetteer = read_dataset(DATA_FOLDER).gazetteer
    >>> resolve_site(gazetteer, "Ayn al-Asad")
    'ain-al-asad'
    >>> resolve_site(gazetteer, "somewhere in Iraq") is None
    True
    """
    site = find_site(gazetteer, text)
    return None if site in gazetteer.rejected else site


def find_site(gazetteer: Gazetteer, text: str) -> str | None:
    """
    Return the site that a text names, even if the site's own row is rejected.

    Parameters
    ----------
    gazetteer, text
        As in `resolve_site`.

    Returns
    -------
    base_id
        The site; None if the text names no site or may name several.
    """
    if text in gazetteer.areas:
        return text
    if len(text) > LONGEST or _CONTROL.search(text):
        return None
    words = split_words(text)
    key = join_words(words)
    if key in gazetteer.exact:
        return gazetteer.exact[key]
    found: set[str] = set()
    for cut in range(len(words), 0, -1):
        area = join_words(words[cut:])
        for site in _read_loosely(gazetteer, words[:cut]):
            if not area or area in gazetteer.areas[site]:
                found.add(site)
    return found.pop() if len(found) == 1 else None


def _read_loosely(gazetteer: Gazetteer, words: tuple[Word, ...]) -> Iterator[str]:
    """Yield the sites that words may name, with or without their kind and a joined article."""
    for form in dict.fromkeys([join_words(words), join_words(drop_kind(words))]):
        for key in (form, strip_article(form)):
            yield from gazetteer.loose.get(key, ())


def describe_near(gazetteer: Gazetteer, text: str) -> str:
    """
    Write the sites most like a text, for an error message.

    Parameters
    ----------
    gazetteer, text
        The sites, and an unknown spelling.

    Returns
    -------
    sites
        Ids, each with its most similar spelling in brackets; blank if no site is near.
    """
    return ", ".join(
        site.base_id if site.spelling == site.base_id else f"{site.base_id} ({site.spelling[:80]})"
        for site in nearest_sites(gazetteer, text)
    )


def nearest_sites(gazetteer: Gazetteer, text: str, n: int = 3) -> list[NearSite]:
    """
    Return the sites most like a text, for a person to choose from.

    Parameters
    ----------
    gazetteer
        The sites.
    text
        An unknown spelling.
    n
        The most sites to return.

    Returns
    -------
    sites
        Each site once, with its nearest spelling, nearest first, from `NEAR_SCORE` up.

    Notes
    -----
    Likeness is the best of three ratios of rapidfuzz: of the letters as they stand; of the words
    in any order, some left out (at most 90); and of a spelling inside a longer text (at most 80).
    """
    words = _write_comparable(text[:LONGEST])
    likeness = _compare(words, gazetteer.comparable)
    near: dict[str, NearSite] = {}
    for place in np.argsort(-likeness, kind="stable"):
        if likeness[place] < NEAR_SCORE or len(near) == n:
            break
        base_id, spelling = gazetteer.spellings[place]
        if base_id not in gazetteer.rejected:
            near.setdefault(base_id, NearSite(base_id, spelling, float(likeness[place])))
    return list(near.values())


def _compare(words: str, spellings: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return the likeness of words to each spelling, 0 to 100; 0 without words."""
    if not words or not spellings:
        return np.zeros(len(spellings))
    plain, sets, parts = (
        process.cdist([words], spellings, scorer=scorer, dtype=np.float64)[0]
        for scorer in (fuzz.ratio, fuzz.token_set_ratio, fuzz.partial_ratio)
    )
    inside = np.array([len(spelling) <= len(words) for spelling in spellings])
    best: np.ndarray[Any, np.dtype[np.float64]]
    best = np.maximum.reduce([plain, 0.9 * sets, 0.8 * parts * inside])
    return best
