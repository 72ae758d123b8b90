"""What the server sends when nothing has changed: next to nothing."""

from playwright.sync_api import Page, WebSocket

from tests.browser.harness.app_page import expect_rest, open_app

MOST_BYTES = 9_000
"""A few kilobytes: the head and the mounts, none of the map's page or records."""


def test_a_run_in_which_nothing_changed_sends_little(page: Page, app_url: str) -> None:
    received: list[int] = []
    sockets: list[WebSocket] = []

    def listen(socket: WebSocket) -> None:
        sockets.append(socket)
        socket.on("framereceived", lambda payload: received.append(len(payload)))

    page.on("websocket", listen)
    open_app(page, app_url)
    sent = []
    for _ in range(2):  # a run of the page's own could fall into the first
        received.clear()
        with sockets[-1].expect_event("framereceived"):
            page.locator("body").press("r")
        expect_rest(page)
        sent.append(sum(received))
    assert min(sent) <= MOST_BYTES, sent
