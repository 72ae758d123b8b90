"""
A real browser and the app, served, for the tests beside this file.

`app_url`        the app on the repository's own record, one server for all tests
`serve_app`      a factory: the app on a data folder of the test's own
`page`           a page of 1440 x 900 that can reach those servers and nothing else
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
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.harness.app_page import TOUR_SEEN
from tests.browser.harness.chromium import FLAGS, NO_BROWSER, find_browser, leave_out
from tests.browser.harness.egress_proxy import WayOut
from tests.browser.harness.page_requests import PageRequests
from tests.browser.harness.served_app import AS_OF, ROOT, ServedApp, serve
from tests.require import lack

HERE = Path(__file__).parent
OUT = ROOT / "out" / "browser"
FAILED = pytest.StashKey[bool]()

ServeApp = Callable[..., ServedApp]
NewPage = Callable[..., Page]


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


@pytest.fixture
def new_page(
    browser: Browser,
    way_out: WayOut,
    page_requests: PageRequests,
    request: pytest.FixtureRequest,
) -> Iterator[NewPage]:
    pages: list[Page] = []

    def open_page(**options: Any) -> Page:
        options.setdefault("viewport", {"width": 1440, "height": 900})
        first_visit = options.pop("first_visit", False)
        # The context's own proxy: what the browser asks for itself is not the page's doing.
        context = browser.new_context(
            service_workers="block",
            proxy={"server": f"http://{way_out.address}", "bypass": "127.0.0.1"},
            **options,
        )
        if not first_visit:
            context.add_init_script(TOUR_SEEN)
        page_requests.watch(context)
        pages.append(context.new_page())
        return pages[-1]

    yield open_page
    name = re.sub(r"[^\w.-]+", "-", request.node.name)
    for number, opened in enumerate(pages):
        if request.node.stash.get(FAILED, False) and not opened.is_closed():
            opened.screenshot(path=OUT / f"{request.node.path.stem}-{name}-{number}.png")
        opened.context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()
