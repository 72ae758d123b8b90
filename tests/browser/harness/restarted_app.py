"""The app on a port of its own, killed and started again under an open page."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.browser.harness.served_app import (
    AS_OF,
    ROOT,
    STOP_S,
    ServedApp,
    find_free_port,
    wait_until_healthy,
)

PAUSE_S = 0.1


class RestartedApp:
    """
    A server that a test kills and starts again.

    Parameters
    ----------
    folder
        Where the server's output goes.
    settings
        Further settings, by the environment's name.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        port = find_free_port()
        self.served = ServedApp(
            f"http://127.0.0.1:{port}", folder / f"{port}.txt", folder / f"{port}.left"
        )
        self.served.departures.touch()
        watched = Path(__file__).with_name("watched_streamlit.py")
        self._command = [
            sys.executable, str(watched), str(self.served.departures), "run",
            str(ROOT / "app.py"), f"--server.port={port}",
        ]  # fmt: skip
        self.environment = {**os.environ, "BASEWATCH_AS_OF": AS_OF, **(settings or {})}
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Start it, and wait until it is ready."""
        with self.served.output.open("a", encoding="utf-8") as stream:
            self._server = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self.environment,
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        wait_until_healthy(self._server, self.served.url, self.served.output, PAUSE_S)

    def kill(self) -> None:
        """Kill it, as a crash does: it has no time to end anything."""
        if self._server is not None:
            self._server.kill()
            self._server.wait(STOP_S)
            self._server = None
