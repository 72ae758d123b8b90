"""A page of its own with a record inside, opened from a file."""

import datetime as dt
from pathlib import Path

from playwright.sync_api import Frame, Page

from geo.files.shipped_data import BASEMAP_FOLDER
from geo.model.dates import Window
from geo.model.scene import Filters, View
from geo.model.vocabulary import LAYERS
from geo.query.opening import opening_view
from geo.query.selection import select_mask
from geo.record import Dataset
from layers.page import make_page
from layers.payload import make_payload
from tests.browser.harness.open_scope import open_scope


def write_page(dataset: Dataset, folder: Path, filters: Filters | None = None) -> str:
    """Write a page of its own with a record inside; give its address."""
    view = opening_view(dataset)
    mask = select_mask(dataset, filters or view.filters)
    path = folder / "page.html"
    text = make_page(BASEMAP_FOLDER, make_payload(dataset), mask, view)
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


def open_file(page: Page, address: str) -> Page:
    page.goto(address)
    page.evaluate("timeMap.ready")
    return page


def window(page: Page) -> tuple[str, str]:
    shown = page.evaluate("timeMap.getState()")
    return shown["from"], shown["to"]


def set_window(page: Page, first: str, last: str) -> None:
    page.evaluate("([from, to]) => timeMap.setWindow(from, to)", [first, last])


def open_page(page: Page, address: str) -> Page:
    page.set_viewport_size({"width": 1110, "height": 640})
    return open_file(page, address)


def days(first: str, last: str) -> Window:
    return Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def open_view(
    page: Page, folder: Path, dataset: Dataset, view: View, *, scope_is_open: bool = False
) -> Page:
    """Open a page of its own at a view."""
    text = make_page(
        BASEMAP_FOLDER, make_payload(dataset), select_mask(dataset, view.filters), view
    )
    path = folder / "page.html"
    path.write_text(open_scope(text) if scope_is_open else text, encoding="utf-8")
    return open_page(page, path.as_uri())


def switch(page: Page | Frame, *words: str) -> None:
    """Switch layers by their boxes, and close the control again."""
    button = page.get_by_role("button", name="Layers", exact=True)
    button.click()
    for word in words:
        page.get_by_role("checkbox", name=LAYERS[word], exact=True).click()
    button.click()
