"""What all sessions share: the record of a folder, its payload, and the page of the map."""

import contextlib
import gzip
from dataclasses import dataclass
from pathlib import Path

from geo.files.data_package import FILE as PACKAGE_FILE
from geo.files.shipped_data import BASEMAP_FOLDER
from geo.loading import read_dataset
from geo.model.limits import Limits
from geo.record import Dataset
from layers.page_template import make_page_template
from layers.payload import make_payload
from layers.record_texts import hold_texts
from layers.tiles import TileServer

Stamp = tuple[tuple[str, int, int], ...]
"""Name, time and size of each data file; it changes if the record does."""


@dataclass(frozen=True)
class Record:
    """A record and its payload, which belong together."""

    dataset: Dataset
    payload: bytes


def stamp_folder(folder: Path) -> Stamp:
    """Return name, time and size of each data file that still exists."""
    stamp = []
    named = [*folder.glob("*.csv"), *folder.glob("*.geojson"), *folder.glob(PACKAGE_FILE)]
    for path in sorted(named):
        with contextlib.suppress(FileNotFoundError):
            stat = path.stat()
            stamp.append((path.name, stat.st_mtime_ns, stat.st_size))
    return tuple(stamp)


def make_record(folder: Path, limits: Limits) -> Record:
    """
    Read the record of a folder and make its payload.

    Raises
    ------
    DataFileError, CrsError
        As `geo.loading.read_dataset`.
    """
    dataset = read_dataset(folder, limits)
    return Record(dataset, make_payload(dataset, with_texts=hold_texts(dataset)))


def pack_page_template(tiles: TileServer | None) -> bytes:
    """Make the page of the map, see `layers.page_template.make_page_template`, packed by gzip."""
    return gzip.compress(make_page_template(BASEMAP_FOLDER, tiles).encode("utf-8"), 6, mtime=0)
