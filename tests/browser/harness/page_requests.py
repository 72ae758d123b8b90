"""What the pages of one test asked for, and what they said to the console."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError, WebSocket

from tests.browser.harness.egress_proxy import WayOut

INSIDE_SCHEMES = frozenset({"data", "blob", "about", "file"})
"""What a browser opens without a network."""


@dataclass
class PageRequests:
    """
    Every request of a test's pages, and the errors in their consoles.

    Attributes
    ----------
    own
        Gives the addresses (`127.0.0.1:port`) of the servers that the tests started.
    way_out
        The proxy that stands in for the rest of the world.
    all
        Addresses that Playwright saw asked for, in order.
    console_errors, page_errors
        Errors in the console, and scripts that failed.
    """

    own: Callable[[], frozenset[str]]
    way_out: WayOut
    all: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)
    page_errors: list[str] = field(default_factory=list)
    _outside: list[str] = field(default_factory=list)
    _forgotten: set[str] = field(default_factory=set)

    @property
    def outside(self) -> list[str]:
        """
        What was asked for and is not on this machine; all of it was refused.

        Addresses as Playwright saw them, then ``host:port`` of what it did not see. Complete once
        the page's context is closed. What stands here at a test's end fails it: a test that leaves
        on purpose, by a click on a source's link, checks it and calls `forget_outside`.
        """
        # What a page asked for reaches the proxy a moment later, perhaps after it was forgotten here.
        seen = {_give_host_port(url) for url in self._outside} | self._forgotten
        return [*self._outside, *(at for at in self.way_out.asked_for if at not in seen)]

    def forget_outside(self) -> None:
        """Empty `outside`, after a test has checked it; the rest of the test may ask for it again."""
        self._forgotten |= {_give_host_port(url) for url in self._outside}
        self._forgotten |= set(self.way_out.asked_for)
        self._outside.clear()
        self.way_out.asked_for.clear()

    def is_inside(self, url: str) -> bool:
        """Tell whether a request stays on this machine."""
        parts = urlsplit(url)
        return parts.scheme in INSIDE_SCHEMES or parts.netloc in self.own()

    def watch(self, context: BrowserContext) -> None:
        """Record what the pages of a context ask for; the way out refuses what leads outside."""
        # No route: each request would pass through Python twice, and Playwright switches the
        # browser's cache off as soon as there is one.
        context.on("request", self._note_request)
        context.on("console", self._note_console)
        context.on("weberror", self._note_error)
        context.on("page", self._watch_page)

    def leave(self, context: BrowserContext) -> None:
        """Record no more of a context that goes on for the next test."""
        context.remove_listener("request", self._note_request)
        context.remove_listener("console", self._note_console)
        context.remove_listener("weberror", self._note_error)
        context.remove_listener("page", self._watch_page)

    def fail_if_outside(self) -> None:
        """Fail the test if a page asked for anything that is not on this machine."""
        if outside := [url[:200] for url in self.outside]:
            self.forget_outside()  # the next test is not to blame
            pytest.fail("\n  ".join(["the page asked for what is not on this machine:", *outside]))
        self.way_out.asked_for.clear()  # at most what this test forgot, come late

    def _watch_page(self, page: Page) -> None:
        page.on("websocket", self._note_socket)

    def _note(self, url: str) -> None:
        self.all.append(url)
        if not self.is_inside(url):
            self._outside.append(url)

    def _note_request(self, request: Request) -> None:
        self._note(request.url)

    def _note_socket(self, socket: WebSocket) -> None:
        self._note(socket.url)

    def _note_error(self, error: WebError) -> None:
        self.page_errors.append(str(error.error))

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.console_errors.append(message.text)


def _give_host_port(url: str) -> str:
    """Give ``host:port`` of an address, as a proxy is asked for it."""
    parts = urlsplit(url)
    usual = 443 if parts.scheme in {"https", "wss"} else 80
    return f"{parts.hostname}:{parts.port or usual}"
