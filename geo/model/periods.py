"""Days, weeks and months: the unit that a day is in, and periods rounded to whole units."""

from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from geo.model.dates import Window

Unit = Literal["day", "week", "month"]
Numbers = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]

_MOST_BARS: Final = {"day": 140, "week": 160}
"""Most bars that are still some pixels wide; beyond them the next unit is used."""
_MOST_COLUMNS: Final = 1500
_LENGTHS: Final[dict[Unit, float]] = {"day": 1, "week": 7, "month": float("inf")}
_MONDAY: Final = 3
"""Days from the Monday of its week to the 1st of January 1970, from which days are numbered."""


def choose_unit(days: int) -> Unit:
    """Return the finest unit in which a period of `days` days makes readable bars."""
    if days <= _MOST_BARS["day"]:
        return "day"
    return "week" if days <= 7 * _MOST_BARS["week"] else "month"


def offer_units(days: int) -> list[Unit]:
    """List the units in which `days` days make no more columns than a page can draw."""
    return [unit for unit, length in _LENGTHS.items() if days <= _MOST_COLUMNS * length]


def number_units(days: Days, unit: Unit) -> Numbers:
    """
    Return the number of the unit that each day is in.

    Parameters
    ----------
    days
        Calendar days, shape (n,).
    unit
        Weeks begin on Monday.

    Returns
    -------
    numbers
        Shape (n,): consecutive units have consecutive numbers; each unit has its own zero.
    """
    if unit == "month":
        return days.astype("datetime64[M]").astype(np.int64)
    numbers = days.astype("datetime64[D]").astype(np.int64)
    return (numbers + _MONDAY) // 7 if unit == "week" else numbers


def first_days(numbers: Numbers, unit: Unit) -> Days:
    """
    Return the first day of each unit: the inverse of `number_units`.

    Parameters
    ----------
    numbers
        Numbers of units, shape (n,).
    unit
        The unit.

    Returns
    -------
    days
        Shape (n,), datetime64[D].
    """
    if unit == "month":
        return numbers.astype("datetime64[M]").astype("datetime64[D]")
    return (7 * numbers - _MONDAY if unit == "week" else numbers).astype("datetime64[D]")


def ends_of(window: Window) -> Days:
    """Return a window's first and last day, as datetime64[D]."""
    return np.array([window.first, window.last], dtype="datetime64[D]")


def widen_window(window: Window, within: Window) -> Window:
    """
    Return a window with some days before and after it, so that it can be widened.

    Parameters
    ----------
    window
        The selected days.
    within
        The available days; the result never leaves them.

    Returns
    -------
    around
        A quarter of the window more at each end, at least a week; `within` if the two have no
        day in common.
    """
    room = max(7, window.days // 4)
    first, last = np.clip(ends_of(window) + np.array([-room, room]), *ends_of(within))
    apart = window.last < within.first or window.first > within.last
    return within if apart else Window(first.item(), last.item())


def whole_units(one_day: float, other_day: float, unit: Unit, within: Window) -> Window:
    """
    Return the whole days, weeks or months from one day to another.

    Parameters
    ----------
    one_day, other_day
        Days since 1 January 1970, in either order; fractions are any moment of the day.
    unit
        The unit to which the period is widened.
    within
        The available days; the result never leaves them.

    Returns
    -------
    window
        From the first day of a unit to the last day of one, both inclusive, cut to `within`; a
        day outside of `within` counts as its nearest day.
    """
    ends = ends_of(within)
    days = np.clip(np.floor(sorted([one_day, other_day])), *ends.astype(np.int64))
    numbers = number_units(days.astype(np.int64).astype("datetime64[D]"), unit)
    to_next = np.array([0, 1])
    first, last = np.clip(first_days(numbers + to_next, unit) - to_next, *ends)
    return Window(first.item(), last.item())


def split_window(window: Window, unit: Unit) -> list[Window]:
    """
    Split a window into its days, weeks or months.

    Parameters
    ----------
    window
        The days.
    unit
        Weeks begin on Monday.

    Returns
    -------
    parts
        In order; together they are the window, which may cut the first and the last unit.
    """
    first, last = (int(number) for number in number_units(ends_of(window), unit))
    starts = first_days(np.arange(first, last + 2), unit)
    opens, closes = starts[:-1], starts[1:] - 1
    opens[0], closes[-1] = ends_of(window)
    return [
        Window(opening.item(), closing.item())
        for opening, closing in zip(opens, closes, strict=True)
    ]
