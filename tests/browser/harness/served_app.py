"""The app served for a test: on a free port of this machine, watched, with a fixed clock."""

import contextlib
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parents[3]
AS_OF = "2026-11-21T10:54:00Z"
START_S = 90
STOP_S = 10


@dataclass(frozen=True)
class ServedApp:
    """
    A running server.

    Attributes
    ----------
    url
        Where the page is, without a slash at the end.
    output, departures
        Files: what the server printed, and its tries to reach another machine.
    pid
        The server's process; 0 before it is started.
    """

    url: str
    output: Path
    departures: Path
    pid: int = 0

    def take_departures(self) -> list[str]:
        """Give the server's tries to reach another machine since this was last asked."""
        lines = self.departures.read_text(encoding="utf-8").splitlines()
        self.departures.write_text("")
        return lines


def find_free_port() -> int:
    """Ask the system for a port of 127.0.0.1 that nothing uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def serve(
    folder: Path,
    *,
    script: Path,
    data_dir: Path,
    as_of: str,
    settings: Mapping[str, str] | None = None,
) -> Iterator[ServedApp]:
    """
    Serve a script until the block ends, and end that server only.

    Parameters
    ----------
    folder
        Where the server's output goes.
    script
        The Streamlit script; a folder is the package that starts the server itself.
    data_dir, as_of
        The record to show, and the time that stands on what is made.
    settings
        Further settings, by the environment's name.

    Raises
    ------
    RuntimeError
        If the server ends or is not ready in time; with its output.
    """
    port = find_free_port()
    app = ServedApp(f"http://127.0.0.1:{port}", folder / f"{port}.txt", folder / f"{port}.left")
    app.departures.touch()
    watched = Path(__file__).with_name("watched_streamlit.py")
    started = [script.name] if script.is_dir() else ["run", script]
    parts = [sys.executable, watched, app.departures, *started, f"--server.port={port}"]
    command = [str(part) for part in parts]
    environment = os.environ | {"BASEWATCH_DATA": str(data_dir), "BASEWATCH_AS_OF": as_of}
    environment |= settings or {}
    with run_server(command, environment, app.url, app.output) as server:
        yield replace(app, pid=server.pid)


@contextlib.contextmanager
def run_server(
    command: Sequence[str],
    environment: Mapping[str, str],
    url: str,
    output: Path,
    pause_s: float = 0.1,
    *,
    folder: Path = ROOT,
) -> Iterator[subprocess.Popen[bytes]]:
    """
    Run a server until the block ends, which begins once the server is ready.

    Parameters
    ----------
    command, environment
        What is started.
    url
        Where it will listen.
    output
        File for what it prints.
    pause_s
        Seconds between two questions whether it is ready.
    folder
        Where it is started.

    Raises
    ------
    RuntimeError
        If it ends or is not ready in time; with its output.
    """
    with (
        output.open("w", encoding="utf-8") as stream,
        subprocess.Popen(
            command, cwd=folder, env=environment, stdout=stream, stderr=subprocess.STDOUT
        ) as server,
    ):
        try:
            wait_until_healthy(server, url, output, pause_s)
            yield server
        finally:
            server.terminate()
            try:
                server.wait(STOP_S)
            except subprocess.TimeoutExpired:
                server.kill()


def wait_until_healthy(
    server: subprocess.Popen[bytes], url: str, output: Path, pause_s: float
) -> None:
    """Ask the server whether it is ready until it says so, ends, or the time is over."""
    deadline = monotonic() + START_S
    while monotonic() < deadline:
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = server.wait(
                pause_s
            )  # the pause between two questions ends early with the server
            msg = f"the server ended with status {status}. It printed:\n{output.read_text()}"
            raise RuntimeError(msg)
        # Refused: not listening yet. 503: the script's first run is not done.
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer,
        ):
            if answer.status == 200:
                return
    msg = f"the server was not ready within {START_S} s. It printed:\n{output.read_text()}"
    raise RuntimeError(msg)
