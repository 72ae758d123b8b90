"""Convert a foreign table to the columns of the schema: nothing is dropped or guessed."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from geo.files.csv_table import TextTable
from geo.importers.cell_parsers import (
    CellProblem,
    ReadColumn,
    list_unknown_words,
    read_days,
    read_degrees,
    read_whole,
    read_words,
)
from geo.importers.column_detection import SOURCE_COLUMNS, fold_columns
from geo.importers.known_formats import (
    Carried,
    Columns,
    carry_codes,
    list_country_alone,
    read_codes,
)
from geo.importers.mapping import ColumnMapping, clear_blanks, word_columns
from geo.importers.readers.geojson import LATITUDE, LONGITUDE
from geo.importers.row_ids import write_row_ids
from geo.importers.site_matching import DISTANCE, MATCH_METHOD
from geo.model.cell_types import DAY, TEXT
from geo.model.errors import raise_problems
from geo.model.marking import is_marking_column
from geo.model.problems import Reject, list_rows
from geo.model.schema import ATTACKS
from geo.model.vocabulary import SOURCE_KINDS

DEFAULTS: Final[dict[str, str]] = {
    "date_precision": "day",
    "target_kind": "unknown",
    "weapon": "unknown",
    "outcome": "unknown",
    "confirmation": "claim_only",
    "status": "accepted",
}
"""Words for blank cells: those that claim least."""
RENAMED: Final = "_as_imported"
_JOINED: Final = frozenset({MATCH_METHOD, DISTANCE})
_DATED: Final = ("date", "date_precision", "date_earliest", "date_latest")
_TAKEN: Final = frozenset({*ATTACKS.columns, *ATTACKS.made, *_JOINED})


@dataclass(frozen=True, eq=False)
class Converted:
    """
    A table in the columns of the schema, not yet joined with sites and checked.

    Attributes
    ----------
    rows
        Columns of `attacks.csv`, text, indexed by the row of the table.
    given
        Cells about sources, as in `geo.importers.row_sources.make_sources`.
    extra
        The other columns of the table, with names that the schema does not use.
    read_from
        Column of the table by column of the schema, for problems.
    rejects
        Problems found in the table's own words, with columns of the schema.
    unknown_words
        Counts of texts that need an entry in the mapping, by column of the schema.
    remarks
        A sentence for each decision.
    """

    rows: pd.DataFrame
    given: pd.DataFrame
    extra: pd.DataFrame
    read_from: Mapping[str, str]
    rejects: tuple[Reject, ...] = ()
    unknown_words: Mapping[str, "Counter[str]"] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def convert_table(table: TextTable, mapping: ColumnMapping) -> Converted:
    """
    Convert a table to the schema of Basewatch.

    Parameters
    ----------
    table
        As text. Not modified.
    mapping
        The mapping of its columns; the table has every column in it.

    Returns
    -------
    converted
        Row for row.

    Raises
    ------
    DataFileError
        If no column is the date, or the mapping names a missing column.
    """
    frame = table.frame
    _check_mapping(table.file, frame, mapping)
    carried = carry_codes(mapping.format, frame)
    read = {
        target: _read_column(target, _clean(frame[foreign], mapping), mapping)
        for target, foreign in mapping.columns.items()
    }
    derived = {
        name: _read_column(name, cells, mapping)
        for name, cells in carried.columns.items()
        if name not in read
    }
    read |= derived
    own_form = mapping.format == "basewatch"
    rows, filled = _fill_rows(frame, read, mapping, plain=own_form)
    if not own_form:
        rows[["attack_id", "possible_duplicate_of"]] = write_row_ids(rows, table.file, mapping)
    alone = list_country_alone(mapping.format, frame)
    rows[["longitude", "latitude"]] = rows[["longitude", "latitude"]].mask(alone, "")
    read_from = {**carried.read_from, **mapping.columns}
    rejects = [*_list_problems(table.file, read, rows), *_list_wrong(table.file, frame, carried)]
    extra, left_out = _keep_rest(frame, rows, mapping)
    remarks = [
        *(f"`{read_from.get(name, name)}`: {remark}." for name, column in read.items()
          for remark in column.remarks),
        *filled,
        *left_out,
    ]  # fmt: skip
    if alone.any():
        number = f"{int(alone.sum()):,}"
        remarks.append(f"Rows that name a country alone, listed as not placed: {number}. Their "
                       "point is kept in a column of its own.")  # fmt: skip
    return Converted(
        rows, _take_sources(read, mapping, frame), extra, read_from, tuple(rejects),
        list_unknown_words({name: read[name] for name in read if name in word_columns()}),
        tuple(remarks),
    )  # fmt: skip


def _check_mapping(file: str, frame: pd.DataFrame, mapping: ColumnMapping) -> None:
    """Raise if a mapping does not fit a table."""
    there = ", ".join(f"`{str(name)[:40]}`" for name in frame.columns[:12])
    problems = [
        f"The mapping reads `{target}` from `{foreign[:80]}`, which is not a column of it: {there}."
        for target, foreign in mapping.columns.items()
        if foreign not in frame.columns
    ]
    if "date" not in mapping.columns and "date" not in mapping.fixed:
        problems.append(f"No column was recognised as the date: map one of {there} to `date`.")
    raise_problems(file, problems)


def _clean(cells: "pd.Series[str]", mapping: ColumnMapping) -> "pd.Series[str]":
    """Return a column stripped, and without words for a blank."""
    if mapping.format == "basewatch":
        return cells
    return clear_blanks(cells.str.strip(), mapping.blank)


def _read_column(target: str, cells: "pd.Series[str]", mapping: ColumnMapping) -> ReadColumn:
    """Read a column by the cell type of the schema."""
    if mapping.format == "basewatch":
        return ReadColumn(cells)
    cell_type = ATTACKS.columns[target].cell_type if target in ATTACKS.columns else TEXT
    words = tuple(SOURCE_KINDS) if target == "source_kind" else cell_type.words
    if words:
        return read_words(cells, target, words, mapping.words.get(target, {}))
    read: dict[str, Callable[[], ReadColumn]] = {
        "day": lambda: read_days(cells, mapping.date_order),
        "degrees": lambda: read_degrees(cells, target),
        "whole": lambda: read_whole(cells),
    }
    return read.get(cell_type.kind, lambda: ReadColumn(cells))()


def _fill_rows(
    frame: pd.DataFrame, read: Mapping[str, ReadColumn], mapping: ColumnMapping, *, plain: bool
) -> tuple[pd.DataFrame, list[str]]:
    """Fill every column of the schema: as read, as fixed, or with the word that claims least."""
    blank = pd.Series("", index=frame.index, dtype="str")
    columns: dict[str, pd.Series[str]] = {}
    remarks: list[str] = []
    given: Columns = {name: column.cells for name, column in read.items()}
    if not plain:
        dated = {name: given.get(name, blank) for name in _DATED}
        changed, remarks = _date_rows(dated, mapping.fixed.get("date_precision", ""))
        given |= changed
    for name in ATTACKS.columns:
        cells = given.get(name, blank)
        default = mapping.fixed.get(name, "" if plain else DEFAULTS.get(name, ""))
        gaps = cells == ""
        if default and gaps.any():
            cells = cells.mask(gaps, default).astype("str")
            if name == "confirmation" and name not in mapping.fixed:
                remarks.append(
                    f"{int(gaps.sum()):,} of {len(gaps):,} rows do not state who confirms them and "
                    "are read as `claim_only`, which claims least. If you know better, set another "
                    "word under [fixed] in the mapping."
                )
        columns[name] = cells
    if "attributed_by" in mapping.fixed:  # only for rows with an attribution
        named = columns["attributed_by"].where(columns["attributed_to"] != "", "")
        columns["attributed_by"] = named.astype("str")
    return pd.DataFrame(columns, index=frame.index, dtype="str"), remarks


def _date_rows(cells: Columns, stated: str) -> tuple[Columns, list[str]]:
    """
    Set the missing date precision of rows with bounds.

    Bounds equal to the day are left out; others mean approximate, unless `stated` has a word.
    """
    date, precision, earliest, latest = (cells[name] for name in _DATED)
    bounded = (earliest != "") | (latest != "")
    same = DAY.test(date) & (earliest == date) & (latest == date) & (precision != "approximate")
    vague = bounded & ~same & (precision == "") & (not stated)
    remarks: list[str] = []
    if vague.any():
        remarks.append(
            f"{int(vague.sum()):,} rows have an earliest or a latest day but no date_precision: "
            "read as `approximate`."
        )
    precision = precision.mask(same, "day").mask(vague, "approximate").astype("str")
    bounds = (bound.mask(same, "").astype("str") for bound in (earliest, latest))
    return dict(zip(_DATED[1:], (precision, *bounds), strict=True)), remarks


def _list_problems(
    file: str, read: Mapping[str, ReadColumn], rows: pd.DataFrame
) -> Iterable[Reject]:
    """Reject the cells that could not be read, and the repeated ids."""
    for name, column in read.items():
        for problem_text, problem in column.problems.items():
            hit = column.cells == problem_text
            for row in list_rows(column.cells[hit]):
                yield _reject(file, row, name, problem_text, problem)
    ids = rows["attack_id"]
    repeated = ids[ids.duplicated() & (ids != "")]
    if len(repeated):
        first = pd.Series(list_rows(ids), index=ids.to_numpy()).groupby(level=0).first()
        for row, value in zip(list_rows(repeated), repeated, strict=True):
            reason = f"is already in row {first[value]}"
            fix = "Give the row another id, or delete it if it is the same attack."
            yield _reject(file, row, "attack_id", str(value), CellProblem(reason, fix))


def _list_wrong(file: str, frame: pd.DataFrame, carried: Carried) -> Iterable[Reject]:
    """Reject the rows with a code that the format does not have, and those that are not attacks."""
    folded = fold_columns(frame.columns)
    for name, text, reason, fix in carried.wrong:
        column = folded[name]
        cells = read_codes(frame[column])
        for row in list_rows(cells[cells == text]):
            yield _reject(file, row, column, text, CellProblem(reason, fix))


def _reject(file: str, row: int, column: str, value: str, problem: CellProblem) -> Reject:
    """Reject a cell."""
    return Reject(file, row, column, value[:200], problem.reason, problem.fix)


def _take_sources(
    read: Mapping[str, ReadColumn], mapping: ColumnMapping, frame: pd.DataFrame
) -> pd.DataFrame:
    """Return the cells about sources."""
    blank = pd.Series("", index=frame.index, dtype="str")
    cells = {
        name: read[name].cells if name in read else blank
        for name in ("source_ids", *SOURCE_COLUMNS)
    }
    filled = {
        name: column.mask(column == "", mapping.fixed.get(name, "")).astype("str")
        for name, column in cells.items()
    }
    return pd.DataFrame(filled, index=frame.index, dtype="str")


def _keep_rest(
    frame: pd.DataFrame, rows: pd.DataFrame, mapping: ColumnMapping
) -> tuple[pd.DataFrame, list[str]]:
    """Keep every column that is not in `rows` word for word, under a free name."""
    own_form = mapping.format == "basewatch"
    # the cell of a site becomes an id: keep its spelling
    target = {
        foreign: name
        for name, foreign in mapping.columns.items()
        if name in ATTACKS.columns and (own_form or name != "base_id")
    }
    made = {*ATTACKS.made, LONGITUDE, LATITUDE}
    kept: dict[str, pd.Series[str]] = {}
    left_out = []
    for foreign in (str(name) for name in frame.columns):
        cells = frame[foreign]
        if foreign in target and (own_form or bool((cells == rows[target[foreign]]).all())):
            continue
        if own_form and (foreign in made or is_marking_column(foreign, cells)):
            left_out.append(foreign)
            continue
        # columns that an import added keep their names in the next import
        joined = own_form and foreign in _JOINED and foreign not in kept
        kept[foreign if joined else _name_apart(foreign, kept)] = cells
    remarks = [f"Left out, because Basewatch makes them again: {', '.join(left_out)}."]
    return pd.DataFrame(kept, index=frame.index, dtype="str"), remarks if left_out else []


def _name_apart(name: str, kept: Mapping[str, object]) -> str:
    """Return a name for a column that neither the schema nor another column has."""
    name = " ".join(name.split())
    apart = f"{name}{RENAMED}" if name in _TAKEN else name
    number = 2
    while apart in kept or apart in _TAKEN:
        apart = f"{name}{RENAMED}_{number}"
        number += 1
    return apart
