"""Read a CSV file as a table of text, its rows numbered as in a spreadsheet."""

import csv
import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

import pandas as pd

from geo.damage.cells import DamagedCell, find_damage
from geo.damage.characters import quote_text
from geo.damage.numbers import explain_ids
from geo.damage.remarks import describe_damage
from geo.files.arrow_csv import parse_uniform
from geo.files.delimiter import DelimitedText, find_delimiter
from geo.files.encoding import decode_text
from geo.files.formula_guard import unguard_cell, unguard_table
from geo.files.header import find_header_problems, find_header_row
from geo.files.rows import drop_blank_rows, reject_odd, reject_overfull
from geo.model.errors import raise_problems
from geo.model.limits import LIMITS, MOST_CELLS, Limits, check_shape
from geo.model.marking import MARKING_COLUMN, is_marking_column
from geo.model.problems import Reject
from geo.model.schema import ATTACKS, FileSchema

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LISTED: Final = 5
_NO_LIMIT: Final = 2**31 - 1
_HEAD_SIZE: Final = 1_000_000
"""Characters in which the header is searched for."""
_BATCH_CELLS: Final = 1_000_000
"""Cells held in Python lists at once: each takes five times the memory of a cell in a table."""


@dataclass(frozen=True, eq=False)
class TextTable:
    """
    A data file as text, before it is checked.

    Attributes
    ----------
    file
        Name of the file, without its folder.
    frame
        Cells as text, indexed by `row`, as a spreadsheet numbers it.
    rejects
        Rows and cells that could not be read. A row with the wrong number of cells is not in
        `frame`.
    sha256
        Of the file's bytes; blank if an optional file is absent.
    remarks
        A sentence for each problem of the file as a whole.
    damaged
        Cells that a spreadsheet has damaged; `frame` has them unchanged.
    sources
        The list of sources that a file written by Basewatch carries beside its table, as text,
        with the columns of `sources.csv`; None without one.
    """

    file: str
    frame: pd.DataFrame
    rejects: tuple[Reject, ...] = ()
    sha256: str = ""
    remarks: tuple[str, ...] = ()
    damaged: tuple[DamagedCell, ...] = ()
    sources: pd.DataFrame | None = None

    @property
    def read(self) -> int:
        """Rows in the file: those in the frame, and the rejected ones outside of it."""
        rejected = {reject.row for reject in self.rejects}
        inside = int(self.frame.index.isin(rejected).sum()) if rejected else 0
        return len(self.frame) + len(rejected) - inside


def parse_table(
    file: str,
    data: bytes,
    schema: FileSchema,
    limits: Limits = LIMITS,
    *,
    seek_damage: bool = True,
) -> TextTable:
    """
    Read the bytes of a CSV file as a table of text.

    Parameters
    ----------
    file
        Name of the file, for remarks and errors.
    data
        UTF-8, comma between cells, header in row 1. Other encodings and delimiters that
        `geo.files.encoding` and `geo.files.delimiter` read add a remark.
    schema
        Required columns, and optional ones, which are blank if missing; other columns are kept.
    limits
        How many rows and columns it may have.
    seek_damage
        Whether to search for cells that a spreadsheet has damaged.

    Returns
    -------
    table
        Every cell unchanged, blank as ``""``, without the guard that Basewatch writes before a
        cell that a spreadsheet would run (`geo.files.formula_guard`). Blank rows are left out, but
        count in the numbering; columns without name and text are left out. Rows with the wrong
        number of cells, or with too much text in a cell, are rejects (`geo.files.rows`).

    Raises
    ------
    DataFileError
        If the file is empty, in another encoding, too large, lacks a column or repeats an id; all
        problems at once.
    """
    cells, odd, head, remarks = _read_cells(file, data, schema, limits)
    delimiter = head.delimiter
    header = [unguard_cell(str(name)) for name in cells.iloc[0]]
    body = cells.iloc[1:]
    body.index = pd.Index(body.index + 1, name="row")
    body = drop_blank_rows(body)
    unnamed = [place for place, name in enumerate(header) if not name.strip()]
    filled = [place for place in unnamed if (body.iloc[:, place].str.strip() != "").any()]
    row = find_header_row(_read_rows(head.text, delimiter), schema)
    if row > 1:
        raise_problems(file, [f"Its header is in row {row}, not in row 1: delete the rows above."])
    problems = find_header_problems(header, schema)
    problems += [f"Column {place + 1} has cells but no name in row 1: name it." for place in filled]
    kept = [place for place in range(len(header)) if place not in unnamed]
    frame = body.iloc[:, kept]
    frame.columns = pd.Index([header[place] for place in kept])
    raise_problems(file, problems)
    frame = unguard_table(frame)
    stale = [name for name in frame.columns if is_marking_column(str(name), frame[name])]
    if schema is ATTACKS and stale:
        frame = frame.drop(columns=stale)
        remarks += (f"{file}: column `{MARKING_COLUMN}` was left out: it is from a product.",)
    overfull = reject_overfull(file, frame, delimiter)
    if overfull:
        frame = frame.drop(index=[reject.row for reject in overfull])
    rejects = (*overfull, *reject_odd(file, len(header), odd, delimiter))
    if frame.empty and not rejects:
        remarks += (f"{file} has a header and no row.",)
    damaged = find_damage(frame, schema) if seek_damage else []
    repeats = find_repeats(frame[schema.id_column]) if schema.id_column else []
    if repeats:
        # The file cannot be used: report all its damage at once.
        raise_problems(file, [*repeats, *describe_damage(file, frame, damaged)])
    frame = fill_optional(frame, schema)
    return TextTable(file, frame, rejects, remarks=remarks, damaged=tuple(damaged))


