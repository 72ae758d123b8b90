"""How another's columns and words become ours: kept in a file, and used again."""

import json
import tomllib
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pandas as pd

from geo.damage.day_readings import DAY_FIRST, MONTH_FIRST
from geo.importers.column_detection import SOURCE_COLUMNS, TARGETS, detect_columns
from geo.model.cell_types import CellType
from geo.model.errors import raise_problems
from geo.model.schema import ATTACKS, SOURCES

FORM: Final = "basewatch-mapping-1"
BLANKS: Final = ("NA", "N/A", "NaN", "NULL", "None", "-", "--")
"""What programs write for a blank, whatever the case; `unknown` is a word of its own and stays."""
DATE_ORDERS: Final = (DAY_FIRST, MONTH_FIRST)
FORMATS: Final = ("own", "acled", "ucdp-ged", "basewatch")
_KEYS: Final = frozenset({"form", "name", "format", "date_order", "blank", "columns", "fixed",
                          "words"})  # fmt: skip


@dataclass(frozen=True)
class ColumnMapping:
    """
    How another's table becomes rows of ours.

    Attributes
    ----------
    name
        What an officer calls it.
    format
        One of `FORMATS`: what is carried besides the columns.
    columns
        Name in the table by our column, a member of `geo.importers.column_detection.TARGETS`.
    fixed
        What stands in every cell of one of our columns that has none of theirs, or a blank.
    words
        By our column: our controlled word by theirs, whatever its case.
    date_order
        One of `DATE_ORDERS` for days in numbers; blank: only what can be read in one way is read.
    blank
        Texts that mean a blank, whatever their case.
    """

    name: str = "own table"
    format: str = "own"
    columns: Table[str, str] = field(default_factory=dict)
    fixed: Table[str, str] = field(default_factory=dict)
    words: Table[str, Table[str, str]] = field(default_factory=dict)
    date_order: str = ""
    blank: tuple[str, ...] = BLANKS


def clear_blanks(cells: "pd.Series[str]", blank: Sequence[str] = BLANKS) -> "pd.Series[str]":
    """Give a column without the texts that mean a blank, whatever their case."""
    folded = {text.casefold() for text in blank}
    return cells.mask(cells.str.casefold().isin(folded), "").astype("str")


def propose_mapping(names: Sequence[str]) -> ColumnMapping:
    """Propose a mapping for a table of one's own by the names of its columns."""
    return ColumnMapping(columns=detect_columns(names))


def word_columns() -> dict[str, tuple[str, ...]]:
    """Give the columns that hold controlled words, with their words."""
    found = {name: column.cell_type.words for name, column in ATTACKS.columns.items()}
    return {name: words for name, words in found.items() if words}


def write_mapping(mapping: ColumnMapping) -> str:
    """
    Write a mapping as TOML, which `read_mapping` reads.

    Parameters
    ----------
    mapping
        The mapping.

    Returns
    -------
    text
        One key a line; a text is written as JSON writes it, which TOML 1.0 reads as the same.
    """
    lines = [
        "# How the columns of a table become Basewatch's: `python -m geo import FILE --format "
        "THIS_FILE --out DIR`.",
        f"form = {_quote(FORM)}",
        f"name = {_quote(mapping.name)}",
        f"format = {_quote(mapping.format)}",
        f"date_order = {_quote(mapping.date_order)}",
        f"blank = [{', '.join(_quote(text) for text in mapping.blank)}]",
        "",
        "[columns] # ours = theirs",
        *(f"{_quote(ours)} = {_quote(theirs)}" for ours, theirs in mapping.columns.items()),
        "",
        "[fixed] # what stands in every row",
        *(f"{_quote(ours)} = {_quote(text)}" for ours, text in mapping.fixed.items()),
    ]
    for column, words in mapping.words.items():
        if words:
            lines += ["", f"[words.{_quote(column)}] # theirs = ours"]
            lines += [f"{_quote(theirs)} = {_quote(ours)}" for theirs, ours in words.items()]
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    """Write a text as a basic string of TOML."""
    # JSON leaves DEL as it is, which TOML does not allow
    plain = text.encode("utf-8", errors="replace").decode("utf-8")
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_mapping(file: str, text: str) -> ColumnMapping:
    """
    Read a mapping from TOML.

    Parameters
    ----------
    file
        Name of the file, for what is said about it.
    text
        As `write_mapping` writes it; keys may be left out.

    Returns
    -------
    mapping
        The mapping.

    Raises
    ------
    DataFileError
        If it is no TOML, or names a column or word that we do not have; all problems at once.
    """
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise_problems(file, [f"It is not TOML ({error}): write one `ours = theirs` a line."])
    tables = {key: content.get(key, {}) for key in ("columns", "fixed", "words")}
    problems = [
        f"It has a key `{key[:40]}` that is none: use {', '.join(sorted(_KEYS))}."
        for key in content
        if key not in _KEYS
    ]
    problems += [
        f"`{key}` is no table: write `[{key}]` on a line of its own."
        for key, table in tables.items()
        if not isinstance(table, dict)
    ]
    raise_problems(file, problems)
    problems = [*_check_texts(tables), *_check_choices(content)]
    raise_problems(file, problems)
    mapping = ColumnMapping(
        name=str(content.get("name", "own table")),
        format=str(content.get("format", "own")),
        columns=tables["columns"],
        fixed=tables["fixed"],
        words=tables["words"],
        date_order=str(content.get("date_order", "")),
        blank=tuple(content.get("blank", BLANKS)),
    )
    raise_problems(file, find_problems(mapping))
    return mapping


