"""`python -m ui.forerunner`: make ahead what a server's first visitor waits for; see `ui.ahead`."""

import gc
import os
import pickle
import signal
import sys
from contextlib import suppress
from typing import Final

from geo.errors import GeoError
from ui.ahead import Ahead
from ui.made import make_record, pack_shell, stamp_folder
from ui.settings import data_folder, read_limits, read_tiles

MOST_BYTES: Final = 8_000_000
"""
Size of the data files, all together, up to which the record is handed over. With 25 MB the map was
there no sooner, and on the way a record stands in memory several times.
"""


def make_ahead() -> Ahead:
    """Make what can be made; what is wrong with record or settings the page itself says."""
    source = record = tiles = shell = None
    with suppress(GeoError):
        folder, limits = data_folder(), read_limits()
        stamp = stamp_folder(folder)
        if sum(size for _, _, size in stamp) <= MOST_BYTES:
            record = make_record(folder, limits)
            source = (folder, stamp, limits)
    with suppress(GeoError):
        tiles = read_tiles()
        shell = pack_shell(tiles)
    return Ahead(source, record, tiles, shell)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the server, and so this one's pipe
    gc.disable()  # it ends before there is anything to collect
    with suppress(BrokenPipeError):
        sys.stdout.buffer.write(pickle.dumps(make_ahead(), pickle.HIGHEST_PROTOCOL))
        sys.stdout.flush()
    os._exit(0)  # nothing to tidy up: the server waits for the end
