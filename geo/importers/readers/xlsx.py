"""Read a workbook (XLSX) as a table of text; its size is checked before it is unpacked."""

import datetime as dt
import io
import zipfile
import zlib
from typing import Any, Final

import pandas as pd

from geo.files.csv_table import TextTable
from geo.importers.column_detection import count_known, find_title_row
from geo.importers.own_sources import select_sources
from geo.importers.readers.zip_limits import check_archive
from geo.model.errors import raise_problems
from geo.model.limits import LIMITS, MOST_CELLS, Limits, check_rows, check_shape, check_unpacked
from geo.model.schema import SOURCES

LAST_ROW: Final = 1_048_576
"""The last row of a sheet."""
_SEARCHED: Final = 20
_UNSOUND: Final = (
    LookupError, ArithmeticError, ValueError, TypeError, AttributeError, AssertionError,
    SyntaxError, OSError, NotImplementedError, RecursionError, EOFError, zipfile.BadZipFile,
    zlib.error,
)  # fmt: skip
"""What openpyxl raises if a part is missing, damaged or unusual."""


def parse_foreign_xlsx(file: str, data: bytes, limits: Limits = LIMITS) -> TextTable:
    """
    Read the bytes of a workbook: the sheet with most known columns.

    Parameters
    ----------
    file
        Name of the file, for remarks and errors.
    data
        XLSX (ECMA-376).
    limits
        How many rows and columns it may have, and how much it may unpack to.

    Returns
    -------
    table
        Cells as text: a day as ``2023-10-17``, with its hour if it has one; a number with the
        fewest digits; a formula as its last result.

    Raises
    ------
    DataFileError
        If the file is not a workbook, has a password, is too large, has a document type, or no
        sheet has a header.
    """
    # heavy, and only workbooks need it
    import openpyxl  # noqa: PLC0415
    from openpyxl.utils import exceptions  # noqa: PLC0415

    check_archive(file, data, limits)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        try:
            table = _read_book(file, book, limits)
        finally:
            book.close()
    except (
        *_UNSOUND, exceptions.CellCoordinatesException, exceptions.InvalidFileException,
    ) as error:  # fmt: skip
        problem = f"It is a damaged workbook ({type(error).__name__}: {str(error)[:200]})"
        raise_problems(file, [f"{problem}: save it again as .xlsx or CSV."])
    return table


def _read_book(file: str, book: Any, limits: Limits) -> TextTable:
    """Read the sheet with most known columns; remarks name it and the rest."""
    sheets = {str(name): _read_head(book[name]) for name in book.sheetnames}
    sheets = {name: head for name, head in sheets.items() if any(head)}
    if not sheets:
        raise_problems(file, ["Its sheets have no cells: it needs at least a header."])
    titles = {name: find_title_row(head) for name, head in sheets.items()}
    best = max(sheets, key=lambda name: count_known(sheets[name][titles[name]]))
    table = _read_sheet(file, book[best], titles[best], limits)
    above = {name: _find_sources(head) for name, head in sheets.items() if name != best}
    beside = next((name for name, row in above.items() if row is not None), "")
    listed = pd.DataFrame()
    if beside:
        listed = _read_sheet(file, book[beside], above[beside] or 0, limits).frame
    remarks = []
    if others := ", ".join(f"`{name[:40]}`" for name in sheets if name not in {best, beside}):
        also = f", and `{beside[:40]}` for the sources" if beside else ""
        remarks.append(f"{file}: the sheet `{best[:40]}` was read{also}; not {others}.")
    if titles[best]:
        remarks.append(
            f"{file}: the header is in row {titles[best] + 1}; the rows above were left out."
        )
    return TextTable(file, table.frame, remarks=tuple(remarks), sources=select_sources(listed))


def _find_sources(head: list[list[str]]) -> int | None:
    """Return the number of rows above the header of a list of sources; None without a list."""
    found = (row for row, cells in enumerate(head) if set(SOURCES.columns) <= set(cells))
    return next(found, None)


def _read_head(sheet: Any) -> list[list[str]]:
    """Return the first rows of a sheet as text."""
    if not hasattr(sheet, "iter_rows"):  # a chart sheet
        return []
    sheet.reset_dimensions()  # a sheet may state 16,384 columns, which would pad each row
    rows = sheet.iter_rows(max_row=_SEARCHED, values_only=True)
    return [_trim([write_value(value) for value in row]) for row in rows]


def _trim(row: list[str]) -> list[str]:
    """Remove blank cells at the end of a row."""
    while row and not row[-1]:
        row.pop()
    return row


def _read_sheet(file: str, sheet: Any, above: int, limits: Limits) -> TextTable:
    """Read a sheet with `above` rows above its header."""
    rows = sheet.iter_rows(min_row=above + 1, values_only=True)
    header = _trim([write_value(value).strip() for value in next(rows)])
    wide = len(header)
    check_shape(file, 0, wide, limits)
    numbers: list[int] = []
    cells: list[list[str]] = []
    beyond, places, size = 0, 0, 0
    for number, values in enumerate(rows, start=above + 2):
        places += len(values)
        if number > LAST_ROW or places > MOST_CELLS:
            problem = f"A cell is beyond row {LAST_ROW:,}, or far right of the header"
            raise_problems(file, [f"{problem}: delete it."])
        if not values:
            continue
        row = [write_value(value) for value in values]
        beyond += any(row[wide:])
        row = (row + [""] * wide)[:wide]
        if any(cell.strip() for cell in row):
            numbers.append(number)
            cells.append(row)
            check_rows(file, len(cells), limits)
            # the file has a text shared by a million cells only once
            size += sum(map(len, row))
            check_unpacked(file, size, limits)
    problems = [
        f"Column {place + 1} has no name in its header: name it."
        for place, name in enumerate(header)
        if not name and any(row[place] for row in cells)
    ]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    problems += [f"Column `{name[:80]}` is repeated in its header: rename one." for name in twice]
    if beyond:
        problems.append(f"{beyond:,} rows have cells beyond the header: name their column.")
    raise_problems(file, problems)
    frame = pd.DataFrame(
        cells, index=pd.Index(numbers, name="row", dtype="int64"), columns=pd.Index(header),
        dtype="str",
    )  # fmt: skip
    return TextTable(file, frame.loc[:, [bool(name) for name in header]])


def write_value(value: object) -> str:
    """Write a cell of a workbook as text."""
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
