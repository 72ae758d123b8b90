"""A tile server of a test's own on 127.0.0.1: every tile is one colour, or the server fails."""

import io
import re
from http.server import BaseHTTPRequestHandler

from PIL import Image

from tests.browser.harness.local_server import LocalServer

COLOUR = (214, 201, 160)


def make_tile() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (256, 256), COLOUR).save(out, "PNG")
    return out.getvalue()


class TileServer(LocalServer):
    """
    The server, from `with` until its end; the harness takes it for one of the test's own.

    Attributes
    ----------
    status
        What it answers with; anything but 200 sends no picture.
    asked
        The path and the referrer of each request, in order.
    """

    def __init__(self) -> None:
        super().__init__(Tile)
        self.status = 200
        self.asked: list[tuple[str, str | None]] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{self.address}"

    @property
    def template(self) -> str:
        """What stands in the setting."""
        return f"{self.url}/quiet/{{z}}/{{x}}/{{y}}.png"

    def take_departures(self) -> list[str]:
        """Give its tries to reach another machine: it has none."""
        return []


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
