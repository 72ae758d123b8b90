"""How large a file may be: limits that can be set, and what is said where one is passed."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from geo.model.errors import SettingError, raise_problems

MB: Final = 1_000_000
MOST_CELLS: Final = 100_000_000
"""Cells of a table, blank ones as well: a million rows of a hundred columns."""
PREFIX: Final = "BASEWATCH_MOST_"


@dataclass(frozen=True)
class Limits:
    """
    What is read at most of one file; each field is a setting, `PREFIX` and its name in capitals.

    Attributes
    ----------
    mb
        Size of the file, in millions of bytes.
    unpacked_mb
        What it may unpack to, in millions of bytes: a workbook, a KMZ, a Parquet file.
    rows, columns
        Of its table; blank lines count.
    """

    mb: int = 1_000
    unpacked_mb: int = 600
    rows: int = 2_000_000
    columns: int = 1_000


LIMITS: Final = Limits()
"""Where nothing is set: well above a database's whole export, well below a machine's memory."""


def parse_limits(settings: Mapping[str, str]) -> Limits:
    """
    Read the limits from settings.

    Parameters
    ----------
    settings
        Text by name, such as the environment: ``BASEWATCH_MOST_MB``,
        ``BASEWATCH_MOST_UNPACKED_MB``, ``BASEWATCH_MOST_ROWS``, ``BASEWATCH_MOST_COLUMNS``; blank
        or not there: as `LIMITS`.

    Returns
    -------
    limits
        The limits.

    Raises
    ------
    SettingError
        If one is no whole number above zero; all problems at once.
    """
    found: dict[str, int] = {}
    problems = []
    for field in fields(Limits):
        name = PREFIX + field.name.upper()
        text = settings.get(name, "").strip()
        if text.isascii() and text.isdigit() and len(text) <= 12 and int(text) > 0:
            found[field.name] = int(text)
        elif text:
            problems.append(
                f"{name} is `{text[:40]}`: set a whole number above 0, or leave it out."
            )
    if problems:
        raise SettingError(" ".join(problems))
    return Limits(**found)


def check_size(file: str, size: int, limits: Limits) -> None:
    """Raise `DataFileError` where a file has more bytes than are read."""
    if size > limits.mb * MB:
        raise_problems(file, [f"It has {size:,} bytes; {_say(limits, 'mb', 'MB')}."])


def check_unpacked(file: str, size: int, limits: Limits) -> None:
    """Raise `DataFileError` where a file unpacks to more bytes than are read."""
    if size > limits.unpacked_mb * MB:
        said = f"It would unpack to {size:,} bytes or more; {_say(limits, 'unpacked_mb', 'MB')}"
        raise_problems(file, [f"{said}. Split it, or save it as CSV."])


def check_rows(file: str, rows: int, limits: Limits) -> None:
    """Raise `DataFileError` where a table has more rows than are read."""
    if rows > limits.rows:
        said = f"It has {rows:,} rows or more; {_say(limits, 'rows', 'rows')}"
        raise_problems(file, [f"{said}. Split it by year or country."])


def check_shape(file: str, rows: int, columns: int, limits: Limits) -> None:
    """Raise `DataFileError` where a table has more rows, columns or cells than are read."""
    check_rows(file, rows, limits)
    if columns > limits.columns:
        said = f"It has {columns:,} columns; {_say(limits, 'columns', 'columns')}"
        raise_problems(file, [f"{said}. Delete those that nobody needs."])
    if rows * columns > MOST_CELLS:
        said = f"It has {rows:,} rows or more of {columns:,} columns"
        most = f"a table has at most {MOST_CELLS:,} cells"
        raise_problems(file, [f"{said}; {most}. Delete columns that nobody needs, or split it."])


def _say(limits: Limits, field: str, unit: str) -> str:
    """Say a limit, and where it is set."""
    most = getattr(limits, field)
    return f"at most {most:,} {unit} are read ({PREFIX}{field.upper()} sets that)"
