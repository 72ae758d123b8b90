"""The previous period: the records of the same number of days just before the window."""

import datetime as dt
from dataclasses import dataclass

from geo.model.dates import Window
from geo.model.scene import View
from geo.query.totals import count_records
from geo.record import Dataset


@dataclass(frozen=True)
class Change:
    """
    The records of a window, and of days before it.

    Attributes
    ----------
    window
        The shown days.
    before
        The days before: as many as the window has, just before it, unless others were requested.
    selected, selected_before
        Counted records in the filters, in the window and in the days before.
    """

    window: Window
    before: Window
    selected: int
    selected_before: int

    @property
    def difference(self) -> int:
        """How many more the window holds; negative if it holds fewer."""
        return self.selected - self.selected_before


def find_before(window: Window) -> Window | None:
    """Return as many days as a window has, just before it; None before the calendar begins."""
    try:
        first = window.first - dt.timedelta(days=window.days)
    except OverflowError:
        return None
    return Window(first, window.first - dt.timedelta(days=1))


def count_change(dataset: Dataset, view: View, before: Window | None = None) -> Change | None:
    """
    Count a window against the days before it, in the same filters.

    Parameters
    ----------
    dataset
        The record.
    view
        The shown view.
    before
        The days to compare with; None for as many as the window has, just before it.

    Returns
    -------
    change
        None if a comparison would mislead: in cumulative mode, and if either period reaches beyond
        the covered days (the record's own days if no coverage is stated), because a day without a
        record there is not a day without attacks.
    """
    window, before = view.window, before or find_before(view.window)
    held = dataset.coverage.days if dataset.coverage else dataset.days
    if view.mode == "cumulative" or before is None:
        return None
    if before.first < held.first or window.last > held.last:
        return None
    return Change(
        window,
        before,
        count_records(dataset, view.filters, window).selected,
        count_records(dataset, view.filters, before).selected,
    )
