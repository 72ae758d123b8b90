"""Read a GeoJSON file of points as a table of text, with columns for longitude and latitude."""

import json
from typing import Any, Final

import numpy as np
import pandas as pd

from geo.files.csv_table import TextTable
from geo.files.encoding import decode_text
from geo.files.geojson_table import check_crs, parse_collection, parse_point
from geo.importers.own_sources import select_sources
from geo.model.errors import CrsError, raise_problems
from geo.model.limits import LIMITS, Limits, check_rows, check_shape
from geo.model.problems import Reject

LONGITUDE: Final = "geometry longitude"
LATITUDE: Final = "geometry latitude"
"""Columns with the point of a feature."""


def parse_foreign_geojson(file: str, data: bytes, limits: Limits = LIMITS) -> TextTable:
    """
    Read the bytes of a GeoJSON file with unknown properties.

    Parameters
    ----------
    file
        Name of the file, for remarks and errors.
    data
        A FeatureCollection (RFC 7946) in UTF-8 or UTF-16, EPSG:4326.
    limits
        How many features and properties it may have.

    Returns
    -------
    table
        Properties as text, numbered from 1, and the columns `LONGITUDE` and `LATITUDE`. A feature
        with another geometry than a point or null is a reject; a list or an object is kept as JSON.

    Raises
    ------
    DataFileError
        If it is not such a collection, or too large.
    CrsError
        If it names another reference system.
    """
    decoded = decode_text(file, data)
    collection = parse_collection(file, decoded.text)
    check_crs(file, collection)
    features = collection["features"]
    check_rows(file, len(features), limits)
    rows: dict[int, dict[str, str]] = {}
    rejects: list[Reject] = []
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        point = _read_point(feature.get("geometry")) if isinstance(feature, dict) else None
        if (
            not isinstance(feature, dict)
            or point is None
            or not isinstance(properties, dict | None)
        ):
            rejects.append(_reject(file, number, feature))
            continue
        row = {_write(name): _write(value) for name, value in (properties or {}).items()}
        feature_id = _write(feature.get("id"))
        if feature_id and "id" not in row and feature_id not in row.values():
            row["id"] = feature_id
        rows[number] = row | {LONGITUDE: point[0], LATITUDE: point[1]}
    if not features:
        raise_problems(file, ["It has no feature."])
    names = list(dict.fromkeys(name for row in rows.values() for name in row if name.strip()))
    check_shape(file, len(rows), len(names), limits)
    frame = pd.DataFrame(
        [[row.get(name, "") for name in names] for row in rows.values()],
        index=pd.Index(list(rows), name="row", dtype="int64"),
        columns=pd.Index(names),
        dtype="str",
    )
    _check_degrees(file, frame)
    return TextTable(
        file, frame, tuple(rejects), remarks=decoded.remarks, sources=_read_sources(collection)
    )


def _read_sources(collection: dict[str, Any]) -> pd.DataFrame | None:
    """Read the list of sources in a collection written by Basewatch."""
    listed = collection.get("sources")
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        return None
    rows = [{str(name): _write(value) for name, value in row.items()} for row in listed]
    return select_sources(pd.DataFrame(rows, dtype="str").fillna(""))


def _read_point(geometry: object) -> tuple[str, str] | None:
    """Return longitude and latitude as text; blank for null, None for another geometry."""
    if geometry is None:
        return "", ""
    pair = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or not isinstance(pair, list):
        return None
    point = parse_point(geometry | {"coordinates": pair[:2]})  # height and measure are not read
    return (write_degrees(point[0]), write_degrees(point[1])) if point else None


def write_degrees(value: float) -> str:
    """Write degrees with the fewest digits for the same number, at most 15 decimals."""
    return np.format_float_positional(round(value, 15), trim="-")


def _write(value: object) -> str:
    """Write a property as text, lone surrogates replaced."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _reject(file: str, number: int, feature: Any) -> Reject:
    """Reject a feature that has no point."""
    value = feature.get("geometry") if isinstance(feature, dict) else feature
    fix = "Write a Point, or null if it is not known."
    return Reject(file, number, "(geometry)", _write(value)[:200], "is not a point", fix)


def _check_degrees(file: str, frame: pd.DataFrame) -> None:
    """Raise if most coordinates are so large that they are in metres."""
    if LONGITUDE in frame:
        lon = pd.to_numeric(frame[LONGITUDE], errors="coerce")
        if len(lon) and (lon.abs() > 1000).sum() * 2 > len(lon):
            msg = (
                f"{file} is in metres, not in degrees: reproject it to EPSG:4326 and export it "
                "again."
            )
            raise CrsError(msg)
