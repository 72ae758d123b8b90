"""First useful paint: the app against a hello-world page of Streamlit, in turn."""

import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Final

from playwright.sync_api import Browser, Page

from bench.figures import Figure
from bench.serving import APP, serve
from bench.workbench import ROOT, Workbench, open_browser, open_page, tell

GROUP: Final = "start"
ROUNDS: Final = 4
HELLO: Final = 'import streamlit as st\n\nst.write("Hello, world")\n'
PAINT_MS: Final = 60_000


def measure(work: Workbench) -> Iterator[Figure]:
    """Measure first and second visitors of both pages."""
    hello = work.out / "hello.py"
    hello.write_text(HELLO, encoding="utf-8")
    plain: list[tuple[float, float]] = []
    ours: list[tuple[float, float]] = []
    with open_browser() as browser:
        for number in range(ROUNDS):
            tell(f"  round {number + 1} of {ROUNDS}")
            plain.append(_visit(browser, ("-m", "streamlit", "run", str(hello)), see_hello))
            ours.append(_visit(browser, APP, see_map))
    yield from _compare("process start to first useful paint", plain, ours, 0, 1.8)
    yield from _compare("second visitor to first useful paint", plain, ours, 1, 1.3)


def see_hello(page: Page) -> None:
    """Wait until the hello-world page is seen."""
    page.get_by_text("Hello, world").wait_for(timeout=PAINT_MS)
    page.evaluate("() => bench.afterPaint()")


def see_map(page: Page) -> None:
    """Wait until the map is painted with its records."""
    handle = page.wait_for_selector("iframe.bw-frame", timeout=PAINT_MS)
    frame = handle.content_frame() if handle else None
    if frame is not None:
        frame.wait_for_selector("html.bw-ready", timeout=PAINT_MS)
        frame.evaluate("() => bench.afterPaint()")


def _visit(
    browser: Browser, command: Sequence[str], see: Callable[[Page], None]
) -> tuple[float, float]:
    """Start a server and visit it twice, each time with an empty cache; seconds of both."""
    with serve(command, Path(ROOT / "data")) as served:
        with open_page(browser) as page:
            page.goto(served.url)
            see(page)
            first_s = perf_counter() - served.started
            page.wait_for_timeout(1_500)  # what still loads for the first must not slow the second
        with open_page(browser) as page:
            began = perf_counter()
            page.goto(served.url)
            see(page)
            return first_s, perf_counter() - began


def _compare(
    name: str,
    plain: Sequence[tuple[float, float]],
    ours: Sequence[tuple[float, float]],
    visitor: int,
    limit: float,
) -> Iterator[Figure]:
    """Give both medians, and how many times hello world's ours is."""
    hello_s = statistics.median(visit[visitor] for visit in plain)
    ours_s = statistics.median(visit[visitor] for visit in ours)
    yield Figure(GROUP, f"{name}, hello world", hello_s, "s", runs=len(plain))
    yield Figure(GROUP, f"{name}, Basewatch", ours_s, "s", runs=len(ours))
    yield Figure(
        GROUP, f"{name}, times hello world", ours_s / hello_s, "×", limit=limit, runs=len(ours)
    )
