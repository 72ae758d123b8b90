"""The address of the page: read into a View, with a sentence for each value that is ignored."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast, get_args

import pandas as pd

from geo.gazetteer.lookup import describe_near, resolve_site
from geo.model.dates import Window, parse_day
from geo.model.errors import DateError, ExtentError, ViewError
from geo.model.extent import Extent
from geo.model.scene import Filters, Mode, View
from geo.model.weapons import read_weapons
from geo.query.facets import BLANK, FACETS, Facet
from geo.query.filtering import list_choices
from geo.query.map_layers import read_layers
from geo.query.opening import timeline_days
from geo.record import Dataset

_BASE: Final = FACETS[0]
_LONGEST: Final = 80
"""Characters of an unknown site in an address that an explanation repeats at most."""


@dataclass(frozen=True)
class ParsedUrl:
    """A view read from an address, and a sentence for each value that was ignored."""

    view: View
    ignored: tuple[str, ...]


def read_url(params: Mapping[str, str], dataset: Dataset, opening: View) -> ParsedUrl:
    """
    Read a view from the address of the page.

    Parameters
    ----------
    params
        The address's parameters: `from`, `to`, `mode`, `extent`, `layers`, and those of
        `read_filters`. Unknown names are left alone.
    dataset
        The record, which knows its sites and its days.
    opening
        What to show by default. Not modified.

    Returns
    -------
    parsed
        The view, and what was ignored and why. An invalid value never raises.

    Examples
    --------
    >>> from geo.files.shipped_data import DATA_FOLDER
    >>> from geo.loading import read_dataset
    >>> from geo.query.opening import opening_view
    >>> dataset = read_dataset(DATA_FOLDER)
    >>> address = {"from": "2024-01-01", "to": "2024-01-31", "base": "Tower 22", "mode": "x"}
    >>> parsed = read_url(address, dataset, opening_view(dataset))
    >>> print(parsed.view.window, *parsed.view.filters.base_ids)
    01 JAN 24 – 31 JAN 24 tower-22
    >>> parsed.ignored
    ('`mode` in the address is `x`: write window or cumulative.',)
    """
    layers, invalid_layers = read_layers(params.get("layers"))
    ignored = [f"`layers` in the address: {problem}" for problem in invalid_layers]
    params = _name_sites(params, dataset, ignored)
    view = replace(
        opening,
        window=_read_window(params, opening.window, dataset, ignored),
        mode=_read_mode(params, ignored),
        extent=_read_extent(params, ignored),
        layers=layers,
        filters=read_filters(params, dataset.bases, ignored),
    )
    return ParsedUrl(view, tuple(ignored))


def read_filters(params: Mapping[str, str], bases: pd.DataFrame, ignored: list[str]) -> Filters:
    """
    Read the filters of an address, or of a choice in the side bar, which has the same form.

    Parameters
    ----------
    params
        By name: `base`, `country` and the other facets, each a list with commas; `with-casualties`
        (yes), `search`, `area` (W,S,E,N) and `include` (held-out).
    bases
        Sites, as in `Dataset.bases`. Not modified.
    ignored
        A sentence is appended for each value that is ignored.

    Returns
    -------
    filters
        A filter that is missing or unknown is off. Never raises.
    """
    words: dict[str, Any] = {
        facet.field: _read_words(params, facet, bases, ignored) for facet in FACETS
    }
    filters = Filters(
        **words,
        with_casualties=_read_switch(params, "with-casualties", "yes", ignored),
        include_held_out=_read_switch(params, "include", "held-out", ignored),
    )
    try:
        filters = replace(filters, text=params.get("search", ""))
    except ViewError as error:
        ignored.append(f"`search` in the address: {error}")
    if params.get("area"):
        try:
            filters = replace(filters, area=Extent.parse(params["area"]))
        except ExtentError as error:
            ignored.append(f"`area` in the address: {error}")
    return filters


def write_filters(filters: Filters) -> dict[str, str | None]:
    """
    Return the filters as the address holds them; None for a filter that is off.

    Examples
    --------
    >>> written = write_filters(Filters(base_ids=frozenset({"al-tanf"}), with_casualties=True))
    >>> {name: text for name, text in written.items() if text}
    {'base': 'al-tanf', 'with-casualties': 'yes'}
    """
    return {
        **{
            facet.name: ",".join(
                sorted(write_word(facet, word) for word in getattr(filters, facet.field))
            )
            or None
            for facet in FACETS
        },
        "with-casualties": "yes" if filters.with_casualties else None,
        "search": filters.text or None,
        "area": write_area(filters.area) if filters.area else None,
        "include": "held-out" if filters.include_held_out else None,
    }


def write_word(facet: Facet, word: str) -> str:
    """Return a word of a facet, escaped for a list with commas."""
    return facet.write(word).replace("%", "%25").replace(",", "%2C")


def write_area(area: Extent) -> str:
    """
    Return an area as short text.

    Examples
    --------
    >>> write_area(Extent(39.0, 34.5, 42.0, 36.2))
    '39,34.5,42,36.2'
    """
    edges = (area.west, area.south, area.east, area.north)
    return ",".join(f"{edge:.4f}".rstrip("0").rstrip(".") for edge in edges)


def _name_sites(params: Mapping[str, str], dataset: Dataset, ignored: list[str]) -> dict[str, str]:
    """Return the address with each site by its id, however it is spelled; explain unknown ones."""
    sites: list[str] = []
    for text in filter(str.strip, params.get("base", "").split(",")):
        word = _BASE.read(text)
        site = BLANK if word == BLANK else resolve_site(dataset.gazetteer, word)
        if site is not None:
            sites.append(_BASE.write(site))
            continue
        near = describe_near(dataset.gazetteer, text[:_LONGEST])
        reason = f"`{text[:_LONGEST]}` is not a known site" + (f", try {near}" if near else "")
        ignored.append(f"`base` in the address: {reason}.")
    return {**params, "base": ",".join(sites)}


def _read_window(
    params: Mapping[str, str], opening: Window, dataset: Dataset, ignored: list[str]
) -> Window:
    """Read both days; replace an invalid one by the opening's, one off the slider by its end."""
    timeline = timeline_days(dataset)
    coverage = dataset.coverage
    covers = f"; the record covers {coverage.days}, other days are not covered" if coverage else ""
    days = {"from": opening.first, "to": opening.last}
    for name in days:
        if name in params:
            try:
                days[name] = parse_day(params[name])
            except DateError as error:
                ignored.append(f"`{name}` in the address: {error}")
    try:
        requested = Window(days["from"], days["to"])
    except DateError as error:
        ignored.append(f"`from` and `to` in the address: {error}")
        return opening
    first, last = max(requested.first, timeline.first), min(requested.last, timeline.last)
    shown = Window(first, last) if first <= last else opening
    if shown != requested and ("from" in params or "to" in params):
        how = "lies outside" if first > last else "reaches beyond"
        ignored.append(
            f"`from` and `to` in the address: {requested} {how} the days that can be shown, "
            f"{timeline}{covers}. Shown: {shown}."
        )
    return shown


