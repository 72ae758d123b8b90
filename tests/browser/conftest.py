"""
A real browser and the app, served, for the tests beside this file.

`app_url`        the app on the repository's own record, one server for all tests
`serve_app`      a factory: the app on a data folder of the test's own
`page`           a page of 1440 x 900 that can reach those servers and nothing else
`opened`         the app, opened once for a module's tests, as it was opened: for tests of view and filters
`new_page`       a factory: such a page with another size, pixel ratio, time zone, …
`page_requests`  what those pages asked for, and the errors in their consoles
"""

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.harness.app_page import TOUR_SEEN
from tests.browser.harness.chromium import FLAGS, NO_BROWSER, find_browser, leave_out
from tests.browser.harness.egress_proxy import WayOut
from tests.browser.harness.opened_app import OpenedApp
from tests.browser.harness.page_requests import PageRequests
from tests.browser.harness.served_app import AS_OF, ROOT, ServedApp, serve
from tests.require import lack

HERE = Path(__file__).parent
OUT = ROOT / "out" / "browser"
FAILED = pytest.StashKey[bool]()

ServeApp = Callable[..., ServedApp]
NewPage = Callable[..., Page]
MakeContext = Callable[..., BrowserContext]


# On a machine that others load too, a wait of half a minute can be too short. Such a test is run once
# more, by itself alone; the closing lines name it and count it. What went to another machine
# (`pytest.fail`) is never tried again.
ONCE_MORE = pytest.mark.flaky(
    reruns=1, only_rerun=["AssertionError", "TimeoutError", "TargetClosedError"]
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            item.add_marker(ONCE_MORE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def way_out() -> Iterator[WayOut]:
    with WayOut() as proxy:
        yield proxy
    if proxy.asked_for:  # later than the end of the page that asked
        pytest.fail(f"a page asked for what is not on this machine: {proxy.asked_for}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = find_browser(playwright)
        if path is None:
            lack(NO_BROWSER)
        started = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *leave_out()])
        yield started
        started.close()


@pytest.fixture(scope="session")
def servers() -> list[ServedApp]:
    """Give the servers that were started; a page may talk to these."""
    return []


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, servers: list[ServedApp]) -> Iterator[ServedApp]:
    folder = tmp_path_factory.mktemp("app")
    with serve(folder, script=ROOT / "app.py", data_dir=ROOT / "data", as_of=AS_OF) as started:
        servers.append(started)
        yield started


@pytest.fixture(scope="session")
def app_url(app: ServedApp) -> str:
    return app.url


@pytest.fixture(scope="module")
def serve_app(
    tmp_path_factory: pytest.TempPathFactory, servers: list[ServedApp]
) -> Iterator[ServeApp]:
    """Start the app anew; it ends with the module, so that a module's tests can share it."""
    with contextlib.ExitStack() as running:

        def start(
            *,
            data_dir: Path = ROOT / "data",
            script: Path = ROOT / "app.py",
            as_of: str = AS_OF,
            settings: Mapping[str, str] | None = None,
        ) -> ServedApp:
            folder = tmp_path_factory.mktemp("app")
            started = running.enter_context(
                serve(folder, script=script, data_dir=data_dir, as_of=as_of, settings=settings)
            )
            servers.append(started)
            return started

        yield start


@pytest.fixture
def page_requests(servers: list[ServedApp], way_out: WayOut) -> Iterator[PageRequests]:
    requests = PageRequests(
        lambda: frozenset(urlsplit(server.url).netloc for server in servers), way_out
    )
    yield requests
    requests.fail_if_outside()
    left = [line for server in servers for line in server.take_departures()]
    if left:
        pytest.fail("the server tried to reach another machine:\n  " + "\n  ".join(left))


@pytest.fixture(scope="session")
def make_context(browser: Browser, way_out: WayOut) -> MakeContext:
    """Give a maker of contexts of 1440 x 900 whose only way out is the proxy of the tests."""

    def make(**options: Any) -> BrowserContext:
        options.setdefault("viewport", {"width": 1440, "height": 900})
        # The context's own proxy: what the browser asks for itself is not the page's doing.
        return browser.new_context(
            service_workers="block",
            proxy={"server": f"http://{way_out.address}", "bypass": "127.0.0.1"},
            **options,
        )

    return make


def take_screenshot(page: Page, item: pytest.Item, number: int = 0) -> None:
    """Keep what the page of a failed test shows, if it is still there."""
    if not page.is_closed():
        name = re.sub(r"[^\w.-]+", "-", item.name)
        page.screenshot(path=OUT / f"{item.path.stem}-{name}-{number}.png")


@pytest.fixture
def new_page(
    make_context: MakeContext, page_requests: PageRequests, request: pytest.FixtureRequest
) -> Iterator[NewPage]:
    pages: list[Page] = []

    def open_page(**options: Any) -> Page:
        first_visit = options.pop("first_visit", False)
        context = make_context(**options)
        if not first_visit:
            context.add_init_script(TOUR_SEEN)
        page_requests.watch(context)
        pages.append(context.new_page())
        return pages[-1]

    yield open_page
    for number, opened in enumerate(pages):
        if request.node.stash.get(FAILED, False):
            take_screenshot(opened, request.node, number)
        opened.context.close()


@pytest.fixture(scope="module")
def kept() -> Iterator[list[OpenedApp]]:
    """Give the app that a module's tests share; empty until the first asks, and after a failure."""
    shared: list[OpenedApp] = []
    yield shared
    for app in shared:
        app.page.context.close()


@pytest.fixture
def opened(
    kept: list[OpenedApp],
    make_context: MakeContext,
    app_url: str,
    page_requests: PageRequests,
    request: pytest.FixtureRequest,
) -> Iterator[OpenedApp]:
    """Give the app as it was opened; the test fails if its page cannot be put back to that."""
    context = kept[0].page.context if kept else make_context()
    page_requests.watch(context)
    try:
        if not kept:
            context.add_init_script(TOUR_SEEN)
            kept.append(OpenedApp.open(context.new_page(), app_url))
        app = kept.pop()
        app.sent.clear()
        yield app
        if request.node.stash.get(FAILED, False):
            take_screenshot(app.page, request.node)
        else:
            app.put_back()
            kept.append(app)
    finally:
        page_requests.leave(context)
        if not kept:
            context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()
