"""How large a file may be: the limits, their settings, and the errors of a file beyond them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from geo.model.errors import SettingError, raise_problems

MB: Final = 1_000_000
MOST_CELLS: Final = 100_000_000
"""Cells of a table, blank ones included: a million rows of a hundred columns."""
PREFIX: Final = "BASEWATCH_MOST_"


@dataclass(frozen=True)
class Limits:
    """
    The most that is read of one file; each field is a setting: `PREFIX` and its name in capitals.

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
"""The default: well above the export of a whole database, well below a machine's memory."""


def parse_limits(settings: Mapping[str, str]) -> Limits:
    """
    Read the limits from settings.

    Parameters
    ----------
    settings
        Text by name, such as the environment: ``BASEWATCH_MOST_MB``,
        ``BASEWATCH_MOST_UNPACKED_MB``, ``BASEWATCH_MOST_ROWS``, ``BASEWATCH_MOST_COLUMNS``. A
        blank or missing one is as in `LIMITS`.

    Returns
    -------
    limits
        The limits.

    Raises
    ------
    SettingError
        If one is not a whole number above zero; all problems at once.
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
    """
    Check the size of a file.

    Parameters
    ----------
    file
        Name of the file.
    size
        Its size in bytes.
    limits
        The limits.

    Raises
    ------
    DataFileError
        If the file is larger than `Limits.mb`.
    """
    if size > limits.mb * MB:
        raise_problems(file, [f"It has {size:,} bytes; {_describe_limit(limits, 'mb', 'MB')}."])


def check_unpacked(file: str, size: int, limits: Limits) -> None:
    """
    Check the unpacked size of a file.

    Parameters
    ----------
    file
        Name of the file.
    size
        Bytes that it unpacks to, or a lower bound of them.
    limits
        The limits.

    Raises
    ------
    DataFileError
        If it unpacks to more than `Limits.unpacked_mb`.
    """
    if size > limits.unpacked_mb * MB:
        limit = _describe_limit(limits, "unpacked_mb", "MB")
        raise_problems(
            file,
            [f"It would unpack to {size:,} bytes or more; {limit}. Split it, or save it as CSV."],
        )


def check_rows(file: str, rows: int, limits: Limits) -> None:
    """
    Check the number of rows of a table.

    Parameters
    ----------
    file
        Name of the file.
    rows
        Number of rows, or a lower bound of it.
    limits
        The limits.

    Raises
    ------
    DataFileError
        If the table has more than `Limits.rows`.
    """
    if rows > limits.rows:
        limit = _describe_limit(limits, "rows", "rows")
        raise_problems(
            file, [f"It has {rows:,} rows or more; {limit}. Split it by year or country."]
        )


def check_shape(file: str, rows: int, columns: int, limits: Limits) -> None:
    """
    Check the number of rows, columns and cells of a table.

    Parameters
    ----------
    file
        Name of the file.
    rows, columns
        Size of the table, or a lower bound of it.
    limits
        The limits.

    Raises
    ------
    DataFileError
        If the table has more than `Limits.rows`, `Limits.columns` or `MOST_CELLS`.
    """
    check_rows(file, rows, limits)
    if columns > limits.columns:
        limit = _describe_limit(limits, "columns", "columns")
        raise_problems(
            file, [f"It has {columns:,} columns; {limit}. Delete those that are not needed."]
        )
    if rows * columns > MOST_CELLS:
        size = f"It has {rows:,} rows or more of {columns:,} columns"
        most = f"a table has at most {MOST_CELLS:,} cells"
        raise_problems(file, [f"{size}; {most}. Delete columns that are not needed, or split it."])


def _describe_limit(limits: Limits, field: str, unit: str) -> str:
    """Describe a limit and the setting that changes it."""
    most = getattr(limits, field)
    return f"at most {most:,} {unit} are read ({PREFIX}{field.upper()} sets that)"
