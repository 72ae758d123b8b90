"""Read the files of a data folder."""

import dataclasses
import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.files.csv_table import TextTable, parse_table
from geo.files.data_package import FILE as PACKAGE_FILE
from geo.files.data_package import NO_PACKAGE, DataPackage, parse_coverage
from geo.files.geojson_table import FeatureTable, parse_features
from geo.model.errors import DataFileError, GeoError
from geo.model.limits import LIMITS, Limits, check_size
from geo.model.schema import ATTACKS, BASES, OFFICIAL_TOTALS, SOURCES, STRIKES, FileSchema


@dataclass(frozen=True, eq=False)
class RecordTables:
    """The files of a record as text, before the checks; absent optional files are empty."""

    bases: FeatureTable
    sources: TextTable
    attacks: TextTable
    strikes: TextTable
    official_totals: TextTable
    package: DataPackage = NO_PACKAGE


def read_record(folder: Path, limits: Limits = LIMITS) -> RecordTables:
    """
    Read every file of a data folder as text.

    Parameters
    ----------
    folder
        Holds `bases.geojson`, `sources.csv` and `attacks.csv`, and may hold `strikes.csv`,
        `official_totals.csv` and `datapackage.json`.
    limits
        How large a file may be.

    Returns
    -------
    tables
        One table a file, unchecked.

    Raises
    ------
    DataFileError
        If the folder or a file is missing, unreadable, too large, lacks a column or repeats an id.
        Problems of several files are raised together.
    CrsError
        If the sites are not in longitude and latitude, and there is no other error.
    """
    if not folder.is_dir():
        msg = f"There is no data folder at {folder}: name the folder with {ATTACKS.file}."
        raise DataFileError(msg)
    errors: list[GeoError] = []
    bases: FeatureTable | None = None
    tables: dict[str, TextTable] = {}
    try:
        bases = read_features(folder / BASES.file, BASES, limits)
    except GeoError as error:
        errors.append(error)
    for schema in (SOURCES, ATTACKS, STRIKES, OFFICIAL_TOTALS):
        try:
            tables[schema.file] = read_table(folder / schema.file, schema, limits)
        except GeoError as error:
            errors.append(error)
    try:
        package = read_package(folder, limits)
    except GeoError as error:
        errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if bases is None or errors:
        msg = "\n".join(str(error) for error in errors)
        raise DataFileError(msg)
    return RecordTables(
        bases,
        tables[SOURCES.file],
        tables[ATTACKS.file],
        tables[STRIKES.file],
        tables[OFFICIAL_TOTALS.file],
        package,
    )


def read_table(path: Path, schema: FileSchema, limits: Limits = LIMITS) -> TextTable:
    """
    Read a CSV file as text.

    Parameters
    ----------
    path
        The file.
    schema
        The columns that it must have.
    limits
        How large it may be.

    Returns
    -------
    table
        Every cell unchanged; empty if an optional file is absent.

    Raises
    ------
    DataFileError
        As in `geo.files.csv_table.parse_table`, and if the file is missing.
    """
    if schema.optional and not path.exists():
        frame = pd.DataFrame(
            columns=pd.Index(list(schema.columns)),
            index=pd.Index([], name="row", dtype="int64"),
            dtype="str",
        )
        return TextTable(schema.file, frame)
    data = _read_bytes(path, limits)
    table = parse_table(path.name, data, schema, limits)
    return dataclasses.replace(table, sha256=hashlib.sha256(data).hexdigest())


def read_features(path: Path, schema: FileSchema, limits: Limits = LIMITS) -> FeatureTable:
    """
    Read a GeoJSON file of sites as text and points.

    Parameters
    ----------
    path
        The file.
    schema
        The properties that it must have.
    limits
        How large it may be.

    Returns
    -------
    table
        Properties as text, points in EPSG:4326.

    Raises
    ------
    DataFileError, CrsError
        As in `geo.files.geojson_table.parse_features`, and if the file is missing.
    """
    data = _read_bytes(path, limits)
    table = parse_features(path.name, data, schema, limits)
    return dataclasses.replace(table, sha256=hashlib.sha256(data).hexdigest())


def read_package(folder: Path, limits: Limits = LIMITS) -> DataPackage:
    """
    Read the data package of a data folder.

    Parameters
    ----------
    folder
        The data folder.
    limits
        How large the file may be.

    Returns
    -------
    package
        Blank if the folder has no `datapackage.json`.

    Raises
    ------
    DataFileError
        As in `geo.files.data_package.parse_coverage`.
    """
    if not (folder / PACKAGE_FILE).exists():
        return NO_PACKAGE
    data = _read_bytes(folder / PACKAGE_FILE, limits)
    return DataPackage(parse_coverage(data), hashlib.sha256(data).hexdigest())


def _read_bytes(path: Path, limits: Limits) -> bytes:
    """Read a file's bytes; raise if it is missing, cannot be opened or is too large."""
    try:
        check_size(path.name, path.stat().st_size, limits)
        return path.read_bytes()
    except FileNotFoundError as error:
        msg = f"{path.name} is missing in {path.parent}: put it there, or name another folder."
        raise DataFileError(msg) from error
    except OSError as error:
        reason = error.strerror or "reason not given"
        msg = f"{path.name} in {path.parent} cannot be opened ({reason}): check its permissions."
        raise DataFileError(msg) from error
