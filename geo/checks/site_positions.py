"""Positions in a table that Basewatch exported: a site's is told from the record's own."""

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
"""Words of the column `geo.model.schema.POSITION_OF`; blank where a row has no position."""
SAME_DEG: Final = 1e-9
"""Within so many degrees two positions are the same."""


def clear_site_positions(table: TextTable, points: pd.DataFrame) -> TextTable:
    """
    Give the rows of an exported table back the position that the record has of them.

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
        position has a blank `longitude` and `latitude` again. Any other table as it is.

    Notes
    -----
    A site's position may have been corrected since: it is the site's that counts, and where
    the table has another a remark says so.
    """
    frame = table.frame
    if not is_exported(frame.columns) or not {"longitude", "latitude"} <= {*frame.columns}:
        return table
    whose = frame[POSITION_OF].str.strip().str.lower()
    strange = ~whose.isin(["", RECORD, SITE])
    rejects = reject_cells(
        table.file, frame[POSITION_OF], strange, "is not known", "Write record, site, or nothing."
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
    """Tell which rows have another position than their site."""
    elsewhere = np.zeros(len(frame), dtype=np.bool_)
    if "base_id" not in frame:
        return elsewhere
    for column, point in (("longitude", "lon_deg"), ("latitude", "lat_deg")):
        stated = pd.to_numeric(frame[column], errors="coerce")
        known = frame["base_id"].map(points[point])
        elsewhere |= ((stated - known).abs() > SAME_DEG).to_numpy()
    return elsewhere