def _read_cells(
    file: str, data: bytes, schema: FileSchema, limits: Limits
) -> tuple[pd.DataFrame, list[tuple[int, list[str]]], DelimitedText, tuple[str, ...]]:
    """Return the cells, separately the odd rows, the beginning of the text, and remarks."""
    decoded = decode_text(file, data)
    delimited = find_delimiter(file, decoded.text, schema)
    head = dataclasses.replace(delimited, text=delimited.text[:_HEAD_SIZE])
    wide = len(next(_read_rows(head.text, head.delimiter)))
    check_shape(file, 0, wide, limits)  # a table of a million columns takes minutes to read
    cells, odd = _parse_cells(file, delimited.text, delimited.delimiter, wide, limits)
    check_shape(file, len(cells) - 1 + len(odd), len(cells.columns), limits)
    # the whole text, as large as the cells, is freed on return
    return cells, odd, head, (*decoded.remarks, *delimited.remarks)


def fill_optional(frame: pd.DataFrame, schema: FileSchema) -> pd.DataFrame:
    """
    Add the optional columns that a table lacks, blank.

    Parameters
    ----------
    frame
        A table of text. Not modified.
    schema
        Its schema.

    Returns
    -------
    filled
        The table with every column of the schema.
    """
    missing = [name for name in schema.columns if name not in frame.columns]
    blank = pd.Series("", index=frame.index, dtype="str")
    return frame.assign(**dict.fromkeys(missing, blank))


def _parse_cells(
    file: str, text: str, delimiter: str, wide: int, limits: Limits
) -> tuple[pd.DataFrame, list[tuple[int, list[str]]]]:
    """Return the cells, header as row 0, and separately the rows with another number of cells."""
    most = min(limits.rows, MOST_CELLS // max(wide, 1))
    # Arrow reads to the end: a file that may be too long needs the reader that can stop.
    few = max(text.count("\n"), text.count("\r")) <= most
    uniform = parse_uniform(text, delimiter) if few else None
    return (uniform, []) if uniform is not None else parse_rows(file, text, delimiter, limits)


def lift_cell_limit() -> None:
    """Let `csv` read a cell of any length: `geo.files.rows` has the limit and names the cell."""
    csv.field_size_limit(_NO_LIMIT)


def _read_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Read row by row; a blank row follows the last one, unless a quotation mark is still open."""
    lift_cell_limit()
    end = len(text)
    while end and text[end - 1] in "\r\n":
        end -= 1
    # a StringIO takes four bytes a character
    lines = (line[0] for line in _LINE.finditer(text, 0, end))
    return csv.reader(chain(lines, [""]), delimiter=delimiter)


def parse_rows(
    file: str, text: str, delimiter: str, limits: Limits = LIMITS
) -> tuple[pd.DataFrame, list[tuple[int, list[str]]]]:
    """
    Read a CSV file row by row.

    Parameters
    ----------
    file
        Name of the file, for its errors.
    text
        The whole file; line ends after its last row are ignored.
    delimiter
        The delimiter of its cells.
    limits
        How many rows and columns it may have; reading stops there.

    Returns
    -------
    cells
        As in `geo.files.arrow_csv.parse_uniform`, without the odd rows. Blank cells beyond the
        header, which spreadsheets append, are ignored.
    odd
        Number, from 0, and cells of each row that has more or fewer cells than the header.

    Raises
    ------
    DataFileError
        If row 1 is blank, a quotation mark is not closed or a limit is exceeded.
    """
    wide = len(next(_read_rows(text, delimiter)))
    if not wide:
        raise_problems(file, ["Row 1 is blank: write the header there."])
    rows = enumerate(islice(_read_rows(text, delimiter), limits.rows + 3))
    pieces: list[pd.DataFrame] = []
    odd: list[tuple[int, list[str]]] = []
    number, row = 0, [""]
    while batch := list(islice(rows, max(1, _BATCH_CELLS // wide))):
        check_shape(file, batch[-1][0] - 1, wide, limits)
        uniform = {}
        for number, row in batch:
            cells = row if any(row[wide:]) else row[:wide]
            if len(cells) == wide or not cells:
                uniform[number] = cells or [""] * wide
            else:
                odd.append((number, cells))
        pieces.append(
            pd.DataFrame.from_dict(uniform, orient="index", dtype="str", columns=range(wide))
        )
    if row:
        raise_problems(
            file, [f"A quotation mark opened in row {number + 1} is not closed: close it."]
        )
    return pd.concat(pieces).iloc[:-1], odd


def find_repeats(ids: "pd.Series[str]") -> list[str]:
    """Return a sentence for each id of several rows, with the rows; blank ids are ignored."""
    repeated = ids[(ids != "") & ids.duplicated(keep=False)]
    problems = []
    for value, rows in list(repeated.groupby(repeated, sort=False).groups.items())[:_LISTED]:
        where = ", ".join(str(row) for row in list(rows)[:_LISTED])
        more = " and more" if len(rows) > _LISTED else ""
        damage = explain_ids(str(value))
        fix = f"it {damage.reason}. {damage.fix}" if damage else "give each row its own."
        problems.append(f"`{ids.name}` {quote_text(str(value))} is in rows {where}{more}: {fix}")
    further = repeated.nunique() - len(problems)
    if further > 0:
        problems.append(f"{further} more ids are repeated.")
    return problems
