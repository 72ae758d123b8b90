"""Attacks as CSV, in the form that the record itself has: what goes out can be read in again."""

import pandas as pd

from export.data_tables import select_shown
from export.product import Product
from geo.schema import ATTACKS
from geo.writing import format_table, write_cells


def render_csv(product: Product) -> bytes:
    """Render the records of a Product, placed or not, as a table: see `write_records_csv`."""
    return write_records_csv(select_shown(product.scene), raw=product.raw)


def write_records_csv(attacks: pd.DataFrame, *, raw: bool = False) -> bytes:
    """
    Write attacks as a CSV file.

    Parameters
    ----------
    attacks
        Attacks as in `Dataset.attacks`, indexed by `attack_id`, in any order. Not modified.
    raw
        Whether cells are written exactly, even those that a spreadsheet would run.

    Returns
    -------
    data
        As `geo.writing.format_table` gives it: the columns of `attacks.csv`, then columns of the
        user's own; none that Basewatch makes. A blank is what is not known.
    """
    return format_table(write_cells(attacks, ATTACKS), raw=raw)
