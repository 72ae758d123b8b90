"""What the first visitor would wait for, made while the browser loads Streamlit's own page."""

import contextlib
import gc
import logging
import sys
import threading
from typing import Final

from geo.errors import GeoError

SWITCH_S: Final = 0.0005
"""Seconds: so soon the server's own thread, which serves the browser meanwhile, has its turn."""
_NAME: Final = "warming"
_WARNS: Final = "streamlit.runtime.scriptrunner_utils.script_run_context"


def start_warming() -> None:
    """Import the page, read the record and make the map's page, in a thread beside the server."""
    # Streamlit warns of a thread without a page, where "Reading the record …" is seen by nobody.
    logging.getLogger(_WARNS).addFilter(lambda line: line.threadName != _NAME)
    threading.Thread(target=warm_up, name=_NAME, daemon=True).start()


def warm_up() -> None:
    """
    Fill what all sessions share; one that comes meanwhile waits for it as for another session.

    Notes
    -----
    What is wrong with record or settings is passed over here: the page says it to whoever opens it.
    """
    usual_s = sys.getswitchinterval()
    try:
        gc.disable()  # an import makes what stays, and is looked through again and again
        sys.setswitchinterval(SWITCH_S)
        # here and not above: this is what takes its time
        import ui.page  # noqa: F401, PLC0415
        from ui.cache import find_record, load_shell  # noqa: PLC0415
        from ui.settings import data_folder, read_clock, read_tiles  # noqa: PLC0415

        with contextlib.suppress(GeoError):
            find_record(data_folder(), read_clock())
        with contextlib.suppress(GeoError):
            load_shell(read_tiles())
    finally:
        sys.setswitchinterval(usual_s)
        gc.enable()
