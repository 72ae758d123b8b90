"""Check the header of a CSV file: missing columns, and the names that were probably meant."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from geo.damage.characters import quote_text
from geo.model.schema import EXPORTED, FileSchema, is_exported

_NOT_IN_NAME: Final = re.compile(r"[^\w]+|_+")
_LISTED: Final = 8
_SEARCHED: Final = 20


def simplify_name(name: str) -> str:
    """Write a column's name as in the schema: lower case, `_` for spaces and hyphens."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) != "Cf"
    )
    return _NOT_IN_NAME.sub("_", plain).strip("_").lower()


def find_header_row(rows: Iterable[Sequence[str]], schema: FileSchema) -> int:
    """
    Find the header row.

    Parameters
    ----------
    rows
        The file from row 1 on.
    schema
        Its columns.

    Returns
    -------
    row
        Number of the first row, among the first twenty, with more than half of the required
        columns; 0 without one.
    """
    known = set(schema.required_columns)
    for number, row in enumerate(islice(rows, _SEARCHED), start=1):
        if 2 * len(known & {simplify_name(name) for name in row}) > len(known):
            return number
    return 0


def find_header_problems(header: Sequence[str], schema: FileSchema) -> list[str]:
    """
    Find the problems of a header.

    Parameters
    ----------
    header
        The cells of row 1.
    schema
        The required, optional and forbidden columns of the file.

    Returns
    -------
    problems
        A sentence for each missing column, with the name in row 1 that was probably meant; for
        each repeated column; and for each column that Basewatch adds itself, except in a table
        that it exported.
    """
    missing = [name for name in schema.required_columns if name not in header]
    strange = [name for name in header if name and name not in schema.columns]
    if len(missing) == len(schema.required_columns) and not _match_names(missing, strange):
        problems = [
            f"Row 1 is not a header: it has none of the columns {_list_names(missing)}. Write the "
            "header there."
        ]
    else:
        problems = list(_describe_missing(header, missing, strange))
    twice = sorted({name for name in header if name and header.count(name) > 1})
    problems += [
        f"Column {quote_text(name)} is repeated in the header: delete or rename one."
        for name in twice
    ]
    known = EXPORTED if is_exported(header) else frozenset()
    reserved = sorted(schema.made.intersection(header) - known)
    problems += [
        f"Column {quote_text(name)} is reserved for Basewatch: delete or rename it."
        for name in reserved
    ]
    return problems


def _match_names(missing: Iterable[str], strange: Sequence[str]) -> dict[str, str]:
    """Return the names in row 1 that were probably meant, by missing column; each name once."""
    simple = {simplify_name(name): name for name in reversed(strange)}
    matched = {name: simple.pop(name) for name in missing if name in simple}
    for name in missing:
        near = difflib.get_close_matches(name, simple, n=1, cutoff=0.75)
        if name not in matched and near:
            matched[name] = simple.pop(near[0])
    return matched


def _describe_missing(
    header: Sequence[str], missing: Sequence[str], strange: Sequence[str]
) -> Iterable[str]:
    """Yield a sentence for missing columns, with the names in row 1 that were probably meant."""
    matched = _match_names(missing, strange)
    for name, meant in matched.items():
        where = f"cell {name_cell(header.index(meant))} reads {quote_text(meant)}"
        yield f"Column `{name}` is missing: {where}; write `{name}` there."
    lost = [name for name in missing if name not in matched]
    others = [name for name in strange if name not in matched.values()]
    hint = f" (or rename one of {_list_names(others)} if it is meant)" if others else ""
    if lost:
        word = f"Column {_list_names(lost)} is" if len(lost) == 1 else None
        word = word or f"Columns {_list_names(lost)} are"
        yield f"{word} missing: add {'it' if len(lost) == 1 else 'them'} to the header{hint}."


def _list_names(names: Sequence[str]) -> str:
    """List names, at most eight of them."""
    listed = ", ".join(quote_text(name) for name in names[:_LISTED])
    return listed + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "")


def name_cell(place: int) -> str:
    """Return the name of a cell of row 1 in a spreadsheet, such as ``AA1`` for the 27th."""
    letters = ""
    rest = place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}1"