def _read_mode(params: Mapping[str, str], ignored: list[str]) -> Mode:
    """Read the mode; window if it is invalid."""
    mode = params.get("mode", "window")
    if mode in get_args(Mode):
        return cast("Mode", mode)
    ignored.append(f"`mode` in the address is `{mode[:40]}`: write window or cumulative.")
    return "window"


def _read_extent(params: Mapping[str, str], ignored: list[str]) -> Extent | None:
    """Read the extent; None if it is missing or invalid."""
    if "extent" not in params:
        return None
    try:
        return Extent.parse(params["extent"])
    except ExtentError as error:
        ignored.append(f"`extent` in the address: {error}")
        return None


def _read_words(
    params: Mapping[str, str], facet: Facet, bases: pd.DataFrame, ignored: list[str]
) -> frozenset[str]:
    """Read a list of a facet's words; explain unknown ones by those that are known."""
    listed = [word for word in params.get(facet.name, "").split(",") if word]
    if not listed:
        return frozenset()
    known = list_choices(bases, facet)
    words = frozenset(facet.read(word.replace("%2C", ",").replace("%25", "%")) for word in listed)
    if facet.field == "weapons":
        words, old = read_weapons(words, f"`{facet.name}` in the address")
        ignored.extend(old)
    examples = ", ".join(map(facet.write, list(known)[:8])) + (" …" if len(known) > 8 else "")
    ignored.extend(
        f"`{facet.name}` in the address: unknown {facet.noun} `{word[:40]}`. It can be {examples}."
        for word in sorted(words - known.keys())
    )
    return words.intersection(known)


def _read_switch(params: Mapping[str, str], name: str, on: str, ignored: list[str]) -> bool:
    """Read a switch that one word turns on."""
    words = {word for word in params.get(name, "").split(",") if word}
    ignored.extend(
        f"`{name}` in the address is `{word[:40]}`: write {on}, or leave it out."
        for word in sorted(words - {on})
    )
    return on in words
