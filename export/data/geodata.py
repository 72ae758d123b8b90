"""Records for a GIS: GeoJSON and GeoPackage."""

import datetime as dt
import json
import sqlite3
import tempfile
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyogrio

from export.data.qgis_style import DESCRIBED, make_styles
from export.data.tables import (
    list_bases,
    list_rejects,
    list_sources,
    list_strikes,
    locate_attacks,
    tabulate_provenance,
)
from export.product.product import Product
from export.product.provenance import list_provenance

DECIMALS: Final = 6


def render_geojson(product: Product) -> bytes:
    """
    Render the attacks of a Product as GeoJSON.

    Parameters
    ----------
    product
        The Product. Not modified.

    Returns
    -------
    geojson
        A FeatureCollection (RFC 7946), UTF-8: one feature for each attack with its `attack_id` as
        `id`; geometry is null where it is not placed, a property is null where it is not known.
        The member `basewatch` holds the metadata, marking first; `sources` the cited sources. The
        same Product gives the same bytes.

    References
    ----------
    .. [1] RFC 7946, The GeoJSON Format, IETF 2016.
    """
    attacks = locate_attacks(product.scene)
    features = [
        {
            "type": "Feature",
            "id": row["attack_id"],
            "geometry": _as_point(row["geometry"]),
            "properties": {
                name: _as_json(value) for name, value in row.items() if name != "geometry"
            },
        }
        for row in attacks.to_dict("records")
    ]
    metadata = list_provenance(product.scene)
    collection = {
        "type": "FeatureCollection",
        "basewatch": {"Marking": metadata.pop("Marking"), **metadata},
        "sources": [
            {name: _as_json(value) for name, value in row.items()}
            for row in list_sources(product.scene).to_dict("records")
        ],
        "features": features,
    }
    text = json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False)
    # UTF-8 cannot hold half of a surrogate pair
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _as_point(point: Any) -> dict[str, Any] | None:
    """Return a point as GeoJSON, lon/lat rounded to `DECIMALS`; None without a point."""
    if point is None or point.is_empty:
        return None
    return {"type": "Point", "coordinates": [round(point.x, DECIMALS), round(point.y, DECIMALS)]}


def _as_json(value: Any) -> Any:
    """Return a cell as JSON: days in ISO 8601, null for what is not known."""
    if isinstance(value, str | bool):
        return value
    if pd.isna(value):
        return None
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def render_gpkg(product: Product) -> bytes:
    """
    Render the records of a Product as a GeoPackage.

    Parameters
    ----------
    product
        The Product. Not modified.

    Returns
    -------
    gpkg
        Layers `attacks`, `bases` and `strikes`, EPSG:4326, and tables `sources`, `rejects` and
        `provenance`. QGIS opens the layers with the symbols of the map (`layer_styles`). The same
        Product gives the same content.

    References
    ----------
    .. [1] OGC 12-128r18, GeoPackage Encoding Standard, version 1.3.1.
    """
    scene = product.scene
    layers: dict[str, pd.DataFrame] = {
        "attacks": locate_attacks(scene),
        "bases": list_bases(scene),
        "strikes": list_strikes(scene),
        "sources": list_sources(scene),
        "rejects": list_rejects(scene),
        "provenance": tabulate_provenance(scene),
    }
    metadata = list_provenance(scene)
    stamp = scene.provenance.as_of.astimezone(dt.UTC)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{stamp:%Y-%m-%dT%H:%M:%S.000Z}"})
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "basewatch.gpkg"
            for name, table in layers.items():
                _write_layer(path, name, table, metadata)
            _write_styles(path, stamp)
            return path.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _write_layer(path: Path, name: str, table: pd.DataFrame, metadata: dict[str, str]) -> None:
    """Write one layer or table, with days in ISO 8601 and half surrogate pairs written out."""
    frame = table.copy()
    for column in frame.columns:
        if pd.api.types.is_datetime64_any_dtype(frame[column]):
            days = frame[column].dt.strftime("%Y-%m-%d").astype("object")
            frame[column] = days.where(frame[column].notna(), None)
        elif frame[column].dtype == "str":
            frame[column] = frame[column].map(_as_sqlite_text)
    if isinstance(frame, gpd.GeoDataFrame):
        frame = frame.set_crs("EPSG:4326", allow_override=True)
        options = {"geometry_type": "Point", "IDENTIFIER": f"{name}: {metadata['Marking']}"}
    else:
        options = {
            "IDENTIFIER": f"{name}: {metadata['Marking']}",
            "ASPATIAL_VARIANT": "GPKG_ATTRIBUTES",
        }
    # every supported QGIS opens version 1.2 without a warning
    if not path.exists():
        options["VERSION"] = "1.2"
    pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG", append=path.exists(), **options)


def _as_sqlite_text(text: str) -> str:
    """Return text that SQLite can hold: NUL would end it."""
    return text.replace("\0", "[U+0000]").encode("utf-8", "backslashreplace").decode("utf-8")


def _write_styles(path: Path, stamp: dt.datetime) -> None:
    """Write the symbols into the table where QGIS looks for them."""
    with sqlite3.connect(path) as base:
        base.execute(
            "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT, "
            "f_table_catalog TEXT, f_table_schema TEXT, f_table_name TEXT, "
            "f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT, "
            "useAsDefault BOOLEAN, description TEXT, owner TEXT, ui TEXT, update_time DATETIME)"
        )
        for name, qml in make_styles().items():
            base.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
                "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, "
                "owner, update_time) VALUES ('', '', ?, 'geom', 'Basewatch', ?, '', 1, "
                "?, '', ?)",
                (name, qml, DESCRIBED, f"{stamp:%Y-%m-%dT%H:%M:%S.000Z}"),
            )
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', ?)",
            (f"{stamp:%Y-%m-%dT%H:%M:%S.000Z}",),
        )
    base.close()
