"""A record as a data folder in one ZIP file, to take to another machine."""

import datetime as dt
from dataclasses import replace

from export.drawing.typesetting import make_inert
from export.product.zip_archive import write_archive
from export.wording.scene_text import format_number
from geo import VERSION
from geo.files.folder_writer import write_folder
from geo.files.geoparquet import FILE, format_geoparquet
from geo.model.cell_types import split_ids
from geo.model.dates import format_dtg_instant
from geo.model.scene import Marking
from geo.model.vocabulary import ADDED_BY
from geo.record import Dataset

READ_ME = "read-me.txt"


def select_added(dataset: Dataset) -> Dataset:
    """
    Select the records that a user added, and the sources that they cite.

    Parameters
    ----------
    dataset
        The record with the added records. Not modified.

    Returns
    -------
    added
        The same sites; no strikes and no totals, because users add none.
    """
    attacks = dataset.attacks[dataset.attacks["added_by"] != ""]
    cited = {source_id for cell in attacks["source_ids"] for source_id in split_ids(cell)}
    return replace(
        dataset,
        attacks=attacks,
        sources=dataset.sources[dataset.sources.index.isin(cited)],
        strikes=dataset.strikes.iloc[:0],
        official_totals=dataset.official_totals.iloc[:0],
        coverage=None,
    )


def render_folder(dataset: Dataset, marking: Marking, as_of: dt.datetime) -> bytes:
    """
    Render a record as a ZIP file with a data folder.

    Parameters
    ----------
    dataset
        The record; rejected rows are not written.
    marking
        The marking line.
    as_of
        Time of making, with a time zone.

    Returns
    -------
    data
        The files of a data folder, which `python -m geo check` accepts, the attacks also as
        GeoParquet, and a text file with the marking. The same record, marking and time give the
        same bytes.
    """
    files = {
        READ_ME: _describe(dataset, marking, as_of).encode("utf-8"),
        **write_folder(dataset),
        FILE: format_geoparquet(dataset, {"marking": make_inert(marking.text).strip()}),
    }
    return write_archive(files)


def _describe(dataset: Dataset, marking: Marking, as_of: dt.datetime) -> str:
    """Return the text of the folder's read-me file."""
    line = make_inert(marking.text).strip()
    added = int((dataset.attacks["added_by"] != "").sum())
    return "\r\n".join(
        [
            line,
            "",
            f"{format_number(len(dataset.attacks), 'attack')}, of these "
            f"{added:,} {ADDED_BY['user']}, and "
            f"{format_number(len(dataset.sources), 'source')}, in the form of Basewatch's data",
            f"dictionary. Made {format_dtg_instant(as_of)} by Basewatch {VERSION}. {FILE} holds",
            "the same attacks for a GIS (GeoParquet); the map does not read it.",
            "",
            "To show it on the map: unpack it into a folder, check it with `python -m geo check "
            "FOLDER`,",
            "and start Basewatch with BASEWATCH_DATA=FOLDER.",
            "",
            line,
            "",
        ]
    )