def _check_texts(tables: Table[str, Any]) -> list[str]:
    """Check that every value is a text."""
    flat = [("columns", tables["columns"]), ("fixed", tables["fixed"])]
    problems = []
    for column, words in tables["words"].items():
        if isinstance(words, dict):
            flat.append((f"words.{column}", words))
        else:
            problems.append(f"`words.{column}` is no table: write `theirs = ours` a line.")
    return problems + [
        f"`{key[:40]}` in [{name}] is no text: put it between quotation marks."
        for name, table in flat
        for key, value in table.items()
        if not isinstance(value, str)
    ]


def _check_choices(content: Table[str, Any]) -> list[str]:
    """Check the keys that have a choice."""
    problems = []
    if content.get("form", FORM) != FORM:
        problems.append(f"Its form is `{str(content['form'])[:40]}`, not `{FORM}`.")
    if content.get("format", "own") not in FORMATS:
        problems.append(f"`format` is none of {', '.join(FORMATS)}.")
    if content.get("date_order", "") not in ("", *DATE_ORDERS):
        problems.append(f"`date_order` is none of {', '.join(DATE_ORDERS)}, and not blank.")
    blank = content.get("blank", [])
    if not isinstance(blank, list) or not all(isinstance(text, str) for text in blank):
        problems.append("`blank` is no list of texts.")
    return problems


def find_problems(mapping: ColumnMapping) -> list[str]:
    """Find the columns and words of a mapping that we do not have, a sentence each."""
    cell_types = _list_cell_types()
    problems = [
        f"`{name[:80]}` is no column of ours: use one of {', '.join(TARGETS)}."
        for name in (*mapping.columns, *mapping.fixed)
        if name not in TARGETS
    ]
    for name, text in mapping.fixed.items():
        cell_type = cell_types.get(name)
        if cell_type is not None and not _fits(cell_type, text):
            problems.append(f"`{name} = {text[:40]}` {cell_type.reason}. {cell_type.fix}")
    for name, words in mapping.words.items():
        cell_type = cell_types.get(name)
        if cell_type is None or not cell_type.words:
            problems.append(f"`words.{name[:40]}`: that column has no words of ours.")
            continue
        strange = [word for word in words.values() if not _fits(cell_type, word)]
        problems += [f"`{word[:40]}` is no {name}: {cell_type.fix}" for word in strange]
    twice = [name for name in set(mapping.columns.values())
             if list(mapping.columns.values()).count(name) > 1]  # fmt: skip
    problems += [f"`{name[:80]}` is mapped to two of our columns: map it once." for name in twice]
    return problems


def _list_cell_types() -> dict[str, CellType]:
    """Give the cell type of each column that can be mapped."""
    own = {name: column.cell_type for name, column in ATTACKS.columns.items()}
    return own | {
        name: SOURCES.columns[name.removeprefix("source_")].cell_type for name in SOURCE_COLUMNS
    }


def _fits(cell_type: CellType, text: str) -> bool:
    """Tell whether a text has a cell type; a blank always has."""
    return not text or bool(cell_type.test(pd.Series([text])).all())


def change_mapping(mapping: ColumnMapping, ours: str, theirs: str | None) -> ColumnMapping:
    """Map one of our columns to another of theirs, or to none; theirs leaves what it had."""
    columns = {
        name: column
        for name, column in mapping.columns.items()
        if ours != name and theirs != column
    }
    if theirs is not None:
        columns[ours] = theirs
    return replace(mapping, columns={name: columns[name] for name in TARGETS if name in columns})
