"""First useful paint: the app against a hello-world page of Streamlit, in turn."""

import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Final

from playwright.sync_api import Browser, Page

from bench.figures import Figure
from bench.serving import APP, serve
from bench.workbench import ROOT, Workbench, open_browser, open_page, tell

GROUP: Final = "start"
ROUNDS: Final = 8
HELLO: Final = 'import streamlit as st\n\nst.write("Hello, world")\n'
PAINT_MS: Final = 60_000
PAINTED: Final = "bench: painted"
TEXT_SEEN: Final = "[data-testid=stMarkdownContainer]"
MAP_SEEN: Final = "html.bw-ready"
"""What stands in a page, or in the map's frame, once it shows what its visitor came for."""


def measure(work: Workbench) -> Iterator[Figure]:
    """Measure first and second visitors of both pages."""
    hello = work.out / "hello.py"
    hello.write_text(HELLO, encoding="utf-8")
    plain: list[tuple[float, float]] = []
    ours: list[tuple[float, float]] = []
    with open_browser() as browser:
        for number in range(ROUNDS):
            tell(f"  round {number + 1} of {ROUNDS}")
            plain.append(_visit(browser, ("-m", "streamlit", "run", str(hello)), TEXT_SEEN))
            ours.append(_visit(browser, APP, MAP_SEEN))
    name = "process start to first useful paint"
    yield from _compare(name, plain, ours, 0, times=2.2, seconds=5)
    yield from _compare("second visitor to first useful paint", plain, ours, 1, times=1.6)


def _visit(browser: Browser, command: Sequence[str], sought: str) -> tuple[float, float]:
    """Start a server and visit it twice, each time with an empty cache; seconds of both."""
    with serve(command, Path(ROOT / "data")) as served:
        with open_page(browser) as page:
            see(page, served.url, sought)
            first_s = perf_counter() - served.started
            _rest(page)
        with open_page(browser) as page:
            began = perf_counter()
            see(page, served.url, sought)
            return first_s, perf_counter() - began


def _rest(page: Page) -> None:
    """Wait until all that still loads for the first has loaded: it must not slow the second."""
    for _ in range(3):
        page.wait_for_timeout(1_000)
        page.locator("[data-test-script-state=notRunning]").wait_for(timeout=PAINT_MS)


def see(page: Page, url: str, sought: str) -> None:
    """
    Open an address and wait until a selector is found and painted, which the page says by itself.

    A question put to it meanwhile would take of the time that is measured, and more of it from the
    map's page, where the answer tells of a frame with half a megabyte in an attribute.
    """
    page.add_init_script(f"bench.tellPainted({sought!r})")
    with page.expect_console_message(lambda said: said.text == PAINTED, timeout=PAINT_MS):
        page.goto(url, wait_until="commit")


def _compare(
    name: str,
    plain: Sequence[tuple[float, float]],
    ours: Sequence[tuple[float, float]],
    visitor: int,
    *,
    times: float,
    seconds: float | None = None,
) -> Iterator[Figure]:
    """Give both medians, and how many times hello world's ours is."""
    hello_s = statistics.median(visit[visitor] for visit in plain)
    ours_s = statistics.median(visit[visitor] for visit in ours)
    yield Figure(GROUP, f"{name}, hello world", hello_s, "s", runs=len(plain))
    yield Figure(GROUP, f"{name}, Basewatch", ours_s, "s", limit=seconds, runs=len(ours))
    yield Figure(
        GROUP, f"{name}, times hello world", ours_s / hello_s, "×", limit=times, runs=len(ours)
    )
