"""Read a CSV file with any columns, delimiter and stated encoding as a table of text."""

import csv
import dataclasses
import io
from collections.abc import Sequence
from itertools import islice
from typing import Final

from geo.files.csv_table import TextTable, lift_cell_limit, parse_table
from geo.files.delimiter import NAMES
from geo.files.encoding import decode_text
from geo.files.rows import LONGEST_CELL
from geo.importers.column_detection import find_title_row
from geo.model.cell_types import TEXT
from geo.model.errors import raise_problems
from geo.model.limits import LIMITS, Limits
from geo.model.schema import Column, FileSchema

ENCODINGS: Final[dict[str, str]] = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252 (Western)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "iso-8859-1": "ISO 8859-1 (Latin)",
    "iso-8859-6": "ISO 8859-6 (Arabic)",
}
"""Encodings that can be stated; UTF-8 and UTF-16 are also detected."""
_SEARCHED: Final = 20
_HEAD: Final = 262_144
"""Most characters of the header and the first rows."""


def parse_foreign_csv(
    file: str, data: bytes, encoding: str = "", limits: Limits = LIMITS
) -> TextTable:
    """
    Read the bytes of a CSV file with unknown columns.

    Parameters
    ----------
    file
        Name of the file, for remarks and errors.
    data
        Its bytes; its delimiter is one of `geo.files.delimiter.NAMES`.
    encoding
        A key of `ENCODINGS`; blank for UTF-8 or UTF-16, no other is guessed.
    limits
        How many rows and columns it may have.

    Returns
    -------
    table
        Every cell unchanged, indexed by the row as a spreadsheet numbers it. Rows above the header
        are skipped, with a remark.

    Raises
    ------
    DataFileError
        If the file is empty, in another encoding, or has no header with a name for each column.
    """
    text, remarks = _decode(file, data, encoding)
    delimiter = _find_delimiter(text)
    rows = list(islice(_read_rows(text, delimiter), _SEARCHED))
    above = find_title_row([row for row, _ in rows])
    text, names = _cut_above(text, rows, above)
    long = max(map(len, names), default=0)
    if long > LONGEST_CELL:
        problem = f"Its header has a name of {long:,} characters; at most {LONGEST_CELL:,} are read"
        fix = "Close its quotation mark, or write a header above the rows."
        raise_problems(file, [f"{problem}. {fix}"])
    schema = FileSchema(file, "", {name: Column("", TEXT, "not known") for name in names})
    # damage by a spreadsheet is reported when the cells are converted
    if above or remarks:  # else it is UTF-8 from its first row on
        data = text.encode("utf-8", errors="replace")
    del text
    table = parse_table(file, data, schema, limits, seek_damage=False)
    if above:
        remarks.append(f"{file}: the header is in row {above + 1}; the rows above were left out.")
    return dataclasses.replace(
        table,
        frame=table.frame.set_axis(table.frame.index + above, axis="index"),
        rejects=tuple(
            dataclasses.replace(problem, row=problem.row + above) for problem in table.rejects
        ),
        remarks=(*remarks, *_keep_remarks(table.remarks)),
    )


def _decode(file: str, data: bytes, encoding: str) -> tuple[str, list[str]]:
    """Decode the bytes in the stated encoding, or in one that is certain."""
    if not encoding:
        decoded = decode_text(file, data)
        return decoded.text, list(decoded.remarks)
    if encoding not in ENCODINGS:
        raise_problems(file, [f"`{encoding}` is not supported: use {', '.join(ENCODINGS)}."])
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeError as error:
        raise_problems(
            file, [f"It is not {ENCODINGS[encoding]} ({error}): choose another encoding."]
        )
    if not text.strip():
        raise_problems(file, ["It is empty: it needs at least its header."])
    if "\0" in text:
        raise_problems(file, ["It holds a NUL: it is damaged, or in another encoding."])
    return text, [f"{file} was read as {ENCODINGS[encoding]}, as requested."]


def _find_delimiter(text: str) -> str:
    """Return the delimiter that splits the first rows into most cells, the same number in each."""
    best, most = ",", 0
    for delimiter in NAMES:
        try:
            rows = [row for row, _ in islice(_read_rows(text, delimiter), _SEARCHED)]
        except csv.Error:
            continue
        wide = [len(row) for row in rows if len(row) > 1]
        usual = max(set(wide), key=wide.count) if wide else 0
        weight = wide.count(usual) * (usual - 1)
        if weight > most:
            best, most = delimiter, weight
    return best


def _read_rows(text: str, delimiter: str) -> "list[tuple[list[str], int]]":
    """Return the first rows, each with the number of lines read once it ends."""
    lift_cell_limit()
    reader = csv.reader(io.StringIO(text[:_HEAD], newline=""), delimiter=delimiter)
    return [(row, reader.line_num) for row in islice(reader, _SEARCHED)]


def _cut_above(
    text: str, rows: Sequence[tuple[list[str], int]], above: int
) -> tuple[str, list[str]]:
    """Cut the rows above the header; return the rest, and the names in the header."""
    if above:
        lines = io.StringIO(text, newline="")
        for _ in range(rows[above - 1][1]):
            lines.readline()
        text = lines.read()
    header = rows[above][0] if rows else []
    return text, [name for name in header if name.strip()]


def _keep_remarks(remarks: Sequence[str]) -> list[str]:
    """Leave out remarks on delimiters: a foreign file need not have commas."""
    return [remark for remark in remarks if "between its cells" not in remark]
