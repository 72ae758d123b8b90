"""No way round the marking: what Streamlit's own parts would give away is not there; copies bear it."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.harness.app_page import open_app
from tests.browser.harness.opened_app import OpenedApp
from tests.browser.page.test_own_reports import dialog, wait_until_done

TABS = ("Chart", "Records", "Official totals", "Sources", "Data", "About this data")


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()
    expect(page.get_by_role("tab", name=name, exact=True)).to_have_attribute(
        "aria-selected", "true"
    )
    wait_until_done(page)


@pytest.mark.parametrize("tab", TABS)
def test_no_part_of_the_page_gives_a_file_or_a_copy_of_its_own(opened: OpenedApp, tab: str) -> None:
    page = opened.page
    open_tab(page, tab)
    panel = page.get_by_role("tabpanel").filter(visible=True)
    drawn = panel.locator('[data-testid="stVegaLiteChart"], [data-testid="stDataFrame"]')
    expect(drawn.first).to_be_visible(timeout=20_000)
    for number in range(drawn.count()):
        part = drawn.nth(number)
        part.scroll_into_view_if_needed()
        part.hover()
        page.wait_for_timeout(300)
        around = part.locator("xpath=ancestor::*[@data-testid='stElementContainer'][1]")
        buttons = around.locator('[data-testid="stElementToolbar"] button').filter(visible=True)
        names = buttons.evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label'))")
        charts = "stVegaLiteChart" in (part.get_attribute("data-testid") or "")
        kinds = {name.partition(":")[0] for name in names}
        assert kinds <= (set() if charts else {"Search", "Fullscreen"})
        assert part.locator(".vega-actions, details").count() == 0


def test_cells_of_a_table_are_not_copied_without_a_marking(new_page, app_url: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    open_app(page, app_url)
    open_tab(page, "Sources")
    page.evaluate("navigator.clipboard.writeText('as it was')")
    table = page.get_by_test_id("stDataFrame").first
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 120, box["y"] + 60)
    page.keyboard.press("Control+c")
    page.wait_for_timeout(500)
    assert page.evaluate("navigator.clipboard.readText()") == "as it was"


def test_a_changed_marking_is_on_bars_copies_and_files_at_once(
    new_page, app_url: str, tmp_path: Path
) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    frame = open_app(page, app_url)
    page.get_by_role("button", name="Export", exact=True).click()
    menu = page.locator(".st-key-export-marking")
    expect(menu).to_contain_text("UNCLASSIFIED")
    menu.get_by_role("button", name="Change").click()
    asked = page.get_by_test_id("stDialog")
    asked.get_by_label("Marking line").fill("NATO SECRET//A")
    asked.get_by_label("Marking line").press("Enter")
    expect(asked.locator(".bw-marking-preview")).to_have_text("NATO SECRET//A")
    asked.get_by_role("button", name="Set the marking").click()
    for place in ("top", "bottom"):
        bar = page.locator(f".bw-marking-{place}")
        expect(bar).to_have_text("NATO SECRET//A", timeout=20_000)
        expect(bar).to_have_css("background-color", "rgb(200, 16, 46)")
    expect(menu).to_contain_text("NATO SECRET//A", timeout=20_000)
    wait_until_done(page)
    page.keyboard.press("Escape")
    frame.get_by_role("button", name="Ain al-Asad: ").click()
    frame.get_by_role("button", name="Copy the position: MGRS").click()
    expect(frame.locator(".bw-copy", has_text="Copied")).to_be_visible()
    page.bring_to_front()
    page.locator("h1").first.click()
    assert page.evaluate("navigator.clipboard.readText()") == "NATO SECRET//A\n38S KC 6 4"
    with page.expect_download(timeout=90_000) as picture:
        page.get_by_role("button", name="Chart as picture").click()
    assert picture.value.suggested_filename.startswith("NATO-SECRET-A_basewatch_")
    with Image.open(picture.value.path()) as image:
        assert image.info["Marking"] == "NATO SECRET//A"
    open_tab(page, "Records")
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Download CSV").click()
    assert download.value.suggested_filename.startswith("NATO-SECRET-A_basewatch_")
    menu_button = page.get_by_role("button", name="Export", exact=True)
    if menu_button.get_attribute("aria-expanded") != "true":
        menu_button.click()
    page.locator(".st-key-export-marking").get_by_role("button", name="Undo").click()
    expect(page.locator(".bw-marking-top")).to_have_text("UNCLASSIFIED", timeout=20_000)


def test_copying_from_the_map_asks_for_a_marking_where_none_is_set(
    new_page, serve_app, record, tmp_path: Path
) -> None:
    record.write(tmp_path / "data", [record.attack("a1", date="2023-10-18")])
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    frame = open_app(page, serve_app(data_dir=tmp_path / "data").url)
    expect(page.locator(".bw-marking-none").first).to_be_visible()
    frame.locator("[aria-label^=Conoco]").first.click()
    frame.locator(".bw-list button").first.click()
    frame.get_by_role("button", name="Copy this record as text").click()
    expect(dialog(page)).to_contain_text("Classification marking", timeout=20_000)
