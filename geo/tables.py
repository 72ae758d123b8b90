"""A CSV file's bytes as a table of text, numbered as a spreadsheet numbers its rows."""

import csv
import difflib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.cell_guard import unguard_cell, unguard_table
from geo.errors import DataFileError
from geo.scene import Reject
from geo.schema import FileSchema

_BOM = b"\xef\xbb\xbf"
_UNCLOSED = re.compile(r"EOF inside string starting at row (\d+)")
_LISTED = 5


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
        Rows that do not fit into a table; they are not in `frame`, unless their cells are.
    sha256
        Of the file's bytes; blank where an optional file is absent.
    """

    file: str
    frame: pd.DataFrame
    rejects: tuple[Reject, ...] = ()
    sha256: str = ""

    @property
    def read(self) -> int:
        """Rows in the file: those in the frame, and rejected ones outside of it."""
        return len(set(self.frame.index) | {reject.row for reject in self.rejects})


def raise_faults(file: str, faults: Sequence[str]) -> None:
    """Raise one `DataFileError` that names every fault of a file, if there is one."""
    if faults:
        msg = f"{file} cannot be read. " + " ".join(faults)
        raise DataFileError(msg)


def decode_text(file: str, data: bytes) -> str:
    """
    Read a file's bytes as UTF-8, with or without a byte order mark.

    Raises
    ------
    DataFileError
        If the file is empty, holds a NUL or is not UTF-8.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise_faults(file, ["It is UTF-16, not UTF-8: save it as `CSV UTF-8`."])
    faults = []
    text = ""
    data = data.removeprefix(_BOM)
    if not data.strip():
        faults.append("It is empty: it needs at least its header in row 1.")
    nul = data.find(b"\0")
    if nul >= 0:
        line = data.count(b"\n", 0, nul) + 1
        faults.append(f"Line {line} holds a NUL byte: the file is damaged, take a sound copy.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.append(
            f"Line {line} is not UTF-8 (byte 0x{data[error.start]:02x}): save it as `CSV UTF-8`."
        )
    raise_faults(file, faults)
    return text


def parse_table(file: str, data: bytes, schema: FileSchema) -> TextTable:
    """
    Read the bytes of a CSV file as a table of text.

    Parameters
    ----------
    file
        Name of the file, for what is said about it.
    data
        UTF-8, comma between cells, header in row 1.
    schema
        Columns that must be there, and optional ones, which are blank where missing; others are
        kept.

    Returns
    -------
    table
        Every cell as it stands, blank as ``""``, without the guard that our own CSV puts before a
        cell that a spreadsheet would run (`geo.cell_guard`). Rows without any text are no rows, but
        are counted in the numbering. Rows with too many or too few cells are rejects.

    Raises
    ------
    DataFileError
        If the file is empty, not UTF-8, lacks a column or repeats an id; all faults at once.
    """
    text = decode_text(file, data).rstrip("\r\n")
    cells, odd = _parse_cells(file, text)
    header = [unguard_cell(str(name)) for name in cells.iloc[0]]
    body = cells.iloc[1:]
    body.index = pd.Index(body.index + 1, name="row")
    body = body[(body != "").any(axis=1)]
    unnamed = [place for place, name in enumerate(header) if name == ""]
    filled = [place for place in unnamed if (body.iloc[:, place] != "").any()]
    faults = _find_header_faults(header, schema)
    faults += [f"Column {place + 1} has cells but no name in row 1: name it." for place in filled]
    kept = [place for place in range(len(header)) if place not in unnamed]
    frame = body.iloc[:, kept]
    frame.columns = pd.Index([header[place] for place in kept])
    if schema.id_column in header and frame.columns.is_unique:
        faults += find_repeats(frame[schema.id_column])
    raise_faults(file, faults)
    frame = unguard_table(fill_optional(frame, schema))
    return TextTable(file, frame, tuple(_reject_odd(file, len(header), odd)))


