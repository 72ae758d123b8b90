"""What another process makes while this one starts: the record and the map's page, taken once."""

import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # it starts before anything is imported that takes a while
    from geo.limits import Limits
    from layers.tiles import TileServer
    from ui.made import Record, Stamp

_MOST_WAIT_S: Final = 60


@dataclass(frozen=True)
class Ahead:
    """
    What the other process hands over.

    Attributes
    ----------
    source
        Folder, stamp and limits that the record was read with; None where there is no record: it
        is broken, which this process then finds by itself, or too large to hand over.
    record
        The record.
    tiles
        The tile server that the shell was made with.
    shell
        The map's page, packed; None where the setting of the tile server is broken.
    """

    source: "tuple[Path, Stamp, Limits] | None" = None
    record: "Record | None" = None
    tiles: "TileServer | None" = None
    shell: bytes | None = None


class Forerunner:
    """
    A process that makes ahead what the first visitor waits for.

    It saves time only: whatever goes wrong with it, nothing is taken, and this process makes all by
    itself.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ahead = Ahead()

    def start(self) -> None:
        """Start it, where a second processor has time for it."""
        if count_processors() > 1:
            with suppress(OSError):
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "ui.forerunner"],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                )

    def take_record(self, folder: Path, stamp: "Stamp", limits: "Limits") -> "Record | None":
        """Give the record, once, where it was read from the same files in the same way."""
        with self._lock:
            ahead = self._receive()
            self._ahead = Ahead(tiles=ahead.tiles, shell=ahead.shell)
            return ahead.record if ahead.source == (folder, stamp, limits) else None

    def take_shell(self, tiles: "TileServer | None") -> bytes | None:
        """Give the map's page, once, where it was made for the same tile server."""
        with self._lock:
            ahead = self._receive()
            self._ahead = Ahead(source=ahead.source, record=ahead.record)
            return ahead.shell if ahead.tiles == tiles else None

    def _receive(self) -> Ahead:
        """Wait for what it makes, the first time; give what is left of it."""
        process, self._process = self._process, None
        if process is not None:
            try:
                sent, _ = process.communicate(timeout=_MOST_WAIT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                sent, _ = process.communicate()
            with suppress(EOFError, pickle.UnpicklingError):  # it broke off
                self._ahead = pickle.loads(sent)  # noqa: S301 - our own process, by its own pipe
        return self._ahead


def count_processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


FORERUNNER: Final = Forerunner()
