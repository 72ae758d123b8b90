"""Decode the shipped basemap: land, borders, water and towns, EPSG:4326, degrees.

``tools/build_basemap.py`` writes three files, one for each licence: ``naturalearth.json``,
``gshhg.json`` and ``geonames.json``. The browser gets them unchanged (`encoded`) and decodes them
by the same rules as `read_basemap`:

- Every number is a whole multiple of ``scale`` degrees.
- An arc is ``[x, y, dx, dy, dx, dy, …]``: a point, then the step from each point to the next.
- A line layer is a list of arc numbers. A ring is a list of arc numbers joined end to end;
  a negative number ``n`` is arc ``~n`` run backwards. Rings are filled even-odd.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import shapely

from geo.basemap.arcs import decode_arc, fill_rings, join_lines, join_ring, make_multipolygon
from geo.model.errors import DataFileError

FORMAT = "basewatch-basemap-1"
FILES = ("naturalearth", "gshhg", "geonames")


@dataclass(frozen=True)
class Country:
    """A country as the source draws it; `name` is blank if the source has no name for the area."""

    iso: str
    name: str
    area: shapely.MultiPolygon


@dataclass(frozen=True)
class Rivers:
    """The rivers of one rank, from 1 (the largest) to 3 (the smallest drawn)."""

    rank: int
    lines: shapely.MultiLineString


@dataclass(frozen=True)
class Town:
    """A town; `name_ar` is blank without an Arabic name in the source; rank 1 is the largest."""

    geonames_id: int
    name: str
    name_ar: str
    lon: float
    lat: float
    population: int
    rank: int
    is_capital: bool
    country: str


@dataclass(frozen=True)
class AreaLabel:
    """The name of a country or governorate, and (lon, lat) places for its label, best first."""

    name: str
    country: str
    rank: int
    places: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Basemap:
    """All layers, in EPSG:4326.

    Fill `land` and `countries` without an outline: part of their edge is only the edge of the map.
    `borders`, `claims`, `coasts` and `governorates` (by country) are the lines. The `folder` also
    holds the outline of the rest of the world, see `geo.basemap.world_outline`.
    """

    extent: tuple[float, float, float, float]
    land: shapely.MultiPolygon
    countries: tuple[Country, ...]
    borders: shapely.MultiLineString
    claims: shapely.MultiLineString
    coasts: shapely.MultiLineString
    governorates: MappingProxyType[str, shapely.MultiLineString]
    lakes: shapely.MultiPolygon
    rivers: tuple[Rivers, ...]
    towns: tuple[Town, ...]
    country_labels: tuple[AreaLabel, ...]
    governorate_labels: tuple[AreaLabel, ...]
    credits: tuple[str, ...]
    folder: Path | None = None


def encoded(folder: Path) -> dict[str, Any]:
    """Read the three files without decoding, to send them to the browser.

    Parameters
    ----------
    folder : Path
        Usually ``data/basemap``.

    Returns
    -------
    dict
        Content by file: ``naturalearth``, ``gshhg``, ``geonames``.

    Raises
    ------
    DataFileError
        If a file is missing, is not JSON or is of another format; all such files are named.
    """
    problems, content = [], {}
    for stem in FILES:
        content[stem], problem = read_part(folder, stem)
        problems += [problem] if problem else []
    if problems:
        fix = "Restore the shipped files, or build them: python -m tools.build_basemap"
        message = "\n".join(["The basemap cannot be read.", *problems, fix])
        raise DataFileError(message)
    return content


def read_part(folder: Path, stem: str) -> tuple[dict[str, Any], str]:
    """
    Read one file without decoding.

    Parameters
    ----------
    folder
        Folder of the basemap.
    stem
        Name of the file without its suffix.

    Returns
    -------
    content, problem
        The content; if the file cannot be used, an empty content and the problem.
    """
    path = folder / f"{stem}.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return {}, f"{path}: {error}"
    found = content.get("format") if isinstance(content, dict) else None
    if found != FORMAT:
        return {}, f"{path}: `format` is {found!r}, expected {FORMAT!r}"
    return content, ""


def read_basemap(folder: Path) -> Basemap:
    """Read and decode the basemap.

    Parameters
    ----------
    folder : Path
        Usually ``data/basemap``.

    Returns
    -------
    Basemap
        Geometry in EPSG:4326, degrees, (lon, lat).

    Raises
    ------
    DataFileError
        If a file is missing, not of this format, or damaged.
    """
    content = encoded(folder)
    try:
        return _decoded(content, folder)
    except (KeyError, IndexError, TypeError, ValueError, shapely.errors.ShapelyError) as error:
        fix = "Restore the shipped files, or build them: python -m tools.build_basemap"
        message = f"{folder}: the basemap is damaged ({type(error).__name__}: {error}). {fix}"
        raise DataFileError(message) from error


def _decoded(content: dict[str, Any], folder: Path) -> Basemap:
    earth, gshhg, names = (content[stem] for stem in FILES)
    scale = earth["scale"]
    arcs = [decode_arc(flat, scale) for flat in earth["arcs"]]
    west, south, east, north = (float(side) for side in earth["extent"])
    lakes = [
        [decode_arc(ring, part["scale"]) for ring in polygon]
        for part in (earth, gshhg)
        for polygon in part["lakes"]
    ]
    return Basemap(
        extent=(west, south, east, north),
        land=fill_rings([join_ring(refs, arcs) for refs in earth["land"]]),
        countries=tuple(
            Country(
                iso=country["iso"],
                name=country["name"],
                area=fill_rings([join_ring(refs, arcs) for refs in country["rings"]]),
            )
            for country in earth["countries"]
        ),
        borders=join_lines(arcs[n] for n in earth["borders"]),
        claims=join_lines(arcs[n] for n in earth["claims"]),
        coasts=join_lines(arcs[n] for n in earth["coasts"]),
        governorates=MappingProxyType(
            {iso: join_lines(arcs[n] for n in refs) for iso, refs in earth["governorates"].items()}
        ),
        lakes=make_multipolygon([shapely.union_all([fill_rings(rings) for rings in lakes])]),
        rivers=tuple(
            Rivers(
                rank["rank"], join_lines(decode_arc(line, gshhg["scale"]) for line in rank["lines"])
            )
            for rank in gshhg["rivers"]
        ),
        towns=_towns(names["towns"], names["scale"]),
        country_labels=read_labels(earth["country_labels"], "iso", scale),
        governorate_labels=read_labels(earth["governorate_labels"], "country", scale),
        credits=tuple(f"{part['credit']} ({part['licence']})" for part in content.values()),
        folder=folder,
    )


def _towns(columns: dict[str, list[Any]], scale: float) -> tuple[Town, ...]:
    per_degree = round(1 / scale)
    keys = ("id", "name", "name_ar", "at", "population", "rank", "capital", "country")
    return tuple(
        Town(
            geonames_id=number,
            name=name,
            name_ar=name_ar,
            lon=at[0] / per_degree,
            lat=at[1] / per_degree,
            population=population,
            rank=rank,
            is_capital=bool(capital),
            country=country,
        )
        for number, name, name_ar, at, population, rank, capital, country in zip(
            *(columns[key] for key in keys), strict=True
        )
    )


def read_labels(
    rows: Sequence[dict[str, Any]], country: str, scale: float
) -> tuple[AreaLabel, ...]:
    """
    Read labels with their places.

    Parameters
    ----------
    rows
        Labels as in the file.
    country
        Name of the key with the country.
    scale
        Degrees of one unit of the places.

    Returns
    -------
    labels
        The labels, places in degrees, EPSG:4326.
    """
    per_degree = round(1 / scale)
    return tuple(
        AreaLabel(
            name=row["name"],
            country=row[country],
            rank=row.get("rank", 1),
            places=tuple((x / per_degree, y / per_degree) for x, y in row["at"]),
        )
        for row in rows
    )
