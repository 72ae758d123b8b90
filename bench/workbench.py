"""What every measurement shares: where data and results go, and a browser of one size."""

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from bench.records import SEED, write_records
from tests.browser.harness.app_page import TOUR_SEEN
from tests.browser.harness.chromium import FLAGS, NO_BROWSER, find_browser, leave_out

ROOT: Final = Path(__file__).resolve().parent.parent
SCRIPT: Final = Path(__file__).parent / "driver.js"
MAP_PX: Final = (1200, 600)
"""Width and height of the map in every measurement that draws."""


class BenchError(RuntimeError):
    """A measurement that could not be made; the others go on."""


def tell(text: str) -> None:
    """Tell how far the run is, on the error stream: the table alone goes to the other."""
    print(text, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Workbench:
    """
    Where the measurements work.

    Attributes
    ----------
    out
        Folder for synthetic records and pages; what stands there from an earlier run is used.
    """

    out: Path

    def records(self, count: int) -> Path:
        """Give the data folder with so many synthetic records; it is written where missing."""
        folder = self.out / f"records-{count}-{SEED}"
        done = folder / "done"
        if not done.exists():
            tell(f"  writing {count:,} synthetic records")
            write_records(folder, count)
            done.touch()
        return folder


@contextlib.contextmanager
def open_browser() -> Iterator[Browser]:
    """
    Start a headless browser without a GPU, as the tests do, until the block ends.

    It opens a window without the pages that it would draw below its own address bar: they take of
    the same two cores while the page that is measured begins.

    Raises
    ------
    BenchError
        If there is none.
    """
    with sync_playwright() as playwright:
        path = find_browser(playwright)
        if path is None:
            raise BenchError(NO_BROWSER)
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *leave_out()])
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def open_page(
    browser: Browser, *, ratio: float = 1.0, size: tuple[int, int] = (1440, 900)
) -> Iterator[Page]:
    """
    Open a page with the driver in each of its frames, as ``window.bench``, until the block ends.

    Parameters
    ----------
    browser
        The browser.
    ratio
        Device pixels to a CSS pixel.
    size
        Of the window, in CSS pixels.
    """
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, device_scale_factor=ratio
    )
    context.add_init_script(TOUR_SEEN)
    context.add_init_script(path=SCRIPT)
    try:
        yield context.new_page()
    finally:
        context.close()
