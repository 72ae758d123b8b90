"""Which attacks pass the filters: one mask for the map, the counts and every product."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.model.dates import Window
from geo.model.scene import Filters
from geo.model.weapons import number_weapons
from geo.query.facets import BLANK, FACETS, Facet
from geo.query.text_search import mask_text
from geo.record import Dataset, Mask

WHOLE_RECORD = slice(None)


@dataclass(frozen=True, eq=False)
class CodedFacet:
    """
    A facet's choices in a record, and each attack's number among them.

    Attributes
    ----------
    choices
        Label of each word, in the order of the menu.
    codes
        Shape (n,), row for row as `Dataset.attacks`: the position of the attack's word in
        `choices`; with `members`, the row of `members` with its words.
    members
        Shape (k, len(choices)): which choices an attack with each code has; None if it has one.
    """

    choices: Mapping[str, str]
    codes: npt.NDArray[np.unsignedinteger]
    members: npt.NDArray[np.bool_] | None = None

    def count(self, rows: slice | npt.NDArray[np.intp] = WHOLE_RECORD) -> dict[str, int]:
        """Return the number of attacks by choice; one with several counts under each."""
        size = len(self.choices if self.members is None else self.members)
        numbers = np.bincount(self.codes[rows], minlength=size)
        if self.members is not None:
            numbers = numbers @ self.members
        return dict(zip(self.choices, numbers.tolist(), strict=True))

    def mask(self, chosen: AbstractSet[str], rows: slice) -> Mask:
        """
        Return which attacks have one of the chosen words, alone or with others.

        Parameters
        ----------
        chosen
            Words of `choices`.
        rows
            Which rows of `Dataset.attacks`.

        Returns
        -------
        mask
            Of those rows.
        """
        wanted = np.array([word in chosen for word in self.choices], dtype=np.bool_)
        if self.members is not None:
            wanted = self.members @ wanted
        mask: Mask = wanted[self.codes[rows]]
        return mask


@dataclass(frozen=True, eq=False)
class _Coded:
    """A record's facets, by the filter's name, and which attacks state casualties."""

    facets: Mapping[str, CodedFacet]
    with_casualties: Mask


_CODED: WeakKeyDictionary[Dataset, _Coded] = WeakKeyDictionary()
"""Text is compared once a record; then a filter looks up numbers. It goes with the record."""


def code_facets(dataset: Dataset) -> Mapping[str, CodedFacet]:
    """Return the coded facets of a record, by the filter's name; they are made once."""
    return _code(dataset).facets


def _code(dataset: Dataset) -> _Coded:
    """Code a record, once."""
    coded = _CODED.get(dataset)
    if coded is None:
        attacks = dataset.attacks
        killed, wounded = (
            attacks[name].fillna(0).to_numpy(dtype=np.int64) for name in ("us_killed", "us_wounded")
        )
        facets = {facet.field: _code_facet(dataset, facet) for facet in FACETS}
        coded = _CODED[dataset] = _Coded(facets, killed + wounded > 0)
    return coded


def list_choices(bases: pd.DataFrame, facet: Facet) -> dict[str, str]:
    """
    List the choices of a facet.

    Parameters
    ----------
    bases
        Sites as in `Dataset.bases`.
    facet
        The facet.

    Returns
    -------
    choices
        Label by word, in the order of the menu, `BLANK` last.
    """
    if facet.field == "base_ids":
        choices = {str(base_id): str(name) for base_id, name in bases["name"].items()}
    elif facet.field == "countries":
        countries = bases["country"]
        choices = {str(country): str(country) for country in countries[countries != ""].unique()}
    else:
        choices = dict(facet.words)
    return choices | {BLANK: facet.blank} if facet.blank else choices


def _code_facet(dataset: Dataset, facet: Facet) -> CodedFacet:
    """Give each attack the number of its word of a facet, or the bits of its weapons."""
    choices = list_choices(dataset.bases, facet)
    attacks = dataset.attacks
    if facet.field == "weapons":
        bits = np.arange(1 << len(choices), dtype=np.uint8)[:, None]
        members = np.unpackbits(bits, axis=1, count=len(choices), bitorder="little")
        return CodedFacet(choices, number_weapons(attacks["weapon"]), members.astype(np.bool_))
    if facet.field == "countries":
        cells = attacks["base_id"].map(dataset.bases["country"]).fillna("")
    else:
        cells = attacks[facet.column]
    codes = pd.Index(list(choices), dtype="str").get_indexer(pd.Index(cells))
    return CodedFacet(choices, codes.astype(np.min_scalar_type(max(len(choices) - 1, 0))))


def slice_period(dataset: Dataset, period: Window) -> slice:
    """
    Return the rows of a period: attacks are sorted by date.

    Parameters
    ----------
    dataset
        The record.
    period
        The days, both ends inclusive.

    Returns
    -------
    rows
        Slice of `Dataset.attacks`.
    """
    days = dataset.attacks["date"].to_numpy().astype("datetime64[D]")
    first = int(np.searchsorted(days, np.datetime64(period.first, "D"), side="left"))
    last = int(np.searchsorted(days, np.datetime64(period.last, "D"), side="right"))
    return slice(first, last)


def mask_each(dataset: Dataset, filters: Filters, rows: slice = WHOLE_RECORD) -> dict[str, Mask]:
    """
    Return a mask of attacks for each active filter, counted and held-out ones.

    Parameters
    ----------
    dataset
        The record. Not modified.
    filters
        Known words; see `geo.query.selection.check_filters`.
    rows
        Which rows of `dataset.attacks`.

    Returns
    -------
    masks
        By the filter's name, as in `Filters.on`, a mask of those rows. An attack without a
        place is outside of every area.
    """
    coded = _code(dataset)
    masks: dict[str, Mask] = {}
    for name in filters.on:
        if name in coded.facets:
            masks[name] = coded.facets[name].mask(getattr(filters, name), rows)
    if filters.with_casualties:
        masks["with_casualties"] = coded.with_casualties[rows]
    if filters.text:
        masks["text"] = mask_text(dataset, filters.text)[rows]
    if filters.area is not None:
        area = filters.area
        lon, lat = (dataset.attacks[name].to_numpy()[rows] for name in ("lon_deg", "lat_deg"))
        # NaN (no place) compares as false
        across = (lon >= area.west) & (lon <= area.east)
        masks["area"] = across & (lat >= area.south) & (lat <= area.north)
    return masks


def mask_filters(dataset: Dataset, filters: Filters) -> Mask:
    """
    Return which attacks pass every filter, counted or held out.

    Parameters
    ----------
    dataset
        The record. Not modified.
    filters
        Which records; an inactive filter lets every record pass.

    Returns
    -------
    mask
        Shape (n,), row for row as `dataset.attacks`.
    """
    mask = np.ones(len(dataset.attacks), dtype=np.bool_)
    for passing in mask_each(dataset, filters).values():
        mask &= passing
    return mask
