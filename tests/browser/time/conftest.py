"""The shipped record in a page of its own."""

import pytest
from playwright.sync_api import Page

from geo.files.shipped_data import DATA_FOLDER
from geo.loading import read_dataset
from geo.record import Dataset
from tests.browser.harness.file_page import open_file, write_page


@pytest.fixture(scope="module")
def page_file(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_page(dataset, tmp_path_factory.mktemp("page"))


@pytest.fixture
def time_map(page: Page, page_file: str, page_requests) -> Page:
    page.set_viewport_size({"width": 1095, "height": 628})
    return open_file(page, page_file)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(DATA_FOLDER)
