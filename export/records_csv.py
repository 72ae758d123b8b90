"""Attacks as CSV, in the form that the record itself has: what goes out can be read in again."""

from typing import Final

import pandas as pd

from export.data_tables import select_shown
from export.product import Product
from export.text import make_inert
from geo.marking import MARKING_COLUMN
from geo.schema import ATTACKS
from geo.words import ADDED_BY
from geo.writing import format_table, write_cells

ADDED: Final = "added"
"""A column as of the user's own, so that it is read in again; `added_by` no file may bring."""


def render_csv(product: Product) -> bytes:
    """Render the records of a Product, placed or not, as a table: see `write_records_csv`."""
    marking = make_inert(product.scene.marking.text).strip() if product.marking_column else None
    return write_records_csv(select_shown(product.scene), raw=product.raw, marking=marking)


def write_records_csv(
    attacks: pd.DataFrame, *, raw: bool = False, marking: str | None = None
) -> bytes:
    """
    Write attacks as a CSV file.

    Parameters
    ----------
    attacks
        Attacks as in `Dataset.attacks`, indexed by `attack_id`, in any order. Not modified.
    raw
        Whether cells are written exactly, even those that a spreadsheet would run.

    marking
        What a last column, `geo.marking.MARKING_COLUMN`, holds in each row, in the place of one
        of that name; None for no such column.

    Returns
    -------
    data
        As `geo.writing.format_table` gives it: the columns of `attacks.csv`, then columns of the
        user's own; none that Basewatch makes. A blank is what is not known. Where a user added
        some of the attacks, `ADDED` follows and says which.
    """
    cells = write_cells(attacks, ATTACKS)
    by_user = (attacks["added_by"] != "").to_numpy()
    if by_user.any():
        before = cells[ADDED] if ADDED in cells else pd.Series("", index=cells.index, dtype="str")
        cells[ADDED] = before.mask(by_user, ADDED_BY["user"])
    if marking is not None:
        cells = cells.drop(columns=MARKING_COLUMN, errors="ignore")
        cells[MARKING_COLUMN] = marking
    return format_table(cells, raw=raw)
