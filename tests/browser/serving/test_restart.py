"""The server dies and comes back under an open page: nothing is lost, or its loss is named."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.harness.app_page import expect_rest, open_app, state
from tests.browser.harness.restarted_app import RestartedApp
from tests.browser.page.test_own_reports import (
    add_by_keyboard,
    dialog,
    set_marking,
    wait_until_done,
)
from tests.browser.page.test_own_table import choose_file

AWAY = "The Basewatch server does not answer. The map works on; figures and exports wait."
FOREIGN = ("is not responding", "connected to the internet", "Connection error")
COLUMNS = b"Tag,Ort,Waffe\n2023-10-25,Heet,rocket\n2023-10-26,Heet,rocket\n"
LARGE = b"date,place,weapon,remarks\n" + b"2023-10-25,Heet,rocket,%s\n" % (b"x" * 30_000) * 70
WATCH = """(words) => {
  window.seenForeign = [];
  const look = () => {
    for (const node of document.querySelectorAll('[data-testid="stDialog"], [role="alert"]')) {
      const text = node.checkVisibility() ? node.innerText : '';
      if (words.some((word) => text.includes(word))) window.seenForeign.push(text);
    }
    requestAnimationFrame(look);
  };
  look();
}"""
"""Look in every frame whether Streamlit's own words about the connection are to be seen."""

Serve = Callable[..., RestartedApp]


@pytest.fixture
def start(tmp_path: Path, servers: list) -> Iterator[Serve]:
    """Start the app on a port that it keeps when it is killed and started again."""
    running: list[RestartedApp] = []

    def start_app(**settings: str) -> RestartedApp:
        app = RestartedApp(tmp_path, settings)
        running.append(app)
        servers.append(app.served)
        app.start()
        return app

    yield start_app
    for app in running:
        app.kill()


def kept(page: Page) -> list[str]:
    """Give the names of what the tab keeps of Basewatch's."""
    names: list[str] = page.evaluate(
        "Object.keys(sessionStorage).filter((name) => name.startsWith('basewatch'))"
    )
    return names


def go_away(page: Page, app: RestartedApp) -> None:
    """Kill the server, and wait until the page says so in Basewatch's words."""
    page.evaluate(WATCH, list(FOREIGN))
    app.kill()
    expect(page.locator(".bw-connection")).to_have_text(AWAY, timeout=20_000)
    page.wait_for_timeout(5000)  # Streamlit's dialogue comes after some tries
    assert page.evaluate("window.seenForeign") == []


def come_back(page: Page, app: RestartedApp) -> None:
    """Start the server again, and wait until the page has followed."""
    app.start()
    expect(page.locator(".bw-connection")).to_have_count(1)
    expect(page.locator(".bw-connection")).to_have_text("", timeout=90_000)
    expect_rest(page)
    assert page.evaluate("window.seenForeign") == []


def add_table(page: Page, data: bytes, name: str, rows: int) -> None:
    """Put a table on the map; its columns are mapped by hand where their names say nothing."""
    choose_file(page, {"name": name, "mimeType": "text/csv", "buffer": data})
    dialog(page).get_by_role("button", name=f"Show {rows} on the map").click()
    expect(dialog(page)).to_be_hidden(timeout=30_000)
    wait_until_done(page)


def agree(page: Page, frame: Frame) -> dict[str, object]:
    """Give what title, tiles, side bar and map say of the period; they have to agree."""
    shown = state(frame)
    counted = page.evaluate(
        "Number(document.querySelector('.bw-sub').innerText.match(/([0-9,]+) of/)[1])"
    )
    sites = page.locator(".bwf-list").first.locator(".bwf-count").all_inner_texts()
    return {
        "window": (shown["from"], shown["to"]),
        "map": shown["visible"],
        "title": page.locator(".bw-sub").inner_text(),
        "tiles": page.locator(".bw-figures").inner_text(),
        "counted": counted,
        "sites": sites,
        "total": shown["total"],
    }


def test_everything_comes_back_with_the_server(page: Page, start: Serve, page_requests) -> None:
    app = start()
    frame = open_app(page, app.served.url)
    frame.evaluate("window.kept = 'the same map'")
    add_by_keyboard(page)
    add_by_keyboard(page, title="Another briefing", day="20231106")
    add_table(page, COLUMNS.replace(b"Tag,Ort,Waffe", b"date,place,weapon"), "log.csv", 2)
    page.get_by_role("button", name="Export", exact=True).click()
    set_marking(page, "UNCLASSIFIED EXERCISE")
    frame.evaluate("timeMap.setWindow('2023-10-20', '2023-11-20')")
    expect(page.locator(".bw-sub")).to_contain_text("20 October", timeout=20_000)
    expect_rest(page)
    before = agree(page, frame)
    go_away(page, app)
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-11-19')")  # the map works on
    page.locator(".bwf-row", has_text="rocket").locator("input").click()
    come_back(page, app)
    expect(page.locator(".bw-sub")).to_contain_text("23 October – 19 November", timeout=30_000)
    expect(page.locator(".bwf-state")).to_have_text("1 filter on")
    expect(page.locator(".bw-marking-top")).to_have_text("UNCLASSIFIED EXERCISE")
    expect(page.locator(".bw-notice").first).to_contain_text("2 reports")
    expect(page.locator(".bw-notice").first).to_contain_text("the table log.csv")
    expect(page.get_by_role("button", name="Your reports (2)")).to_be_visible()
    after = agree(page, frame)
    assert after["window"] == ("2023-10-23", "2023-11-19")
    assert after["total"] == before["total"]
    assert frame.evaluate("window.kept") == "the same map"
    page.get_by_role("button", name="Reset all filters").click()
    frame.evaluate("timeMap.setWindow('2023-10-20', '2023-11-20')")
    expect(page.locator(".bw-sub")).to_contain_text("20 October", timeout=20_000)
    expect(page.locator(".bwf-state")).to_have_text("No filter is on", timeout=20_000)
    expect_rest(page)
    assert agree(page, frame) == before
    page.get_by_role("button", name="Your reports (2)").click()
    dialog(page).get_by_role("button", name="Undo: add").click()
    expect(page.get_by_role("button", name="Your reports (1)")).to_be_attached(timeout=20_000)
    assert page_requests.page_errors == []


