"""Records for a colleague's GIS: GeoJSON and GeoPackage."""

import datetime as dt
import json
import sqlite3
import tempfile
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyogrio

from export.data.tables import (list_bases, list_rejects, list_sources, list_strikes, list_told, locate_attacks)
from export.product.product import Product
from export.product.provenance import list_provenance
from export.data.qgis_style import DESCRIBED, make_styles

DECIMALS: Final = 6


def render_geojson(product: Product) -> bytes:
    """
    Render the attacks of a Product as GeoJSON.

    Parameters
    ----------
    product
        What is rendered.

    Returns
    -------
    geojson
        A FeatureCollection (RFC 7946), UTF-8: one feature an attack, `id` its `attack_id`, geometry
        null where it is not placed, null for what is not known. A member `basewatch` says what
        it is, marking first; a member `sources` lists what the attacks cite. The same Product gives
        the same bytes.
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
    told = list_provenance(product.scene)
    collection = {
        "type": "FeatureCollection",
        "basewatch": {"Marking": told.pop("Marking"), **told},
        "sources": [
            {name: _as_json(value) for name, value in row.items()}
            for row in list_sources(product.scene).to_dict("records")
        ],
        "features": features,
    }
    text = json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False)
    # half of a surrogate pair has no form in UTF-8
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _as_point(point: Any) -> dict[str, Any] | None:
    """Give a point's GeoJSON; none where there is none."""
    if point is None or point.is_empty:
        return None
    return {"type": "Point", "coordinates": [round(point.x, DECIMALS), round(point.y, DECIMALS)]}


def _as_json(value: Any) -> Any:
    """Give a cell as JSON holds it: days in ISO, null for what is not known."""
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
        What is rendered.

    Returns
    -------
    gpkg
        Layers `attacks`, `bases` and `strikes`, EPSG:4326, and tables `sources`, `rejects` and
        `provenance`. Layers open in QGIS with the symbols of the map (`layer_styles`). The same
        Product gives the same content.
    """
    scene = product.scene
    layers: dict[str, pd.DataFrame] = {
        "attacks": locate_attacks(scene),
        "bases": list_bases(scene),
        "strikes": list_strikes(scene),
        "sources": list_sources(scene),
        "rejects": list_rejects(scene),
        "provenance": list_told(scene),
    }
    told = list_provenance(scene)
    stamp = scene.provenance.as_of.astimezone(dt.UTC)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{stamp:%Y-%m-%dT%H:%M:%S.000Z}"})
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "basewatch.gpkg"
            for name, table in layers.items():
                _write_layer(path, name, table, told)
            _write_styles(path, stamp)
            return path.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _write_layer(path: Path, name: str, table: pd.DataFrame, told: dict[str, str]) -> None:
    """Write one layer or table; days in ISO, and half of a surrogate pair is written out."""
    frame = table.copy()
    for column in frame.columns:
        if pd.api.types.is_datetime64_any_dtype(frame[column]):
            days = frame[column].dt.strftime("%Y-%m-%d").astype("object")
            frame[column] = days.where(frame[column].notna(), None)
        elif frame[column].dtype == "str":
            frame[column] = frame[column].map(_as_sqlite_text)
    if isinstance(frame, gpd.GeoDataFrame):
        frame = frame.set_crs("EPSG:4326", allow_override=True)
        options = {"geometry_type": "Point", "IDENTIFIER": f"{name}: {told['Marking']}"}
    else:
        options = {
            "IDENTIFIER": f"{name}: {told['Marking']}",
            "ASPATIAL_VARIANT": "GPKG_ATTRIBUTES",
        }
    # version 1.2 opens in every QGIS of today without a warning
    if not path.exists():
        options["VERSION"] = "1.2"
    pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG", append=path.exists(), **options)


def _as_sqlite_text(text: str) -> str:
    """Write out what SQLite's text cannot hold: NUL would end it."""
    return text.replace("\0", "[U+0000]").encode("utf-8", "backslashreplace").decode("utf-8")


def _write_styles(path: Path, stamp: dt.datetime) -> None:
    """Put the symbols where QGIS looks for them."""
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
