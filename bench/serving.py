"""A Streamlit server for a measurement: started, known to listen, ended."""

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.workbench import ROOT
from tests.browser.harness.served_app import find_free_port, run_server

APP: Final = ("-m", "ui")


@dataclass(frozen=True)
class Served:
    """A server: its address, and when its process was started (`perf_counter`)."""

    url: str
    started: float


@contextlib.contextmanager
def serve(command: Sequence[str], data: Path) -> Iterator[Served]:
    """
    Serve a page until the block ends, and end that server only.

    Parameters
    ----------
    command
        What Python is to run, such as `APP`.
    data
        The record that the app shows.

    Raises
    ------
    RuntimeError
        If it ends or does not listen in time.
    """
    port = find_free_port()
    parts = [sys.executable, *command, f"--server.port={port}", "--server.headless=true"]
    environment = os.environ | {
        "BASEWATCH_DATA": str(data),
        "BASEWATCH_MARKING": "MEASUREMENT",
        "BASEWATCH_AS_OF": "2026-11-21T10:54:00Z",
    }
    url, output = f"http://127.0.0.1:{port}", ROOT / "out" / "bench" / f"server-{port}.txt"
    output.parent.mkdir(parents=True, exist_ok=True)
    started = perf_counter()
    with run_server(parts, environment, url, output, pause_s=0.02):
        yield Served(url, started)
