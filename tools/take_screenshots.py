"""Take the pictures of the documentation from the running app, so that they stay true.

Run from the top of the repository: ``python -m tools.take_screenshots [FOLDER]``. Needs a browser,
like the browser tests, whose server and browser it uses.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Frame, Page, sync_playwright

from tests.browser.app_page import TOUR_SEEN, open_app
from tests.browser.chromium import FLAGS, NO_BROWSER, find_browser
from tests.browser.served_app import AS_OF, ROOT, serve

SIZES = {"page": (1440, 900), "page-narrow": (1024, 768)}
SETTLED_MS = 1500


def main(arguments: Sequence[str]) -> int:
    """Take every picture into a folder; return 0, or 2 where there is no browser."""
    folder = Path(arguments[0] if arguments else "docs/images")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as logs:
        path = find_browser(playwright)
        if path is None:
            print(NO_BROWSER)
            return 2
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        with serve(
            Path(logs), script=ROOT / "app.py", data_dir=ROOT / "data", as_of=AS_OF
        ) as served:
            for name, (width, height) in SIZES.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                page.add_init_script(TOUR_SEEN)
                take_states(page, open_app(page, served.url), folder, name)
        browser.close()
    return 0


def take_states(page: Page, frame: Frame, folder: Path, name: str) -> None:
    """Take the page as it opens, one week of October 2023, and a record's card."""

    def take(state: str) -> None:
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=folder / f"{name}{state}.png")
        print(folder / f"{name}{state}.png")

    take("")
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-10-29')")
    take("-week")
    frame.locator(".bw-site", has_text="Ain al-Asad").click()
    frame.locator(".bw-list button").first.click()
    take("-record")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
