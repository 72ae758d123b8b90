"""
The browser's only way out of the machine: a proxy that writes down who is asked for, and refuses.

Playwright does not see what a sandboxed frame asks for in its first moments (it runs in a process
of its own, and starts before Playwright is attached to it); the proxy sees every request of every
process of the browser.

`CONNECT` (https, WebSocket) is answered with a refusal; a request that is not encrypted is hung up
on, for an answer of any kind would be one from elsewhere. Either way the page's request fails.
"""

import socketserver
from urllib.parse import urlsplit

from tests.browser.harness.local_server import LocalServer

REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class WayOut(LocalServer):
    """
    The proxy, on a free port of 127.0.0.1, from `with` until its end.

    Attributes
    ----------
    asked_for
        ``host:port`` of each request since the list was last emptied, in order.
    """

    def __init__(self) -> None:
        super().__init__(Refusal)
        self.asked_for: list[str] = []


class Refusal(socketserver.StreamRequestHandler):
    """One request: its target is written down, and it is refused."""

    server: WayOut

    def handle(self) -> None:
        # `CONNECT host:port HTTP/1.1`, or `GET http://host/path HTTP/1.1` where nothing is encrypted.
        words = self.rfile.readline(65536).decode("latin-1").split()
        if len(words) < 2:  # a connection opened ahead, and not used
            return
        parts = urlsplit(words[1] if words[0] != "CONNECT" else f"//{words[1]}")
        self.server.asked_for.append(f"{parts.hostname}:{parts.port or 80}")
        while self.rfile.readline(65536).strip():
            pass
        if words[0] == "CONNECT":
            self.wfile.write(REFUSAL)
