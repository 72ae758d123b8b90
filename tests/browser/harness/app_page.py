"""The app's page as a test drives it: the map's frame, its state, what settled."""

import base64
import io
from typing import Any

from PIL import Image
from playwright.sync_api import Download, Frame, Locator, Page, expect

QUIET_MS = 300
"""Longer than the map waits before it tells the page of a view that has settled."""
REST = """([quiet, limit]) => new Promise((resolve) => {
  const marks = ['data-test-script-state', 'data-bw-moved', 'data-behind'];
  const rests = () => document.querySelector('[data-test-script-state=notRunning]')
    && !document.querySelector('[data-bw-moved], [data-behind]');
  const end = (rested) => {
    clearTimeout(timer);
    clearTimeout(last);
    observer.disconnect();
    window.removeEventListener('message', again);
    resolve(rested);
  };
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (rests()) end(true); else again(); }, quiet);
  };
  let timer = null;
  const last = setTimeout(() => end(false), limit);
  const observer = new MutationObserver(again);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: marks, subtree: true });
  window.addEventListener('message', again);
  again();
})"""
TOUR_SEEN = "try { localStorage.setItem('basewatch-tour-seen', 'yes'); } catch { /* no storage */ }"
"""Run before a page's own scripts: this browser has seen the tour, which then stays away."""
READ_CLIPBOARD = """async () => {
  const found = [];
  for (const item of await navigator.clipboard.read()) {
    for (const type of item.types) {
      const bytes = new Uint8Array(await (await item.getType(type)).arrayBuffer());
      found.push([type, btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(''))]);
    }
  }
  return found;
}"""


def open_app(page: Page, url: str) -> Frame:
    """Open the app and give the map's frame once it has painted and the page about it is there."""
    page.goto(url)
    handle = page.wait_for_selector("iframe.bw-frame", timeout=60_000)
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    frame.wait_for_selector("html.bw-ready", timeout=60_000)
    frame.evaluate("timeMap.ready")
    page.get_by_role("tablist").wait_for(timeout=60_000)
    expect_rest(page)
    return frame


def expect_rest(page: Page) -> None:
    """
    Wait until the page has followed what settled in the map: no run is on, and none follows.

    Marks of the page and messages of the map are watched: each begins the quiet time anew.
    """
    assert page.evaluate(REST, [QUIET_MS, 30_000]), "the page did not come to rest"


def state(frame: Frame) -> dict[str, Any]:
    """Give what `window.timeMap` says of itself."""
    said: dict[str, Any] = frame.evaluate("timeMap.getState()")
    return said


def figure(page: Page, name: str) -> Locator:
    """Give the box of a key figure."""
    return page.locator(".bw-figure", has_text=name)


def watch_sent(page: Page) -> list[str]:
    """Watch what the page sends the server, from here on; call it before the page is opened."""
    sent: list[str] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framesent", lambda _payload: sent.append(socket.url)),
    )
    return sent


def expect_period(page: Page, text: str) -> None:
    """Wait until the head of the page is of the window, and all else has followed it."""
    expect(page.locator(".bw-sub")).to_contain_text(text, timeout=20_000)
    expect(page.locator("html")).not_to_have_attribute("data-bw-moved", "", timeout=30_000)


def export(page: Page, name: str) -> Download:
    """Open the export menu and press the button of a format; give what comes."""
    menu = page.get_by_role("button", name="Export", exact=True)
    if menu.get_attribute("aria-expanded") != "true":
        menu.click()
    return take_download(page, page.get_by_role("button", name=name, exact=True))


def choose_screen(page: Page) -> None:
    """Have the maps of the export menu as on screen."""
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_text("As on screen", exact=True).click()
    expect_rest(page)


def take_download(page: Page, button: Locator) -> Download:
    """Press a button that gives a file, once and whatever the page is at, and give the file."""
    with page.expect_download(timeout=90_000) as download:
        button.click()
    return download.value


def read_clipboard(page: Page) -> Image.Image:
    """Give the picture on the clipboard, and nothing else may be there."""
    ((kind, data),) = page.evaluate(READ_CLIPBOARD)
    assert kind == "image/png"
    image = Image.open(io.BytesIO(base64.b64decode(data)))
    assert image.format == "PNG"
    return image.convert("RGB")