def fill_optional(frame: pd.DataFrame, schema: FileSchema) -> pd.DataFrame:
    """Add each optional column that a table does not have, blank; the table is not modified."""
    missing = [name for name in schema.columns if name not in frame.columns]
    blank = pd.Series("", index=frame.index, dtype="str")
    return frame.assign(**dict.fromkeys(missing, blank))


def _parse_cells(file: str, text: str) -> tuple[pd.DataFrame, list[tuple[int, list[str]]]]:
    """Give the cells, header as row 0, and apart from them rows with too many or too few."""
    try:
        cells = pd.read_csv(
            io.StringIO(text),
            header=None,
            dtype="str",
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
        )
    except pd.errors.EmptyDataError:
        raise_faults(file, ["Row 1 is blank: the header must stand there."])
    except pd.errors.ParserError as error:
        unclosed = _UNCLOSED.search(str(error))
        if unclosed:
            row = int(unclosed[1]) + 1
            raise_faults(file, [f"A quotation mark opened in row {row} is not closed: close it."])
        return _parse_slowly(file, text)
    # pandas fills a short row up without a word. The separators tell: each row has one fewer
    # than the header has columns, and the rest stand inside of cells.
    inside = sum(int(cells[name].str.count(",").sum()) for name in cells.columns)
    if text.count(",") - inside == len(cells) * (len(cells.columns) - 1):
        return cells, []
    return _parse_slowly(file, text)


def _parse_slowly(file: str, text: str) -> tuple[pd.DataFrame, list[tuple[int, list[str]]]]:
    """Read row by row a file of which some row has too many or too few cells."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise_faults(file, [f"It is not a CSV file ({error}): save it as `CSV UTF-8`."])
    wide = len(rows[0])
    odd = [(number, row) for number, row in enumerate(rows) if row and len(row) != wide]
    straight = {number: row or [""] * wide for number, row in enumerate(rows)}
    for number, _ in odd:
        del straight[number]
    return pd.DataFrame.from_dict(straight, orient="index", dtype="str"), odd


def _reject_odd(file: str, wide: int, odd: Iterable[tuple[int, list[str]]]) -> Iterable[Reject]:
    """Reject the rows that have more or fewer cells than the header."""
    for number, row in odd:
        if any(row):
            yield Reject(
                file,
                number + 1,
                "(whole row)",
                ",".join(row)[:200],
                f"has {len(row)} cells where the header has {wide}",
                "Put text that holds a comma between quotation marks, and fill up missing cells.",
            )


def _find_header_faults(header: Sequence[str], schema: FileSchema) -> list[str]:
    """Find the columns that are missing, named twice or named as ours."""
    faults = []
    for separator, divider in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            return [f"Its cells are divided by {divider}: save it with commas."]
    for column in schema.required_columns:
        if column not in header:
            near = difflib.get_close_matches(column, header, n=1, cutoff=0.8)
            hint = f" (`{near[0]}` in row 1 is not quite it)" if near else ""
            faults.append(f"Column `{column}` is missing{hint}: add it to the header.")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    faults += [
        f"Column `{name}` stands twice in the header: delete or rename one." for name in twice
    ]
    ours = sorted(schema.made.intersection(header))
    faults += [
        f"Column `{name}` is one that Basewatch makes: delete or rename it." for name in ours
    ]
    return faults


def list_rows(frame: "pd.DataFrame | pd.Series[Any]") -> list[int]:
    """Give the row numbers of a table of text, or of a column of it."""
    return [int(row) for row in frame.index]


def find_repeats(ids: "pd.Series[str]") -> list[str]:
    """Say which ids stand in more than one row, and where; blank ones are no ids."""
    repeated = ids[(ids != "") & ids.duplicated(keep=False)]
    faults = []
    for value, rows in list(repeated.groupby(repeated, sort=False).groups.items())[:_LISTED]:
        where = ", ".join(str(row) for row in list(rows)[:_LISTED])
        more = " and more" if len(rows) > _LISTED else ""
        faults.append(
            f"`{ids.name}` {str(value)[:80]} stands in rows {where}{more}: give each its own."
        )
    further = repeated.nunique() - len(faults)
    if further > 0:
        faults.append(f"{further} more ids repeat.")
    return faults
