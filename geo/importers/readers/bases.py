"""Read sites from a foreign table: a CSV, a workbook or a GeoJSON file of points."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from geo.files.geojson_table import FeatureTable, parse_features
from geo.importers.cell_parsers import read_degrees
from geo.importers.column_detection import fold_columns
from geo.importers.readers.dispatch import parse_foreign
from geo.importers.row_sources import slugify, write_id
from geo.model.cell_types import ID
from geo.model.errors import DataFileError, raise_problems
from geo.model.limits import LIMITS, Limits
from geo.model.problems import list_rows
from geo.model.schema import BASES

_SYNONYMS: Final[dict[str, str]] = {
    "base_id": "base_id id site_id code",
    "name": "name base site base_name site_name installation facility camp title",
    "name_ar": "name_ar arabic_name arabic",
    "aliases": "aliases alias other_names also_known_as aka",
    "country": "country nation",
    "governorate": "governorate province admin1 region state",
    "kind": "kind type",
    "location_precision_m": "location_precision_m precision_m",
    "location_source": "location_source source",
}
_LONGITUDE: Final = ["longitude", "lon", "long", "lng", "x", "lon_deg", "geometry_longitude"]
_LATITUDE: Final = ["latitude", "lat", "y", "lat_deg", "geometry_latitude"]
KIND: Final = "outpost"
"""The kind of a site if no column states it."""


def parse_bases(
    file: str, data: bytes, encoding: str = "", limits: Limits = LIMITS
) -> FeatureTable:
    """
    Read a foreign list of sites.

    Parameters
    ----------
    file, data, encoding, limits
        As in `geo.importers.readers.dispatch.parse_foreign`. A column with the name is required;
        points are degrees in two columns, or the points of GeoJSON.

    Returns
    -------
    sites
        As in `geo.files.geojson_table.parse_features`: known columns by their synonyms, the others
        unchanged.

    Raises
    ------
    DataFileError, CrsError
        If no column has names, or as in `parse_foreign`.
    """
    table = parse_foreign(file, data, encoding, limits)
    if table.rejects:
        raise_problems(
            table.file,
            [f"Row {problem.row} {problem.reason}. {problem.fix}" for problem in table.rejects[:5]],
        )
    frame = table.frame.apply(lambda cells: cells.str.strip())
    folded = fold_columns(frame.columns)
    found = {
        target: next((folded[word] for word in words.split() if word in folded), "")
        for target, words in _SYNONYMS.items()
    }
    found = {target: foreign for target, foreign in found.items() if foreign}
    if found.get("name") is None:
        if "base_id" not in found:
            raise_problems(
                table.file, ["No column contains site names: rename one column to `name`."]
            )
        found["name"] = found["base_id"]
    lon, lat = (
        next((folded[word] for word in words if word in folded), "")
        for words in (_LONGITUDE, _LATITUDE)
    )
    points = _read_points(table.file, frame, lon, lat)
    used = {*found.values(), lon, lat}
    features = []
    ids = _write_ids(frame, found, points)
    named = (frame[found[column]] for column in ("base_id", "name") if column in found)
    spelt_by = Counter(slugify(text) for cells in named for text in cells.unique())
    for (_, row), point, base_id in zip(frame.iterrows(), points, ids, strict=True):
        properties: dict[str, object] = dict.fromkeys(BASES.columns, None)
        properties |= {target: row[foreign] or None for target, foreign in found.items()}
        given = properties["base_id"]
        # the attacks may name the site by its original id
        if given not in {None, base_id} and spelt_by[slugify(str(given))] == 1:
            spelt = [properties["aliases"], given]
            properties["aliases"] = ";".join(str(text) for text in spelt if text)
        properties["base_id"] = base_id
        properties["kind"] = properties["kind"] or KIND
        rest = {
            str(name): row[name] for name in frame.columns
            if name not in used and name not in {*BASES.columns, *BASES.made}
        }  # fmt: skip
        geometry = {"type": "Point", "coordinates": list(point)} if point else None
        features.append({"type": "Feature", "properties": properties | rest, "geometry": geometry})
    content = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    sites = parse_features(table.file, content.encode("utf-8"), BASES)
    return replace(
        sites, sha256=table.sha256, remarks=(*table.remarks, *sites.remarks), file=table.file
    )


def _write_ids(
    frame: pd.DataFrame, found: Mapping[str, str], points: list[tuple[float, float] | None]
) -> list[str]:
    """
    Return a valid id for each site: its own, or one made from its name.

    Names that give the same id get digits made from name, country and point, so that the order of
    the rows does not matter.
    """
    blank = pd.Series("", index=frame.index, dtype="str")
    own, name, country = (
        frame[found[column]] if column in found else blank
        for column in ("base_id", "name", "country")
    )
    short = [slugify(text) for text in name]
    fits = ID.test(own)
    uses = Counter(
        [*own[fits], *(text for text, given in zip(short, own, strict=True) if not given)]
    )
    ids = []
    for row, (given, text) in enumerate(zip(own, short, strict=True)):
        if given:
            ids.append(given if fits.iloc[row] else write_id(given, "site"))
        elif text and uses[text] == 1:
            ids.append(text)
        elif name.iloc[row]:
            apart = "\0".join((name.iloc[row], country.iloc[row], str(points[row])))
            ids.append(write_id(name.iloc[row], "site", apart))
        else:
            ids.append("")
    return ids


def _read_points(
    file: str, frame: pd.DataFrame, lon: str, lat: str
) -> list[tuple[float, float] | None]:
    """Read the points of sites; None if both cells are blank."""
    if not lon or not lat:
        return [None] * len(frame)
    east, north = read_degrees(frame[lon], "longitude"), read_degrees(frame[lat], "latitude")
    problems = [
        f"`{text[:40]}` {problem.reason}. {problem.fix}"
        for column in (east, north)
        for text, problem in column.problems.items()
    ]
    if problems:
        raise DataFileError(f"{file} cannot be read. " + " ".join(problems[:5]))
    points: list[tuple[float, float] | None] = []
    for row, x, y in zip(list_rows(frame), east.cells, north.cells, strict=True):
        if (x == "") != (y == ""):
            raise_problems(file, [f"Row {row} has only longitude or latitude: enter both."])
        points.append((float(x), float(y)) if x else None)
    return points
