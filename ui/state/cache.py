"""Caches shared by every session: the record, its payload, the page template, the basemap."""

import datetime as dt
import gc
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import streamlit as st

from geo.basemap.decoder import Basemap, read_basemap
from geo.files.shipped_data import BASEMAP_FOLDER
from geo.model.errors import GeoError
from geo.model.limits import Limits
from layers.messages import make_outline
from layers.tiles import TileServer
from ui.state.settings import read_limits
from ui.state.shared_record import Record, Stamp, make_record, pack_page_template, stamp_folder


@dataclass(frozen=True)
class Found:
    """
    The record of a folder, as it is or as it was when it could last be read.

    Attributes
    ----------
    record
        The record to show.
    read_at
        When it was read.
    error
        Why the present files cannot be shown; None if `record` is read from them.
    """

    record: Record
    read_at: dt.datetime
    error: GeoError | None = None


@dataclass
class _Folder:
    """Last valid record of a folder, and the stamp and error of its last invalid files."""

    good: Found | None = None
    bad: tuple[Stamp, GeoError] | None = None


def find_record(folder: Path, now: dt.datetime) -> Found:
    """
    Return the record of a folder; if its files are invalid now, the last valid one and the error.

    Parameters
    ----------
    folder
        Folder of the data files. Read again only if one of them has changed.
    now
        The time to note if it is read.

    Returns
    -------
    found
        The record, when it was read, and the error of the present files.

    Raises
    ------
    GeoError
        If the files are invalid and this process has not read valid ones before.
    """
    known, stamp = _known_folders().setdefault(folder, _Folder()), stamp_folder(folder)
    if known.bad is None or known.bad[0] != stamp:
        try:
            record = load_record(folder, stamp, read_limits())
        except GeoError as error:
            known.bad = (stamp, error)
        else:
            if known.good is None or known.good.record is not record:
                known.good = Found(record, now)
            known.bad = None
            return known.good
    invalid = known.bad[1]
    if known.good is None:
        raise invalid
    return replace(known.good, error=invalid)


@st.cache_resource
def _known_folders() -> dict[Path, _Folder]:
    """Return the state of each folder, one dictionary per process."""
    return {}


@st.cache_resource(max_entries=4, show_spinner="Reading the record …")
def load_record(folder: Path, stamp: Stamp, limits: Limits) -> Record:  # noqa: ARG001 - a key
    """Read the record; `stamp` is a key of the cache, so that a changed file is read again."""
    return make_record(folder, limits)


@st.cache_resource
def load_page_template(tiles: TileServer | None) -> bytes:
    """Return the page of the map, gzipped, once per tile server."""
    return pack_page_template(tiles)


@cache
def keep_loaded() -> None:
    """
    Exclude all that is loaded from garbage collection, once per process.

    Streamlit collects after each run; it need not visit the record each time.
    """
    gc.collect()
    gc.freeze()


@st.cache_resource
def load_outline() -> bytes:
    """Return the outline of the world beyond the shipped region, as a message to the map."""
    return make_outline(BASEMAP_FOLDER)


@st.cache_resource
def load_basemap() -> Basemap:
    """Return the basemap for the picture."""
    return read_basemap(BASEMAP_FOLDER)
