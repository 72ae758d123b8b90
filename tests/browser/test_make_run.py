"""The server that `make run` starts: the page, its files, and nobody asked."""

import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page
from streamlit.file_util import get_static_dir

from tests.browser.app_page import open_app, state
from tests.browser.conftest import ServeApp
from tests.browser.page_requests import PageRequests
from tests.browser.served_app import ROOT, ServedApp


@pytest.fixture(scope="module")
def served(serve_app: ServeApp) -> ServedApp:
    return serve_app(script=ROOT / "ui")


def test_the_map_is_shown_and_nobody_is_asked(
    served: ServedApp, page: Page, page_requests: PageRequests
) -> None:
    frame = open_app(page, served.url)
    assert state(frame)["visible"] > 0
    assert page_requests.outside == []
    assert page_requests.page_errors == []


def test_each_file_that_the_page_names_comes_out_of_memory(served: ServedApp) -> None:
    with urllib.request.urlopen(served.url) as answer:
        names = re.findall(r"static/[\w./-]+\.(?:js|css|woff2)", answer.read().decode())
    assert len(names) > 10
    for name in names:
        with urllib.request.urlopen(f"{served.url}/{name}") as answer:
            assert answer.read() == (Path(get_static_dir()) / name).read_bytes()
            assert answer.headers["etag"] is None  # Streamlit's own answer has one
