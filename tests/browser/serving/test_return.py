"""Leaving the page and coming back; losing the server for a moment and finding it again."""

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.harness.app_page import expect_period, expect_rest, figure, open_app, state

FILTERED = "from=2023-10-23&to=2023-11-05&base=conoco"


def test_back_leaves_the_page_and_coming_back_restores_the_view(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/_stcore/health")
    frame = open_app(page, app_url)
    for first in ("2023-10-20", "2023-11-01", "2023-12-01"):
        frame.evaluate(f"timeMap.setWindow('{first}', '2023-12-31')")
        page.wait_for_url(f"**from={first}**")
    frame.evaluate("timeMap.setMode('cumulative')")
    page.wait_for_url("**mode=cumulative**")
    wanted = state(frame)
    page.go_back()  # once: moving in time left no trail of its own
    assert page.url.endswith("/_stcore/health")
    page.go_forward()
    page.wait_for_url("**from=2023-12-01**mode=cumulative**")
    handle = page.wait_for_selector("iframe.bw-frame", timeout=60_000)
    assert handle is not None
    again = handle.content_frame()
    assert again is not None
    again.wait_for_selector("html.bw-ready", timeout=60_000)
    shown = state(again)
    for name in ("from", "to", "mode", "visible", "countsByBase"):
        assert shown[name] == wanted[name]
    assert shown["bounds"] == pytest.approx(wanted["bounds"], abs=0.02)


def test_reloading_restores_the_view(page: Page, app_url: str) -> None:
    frame = open_app(page, f"{app_url}/?{FILTERED}")
    wanted = state(frame)
    assert set(wanted["countsByBase"]) == {"conoco"}
    again = open_app(page, page.url)
    assert state(again)["countsByBase"] == wanted["countsByBase"]
    expect_period(page, "23 October – 5 November 2023")


def test_state_survives_a_cut_connection(page: Page, app_url: str) -> None:
    routes: list[WebSocketRoute] = []

    def pass_on(route: WebSocketRoute) -> None:
        route.connect_to_server()
        routes.append(route)

    page.route_web_socket("**/_stcore/stream", pass_on)
    frame = open_app(page, f"{app_url}/?{FILTERED}")
    frame.evaluate("window.kept = 'the same map'")
    before = state(frame)
    confirmed = figure(page, "US-confirmed").inner_text()
    routes[-1].close(code=1001)
    for _ in range(100):
        page.wait_for_timeout(200)
        if len(routes) > 1:
            break
    assert len(routes) > 1, "the page did not ask for the server again"
    expect_rest(page)
    assert frame.evaluate("window.kept") == "the same map"
    assert state(frame) == before
    expect(figure(page, "US-confirmed")).to_have_text(confirmed.replace("\n", ""))
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-10-29')")
    expect_period(page, "23 October – 29 October 2023")
    assert set(state(frame)["countsByBase"]) <= {"conoco"}
    expect(page.locator(".bw-notice")).to_have_count(0)
