"""Cell types: how a day, an id, a whole number or a controlled word is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

Kind = Literal["text", "day", "whole", "degrees", "list"]
"""What a cell becomes once checked: str, datetime64[s], Int64, float64, str of ids."""


@dataclass(frozen=True)
class CellType:
    """
    How the cells of a column are written.

    Attributes
    ----------
    name
        As in the data dictionary.
    reason, fix
        What is wrong with a cell of another type, and what to write instead.
    test
        Return which filled cells of a text column are of this type, on the same index.
    kind
        What the cell becomes once checked.
    words
        The controlled words, if the type has any.
    """

    name: str
    reason: str
    fix: str
    test: Callable[["pd.Series[str]"], "pd.Series[bool]"]
    kind: Kind = "text"
    words: tuple[str, ...] = ()


def _matches(pattern: str) -> Callable[["pd.Series[str]"], "pd.Series[bool]"]:
    """Return a test whether the whole cell matches a pattern."""
    # The group keeps an alternative inside the pattern from escaping the anchors.
    return lambda cells: cells.str.fullmatch(f"(?:{pattern})").astype(bool)


def _is_day(cells: "pd.Series[str]") -> "pd.Series[bool]":
    """Return which cells are days of the calendar from 1900 to 2099."""
    # Many rows share a day: the calendar is checked once for each distinct one.
    distinct = pd.Series(cells.unique(), dtype="str")
    written = distinct[_matches(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")(distinct)]
    exists = pd.to_datetime(written, format="%Y-%m-%d", errors="coerce").notna()
    return cells.isin(written[exists])


def _is_published(cells: "pd.Series[str]") -> "pd.Series[bool]":
    """Return which cells are a year, a month or a day of the calendar."""
    year_or_month = _matches(r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?")
    return year_or_month(cells) | _is_day(cells)


def _within(pattern: str, bound: float) -> Callable[["pd.Series[str]"], "pd.Series[bool]"]:
    """Return a test whether a cell matches the pattern and is from -`bound` to `bound`."""

    def test(cells: "pd.Series[str]") -> "pd.Series[bool]":
        good = _matches(pattern)(cells)
        numbers = pd.to_numeric(cells[good]).abs()
        good.loc[numbers.index] = numbers <= bound
        return good

    return test


_ID = r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}"
_DATED = rf"{_ID} *= *[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"


def _is_source_dates(cells: "pd.Series[str]") -> "pd.Series[bool]":
    """Return which cells are sources with a day of the calendar each, no source twice."""
    # Few cells are filled and valid: only these are split.
    written = cells[_matches(rf"{_DATED}( *; *{_DATED})*")(cells)]
    split = [split_source_dates(text) for text in written]
    days = pd.Series(sorted({day for pairs in split for _, day in pairs}), dtype="str")
    known = set(days[_is_day(days)])
    sound = [
        all(day in known for _, day in pairs) and len(dict(pairs)) == len(pairs) for pairs in split
    ]
    fits = pd.Series(sound, index=written.index, dtype=bool)
    return fits.reindex(cells.index, fill_value=False).astype(bool)


_DEGREES = r"[+-]?[0-9]{1,3}(\.[0-9]{1,15})?"
# No user name before the host: `https://www.defense.gov@elsewhere.example` misleads the reader.
_NOT_IN_URL = r"\s\x00-\x20<>`\\" + '"\x7f-\xa0\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff'
_URL = f"https?://[^/?#@'{_NOT_IN_URL}]+([/?#][^{_NOT_IN_URL}]*)?"

TEXT: Final = CellType(
    "text",
    "is not text",
    "Write plain text.",
    lambda cells: pd.Series(data=True, index=cells.index, dtype=bool),
)
ID: Final = CellType(
    "id",
    "is not an id",
    "Use Latin letters, digits, full stop, hyphen and underscore, at most 120, with no space.",
    _matches(_ID),
)
IDS: Final = CellType(
    "ids, `;` between them",
    "is not a list of ids",
    "Write source ids with a semicolon between them, such as `dod-2023-10-24;ap-2023-10-24`.",
    _matches(rf"{_ID}( *; *{_ID})*"),
    "list",
)
SOURCE_DATES: Final = CellType(
    "`source_id=YYYY-MM-DD` pairs, `;` between them",
    "is not a list of sources with a day each",
    "Write a source id, an equals sign and a day, with a semicolon between the pairs, such as "
    "`dod-2023-10-24=2023-10-17;ap-2023-10-24=2023-10-18`.",
    _is_source_dates,
    "list",
)
DAY: Final = CellType(
    "day, YYYY-MM-DD",
    "is not a day of the calendar between 1900 and 2099",
    "Write year-month-day, such as 2023-10-17, without an hour.",
    _is_day,
    "day",
)
PUBLISHED: Final = CellType(
    "YYYY, YYYY-MM or YYYY-MM-DD",
    "is not a year, a month or a day",
    "Write 2023, 2023-10 or 2023-10-17, whichever is known.",
    _is_published,
)
WHOLE: Final = CellType(
    "whole number, 0 or more",
    "is not a whole number",
    "Write digits only, such as 4; put a nuance such as `about 4` in the note.",
    _matches(r"[0-9]{1,7}"),
    "whole",
)
LONGITUDE: Final = CellType(
    "degrees east, -180 to 180",
    "is not a longitude in degrees",
    "Write decimal degrees with a point, east positive, such as 42.44.",
    _within(_DEGREES, 180.0),
    "degrees",
)
LATITUDE: Final = CellType(
    "degrees north, -90 to 90",
    "is not a latitude in degrees",
    "Write decimal degrees with a point, north positive, such as 33.79.",
    _within(_DEGREES, 90.0),
    "degrees",
)
URL: Final = CellType(
    "http or https address",
    "is not a web address",
    "Write the whole address, starting with https://, without a space.",
    _matches(_URL),
)
LANGUAGE: Final = CellType(
    "ISO 639 code, lower case",
    "is not a language code",
    "Write the ISO 639 code, such as en, ar or fr.",
    _matches(r"[a-z]{2,3}"),
)
SITE: Final = CellType(
    "id, or any spelling in `bases.geojson`",
    TEXT.reason,
    TEXT.fix,
    TEXT.test,  # `geo.checks.site_names` checks the site and suggests the nearest ones
)
SCOPE: Final = CellType(
    "`region`, a country in lower case, or `base:` and a base_id",
    "is not a scope",
    "Write region, iraq, syria, jordan, or base: and the base_id, such as base:conoco.",
    _matches(rf"region|iraq|syria|jordan|base:{_ID}"),
)


def one_of(words: Iterable[str]) -> CellType:
    """Return the type of a column with one controlled word a cell; the order is kept."""
    listed = tuple(words)
    return CellType(
        "one of " + ", ".join(f"`{word}`" for word in listed),
        "is not one of this column's words",
        f"Write one of: {', '.join(listed)}.",
        lambda cells: cells.isin(listed),
        words=listed,
    )


def set_of(words: Iterable[str], alone: str) -> CellType:
    """
    Return the type of a column with one or more controlled words a cell.

    Parameters
    ----------
    words
        The controlled words, in order.
    alone
        The one of them that is valid only by itself.

    Returns
    -------
    cell_type
        Valid: words with ``;`` between them, or `alone`.
    """
    every = tuple(words)
    listed = tuple(word for word in every if word != alone)
    known = frozenset(listed)

    def is_set(cell: str) -> bool:
        parts = {part.strip(" ") for part in cell.split(";")}
        return cell == cell.strip() and (parts == {alone} or parts <= known)

    def test(cells: "pd.Series[str]") -> "pd.Series[bool]":
        return cells.isin([cell for cell in cells.unique() if is_set(cell)])

    return CellType(
        "one or more of " + ", ".join(f"`{word}`" for word in listed)
        + f", `;` between them; or `{alone}`, alone",
        "is not a list of this column's words",
        f"Write one or more of: {', '.join(listed)}, with a semicolon between them, such as "
        f"{listed[0]};{listed[1]}. Write {alone}, alone, if there is more than one and it is "
        "not known which.",
        test,
        "list",
        words=every,
    )  # fmt: skip


def split_source_dates(text: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of source id and day in a cell, in order; empty for a blank cell."""
    pairs = (part.partition("=") for part in text.split(";") if part.strip())
    return tuple((source.strip(), day.strip()) for source, _, day in pairs)


def split_ids(text: str) -> tuple[str, ...]:
    """Return the ids in a cell of ids, in order, each once; empty for a blank cell."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))
