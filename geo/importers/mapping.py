"""Mappings of foreign columns and words to the schema, kept in a file."""

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
"""Texts that programs write for a blank, in any case; `unknown` is a word and stays."""
DATE_ORDERS: Final = (DAY_FIRST, MONTH_FIRST)
FORMATS: Final = ("own", "acled", "ucdp-ged", "basewatch")
_KEYS: Final = frozenset({"form", "name", "format", "date_order", "blank", "columns", "fixed",
                          "words"})  # fmt: skip


@dataclass(frozen=True)
class ColumnMapping:
    """
    The mapping of a foreign table to the columns of the schema.

    Attributes
    ----------
    name
        Its name for an officer.
    format
        One of `FORMATS`, for codes beside the columns.
    columns
        Column of the table by target, a member of `geo.importers.column_detection.TARGETS`.
    fixed
        Text by target, for blank cells and targets without a column.
    words
        By target: controlled word by word of the table, in any case.
    date_order
        One of `DATE_ORDERS` for days in numbers; blank: only unambiguous days are read.
    blank
        Texts that mean a blank, in any case.
    """

    name: str = "own table"
    format: str = "own"
    columns: Table[str, str] = field(default_factory=dict)
    fixed: Table[str, str] = field(default_factory=dict)
    words: Table[str, Table[str, str]] = field(default_factory=dict)
    date_order: str = ""
    blank: tuple[str, ...] = BLANKS


def clear_blanks(cells: "pd.Series[str]", blank: Sequence[str] = BLANKS) -> "pd.Series[str]":
    """
    Replace the texts that mean a blank.

    Parameters
    ----------
    cells
        Text. Not modified.
    blank
        Texts that mean a blank, in any case.

    Returns
    -------
    cleared
        Same index; such cells are blank.
    """
    folded = {text.casefold() for text in blank}
    return cells.mask(cells.str.casefold().isin(folded), "").astype("str")


def propose_mapping(names: Sequence[str]) -> ColumnMapping:
    """Propose a mapping for a table by the names of its columns."""
    return ColumnMapping(columns=detect_columns(names))


def word_columns() -> dict[str, tuple[str, ...]]:
    """Return the columns that hold controlled words, with their words."""
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
        One key a line; texts are written as JSON strings, which TOML 1.0 reads as the same.
    """
    lines = [
        "# Mapping of the columns of a table to those of Basewatch: `python -m geo import FILE "
        "--format THIS_FILE --out DIR`.",
        f"form = {_quote(FORM)}",
        f"name = {_quote(mapping.name)}",
        f"format = {_quote(mapping.format)}",
        f"date_order = {_quote(mapping.date_order)}",
        f"blank = [{', '.join(_quote(text) for text in mapping.blank)}]",
        "",
        "[columns] # column of Basewatch = column of the table",
        *(f"{_quote(target)} = {_quote(foreign)}" for target, foreign in mapping.columns.items()),
        "",
        "[fixed] # column of Basewatch = text for blank cells",
        *(f"{_quote(target)} = {_quote(text)}" for target, text in mapping.fixed.items()),
    ]
    for column, words in mapping.words.items():
        if words:
            lines += ["", f"[words.{_quote(column)}] # word of the table = word of Basewatch"]
            lines += [f"{_quote(foreign)} = {_quote(target)}" for foreign, target in words.items()]
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
        Name of the file, for errors.
    text
        As in `write_mapping`; keys may be missing.

    Returns
    -------
    mapping
        The mapping.

    Raises
    ------
    DataFileError
        If it is not TOML, or names an unknown column or word; all problems at once.
    """
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise_problems(file, [f"It is not TOML ({error}): write lines such as `name = text`."])
    tables = {key: content.get(key, {}) for key in ("columns", "fixed", "words")}
    problems = [
        f"It has a key `{key[:40]}` that is none: use {', '.join(sorted(_KEYS))}."
        for key in content
        if key not in _KEYS
    ]
    problems += [
        f"`{key}` is not a table: write `[{key}]` on a line of its own."
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
            problems.append(
                f"`words.{column}` is not a table: write lines such as `their word = our word`."
            )
    return problems + [
        f"`{key[:40]}` in [{name}] is not a text: put it in quotation marks."
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
        problems.append(f"`format` is invalid: use one of {', '.join(FORMATS)}.")
    if content.get("date_order", "") not in ("", *DATE_ORDERS):
        problems.append(f"`date_order` is invalid: use {', '.join(DATE_ORDERS)}, or blank.")
    blank = content.get("blank", [])
    if not isinstance(blank, list) or not all(isinstance(text, str) for text in blank):
        problems.append("`blank` is not a list of texts.")
    return problems


def find_problems(mapping: ColumnMapping) -> list[str]:
    """Return a sentence for each unknown column and word of a mapping."""
    cell_types = _list_cell_types()
    problems = [
        f"`{name[:80]}` is not a column of Basewatch: use one of {', '.join(TARGETS)}."
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
            problems.append(f"`words.{name[:40]}`: this column has no controlled words.")
            continue
        strange = [word for word in words.values() if not _fits(cell_type, word)]
        problems += [f"`{word[:40]}` is not a {name}: {cell_type.fix}" for word in strange]
    twice = [name for name in set(mapping.columns.values())
             if list(mapping.columns.values()).count(name) > 1]  # fmt: skip
    problems += [f"`{name[:80]}` is mapped to two columns: map it once." for name in twice]
    return problems


def _list_cell_types() -> dict[str, CellType]:
    """Return the cell type of each column that can be mapped."""
    own = {name: column.cell_type for name, column in ATTACKS.columns.items()}
    return own | {
        name: SOURCES.columns[name.removeprefix("source_")].cell_type for name in SOURCE_COLUMNS
    }


def _fits(cell_type: CellType, text: str) -> bool:
    """Return whether a text is of a cell type; a blank always is."""
    return not text or bool(cell_type.test(pd.Series([text])).all())


def change_mapping(mapping: ColumnMapping, target: str, column: str | None) -> ColumnMapping:
    """
    Map a target to another column of the table.

    Parameters
    ----------
    mapping
        The mapping. Not modified.
    target
        A member of `geo.importers.column_detection.TARGETS`.
    column
        Column of the table, which is removed from its earlier target; None for no column.

    Returns
    -------
    changed
        The new mapping.
    """
    columns = {
        name: other for name, other in mapping.columns.items() if target != name and column != other
    }
    if column is not None:
        columns[target] = column
    return replace(mapping, columns={name: columns[name] for name in TARGETS if name in columns})
