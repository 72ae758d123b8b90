"""Numbers that a spreadsheet has rewritten, and ids that it read as numbers or days."""

import re
from functools import lru_cache
from typing import Final

import pandas as pd

from geo.damage.characters import write_plainly
from geo.damage.day_readings import read_written_day
from geo.damage.kinds import (
    DAY_SERIAL,
    DECIMAL_ADDED,
    DECIMAL_COMMA,
    DECIMAL_LOST,
    ID_DAY,
    ID_NUMBER,
    ID_SCIENTIFIC,
    ID_SIGN,
    NUMBER_DAY,
    SCIENTIFIC,
    TAKE_BACK,
    THOUSANDS,
    Damage,
)

_SCIENTIFIC: Final = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE]\+?-?\d+")
_DECIMALS_OF_ZERO: Final = re.compile(r"(\d+)[.,]0+")
_ONE_GROUP: Final = re.compile(r"(\d{1,3})[.,](\d{3})")
_GROUPS: Final = re.compile(r"\d{1,3}(?:([., '])\d{3})(?:\1\d{3})*")
_COMMA: Final = re.compile(r"[+-]?\d{1,3},\d{1,15}")
_NO_POINT: Final = re.compile(r"[+-]?\d{3,}(?:\.\d{3}){0,5}")
_OTHER_SIGNS: Final = re.compile(r"\s*[,|\n]\s*")

_MONTH: Final = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_NO_ID: Final = (
    r"\d+\.0+|\d\.\d+[eE]\+?\d+|" + rf"\d{{1,2}}-{_MONTH}(?:-\d{{2}}(?:\d{{2}})?)?|{_MONTH}-\d{{2}}"
)
_MADE_ID_NEAR: Final = rf"[0-9][.][0-9]|{_MONTH}"
"""A part of every id that a spreadsheet has changed, in the syntax of Arrow."""
_MADE_ID: Final = re.compile(rf"(?:\A|;)\s*(?:{_NO_ID})\s*(?:;|\Z)")


def explain_whole(text: str) -> Damage | None:
    """Explain an invalid whole number; None if it is not a number that was rewritten."""
    plain = write_plainly(text)
    one_group, groups = _ONE_GROUP.fullmatch(plain), _GROUPS.fullmatch(plain)
    decimals = _DECIMALS_OF_ZERO.fullmatch(plain)
    if one_group:
        whole = f"{one_group[1]}{one_group[2]}"
        parts = f"{int(one_group[1])}.{one_group[2]}"
        reason = f"can be {whole} with a thousands separator, or the decimal number {parts}"
        return Damage(
            THOUSANDS, reason, f"Look it up in the source, and write {whole} if that is correct."
        )
    if groups:
        digits = re.sub(r"\D", "", plain)
        return Damage(THOUSANDS, "has thousands separators", f"Write {digits}.")
    if decimals:
        reason = "is a whole number to which a spreadsheet has added decimals"
        return Damage(DECIMAL_ADDED, reason, f"Write {decimals[1]}.")
    return _explain_rewritten(plain)


def explain_degrees(text: str) -> Damage | None:
    """Explain invalid decimal degrees; None if it is not a number that was rewritten."""
    plain = write_plainly(text)
    if _COMMA.fullmatch(plain):
        return Damage(DECIMAL_COMMA, "has a decimal comma", f"Write {plain.replace(',', '.')}.")
    if _NO_POINT.fullmatch(plain) or _GROUPS.fullmatch(plain):
        reason = "is not on the globe: its decimal point may be lost"
        return Damage(DECIMAL_LOST, reason, f"{TAKE_BACK}; write degrees such as 33.78.")
    return _explain_rewritten(plain)


def _explain_rewritten(plain: str) -> Damage | None:
    """Explain a number that became scientific notation, or a day."""
    if _SCIENTIFIC.fullmatch(plain):
        reason = "is in scientific notation, in which digits may be lost"
        return Damage(SCIENTIFIC, reason, f"{TAKE_BACK}, and write all digits.")
    if _is_day(plain):
        reason = "looks like a day: spreadsheets turn a number such as 1-2 or 3.10 into one"
        return Damage(NUMBER_DAY, reason, f"{TAKE_BACK}, and write the number.")
    return None


def is_made_id(text: str) -> bool:
    """Return whether one of some valid ids is the work of a spreadsheet."""
    return bool(_MADE_ID.search(text))


def find_near_made_ids(values: "pd.Series[str]") -> "pd.Series[bool]":
    """Return the candidates for `is_made_id` among valid ids, and some more, in one pass."""
    return values.str.contains(_MADE_ID_NEAR, regex=True).astype(bool)


def explain_ids(text: str) -> Damage | None:
    """
    Explain an id, or a list of ids, that a spreadsheet read as a number or a day.

    Parameters
    ----------
    text
        The cell. Valid ids are explained too: ``1.0`` is one by its characters.

    Returns
    -------
    damage
        Of the first such id; None without one.
    """
    for part in text.split(";"):
        damage = _explain_id(write_plainly(part))
        if damage:
            return damage
    signs = _OTHER_SIGNS.split(text.strip())
    if len(signs) > 1 and all(
        re.fullmatch(r"[A-Za-z0-9][\w.-]*", part, re.ASCII) for part in signs
    ):
        reason = "has another sign than a semicolon between its ids"
        return Damage(ID_SIGN, reason, f"Write {';'.join(signs)[:200]}.")
    return None


def _explain_id(plain: str) -> Damage | None:
    """Explain one id."""
    number = _DECIMALS_OF_ZERO.fullmatch(plain)
    if number:
        reason = f"holds `{plain[:40]}`: a spreadsheet has turned an id into a number"
        fix = f"Write {number[1][:40]}, or the original id: leading zeros are lost as well."
        return Damage(ID_NUMBER, reason, fix)
    if _SCIENTIFIC.fullmatch(plain) and re.search(r"[.,+]", plain):
        reason = f"holds `{plain[:40]}`: a spreadsheet has changed an id: its digits are lost"
        return Damage(ID_SCIENTIFIC, reason, f"{TAKE_BACK}.")
    if _is_day(plain):
        reason = f"holds `{plain[:40]}`: a spreadsheet has turned an id into a day"
        return Damage(ID_DAY, reason, f"{TAKE_BACK}.")
    return None


def _is_day(plain: str) -> bool:
    """Return whether text looks like a day and not also like a plain number."""
    written = read_written_day(plain)
    return written is not None and written.form != DAY_SERIAL and not plain.isdigit()


def find_former_id(missing: str, known: frozenset[str]) -> str | None:
    """
    Return the id that a spreadsheet turned into a number.

    Parameters
    ----------
    missing
        An unknown id.
    known
        The known ids.

    Returns
    -------
    former
        The one known id that is the same number: ``007`` for ``7`` or ``7.0``. None if there are
        none or several.
    """
    number = _find_number(missing)
    alike = _index_numbers(known).get(number, []) if number else []
    return alike[0] if len(alike) == 1 else None


@lru_cache(maxsize=4)
def _index_numbers(known: frozenset[str]) -> dict[str, list[str]]:
    """Return the ids that are numbers, by their number."""
    index: dict[str, list[str]] = {}
    for name in sorted(known):
        number = _find_number(name)
        if number:
            index.setdefault(number, []).append(name)
    return index


def _find_number(text: str) -> str:
    """Return the digits of a number without leading zeros and zero decimals; blank for text."""
    number = re.fullmatch(r"0*(\d+?)(?:\.0+)?", text)
    return number[1] if number else ""
