"""Attacks as CSV in the record's own form, so that the file can be imported again."""

from typing import Final

import geopandas as gpd
import pandas as pd

from export.data.tables import select_shown, state_positions
from export.drawing.typesetting import make_inert
from export.product.product import Product
from geo.files.folder_writer import format_table, write_cells
from geo.model.marking import MARKING_COLUMN
from geo.model.schema import ATTACKS, POSITION_OF, POSITION_PRECISION
from geo.model.vocabulary import ADDED_BY

ADDED: Final = "added"
"""A column in place of `added_by`, which an imported file may not have."""


def render_csv(product: Product) -> bytes:
    """Render the records of a Product, placed or not, as CSV; see `write_records_csv`."""
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
        Their sites, to add the columns on place and count; None for exactly the record's columns.
    raw
        Whether to write cells exactly, without a guard on those that a spreadsheet would run.
    marking
        Text of a last column, `geo.model.marking.MARKING_COLUMN`, in each row; it replaces a column
        of that name. None for no such column.

    Returns
    -------
    data
        As `geo.files.folder_writer.format_table` returns it: the columns of `attacks.csv`, then
        columns of the user's own. A blank means not known. With sites, `longitude` and `latitude`
        are filled and columns added as by `export.data.tables.state_positions`; if an attack is
        held out, `counted` (``yes`` or ``no``) and `held_out_because` follow.
        `geo.checks.site_positions` restores the record from it. If a user added some of the
        attacks, `ADDED` marks them.
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
