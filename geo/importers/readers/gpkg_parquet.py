"""Read a GeoPackage or a GeoParquet file of points as a table of text."""

import contextlib
import io
import re
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyogrio
import pyproj
import shapely

from geo.files.csv_table import TextTable
from geo.files.geoparquet import read_listed_sources
from geo.importers.column_detection import count_known
from geo.importers.own_sources import select_sources
from geo.importers.readers.geojson import LATITUDE, LONGITUDE, write_degrees
from geo.importers.readers.xlsx import write_value
from geo.model.errors import CrsError, raise_problems
from geo.model.limits import LIMITS, MOST_CELLS, Limits, check_shape, check_unpacked
from geo.model.problems import Reject
from geo.model.schema import SOURCES

_SQLITE: Final = b"SQLite format 3\0"
_PARQUET: Final = b"PAR1"
_VIRTUAL: Final = re.compile(r"\s*CREATE\s+VIRTUAL\b", re.IGNORECASE)
_UNSOUND: Final = (
    pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyproj.exceptions.ProjError,
    shapely.errors.ShapelyError, LookupError, ValueError, TypeError, AttributeError, OSError,
    OverflowError,
)  # fmt: skip
"""What the libraries raise if a file is damaged."""


def parse_foreign_gpkg(file: str, data: bytes, limits: Limits = LIMITS) -> TextTable:
    """
    Read the bytes of a GeoPackage: the layer with most known columns.

    Parameters
    ----------
    file, data
        Name and bytes of the file.
    limits
        How many rows and columns a layer may have.

    Returns
    -------
    table
        As in `tabulate_points`.

    Raises
    ------
    DataFileError, CrsError
        If it is not a GeoPackage, is too large, a layer is not a plain table, or its points cannot
        be converted to degrees.
    """
    if not data.startswith(_SQLITE):
        raise_problems(file, ["It is not a GeoPackage: export it again."])
    # SQLite opens only files, by their names
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "table.gpkg"
            path.write_bytes(data)
            _check_layers(file, path, limits)
            layers = pyogrio.list_layers(path)
            counts = {
                str(name): count_known(map(str, pyogrio.read_info(path, layer=name)["fields"]))
                for name, _ in layers
            }
            if not counts:
                raise_problems(file, ["It has no layer: export it again."])
            best = max(counts, key=lambda name: counts[name])
            frame = pyogrio.read_dataframe(path, layer=best)
            listed = _read_sources(path, list(counts))
    except (*_UNSOUND, sqlite3.Error) as error:
        # GDAL names the temporary copy, and adds a list of drivers
        reason = str(error).partition(";")[0].replace(str(path), file)[:200]
        raise_problems(file, [f"It cannot be opened ({reason}): export it again."])
    table = tabulate_points(file, frame)
    others = ", ".join(f"`{name[:40]}`" for name in counts if name != best)
    remark = f"{file}: the layer `{best[:40]}` was read; not {others}."
    return TextTable(
        file, table.frame, table.rejects, remarks=(remark,) if others else (), sources=listed
    )


def _read_sources(path: Path, layers: list[str]) -> pd.DataFrame | None:
    """Read the list of sources in a GeoPackage written by Basewatch."""
    if SOURCES.file.removesuffix(".csv") not in layers:
        return None
    listed = pyogrio.read_dataframe(path, layer=SOURCES.file.removesuffix(".csv"))
    return select_sources(tabulate_points(path.name, listed).frame)


def _check_layers(file: str, path: Path, limits: Limits) -> None:
    """Check that each layer is a plain table: a view may have endless rows."""
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as base:
        layers = [str(name) for (name,) in base.execute("SELECT table_name FROM gpkg_contents")]
        made = {
            str(name).lower(): (kind, str(sql or ""))
            for kind, name, sql in base.execute("SELECT type, name, sql FROM sqlite_master")
        }
        for layer in layers:
            kind, sql = made.get(layer.lower(), ("nothing", ""))
            quoted = '"' + layer.replace('"', '""') + '"'
            if kind != "table" or _VIRTUAL.match(sql):
                problem = f"Its layer `{layer[:40]}` is not a table (but a view, for instance)"
                raise_problems(file, [f"{problem}: export that layer to a new GeoPackage."])
            columns = base.execute(f"PRAGMA table_xinfo({quoted})").fetchall()
            if any(column[-1] > 1 for column in columns):
                problem = f"Its layer `{layer[:40]}` has computed columns"
                raise_problems(file, [f"{problem}: export that layer to a new GeoPackage."])
            (rows,) = base.execute(f"SELECT count(*) FROM {quoted}").fetchone()  # noqa: S608 - quoted
            check_shape(file, rows, len(columns), limits)


