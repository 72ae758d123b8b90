"""Describe the data files as a Frictionless Data Package, from the schema of the checks."""

from collections.abc import Collection
from typing import Any, Final

from geo.model.cell_types import DAY, LATITUDE, LONGITUDE, WHOLE, CellType
from geo.model.schema import FILES, REQUIRED, Column, FileSchema

_TYPES: Final[dict[CellType, dict[str, Any]]] = {
    DAY: {"type": "date"},
    WHOLE: {"type": "integer"},
    LONGITUDE: {"type": "number"},
    LATITUDE: {"type": "number"},
}
"""Cell types with a type of their own in Table Schema; every other one is text."""
_BOUNDS: Final[dict[CellType, dict[str, Any]]] = {
    WHOLE: {"minimum": 0},
    LONGITUDE: {"minimum": -180, "maximum": 180},
    LATITUDE: {"minimum": -90, "maximum": 90},
}
GEOJSON: Final = ".geojson"


def describe_resources(files: Collection[str]) -> list[dict[str, Any]]:
    """
    Describe the files of a data folder.

    Parameters
    ----------
    files
        Names of the files that the folder has.

    Returns
    -------
    resources
        One Data Resource a file, in reading order. A CSV file has a Table Schema; the GeoJSON file
        lists its properties under `basewatch`, because Table Schema does not describe GeoJSON.
    """
    return [_describe_file(schema) for schema in FILES if schema.file in files]


def _describe_file(schema: FileSchema) -> dict[str, Any]:
    """Describe one file."""
    stem = schema.file.rpartition(".")[0].replace("_", "-")
    fields = [_describe_column(name, column) for name, column in schema.columns.items()]
    if schema.file.endswith(GEOJSON):
        return {
            "name": stem,
            "path": schema.file,
            "format": "geojson",
            "mediatype": "application/geo+json",
            "encoding": "utf-8",
            "basewatch": {"properties": fields, "primaryKey": schema.id_column},
        }
    described: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if schema.id_column:
        described["primaryKey"] = schema.id_column
    return {
        "name": stem,
        "path": schema.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": described,
    }


def _describe_column(name: str, column: Column) -> dict[str, Any]:
    """Describe one column: its type, its meaning and its constraints."""
    cell_type = column.cell_type
    is_set = cell_type.kind == "list"
    bounds: dict[str, Any] = dict(_BOUNDS.get(cell_type, {}))
    if column.blank == REQUIRED:
        bounds["required"] = True
    if cell_type.words and not is_set:
        bounds["enum"] = list(cell_type.words)
    text = f"{column.what[:1].upper()}{column.what[1:]}. Written as: {cell_type.name}."
    if column.blank != REQUIRED:
        text += f" Blank: {column.blank}."
    field = {"name": name, **_TYPES.get(cell_type, {"type": "string"}), "description": text}
    return field | ({"constraints": bounds} if bounds else {})
