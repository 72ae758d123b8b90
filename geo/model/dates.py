"""Calendar days and instants: read from ISO 8601, written as date-time groups."""

import datetime as dt
import re
from dataclasses import dataclass

from geo.model.errors import DateError

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def parse_day(text: str) -> dt.date:
    """
    Read a calendar day.

    Parameters
    ----------
    text
        An ISO 8601 day such as ``2023-10-17``; no hour, no other order.

    Returns
    -------
    day
        The calendar day at the place, without a time zone.

    Raises
    ------
    DateError
        If the text is not such a day, or the day does not exist.

    Examples
    --------
    >>> parse_day("2024-02-29")
    datetime.date(2024, 2, 29)
    >>> parse_day("17/10/2023")
    Traceback (most recent call last):
        ...
    geo.model.errors.DateError: `17/10/2023` is not a day: write it as 2023-10-17 (year-month-day).
    """
    if _ISO_DAY.fullmatch(text) is None:
        msg = f"`{text[:40]}` is not a day: write it as 2023-10-17 (year-month-day)."
        raise DateError(msg)
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        msg = f"`{text}` does not exist in the calendar: {error}."
        raise DateError(msg) from error


def parse_instant(text: str, name: str) -> dt.datetime:
    """
    Read an instant with its time zone.

    Parameters
    ----------
    text
        ISO 8601, such as ``2026-11-21T10:54:00Z``.
    name
        Name of the setting or field, with which an error begins.

    Returns
    -------
    instant
        With its time zone.

    Raises
    ------
    DateError
        If the text is not an instant, or has no time zone.
    """
    try:
        instant = dt.datetime.fromisoformat(text)
    except ValueError as error:
        msg = f"{name} `{text[:40]}` is not a time: write it as 2026-11-21T10:54:00Z."
        raise DateError(msg) from error
    if instant.tzinfo is None:
        msg = f"{name} `{text[:40]}` has no time zone: add one, such as `+00:00`."
        raise DateError(msg)
    return instant


def format_dtg_day(day: dt.date) -> str:
    """
    Write a day as a date-time group without an hour, such as ``17 OCT 23``.

    Sources state days; ``0000Z`` would claim an hour that no source reported.
    """
    return f"{day.day:02d} {_MONTHS[day.month - 1]} {day.year % 100:02d}"


def format_dtg_instant(instant: dt.datetime) -> str:
    """
    Write an instant as a date-time group in zone Z, such as ``211054Z NOV 26``.

    Raises
    ------
    DateError
        If the instant has no time zone.
    """
    if instant.tzinfo is None:
        msg = f"{instant.isoformat()} has no time zone: add one, such as `+00:00`."
        raise DateError(msg)
    utc = instant.astimezone(dt.UTC)
    return f"{utc:%d%H%M}Z {_MONTHS[utc.month - 1]} {utc.year % 100:02d}"


@dataclass(frozen=True, order=True)
class Window:
    """
    A window of calendar days, both ends inclusive.

    Attributes
    ----------
    first, last
        The first and the last day of the window.

    Raises
    ------
    DateError
        If the window ends before it begins.

    Examples
    --------
    >>> import datetime as dt
    >>> window = Window(dt.date(2023, 10, 17), dt.date(2023, 11, 30))
    >>> window.days
    45
    >>> dt.date(2023, 11, 30) in window
    True
    >>> print(window)
    17 OCT 23 – 30 NOV 23
    """

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            msg = f"The window ends ({self.last}) before it begins ({self.first}): swap the two."
            raise DateError(msg)

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        if self.first == self.last:
            return format_dtg_day(self.first)
        return f"{format_dtg_day(self.first)} – {format_dtg_day(self.last)}"
