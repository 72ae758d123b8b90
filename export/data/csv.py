"""Attacks as CSV, in the form that the record itself has: what goes out can be read in again."""

from typing import Final

import geopandas as gpd
import pandas as pd

from export.data.tables import select_shown, state_positions
from export.product.product import Product
from export.drawing.typesetting import make_inert
from geo.files.folder_writer import format_table, write_cells
from geo.model.marking import MARKING_COLUMN
from geo.model.schema import ATTACKS, POSITION_OF, POSITION_PRECISION
from geo.model.vocabulary import ADDED_BY

ADDED: Final = "added"
"""A column as of the user's own, so that it is read in again; `added_by` no file may bring."""


def render_csv(product: Product) -> bytes:
    """Render the records of a Product, placed or not, as a table: see `write_records_csv`."""
    marking = make_inert(product.scene.marking.text).strip() if product.marking_column else None
    scene = product.scene
    return write_records_csv(
        select_shown(scene), None if product.raw else scene.bases, raw=product.raw, marking=marking
    )


def write_records_csv(
    attacks: pd.DataFrame,
    bases: gpd.GeoDataFrame | None = None,
    *,
    raw: bool = False,
    marking: str | None = None,
) -> bytes:
    """
    Write attacks as a CSV file.

    Parameters
    ----------
    attacks
        Attacks as in `Dataset.attacks`, indexed by `attack_id`, in any order. Not modified.
    bases
        Their sites, for a table that says what an attack's place is, and whether it is counted;
        None for one that is exactly as the record.
    raw
        Whether cells are written exactly, even those that a spreadsheet would run.
    marking
        What a last column, `geo.model.marking.MARKING_COLUMN`, holds in each row, in the place of
        one of that name; None for no such column.

    Returns
    -------
    data
        As `geo.files.folder_writer.format_table` gives it: the columns of `attacks.csv`, then
        columns of the user's own. A blank is what is not known. With sites, `longitude` and
        `latitude` are filled as `export.data.tables.state_positions` does, with its columns; where
        an attack is held out, `counted` (``yes`` or ``no``) and `held_out_because` follow.
        `geo.checks.site_positions` reads it as the record has it. Where a user added some of the
        attacks, `ADDED` says which.
    """
    stated = attacks if bases is None else state_positions(attacks, bases)
    cells = write_cells(stated, ATTACKS)
    if bases is not None:
        made = [POSITION_OF, POSITION_PRECISION]
        stated = stated.assign(counted=stated["counted"].map({True: "yes", False: "no"}))
        if (stated["counted"] == "no").any():
            made += ["counted", "held_out_because"]
        for name in made:
            column = stated[name].astype("object").where(stated[name].notna(), "")
            cells[name] = column.astype("str").to_numpy()
    by_user = (attacks["added_by"] != "").to_numpy()
    if by_user.any():
        before = cells[ADDED] if ADDED in cells else pd.Series("", index=cells.index, dtype="str")
        cells[ADDED] = before.mask(by_user, ADDED_BY["user"])
    if marking is not None:
        cells = cells.drop(columns=MARKING_COLUMN, errors="ignore")
        cells[MARKING_COLUMN] = marking
    return format_table(cells, raw=raw)
