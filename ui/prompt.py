"""Have Streamlit's server answer without waiting."""

import socket

from starlette.types import ASGIApp
from streamlit.runtime import Runtime
from streamlit.web.server.starlette import starlette_app, starlette_server

from ui.frontend_files import FrontendFiles


def answer_at_once() -> None:
    """
    Serve Streamlit's own files from memory, and send small answers without waiting.

    Notes
    -----
    Streamlit binds its address by a socket that does not name its protocol. asyncio, which would
    switch off the waiting with small packets (Nagle's algorithm), then leaves it on (issue 3149 of
    uvicorn tells the same), and what follows a small answer waits up to 40 ms until the browser has
    acknowledged that. No setting changes it; an accepted connection has what its listener has.
    """
    bind, make_app = starlette_server._bind_socket, starlette_app.create_starlette_app  # noqa: SLF001

    def bind_promptly(address: str, port: int, backlog: int) -> socket.socket:
        """Bind an address as Streamlit does, without the waiting."""
        bound = bind(address, port, backlog)
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return bound

    def make_prompt_app(runtime: Runtime) -> ASGIApp:
        """Make what answers, as Streamlit does, behind its own files."""
        return FrontendFiles(make_app(runtime))

    starlette_server._bind_socket = bind_promptly  # noqa: SLF001
    starlette_server.create_starlette_app = make_prompt_app  # type: ignore[assignment,attr-defined]
