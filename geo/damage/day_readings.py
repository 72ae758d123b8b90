"""Read a calendar day in another format than ISO 8601: every possible reading, no guess."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from geo.damage.characters import write_plainly
from geo.damage.kinds import DAY_CUT, DAY_HOUR, DAY_LETTERS, DAY_ORDER, DAY_SERIAL

DAY_FIRST: Final = "day first"
MONTH_FIRST: Final = "month first"
YEAR_FIRST: Final = "year first"

_LONGEST: Final = 80
_HOUR: Final = re.compile(
    r"(?P<day>.*\d{2})(?:T| +)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
    r" *(?:[AaPp]\.?[Mm]\.?|[صم])?(?: *Z| *[+-]\d{2}:?\d{2})?"
)
_NUMBERS: Final = re.compile(r"(\d{1,4}) *([-/.\\ ]) *(\d{1,2}) *\2 *(\d{1,4})\.?")
_COMPACT: Final = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_MONTH: Final = re.compile(r"(?:(\d{4})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{4}))")
_SERIAL: Final = re.compile(r"(\d{5})(?:[.,]\d+)?")
_PART: Final = re.compile(r"\d+|[^\W\d_]+(?: (?=ال)[^\W\d_]+)?")
_FROM_1900: Final = dt.date(1899, 12, 30)
_FROM_1904: Final = dt.date(1904, 1, 1)
_WEEKDAYS: Final = frozenset(
    day[:size] for size in (3, 9) for day in (
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    )
)  # fmt: skip
_MONTHS: Final = (
    "jan january januar janv janvier يناير كانون_الثاني",
    "feb february februar fevr fevrier فبراير شباط",
    "mar march marz mrz mars مارس اذار",
    "apr april avr avril ابريل نيسان",
    "may mai مايو ايار",
    "jun june juni juin يونيو حزيران",
    "jul july juli juil juillet يوليو تموز",
    "aug august aout اغسطس اب",
    "sep sept september septembre سبتمبر ايلول",
    "oct october okt oktober octobre اكتوبر تشرين_الاول",
    "nov november novembre نوفمبر تشرين_الثاني",
    "dec december dez dezember decembre ديسمبر كانون_الاول",
)
"""Months as spreadsheets in English, German, French and Arabic write them, without accents."""
_MONTH_OF: Final = {
    name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()
}


@dataclass(frozen=True)
class WrittenDay:
    """
    A day in another format than ISO 8601.

    Attributes
    ----------
    form
        How it is written: one of `DAY_ORDER`, `DAY_LETTERS`, `DAY_HOUR`, `DAY_SERIAL`, `DAY_CUT`.
    readings
        Pairs of order and day in ISO 8601, for each day that exists; for `DAY_CUT` the rest, such
        as a month.
    """

    form: str
    readings: tuple[tuple[str, str], ...]


def read_written_day(text: str) -> WrittenDay | None:
    """
    Read a day in the formats of spreadsheets and people.

    Parameters
    ----------
    text
        A cell that is not a day in ISO 8601.

    Returns
    -------
    written
        All its readings; None if it does not look like a day, or the day does not exist.

    Notes
    -----
    A spreadsheet counts days from 30 December 1899, in workbooks of old Macs from 1 January 1904.
    It reads the two-digit years 00–29 as 2000–2029.

    References
    ----------
    ECMA-376 part 1, Office Open XML File Formats, 18.17.4.1, Date Conversion for Serial Values.
    """
    if len(text) > _LONGEST:
        return None
    plain = write_plainly(text)
    hour = _HOUR.fullmatch(plain)
    if hour:
        day = hour["day"].strip().rstrip(",")
        readings = _read_iso(day) or _read_order(day) or _read_letters(day)
        return WrittenDay(DAY_HOUR, readings) if readings else None
    for form, read in (
        (DAY_ORDER, _read_order),
        (DAY_SERIAL, _read_serial),
        (DAY_LETTERS, _read_letters),
        (DAY_CUT, _read_cut),
    ):
        readings = read(plain)
        if readings:
            return WrittenDay(form, readings)
    return None


def _read_iso(plain: str) -> tuple[tuple[str, str], ...]:
    """Read a day that is in ISO 8601 without its hour."""
    whole = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", plain)
    return _give([(YEAR_FIRST, whole[1], whole[2], whole[3])]) if whole else ()


def _read_order(plain: str) -> tuple[tuple[str, str], ...]:
    """Read three numbers, in each possible order."""
    compact = _COMPACT.fullmatch(plain)
    if compact:
        return _give([(YEAR_FIRST, compact[1], compact[2], compact[3])])
    parts = _NUMBERS.fullmatch(plain)
    if parts is None:
        return ()
    first, _, second, last = parts.groups()
    if len(first) > 2:
        return _give([(YEAR_FIRST, first, second, last)]) if len(last) <= 2 else ()
    orders = [(DAY_FIRST, last, second, first), (MONTH_FIRST, last, first, second)]
    if len(last) <= 2:
        orders.append((YEAR_FIRST, first, second, last))
    return _give(orders)


def _read_serial(plain: str) -> tuple[tuple[str, str], ...]:
    """Read the serial number of a day in a spreadsheet."""
    number = _SERIAL.fullmatch(plain)
    if number is None:
        return ()
    days = dt.timedelta(days=int(number[1]))
    found = (
        ("counted from 1900, as is usual", _FROM_1900 + days),
        ("counted from 1904, as in old workbooks of Macs", _FROM_1904 + days),
    )
    return tuple((order, day.isoformat()) for order, day in found if day.year < 2100)


def _read_letters(plain: str) -> tuple[tuple[str, str], ...]:
    """Read a day with its month in letters; day and year are around it or after it."""
    numbers, month = _split_letters(plain)
    if month is None or len(numbers) != 2:
        return ()
    first, last = numbers
    year, day = (first, last) if len(first) > 2 else (last, first)
    return _give([("", year, str(month), day)]) if len(day) <= 2 else ()


def _read_cut(plain: str) -> tuple[tuple[str, str], ...]:
    """Read the rest of a day: a month, a year, or a day without a year."""
    numbers, month = _split_letters(plain)
    if month is not None and len(numbers) == 1:
        number = numbers[0]
        readings = [("a month", f"{year}-{month:02d}") for year in _list_years(number)]
        if len(number) <= 2 and 1 <= int(number) <= 31:
            readings.append(("a day whose year is lost", f"{month:02d}-{int(number):02d}"))
        return tuple(readings)
    parts = _MONTH.fullmatch(plain)
    if parts:
        year, number = parts[1] or parts[4], parts[2] or parts[3]
        if 1 <= int(number) <= 12 and _list_years(year):
            return (("a month", f"{year}-{int(number):02d}"),)
    if re.fullmatch(r"(19|20)\d{2}", plain):
        return (("a year", plain),)
    return ()


def _split_letters(plain: str) -> tuple[list[str], int | None]:
    """Split a text into its numbers and its month; None with other words in it."""
    decomposed = unicodedata.normalize("NFD", plain.casefold())
    bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    parts = [part.replace(" ", "_") for part in _PART.findall(bare)]
    words = [part for part in parts if not part[0].isdigit() and part not in _WEEKDAYS]
    numbers = [part for part in parts if part[0].isdigit()]
    return numbers, _MONTH_OF.get(words[0]) if len(words) == 1 else None


def _give(orders: Iterable[tuple[str, str, str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the readings that are existing days, each once."""
    return tuple(dict.fromkeys(_list_days(orders)))


def _list_days(orders: Iterable[tuple[str, str, str, str]]) -> Iterator[tuple[str, str]]:
    """Yield order and day of those that exist."""
    for order, written, month, day in orders:
        for year in _list_years(written):
            try:
                yield order, dt.date(year, int(month), int(day)).isoformat()
            except ValueError:
                continue


def _list_years(digits: str) -> tuple[int, ...]:
    """Return the year from 1900 to 2099, two digits completed as in spreadsheets; else empty."""
    if len(digits) not in {2, 4}:
        return ()
    number = int(digits)
    if len(digits) == 2:
        number += 2000 if number < 30 else 1900
    return (number,) if 1900 <= number < 2100 else ()
