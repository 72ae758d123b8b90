"""The command `python -m geo import`: write a data folder from a foreign table."""

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from geo.files.csv_table import TextTable
from geo.files.folder_writer import write_folder
from geo.files.geoparquet import FILE as GEOPARQUET
from geo.files.geoparquet import format_geoparquet
from geo.importers.column_detection import detect_format
from geo.importers.known_formats import find_columns, make_mapping
from geo.importers.mapping import ColumnMapping, read_mapping, write_mapping
from geo.importers.pipeline import Imported, import_table
from geo.importers.readers.bases import parse_bases
from geo.importers.readers.csv import ENCODINGS
from geo.importers.readers.dispatch import SUFFIXES, parse_foreign
from geo.importers.result import (
    build_record,
    describe_import,
    render_pairs,
    render_rejects,
    replace_sites,
)
from geo.loading import read_dataset
from geo.model.errors import DataFileError, raise_problems
from geo.model.limits import LIMITS, Limits, check_size
from geo.model.schema import OFFICIAL_TOTALS, STRIKES
from geo.record import Dataset

NAMED: Final = ("auto", "acled", "ucdp-ged", "basewatch")


def add_import_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
                      data_dir: Path) -> None:  # fmt: skip
    """
    Add the command to a command line.

    Parameters
    ----------
    commands
        The commands of the command line.
    data_dir
        The folder of the shipped record.
    """
    parser = commands.add_parser(
        "import",
        help="make a data folder from a foreign table",
        description="Read a table of attacks from another source, and write it as a data folder, "
        "with a report on its rows. If the table cannot be used, nothing is written.",
        epilog="Exit code: 0 every row was kept; 1 a row was rejected; 2 nothing was written.",
    )
    add = parser.add_argument
    add("file", metavar="FILE", type=Path, help=f"the table: {', '.join(SUFFIXES)}")
    add(
        "--format",
        default="auto",
        metavar="F",
        help="auto, acled, ucdp-ged, basewatch, or a mapping file that ends in .toml",
    )
    add("--out", type=Path, required=True, metavar="DIR", help="new folder to write")
    add("--bases", type=Path, metavar="FILE", help="your own sites, instead of the record's")
    add(
        "--nearest-km",
        type=float,
        metavar="N",
        help="join rows that name no site with the nearest one within N kilometres",
    )
    add(
        "--encoding",
        default="",
        choices=["", *ENCODINGS],
        help="encoding of a CSV that is not UTF-8",
    )
    add(
        "--data",
        type=Path,
        default=data_dir,
        metavar="DIR",
        help="existing record: its sites and sources are used, its attacks compared",
    )
    add(
        "--geoparquet",
        action="store_true",
        help=f"also write the attacks as GeoParquet ({GEOPARQUET}), for a GIS or a large record",
    )
    add("--merge", action="store_true", help="write the existing record with the new rows")


def run_import(
    options: argparse.Namespace, on_progress: Callable[[str], None], limits: Limits = LIMITS
) -> tuple[int, str]:
    """
    Run the command.

    Parameters
    ----------
    options
        The parsed options.
    on_progress
        Called with the name of each step when it begins.
    limits
        How large a file may be.

    Returns
    -------
    code, report
        1 if a row was rejected, else 0; and the load report.

    Raises
    ------
    GeoError
        If a file, or every row of it, cannot be used; then nothing is written.
    """
    if options.out.exists() and (not options.out.is_dir() or any(options.out.iterdir())):
        raise_problems(str(options.out), ["It already exists: name a new folder."])
    if options.nearest_km is not None and not 0 < options.nearest_km <= 1000:
        msg = "--nearest-km is a distance in kilometres, above 0 and at most 1000."
        raise DataFileError(msg)
    if options.merge and options.bases:
        msg = "--merge keeps the sites of the record: leave out --bases, or --merge."
        raise DataFileError(msg)
    on_progress("Reading the record")
    record = read_dataset(options.data, limits)
    if options.bases:
        listed = _read(options.bases, limits)
        sites = parse_bases(options.bases.name, listed, options.encoding, limits)
        record = replace_sites(record, sites)
    on_progress(f"Reading {options.file.name}")
    data = _read(options.file, limits)
    table = parse_foreign(options.file.name, data, options.encoding, limits)
    mapping = choose_mapping(options.format, table)
    imported = import_table(
        table,
        mapping,
        record,
        nearest_km=options.nearest_km,
        merged=options.merge,
        on_progress=on_progress,
    )
    report = describe_import(imported)
    if not imported.kept:
        msg = f"{report}\n{table.file}: no row can be used, so nothing was written."
        raise DataFileError(msg)
    on_progress("Writing")
    dataset = build_record(imported, record, merged=options.merge)
    files = list_files(dataset, imported, report)
    if options.geoparquet:
        files[GEOPARQUET] = format_geoparquet(dataset)
    kept, code = len(dataset.attacks), 1 if imported.rejected else 0
    del data, table, imported, dataset  # free the memory: the folder is read again
    write_whole(options.out, files, kept, limits)
    return code, report