def parse_foreign_parquet(file: str, data: bytes, limits: Limits = LIMITS) -> TextTable:
    """
    Read the bytes of a GeoParquet file, or of a Parquet file with coordinates in columns.

    Parameters
    ----------
    file, data
        Name and bytes of the file.
    limits
        How many rows and columns it may have, and how much it may unpack to.

    Returns
    -------
    table
        As in `tabulate_points`.

    Raises
    ------
    DataFileError, CrsError
        If it is not such a file, is too large, or its points cannot be converted to degrees.
    """
    if data[:4] != _PARQUET or data[-4:] != _PARQUET:
        raise_problems(file, ["It is not a Parquet file: export it again."])
    try:
        _check_columns(file, data, limits)
        schema = pq.read_schema(io.BytesIO(data))
        has_geometry = b"geo" in (schema.metadata or {})
        read = gpd.read_parquet if has_geometry else pd.read_parquet
        frame = read(io.BytesIO(data))
    except (*_UNSOUND, pa.ArrowException) as error:
        raise_problems(file, [f"It cannot be opened ({str(error)[:200]}): export it again."])
    listed = select_sources(read_listed_sources(schema.metadata))
    return replace(tabulate_points(file, frame), sources=listed)


def _check_columns(file: str, data: bytes, limits: Limits) -> None:
    """Check the unpacked size of a Parquet file, which has a text shared by many rows only once."""
    schema = pq.read_schema(io.BytesIO(data))
    kinds = (pa.types.is_string, pa.types.is_binary, pa.types.is_large_string,
             pa.types.is_large_binary)  # fmt: skip
    texts = [
        field.name
        for field in schema
        if any(is_kind(getattr(field.type, "value_type", field.type)) for is_kind in kinds)
    ]
    reader = pq.ParquetFile(io.BytesIO(data), read_dictionary=texts)
    held = reader.metadata
    check_shape(file, held.num_rows, held.num_columns, limits)
    groups = [held.row_group(number) for number in range(held.num_row_groups)]
    parts = [group.column(n) for group in groups for n in range(group.num_columns)]
    if sum(part.num_values for part in parts) > MOST_CELLS:
        raise_problems(file, [f"It holds more than {MOST_CELLS:,} values: split it."])
    check_unpacked(file, sum(part.total_uncompressed_size for part in parts), limits)
    size = 0
    for name in texts:
        for chunk in reader.read(columns=[name])[name].chunks:
            if isinstance(chunk, pa.DictionaryArray):
                lengths = pc.binary_length(chunk.dictionary).take(chunk.indices)
                size += pc.sum(lengths).as_py() or 0
                check_unpacked(file, size, limits)


def tabulate_points(file: str, frame: pd.DataFrame) -> TextTable:
    """
    Write a table, with points or without, as text.

    Parameters
    ----------
    file
        Name of the file, for remarks and errors.
    frame
        Its rows, geometry in any known coordinate reference system. Not modified.

    Returns
    -------
    table
        Rows numbered from 1; with geometry the columns `LONGITUDE` and `LATITUDE` (EPSG:4326). A
        row with another geometry than a point is a reject; one without geometry is kept.

    Raises
    ------
    CrsError
        If the geometry has no coordinate reference system, or an unknown one.
    """
    numbered = frame.set_axis(pd.RangeIndex(1, 1 + len(frame), name="row"), axis="index")
    rejects: list[Reject] = []
    places: dict[str, list[str]] = {}
    if isinstance(numbered, gpd.GeoDataFrame) and numbered.active_geometry_name is not None:
        shapes = _turn_to_degrees(file, numbered.geometry)
        blank = shapes.isna() | shapes.is_empty
        sound = (shapes.geom_type == "Point") & np.isfinite(shapes.bounds).all(axis="columns")
        odd = ~blank & ~sound
        fix = "Write a point, or no geometry if it is not known."
        rejects = [
            Reject(file, int(row), "(geometry)", str(kind), "is not a point", fix)
            for row, kind in shapes.geom_type[odd].items()
        ]
        kept = ~odd
        points = shapes[kept]
        numbered = pd.DataFrame(numbered.drop(columns=numbered.active_geometry_name))[kept]
        places = {LONGITUDE: _write_axis(points.x), LATITUDE: _write_axis(points.y)}
    cells = {str(name): _write_column(numbered[name]) for name in numbered.columns}
    table = pd.DataFrame(cells | places, index=numbered.index, dtype="str")
    return TextTable(file, table, tuple(rejects))


def _turn_to_degrees(file: str, shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Reproject geometry to EPSG:4326."""
    if shapes.crs is None:
        if shapes.isna().all():
            return shapes
        msg = f"{file} does not state its coordinate reference system: export it in EPSG:4326."
        raise CrsError(msg)
    return shapes.to_crs("EPSG:4326")


def _write_axis(values: "pd.Series[float]") -> list[str]:
    """Write degrees as text; blank without a value."""
    return [write_degrees(value) if np.isfinite(value) else "" for value in values]


def _write_column(column: "pd.Series[Any]") -> "pd.Series[str] | list[str]":
    """Write a column as text."""
    if column.dtype == "str":
        return column.fillna("")
    return [_write(value) for value in column.astype("object").to_list()]


def _write(value: Any) -> str:
    """Write a cell as text; blank for a missing value."""
    if value is None or value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124 - NaN
        return ""
    return write_value(value).encode("utf-8", errors="replace").decode("utf-8")
