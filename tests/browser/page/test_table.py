"""The table and the map mark the same record, whichever of them was clicked; the CSV of the table."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from geo.loading import read_dataset
from tests.browser.harness.app_page import expect_period, open_app
from tests.browser.harness.opened_app import OpenedApp

ROW_PX = 35
MARKED = ".bw-marked"


def table(page: Page) -> Locator:
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    return grid


def click_row(page: Page, row: int, *, across: float = 300) -> None:
    """Click a row of the table, counted from 0, so many pixels from its left edge."""
    grid = table(page)
    expect(grid.locator("canvas").first).to_be_visible()
    grid.click(position={"x": across, "y": ROW_PX * (row + 1) + ROW_PX / 2})


@pytest.fixture
def page(opened: OpenedApp) -> Page:
    """Give the page with the records of October in its table."""
    opened.frame.evaluate("timeMap.setWindow('2023-10-17', '2023-10-31')")
    expect_period(opened.page, "17 October – 31 October 2023")
    opened.page.get_by_role("tab", name="Records").click()
    return opened.page


@pytest.fixture
def frame(opened: OpenedApp) -> Frame:
    return opened.frame


def open_records(page: Page, url: str) -> Frame:
    """Open the app on October in a page of the test's own, and its table of records."""
    frame = open_app(page, f"{url}/?from=2023-10-17&to=2023-10-31")
    expect_period(page, "17 October – 31 October 2023")
    page.get_by_role("tab", name="Records").click()
    return frame


def shown_record(frame: Frame) -> str:
    """Give the id on the open card."""
    return frame.locator(".bw-card-foot span").inner_text()


@pytest.mark.parametrize("across", [18, 300], ids=["its box", "a cell"])
def test_click_on_a_row_marks_the_record_and_opens_its_card(
    page: Page, frame: Frame, across: float
) -> None:
    click_row(page, 2, across=across)
    expect(page.locator(MARKED)).to_contain_text("Marked: 18 Oct 2023, Harir, 2023-10-18-harir-1")
    card = frame.locator(".bw-card")
    expect(card.locator("h2")).to_have_text("Harir · 18 OCT 23")
    expect(frame.locator(".bw-ring")).to_be_visible()
    assert shown_record(frame) == "2023-10-18-harir-1"
    # The map has come into view.
    expect(page.locator("iframe.bw-frame")).to_be_in_viewport(ratio=0.95)
    click_row(page, 0, across=across)
    expect(card.locator("h2")).to_have_text("Ain al-Asad · 18 OCT 23")
    expect(page.locator(MARKED)).to_contain_text("2023-10-18-ain-al-asad-1")


def test_row_that_is_let_go_closes_the_card(page: Page, frame: Frame) -> None:
    click_row(page, 2, across=18)
    expect(frame.locator(".bw-card")).to_be_visible()
    expect(page.locator(MARKED)).to_contain_text("2023-10-18-harir-1")
    click_row(page, 2, across=18)
    expect(frame.locator(".bw-card")).to_be_hidden()
    expect(page.locator(MARKED)).to_contain_text("Click a row to mark its record")


def test_record_opened_on_the_map_is_marked_in_the_table(page: Page, frame: Frame) -> None:
    frame.get_by_role("button", name="Harir: ").click()
    frame.locator(".bw-list button").first.click()
    expect(page.locator(MARKED)).to_contain_text("Marked: 18 Oct 2023, Harir", timeout=15_000)
    row = table(page).locator("tr[aria-selected=true]")
    expect(row).to_contain_text("Harir (Bashur) air base")
    frame.locator(".bw-card").get_by_role("button", name="Close").click()
    expect(page.locator(MARKED)).to_contain_text("Click a row", timeout=15_000)
    expect(row).to_have_count(0)


