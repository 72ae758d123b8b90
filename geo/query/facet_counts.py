"""How many records each choice of each filter would show, and which filter empties a view."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.model.dates import Window
from geo.model.scene import Filters
from geo.query.filtering import code_facets, mask_each, mask_filters, slice_period
from geo.record import Dataset, Mask


@dataclass(frozen=True)
class FacetCounts:
    """
    What each choice would show in a period, given all other filters.

    Attributes
    ----------
    by_choice
        By the filter's name, for each word: counted records of the period that have the word
        and pass every other filter. The words of a facet add up to the records that pass the
        others; those of weapons may add up to more, as a record may have several.
    with_casualties
        Counted records that state casualties and pass every other filter.
    in_area, without_place
        Counted records that pass every filter but the area: those inside it (all placed ones if
        no area is set), and those without a place, which are outside of every area.
    selected
        Counted records that pass every filter.
    held_out
        Held-out records that pass every filter.
    in_period
        Counted records in the period, regardless of the filters.
    outside
        With a search: counted records of other days that pass every filter; else 0.
    """

    by_choice: Mapping[str, Mapping[str, int]]
    with_casualties: int
    in_area: int
    without_place: int
    selected: int
    held_out: int
    in_period: int
    outside: int = 0


def count_facets(dataset: Dataset, filters: Filters, period: Window) -> FacetCounts:
    """
    Count the records that each choice of each filter would show.

    Parameters
    ----------
    dataset
        The record. Not modified.
    filters
        Which records; known words.
    period
        The shown days.

    Returns
    -------
    counts
        Numbers of counted records, except for `held_out`.
    """
    rows = slice_period(dataset, period)
    masks = mask_each(dataset, filters, rows)
    counted = dataset.attacks["counted"].to_numpy(dtype=np.bool_)[rows]
    placed = dataset.attacks["placed"].to_numpy(dtype=np.bool_)[rows]
    failed = _count_failed(masks, len(counted))
    selected = np.flatnonzero((failed == 0) & counted)
    by_choice = {}
    for name, facet in code_facets(dataset).items():
        others = selected
        if name in masks:
            others = np.flatnonzero(_pass_others(failed, masks, name) & counted)
        by_choice[name] = facet.count(others + (rows.start or 0))
    harmed = mask_each(dataset, Filters(with_casualties=True), rows)["with_casualties"]
    elsewhere = _pass_others(failed, masks, "area") & counted
    outside = find_outside(dataset, filters, period) if filters.text else None
    return FacetCounts(
        by_choice=by_choice,
        with_casualties=_count(_pass_others(failed, masks, "with_casualties") & counted & harmed),
        in_area=_count(elsewhere & masks.get("area", placed)),
        without_place=_count(elsewhere & ~placed),
        selected=len(selected),
        held_out=_count((failed == 0) & ~counted),
        in_period=_count(counted),
        outside=outside.records if outside else 0,
    )


@dataclass(frozen=True)
class Outside:
    """
    The records outside of a period that pass the filters.

    Attributes
    ----------
    records, days
        Counted records of other days that pass every filter, and their number of days.
    window
        From the first to the last day of all counted records that pass.
    """

    records: int
    days: int
    window: Window


def find_outside(dataset: Dataset, filters: Filters, period: Window) -> Outside | None:
    """
    Find the records outside of a period that pass the filters.

    Parameters
    ----------
    dataset
        The record. Not modified.
    filters
        Which records; known words.
    period
        The shown days.

    Returns
    -------
    outside
        None if no counted record of another day passes.
    """
    counted = dataset.attacks["counted"].to_numpy(dtype=np.bool_)
    passing = np.flatnonzero(mask_filters(dataset, filters) & counted)
    rows = slice_period(dataset, period)
    others = passing[(passing < rows.start) | (passing >= rows.stop)]
    if not len(others):
        return None
    dates = dataset.attacks["date"]
    return Outside(
        len(others),
        int(dates.iloc[others].nunique()),
        Window(dates.iloc[passing[0]].date(), dates.iloc[passing[-1]].date()),
    )


@dataclass(frozen=True)
class EmptyReason:
    """
    Why no counted record of a period passes the filters.

    Attributes
    ----------
    in_period
        Counted records in the period, regardless of the filters; if 0, no filter is the reason.
    returning
        Each filter whose removal alone would show records, with their number, the most first.
    held_out
        Held-out records of the period that pass every filter: they can be drawn, never counted.
    """

    in_period: int
    returning: tuple[tuple[str, int], ...]
    held_out: int = 0


def explain_empty(dataset: Dataset, filters: Filters, period: Window) -> EmptyReason | None:
    """
    Return which filter emptied a view.

    Parameters
    ----------
    dataset
        The record. Not modified.
    filters
        Which records; known words.
    period
        The shown days.

    Returns
    -------
    reason
        None if a counted record passes.
    """
    rows = slice_period(dataset, period)
    masks = mask_each(dataset, filters, rows)
    counted = dataset.attacks["counted"].to_numpy(dtype=np.bool_)[rows]
    failed = _count_failed(masks, len(counted))
    if (counted & (failed == 0)).any():
        return None
    back = [(name, _count(_pass_others(failed, masks, name) & counted)) for name in masks]
    returning = sorted((pair for pair in back if pair[1]), key=lambda pair: -pair[1])
    return EmptyReason(_count(counted), tuple(returning), _count(~counted & (failed == 0)))


def _count_failed(masks: Mapping[str, Mask], rows: int) -> npt.NDArray[np.uint8]:
    """Count for each row the filters that it fails."""
    failed = np.zeros(rows, dtype=np.uint8)
    for mask in masks.values():
        failed += ~mask
    return failed


def _pass_others(failed: npt.NDArray[np.uint8], masks: Mapping[str, Mask], name: str) -> Mask:
    """Return which rows pass every filter but `name`: they fail no other."""
    passed: Mask = failed == 0 if name not in masks else failed == ~masks[name]
    return passed


def _count(mask: Mask) -> int:
    """Count the rows of a mask."""
    return int(np.count_nonzero(mask))
