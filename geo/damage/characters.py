"""Look-alike characters: curly quotes, long hyphens, non-breaking and invisible spaces."""

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
    Write text with the plain characters of a keyboard.

    Parameters
    ----------
    text
        The text of a cell.

    Returns
    -------
    plain
        Every hyphen and dash as ``-``, quote as ``'`` or ``"``, digit of any script as 0–9, space
        as a space; without invisible characters, spaces at both ends, quotes around the text, and
        the ``="…"`` by which some programs keep a spreadsheet from reading a number.
    """
    formula = _FORMULA_TEXT.fullmatch(text.strip())
    plain = "".join(map(_write_character, formula[1] if formula else text))
    return plain.strip().strip("'\"").strip()


def _write_character(character: str) -> str:
    """Return the plain character that one looks like; blank for an invisible one."""
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
    """
    Quote text on one line.

    Parameters
    ----------
    text
        Any text.
    longest
        Most characters; the rest is cut.

    Returns
    -------
    quoted
        In backticks; an invisible character is written as its number, such as ``[U+200B]``.
    """
    line = " ".join(text[: 4 * longest].split()).replace("`", "'")[:longest]
    shown = (c if c.isprintable() else f"[U+{ord(c):04X}]" for c in line)
    return f"`{''.join(shown)}`"


def describe_characters(text: str) -> str:
    """
    Describe the characters in which a text differs from its plain form, see `write_plainly`.

    Returns
    -------
    description
        Such as ``a non-breaking hyphen (U+2011) and a space before or after it``.
    """
    strange = dict.fromkeys(
        character
        for character in text
        if not character.isascii() and _write_character(character) != character
    )
    parts = [_name_character(character) for character in list(strange)[:_NAMED]]
    if len(strange) > _NAMED:
        parts.append("more such characters")
    if text != text.strip(" \t\r\n"):
        edge = "a line break" if text.strip(" \t") != text.strip() else "a space"
        parts.append(f"{edge} before or after it")
    if text.strip(" ").startswith("="):
        parts.append("the equals sign of a formula")
    elif not parts or any(mark in text for mark in "'\""):
        parts.append("quotes around it")
    return _join(parts)


def _name_character(character: str) -> str:
    """Return the Unicode name of a character, with its number."""
    name = unicodedata.name(character, "unnamed character").lower()
    article = "an" if name[0] in "aeiou" else "a"
    return f"{article} {name} (U+{ord(character):04X})"


def _join(parts: list[str]) -> str:
    """Join parts with commas and `and`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
