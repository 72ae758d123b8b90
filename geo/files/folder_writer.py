"""Write a Dataset as the files of a data folder: the inverse of reading."""

import csv
import dataclasses
import io
import json
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.files.data_package import FILE as PACKAGE_FILE
from geo.files.data_package import format_package
from geo.files.formula_guard import guard_table
from geo.model.coverage import Coverage, Gap
from geo.model.schema import ATTACKS, BASES, OFFICIAL_TOTALS, SOURCES, STRIKES, FileSchema
from geo.record import Dataset

_BOM: Final = "\ufeff"
_CHUNK: Final = 50_000
"""Rows written at a time."""


def write_cells(frame: pd.DataFrame, schema: FileSchema) -> pd.DataFrame:
    """
    Write typed columns as the text that they were read from.

    Parameters
    ----------
    frame
        Kept rows as in a `Dataset`, the id, if the schema has one, in the index. Not modified.
    schema
        The schema of their file.

    Returns
    -------
    cells
        The schema's columns in its order, then additional columns of the file; every cell as text,
        blank as ``""``. Columns that Basewatch adds are left out.
    """
    rows = frame.reset_index() if schema.id_column else frame
    own = [name for name in rows.columns if name not in schema.columns and name not in schema.made]
    cells = {
        name: _write_column(rows[name], schema.columns[name].cell_type.kind)
        if name in schema.columns
        else rows[name].astype("str")
        for name in [*schema.columns, *own]
    }
    return pd.DataFrame(cells, dtype="str")


def _write_column(column: "pd.Series[Any]", kind: str) -> "pd.Series[str]":
    """Write a column of one kind, see `geo.model.cell_types.Kind`."""
    if kind == "day":
        written = column.dt.strftime("%Y-%m-%d")
    elif kind == "degrees":
        # the fewest digits for the same number, never an exponent
        written = column.map(lambda value: np.format_float_positional(value, trim="-"))
    else:
        written = column.astype("str")
    text: pd.Series[str] = written.astype("object").where(column.notna(), "").astype("str")
    return text


def format_table(cells: pd.DataFrame, *, raw: bool = False) -> bytes:
    """
    Write a table of text as a CSV file.

    Parameters
    ----------
    cells
        Every cell as text. Not modified.
    raw
        Whether cells are written exactly, even those that a spreadsheet would run.

    Returns
    -------
    data
        UTF-8 with a byte order mark, comma between cells, CR LF after each row. Cells that a
        spreadsheet would run are guarded, see `geo.files.formula_guard`;
        `geo.files.csv_table.parse_table` removes the guard.

    References
    ----------
    IETF RFC 4180, Common Format and MIME Type for CSV Files (2005).
    """
    data = io.BytesIO()
    # a StringIO takes four bytes a character
    out = io.TextIOWrapper(data, encoding="utf-8", newline="", write_through=False)
    out.write(_BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((cells if raw else guard_table(cells.iloc[:0])).columns)
    # a list of cells is far faster than pandas' text cell by cell
    for first in range(0, len(cells), _CHUNK):
        part = cells.iloc[first : first + _CHUNK]
        part = part if raw else guard_table(part)
        columns = [part.iloc[:, place].to_list() for place in range(part.shape[1])]
        writer.writerows(zip(*columns, strict=True))
    out.flush()
    return data.getvalue()


def format_bases(bases: gpd.GeoDataFrame) -> bytes:
    """
    Write the sites as a GeoJSON file.

    Parameters
    ----------
    bases
        As in `Dataset.bases`. Not modified.

    Returns
    -------
    data
        UTF-8; what `geo.files.geojson_table.parse_features` reads.
    """
    rows = pd.DataFrame(bases.drop(columns="geometry")).reset_index()
    names = [name for name in rows.columns if name not in BASES.made]
    features = [
        {
            "type": "Feature",
            "properties": {name: _write_property(row[name]) for name in names},
            "geometry": None
            if point is None
            else {"type": "Point", "coordinates": [point.x, point.y]},
        }
        for row, point in zip(rows.to_dict("records"), bases.geometry, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _write_property(value: Any) -> object:
    """Write a property: several texts as a list, blank as null."""
    if isinstance(value, tuple):
        return list(value)
    if value is pd.NA or value == "":
        return None
    return int(value) if isinstance(value, int | np.integer) else value


def write_folder(dataset: Dataset) -> dict[str, bytes]:
    """
    Write a record as the files of a data folder.

    Parameters
    ----------
    dataset
        The record; only kept rows are written.

    Returns
    -------
    files
        Bytes by file name, which `geo.loading.read_dataset` reads and `python -m geo check`
        accepts.
    """
    tables = (
        (SOURCES, dataset.sources),
        (ATTACKS, dataset.attacks),
        (STRIKES, dataset.strikes),
        (OFFICIAL_TOTALS, dataset.official_totals),
    )
    files = {
        BASES.file: format_bases(dataset.bases),
        **{schema.file: format_table(write_cells(frame, schema)) for schema, frame in tables},
    }
    if dataset.coverage is not None:
        files[PACKAGE_FILE] = format_package(
            _state_added(dataset.coverage, dataset.attacks), list(files)
        )
    return files


def _state_added(coverage: Coverage, attacks: pd.DataFrame) -> Coverage:
    """Add a known gap for added records: the files do not mark them, their coverage is unknown."""
    added = attacks.loc[attacks["added_by"] != "", "date"]
    if added.empty:
        return coverage
    were, they = ("was", "it covers") if len(added) == 1 else ("were", "they cover")
    text = f"{len(added):,} of the attacks {were} added by a user: what {they} is not stated."
    gap = Gap(added.min().date(), added.max().date(), text)
    return dataclasses.replace(coverage, gaps=(*coverage.gaps, gap))
