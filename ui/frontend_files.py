"""Streamlit's own page as a browser first loads it: sixty small files at once, out of memory."""

import mimetypes
from pathlib import Path
from typing import Final

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.file_util import get_static_dir

FOR_GOOD: Final = "public, immutable, max-age=31536000"
"""As Streamlit says of these files: each name holds a digest of what it names."""
_FOLDER: Final = "static"


class FrontendFiles:
    """
    Answer for Streamlit's own scripts, styles and fonts; all else goes on to Streamlit.

    Streamlit looks each file up on the disk, in threads, and reads it in pieces: some two
    milliseconds of the server, sixty times before a browser can begin.

    Parameters
    ----------
    app
        What answers all else.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        root = Path(get_static_dir())
        self._paths = {
            f"/{path.relative_to(root).as_posix()}": path
            for path in (root / _FOLDER).rglob("*")
            if path.is_file()
        }
        self._kept: dict[str, Response] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if not self._is_ours(scope):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self._kept:
            self._kept[path] = _read_file(self._paths[path])
        await self._kept[path](scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        """Whether one of the files is wanted, and all of it."""
        if scope["type"] != "http" or scope["method"] != "GET":
            return False
        return scope["path"] in self._paths and all(
            name != b"range" for name, _ in scope["headers"]
        )


def _read_file(path: Path) -> Response:
    """Make the answer of a file."""
    return Response(
        path.read_bytes(),
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        headers={"Cache-Control": FOR_GOOD},
    )
