"""The shipped record in a page of its own."""

import pytest
from playwright.sync_api import Page

from geo.files.shipped_data import BASEMAP_FOLDER, DATA_FOLDER
from geo.loading import read_dataset
from geo.query.opening import opening_view
from geo.query.selection import select_mask
from geo.record import Dataset
from layers.page import make_page
from layers.payload import make_payload
from tests.browser.harness.file_page import open_page


@pytest.fixture(scope="module")
def page_text(dataset: Dataset) -> str:
    view = opening_view(dataset)
    mask = select_mask(dataset, view.filters)
    return make_page(BASEMAP_FOLDER, make_payload(dataset), mask, view)


@pytest.fixture(scope="module")
def page_file(page_text: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(page_text, encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def time_map(page: Page, page_file: str, page_requests) -> Page:
    return open_page(page, page_file)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(DATA_FOLDER)