def choose_mapping(name: str, table: TextTable) -> ColumnMapping:
    """
    Return the mapping of a table.

    Parameters
    ----------
    name
        One of `NAMED`, or the path of a mapping file that ends in ``.toml``.
    table
        The table.

    Returns
    -------
    mapping
        The mapping.

    Raises
    ------
    DataFileError
        If the name is unknown, the mapping file invalid, or the table of another format.
    """
    columns = [str(column) for column in table.frame.columns]
    if name.endswith(".toml"):
        path = Path(name)
        text = _read(path, LIMITS).decode("utf-8", errors="replace")
        return find_columns(read_mapping(path.name, text), table.frame)
    if name not in NAMED:
        msg = f"--format {name[:40]} is unknown: use {', '.join(NAMED)}, or a .toml file."
        raise DataFileError(msg)
    known = detect_format(columns)
    if name not in {"auto", known}:
        listed = ", ".join(columns[:12])
        raise_problems(table.file, [f"Its columns are not those of the format {name}: {listed}."])
    return make_mapping(known, table.frame)


def list_files(dataset: Dataset, imported: Imported, report: str) -> dict[str, bytes]:
    """
    List the files to write: data folder, load report, rejects, possible duplicates, mapping.

    Parameters
    ----------
    dataset
        The record to write.
    imported
        The import.
    report
        The load report.

    Returns
    -------
    files
        Bytes by file name.
    """
    files = write_folder(dataset)
    for schema, rows in ((STRIKES, dataset.strikes), (OFFICIAL_TOTALS, dataset.official_totals)):
        if rows.empty:
            del files[schema.file]
    files["import-report.txt"] = (report + "\n").encode("utf-8")
    files["mapping.toml"] = write_mapping(imported.mapping).encode("utf-8")
    if imported.rejects:
        files["rejects.csv"] = render_rejects(imported)
    if imported.pairs_found:
        files["duplicates.csv"] = render_pairs(imported)
    return files


def write_whole(
    folder: Path, files: dict[str, bytes], attacks: int, limits: Limits = LIMITS
) -> None:
    """
    Write a folder atomically: completely, or not at all.

    Parameters
    ----------
    folder
        A new or empty folder.
    files
        Bytes by name; items are removed as they are written.
    attacks
        Number of attacks that the folder must have when it is read again.
    limits
        How large a file may be when it is read again.

    Raises
    ------
    DataFileError
        If it cannot be written, or reads differently from the import.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        msg = f"{folder} cannot be created ({error.strerror}): name another folder with --out."
        raise DataFileError(msg) from error
    try:
        for name in list(files):
            (draft / name).write_bytes(files.pop(name))
        again = read_dataset(draft, limits)
        if again.rejects or len(again.attacks) != attacks:
            problems = [str(problem) for problem in again.rejects[:5]]
            raise_problems(str(folder), ["It would read differently from the import.", *problems])
        if folder.exists():
            folder.rmdir()
        draft.chmod(0o755)
        draft.rename(folder)
    except OSError as error:
        msg = f"{folder} cannot be written ({error.strerror}): name another folder with --out."
        raise DataFileError(msg) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _read(path: Path, limits: Limits) -> bytes:
    """Read a file's bytes."""
    try:
        check_size(path.name, path.stat().st_size, limits)
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "reason not given"
        msg = f"{path} cannot be opened ({reason}): check its name and permissions."
        raise DataFileError(msg) from error
