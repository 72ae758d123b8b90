"""Positions in a table that Basewatch exported: those of a site, or the record's own."""

from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.files.csv_table import TextTable
from geo.model.problems import reject_cells
from geo.model.schema import EXPORTED, POSITION_OF, is_exported

RECORD: Final = "record"
SITE: Final = "site"
"""Words of the column `geo.model.schema.POSITION_OF`; blank if a row has no position."""
SAME_DEG: Final = 1e-9
"""Two positions are the same within this distance, in degrees."""


def clear_site_positions(table: TextTable, points: pd.DataFrame) -> TextTable:
    """
    Undo the export of positions: a row at its site's position has none of its own.

    Parameters
    ----------
    table
        Attacks as text. Not modified.
    points
        `lon_deg` and `lat_deg` of the sites, EPSG:4326, by `base_id`.

    Returns
    -------
    table
        Without the columns that the export added (`geo.model.schema.EXPORTED`); a row at its site's
        position has a blank `longitude` and `latitude` again. Any other table is unchanged.

    Notes
    -----
    The position of a site may have been corrected since the export. The site's position is used,
    and a remark states how many rows of the table have another.
    """
    frame = table.frame
    if not is_exported(frame.columns) or not {"longitude", "latitude"} <= {*frame.columns}:
        return table
    whose = frame[POSITION_OF].str.strip().str.lower()
    strange = ~whose.isin(["", RECORD, SITE])
    rejects = reject_cells(
        table.file,
        frame[POSITION_OF],
        strange,
        "is not record or site",
        "Write record or site, or leave it blank.",
    )
    at_site = whose == SITE
    moved = int((at_site & _is_elsewhere(frame, points)).sum())
    remarks = list(table.remarks)
    if moved:
        rows, have = ("row", "has") if moved == 1 else ("rows", "have")
        remarks.append(
            f"{table.file}: {moved:,} {rows} with `{SITE}` in `{POSITION_OF}` {have} another "
            f"position than the site has: the site's is used. Write `{RECORD}` there to keep the "
            "row's own."
        )
    positions = ["longitude", "latitude"]
    cleared = frame.drop(columns=[name for name in frame.columns if name in EXPORTED])
    cleared[positions] = cleared[positions].mask(at_site, "")
    return replace(table, frame=cleared, rejects=(*table.rejects, *rejects), remarks=tuple(remarks))


def _is_elsewhere(frame: pd.DataFrame, points: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which rows have another position than their site."""
    elsewhere = np.zeros(len(frame), dtype=np.bool_)
    if "base_id" not in frame:
        return elsewhere
    for column, point in (("longitude", "lon_deg"), ("latitude", "lat_deg")):
        stated = pd.to_numeric(frame[column], errors="coerce")
        known = frame["base_id"].map(points[point])
        elsewhere |= ((stated - known).abs() > SAME_DEG).to_numpy()
    return elsewhere
