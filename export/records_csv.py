"""Attacks as CSV, in the form that the record itself has: what goes out can be read in again."""

import csv
import io
from typing import Any

import numpy as np
import pandas as pd

from export.data_tables import select_shown
from export.product import Product
from geo.cell_guard import guard_table
from geo.schema import ATTACKS

_BOM = "\ufeff"


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
        UTF-8 with a byte order mark, comma between cells, CR LF after each row (RFC 4180): the
        columns of `attacks.csv`, then columns of the user's own; none that Basewatch makes. A
        blank is what is not known. Cells that a spreadsheet would run are guarded, see
        `geo.cell_guard`; our reader takes the guard off.
    """
    frame = attacks.reset_index()
    own = [name for name in frame.columns if name not in {*ATTACKS.columns, *ATTACKS.made}]
    table = pd.DataFrame(
        {name: _as_text(frame[name]) for name in [*ATTACKS.columns, *own]}, dtype="str"
    )
    if not raw:
        table = guard_table(table)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(table.itertuples(index=False, name=None))
    return (_BOM + stream.getvalue()).encode("utf-8")


def _as_text(column: "pd.Series[Any]") -> "pd.Series[str]":
    """Write a typed column as text, as the data dictionary has it; a blank stays blank."""
    if pd.api.types.is_datetime64_any_dtype(column):
        text = column.dt.strftime("%Y-%m-%d")
    elif pd.api.types.is_float_dtype(column):
        text = column.map(lambda value: np.format_float_positional(value, trim="-"))
    else:
        text = column.astype("object")
    written: pd.Series[str] = text.where(column.notna(), "").astype("str")
    return written