def test_rows_are_gone_through_by_keyboard_and_the_page_stays(page: Page, frame: Frame) -> None:
    click_row(page, 0)
    heading = frame.locator(".bw-card h2")
    expect(heading).to_have_text("Ain al-Asad · 18 OCT 23")
    expect(page.locator(MARKED)).to_contain_text("2023-10-18-ain-al-asad-1")
    table(page)
    place = page.locator(MARKED).bounding_box()
    page.keyboard.press("ArrowDown")
    foot = frame.locator(".bw-card-foot span")
    expect(foot).to_have_text("2023-10-18-ain-al-asad-2", timeout=15_000)
    page.keyboard.press("ArrowDown")
    expect(heading).to_have_text("Harir · 18 OCT 23", timeout=15_000)
    page.keyboard.press("ArrowDown")
    expect(heading).to_have_text("Ain al-Asad · 19 OCT 23", timeout=15_000)
    expect(page.locator(MARKED)).to_contain_text("2023-10-19-ain-al-asad")
    assert page.locator(MARKED).bounding_box() == place


def test_download_is_the_listed_records_and_the_only_one(
    page: Page, frame: Frame, tmp_path: Path
) -> None:
    table(page).hover()
    expect(page.get_by_role("button", name=re.compile("^Search: Records"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Download as CSV"))).to_be_hidden()
    expect(page.get_by_role("button", name=re.compile("hide columns"))).to_be_hidden()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert download.value.suggested_filename == "UNCLASSIFIED_basewatch_2023-10-17_2023-10-31.csv"
    path = tmp_path / "listed.csv"
    download.value.save_as(path)
    text = path.read_bytes().decode("utf-8-sig")
    listed = [row["attack_id"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    attacks = read_dataset(Path(__file__).parents[3] / "data").attacks
    days = attacks["date"].astype(str)
    expected = attacks[attacks["counted"] & days.between("2023-10-17", "2023-10-31")]
    assert listed == list(expected.index)


def test_columns_are_chosen_and_the_choice_stays(new_page, app_url: str) -> None:
    page = new_page()
    open_records(page, app_url)
    columns = page.get_by_test_id("stPopover").get_by_role("button", name="Columns")
    columns.click()
    choice = page.get_by_test_id("stPopoverBody")
    choice.get_by_role("button", name="Country", exact=True).click()
    choice.get_by_role("button", name="Place as reported", exact=True).click()
    header = table(page).locator("th")
    expect(header.filter(has_text="Country")).to_have_count(1, timeout=15_000)
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Sources").click()
    expect(header.filter(has_text="Cited by")).to_have_count(1, timeout=15_000)
    page.get_by_role("tab", name="Records").click()
    expect(header.filter(has_text="Country")).to_have_count(1, timeout=15_000)
    expect(header.filter(has_text="Place as reported")).to_have_count(0)


def test_row_is_the_one_that_is_seen_after_sorting(new_page, app_url: str) -> None:
    page = new_page()
    frame = open_records(page, app_url)
    grid = table(page)
    for _ in range(2):  # up, then down
        grid.click(position={"x": 80, "y": ROW_PX / 2})
        page.wait_for_timeout(600)
    click_row(page, 0)
    expect(frame.locator(".bw-card h2")).to_contain_text("31 OCT 23")
    expect(page.locator(MARKED)).to_contain_text("31 Oct 2023")


def test_record_without_a_place_opens_its_card_and_no_ring(new_page, app_url: str) -> None:
    page = new_page()
    frame = open_app(page, f"{app_url}/?from=2023-10-17&to=2024-12-31")
    page.get_by_role("tab", name="Not placed").click()
    expect(page.get_by_text("No source gives coordinates for these places")).to_be_visible()
    expect(page.get_by_role("button", name="Search: Records listed")).to_have_count(1)
    click_row(page, 0)
    card = frame.locator(".bw-card")
    expect(card).to_contain_text("not placed: no source gives coordinates")
    expect(page.locator(MARKED)).to_contain_text(shown_record(frame))
    expect(frame.locator(".bw-ring")).to_be_hidden()
