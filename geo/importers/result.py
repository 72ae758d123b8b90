"""What an import gives: a record to show or to write, a report, and tables of what to look at."""

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
    Give a record of other sites, with the same sources and no attack.

    Parameters
    ----------
    record
        The record whose sources may be cited. Not modified.
    sites
        The sites, not checked yet.

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
    """Give a table without a row."""
    frame = pd.DataFrame(
        columns=pd.Index(list(schema.columns)),
        index=pd.Index([], name="row", dtype="int64"),
        dtype="str",
    )
    return TextTable(schema.file, frame)


def build_record(imported: Imported, record: Dataset, *, merged: bool) -> Dataset:
    """
    Give the record that an import makes.

    Parameters
    ----------
    imported
        What was imported, against `record`. Not modified.
    record
        The record that is there. Not modified.
    merged
        Whether its rows stay; else its sites alone do, and the sources that are cited.

    Returns
    -------
    dataset
        Rows read = rows kept + rejected, those of the table among them.
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
        coverage=None,  # what the record covers is no statement about another's table
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
    """List every problem of an import, a row each: file, row, column, value, reason, fix."""
    rows = [
        [str(getattr(problem, name)) for name in REJECT_COLUMNS] for problem in imported.rejects
    ]
    return pd.DataFrame(rows, columns=list(REJECT_COLUMNS), dtype="str")


def render_rejects(imported: Imported) -> bytes:
    """Write every problem as CSV, guarded as every table of ours."""
    return format_table(list_rejects(imported))


def render_pairs(imported: Imported) -> bytes:
    """Write the pairs that may be the same event as CSV."""
    return format_table(imported.pairs)


def summarise_import(imported: Imported) -> list[str]:
    """Say in sentences what became of a table."""
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
            f"that may be the same): {imported.pairs_found:,}. None was merged."
        )
    return lines


def describe_import(imported: Imported) -> str:
    """
    Write the load report.

    Returns
    -------
    report
        Lines of text: counts, what was decided, the first problems and pairs.
    """
    lines = [*summarise_import(imported), *imported.remarks]
    if imported.rejects:
        lines += ["", f"Problems ({imported.rejected:,} rejected):"]
        lines += [str(problem) for problem in imported.rejects[:_LISTED]]
        if len(imported.rejects) > _LISTED:
            lines.append(f"and {len(imported.rejects) - _LISTED:,} more, all in rejects.csv.")
    if imported.pairs_found:
        lines += ["", "Perhaps the same event:"]
        lines += [
            f"{row.attack_id} and {row.other_id} in {row.other_is_in}: {row.reasons}."
            for row in imported.pairs.head(_LISTED).itertuples()
        ]
        if imported.pairs_found > _LISTED:
            lines.append(f"and {imported.pairs_found - _LISTED:,} more, see duplicates.csv.")
    return "\n".join(lines)
