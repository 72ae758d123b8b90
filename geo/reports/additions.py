"""Add a session's own records: checked like the rows of a file, and joined with the record."""

from dataclasses import replace

import pandas as pd

from geo.checks.cross_checks import check_new_ids
from geo.checks.record import check_attacks
from geo.checks.site_names import resolve_sites
from geo.checks.table import CheckedTable, check_schema, finalise_table
from geo.checks.weapon_sets import even_weapons
from geo.files.csv_table import TextTable, fill_optional
from geo.loading import join_attacks, list_points
from geo.model.schema import ATTACKS, SOURCES
from geo.record import Dataset, FileRows


def check_added(
    dataset: Dataset, attacks: TextTable, sources: TextTable
) -> tuple[CheckedTable, CheckedTable]:
    """
    Check attacks that are to be added to a record, with their sources.

    Parameters
    ----------
    dataset
        The record. Not modified.
    attacks, sources
        Tables as text. They may name sites of the record in any spelling, and its sources or their
        own; a row with an id of the record is rejected.

    Returns
    -------
    sources, attacks
        The rows that passed, typed, and every problem.
    """
    problems = check_schema(sources, SOURCES)
    problems += check_new_ids(sources.file, sources.frame["source_id"], dataset.sources.index)
    brought = finalise_table(sources, SOURCES, problems)
    ids = sources.frame["source_id"]
    passed = ids.index.isin(brought.frame.index)
    named, _ = resolve_sites(dataset.gazetteer, attacks, "base_id")
    rows = even_weapons(replace(named, frame=fill_optional(named.frame, ATTACKS)))
    problems = check_attacks(
        rows,
        dataset.gazetteer,
        ([*dataset.sources.index, *ids[passed]], ids[~passed]),
        list_points(dataset.bases),
        dataset.attacks["possible_duplicate_of"],
    )
    return brought, finalise_table(rows, ATTACKS, problems)


def add_records(
    dataset: Dataset, attacks: TextTable, sources: TextTable, *, added_by: str = "user"
) -> Dataset:
    """
    Add attacks and their sources to a record.

    Parameters
    ----------
    dataset
        The record. Not modified.
    attacks, sources
        As in `check_added`. Their `sha256`, if they have one, is added to the inputs; a table made
        from the cells of another has none. A table without rows is left out. A table with the name
        of a file of the record gets another name in inputs, files and rejects.
    added_by
        A key of `geo.model.vocabulary.ADDED_BY`.

    Returns
    -------
    joined
        The record with the rows that passed, which carry `added_by`; the others are rejects. Rows
        read = rows kept + rejected, including the added ones.
    """
    attacks, sources = (_name_apart(table, dataset) for table in (attacks, sources))
    attacks, respellings = resolve_sites(dataset.gazetteer, attacks, "base_id")
    brought, rows = check_added(dataset, attacks, sources)
    joined = join_attacks(rows.frame, dataset.bases, added_by)
    cited = brought.frame.set_index("source_id").assign(added_by=added_by)
    tables = [
        (table, schema) for table, schema in ((brought, SOURCES), (rows, ATTACKS)) if table.read
    ]
    return replace(
        dataset,
        attacks=_stack(dataset.attacks, joined).sort_values(["date", "attack_id"]),
        sources=_stack(dataset.sources, cited),
        rejects=(*dataset.rejects, *(problem for table, _ in tables for problem in table.rejects)),
        files=(
            *dataset.files,
            *(
                FileRows(table.file, table.read, len(table.frame), schema.file)
                for table, schema in tables
            ),
        ),
        inputs=(
            *dataset.inputs,
            *((table.file, table.sha256) for table, _ in tables if table.sha256),
        ),
        respellings=(*dataset.respellings, *respellings),
    )


def _name_apart(table: TextTable, dataset: Dataset) -> TextTable:
    """Give a table a name that no file of the record has."""
    names = {*dict(dataset.inputs), *(rows.file for rows in dataset.files)}
    name, number = table.file, 2
    while name in names:
        name = f"{table.file} (added)" if number == 2 else f"{table.file} (added {number - 1})"
        number += 1
    rejects = tuple(replace(problem, file=name) for problem in table.rejects)
    return replace(table, file=name, rejects=rejects)


def _stack(there: pd.DataFrame, added: pd.DataFrame) -> pd.DataFrame:
    """Concatenate rows; a column that one of the tables lacks is blank there."""
    both = pd.concat([there, added])
    for name in set(there.columns) ^ set(added.columns):
        both[name] = both[name].fillna("").astype("str")
    return both
