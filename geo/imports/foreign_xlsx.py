"""A workbook (XLSX) as a table of text; what is inside of it is measured before it is unpacked."""

import datetime as dt
import io
import re
import zipfile
from typing import Any, Final

import pandas as pd

from geo.errors import raise_faults
from geo.imports.own_sources import select_sources
from geo.imports.recognise import count_known, find_title_row
from geo.schema import SOURCES
from geo.tables import TextTable

MOST_BYTES: Final = 600_000_000
"""What the parts of a workbook may hold unpacked: a million rows of thirty columns, and more."""
MOST_PARTS: Final = 2_000
MOST_RATIO: Final = 400
"""A part that unpacks to more than this many times its size is a bomb, not a table."""
_SMALL: Final = 10_000_000
_SEARCHED: Final = 20
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CHUNK: Final = 1 << 20


def parse_foreign_xlsx(file: str, data: bytes) -> TextTable:
    """
    Read the bytes of a workbook: of its sheets the one with most columns that we know.

    Parameters
    ----------
    file
        Name of the file, for what is said about it.
    data
        XLSX (ECMA-376).

    Returns
    -------
    table
        Cells as text: a day as ``2023-10-17``, with its hour where it has one; a number with the
        fewest digits that mean it; of a formula, what the spreadsheet last made of it.

    Raises
    ------
    DataFileError
        If the file is no workbook, is protected, unpacks to more than `MOST_BYTES`, holds a
        document type, or no sheet has a header.
    """
    import openpyxl  # noqa: PLC0415 - takes a while, and only this form needs it

    check_archive(file, data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as error:
        raise_faults(file, [f"It is no sound workbook ({error}): save it anew as .xlsx, or CSV."])
    try:
        sheets = {str(name): _read_head(book[name]) for name in book.sheetnames}
        sheets = {name: head for name, head in sheets.items() if any(head)}
        if not sheets:
            raise_faults(file, ["No sheet of it holds a cell: it needs at least a header."])
        titles = {name: find_title_row(head) for name, head in sheets.items()}
        best = max(sheets, key=lambda name: count_known(sheets[name][titles[name]]))
        table = _read_sheet(file, book[best], titles[best])
        beside = next(
            (name for name in sheets if name != best and _lists_sources(sheets[name])), ""
        )
        listed = _read_sheet(file, book[beside], 0).frame if beside else pd.DataFrame()
    finally:
        book.close()
    remarks = []
    if others := ", ".join(f"`{name[:40]}`" for name in sheets if name not in {best, beside}):
        also = f", and `{beside[:40]}` for the sources" if beside else ""
        remarks.append(f"{file}: the sheet `{best[:40]}` was read{also}; not {others}.")
    if titles[best]:
        remarks.append(
            f"{file}: the header stands in row {titles[best] + 1}; what is above was left out."
        )
    return TextTable(file, table.frame, remarks=tuple(remarks), sources=select_sources(listed))


def _lists_sources(head: list[list[str]]) -> bool:
    """Tell whether a sheet is a list of sources as ours."""
    return set(SOURCES.columns) <= set(head[0])


def check_archive(file: str, data: bytes) -> None:
    """
    Check what a zip archive of XML parts would unpack to, without keeping it.

    Raises
    ------
    DataFileError
        If it is no archive, is a bomb, or one of its XML parts has a document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or size > MOST_BYTES:
                said = f"It would unpack to {len(parts):,} parts and {size:,} bytes"
                raise_faults(file, [f"{said}: split it, or save the sheet alone as CSV."])
            for part in parts:
                if part.flag_bits & 1:
                    raise_faults(file, ["It is protected by a password: save it without one."])
                if part.file_size > _SMALL and part.file_size > MOST_RATIO * part.compress_size:
                    raise_faults(file, [f"Its part {part.filename[:80]} is packed beyond reason."])
                _check_part(file, archive, part)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise_faults(file, [f"It is no sound workbook ({error}): save it anew as .xlsx, or CSV."])


def _check_part(file: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """See that a part is as long as it says, and that XML has no document type."""
    if not part.filename.lower().endswith((".xml", ".rels", ".kml")):
        return
    read, rest = 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            if read > part.file_size:
                raise_faults(file, [f"Its part {part.filename[:80]} is longer than it says."])
            if _DOCTYPE.search(rest + chunk) or b"\0" in chunk:
                said = f"Its part {part.filename[:80]} has a document type or is not in UTF-8"
                raise_faults(file, [f"{said}: no spreadsheet writes that; take a sound copy."])
            rest = chunk[-16:]


def _read_head(sheet: Any) -> list[list[str]]:
    """Give the first rows of a sheet as text."""
    if not hasattr(sheet, "iter_rows"):  # a sheet that is a chart alone
        return []
    rows = sheet.iter_rows(max_row=_SEARCHED, values_only=True)
    return [_trim([write_value(value) for value in row]) for row in rows]


def _trim(row: list[str]) -> list[str]:
    """Leave out blank cells at a row's end."""
    while row and not row[-1]:
        row.pop()
    return row


def _read_sheet(file: str, sheet: Any, above: int) -> TextTable:
    """Read a sheet whose header stands below some rows."""
    rows = sheet.iter_rows(min_row=above + 1, values_only=True)
    header = _trim([write_value(value).strip() for value in next(rows)])
    wide = len(header)
    numbers: list[int] = []
    cells: list[list[str]] = []
    beyond = 0
    for number, values in enumerate(rows, start=above + 2):
        row = [write_value(value) for value in values]
        beyond += any(row[wide:])
        row = (row + [""] * wide)[:wide]
        if any(cell.strip() for cell in row):
            numbers.append(number)
            cells.append(row)
    faults = [
        f"Column {place + 1} has no name in its header: name it."
        for place, name in enumerate(header)
        if not name and any(row[place] for row in cells)
    ]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    faults += [f"Column `{name[:80]}` stands twice in its header: rename one." for name in twice]
    if beyond:
        faults.append(f"{beyond:,} rows have cells beyond its header: name their column.")
    raise_faults(file, faults)
    frame = pd.DataFrame(
        cells, index=pd.Index(numbers, name="row", dtype="int64"), columns=pd.Index(header),
        dtype="str",
    )  # fmt: skip
    return TextTable(file, frame.loc[:, [bool(name) for name in header]])


def write_value(value: object) -> str:
    """Write a cell of a workbook as the text that a person would."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        whole = value.time() == dt.time()
        return value.date().isoformat() if whole else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
