"""Read a uniform CSV file, with the same number of cells in each row, by Arrow."""

import csv
import io
from typing import Final

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

_BLOCK_SIZE: Final = 1 << 24
"""Bytes read at once: few enough for the memory, enough for few pieces."""
_HEAD_SIZE: Final = 1_000_000
"""Most characters of the first row."""
_MARK: Final = "\ufeff"
"""Arrow removes this from the start of a text as a byte order mark."""
_END: Final = "end of the file"
"""A row added after the last one: if a quotation mark is still open, it is not read as a row."""


class _Stream(io.RawIOBase):
    """
    Text as a stream of UTF-8, piece by piece, to avoid a second copy of the whole text.

    Parameters
    ----------
    text, end
        The text, and the position at which it ends.
    after
        Text that follows.
    """

    def __init__(self, text: str, end: int, after: str) -> None:
        self._parts = [(text, end), (after, len(after))]
        self._place = 0

    def readable(self) -> bool:
        """Return that the stream can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next piece of at most `size` bytes; blank at the end."""
        while self._parts:
            text, end = self._parts[0]
            if self._place < end:
                # a character takes at most four bytes
                until = end if size < 0 else min(end, self._place + max(1, size // 4))
                piece = text[self._place : until]
                self._place = until
                return piece.encode("utf-8")
            del self._parts[0]
            self._place = 0
        return b""


def parse_uniform(text: str, delimiter: str) -> pd.DataFrame | None:
    """
    Read the rows of a uniform CSV file.

    Parameters
    ----------
    text
        The whole file; line ends after its last row are ignored.
    delimiter
        The delimiter of its cells.

    Returns
    -------
    cells
        Every cell unchanged (str), rows and columns numbered from 0, including the header; a
        blank line is a row of blank cells. None if a row has another number of cells than the
        first or a quotation mark is not closed: `geo.files.csv_table.parse_rows` finds the place.
    """
    try:
        first = next(csv.reader(io.StringIO(text[:_HEAD_SIZE], newline=""), delimiter=delimiter))
    except (csv.Error, StopIteration):
        return None
    if not first or text.startswith(_MARK):
        return None
    end = len(text)
    while text[end - 1] in "\r\n":  # `rstrip` would copy the whole text
        end -= 1
    names = [str(number) for number in range(len(first))]
    after = "\n" + delimiter.join([_END] * len(names))
    try:
        table = arrow_csv.read_csv(
            pa.PythonFile(_Stream(text, end, after), mode="r"),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=_BLOCK_SIZE),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    last = table.slice(table.num_rows - 1).to_pylist()[0]
    if list(last.values()) != [_END] * len(names):
        return None
    cells: pd.DataFrame = table.slice(0, table.num_rows - 1).to_pandas(
        types_mapper={pa.large_string(): pd.StringDtype(na_value=float("nan"))}.get
    )
    cells.columns = pd.RangeIndex(len(names))
    return cells
