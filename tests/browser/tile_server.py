"""A tile server of a test's own on 127.0.0.1: every tile is one colour, or the server fails."""

import io
import re
import socketserver
import threading
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self

from PIL import Image

COLOUR = (214, 201, 160)


def make_tile() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (256, 256), COLOUR).save(out, "PNG")
    return out.getvalue()


class TileServer(socketserver.ThreadingTCPServer):
    """
    The server, from `with` until its end; the harness takes it for one of the test's own.

    Attributes
    ----------
    status
        What it answers with; anything but 200 sends no picture.
    asked
        The path and the referrer of each request, in order.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Tile)
        self.status = 200
        self.asked: list[tuple[str, str | None]] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def template(self) -> str:
        """What stands in the setting."""
        return f"{self.url}/quiet/{{z}}/{{x}}/{{y}}.png"

    def take_departures(self) -> list[str]:
        """Give its tries to reach another machine: it has none."""
        return []

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


class Tile(BaseHTTPRequestHandler):
    """One tile."""

    server: TileServer

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Referer")))
        good = self.server.status == 200 and re.fullmatch(r"/quiet/\d+/\d+/\d+\.png", self.path)
        body = make_tile() if good else b""
        self.send_response(200 if good else max(self.server.status, 404))
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass
