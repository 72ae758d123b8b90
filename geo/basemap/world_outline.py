"""The plain outline of the world beyond the shipped region, read only if it is visible.

``tools/build_world.py`` writes ``world.json`` in the format of `geo.basemap.decoder`: land,
borders and coasts outside of the region's own files, and names of countries that those lack.
"""

import dataclasses
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import shapely

from geo.basemap.arcs import decode_arc, fill_rings, join_lines, join_ring
from geo.basemap.decoder import (
    AreaLabel,
    Basemap,
    read_labels,
    read_part,
)
from geo.model.errors import DataFileError
from geo.model.extent import Extent
from geo.record import Dataset

NAMED: Final = Extent(10.0, 10.0, 70.0, 50.0)
"""The extent in which the region's own files name countries; they draw them a little further."""
_STEM: Final = "world"
_BUILDER: Final = "tools.build_world"


@dataclass(frozen=True)
class Outline:
    """Land, borders, coasts and names beyond the shipped region, EPSG:4326."""

    land: shapely.MultiPolygon
    borders: shapely.MultiLineString
    coasts: shapely.MultiLineString
    country_labels: tuple[AreaLabel, ...]


def is_within(extent: Extent | None) -> bool:
    """Return whether an extent needs no outline; None (all sites) does not, see `reaches_out`."""
    if extent is None:
        return True
    corners = ((extent.west, extent.south), (extent.east, extent.north))
    return all(NAMED.contains(*corner) for corner in corners)


def reaches_out(dataset: Dataset) -> bool:
    """
    Return whether a record has a place beyond the shipped region.

    Parameters
    ----------
    dataset
        The record: its attacks, sites and strikes. Not modified.
    """
    sites, strikes = dataset.bases.geometry, dataset.strikes
    return any(
        bool(
            (
                (lon < NAMED.west) | (lon > NAMED.east) | (lat < NAMED.south) | (lat > NAMED.north)
            ).any()
        )
        for lon, lat in (
            (dataset.attacks["lon_deg"], dataset.attacks["lat_deg"]),
            (sites.x, sites.y),
            (strikes["longitude"].astype("float64"), strikes["latitude"].astype("float64")),
        )
    )


def encoded_outline(folder: Path) -> dict[str, Any]:
    """
    Read the outline without decoding, to send it to the browser.

    Parameters
    ----------
    folder
        Usually ``data/basemap``.

    Raises
    ------
    DataFileError
        If the file is missing, is not JSON or is of another format.
    """
    content, problem = read_part(folder, _STEM)
    if problem:
        msg = f"{problem}. Restore the shipped file, or build it: python -m {_BUILDER}"
        raise DataFileError(msg)
    return content


@cache
def read_outline(folder: Path) -> Outline:
    """Read and decode the outline, once; raise `DataFileError` if it is missing or damaged."""
    content = encoded_outline(folder)
    try:
        scale = content["scale"]
        arcs = [decode_arc(flat, scale) for flat in content["arcs"]]
        return Outline(
            fill_rings([join_ring(refs, arcs) for refs in content["land"]]),
            join_lines(arcs[number] for number in content["borders"]),
            join_lines(arcs[number] for number in content["coasts"]),
            read_labels(content["country_labels"], "iso", scale),
        )
    except (KeyError, IndexError, TypeError, ValueError, shapely.errors.ShapelyError) as error:
        fix = f"Restore the shipped file, or build it: python -m {_BUILDER}"
        msg = f"{folder}: the outline is damaged ({type(error).__name__}: {error}). {fix}"
        raise DataFileError(msg) from error


def widen_basemap(basemap: Basemap, extent: Extent) -> Basemap:
    """
    Add the world around a basemap if an extent reaches beyond the shipped region.

    Parameters
    ----------
    basemap
        The basemap; without a folder it is returned unchanged. Not modified.
    extent
        The shown extent.

    Returns
    -------
    widened
        The basemap, with the outline if it is needed.

    Raises
    ------
    DataFileError
        If the outline is needed, and missing or damaged.
    """
    if basemap.folder is None or is_within(extent):
        return basemap
    outline = read_outline(basemap.folder)
    return dataclasses.replace(
        basemap,
        land=shapely.MultiPolygon([*basemap.land.geoms, *outline.land.geoms]),
        borders=shapely.MultiLineString([*basemap.borders.geoms, *outline.borders.geoms]),
        coasts=shapely.MultiLineString([*basemap.coasts.geoms, *outline.coasts.geoms]),
        country_labels=_join_labels(basemap.country_labels, outline.country_labels),
    )


def _join_labels(
    own: tuple[AreaLabel, ...], others: tuple[AreaLabel, ...]
) -> tuple[AreaLabel, ...]:
    """Join the labels; a country in both gets the places of both, so that it is labelled once."""
    more = {label.country: label for label in others}
    joined = [
        dataclasses.replace(label, places=(*label.places, *more.pop(label.country).places))
        if label.country in more
        else label
        for label in own
    ]
    return (*joined, *more.values())
