"""Write the attacks of a record as GeoParquet, for millions of rows and for a GIS."""

import io
import json
from collections.abc import Mapping
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq

from geo.files.folder_writer import write_cells
from geo.model.schema import ATTACKS, SOURCES
from geo.record import CRS, Dataset

FILE: Final = "attacks.parquet"
SOURCES_KEY: Final = b"basewatch-sources"
"""Key of the file's metadata with the list of sources, as JSON."""


def format_geoparquet(dataset: Dataset, metadata: Mapping[str, str] | None = None) -> bytes:
    """
    Write the attacks of a record as GeoParquet 1.1.

    Parameters
    ----------
    dataset
        The record. Not modified.
    metadata
        Text by key, such as the marking, for the metadata of the file.

    Returns
    -------
    data
        A row an attack: the columns of `attacks.csv` and additional ones, typed as in `Dataset`,
        and `geometry`, EPSG:4326, null if not placed. The sources are in the metadata
        (`SOURCES_KEY`): `geo.importers` reads both. The same record gives the same bytes.

    References
    ----------
    GeoParquet specification, version 1.1.0.
    """
    frame = dataset.attacks.reset_index()
    own = [name for name in frame.columns if name not in {*ATTACKS.columns, *ATTACKS.made}]
    points = gpd.points_from_xy(frame["lon_deg"], frame["lat_deg"], crs=CRS)
    geometry = gpd.GeoSeries(points, crs=CRS).where(frame["placed"], None)
    table = gpd.GeoDataFrame(frame[[*ATTACKS.columns, *own]], geometry=geometry, crs=CRS)
    out = io.BytesIO()
    table.to_parquet(out, index=False, schema_version="1.1.0")
    content = pq.read_table(io.BytesIO(out.getvalue()))
    listed = write_cells(dataset.sources.drop(columns="added_by"), SOURCES)[list(SOURCES.columns)]
    described: dict[bytes, bytes] = {
        **content.schema.metadata,
        SOURCES_KEY: json.dumps(listed.to_dict("records"), ensure_ascii=False).encode("utf-8"),
        **{name.encode("utf-8"): text.encode("utf-8") for name, text in (metadata or {}).items()},
    }
    out = io.BytesIO()
    pq.write_table(content.replace_schema_metadata(described), out, compression="zstd")
    return out.getvalue()


def read_listed_sources(metadata: Mapping[bytes, bytes] | None) -> pd.DataFrame:
    """Read the list of sources in the metadata of a file, as text; no row without a list."""
    try:
        listed: Any = json.loads((metadata or {}).get(SOURCES_KEY, b"[]"))
    except ValueError:
        listed = []
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        listed = []
    rows = [{str(name): str(text) for name, text in row.items()} for row in listed]
    return pd.DataFrame(rows, dtype="str").fillna("")
