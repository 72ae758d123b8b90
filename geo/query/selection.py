"""From a view to the Scene that every output draws."""

import datetime as dt
import difflib
from collections.abc import Iterable
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import VERSION
from geo.gazetteer.lookup import describe_near
from geo.model.cell_types import split_ids
from geo.model.dates import Window
from geo.model.errors import DateError, ViewError
from geo.model.scene import Filters, Marking, Provenance, Scene, View
from geo.query.facets import FACETS, Facet
from geo.query.filtering import list_choices, mask_filters
from geo.query.opening import default_extent
from geo.query.totals import count_records, mask_period
from geo.record import Dataset, Mask

DEFAULT_TITLE: Final = "Reported attacks on bases hosting US forces"


def select_mask(dataset: Dataset, filters: Filters) -> Mask:
    """
    Return which attacks pass the filters, regardless of their date.

    Parameters
    ----------
    dataset
        The record.
    filters
        Which records.

    Returns
    -------
    mask
        Shape (n,), row for row as `dataset.attacks`: the counted attacks that pass, and the
        held-out ones that pass if the filters include them.

    Raises
    ------
    ViewError
        If the filters name a word that is not in the record, such as a site.

    Examples
    --------
    >>> from geo.files.shipped_data import DATA_FOLDER
    >>> from geo.loading import read_dataset
    >>> from geo.model.scene import Filters
    >>> dataset = read_dataset(DATA_FOLDER)
    >>> mask = select_mask(dataset, Filters(base_ids=frozenset({"tower-22"})))
    >>> set(dataset.attacks.loc[mask, "base_name"])
    {'Tower 22'}
    """
    check_filters(dataset, filters)
    mask = mask_filters(dataset, filters)
    if not filters.include_held_out:
        mask &= dataset.attacks["counted"].to_numpy(dtype=np.bool_)
    return mask


def check_filters(dataset: Dataset, filters: Filters) -> None:
    """
    Check that the words of filters are in the record: sites, weapons and so on.

    Parameters
    ----------
    dataset
        The record.
    filters
        The filters.

    Raises
    ------
    ViewError
        If one is not; the message suggests the nearest words.
    """
    problems = [
        problem
        for facet in FACETS
        if (words := getattr(filters, facet.field))
        for problem in _find_unknown(dataset, facet, words)
    ]
    if problems:
        raise ViewError(" ".join(problems))


def _find_unknown(dataset: Dataset, facet: Facet, words: Iterable[str]) -> list[str]:
    """Return a sentence for each unknown word, with the nearest known ones."""
    choices = list_choices(dataset.bases, facet)
    listed = [facet.write(word) for word in choices]
    problems = []
    for word in sorted(set(words).difference(choices)):
        if facet.name == "base":
            near = describe_near(dataset.gazetteer, word)
        else:
            near = ", ".join(difflib.get_close_matches(word.lower(), listed, n=3, cutoff=0.5))
        choice = f"try {near or ', '.join(listed[:20])}" if listed else "the record has none"
        problems.append(f"The record has no {facet.noun} `{word[:80]}`: {choice}.")
    return problems


def select_period(dataset: Dataset, view: View) -> Window:
    """
    Return the days that a view shows.

    Parameters
    ----------
    dataset
        The record.
    view
        The requested view.

    Returns
    -------
    period
        The window; in cumulative mode from the record's first day to the window's last. A window
        that ends before the record begins stays unchanged.
    """
    first, last = dataset.days.first, view.window.last
    if view.mode == "cumulative" and first <= last:
        return Window(first, last)
    return view.window


def select_scene(
    dataset: Dataset,
    view: View,
    *,
    marking: Marking = Marking(),  # noqa: B008 - frozen
    as_of: dt.datetime,
    title: str | None = None,
) -> Scene:
    """
    Select everything that a view shows.

    Parameters
    ----------
    dataset
        The record.
    view
        The requested view.
    marking
        The marking line.
    as_of
        When the product is made, with a time zone.
    title
        The title; None for `DEFAULT_TITLE`.

    Returns
    -------
    scene
        Everything that an output may show, in new frames. They are empty if no record matches.

    Raises
    ------
    ViewError
        If the view names a word that is not in the record, such as a site.
    DateError
        If `as_of` has no time zone.

    Examples
    --------
    >>> import datetime as dt
    >>> from geo.files.shipped_data import DATA_FOLDER
    >>> from geo.loading import read_dataset
    >>> from geo.query.opening import opening_view
    >>> dataset = read_dataset(DATA_FOLDER)
    >>> made = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)
    >>> scene = select_scene(dataset, opening_view(dataset), as_of=made)
    >>> print(scene.period)
    17 OCT 23 – 30 NOV 23
    >>> scene.counts.selected == scene.counts.placed + scene.counts.not_placed
    True
    """
    if as_of.tzinfo is None:
        msg = f"`as_of` {as_of.isoformat()} has no time zone: add one, such as `+00:00`."
        raise DateError(msg)
    period = select_period(dataset, view)
    attacks = dataset.attacks
    shown = select_mask(dataset, view.filters) & mask_period(attacks, period)
    placed = attacks["placed"].to_numpy(dtype=np.bool_)
    drawn = attacks[shown & placed]
    return Scene(
        view=view,
        period=period,
        extent=view.extent or default_extent(dataset),
        drawn=drawn,
        not_placed=attacks[shown & ~placed],
        bases=_attach_numbers(dataset, drawn),
        strikes=dataset.strikes[mask_period(dataset.strikes, period)],
        sources=dataset.sources.copy(),
        counts=count_records(dataset, view.filters, period),
        rejects=dataset.rejects,
        title=DEFAULT_TITLE if title is None else title,
        marking=marking,
        provenance=Provenance(as_of, VERSION, dataset.inputs),
        coverage=dataset.coverage,
    )


def _attach_numbers(dataset: Dataset, drawn: pd.DataFrame) -> gpd.GeoDataFrame:
    """Add to each site the number of attacks at it, in the whole record and in the Scene."""
    total = count_by_site(dataset.attacks, dataset.attacks["counted"].to_numpy(dtype=np.bool_))
    shown = count_by_site(drawn)
    bases: gpd.GeoDataFrame = dataset.bases.assign(
        total=total.reindex(dataset.bases.index, fill_value=0),
        shown=shown.reindex(dataset.bases.index, fill_value=0),
    )
    return bases


def count_by_site(attacks: pd.DataFrame, among: Mask | None = None) -> "pd.Series[int]":
    """
    Count the attacks at the point of each site.

    Parameters
    ----------
    attacks
        Attacks as in `Dataset.attacks`. Not modified.
    among
        Shape (n,): which of them to count; None for all.

    Returns
    -------
    counts
        By `base_id`, for sites with at least one. A record with coordinates of its own is not
        at the site's point; one without a place is not counted.
    """
    at_site = (attacks["placed"] & attacks["longitude"].isna()).to_numpy(dtype=np.bool_)
    wanted = at_site if among is None else at_site & among
    base_ids, numbers = np.unique(attacks["base_id"].to_numpy(object)[wanted], return_counts=True)
    return pd.Series(numbers, index=pd.Index(base_ids, dtype="str"), dtype="int64")


def select_sources(sources: pd.DataFrame, source_ids: str) -> pd.DataFrame:
    """
    Select the sources of one row, in the order in which it cites them.

    Parameters
    ----------
    sources
        Sources, indexed by `source_id`. Not modified.
    source_ids
        A cell of `source_ids`.

    Returns
    -------
    cited
        Rows of `sources`.
    """
    return sources.loc[list(split_ids(source_ids))]
