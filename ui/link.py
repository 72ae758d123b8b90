"""The page's address: read once a session, explained where it asks for what is not there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, cast, get_args

from geo.dataset import Dataset
from geo.dates import Window, parse_day
from geo.errors import DateError, ExtentError
from geo.extent import Extent
from geo.facets import NONE
from geo.gazetteer import describe_near, resolve_site
from geo.map_layers import read_layers
from geo.scene import Filters, Mode, View
from geo.words import WEAPONS

_LONGEST: Final = 80
"""Characters of a site's name in an address that are looked at where it names none."""


@dataclass(frozen=True)
class Linked:
    """A view read from an address, and a sentence for each value that was ignored."""

    view: View
    ignored: tuple[str, ...]


def read_link(params: Mapping[str, str], dataset: Dataset, opening: View) -> Linked:
    """
    Read a view from the address of the page.

    Parameters
    ----------
    params
        The address's parameters: `from`, `to`, `mode`, `extent`, `layers`, `base`, `weapon`,
        `include`. Lists are separated by commas. Unknown names are left alone.
    dataset
        The record, which knows its sites and its days.
    opening
        What to show where the address says nothing. Not modified.

    Returns
    -------
    linked
        The view, and what was ignored and why. A bad value never raises.
    """
    layers, no_layers = read_layers(params.get("layers"))
    ignored = [f"`layers` in the address: {fault}" for fault in no_layers]
    params = _name_sites(params, dataset, ignored)
    view = replace(
        opening,
        window=_read_window(params, opening.window, ignored),
        mode=_read_mode(params, ignored),
        extent=_read_extent(params, ignored),
        layers=layers,
        filters=Filters(
            base_ids=_read_words(params, "base", set(dataset.bases.index), ignored),
            weapons=_read_words(params, "weapon", set(WEAPONS), ignored),
            include_held_out="held-out" in params.get("include", "").split(","),
        ),
    )
    return Linked(view, tuple(ignored))


def write_filters(filters: Filters) -> dict[str, str | None]:
    """Give the filters as the address holds them; None where nothing is asked for."""
    return {
        "base": ",".join(sorted(filters.base_ids)) or None,
        "weapon": ",".join(sorted(filters.weapons)) or None,
        "include": "held-out" if filters.include_held_out else None,
    }


def _name_sites(params: Mapping[str, str], dataset: Dataset, ignored: list[str]) -> dict[str, str]:
    """Name each site of an address by its id, however it is spelled; say which ones are none."""
    sites: list[str] = []
    for text in filter(str.strip, params.get("base", "").split(",")):
        site = text if text == NONE else resolve_site(dataset.gazetteer, text)
        if site is not None:
            sites.append(site)
            continue
        near = describe_near(dataset.gazetteer, text[:_LONGEST])
        reason = f"`{text[:_LONGEST]}` names no site" + (f", try {near}" if near else "")
        ignored.append(f"`base` in the address: {reason}.")
    return {**params, "base": ",".join(sites)}


def _read_window(params: Mapping[str, str], opening: Window, ignored: list[str]) -> Window:
    """Read both days; a bad one gives way to the opening's."""
    days = {"from": opening.first, "to": opening.last}
    for name in days:
        if name in params:
            try:
                days[name] = parse_day(params[name])
            except DateError as error:
                ignored.append(f"`{name}` in the address: {error}")
    try:
        return Window(days["from"], days["to"])
    except DateError as error:
        ignored.append(f"`from` and `to` in the address: {error}")
        return opening


def _read_mode(params: Mapping[str, str], ignored: list[str]) -> Mode:
    """Read the mode; window where it is none."""
    mode = params.get("mode", "window")
    if mode in get_args(Mode):
        return cast("Mode", mode)
    ignored.append(f"`mode` in the address is `{mode[:40]}`: write window or cumulative.")
    return "window"


def _read_extent(params: Mapping[str, str], ignored: list[str]) -> Extent | None:
    """Read the extent; none where it is not one."""
    if "extent" not in params:
        return None
    try:
        return Extent.parse(params["extent"])
    except ExtentError as error:
        ignored.append(f"`extent` in the address: {error}")
        return None


def _read_words(
    params: Mapping[str, str], name: str, known: set[str], ignored: list[str]
) -> frozenset[str]:
    """Read a list of known words; say which are not."""
    asked = {word for word in params.get(name, "").split(",") if word}
    ignored.extend(
        f"`{name}` in the address: `{word[:40]}` is not in the record."
        for word in sorted(asked - known)
    )
    return frozenset(asked & known)
