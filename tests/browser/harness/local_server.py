"""A server of a test's own on a free port of 127.0.0.1, which ends with its `with`."""

import socketserver
import threading
from types import TracebackType
from typing import Self


class LocalServer(socketserver.ThreadingTCPServer):
    """The server, on a thread of its own from `with` until its end."""

    daemon_threads = True

    def __init__(self, handler: type[socketserver.BaseRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)

    @property
    def address(self) -> str:
        """Its own ``host:port``."""
        return f"127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.shutdown()
        self.server_close()
