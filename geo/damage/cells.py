"""Find the cells of a file that a spreadsheet has damaged, and explain the damage."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.damage.characters import describe_characters, write_plainly
from geo.damage.days import explain_day
from geo.damage.kinds import ALIKE, SPACES, Damage
from geo.damage.numbers import (
    explain_degrees,
    explain_ids,
    explain_whole,
    find_near_made_ids,
    is_made_id,
)
from geo.damage.words import (
    explain_placeholder,
    explain_text,
    explain_word,
    find_near_doubtful,
    is_doubtful,
)
from geo.model.cell_types import (
    DAY,
    ID,
    IDS,
    LANGUAGE,
    LATITUDE,
    LONGITUDE,
    PUBLISHED,
    SCOPE,
    SITE,
    SOURCE_DATES,
    TEXT,
    URL,
    WHOLE,
    CellType,
    split_source_dates,
)
from geo.model.schema import REQUIRED, Column, FileSchema

_ANY_TEXT: Final = frozenset({TEXT, SITE})
"""Cell types that any text matches."""


@dataclass(frozen=True)
class DamagedCell:
    """
    A cell that a spreadsheet has damaged.

    Attributes
    ----------
    row, column, value
        Where the cell is, and its whole text.
    damage
        The damage.
    """

    row: int
    column: str
    value: str
    damage: Damage


def find_damage(frame: pd.DataFrame, schema: FileSchema) -> list[DamagedCell]:
    """
    Find the cells that a spreadsheet has damaged.

    Parameters
    ----------
    frame
        A file as text, indexed by `row`. Not modified.
    schema
        Its schema; other columns, and columns that the file lacks, are not searched.

    Returns
    -------
    cells
        By column, then row: cells that break their type in a way known from spreadsheets, and
        valid ones that people do not write (``1.0`` as an id, ``#N/A`` as text).
    """
    found: list[DamagedCell] = []
    for name, column in schema.columns.items():
        if name not in frame.columns:
            continue
        cells = frame[name]
        # Many rows share a value: each distinct one is explained once.
        distinct = pd.Series(cells.unique(), dtype="str")
        filled = distinct[distinct != ""]
        damages = {} if filled.empty else _explain_values(filled, column)
        if damages:
            hit = cells[cells.isin(list(damages))]
            found += [
                DamagedCell(int(row), name, value, damages[value])
                for row, value in zip(hit.index, hit, strict=True)
            ]
    return found


def _explain_values(values: "pd.Series[str]", column: Column) -> dict[str, Damage]:
    """Explain the damaged ones among the distinct values of a column."""
    cell_type = column.cell_type
    if cell_type in _ANY_TEXT:
        near = values[find_near_doubtful(values)]
        suspects = near[[is_doubtful(text) for text in near]]
    else:
        bad = ~cell_type.test(values)
        if cell_type is URL:
            bad |= pd.Series([is_doubtful(text) for text in values], values.index, dtype=bool)
        elif cell_type in {ID, IDS}:
            near = values[find_near_made_ids(values)]
            bad |= values.isin([text for text in near if is_made_id(text)])
        suspects = values[bad]
    if suspects.empty:
        return {}
    plain = pd.Series([write_plainly(text) for text in suspects], suspects.index, dtype="str")
    would_fit = cell_type.test(plain) & (plain != suspects)
    damages = {}
    for text, written, fits in zip(suspects, plain, would_fit, strict=True):
        damage = _explain_value(text, column, written if fits else "")
        if damage:
            damages[text] = damage
    return damages


def _explain_value(text: str, column: Column, plain: str) -> Damage | None:
    """Explain one value; `plain` is its plain text if that matches the cell type, else blank."""
    cell_type = column.cell_type
    required = column.blank == REQUIRED
    blank_fix = f"Fill it in: {cell_type.name}." if required else "Leave it blank."
    placeholder = explain_placeholder(text, blank_fix)
    if placeholder or cell_type in _ANY_TEXT:
        return placeholder or explain_text(text)
    if not text.strip():
        return Damage(SPACES, "holds only spaces", blank_fix)
    misread = explain_text(text) if cell_type is URL else None
    if misread:
        return misread
    if cell_type.words:
        return explain_word(text, cell_type)
    if plain and not (cell_type in {ID, IDS} and explain_ids(plain)):
        return Damage(ALIKE, f"has {describe_characters(text)}", f"Write {plain[:200]}.")
    explain = _EXPLAINERS.get(cell_type)
    return explain(text) if explain else None


def _explain_published(text: str) -> Damage | None:
    """Explain a day of publication; a month or a year is valid too."""
    return explain_day(text, cut_fits=True)


def _explain_source_dates(text: str) -> Damage | None:
    """Explain the first badly written day in a list of sources with a day each."""
    for source, day in split_source_dates(text):
        damage = explain_day(day) if day else None
        if damage and not DAY.test(pd.Series([day], dtype="str")).all():
            reason = f"gives for {source[:80]} `{day[:40]}`, which {damage.reason}"
            return Damage(damage.kind, reason, damage.fix, damage.readings)
    return None


def _explain_small(text: str, cell_type: CellType) -> Damage | None:
    """Explain a code that would be valid in lower case."""
    small = write_plainly(text).lower()
    if cell_type.test(pd.Series([small], dtype="str")).all():
        return Damage(ALIKE, "has capital letters", f"Write {small}.")
    return None


_EXPLAINERS: Final[dict[CellType, Callable[[str], Damage | None]]] = {
    DAY: explain_day,
    PUBLISHED: _explain_published,
    WHOLE: explain_whole,
    LONGITUDE: explain_degrees,
    LATITUDE: explain_degrees,
    ID: explain_ids,
    IDS: explain_ids,
    SOURCE_DATES: _explain_source_dates,
    LANGUAGE: lambda text: _explain_small(text, LANGUAGE),
    SCOPE: lambda text: _explain_small(text, SCOPE),
}
