"""The way through the server: filters, settled windows, runs during a drag, and what is sent."""

from collections.abc import Iterator
from typing import Any, Final

from playwright.sync_api import Browser, Frame, Page, WebSocket

from bench.figures import Figure, summarise
from bench.records import FIRST
from bench.serving import APP, serve
from bench.workbench import BenchError, Workbench, open_browser, open_page, tell

GROUP: Final = "server"
HELD_AT: Final = 10_000
SIZES: Final = (200, 10_000, 100_000)
RERUN_BYTES: Final = 8_000
LOAD_MS: Final = 180_000
ROUNDS: Final = 9


def measure(work: Workbench) -> Iterator[Figure]:
    """Measure each size on a server of its own."""
    with open_browser() as browser:
        for records in SIZES:
            folder = work.records(records)
            tell(f"  serving {records:,} records")
            with serve(APP, folder) as served:
                yield from _measure_page(browser, served.url, records)


def _measure_page(browser: Browser, url: str, records: int) -> Iterator[Figure]:
    """Measure one page, the first that the server shows."""
    with open_page(browser) as page:
        sockets: list[WebSocket] = []
        page.on("websocket", lambda socket: sockets.append(socket))  # noqa: PLW0108 - a built-in method carries none of its marks
        page.goto(url)
        frame = _find_frame(page)
        page.evaluate("() => bench.watchRuns()")
        _rest(page)
        limit = 110 if records == HELD_AT else None
        took = _change_filters(page, frame)
        yield summarise(
            GROUP, "filter change to painted frame", took, "ms", records=records, limit=limit
        )
        took, runs = _settle_windows(page, frame)
        limit = 250 if records == HELD_AT else None
        name = "settled window to updated panels"
        yield summarise(GROUP, name, took, "ms", records=records, limit=limit)
        yield Figure(
            GROUP, "server runs for a settled window", max(runs), "", records, limit=1,
            runs=len(runs),
        )  # fmt: skip
        during, after = _drag(page, frame)
        yield Figure(GROUP, "server runs during a drag", during, "", records, limit=0)
        yield Figure(GROUP, "server runs after a drag", after, "", records, limit=1)
        yield Figure(
            GROUP,
            "an unchanged rerun receives",
            _rerun(page, sockets[-1]) / 1_000,
            "KB",
            records,
            limit=RERUN_BYTES / 1_000,
        )


def _find_frame(page: Page) -> Frame:
    """
    Give the map's frame once it is painted.

    Raises
    ------
    BenchError
        If it has gone by then.
    """
    handle = page.wait_for_selector("iframe.bw-frame", timeout=LOAD_MS)
    frame = handle.content_frame() if handle else None
    if frame is None:
        msg = "the map's frame has gone"
        raise BenchError(msg)
    frame.wait_for_selector("html.bw-ready", timeout=LOAD_MS)
    return frame


def _rest(page: Page) -> None:
    """Wait until no run is on and none follows."""
    for _ in range(3):
        page.locator("[data-test-script-state=notRunning]").wait_for(timeout=LOAD_MS)
        page.wait_for_timeout(300)


def _change_filters(page: Page, frame: Frame) -> list[float]:
    """Tick filters one after the other; ms from each click to the frame that shows it."""
    took = []
    for number in range(ROUNDS):
        frame.evaluate("() => { bench.masked = bench.nextMask(); }")
        began = page.evaluate("(number) => bench.tick(number)", number % 3)
        painted = frame.evaluate("() => bench.masked")
        took.append(painted - began)
        _rest(page)
    return took


def _settle_windows(page: Page, frame: Frame) -> tuple[list[float], list[int]]:
    """Set windows; ms from what settled to the page at rest with it, and runs for each."""
    took, counts = [], []
    for number in range(ROUNDS):
        page.evaluate("() => bench.startRuns()")
        frame.evaluate(
            "([from, to]) => timeMap.setWindow(from, to)",
            [str(FIRST + 20 + 5 * number), str(FIRST + 33 + 5 * number)],
        )
        page.wait_for_timeout(300)
        _rest(page)
        runs: dict[str, Any] = page.evaluate("() => bench.runs")
        counts.append(runs["started"])
        if runs["settled"] is not None and runs["ended"] is not None:
            took.append(runs["ended"] - runs["settled"])
    return took, counts


def _drag(page: Page, frame: Frame) -> tuple[int, int]:
    """Drag the window on the time bar with the mouse; server runs meanwhile, and afterwards."""
    box = frame.locator(".bw-band").bounding_box()
    if box is None:
        msg = "the time bar has no window to drag"
        raise BenchError(msg)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate("() => bench.startRuns()")
    page.mouse.move(x, y)
    page.mouse.down()
    for _ in range(3):
        page.mouse.move(x + 120, y, steps=30)
        page.wait_for_timeout(400)  # longer than a window takes to settle
        page.mouse.move(x + 20, y, steps=30)
    during = int(page.evaluate("() => bench.runs.started"))
    page.mouse.up()
    page.wait_for_timeout(300)
    _rest(page)
    return during, int(page.evaluate("() => bench.runs.started")) - during


def _rerun(page: Page, socket: WebSocket) -> int:
    """Run the page again with nothing changed; the bytes that come over its connection."""
    received: list[int] = []
    socket.on("framereceived", lambda payload: received.append(len(payload)))
    sizes = []
    for _ in range(3):
        received.clear()
        with socket.expect_event("framereceived"):
            page.locator("body").press("r")
        page.wait_for_timeout(500)
        _rest(page)
        sizes.append(sum(received))
    return min(sizes)
