"""Normalise the weapons of every row."""

from dataclasses import replace
from typing import Final

import pandas as pd

from geo.files.csv_table import TextTable
from geo.model.schema import ATTACKS
from geo.model.vocabulary import SEVERAL
from geo.model.weapons import OLD_WORD, split_weapons

_FIX: Final = (
    f"Write the weapons with a semicolon between them, such as rocket;ballistic_missile, or "
    f"{SEVERAL} if it is not known which."
)


def even_weapons(table: TextTable) -> TextTable:
    """
    Normalise the weapons of attacks: in the order of `WEAPONS`, each once, without blanks.

    Parameters
    ----------
    table
        Attacks as text. Not modified.

    Returns
    -------
    table
        With a remark if `OLD_WORD` is read as `SEVERAL`. A cell that is not a set of weapons keeps
        its text and is rejected later.
    """
    cells = table.frame["weapon"]
    found = {}
    for cell in cells.unique():
        words = split_weapons(cell)
        even = ";".join(words)
        sound = cell.replace(OLD_WORD, SEVERAL)
        if even != cell and ATTACKS.columns["weapon"].cell_type.test(pd.Series([sound])).all():
            found[cell] = even
    if not found:
        return table
    old = int(cells.isin([cell for cell in found if OLD_WORD in cell]).sum())
    weapons = cells.mask(cells.isin(list(found)), cells.map(found)).astype("str")
    remarks = (*table.remarks, *([_describe_old(table.file, old)] if old else []))
    return replace(table, frame=table.frame.assign(weapon=weapons), remarks=remarks)


def _describe_old(file: str, rows: int) -> str:
    """Write the remark on the rows of a file with `OLD_WORD`."""
    which = "1 row has" if rows == 1 else f"{rows:,} rows have"
    return f"{file}: {which} the old word `{OLD_WORD}` as weapon, read as `{SEVERAL}`. {_FIX}"
