"""What stands between the cells of a CSV file: a comma, or what a spreadsheet puts there."""

import csv
import io
import re
from dataclasses import dataclass
from typing import Final

from geo.damage.characters import quote_text
from geo.files.header import simplify_name
from geo.model.schema import FileSchema

NAMES: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
"""The delimiters that are read, the plain one first, as an officer calls them."""
_STATED: Final = re.compile(r'"?sep=([^\r\n])"?[,;\t|]*(?:\r\n|\n|\r|\Z)', re.IGNORECASE)
_HEADER_SIZE: Final = 65_536
"""Characters in which the header must end."""


@dataclass(frozen=True)
class DelimitedText:
    """
    The text of a CSV file, and what stands between its cells.

    Attributes
    ----------
    text
        From the header on.
    delimiter
        One of `NAMES`.
    remarks
        What an officer should know: a sentence for each thing that is not as it should be.
    """

    text: str
    delimiter: str
    remarks: tuple[str, ...] = ()


def find_delimiter(file: str, text: str, schema: FileSchema) -> DelimitedText:
    """
    Find what stands between the cells, by the header.

    Parameters
    ----------
    file
        Name of the file, for what is said about it.
    text
        The whole file.
    schema
        Its columns.

    Returns
    -------
    delimited
        The delimiter by which the header has most of the schema's columns, the comma where that
        leaves a choice. A first line such as ``sep=;``, which Excel writes and obeys, is
        taken away, and believed only where the header agrees: other programs save it as it was.
    """
    remarks = []
    stated = _STATED.match(text)
    if stated:
        text = text[stated.end() :].lstrip("\ufeff")  # the mark of a file that it was put before
        remarks.append(
            f"{file} begins with the line {quote_text('sep=' + stated[1])}, which is for "
            "spreadsheets only. It was passed over; rows are counted from the header on, as there."
        )
    known = {simplify_name(name) for name in schema.columns}
    found = {
        delimiter: len(known & {simplify_name(name) for name in _split_header(text, delimiter)})
        for delimiter in NAMES
    }
    delimiter = max(found, key=lambda delimiter: found[delimiter])
    if delimiter != ",":
        remarks.append(
            f"{file} has {NAMES[delimiter]} between its cells, not commas: a spreadsheet set to "
            "another country saves so. It was read as that, and nothing is lost; save it with "
            "commas, and look for decimal commas."
        )
    return DelimitedText(text, delimiter, tuple(remarks))


def _split_header(text: str, delimiter: str) -> list[str]:
    """Give the cells of row 1."""
    try:
        return next(csv.reader(io.StringIO(text[:_HEADER_SIZE], newline=""), delimiter=delimiter))
    except (csv.Error, StopIteration):
        return []
