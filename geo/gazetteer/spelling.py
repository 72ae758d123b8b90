"""Normalise spellings of a name: letters without accents, words without article."""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

_APOSTROPHES: Final = "'’‘ʼʻʾʿ`´′"
_SAME_LETTERS: Final = str.maketrans(
    # Alef with hamza or madda is decomposed by NFKD; these variants are not.
    {"ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": "", "ı": "i", "ø": "o", "ł": "l"}
    | dict.fromkeys(_APOSTROPHES, "")
)
_WORD: Final = re.compile(r"[^\W_]+")
_LATIN_ARTICLES: Final = frozenset({"al", "el", "the"})
_ARABIC_ARTICLE: Final = "ال"
_SUN_LETTERS: Final = ("th", "sh", "dh", "t", "d", "r", "z", "s", "n")
"""The article takes the sound of these letters: `ash-Shaddadi`, `at-Tanf`, `Deir ez-Zor`."""
_NOUNS: Final = frozenset(
    {"base", "airbase", "field", "airfield", "garrison", "outpost", "قاعده", "حقل", "حاميه"}
)
_ADJECTIVES: Final = frozenset({"air", "military", "جويه", "عسكريه"})


_MOST_ARTICLES: Final = 3
"""Most articles inside a spelling that are joined to their words one by one."""
_STYLES: Final = 4
"""Ways of writing an article, as `_article_of` gives them."""


class Word(NamedTuple):
    """A word of a spelling, folded, without its article, and whether it had one."""

    text: str
    has_article: bool = False


def fold_letters(text: str) -> str:
    """
    Write a text in lower case without accents, vowel signs, apostrophes and invisible marks.

    Notes
    -----
    Compatibility decomposition (NFKD) and case folding. Forms of alef become one letter, as do ta
    marbuta and ha, alef maqsura and ya; tatweel is removed; digits of any script become ASCII.

    References
    ----------
    Unicode Standard Annex 15, Unicode Normalization Forms.

    Examples
    --------
    >>> fold_letters("Al-Ḥarīr Kata'ib")
    'al-harir kataib'
    >>> fold_letters("أسد") == fold_letters("اسد")
    True
    """
    # Apostrophes go first: NFKD turns some of them into a space and an accent.
    text = unicodedata.normalize("NFKD", text.translate(_SAME_LETTERS)).casefold()
    text = unicodedata.normalize("NFKD", text)
    return "".join(_fold_letter(letter) for letter in text).translate(_SAME_LETTERS)


def _fold_letter(letter: str) -> str:
    """Return a letter, a digit in ASCII, or a blank text for an accent or invisible mark."""
    if letter.isascii():
        return letter
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return ""
    return str(unicodedata.decimal(letter, letter))


def split_words(text: str) -> tuple[Word, ...]:
    """Return the words of a spelling; an article counts as a word only if nothing follows it."""
    words: list[Word] = []
    found: list[str] = _WORD.findall(fold_letters(text))
    article = False
    for place, word in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else ""
        if following and _is_article(word, following):
            article = True
            continue
        bare = word.removeprefix(_ARABIC_ARTICLE)
        if len(bare) < 2:  # too short for a name: the letters belong to the word
            bare = word
        words.append(Word(bare, article or bare != word))
        article = False
    return tuple(words)


def _is_article(word: str, following: str) -> bool:
    """Return whether a word is the article of the word that follows."""
    if word in _LATIN_ARTICLES or word == _ARABIC_ARTICLE:
        return True
    if following in _LATIN_ARTICLES:  # as in `at the base`
        return False
    return word[0] in "ae" and word[1:] in _SUN_LETTERS and following.startswith(word[1:])


def join_words(words: Sequence[Word]) -> str:
    """Join words without a space, but for the one between two numbers."""
    joined = ""
    for word in words:
        apart = joined[-1:].isdigit() and word.text[0].isdigit()
        joined += f" {word.text}" if apart else word.text
    return joined


def list_joined(words: Sequence[Word]) -> Iterator[str]:
    """
    Yield the ways of joining words: with none, some or all of the articles inside.

    Parameters
    ----------
    words
        The words of a name, at least one.

    Yields
    ------
    joined
        The name as one word.
    """
    places = [place for place, word in enumerate(words) if place and word.has_article]
    yield join_words(words)
    for count in range(1, min(len(places), _MOST_ARTICLES) + 1):
        for chosen in itertools.combinations(places, count):
            for style in range(_STYLES):
                glued = list(words)
                for place in chosen:
                    text = words[place].text
                    glued[place] = Word(_article_of(text)[style] + text)
                yield join_words(glued)


def _article_of(word: str) -> tuple[str, ...]:
    """Return the spellings of the article before a word: al, el, or with the word's first sound."""
    if not word.isascii():
        return (_ARABIC_ARTICLE,) * _STYLES
    sun = next((letter for letter in _SUN_LETTERS if word.startswith(letter)), "l")
    return "al", "el", f"a{sun}", f"e{sun}"


def strip_article(joined: str) -> str:
    """Remove the article from the start of joined words, as in `altanf` and `attanf`."""
    for article in ("al", "el"):
        if joined.startswith(article):
            return joined[2:]
    for letter in _SUN_LETTERS:
        if joined[:1] in {"a", "e"} and joined[1:].startswith(letter * 2):
            return joined[1 + len(letter) :]
    return joined


def drop_kind(words: Sequence[Word]) -> tuple[Word, ...]:
    """Remove the words for the kind of a site: base, air base, field, garrison."""
    if not any(word.text in _NOUNS for word in words):
        return tuple(words)
    return tuple(word for word in words if word.text not in _NOUNS | _ADJECTIVES)
