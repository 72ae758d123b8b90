"""Find the delimiter of a CSV file: a comma, or what a spreadsheet writes instead."""

import csv
import io
import re
from dataclasses import dataclass
from typing import Final

from geo.damage.characters import quote_text
from geo.files.header import simplify_name
from geo.model.schema import FileSchema

NAMES: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
"""The delimiters that are read, and their names; the standard one comes first."""
_STATED: Final = re.compile(r'"?sep=([^\r\n])"?[,;\t|]*(?:\r\n|\n|\r|\Z)', re.IGNORECASE)
_HEADER_SIZE: Final = 65_536
"""Most characters of the header."""


@dataclass(frozen=True)
class DelimitedText:
    """
    The text of a CSV file, and its delimiter.

    Attributes
    ----------
    text
        From the header on.
    delimiter
        One of `NAMES`.
    remarks
        A sentence for each deviation from the standard.
    """

    text: str
    delimiter: str
    remarks: tuple[str, ...] = ()


def find_delimiter(file: str, text: str, schema: FileSchema) -> DelimitedText:
    """
    Find the delimiter of a CSV file by its header.

    Parameters
    ----------
    file
        Name of the file, for the remarks.
    text
        The whole file.
    schema
        Its columns.

    Returns
    -------
    delimited
        With the delimiter that finds most of the schema's columns in the header; of equal ones
        the comma. A first line such as ``sep=;``, which Excel writes and reads, is removed. Other
        programs keep it although they change the delimiter, so the header decides.
    """
    remarks = []
    stated = _STATED.match(text)
    if stated:
        text = text[stated.end() :].lstrip("\ufeff")  # the mark of the original file
        remarks.append(
            f"{file} begins with the line {quote_text('sep=' + stated[1])}, which is for "
            "spreadsheets only. It was skipped; row numbers begin at the header."
        )
    known = {simplify_name(name) for name in schema.columns}
    found = {
        delimiter: len(known & {simplify_name(name) for name in _split_header(text, delimiter)})
        for delimiter in NAMES
    }
    delimiter = max(found, key=lambda delimiter: found[delimiter])
    if delimiter != ",":
        remarks.append(
            f"{file} has {NAMES[delimiter]} between its cells, not commas, as spreadsheets of some "
            "countries save it. It was read correctly; save it with commas, and check for decimal "
            "commas."
        )
    return DelimitedText(text, delimiter, tuple(remarks))


def _split_header(text: str, delimiter: str) -> list[str]:
    """Return the cells of row 1."""
    try:
        return next(csv.reader(io.StringIO(text[:_HEADER_SIZE], newline=""), delimiter=delimiter))
    except (csv.Error, StopIteration):
        return []
