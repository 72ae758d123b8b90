"""Read the cells of a foreign table: days, degrees, numbers and controlled words."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from geo.damage.characters import write_plainly
from geo.damage.day_readings import DAY_FIRST, MONTH_FIRST, WrittenDay, read_written_day
from geo.damage.kinds import DAY_CUT, DAY_SERIAL
from geo.gazetteer.spelling import fold_letters
from geo.importers.word_synonyms import LABELS, SYNONYMS
from geo.model.cell_types import DAY
from geo.model.weapons import join_weapons, part_weapons

_DEGREES: Final = re.compile(
    r"(?P<hemi1>[NSEW])? *(?P<number>[+-]?\d{1,3}(?:[.,]\d+)?) *°? *(?P<hemi2>[NSEW])?",
    re.IGNORECASE,
)
_METRES: Final = re.compile(r"[+-]?\d{4,9}(?:[.,]\d+)?")
_PLAIN_DEGREES: Final = r"[+-]?[0-9]{1,3}(\.[0-9]{1,15})?"
_WHOLE: Final = re.compile(r"(\d{1,7})(?:[.,]0+)?")
_MOST_DECIMALS: Final = 15


@dataclass(frozen=True)
class CellProblem:
    """Why a cell could not be read, and the fix."""

    reason: str
    fix: str


@dataclass(frozen=True, eq=False)
class ReadColumn:
    """
    A column as Basewatch writes it.

    Attributes
    ----------
    cells
        Same index; a cell with a problem is unchanged.
    problems
        By distinct text.
    remarks
        Decisions for the column as a whole.
    """

    cells: "pd.Series[str]"
    problems: Mapping[str, CellProblem] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def read_each(
    cells: "pd.Series[str]", read: Callable[[str], "str | CellProblem"], plain: str = ""
) -> ReadColumn:
    """
    Read each distinct text of a column once; a blank stays blank.

    Parameters
    ----------
    cells
        Text. Not modified.
    read
        Return the text as Basewatch writes it, or the problem.
    plain
        A pattern of texts that need no reading.

    Returns
    -------
    column
        The column.
    """
    found: dict[str, str] = {}
    problems: dict[str, CellProblem] = {}
    distinct = pd.Series(cells.unique(), dtype="str")
    if plain:
        distinct = distinct[~distinct.str.fullmatch(plain).astype(bool)]
    for text in distinct.to_list():
        if text:
            result = read(text)
            if isinstance(result, CellProblem):
                problems[text] = result
            elif result != text:
                found[text] = result
    if found:
        cells = cells.mask(cells.isin(list(found)), cells.map(found)).astype("str")
    return ReadColumn(cells, problems)


def read_days(cells: "pd.Series[str]", order: str = "") -> ReadColumn:
    """
    Read a column of days in any known format.

    Parameters
    ----------
    cells
        Stripped text.
    order
        One of `geo.importers.mapping.DATE_ORDERS`. Blank: the order in which every day of the
        column can be read, if there is exactly one.

    Returns
    -------
    days
        In ISO 8601, without the hour. An ambiguous day is a problem that names both readings.
    """
    distinct = pd.Series(cells[cells != ""].unique(), dtype="str")
    odd = distinct[~DAY.test(distinct)]
    written = {text: read_written_day(text) for text in odd}
    remarks = []
    if not order:
        order = _find_order(written.values())
        if order:
            unsure = sum(_count_days(day) > 1 for day in written.values())
            remarks.append(f"its days were read {order}, the only order that fits all of them "
                           f"({unsure:,} could be read in two ways)")  # fmt: skip
    result = read_each(cells, lambda text: _read_day(text, written, order))
    return ReadColumn(result.cells, result.problems, tuple(remarks))


def read_day_alone(text: str) -> str:
    """Read a single day; blank if it cannot be read or is ambiguous."""
    written = {text: read_written_day(text)}
    read = _read_day(text, written, _find_order(written.values()))
    return "" if isinstance(read, CellProblem) else read


def _count_days(day: WrittenDay | None) -> int:
    """Count the different days that a text may mean."""
    return len({iso for _, iso in day.readings}) if day else 0


def _find_order(written: "Iterable[WrittenDay | None]") -> str:
    """Find the one order that fits every day in numbers; blank without one."""
    orders: list[set[str]] = []
    for day in written:
        if day and day.form not in {DAY_CUT, DAY_SERIAL}:
            names = {order for order, _ in day.readings if order}
            if names & {DAY_FIRST, MONTH_FIRST}:
                orders.append(names)
    if not orders:
        return ""
    common = set.intersection(*orders) & {DAY_FIRST, MONTH_FIRST}
    return common.pop() if len(common) == 1 else ""


def _read_day(text: str, written: Mapping[str, WrittenDay | None], order: str) -> str | CellProblem:
    """Read one day."""
    if text not in written:
        return text
    day = written[text]
    if day is None or day.form == DAY_CUT:
        return CellProblem("is not a valid date", "Write year-month-day, such as 2023-10-17.")
    readings = dict(day.readings)
    if order in readings:
        return readings[order]
    days = list(dict.fromkeys(readings.values()))
    if day.form == DAY_SERIAL:
        return days[0]  # counted from 1900, as in all but old workbooks of Macs
    if len(days) == 1:
        return days[0]
    return CellProblem(
        f"can be {' or '.join(days)}",
        f'Set the order in the mapping: date_order = "{DAY_FIRST}" or "{MONTH_FIRST}".',
    )


def read_degrees(cells: "pd.Series[str]", axis: str) -> ReadColumn:
    """
    Read a column of degrees.

    Parameters
    ----------
    cells
        Stripped text, decimal point or comma, with or without N, S, E or W.
    axis
        ``longitude`` or ``latitude``.

    Returns
    -------
    degrees
        Decimal degrees, EPSG:4326, as text.
    """
    signs = {"longitude": {"E": "", "W": "-"}, "latitude": {"N": "", "S": "-"}}[axis]

    def read(text: str) -> str | CellProblem:
        problem = CellProblem(
            f"is not a {axis} in decimal degrees", "Write decimal degrees, such as 33.79 or -4.5."
        )
        if _METRES.fullmatch(text):
            return CellProblem(
                "is in metres, not in degrees",
                "Reproject the table to EPSG:4326 (longitude and latitude) and export it again.",
            )
        match = _DEGREES.fullmatch(write_plainly(text).strip())
        if match is None or (match["hemi1"] and match["hemi2"]):
            return problem
        hemisphere = (match["hemi1"] or match["hemi2"] or "").upper()
        if hemisphere and (hemisphere not in signs or match["number"][0] in "+-"):
            return problem
        number = match["number"].replace(",", ".")
        whole, point, decimals = number.partition(".")
        decimals = decimals[:_MOST_DECIMALS]
        return signs.get(hemisphere, "") + whole + point + decimals

    return read_each(cells, read, _PLAIN_DEGREES)


def read_whole(cells: "pd.Series[str]") -> ReadColumn:
    """Read a column of whole numbers; ``3.0`` is 3."""

    def read(text: str) -> str:
        match = _WHOLE.fullmatch(text)
        return match[1] if match else text  # the check of the schema rejects other text

    return read_each(cells, read)


def read_words(
    cells: "pd.Series[str]", column: str, own: tuple[str, ...], table: Mapping[str, str]
) -> ReadColumn:
    """
    Read a column of controlled words.

    Parameters
    ----------
    cells
        Stripped text.
    column
        Column of the schema.
    own
        Its controlled words.
    table
        Controlled word by word of the table, from the mapping; it takes precedence over known
        synonyms.

    Returns
    -------
    words
        An unknown text is a problem. A cell may name several weapons, such as ``Rocket/UAV``.
    """
    known = {_fold(word): word for word in own}
    for word, label in LABELS.get(column, {}).items():
        known.setdefault(_fold(label), word)
    for word, synonyms in SYNONYMS.get(column, {}).items():
        for synonym in synonyms.split():
            known.setdefault(_fold(synonym), word)
    known |= {_fold(foreign): target for foreign, target in table.items()}
    stated = dict(table)

    def read(text: str) -> str | CellProblem:
        if text in stated:
            return stated[text]
        word = known.get(_fold(text))
        if word is None and column == "weapon":
            word = join_weapons(known.get(_fold(part)) for part in part_weapons(text))
        if word is None:
            listed = ", ".join(own)
            if column == "weapon":
                listed += "; or more than one, a semicolon between them"
            return CellProblem(
                f"is not a known {column}",
                f"Set its meaning in the mapping: one of {listed}.",
            )
        return word

    return read_each(cells, read)


def list_unknown_words(columns: Mapping[str, ReadColumn]) -> dict[str, Counter[str]]:
    """Count the texts that need an entry in the mapping, by column of the schema."""
    return {
        name: Counter(column.cells[column.cells.isin(list(column.problems))].to_list())
        for name, column in columns.items()
        if column.problems
    }


def _fold(text: str) -> str:
    """Write a word in lower case without accents and signs."""
    return re.sub(r"[\W_]+", "_", fold_letters(text)).strip("_")
