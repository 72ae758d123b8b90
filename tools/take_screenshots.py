"""Take the pictures of the documentation from the running app, so that they stay true.

Run from the top of the repository: ``python -m tools.take_screenshots [FOLDER [NAME …]]``. Needs a
browser, like the browser tests, whose server and browser it uses; and LibreOffice and pdftoppm,
which draw the products as an officer's own office would.
"""

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Frame, Page, ViewportSize, sync_playwright

from tests.browser.harness.app_page import TOUR_SEEN, expect_rest, open_app
from tests.browser.harness.chromium import FLAGS, NO_BROWSER, find_browser
from tests.browser.harness.served_app import AS_OF, ROOT, serve

IMAGES = ROOT / "docs" / "images"
WEEK = "from=2023-10-23&to=2023-10-29"
BRIEFING = "from=2024-01-20&to=2024-02-04"
SIZE: ViewportSize = {"width": 1440, "height": 900}
SETTLED_MS = 1500
"""What fades or draws late has done so by then."""

Act = Callable[[Page, Frame], None]


def _open_record(page: Page, frame: Frame) -> None:
    frame.locator(".bw-site", has_text="Ain al-Asad").click()
    frame.locator(".bw-list button").first.click()
    page.mouse.move(0, 0)


def _open_layers(page: Page, frame: Frame) -> None:
    frame.get_by_role("button", name="Layers").click()
    page.mouse.move(0, 0)


def _open_filters(page: Page, _: Frame) -> None:
    page.locator(".bw-filters summary", has_text="Reliability").click()
    page.locator(".bw-filters summary", has_text="Outcome").click()


def _open_menu(page: Page, _: Frame) -> None:
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_role("button", name="Slide (PPTX)", exact=True).wait_for()
    page.mouse.move(0, 0)


def _open_form(page: Page, _: Frame) -> None:
    page.get_by_role("button", name="Add a report").click()
    page.get_by_role("button", name="Add this report").wait_for()
    page.mouse.move(0, 0)


def _show_tab(name: str) -> Act:
    def show(page: Page, _: Frame) -> None:
        tab = page.get_by_role("tab", name=name, exact=True)
        tab.click()
        expect_rest(page)
        tab.evaluate("tab => tab.scrollIntoView({ block: 'start' })")
        page.mouse.wheel(0, -60)

    return show


@dataclass(frozen=True)
class Picture:
    """A picture: the address that it begins with, what is done then, and in which theme."""

    name: str
    query: str = ""
    act: Act = lambda *_: None
    theme: Literal["light", "dark"] = "light"


PICTURES = (
    Picture("page"),
    Picture("page-dark", theme="dark"),
    Picture("page-week", WEEK),
    Picture("page-record", WEEK, _open_record),
    Picture(
        "page-layers",
        "from=2023-10-17&to=2024-02-29&layers=attacks,bases,strikes,density,towns",
        _open_layers,
    ),
    Picture("page-filters", "from=2023-10-17&to=2024-02-29&country=Syria", _open_filters),
    Picture("page-chart", "from=2023-10-17&to=2024-02-29", _show_tab("Chart")),
    Picture("page-records", "from=2024-01-20&to=2024-02-04", _show_tab("Records")),
    Picture("page-briefing", BRIEFING),
    Picture("page-export", BRIEFING, _open_menu),
    Picture("page-report", BRIEFING, _open_form),
    Picture("page-totals", "from=2023-10-17&to=2024-02-29", _show_tab("Official totals")),
)

PRODUCTS = {"product-page": "pdf", "product-slide": "pptx", "product-brief": "docx"}
"""Pictures of exported files, and the format of each."""


def main(arguments: Sequence[str]) -> int:
    """Take the pictures into a folder; return 0, or 2 where there is no browser."""
    folder = Path(arguments[0]) if arguments else IMAGES
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
            for picture in PICTURES:
                if not arguments[1:] or picture.name in arguments[1:]:
                    print(take(browser, served.url, picture, folder), flush=True)
        browser.close()
    for name in PRODUCTS:
        if not arguments[1:] or name in arguments[1:]:
            print(draw_product(name, folder), flush=True)
    return 0


def take(browser: Browser, url: str, picture: Picture, folder: Path) -> Path:
    """Take a picture, packed as small as a PNG without loss can be."""
    page = browser.new_page(viewport=SIZE, color_scheme=picture.theme)
    page.add_init_script(TOUR_SEEN)
    frame = open_app(page, f"{url}/?{picture.query}")
    picture.act(page, frame)
    expect_rest(page)
    page.wait_for_timeout(SETTLED_MS)
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        path = folder / f"{picture.name}.png"
        shot.convert("RGB").save(path, optimize=True)
    page.close()
    return path


def draw_product(name: str, folder: Path) -> Path:
    """Export a product as the command line does, and draw it as its reader would."""
    kind = PRODUCTS[name]
    with tempfile.TemporaryDirectory() as place:
        order = ["--from", "2024-01-20", "--to", "2024-02-04", "--as-of", AS_OF, "--format", kind]
        _run([sys.executable, "-m", "export", *order, "--out", place])
        (made,) = Path(place).glob(f"*.{kind}")
        if kind != "pdf":
            profile = f"-env:UserInstallation=file://{place}/profile"
            _run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", place, made])
        pages = ["-png", "-r", "110", "-singlefile"]
        path = folder / name
        _run(["pdftoppm", *pages, made.with_suffix(".pdf"), path])
    return path.with_suffix(".png")


def _run(command: Sequence[str | Path]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
