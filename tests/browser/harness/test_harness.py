"""The instruments of the browser tests: they see what leaves the machine, and let nothing out."""

from pathlib import Path
from textwrap import dedent
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, ServeApp
from tests.browser.harness.chromium import LEFT_OUT, leave_out
from tests.browser.harness.page_requests import PageRequests
from tests.browser.harness.served_app import ServedApp, serve
from tests.browser.harness.websocket_handshake import ask_for_session

ELSEWHERE = "elsewhere.invalid"

QUIET = """
    import os
    import streamlit as st

    st.write("record", os.environ["BASEWATCH_DATA"], "as of", os.environ["BASEWATCH_AS_OF"])
"""


def write_script(folder: Path, text: str) -> Path:
    script = folder / "tiny.py"
    script.write_text(dedent(text))
    return script


@pytest.fixture(scope="module")
def record_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("record")


@pytest.fixture(scope="module")
def quiet(serve_app: ServeApp, record_folder: Path) -> ServedApp:
    return serve_app(script=write_script(record_folder, QUIET), data_dir=record_folder)


def test_page_reaches_its_server_and_nothing_else(
    quiet: ServedApp, page: Page, page_requests: PageRequests, record_folder: Path
) -> None:
    page.goto(quiet.url)

    expect(page.get_by_text(f"record {record_folder} as of 2026-11-21T10:54:00Z")).to_be_visible()
    assert any(url.startswith("ws://") for url in page_requests.all)
    assert page_requests.outside == []
    assert page_requests.page_errors == []


def test_image_from_elsewhere_is_refused_and_fails_the_test(
    serve_app: ServeApp, page: Page, page_requests: PageRequests, tmp_path: Path
) -> None:
    image = f"http://{ELSEWHERE}/dot.png"
    script = write_script(tmp_path, f'import streamlit as st; st.markdown("![dot]({image})")')
    with page.expect_event("requestfailed", lambda request: request.url == image):
        page.goto(serve_app(script=script).url)

    assert page_requests.outside == [image]
    with pytest.raises(pytest.fail.Exception, match=ELSEWHERE):
        page_requests.fail_if_outside()
    assert page_requests.outside == []


@pytest.mark.parametrize(
    ("script", "url"),
    [
        (f"fetch('https://{ELSEWHERE}/a').catch(() => 0)", f"https://{ELSEWHERE}/a"),
        (f"navigator.sendBeacon('https://{ELSEWHERE}/b')", f"https://{ELSEWHERE}/b"),
        ("fetch('http://127.0.0.1:9/c').catch(() => 0)", "http://127.0.0.1:9/c"),
        (
            f"new Promise(r => {{ new WebSocket('ws://{ELSEWHERE}/d').onerror = () => r(0) }})",
            f"ws://{ELSEWHERE}/d",
        ),
        (
            f"""new Promise(r => {{
                const frame = document.createElement('iframe');
                frame.sandbox = 'allow-scripts';
                frame.onload = () => r(0);
                frame.srcdoc = '<img src="https://{ELSEWHERE}/e">';
                document.body.append(frame);
            }})""",
            f"{ELSEWHERE}:443",
        ),
    ],
    ids=["fetch", "beacon", "another port", "websocket", "sandboxed frame"],
)
def test_every_way_out_is_seen(
    quiet: ServedApp, page: Page, page_requests: PageRequests, script: str, url: str
) -> None:
    page.goto(quiet.url)
    page.evaluate(script)
    # A beacon outlives its page: what the way out is asked for late would be the next test's.
    seen = page_requests.way_out.asked_for if ELSEWHERE in url else page_requests.all
    for _ in range(600):  # frames of the screen, ten seconds of them
        if page_requests.outside and any(ELSEWHERE in at or at == url for at in seen):
            break
        page.evaluate("new Promise(requestAnimationFrame)")

    assert page_requests.outside == [url]
    page_requests.forget_outside()


def test_console_and_script_errors_are_kept(
    quiet: ServedApp, new_page: NewPage, page_requests: PageRequests
) -> None:
    page = new_page(viewport={"width": 1024, "height": 768})
    page.goto(quiet.url)
    with page.context.expect_event("weberror"):
        page.evaluate(
            "() => { console.error('said'); setTimeout(() => { throw Error('thrown') }) }"
        )

    assert page_requests.console_errors == ["said"]
    assert page_requests.page_errors == ["thrown"]


def test_server_is_refused_the_way_out_and_it_is_seen(
    serve_app: ServeApp, page: Page, tmp_path: Path
) -> None:
    script = write_script(
        tmp_path,
        f"""
        import socket
        import streamlit as st

        for reach in (
            lambda: socket.create_connection(("{ELSEWHERE}", 80)),
            lambda: socket.socket().connect(("192.0.2.1", 80)),
        ):
            try:
                reach()
            except OSError as error:
                st.write("refused", error.filename)
        """,
    )
    served = serve_app(script=script)
    page.goto(served.url)

    expect(page.get_by_text("refused 192.0.2.1")).to_be_visible()
    expect(page.get_by_text(f"refused {ELSEWHERE}")).to_be_visible()
    assert served.take_departures() == [
        f"socket.getaddrinfo {ELSEWHERE}",
        "socket.connect 192.0.2.1",
    ]


def test_what_is_left_out_of_the_browser_is_left_out_beside_playwrights_own_list() -> None:
    (flag,) = leave_out()
    names = flag.removeprefix("--disable-features=").split(",")
    assert {*LEFT_OUT, "HttpsUpgrades", "OptimizationHints", "PaintHolding"} <= set(names)
    assert len(names) == len(set(names)) > 15


def test_server_that_ends_says_why(tmp_path: Path) -> None:
    missing = tmp_path / "missing.py"

    with (
        pytest.raises(RuntimeError, match=r"ended with status 2\. It printed:\n(.|\n)*missing\.py"),
        serve(tmp_path, script=missing, data_dir=tmp_path, as_of="2026-11-21T10:54:00Z"),
    ):
        pytest.fail("a server without a script was taken for ready")


@pytest.mark.parametrize(
    ("name", "status"), [("127.0.0.1", 101), ("localhost", 101), (ELSEWHERE, 403)]
)
def test_server_answers_to_its_own_names_only(quiet: ServedApp, name: str, status: int) -> None:
    """A page on the web can give its own name the address of this machine: it gets no session."""
    host = f"{name}:{urlsplit(quiet.url).port}"
    assert ask_for_session(quiet.url, host=host) == status
