"""Another's table converted to rows of our form: nothing is dropped, and nothing is guessed."""

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
"""What a row that does not say is read as: the word that claims least."""
RENAMED: Final = "_as_imported"
_JOINED: Final = frozenset({MATCH_METHOD, DISTANCE})
_DATED: Final = ("date", "date_precision", "date_earliest", "date_latest")
_TAKEN: Final = frozenset({*ATTACKS.columns, *ATTACKS.made, *_JOINED})


@dataclass(frozen=True, eq=False)
class Converted:
    """
    A table in our form, not joined and not checked yet.

    Attributes
    ----------
    rows
        Columns of `attacks.csv`, text, indexed by the row of the table.
    given
        What rows say of their sources, as `geo.importers.row_sources.make_sources` takes it.
    extra
        The table's columns that are not in `rows` word for word, named so that they clash with
        none of ours.
    read_from
        Column of the table by ours, for what is said of a problem.
    rejects
        Problems that only the table's own words can tell, with our columns.
    unknown_words
        Counts of texts that the mapping would have to tell, by our column.
    remarks
        What was decided, a sentence each.
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
        Which column is which; every name in it stands in the table.

    Returns
    -------
    converted
        Row for row.

    Raises
    ------
    DataFileError
        If no column says when, or the mapping names a column that is not there.
    """
    frame = table.frame
    _check_mapping(table.file, frame, mapping)
    carried = carry_codes(mapping.format, frame)
    read = {
        ours: _read_column(ours, _clean(frame[theirs], mapping), mapping)
        for ours, theirs in mapping.columns.items()
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
        *(f"`{read_from.get(name, name)}`: {said}." for name, column in read.items()
          for said in column.remarks),
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
    """Raise where a mapping does not fit a table."""
    there = ", ".join(f"`{str(name)[:40]}`" for name in frame.columns[:12])
    problems = [
        f"The mapping takes `{ours}` from `{theirs[:80]}`, which is no column of it: {there}."
        for ours, theirs in mapping.columns.items()
        if theirs not in frame.columns
    ]
    if "date" not in mapping.columns and "date" not in mapping.fixed:
        problems.append(
            f"None of its columns is known to be the day: map one of {there} to `date`."
        )
    raise_problems(file, problems)


def _clean(cells: "pd.Series[str]", mapping: ColumnMapping) -> "pd.Series[str]":
    """Give a column without space at its ends, and without words for a blank."""
    if mapping.format == "basewatch":
        return cells
    return clear_blanks(cells.str.strip(), mapping.blank)


def _read_column(ours: str, cells: "pd.Series[str]", mapping: ColumnMapping) -> ReadColumn:
    """Read a column by the form that ours has."""
    if mapping.format == "basewatch":
        return ReadColumn(cells)
    cell_type = ATTACKS.columns[ours].cell_type if ours in ATTACKS.columns else TEXT
    words = tuple(SOURCE_KINDS) if ours == "source_kind" else cell_type.words
    if words:
        return read_words(cells, ours, words, mapping.words.get(ours, {}))
    read: dict[str, Callable[[], ReadColumn]] = {
        "day": lambda: read_days(cells, mapping.date_order),
        "degrees": lambda: read_degrees(cells, ours),
        "whole": lambda: read_whole(cells),
    }
    return read.get(cell_type.kind, lambda: ReadColumn(cells))()


def _fill_rows(
    frame: pd.DataFrame, read: Mapping[str, ReadColumn], mapping: ColumnMapping, *, plain: bool
) -> tuple[pd.DataFrame, list[str]]:
    """Fill every column of ours: as read, as fixed, or with the word that claims least."""
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
                    f"{int(gaps.sum()):,} of {len(gaps):,} rows do not say who confirms them, and "
                    "are read as `claim_only`, which claims least: fix another word in the mapping "
                    "if you know better."
                )
        columns[name] = cells
    if "attributed_by" in mapping.fixed:  # who says so, where somebody is said to have done it
        said = columns["attributed_by"].where(columns["attributed_to"] != "", "")
        columns["attributed_by"] = said.astype("str")
    return pd.DataFrame(columns, index=frame.index, dtype="str"), remarks


def _date_rows(cells: Columns, stated: str) -> tuple[Columns, list[str]]:
    """
    Say how sure the day is where a row gives bounds and does not say it.

    Bounds that both are the day itself make it sure, and are left out. Others make it approximate,
    which claims less, unless the mapping has `stated` how sure every day is.
    """
    date, precision, earliest, latest = (cells[name] for name in _DATED)
    bounded = (earliest != "") | (latest != "")
    same = DAY.test(date) & (earliest == date) & (latest == date) & (precision != "approximate")
    vague = bounded & ~same & (precision == "") & (not stated)
    remarks: list[str] = []
    if vague.any():
        remarks.append(
            f"{int(vague.sum()):,} rows give an earliest or a latest day and do not say how sure "
            "the day is: read as `approximate`."
        )
    precision = precision.mask(same, "day").mask(vague, "approximate").astype("str")
    bounds = (bound.mask(same, "").astype("str") for bound in (earliest, latest))
    return dict(zip(_DATED[1:], (precision, *bounds), strict=True)), remarks


def _list_problems(
    file: str, read: Mapping[str, ReadColumn], rows: pd.DataFrame
) -> Iterable[Reject]:
    """Reject the cells that could not be read, and the ids that stand twice."""
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
            reason = f"stands in row {first[value]} already"
            problem = CellProblem(
                reason, "Give the row an id of its own, or leave it out if the same."
            )
            yield _reject(file, row, "attack_id", str(value), problem)


def _list_wrong(file: str, frame: pd.DataFrame, carried: Carried) -> Iterable[Reject]:
    """Reject the rows with a code that the format does not have, or that are no attack."""
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
    """Take what rows say of their sources."""
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
    """Keep every column that does not stand in ours word for word, under a name of its own."""
    own_form = mapping.format == "basewatch"
    # a site's cell becomes an id, whatever spelling stood there
    ours = {
        theirs: name
        for name, theirs in mapping.columns.items()
        if name in ATTACKS.columns and (own_form or name != "base_id")
    }
    made = {*ATTACKS.made, LONGITUDE, LATITUDE}
    kept: dict[str, pd.Series[str]] = {}
    left_out = []
    for theirs in (str(name) for name in frame.columns):
        cells = frame[theirs]
        if theirs in ours and (own_form or bool((cells == rows[ours[theirs]]).all())):
            continue
        if own_form and (theirs in made or is_marking_column(theirs, cells)):
            left_out.append(theirs)
            continue
        # what an import has joined keeps its name when it comes again
        joined = own_form and theirs in _JOINED and theirs not in kept
        kept[theirs if joined else _name_apart(theirs, kept)] = cells
    said = [f"Left out, because Basewatch makes them anew: {', '.join(left_out)}."]
    return pd.DataFrame(kept, index=frame.index, dtype="str"), said if left_out else []


def _name_apart(name: str, kept: Mapping[str, object]) -> str:
    """Give a column a name that is not ours and that no other has."""
    name = " ".join(name.split())
    apart = f"{name}{RENAMED}" if name in _TAKEN else name
    number = 2
    while apart in kept or apart in _TAKEN:
        apart = f"{name}{RENAMED}_{number}"
        number += 1
    return apart
