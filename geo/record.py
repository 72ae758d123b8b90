"""The Dataset, the record as everything is selected from it, and its parts."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.gazetteer.lookup import Gazetteer
from geo.model.coverage import Coverage
from geo.model.dates import Window
from geo.model.problems import Reject
from geo.model.schema import ATTACKS

CRS: Final = "EPSG:4326"
Mask = npt.NDArray[np.bool_]
"""Which rows of `Dataset.attacks`, row for row."""
OPENING_DAYS: Final = Window(dt.date(2023, 10, 17), dt.date(2023, 11, 30))
"""The first weeks of the campaign: the days of an empty record."""


@dataclass(frozen=True)
class FileRows:
    """
    How many rows of a file were read and kept.

    Attributes
    ----------
    file
        Name of the file.
    read, kept
        read = kept + rejected.
    form
        Name of the file of a data folder whose columns it has; blank if it is that file.
    """

    file: str
    read: int
    kept: int
    form: str = ""

    @property
    def rejected(self) -> int:
        """Rows that are not kept, each counted once regardless of its number of problems."""
        return self.read - self.kept


@dataclass(frozen=True)
class Respelling:
    """
    Cells with another spelling of a site than its `base_id`, read as that site.

    Attributes
    ----------
    file, column
        Where the cells are.
    written, base_id
        Their text, cut to 200 characters, and the site that it means.
    cells, first_row
        Number of cells, and the row of the first, as a spreadsheet numbers it.
    """

    file: str
    column: str
    written: str
    base_id: str
    cells: int
    first_row: int

    def __str__(self) -> str:
        where = (
            f"row {self.first_row}"
            if self.cells == 1
            else f"{self.cells} cells from row {self.first_row} on"
        )
        return f"{self.file} {where}, column {self.column}: `{self.written}` is {self.base_id}."


@dataclass(frozen=True, eq=False)
class Dataset:
    """
    The record, from which everything is selected. Its frames are never changed in place.

    Attributes
    ----------
    attacks
        Kept attacks, indexed by `attack_id`, sorted by `date`, then `attack_id`. Days are
        datetime64[s], whole numbers Int64, degrees float64, all else str (blank: ``""``). Added:
        `base_name` (str, blank where no site is named), `lon_deg` and `lat_deg` (own place, or else
        the site's; EPSG:4326, NaN where not placed), `placed` (bool), `counted` (bool),
        `held_out_because` (str, blank where counted) and `added_by` (str, a key of
        `geo.model.vocabulary.ADDED_BY`, blank for a row of the data folder).
    bases
        Kept sites, EPSG:4326, indexed by `base_id`, in file order; `aliases` is a tuple,
        the geometry None where no source gives a point.
    sources
        Kept sources, indexed by `source_id`, in file order; `added_by` as in `attacks`.
    strikes
        Kept strikes, indexed by `strike_id`, sorted by `date`, then `strike_id`.
    official_totals
        Kept totals, indexed from 0, sorted by `as_of`, then file order.
    rejects
        Every problem of every file, in the order of the files, then row and column.
    files
        Rows read and kept of each file.
    inputs
        Name and SHA-256 of each file that was read, in order.
    gazetteer
        Every spelling of every site.
    respellings
        Cells that name a site by another spelling than its `base_id`, and are read as that.
    remarks
        A sentence for each problem of a file as a whole, such as damage by a spreadsheet, in the
        order of the files.
    coverage
        What the data folder states that it covers: its own rows, not those added to it. None if
        it states nothing.
    """

    attacks: pd.DataFrame
    bases: gpd.GeoDataFrame
    sources: pd.DataFrame
    strikes: pd.DataFrame
    official_totals: pd.DataFrame
    rejects: tuple[Reject, ...]
    files: tuple[FileRows, ...]
    inputs: tuple[tuple[str, str], ...]
    gazetteer: Gazetteer
    respellings: tuple[Respelling, ...]
    remarks: tuple[str, ...] = ()
    coverage: Coverage | None = None

    @property
    def days(self) -> Window:
        """First and last day of the kept attacks; `OPENING_DAYS` where there are none."""
        dates = self.attacks["date"]
        if dates.empty:
            return OPENING_DAYS
        return Window(dates.iloc[0].date(), dates.iloc[-1].date())

    @property
    def attack_rows(self) -> FileRows:
        """Attacks read and kept, those of the data folder and those added to it."""
        parts = [rows for rows in self.files if ATTACKS.file in {rows.file, rows.form}]
        read, kept = sum(rows.read for rows in parts), sum(rows.kept for rows in parts)
        return FileRows(ATTACKS.file, read, kept)
