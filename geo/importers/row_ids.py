"""Write the ids of a foreign table so that they are valid and unique."""

from typing import Final

import pandas as pd

from geo.importers.mapping import ColumnMapping
from geo.importers.row_sources import slugify, write_id
from geo.model.cell_types import ID
from geo.model.problems import list_rows

_LONGEST_NUMBER: Final = 50
"""Most digits of a bare number that becomes an id with the table's name before it."""


def write_row_ids(rows: pd.DataFrame, file: str, mapping: ColumnMapping) -> pd.DataFrame:
    """
    Return a valid id for each row and for its possible duplicate.

    Different ids stay different, and the same id is written in the same way in any table of that
    name. A bare number gets the table's name before it.

    Parameters
    ----------
    rows
        Converted rows: `attack_id` and `possible_duplicate_of`. Not modified.
    file
        Name of the table.
    mapping
        The mapping of the table.

    Returns
    -------
    ids
        The two columns, same index.
    """
    ids = rows["attack_id"]
    stem = slugify(file.rsplit(".", 1)[0]) or "imported"
    before = mapping.format if mapping.format != "own" else stem
    distinct = pd.Series(ids[ids != ""].unique(), dtype="str")
    fits = ID.test(distinct) & ~distinct.str.fullmatch("[0-9]+").astype(bool)
    taken = set(distinct[fits])

    def name_apart(text: str) -> str:
        numbered = f"{before}-{text}" if len(text) < _LONGEST_NUMBER and text.isdecimal() else ""
        sound = numbered.isascii() and numbered not in {"", *taken}
        return numbered if sound else write_id(text, stem)

    written = {text: name_apart(text) for text in distinct[~fits]}
    numbers = pd.Series([str(row) for row in list_rows(ids)], ids.index, dtype="str")
    named = f"{stem}-row-" + numbers
    used = named.isin(taken | set(written.values()))
    named = named.mask(used, named.map(lambda text: write_id(f" {text}", stem))).astype("str")
    written_ids = ids.mask(ids.isin(list(written)), ids.map(written)).mask(ids == "", named)
    marked = rows["possible_duplicate_of"]
    marked = marked.mask(marked.isin(list(written)), marked.map(written))
    return pd.DataFrame({"attack_id": written_ids, "possible_duplicate_of": marked}, dtype="str")
