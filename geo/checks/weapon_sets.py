"""Write the weapons of every row in one way."""

from dataclasses import replace
from typing import Final

import pandas as pd

from geo.files.csv_table import TextTable
from geo.model.schema import ATTACKS
from geo.model.vocabulary import SEVERAL
from geo.model.weapons import OLD_WORD, split_weapons

_FIX: Final = (
    f"Write the weapons with a semicolon between them, such as rocket;ballistic_missile, or "
    f"{SEVERAL} where it is not known which."
)


def even_weapons(table: TextTable) -> TextTable:
    """
    Write the same weapons in one way: in the order of `WEAPONS`, each once, without blanks.

    Parameters
    ----------
    table
        Attacks as text. Not modified.

    Returns
    -------
    table
        With a remark where `OLD_WORD` is read as `SEVERAL`. A cell that is no set of weapons keeps
        its text, for its reject.
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
    remarks = (*table.remarks, *([_tell_old(table.file, old)] if old else []))
    return replace(table, frame=table.frame.assign(weapon=weapons), remarks=remarks)


def _tell_old(file: str, rows: int) -> str:
    """Name the fix of the rows of a file with `OLD_WORD`."""
    said = "1 row has" if rows == 1 else f"{rows:,} rows have"
    return f"{file}: {said} the old word `{OLD_WORD}` as weapon, read as `{SEVERAL}`. {_FIX}"
