"""Read a GeoJSON file of sites as a table of text, with a point or none for each row."""

import json
import math
import re
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd

from geo.damage.cells import find_damage
from geo.files.csv_table import TextTable, find_repeats
from geo.files.encoding import decode_text
from geo.gazetteer.lookup import find_shared_spellings
from geo.model.errors import CrsError, raise_problems
from geo.model.limits import LIMITS, Limits, check_rows, check_shape
from geo.model.problems import Reject, list_rows
from geo.model.schema import FileSchema

_LONLAT_CRS: Final = re.compile(r"(.*[:/])?(CRS84|EPSG:+4326|EPSG/0/4326)", re.IGNORECASE)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_METRES_FROM: Final = 1000.0
"""A coordinate this far from zero is in metres, not a mistake in degrees."""


@dataclass(frozen=True, eq=False)
class FeatureTable(TextTable):
    """
    A GeoJSON file as text, before it is checked.

    Attributes
    ----------
    lonlat_deg
        Longitude and latitude, EPSG:4326, shape (n, 2), row for row as `frame`; NaN without point.
    """

    lonlat_deg: "np.ndarray[Any, np.dtype[np.float64]]" = field(
        default_factory=lambda: np.empty((0, 2))
    )


def parse_features(
    file: str, data: bytes, schema: FileSchema, limits: Limits = LIMITS
) -> FeatureTable:
    """
    Read the bytes of a GeoJSON file of sites.

    Parameters
    ----------
    file
        Name of the file, for remarks and errors.
    data
        A FeatureCollection in UTF-8 or UTF-16, each feature with a Point or a null geometry; a
        third coordinate (height) is ignored.
    schema
        Properties that at least one feature must have; others are kept as text.
    limits
        How many features and properties it may have.

    Returns
    -------
    table
        Properties as text (a list of texts joined with ``"; "``, null as ``""``), numbered
        from 1. Features of another shape are rejects.

    Raises
    ------
    DataFileError
        If the file is not such a collection, lacks a property, repeats an id, or two sites share a
        spelling.
    CrsError
        If its coordinates are not longitude and latitude in degrees.

    References
    ----------
    IETF RFC 7946, The GeoJSON Format (2016).
    """
    decoded = decode_text(file, data)
    collection = parse_collection(file, decoded.text)
    check_crs(file, collection)
    check_rows(file, len(collection["features"]), limits)
    rejects: list[Reject] = []
    rows: dict[int, dict[str, str]] = {}
    lonlat: list[tuple[float, float]] = []
    for number, feature in enumerate(collection["features"], start=1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            fix = "Write `type`, `properties` and `geometry`."
            reason = "is not a feature"
            rejects.append(_reject(file, number, "(feature)", feature, reason=reason, fix=fix))
            continue
        rows[number] = {}
        for name, value in feature["properties"].items():
            rows[number][name] = _write_property(value)
            if not _is_plain(value):
                fix = "Write a text, a number, a list of texts or null, of printable characters."
                reason = "is not a plain value"
                rejects.append(_reject(file, number, name, value, reason=reason, fix=fix))
        point = parse_point(feature.get("geometry"))
        if point is None:
            fix = "Write a Point with longitude and latitude as numbers, or null if not known."
            value, reason = feature.get("geometry"), "is neither a Point nor null"
            rejects.append(_reject(file, number, "(geometry)", value, reason=reason, fix=fix))
        lonlat.append(point or (math.nan, math.nan))
    frame = _make_frame(file, rows, schema, limits)
    lonlat_deg = np.array(lonlat, dtype=np.float64).reshape(-1, 2)
    rejects += _reject_out_of_range(file, frame, lonlat_deg)
    return FeatureTable(
        file,
        frame,
        tuple(rejects),
        remarks=decoded.remarks,
        damaged=tuple(find_damage(frame, schema)),
        lonlat_deg=lonlat_deg,
    )


def parse_collection(file: str, text: str) -> dict[str, Any]:
    """
    Read the text of a FeatureCollection.

    Parameters
    ----------
    file
        Name of the file, for the error.
    text
        JSON.

    Returns
    -------
    collection
        The JSON object, with a list of features.

    Raises
    ------
    DataFileError
        If it is not a FeatureCollection.
    """
    try:
        collection = json.loads(text)
    except RecursionError:
        raise_problems(file, ["It is nested too deep for a map: export it again."])
    except ValueError as error:
        raise_problems(file, [f"It is not JSON ({error}): export it again as GeoJSON."])
    if (
        not isinstance(collection, dict)
        or collection.get("type") != "FeatureCollection"
        or not isinstance(collection.get("features"), list)
    ):
        raise_problems(
            file, ["It is not a FeatureCollection: export it as GeoJSON, one point a site."]
        )
    found: dict[str, Any] = collection
    return found


def check_crs(file: str, collection: dict[str, Any]) -> None:
    """
    Check that a collection is in longitude and latitude.

    Parameters
    ----------
    file
        Name of the file, for the error.
    collection
        The FeatureCollection.

    Raises
    ------
    CrsError
        If it names another coordinate reference system than EPSG:4326.
    """
    if "crs" not in collection:
        return
    crs = collection["crs"]
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else crs
    if not isinstance(name, str) or _LONLAT_CRS.fullmatch(name) is None:
        msg = (
            f"{file} names the coordinate reference system `{str(name)[:80]}`; expected longitude "
            "and latitude in degrees (EPSG:4326). Reproject it to EPSG:4326 and export it again."
        )
        raise CrsError(msg)


def _write_property(value: object) -> str:
    """Write a property as text, lone surrogates replaced."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "; ".join(value)
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _SURROGATE.sub("�", text)


def _is_plain(value: object) -> bool:
    """Return whether a property is null, a text, a number or a list of texts."""
    if isinstance(value, list):
        return all(isinstance(part, str) and not _SURROGATE.search(part) for part in value)
    if isinstance(value, str):
        return not _SURROGATE.search(value)
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def parse_point(geometry: object) -> tuple[float, float] | None:
    """Return longitude and latitude; NaN for a null geometry, None for another one than a point."""
    if geometry is None:
        return math.nan, math.nan
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list) or len(coordinates) not in {2, 3}:
        return None
    if not all(
        isinstance(part, int | float) and not isinstance(part, bool) for part in coordinates
    ):
        return None
    try:
        lon, lat = float(coordinates[0]), float(coordinates[1])
    except OverflowError:
        return None
    return (lon, lat) if math.isfinite(lon) and math.isfinite(lat) else None


def _make_frame(
    file: str, rows: dict[int, dict[str, str]], schema: FileSchema, limits: Limits
) -> pd.DataFrame:
    """Make a table of the properties; raise if one is missing or two sites share a spelling."""
    required = schema.required_columns
    names = list(dict.fromkeys([*schema.columns, *(name for row in rows.values() for name in row)]))
    check_shape(file, len(rows), len(names), limits)
    problems = [
        f"No feature has the property `{name}`: add it (null if not known)."
        for name in required
        if rows and not any(name in row for row in rows.values())
    ]
    for name in names:
        if name in schema.made:
            problems.append(f"Property `{name}` is reserved for Basewatch: rename it.")
        if _SURROGATE.search(name):
            problems.append(f"Property {name!a} has a broken character in its name: rename it.")
    raise_problems(file, problems)
    frame = pd.DataFrame(
        [[row.get(name, "") for name in names] for row in rows.values()],
        index=pd.Index(list(rows), name="row", dtype="int64"),
        columns=pd.Index(names),
        dtype="str",
    )
    raise_problems(file, [*find_repeats(frame[schema.id_column]), *find_shared_spellings(frame)])
    return frame


def _reject_out_of_range(
    file: str, frame: pd.DataFrame, lonlat_deg: "np.ndarray[Any, np.dtype[np.float64]]"
) -> list[Reject]:
    """Reject points off the globe; raise if the file as a whole is in metres."""
    placed = np.isfinite(lonlat_deg).all(axis=1)
    off = placed & ((np.abs(lonlat_deg[:, 0]) > 180) | (np.abs(lonlat_deg[:, 1]) > 90))
    metres = off & (np.abs(lonlat_deg) > _METRES_FROM).any(axis=1)
    if metres.any() and metres.sum() * 2 >= placed.sum():
        first = int(np.flatnonzero(metres)[0])
        x, y = lonlat_deg[first]
        msg = (
            f"{file} is in metres, not in degrees: feature {frame.index[first]} is at "
            f"{x:g}, {y:g}. Reproject it to EPSG:4326 and export it again."
        )
        raise CrsError(msg)
    fix = "Write longitude (-180 to 180), then latitude (-90 to 90), in degrees."
    reason = "is not on the globe"
    return [
        _reject(file, row, "(geometry)", [float(lon), float(lat)], reason=reason, fix=fix)
        for row, (lon, lat) in zip(list_rows(frame[off]), lonlat_deg[off], strict=True)
    ]


def _reject(file: str, number: int, column: str, value: object, *, reason: str, fix: str) -> Reject:
    """Return the reject of a feature, its value as text."""
    return Reject(file, number, column, _write_property(value)[:200], reason, fix)
