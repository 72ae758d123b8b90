"""How many records each choice of each filter would show, and which filter emptied a view."""

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
        and pass every other filter. A facet's words add up to what passes the others, but those
        of weapons to more, where a record has several.
    with_casualties
        Counted records that state casualties and pass every other filter.
    in_area, without_place
        Counted records that pass every other filter than the area and stand in it (all placed
        ones where none is set), and those that have no place and so stand in no area.
    selected
        Counted records that pass every filter.
    held_out
        Held-out records that pass every filter.
    in_period
        Counted records in the period, whatever the filters.
    outside
        Where there is a search: counted records of other days that pass every filter; else 0.
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
    Count for each choice of each filter what it would show.

    Parameters
    ----------
    dataset
        The record. Not modified.
    filters
        Which records; known words.
    period
        The days that are shown.

    Returns
    -------
    counts
        Of counted records, but for `held_out`.
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
    What a period leaves out of all that passes the filters.

    Attributes
    ----------
    records, days
        Counted records of other days that pass every filter, and on how many days they are.
    window
        From the first to the last day of all counted records that pass: it leaves none out.
    """

    records: int
    days: int
    window: Window


def find_outside(dataset: Dataset, filters: Filters, period: Window) -> Outside | None:
    """
    Find what passes the filters on days outside of a period.

    Parameters
    ----------
    dataset
        The record. Not modified.
    filters
        Which records; known words.
    period
        The days that are shown.

    Returns
    -------
    outside
        None where no counted record of another day passes.
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
        Counted records in the period, whatever the filters; where none, no filter did it.
    returning
        Each filter that brings records back where it alone is dropped, and how many: the one
        that brings back the most comes first.
    held_out
        Held-out records of the period that pass every filter: they can be drawn, never counted.
    """

    in_period: int
    returning: tuple[tuple[str, int], ...]
    held_out: int = 0


def explain_empty(dataset: Dataset, filters: Filters, period: Window) -> EmptyReason | None:
    """
    Tell which filter emptied a view.

    Parameters
    ----------
    dataset
        The record. Not modified.
    filters
        Which records; known words.
    period
        The days that are shown.

    Returns
    -------
    emptied
        None where a counted record passes.
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
    """Count for each row how many filters it does not pass."""
    failed = np.zeros(rows, dtype=np.uint8)
    for mask in masks.values():
        failed += ~mask
    return failed


def _pass_others(failed: npt.NDArray[np.uint8], masks: Mapping[str, Mask], name: str) -> Mask:
    """Tell which rows pass every filter but one: they fail none, or that one alone."""
    passed: Mask = failed == 0 if name not in masks else failed == ~masks[name]
    return passed


def _count(mask: Mask) -> int:
    """Count the rows of a mask."""
    return int(np.count_nonzero(mask))
