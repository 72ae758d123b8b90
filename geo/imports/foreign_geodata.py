"""A GeoPackage or a GeoParquet file of points as a table of text."""

import io
import tempfile
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from geo.errors import CrsError, raise_faults
from geo.imports.foreign_geojson import LATITUDE, LONGITUDE, write_degrees
from geo.imports.foreign_xlsx import write_value
from geo.imports.own_sources import select_sources
from geo.imports.recognise import count_known
from geo.scene import Reject
from geo.schema import SOURCES
from geo.tables import TextTable

_SQLITE: Final = b"SQLite format 3\0"
_PARQUET: Final = b"PAR1"


def parse_foreign_gpkg(file: str, data: bytes) -> TextTable:
    """
    Read the bytes of a GeoPackage: of its layers the one with most columns that we know.

    Parameters
    ----------
    file, data
        Name and bytes of the file.

    Returns
    -------
    table
        As `tabulate_points`.

    Raises
    ------
    DataFileError, CrsError
        If it is no GeoPackage, or its places cannot be turned into degrees.
    """
    if not data.startswith(_SQLITE):
        raise_faults(file, ["It is no GeoPackage: export it anew."])
    # SQLite opens files alone, and by their names
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.gpkg"
        path.write_bytes(data)
        try:
            counts = {
                str(name): count_known(map(str, pyogrio.read_info(path, layer=name)["fields"]))
                for name, _ in pyogrio.list_layers(path)
            }
            best = max(counts, key=lambda name: counts[name])
            frame = pyogrio.read_dataframe(path, layer=best)
            listed = _read_sources(path, list(counts))
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
            raise_faults(file, [f"It cannot be opened ({error}): export it anew."])
    table = tabulate_points(file, frame)
    others = ", ".join(f"`{name[:40]}`" for name in counts if name != best)
    remark = f"{file}: the layer `{best[:40]}` was read; not {others}."
    return TextTable(
        file, table.frame, table.rejects, remarks=(remark,) if others else (), sources=listed
    )


def _read_sources(path: Path, layers: list[str]) -> pd.DataFrame | None:
    """Read the list of sources that a GeoPackage of our own carries."""
    if SOURCES.file.removesuffix(".csv") not in layers:
        return None
    listed = pyogrio.read_dataframe(path, layer=SOURCES.file.removesuffix(".csv"))
    return select_sources(tabulate_points(path.name, listed).frame)


def parse_foreign_parquet(file: str, data: bytes) -> TextTable:
    """
    Read the bytes of a GeoParquet file, or of a Parquet file with its places in columns.

    Parameters
    ----------
    file, data
        Name and bytes of the file.

    Returns
    -------
    table
        As `tabulate_points`.

    Raises
    ------
    DataFileError, CrsError
        If it is no such file, or its places cannot be turned into degrees.
    """
    import pyarrow as pa  # noqa: PLC0415 - takes a while, and only this form needs it
    import pyarrow.parquet as pq  # noqa: PLC0415

    if data[:4] != _PARQUET or data[-4:] != _PARQUET:
        raise_faults(file, ["It is no Parquet file: export it anew."])
    try:
        schema = pq.read_schema(io.BytesIO(data))
        has_geometry = b"geo" in (schema.metadata or {})
        read = gpd.read_parquet if has_geometry else pd.read_parquet
        frame = read(io.BytesIO(data))
    except (pa.ArrowException, ValueError, OSError, KeyError, TypeError) as error:
        raise_faults(file, [f"It cannot be opened ({error}): export it anew."])
    return tabulate_points(file, frame)


def tabulate_points(file: str, frame: pd.DataFrame) -> TextTable:
    """
    Write a table, with points or without, as text.

    Parameters
    ----------
    file
        Name of the file, for what is said about it.
    frame
        Its rows, geometry in any known reference system. Not modified.

    Returns
    -------
    table
        Rows numbered from 1; with geometry the columns `LONGITUDE` and `LATITUDE` (EPSG:4326). A
        row whose geometry is no point is a reject; one without is kept.

    Raises
    ------
    CrsError
        If the geometry has no reference system, or one that is unknown.
    """
    numbered = frame.set_axis(pd.RangeIndex(1, 1 + len(frame), name="row"), axis="index")
    rejects: list[Reject] = []
    places: dict[str, list[str]] = {}
    if isinstance(numbered, gpd.GeoDataFrame) and numbered.active_geometry_name is not None:
        shapes = _turn_to_degrees(file, numbered.geometry)
        blank = shapes.isna() | shapes.is_empty
        odd = ~blank & (shapes.geom_type != "Point")
        cure = "Give it a point, or none where it is not known."
        rejects = [
            Reject(file, int(row), "(geometry)", str(kind), "is no point", cure)
            for row, kind in shapes.geom_type[odd].items()
        ]
        kept = ~odd
        points = shapes[kept]
        numbered = pd.DataFrame(numbered.drop(columns=numbered.active_geometry_name))[kept]
        places = {LONGITUDE: _write_axis(points.x), LATITUDE: _write_axis(points.y)}
    cells = {
        str(name): [_write(value) for value in numbered[name].astype("object")]
        for name in numbered.columns
    }
    table = pd.DataFrame(cells | places, index=numbered.index, dtype="str")
    return TextTable(file, table, tuple(rejects))


def _turn_to_degrees(file: str, shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Turn geometry into EPSG:4326."""
    if shapes.crs is None:
        if shapes.isna().all():
            return shapes
        msg = f"{file} does not say its coordinate reference system: export it in EPSG:4326."
        raise CrsError(msg)
    return shapes.to_crs("EPSG:4326")


def _write_axis(values: "pd.Series[float]") -> list[str]:
    """Write degrees; blank for none."""
    return [write_degrees(value) if np.isfinite(value) else "" for value in values]


def _write(value: Any) -> str:
    """Write a cell as text; blank for what stands for none."""
    if value is None or value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124 - NaN
        return ""
    return write_value(value).encode("utf-8", errors="replace").decode("utf-8")
