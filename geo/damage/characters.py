"""Characters that only look right: curly quotes, long hyphens, hard and invisible spaces."""

import re
import unicodedata
from typing import Final

_DASHES: Final = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
_SINGLE: Final = frozenset("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`")
_DOUBLE: Final = frozenset("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb")
_FORMULA_TEXT: Final = re.compile(r'="(.*)"', re.DOTALL)
_NAMED: Final = 3


def write_plainly(text: str) -> str:
    """
    Write text with the plain characters that a keyboard has.

    Parameters
    ----------
    text
        Any text, as a cell holds it.

    Returns
    -------
    plain
        Every hyphen and dash as ``-``, quote as ``'`` or ``"``, digit of any script as 0–9, space
        as a space; without invisible characters, spaces at the edges, quotes round the
        whole, and the ``="…"`` by which some programs keep a spreadsheet from reading a number.
    """
    formula = _FORMULA_TEXT.fullmatch(text.strip())
    plain = "".join(map(_write_character, formula[1] if formula else text))
    return plain.strip().strip("'\"").strip()


def _write_character(character: str) -> str:
    """Give the plain character that one looks like; nothing for what cannot be seen."""
    if character.isascii():
        return " " if character.isspace() else character
    for alike, plain in ((_DASHES, "-"), (_SINGLE, "'"), (_DOUBLE, '"')):
        if character in alike:
            return plain
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return {"Zs": " ", "Zl": " ", "Zp": " ", "Cf": ""}.get(category, character)


def quote_text(text: str, longest: int = 60) -> str:
    """Quote text on one line, cut, with what cannot be seen as its number, such as ``[U+200B]``."""
    line = " ".join(text[: 4 * longest].split()).replace("`", "'")[:longest]
    shown = (c if c.isprintable() else f"[U+{ord(c):04X}]" for c in line)
    return f"`{''.join(shown)}`"


def describe_characters(text: str) -> str:
    """
    Say in which characters a text differs from what `write_plainly` makes of it.

    Returns
    -------
    said
        Such as ``a non-breaking hyphen (U+2011) and a space at its edge``.
    """
    strange = dict.fromkeys(
        character
        for character in text
        if not character.isascii() and _write_character(character) != character
    )
    said = [_name_character(character) for character in list(strange)[:_NAMED]]
    if len(strange) > _NAMED:
        said.append("more such characters")
    if text != text.strip(" \t\r\n"):
        edge = "a line break" if text.strip(" \t") != text.strip() else "a space"
        said.append(f"{edge} at its edge")
    if text.strip(" ").startswith("="):
        said.append("a formula's equals sign")
    elif not said or any(mark in text for mark in "'\""):
        said.append("quotes round it")
    return _join(said)


def _name_character(character: str) -> str:
    """Name a character as Unicode does, with its number."""
    name = unicodedata.name(character, "unnamed character").lower()
    article = "an" if name[0] in "aeiou" else "a"
    return f"{article} {name} (U+{ord(character):04X})"


def _join(parts: list[str]) -> str:
    """Join parts as a sentence does."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
