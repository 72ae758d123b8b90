"""Refuse connections from pages of another origin, before Streamlit looks up its own address."""

from typing import Final
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

_THIS_MACHINE: Final = ("localhost", "127.0.0.1")


class RefuseOtherOrigins:
    """
    Answer a connection from a page of another origin with 403, and pass on all else.

    Streamlit refuses it too, but first compares the origin with the addresses of this machine, and
    asks a server on the internet for one of them. No setting stops that.

    Parameters
    ----------
    app
        What answers all else.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI asks."""
        if scope["type"] == "websocket" and is_foreign(Headers(scope=scope)):
            await WebSocketClose()(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def is_foreign(headers: Headers) -> bool:
    """
    Return whether a request comes from a page that is not served here.

    A page is served here if its origin is the host that the request names, this machine, or
    `browser.serverAddress`; `server.corsAllowedOrigins` adds no other. A program sends no origin.
    """
    origin, host = headers.get("origin"), headers.get("host")
    if origin is None or urlsplit(origin).netloc == host:
        return False
    address = str(st.get_option("browser.serverAddress"))
    named = urlsplit(address if "//" in address else f"//{address}").hostname
    return urlsplit(origin).hostname not in {*_THIS_MACHINE, named}
