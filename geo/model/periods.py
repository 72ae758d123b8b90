"""Days, weeks and months: which one a day is in, and how a stretch of days is rounded to them."""

from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from geo.model.dates import Window

Unit = Literal["day", "week", "month"]
Numbers = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]

_MOST_BARS: Final = {"day": 140, "week": 160}
"""Bars that still have some pixels each; where there would be more, the next unit is better."""
_MOST_COLUMNS: Final = 1500
_LENGTHS: Final[dict[Unit, float]] = {"day": 1, "week": 7, "month": float("inf")}
_MONDAY: Final = 3
"""Days from the Monday of its week to the 1st of January 1970, from which days are numbered."""


def choose_unit(days: int) -> Unit:
    """Choose the finest unit in which so many days make readable bars."""
    if days <= _MOST_BARS["day"]:
        return "day"
    return "week" if days <= 7 * _MOST_BARS["week"] else "month"


def offer_units(days: int) -> list[Unit]:
    """List the units in which so many days make no more columns than a page can draw."""
    return [unit for unit, length in _LENGTHS.items() if days <= _MOST_COLUMNS * length]


def number_units(days: Days, unit: Unit) -> Numbers:
    """
    Give the number of the unit that each day is in.

    Parameters
    ----------
    days
        Calendar days, shape (n,).
    unit
        Weeks begin on Monday.

    Returns
    -------
    numbers
        Shape (n,): without gaps from each unit to the next; the meaning of 0 is the unit's own.
    """
    if unit == "month":
        return days.astype("datetime64[M]").astype(np.int64)
    numbers = days.astype("datetime64[D]").astype(np.int64)
    return (numbers + _MONDAY) // 7 if unit == "week" else numbers


def first_days(numbers: Numbers, unit: Unit) -> Days:
    """Give the first day of each unit, as datetime64[D]: the inverse of `number_units`."""
    if unit == "month":
        return numbers.astype("datetime64[M]").astype("datetime64[D]")
    return (7 * numbers - _MONDAY if unit == "week" else numbers).astype("datetime64[D]")


def ends_of(window: Window) -> Days:
    """Give a window's first and last day, as datetime64[D]."""
    return np.array([window.first, window.last], dtype="datetime64[D]")


def widen_window(window: Window, within: Window) -> Window:
    """
    Give a window with some days before and after it, so that there is room to widen it.

    Parameters
    ----------
    window
        The days that are looked at.
    within
        The days that there are; the result never leaves them.

    Returns
    -------
    around
        A quarter of the window more at either end, a week at least; `within` where the two
        have no day in common.
    """
    room = max(7, window.days // 4)
    first, last = np.clip(ends_of(window) + np.array([-room, room]), *ends_of(within))
    apart = window.last < within.first or window.first > within.last
    return within if apart else Window(first.item(), last.item())


def whole_units(one_day: float, other_day: float, unit: Unit, within: Window) -> Window:
    """
    Give the whole days, weeks or months from one day to another.

    Parameters
    ----------
    one_day, other_day
        Days from the 1st of January 1970, in either order; any moment of the day will do.
    unit
        What is to be whole.
    within
        The days that there are; the result never leaves them.

    Returns
    -------
    window
        From the first day of a unit to the last day of one, both inclusive, as far as `within`
        reaches; a day beyond it counts as its nearest.
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
        In order; together they are the window. The first and the last are as short as it cuts them.
    """
    first, last = (int(number) for number in number_units(ends_of(window), unit))
    starts = first_days(np.arange(first, last + 2), unit)
    opens, closes = starts[:-1], starts[1:] - 1
    opens[0], closes[-1] = ends_of(window)
    return [
        Window(opening.item(), closing.item())
        for opening, closing in zip(opens, closes, strict=True)
    ]
