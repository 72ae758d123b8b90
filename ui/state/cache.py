"""What is read and made once, and shared by every session: the record, its payload, the shell."""

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
    What a folder holds, or held when it was last good.

    Attributes
    ----------
    record
        The record to show.
    read_at
        When it was read.
    fault
        Why what the folder holds now cannot be shown; None where `record` is what it holds.
    """

    record: Record
    read_at: dt.datetime
    fault: GeoError | None = None


@dataclass
class _Folder:
    """What is known of a folder: its last good record, and the last stamp that was not good."""

    good: Found | None = None
    bad: tuple[Stamp, GeoError] | None = None


def find_record(folder: Path, now: dt.datetime) -> Found:
    """
    Give a folder's record; where it is broken now, the last good one and what is wrong.

    Parameters
    ----------
    folder
        Folder of the data files. Read again only when one of them has changed.
    now
        The time, in case it is read.

    Raises
    ------
    GeoError
        If it is broken and never was good while this process runs.
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
    fault = known.bad[1]
    if known.good is None:
        raise fault
    return replace(known.good, fault=fault)


@st.cache_resource
def _known_folders() -> dict[Path, _Folder]:
    """Give what is known of each folder, once a process."""
    return {}


@st.cache_resource(max_entries=4, show_spinner="Reading the record …")
def load_record(folder: Path, stamp: Stamp, limits: Limits) -> Record:  # noqa: ARG001 - a key
    """Read the record; `stamp` is part of the cache's key, so that a changed file is read again."""
    return make_record(folder, limits)


@st.cache_resource
def load_page_template(tiles: TileServer | None) -> bytes:
    """Make the page of the map, packed, once for each tile server that a setting names."""
    return pack_page_template(tiles)


@cache
def keep_loaded() -> None:
    """
    Keep what is loaded, once a process, when the page has been whole.

    Streamlit's full collection after each run need not visit it.
    """
    gc.collect()
    gc.freeze()


@st.cache_resource
def load_outline() -> bytes:
    """Read the rest of the world for the map, once it is seen."""
    return make_outline(BASEMAP_FOLDER)


@st.cache_resource
def load_basemap() -> Basemap:
    """Read the basemap for the picture, once."""
    return read_basemap(BASEMAP_FOLDER)
