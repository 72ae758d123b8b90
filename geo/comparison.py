"""The window before: how many records the same number of days held just before the window."""

import datetime as dt
from dataclasses import dataclass

from geo.counting import count_records
from geo.dataset import Dataset
from geo.dates import Window
from geo.scene import View


@dataclass(frozen=True)
class Change:
    """
    A window against the one before it, of the same length.

    Attributes
    ----------
    before
        The days just before the window's first, as many as the window has.
    selected, selected_before
        Counted records in the filters, in the window and in the days before.
    """

    before: Window
    selected: int
    selected_before: int

    @property
    def difference(self) -> int:
        """How many more the window holds; negative where it holds fewer."""
        return self.selected - self.selected_before


def count_change(dataset: Dataset, view: View) -> Change | None:
    """
    Count a window against the days just before it, in the same filters.

    Parameters
    ----------
    dataset
        The record.
    view
        What is shown.

    Returns
    -------
    change
        None where there is nothing to compare: in cumulative mode, and where either period
        reaches beyond the days that are covered (or, where no coverage is stated, the record's
        own days), since no record of a day is not a day without attacks.
    """
    window = view.window
    try:
        first = window.first - dt.timedelta(days=window.days)
    except OverflowError:
        return None
    held = dataset.coverage.days if dataset.coverage else dataset.days
    if view.mode == "cumulative" or first < held.first or window.last > held.last:
        return None
    before = Window(first, window.first - dt.timedelta(days=1))
    return Change(
        before,
        count_records(dataset, view.filters, window).selected,
        count_records(dataset, view.filters, before).selected,
    )
