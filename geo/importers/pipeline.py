"""Import a table: convert it, join it with sites, grade it, check it, report on it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from geo.checks.record import check_attacks
from geo.checks.site_positions import clear_site_positions
from geo.checks.table import check_schema, type_columns
from geo.checks.weapon_sets import even_weapons
from geo.damage.cells import find_damage
from geo.files.csv_table import TextTable
from geo.files.rows import reject_overfull
from geo.importers.convert import Converted, convert_table
from geo.importers.duplicates import find_pairs
from geo.importers.mapping import ColumnMapping
from geo.importers.own_sources import describe_differences, use_listed
from geo.importers.row_sources import RowSources, make_sources
from geo.importers.site_matching import DISTANCE, MATCH_METHOD, match_sites
from geo.loading import list_points
from geo.model.cell_types import IDS, split_ids
from geo.model.grading import grade_attacks
from geo.model.problems import Reject
from geo.model.schema import ATTACKS, SOURCES
from geo.record import Dataset

Progress = Callable[[str], None]
"""Called with the name of each step when it begins."""
RELAYED_BY: Final = {"acled": "ACLED", "ucdp-ged": "UCDP GED"}


@dataclass(frozen=True, eq=False)
class Imported:
    """
    An imported table.

    Attributes
    ----------
    mapping
        The mapping that was used.
    attacks
        The rows that passed, in the columns of the schema, as text, indexed by the table's rows;
        its rejects are every problem of the others, in the table's own columns and words.
    sources
        Their new sources, as text.
    methods
        Kept rows by `geo.importers.site_matching.METHODS`; empty for a table of Basewatch, which
        names its sites.
    pairs, pairs_found
        As in `geo.importers.duplicates.find_pairs`.
    unknown_words
        As in `Converted`.
    remarks
        A sentence each.
    """

    mapping: ColumnMapping
    attacks: TextTable
    sources: TextTable
    methods: Mapping[str, int]
    pairs: pd.DataFrame
    pairs_found: int
    unknown_words: Mapping[str, "Counter[str]"]
    remarks: tuple[str, ...]

    @property
    def read(self) -> int:
        """Rows of the table: kept + rejected."""
        return self.attacks.read

    @property
    def kept(self) -> int:
        """Rows that passed."""
        return len(self.attacks.frame)

    @property
    def rejected(self) -> int:
        """Rows with a problem, each counted once."""
        return self.read - self.kept

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """Every problem, by row."""
        return self.attacks.rejects


def import_table(
    table: TextTable,
    mapping: ColumnMapping,
    record: Dataset,
    *,
    nearest_km: float | None = None,
    merged: bool = False,
    on_progress: Progress | None = None,
) -> Imported:
    """
    Import a table.

    Parameters
    ----------
    table
        The table as text, from `geo.importers.readers`. Not modified.
    mapping
        The mapping of its columns.
    record
        Its sites are joined, its sources may be cited, its attacks are compared. Not modified.
    nearest_km
        Rows that name no site are joined with the nearest one within this distance; None: not at
        all.
    merged
        Whether the rows are added to the record, so that its ids are taken.
    on_progress
        Called with the name of each step when it begins.

    Returns
    -------
    imported
        Rows read = kept + rejected.

    Raises
    ------
    DataFileError
        If the mapping does not fit the table.
    """
    report_step = on_progress or (lambda _: None)
    report_step("Reading columns")
    table = clear_site_positions(table, list_points(record.bases))
    converted = convert_table(table, mapping)
    report_step("Finding sites")
    rows, extra, remarks = _join(converted, mapping, record, nearest_km)
    report_step("Collecting sources")
    made = make_sources(
        table.file, converted.given, RELAYED_BY.get(mapping.format, ""), record.sources.index
    )
    sources = use_listed(made, table.sources)
    rows = rows.assign(source_ids=sources.source_ids)
    rows = _grade(rows, record, sources.table)
    weapons = even_weapons(TextTable(table.file, rows))
    rows = weapons.frame
    report_step("Checking rows")
    kept, rejects = _check(table, converted, rows.join(extra), record, sources, merged=merged)
    attacks = replace(table, frame=kept, rejects=rejects)
    brought = _keep_cited(sources.table, kept)
    report_step("Looking for duplicates")
    typed = type_columns(kept, ATTACKS)
    pairs, found = find_pairs(typed, record.attacks.reset_index())
    own_form = mapping.format == "basewatch"
    methods = {} if own_form else kept[MATCH_METHOD].value_counts().to_dict()
    all_remarks = [*table.remarks, *converted.remarks, *weapons.remarks, *remarks]
    all_remarks += describe_differences(table.sources, record.sources)
    return Imported(
        mapping, attacks, brought, {str(key): int(number) for key, number in methods.items()},
        pairs, found, converted.unknown_words, tuple(all_remarks),
    )  # fmt: skip


def _join(
    converted: Converted, mapping: ColumnMapping, record: Dataset, nearest_km: float | None
) -> tuple[pd.DataFrame, pd.DataFrame, tuple[str, ...]]:
    """Join rows with sites; a row of a Basewatch table keeps the site that it names."""
    rows, extra = converted.rows, converted.extra
    matches = match_sites(rows, record.gazetteer, record.bases, nearest_km)
    if mapping.format == "basewatch":
        named = matches.base_id.where(matches.base_id != "", rows["base_id"])
        named = named.where(rows["base_id"] != "", "").astype("str")
        return rows.assign(base_id=named), extra, ()
    place = rows["place_as_reported"]
    place = place.mask((place == "") & (matches.base_id == ""), rows["base_id"])
    point = (rows["latitude"] + ", " + rows["longitude"]).where(rows["latitude"] != "", "")
    place = place.mask((place == "") & (matches.base_id == ""), point).astype("str")
    joined = rows.assign(base_id=matches.base_id, place_as_reported=place)
    beside = extra.assign(**{MATCH_METHOD: matches.method, DISTANCE: matches.distance_m})
    return joined, beside, matches.remarks


def _grade(rows: pd.DataFrame, record: Dataset, brought: TextTable) -> pd.DataFrame:
    """Grade rows without a grade by the rule."""
    open_rows = (rows["reliability"] == "") | (rows["credibility"] == "")
    if not open_rows.any():
        return rows
    known = pd.concat(
        [frame[["kind", "origin_id"]]
         for frame in (record.sources, brought.frame.set_index("source_id"))]
    )  # fmt: skip
    sound = open_rows & IDS.test(rows["source_ids"])
    sound &= rows["source_ids"].map(
        {text: all(part in known.index for part in split_ids(text))
         for text in rows["source_ids"].unique()}
    ).astype(bool)  # fmt: skip
    keys = ["confirmation", "status", "independent_origins", "source_ids"]
    distinct = rows.loc[sound, keys].drop_duplicates()
    # many rows share the same cells: each combination is graded once
    graded = distinct.join(grade_attacks(distinct, known))
    grades = rows[keys].merge(graded, how="left", on=keys).set_index(rows.index)
    filled = {
        name: rows[name].mask(rows[name] == "", grades[name].fillna("")).astype("str")
        for name in ("reliability", "credibility")
    }
    return rows.assign(**filled)


def _check(
    table: TextTable,
    converted: Converted,
    rows: pd.DataFrame,
    record: Dataset,
    sources: RowSources,
    *,
    merged: bool,
) -> tuple[pd.DataFrame, tuple[Reject, ...]]:
    """Split the rows by the check of the schema; return problems in the words of the table."""
    inside = [problem for problem in table.rejects if problem.row in table.frame.index]
    own = TextTable(
        table.file, rows, (*converted.rejects, *inside, *reject_overfull(table.file, rows, ",")),
        damaged=tuple(find_damage(rows, ATTACKS)),
    )  # fmt: skip
    bad = _check_sources(sources.table)
    ids = sources.table.frame["source_id"]
    cited = ([*record.sources.index, *ids[~ids.isin(list(bad))]], list(bad))
    known = record.attacks["possible_duplicate_of"] if merged else None
    sites = list_points(record.bases)
    problems: dict[tuple[int, str], Reject] = {}
    for found in check_attacks(own, record.gazetteer, cited, sites, known):
        problem = _find_source(found, rows, bad) if found.column == "source_ids" else found
        problems.setdefault((problem.row, problem.column), problem)
    passed = rows[~rows.index.isin({row for row, _ in problems})]
    outside = [problem for problem in table.rejects if problem.row not in table.frame.index]
    translated = [_translate(problem, converted.read_from, table) for problem in problems.values()]
    both = sorted([*outside, *translated], key=lambda problem: (problem.row, problem.column))
    return passed, tuple(both)


def _check_sources(table: TextTable) -> dict[str, Reject]:
    """Check the new sources; return the first problem of each invalid one."""
    damaged = tuple(find_damage(table.frame, SOURCES))
    ids = table.frame["source_id"]
    bad: dict[str, Reject] = {}
    for problem in check_schema(replace(table, damaged=damaged), SOURCES):
        bad.setdefault(str(ids[problem.row]), problem)
    return bad


def _find_source(problem: Reject, rows: pd.DataFrame, bad: Mapping[str, Reject]) -> Reject:
    """Return the problem of a source as one of the row that names it."""
    cell = str(rows.loc[problem.row, "source_ids"])
    found = next((bad[part] for part in split_ids(cell) if part in bad), None)
    if found is None:
        return problem
    # Basewatch makes a title in brackets from the publisher
    column = "publisher" if found.value.startswith("[Report of ") else found.column
    return replace(found, file=problem.file, row=problem.row, column=f"source_{column}")


def _translate(problem: Reject, read_from: Mapping[str, str], table: TextTable) -> Reject:
    """Return a problem with the column and the cell of the table."""
    column = read_from.get(problem.column)
    if column is None or column not in table.frame.columns:
        return problem
    value = str(table.frame.loc[problem.row, column])[:200]
    reason = problem.reason
    if value != problem.value and problem.value:
        reason = f"{reason} (read as `{problem.value[:80]}`)"
    return replace(problem, column=column, value=value, reason=reason)


def _keep_cited(sources: TextTable, rows: pd.DataFrame) -> TextTable:
    """Keep the sources that a kept row cites."""
    cited = {source_id for text in rows["source_ids"].unique() for source_id in split_ids(text)}
    return replace(sources, frame=sources.frame[sources.frame["source_id"].isin(cited)])
