"""A Streamlit server for a measurement: started, known to listen, ended."""

import contextlib
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, perf_counter
from typing import Final

from bench.workbench import ROOT, BenchError
from tests.browser.served_app import find_free_port

APP: Final = ("-m", "ui")
START_S: Final = 120
STOP_S: Final = 10


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
    BenchError
        If it ends or does not listen in time.
    """
    port = find_free_port()
    parts = [sys.executable, *command, f"--server.port={port}", "--server.headless=true"]
    environment = os.environ | {
        "BASEWATCH_DATA": str(data),
        "BASEWATCH_MARKING": "MEASUREMENT",
        "BASEWATCH_AS_OF": "2026-11-21T10:54:00Z",
    }
    started = perf_counter()
    with subprocess.Popen(
        parts,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_healthy(server, url)
            yield Served(url, started)
        finally:
            server.terminate()
            try:
                server.wait(STOP_S)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_until_healthy(server: subprocess.Popen[bytes], url: str) -> None:
    """Ask the server whether it is ready, every 20 ms."""
    deadline = monotonic() + START_S
    while monotonic() < deadline:
        with contextlib.suppress(subprocess.TimeoutExpired):
            msg = f"the server ended with status {server.wait(0.02)}"
            raise BenchError(msg)
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer,
        ):
            if answer.status == 200:
                return
    msg = f"the server did not listen within {START_S} s"
    raise BenchError(msg)
