"""What `make run` and `streamlit run` start: the page, and no look-up of other machines."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ServeApp
from tests.browser.harness.app_page import open_app, state
from tests.browser.harness.page_requests import PageRequests
from tests.browser.harness.served_app import ROOT, ServedApp
from tests.browser.harness.websocket_handshake import ask_for_session


@pytest.fixture(scope="module")
def served(serve_app: ServeApp) -> ServedApp:
    return serve_app(script=ROOT / "ui")


@pytest.fixture(scope="module", params=["make run", "streamlit run"])
def started(request: pytest.FixtureRequest, served: ServedApp, app: ServedApp) -> ServedApp:
    return served if request.param == "make run" else app


def test_the_map_is_shown_and_no_other_machine_is_asked(
    served: ServedApp, page: Page, page_requests: PageRequests
) -> None:
    frame = open_app(page, served.url)
    assert state(frame)["visible"] > 0
    assert page_requests.outside == []
    assert page_requests.page_errors == []
    assert served.take_departures() == []


def test_the_page_itself_gets_a_session(started: ServedApp) -> None:
    assert ask_for_session(started.url) == 101


@pytest.mark.parametrize(
    "origin", ["http://elsewhere.invalid", "https://192.0.2.1:8501", "null", "file://"]
)
def test_a_page_of_another_origin_is_refused_without_asking_who_this_machine_is(
    started: ServedApp, origin: str
) -> None:
    assert ask_for_session(started.url, origin=origin) == 403
    assert started.take_departures() == []
