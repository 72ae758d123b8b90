"""The shipped basemap, decoded: land, borders, water and towns, EPSG:4326, degrees.

``tools/build_basemap.py`` writes three files, one for each licence: ``naturalearth.json``,
``gshhg.json`` and ``geonames.json``. The browser gets them unchanged (`encoded`) and decodes them
by the same rules as `read_basemap`:

- Every number is a whole multiple of ``scale`` degrees.
- An arc is ``[x, y, dx, dy, dx, dy, …]``: a point, then the step from each point to the next.
- A line layer is a list of arc numbers. A ring is a list of arc numbers joined end to end;
  a negative number ``n`` is arc ``~n`` run backwards. Rings are filled even-odd.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.model.errors import DataFileError

FORMAT = "basewatch-basemap-1"
FILES = ("naturalearth", "gshhg", "geonames")


@dataclass(frozen=True)
class Country:
    """A country as the source draws it; `name` is empty where the source gives an area none."""

    iso: str
    name: str
    area: shapely.MultiPolygon


@dataclass(frozen=True)
class Rivers:
    """The rivers of one rank: 1 the great ones, 3 the least that is drawn."""

    rank: int
    lines: shapely.MultiLineString


@dataclass(frozen=True)
class Town:
    """A town; `name_ar` is empty where the source has no Arabic name; rank 1 is seen from afar."""

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
    """The name of a country or governorate; (lon, lat) places where it may stand, best first."""

    name: str
    country: str
    rank: int
    places: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Basemap:
    """All layers, in EPSG:4326.

    `land` and `countries` are to be filled without an outline: part of their edge is only where the
    map was cut. `borders`, `claims`, `coasts` and `governorates` (by country) are the lines. Beside
    its own files the `folder` holds the outline of the rest of the world, see
    `geo.basemap.world_outline`.
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
    """Read the three files as they are, to be sent to the browser.

    Parameters
    ----------
    folder : Path
        Usually ``data/basemap``.

    Returns
    -------
    dict
        ``naturalearth``, ``gshhg``, ``geonames`` → the content of each file.

    Raises
    ------
    DataFileError
        If a file is missing, is not JSON or is of another format. Names all such files.
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
    """Read one file as it is; nothing, and what is wrong, if it is missing or no such file."""
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


def decode_arc(flat: Sequence[int], scale: float) -> NDArray[np.float64]:
    """Turn ``[x, y, dx, dy, …]`` into an (n, 2) array of (lon, lat) in degrees."""
    steps = np.asarray(flat, dtype=np.int64).reshape(-1, 2)
    # The division by the whole 1 / scale gives the nearest double to the decimal number.
    return np.asarray(steps.cumsum(axis=0) / round(1 / scale), dtype=np.float64)


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
        lakes=_multipolygon([shapely.union_all([fill_rings(rings) for rings in lakes])]),
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


def join_ring(refs: Sequence[int], arcs: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Join arcs end to end; raise `ValueError` where they do not meet."""
    parts = [arcs[ref] if ref >= 0 else arcs[~ref][::-1] for ref in refs]
    for before, after in pairwise([*parts, parts[0]]):
        if (before[-1] != after[0]).any():
            message = f"the arcs of a ring do not meet at {before[-1].tolist()}"
            raise ValueError(message)
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def join_lines(arcs: Iterable[NDArray[np.float64]]) -> shapely.MultiLineString:
    """Give arcs as lines; an arc of one point is none."""
    return shapely.MultiLineString([shapely.LineString(arc) for arc in arcs if len(arc) > 1])


def fill_rings(rings: Sequence[NDArray[np.float64]]) -> shapely.MultiPolygon:
    """Fill rings: one that lies in an odd number of others is a hole."""
    shapes = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings if len(ring) > 3]
    inside, _ = shapely.STRtree(shapes).query(shapes, predicate="within")
    depths = np.bincount(inside, minlength=len(shapes)) - 1  # each lies within itself
    groups = [
        [shape for shape, depth in zip(shapes, depths, strict=True) if depth % 2 == odd]
        for odd in (0, 1)
    ]
    solid, holes = (shapely.union_all(group) for group in groups)
    return _multipolygon([shapely.difference(solid, holes)])


def _multipolygon(shapes: Sequence[Any]) -> shapely.MultiPolygon:
    parts = shapely.get_parts(shapely.get_parts(list(shapes)))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


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
    """Read names with their places; `country` names the column that holds the country."""
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
