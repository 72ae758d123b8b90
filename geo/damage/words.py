"""Words and text that a spreadsheet has changed: error values, spellings, lost letters."""

import re
from typing import Final

import pandas as pd

from geo.damage.characters import describe_characters, write_plainly
from geo.damage.kinds import (
    BLANK_WORD,
    ERROR_VALUE,
    MOJIBAKE,
    SPACES,
    TAKE_BACK,
    TOO_NARROW,
    TRUTH_VALUE,
    WORD_FORM,
    Damage,
)
from geo.damage.mojibake import find_mojibake, may_be_mojibake
from geo.model.cell_types import CellType

_ERROR_VALUE: Final = re.compile(r"#(?:N/A|NV|GETTING_DATA|[A-ZÀ-Ý0-9/]+[!?])|Err:\d{3}")
_TOO_NARROW: Final = re.compile(r"#{3,}")
_NEVER_TEXT: Final = frozenset({"NaN", "nan", "NULL", "null", "<NA>", "NaT"})
_BLANK_WORDS: Final = _NEVER_TEXT | {"None", "none", "N/A", "n/a"}
"""The last four may be real text: a site may be called None."""
_TRUTH_VALUES: Final = frozenset({"TRUE", "FALSE"})
_WORD_BREAK: Final = re.compile(r"[\s-]+")
_AROUND_SEMICOLON: Final = re.compile(r"\s*;\s*")
_DECIMALS_OF_ZERO: Final = re.compile(r"[.,]0+\Z")

_PLACEHOLDER: Final = re.compile(
    r"\s*(?:#\S{2,20}|Err:\d{3}|TRUE|FALSE|" + "|".join(map(re.escape, _NEVER_TEXT)) + r")?\s*"
)

_PLACEHOLDER_BEGINS: Final = (
    r"[\t-\r\x1c-\x1f ]*"
    rf"(?:#|Err:|TRUE|FALSE|\Z|{'|'.join(map(re.escape, sorted(_NEVER_TEXT)))})"
)
"""
The beginnings of ASCII placeholders, in the syntax that Arrow matches for a whole column at once,
which has neither ``\\s`` nor ``$``.
"""


def is_doubtful(text: str) -> bool:
    """Test quickly whether `explain_placeholder` or `explain_text` could find something."""
    return bool(_PLACEHOLDER.fullmatch(text)) or may_be_mojibake(text)


def find_near_doubtful(values: "pd.Series[str]") -> "pd.Series[bool]":
    """Return the candidates for `is_doubtful`, and some more texts, in one pass."""
    begins = values.str.match(_PLACEHOLDER_BEGINS)
    near: pd.Series[bool] = begins | values.str.contains("???", regex=False) | ~values.str.isascii()
    return near.astype(bool)


def explain_placeholder(text: str, blank_fix: str) -> Damage | None:
    """
    Explain a placeholder that a program writes for a blank or for a value that it cannot show.

    Parameters
    ----------
    text
        The cell.
    blank_fix
        The fix of a blank cell.

    Returns
    -------
    damage
        None if the cell is not a placeholder.
    """
    plain = text.strip()
    lost = f"{TAKE_BACK}, or write the value from the sources."
    if _TOO_NARROW.fullmatch(plain):
        reason = "is what a spreadsheet shows in a column that is too narrow: the value is lost"
        return Damage(TOO_NARROW, reason, lost)
    if _ERROR_VALUE.fullmatch(plain):
        return Damage(ERROR_VALUE, "is an error value of a spreadsheet", lost)
    if plain in _BLANK_WORDS:
        return Damage(BLANK_WORD, "is a program's word for a blank", blank_fix)
    if plain in _TRUTH_VALUES:
        reason = "is a truth value: a spreadsheet has probably changed the cell"
        return Damage(TRUTH_VALUE, reason, lost)
    return None


def explain_text(text: str) -> Damage | None:
    """Explain text of spaces, or text read in the wrong encoding; None for undamaged text."""
    if not text.strip():
        return Damage(SPACES, "holds only spaces", "Leave the cell blank, or fill it in.")
    found = find_mojibake(text)
    if found is None:
        return None
    if not found.meant:
        reason = f"holds `{found.piece}`: letters are lost that an encoding lacks"
        return Damage(MOJIBAKE, reason, f"{TAKE_BACK}, and save it as UTF-8.")
    reason = f"holds `{found.piece}`, which is {found.how}: it was probably `{found.meant}`"
    return Damage(MOJIBAKE, reason, f"{TAKE_BACK}, and open it as UTF-8 (65001).")


def explain_word(text: str, cell_type: CellType) -> Damage | None:
    """
    Explain a controlled word that is written in another way.

    Parameters
    ----------
    text
        The cell.
    cell_type
        The type of its column, with the words.

    Returns
    -------
    damage
        With the word to write, if letters and digits are the same; else None.
    """
    plain = write_plainly(text)
    same = {word.casefold(): word for word in cell_type.words}
    if cell_type.kind == "list":
        plain = _AROUND_SEMICOLON.sub(";", plain)
        parts = _WORD_BREAK.sub("_", plain).casefold().split(";")
        listed = ";".join(same.get(part, "") for part in parts)
        if cell_type.test(pd.Series([listed], dtype="str")).all() and all(map(same.get, parts)):
            same[";".join(parts)] = listed
    simple = _WORD_BREAK.sub("_", plain).casefold()
    word = same.get(simple) or same.get(_DECIMALS_OF_ZERO.sub("", simple))
    if word is None:
        return None
    differences = []
    if simple not in same:
        differences.append("decimals, which a spreadsheet adds")
    elif plain.casefold() != word.casefold():
        differences.append("a space or hyphen instead of `_`")
    if plain.casefold() == plain and word != word.casefold():
        differences.append("small letters")
    elif plain.casefold() != plain and word == word.casefold():
        differences.append("capital letters")
    if plain != text:
        differences.append(describe_characters(text))
    return Damage(WORD_FORM, f"is `{word}` with {', '.join(differences)}", f"Write {word}.")
