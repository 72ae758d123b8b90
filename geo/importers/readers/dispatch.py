"""Read a foreign file of records in any supported format as a table of text."""

import dataclasses
import hashlib
from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from geo.files.csv_table import TextTable
from geo.importers.readers.csv import parse_foreign_csv
from geo.importers.readers.geojson import parse_foreign_geojson
from geo.importers.readers.gpkg_parquet import parse_foreign_gpkg, parse_foreign_parquet
from geo.importers.readers.kml import parse_foreign_kml, parse_foreign_kmz
from geo.importers.readers.xlsx import parse_foreign_xlsx
from geo.model.errors import raise_problems
from geo.model.limits import LIMITS, Limits, check_size

_READERS: Final[dict[str, Callable[[str, bytes, Limits], TextTable]]] = {
    ".xlsx": parse_foreign_xlsx,
    ".xlsm": parse_foreign_xlsx,
    ".geojson": parse_foreign_geojson,
    ".json": parse_foreign_geojson,
    ".kml": parse_foreign_kml,
    ".kmz": parse_foreign_kmz,
    ".gpkg": parse_foreign_gpkg,
    ".parquet": parse_foreign_parquet,
    ".geoparquet": parse_foreign_parquet,
}
_TEXT: Final = (".csv", ".txt", ".tsv")
SUFFIXES: Final = (*_TEXT, *_READERS)
"""The suffixes of supported files."""


def parse_foreign(file: str, data: bytes, encoding: str = "", limits: Limits = LIMITS) -> TextTable:
    """
    Read the bytes of a table of records.

    Parameters
    ----------
    file
        Name of the file; its suffix decides the format.
    data
        Its bytes.
    encoding
        Of text: a key of `geo.importers.readers.csv.ENCODINGS`; blank to detect it.
    limits
        How large it may be.

    Returns
    -------
    table
        Every cell as text, with the file's SHA-256.

    Raises
    ------
    DataFileError, CrsError
        If it cannot be read, is too large, or its format is not supported.
    """
    name = PurePath(file).name
    suffix = PurePath(name).suffix.lower()
    check_size(name, len(data), limits)
    if suffix == ".xls":
        raise_problems(name, ["It is a workbook from before 2007: save it as .xlsx or CSV."])
    if suffix in _READERS:
        table = _READERS[suffix](name, data, limits)
    elif suffix in _TEXT:
        table = parse_foreign_csv(name, data, encoding, limits)
    else:
        raise_problems(name, [f"Unsupported file type. Use one of: {', '.join(SUFFIXES)}."])
    if not table.read:
        raise_problems(name, ["It has a header and no row."])
    if table.frame.empty:
        first = table.rejects[0]
        which = f"None of the {table.read:,} rows could be read." if table.read > 1 else ""
        where = f"Row {first.row}, column {first.column}, {first.reason}. {first.fix}"
        raise_problems(name, [f"{which} {where}".strip()])
    return dataclasses.replace(table, sha256=hashlib.sha256(data).hexdigest())
