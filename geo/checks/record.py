"""Check a record: each file by itself, then against the others."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.checks.cross_checks import (
    check_dates,
    check_duplicates,
    check_new_ids,
    check_not_more,
    check_origins,
    check_places,
    check_source_dates,
    check_sources,
)
from geo.checks.site_names import SCOPE_OF_SITE, check_scopes, check_sites, resolve_sites
from geo.checks.site_positions import clear_site_positions
from geo.checks.swapped_coordinates import check_swapped
from geo.checks.table import CheckedTable, check_schema, finalise_table
from geo.checks.weapon_sets import even_weapons
from geo.files.csv_table import TextTable
from geo.files.data_package import NO_PACKAGE, DataPackage
from geo.files.folder_reader import RecordTables
from geo.files.geojson_table import FeatureTable
from geo.gazetteer.lookup import Gazetteer, build_gazetteer
from geo.model.problems import Reject
from geo.model.schema import ATTACKS, BASES, OFFICIAL_TOTALS, SOURCES, STRIKES
from geo.record import Respelling


@dataclass(frozen=True, eq=False)
class CheckedRecord:
    """
    Every file of a record, checked.

    Attributes
    ----------
    bases, sources, attacks, strikes, official_totals
        One table a file, in reading order; `bases` has the additional columns `lon_deg` and
        `lat_deg` (EPSG:4326, NaN for a site without a point).
    gazetteer
        Every spelling of every site.
    respellings
        Cells with another spelling of a site than its id; the tables have the id instead.
    package
        What the folder states about itself.
    """

    bases: CheckedTable
    sources: CheckedTable
    attacks: CheckedTable
    strikes: CheckedTable
    official_totals: CheckedTable
    gazetteer: Gazetteer
    respellings: tuple[Respelling, ...]
    package: DataPackage = NO_PACKAGE

    @property
    def tables(self) -> tuple[CheckedTable, ...]:
        """The tables, in order."""
        return (self.bases, self.sources, self.attacks, self.strikes, self.official_totals)


def check_record(tables: RecordTables) -> CheckedRecord:
    """
    Check every file of a record by itself and against the others.

    Parameters
    ----------
    tables
        The files as text. Not modified.

    Returns
    -------
    record
        The rows that passed, typed, and every problem. A row with several is one rejected row.
    """
    bases = _check_bases(tables.bases)
    sources = finalise_table(tables.sources, SOURCES, check_schema(tables.sources, SOURCES))
    rejected = split_ids_by_status(tables.bases, bases, BASES.id_column)[1]
    gazetteer = build_gazetteer(tables.bases.frame, rejected)
    cited = split_ids_by_status(tables.sources, sources, SOURCES.id_column)
    points = _list_points(tables.bases)
    attacks, named = resolve_sites(gazetteer, tables.attacks, "base_id")
    attacks = even_weapons(attacks)
    attacks = clear_site_positions(attacks, points)
    totals, scoped = resolve_sites(gazetteer, tables.official_totals, "scope", prefix=SCOPE_OF_SITE)
    return CheckedRecord(
        bases,
        sources,
        finalise_table(attacks, ATTACKS, check_attacks(attacks, gazetteer, cited, points)),
        _check_strikes(tables.strikes, cited),
        _check_totals(totals, gazetteer, cited),
        gazetteer,
        (*named, *scoped),
        tables.package,
    )


def check_attacks(
    table: TextTable,
    gazetteer: Gazetteer,
    cited: "tuple[Iterable[str], Iterable[str]]",
    sites: pd.DataFrame,
    record: "pd.Series[str] | None" = None,
) -> list[Reject]:
    """
    Check the attacks by themselves and against sites and sources.

    Parameters
    ----------
    table
        The attacks as text, each known site by its `base_id`. Not modified.
    gazetteer
        The sites.
    cited
        Ids of the sources that passed, and of those that did not.
    sites
        Points of the sites, as in `geo.checks.swapped_coordinates.check_swapped`.
    record
        If the rows are added to a record: its `possible_duplicate_of`, by `attack_id`.

    Returns
    -------
    rejects
        One for each problem, including those found when the file was read.
    """
    file, frame = table.file, table.frame
    problems = [
        *check_schema(table, ATTACKS),
        *check_places(file, frame),
        *check_dates(file, frame),
        *check_sites(file, frame, gazetteer),
        *check_sources(file, frame, *cited),
        *check_source_dates(file, frame),
        *check_origins(file, frame),
        *check_swapped(file, frame, sites),
    ]
    if record is not None:
        problems += check_new_ids(file, frame["attack_id"], record.index)
    return problems + check_duplicates(file, frame, [problem.row for problem in problems], record)


def _list_points(table: FeatureTable) -> pd.DataFrame:
    """Return the points of sites by `base_id`."""
    ids = pd.Index(table.frame["base_id"])
    points = pd.DataFrame(table.lonlat_deg, index=ids, columns=["lon_deg", "lat_deg"])
    known: pd.DataFrame = points[(ids != "") & ~ids.duplicated()]
    return known


def _check_bases(table: FeatureTable) -> CheckedTable:
    """Check the sites and add their points."""
    checked = finalise_table(table, BASES, check_schema(table, BASES))
    points = pd.DataFrame(table.lonlat_deg, index=table.frame.index, columns=["lon_deg", "lat_deg"])
    frame = checked.frame.join(points.astype(np.float64))
    return dataclasses.replace(checked, frame=frame)


def _check_strikes(table: TextTable, cited: tuple[Iterable[str], Iterable[str]]) -> CheckedTable:
    """Check the strikes."""
    problems = [
        *check_schema(table, STRIKES),
        *check_places(table.file, table.frame),
        *check_not_more(table.file, table.frame, "killed_low", "killed_high"),
        *check_not_more(table.file, table.frame, "civilians_killed", "killed_high"),
        *check_sources(table.file, table.frame, *cited),
    ]
    return finalise_table(table, STRIKES, problems)


def _check_totals(
    table: TextTable,
    gazetteer: Gazetteer,
    cited: tuple[Iterable[str], Iterable[str]],
) -> CheckedTable:
    """Check the running totals of officials."""
    problems = [
        *check_schema(table, OFFICIAL_TOTALS),
        *check_scopes(table.file, table.frame, gazetteer),
        *check_sources(table.file, table.frame, *cited),
    ]
    return finalise_table(table, OFFICIAL_TOTALS, problems)


def split_ids_by_status(
    table: TextTable, checked: CheckedTable, column: str
) -> tuple["pd.Series[str]", "pd.Series[str]"]:
    """
    Split the ids of a file by whether their row passed the checks.

    Parameters
    ----------
    table
        The file as text.
    checked
        The same file, checked.
    column
        The id column.

    Returns
    -------
    passed, rejected
        Ids of the rows that passed, and of those that did not.
    """
    passed = table.frame.index.isin(checked.frame.index)
    return table.frame.loc[passed, column], table.frame.loc[~passed, column]
