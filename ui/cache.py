"""What is read and made once, and shared by every session: the record, its payload, the shell."""

import gc
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st

from geo.basemap import Basemap, read_basemap
from geo.dataset import Dataset, read_dataset
from layers.payload import make_payload
from layers.shell import make_shell
from layers.tiles import TileServer

BASEMAP_FOLDER: Final = Path(__file__).parent.parent / "data" / "basemap"


@dataclass(frozen=True)
class Record:
    """A record and its payload, which belong together."""

    dataset: Dataset
    payload: bytes


def stamp_folder(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Give name, time and size of each data file: what tells that the record has changed."""
    files = sorted([*folder.glob("*.csv"), *folder.glob("*.geojson")])
    stats = [(path.name, path.stat()) for path in files]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


@st.cache_resource(max_entries=4, show_spinner="Reading the record …")
def load_record(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> Record:  # noqa: ARG001
    """Read the record; `stamp` is the cache's key, so that a changed file is read again."""
    dataset = read_dataset(folder)
    return Record(dataset, make_payload(dataset))


@st.cache_resource
def load_shell(tiles: TileServer | None) -> bytes:
    """Make the page of the map, once for each tile server that a setting names."""
    shell = make_shell(BASEMAP_FOLDER, tiles).encode("utf-8")
    # What is loaded now stays; Streamlit's full collection after each run need not visit it.
    gc.collect()
    gc.freeze()
    return shell


@st.cache_resource
def load_basemap() -> Basemap:
    """Read the basemap for the picture, once."""
    return read_basemap(BASEMAP_FOLDER)
