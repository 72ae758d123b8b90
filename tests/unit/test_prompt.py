"""The server of `python -m ui`: Streamlit's own files out of memory, and no waiting."""

import socket
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from streamlit.file_util import get_static_dir
from streamlit.web.server.starlette import starlette_server

from ui.frontend_files import FOR_GOOD, FrontendFiles
from ui.prompt import answer_at_once

ROOT = Path(get_static_dir())
SCRIPT = next((ROOT / "static" / "js").glob("index.*.js"))
PATH = f"/static/js/{SCRIPT.name}"


def ask(path: str, method: str = "GET", headers: tuple[tuple[bytes, bytes], ...] = ()) -> list:
    """Put a request to the files in front of an app that says "beyond"; give what it sends."""
    sent = []

    async def send(message: dict) -> None:
        sent.append(message)

    async def receive() -> dict:
        return {"type": "http.request"}

    scope = {"type": "http", "method": method, "path": path, "headers": list(headers)}
    answering = FrontendFiles(PlainTextResponse("beyond"))(scope, receive, send)
    with pytest.raises(StopIteration):  # it waits for nothing, and so needs no loop
        answering.send(None)
    return sent


def test_a_file_of_the_page_comes_whole_and_for_good() -> None:
    start, body = ask(PATH)
    headers = dict(start["headers"])
    assert start["status"] == 200
    assert body["body"] == SCRIPT.read_bytes()
    assert headers[b"cache-control"] == FOR_GOOD.encode()
    assert b"javascript" in headers[b"content-type"]


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        ("/", "GET", ()),
        ("/static/js/none.js", "GET", ()),
        ("/static/../index.html", "GET", ()),
        (PATH, "HEAD", ()),
        (PATH, "GET", ((b"range", b"bytes=0-9"),)),
    ],
)
def test_all_else_goes_on_to_streamlit(path, method, headers) -> None:
    assert ask(path, method, headers)[-1]["body"] == b"beyond"


def test_a_small_answer_does_not_wait_for_the_one_before(monkeypatch) -> None:
    for name in ("_bind_socket", "create_starlette_app"):
        monkeypatch.setattr(starlette_server, name, getattr(starlette_server, name))
    answer_at_once()
    with starlette_server._bind_socket("127.0.0.1", 0, 1) as listener:
        listener.setblocking(True)
        with socket.create_connection(listener.getsockname()):
            accepted, _ = listener.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
