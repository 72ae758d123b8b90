"""The results of an import: a record, a load report, and tables of rejects and duplicates."""

from dataclasses import fields, replace
from typing import Final

import pandas as pd

from geo.checks.record import check_record
from geo.files.csv_table import TextTable
from geo.files.folder_reader import RecordTables
from geo.files.folder_writer import format_table, write_cells
from geo.files.geojson_table import FeatureTable
from geo.importers.pipeline import Imported
from geo.importers.site_matching import METHODS
from geo.loading import build_dataset
from geo.model.cell_types import split_ids
from geo.model.problems import Reject
from geo.model.schema import ATTACKS, OFFICIAL_TOTALS, SOURCES, STRIKES, FileSchema
from geo.record import Dataset
from geo.reports.additions import add_records

REJECT_COLUMNS: Final = tuple(field.name for field in fields(Reject))
_LISTED: Final = 100


def replace_sites(record: Dataset, sites: FeatureTable) -> Dataset:
    """
    Return a record with other sites, the same sources and no attack.

    Parameters
    ----------
    record
        The record whose sources may be cited. Not modified.
    sites
        The sites, not yet checked.

    Returns
    -------
    empty
        Its rejects are those of the sites.

    Raises
    ------
    DataFileError
        If two sites share a spelling.
    """
    sources = write_cells(record.sources.drop(columns="added_by"), SOURCES)
    numbered = sources.set_axis(pd.RangeIndex(2, 2 + len(sources), name="row"), axis="index")
    tables = RecordTables(
        sites,
        TextTable(SOURCES.file, numbered),
        _make_empty(ATTACKS),
        _make_empty(STRIKES),
        _make_empty(OFFICIAL_TOTALS),
    )
    return build_dataset(check_record(tables))


def _make_empty(schema: FileSchema) -> TextTable:
    """Return a table without a row."""
    frame = pd.DataFrame(
        columns=pd.Index(list(schema.columns)),
        index=pd.Index([], name="row", dtype="int64"),
        dtype="str",
    )
    return TextTable(schema.file, frame)


def build_record(imported: Imported, record: Dataset, *, merged: bool) -> Dataset:
    """
    Return the record of an import.

    Parameters
    ----------
    imported
        The import, made with `record`. Not modified.
    record
        The existing record. Not modified.
    merged
        Whether its rows stay; else only its sites and the cited sources stay.

    Returns
    -------
    dataset
        Rows read = rows kept + rejected, including those of the table.
    """
    if merged:
        return add_records(record, imported.attacks, imported.sources)
    bare = replace(
        record,
        attacks=record.attacks.iloc[:0],
        strikes=record.strikes.iloc[:0],
        official_totals=record.official_totals.iloc[:0],
        rejects=tuple(problem for problem in record.rejects if problem.file.endswith("json")),
        files=(),
        inputs=tuple(item for item in record.inputs if item[0] == record.files[0].file),
        respellings=(),
        remarks=(),
        coverage=None,  # the coverage of the record does not apply to a foreign table
    )
    dataset = add_records(bare, imported.attacks, imported.sources)
    cells = dataset.attacks["source_ids"].unique()
    cited = {source_id for cell in cells for source_id in split_ids(str(cell))}
    sources = dataset.sources[dataset.sources.index.isin(cited)]
    inputs = dataset.inputs
    if (sources["added_by"] == "").any():
        inputs = (*(item for item in record.inputs if item[0] == SOURCES.file), *inputs)
    return replace(dataset, sources=sources, inputs=inputs)


def list_rejects(imported: Imported) -> pd.DataFrame:
    """Return every problem of an import, one a row: file, row, column, value, reason, fix."""
    rows = [
        [str(getattr(problem, name)) for name in REJECT_COLUMNS] for problem in imported.rejects
    ]
    return pd.DataFrame(rows, columns=list(REJECT_COLUMNS), dtype="str")


def render_rejects(imported: Imported) -> bytes:
    """Write every problem as CSV, with guarded cells."""
    return format_table(list_rejects(imported))


def render_pairs(imported: Imported) -> bytes:
    """Write the pairs that may be the same event as CSV."""
    return format_table(imported.pairs)


def summarise_import(imported: Imported) -> list[str]:
    """Summarise an import in sentences."""
    lines = [
        f"{imported.attacks.file}: {imported.read:,} rows read = {imported.kept:,} kept + "
        f"{imported.rejected:,} rejected (read as {imported.mapping.name})."
    ]
    parts = [f"{number:,} {METHODS[key]}" for key, number in imported.methods.items()]
    if parts:
        lines.append(f"Joined with a site: {', '.join(parts)}.")
    if imported.pairs_found:
        lines.append(
            f"Pairs that may be the same event (day ± 1, same site, weapons "
            f"that may be the same): {imported.pairs_found:,}. They were not merged."
        )
    return lines


def describe_import(imported: Imported) -> str:
    """
    Write the load report.

    Returns
    -------
    report
        Lines of text: counts, decisions, the first problems and pairs.
    """
    lines = [*summarise_import(imported), *imported.remarks]
    if imported.rejects:
        lines += ["", f"Problems ({imported.rejected:,} rejected):"]
        lines += [str(problem) for problem in imported.rejects[:_LISTED]]
        if len(imported.rejects) > _LISTED:
            lines.append(f"and {len(imported.rejects) - _LISTED:,} more, see rejects.csv.")
    if imported.pairs_found:
        lines += ["", "Possible duplicates:"]
        lines += [
            f"{row.attack_id} and {row.other_id} in {row.other_is_in}: {row.reasons}."
            for row in imported.pairs.head(_LISTED).itertuples()
        ]
        if imported.pairs_found > _LISTED:
            lines.append(f"and {imported.pairs_found - _LISTED:,} more, see duplicates.csv.")
    return "\n".join(lines)