def test_a_reload_brings_the_work_back_and_clearing_empties_the_tab(
    page: Page, app_url: str, page_requests
) -> None:
    frame = open_app(page, app_url)
    add_by_keyboard(page)
    expect_rest(page)
    before = state(frame)["total"]
    again = open_app(page, page.url)
    expect(page.get_by_role("button", name="Your reports (1)")).to_be_visible(timeout=30_000)
    expect(page.locator(".bw-marking-top")).to_contain_text("NO MARKING SET")
    expect_rest(page)
    assert state(again)["total"] == before
    assert kept(page) == ["basewatch-work"]
    page.get_by_role("button", name="Your reports (1)").click()
    dialog(page).get_by_role("button", name="Clear this tab").click()
    dialog(page).get_by_role("button", name="Clear all").click()
    expect(dialog(page)).to_be_hidden(timeout=20_000)
    expect(page.get_by_role("button", name="Your reports (1)")).to_have_count(0, timeout=20_000)
    expect_rest(page)
    assert kept(page) == []
    assert page_requests.page_errors == []


def test_with_the_memory_off_what_is_lost_is_named(page: Page, start: Serve) -> None:
    app = start(BASEWATCH_BROWSER_MEMORY="off")
    open_app(page, app.served.url)
    add_by_keyboard(page)
    add_table(page, COLUMNS.replace(b"Tag,Ort,Waffe", b"date,place,weapon"), "log.csv", 2)
    assert kept(page) == []
    go_away(page, app)
    come_back(page, app)
    notice = page.locator(".bw-notice").first
    expect(notice).to_contain_text("The server was restarted.", timeout=30_000)
    expect(notice).to_contain_text("1 report could not be restored: this tab keeps nothing.")
    expect(notice).to_contain_text("The table log.csv could not be restored")
    assert kept(page) == []


def test_a_marking_above_unclassified_erases_what_the_tab_kept(page: Page, app_url: str) -> None:
    open_app(page, app_url)
    add_by_keyboard(page)
    wait_until_done(page)
    assert kept(page) == ["basewatch-work"]
    page.get_by_role("button", name="Export", exact=True).click()
    set_marking(page, "SECRET")
    expect_rest(page)
    assert kept(page) == []


def test_a_large_table_is_given_again_by_name(page: Page, start: Serve) -> None:
    app = start()
    frame = open_app(page, app.served.url)
    add_table(page, LARGE, "large.csv", 70)
    expect(page.locator(".bw-sub")).to_contain_text("70 added by user", timeout=30_000)
    total = state(frame)["total"]
    go_away(page, app)
    come_back(page, app)
    expect(page.locator(".bw-notice").first).to_contain_text("choose the file large.csv again")
    expect(page.locator(".bw-marking-top")).to_contain_text("NO MARKING SET")
    page.get_by_role("button", name="Choose the file again").click()
    chooser = dialog(page).locator("input[type=file]").first
    chooser.wait_for(state="attached", timeout=20_000)
    other = {"name": "large.csv", "mimeType": "text/csv", "buffer": LARGE + b"2023-10-26,Heet,,\n"}
    chooser.set_input_files(other)
    expect(dialog(page).locator(".bw-error")).to_contain_text(
        "large.csv is not the file that was on the map", timeout=20_000
    )
    chooser.set_input_files({"name": "large.csv", "mimeType": "text/csv", "buffer": LARGE})
    expect(dialog(page)).to_be_hidden(timeout=30_000)
    expect(page.locator(".bw-sub")).to_contain_text("70 added by user", timeout=30_000)
    assert state(frame)["total"] == total


def test_a_full_or_forbidden_storage_is_said_once(page: Page, app_url: str, page_requests) -> None:
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    open_app(page, app_url)
    add_by_keyboard(page)
    add_by_keyboard(page, title="Another briefing", day="20231106")
    expect(page.locator(".bw-connection")).to_have_count(1)
    expect(page.locator(".bw-connection")).to_contain_text("cannot keep your reports in this tab")
    page.locator(".bw-connection button").click()
    expect(page.locator(".bw-connection")).to_have_count(0)
    assert page_requests.page_errors == []
