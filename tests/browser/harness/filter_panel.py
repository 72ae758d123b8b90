"""The filter panel, and what follows it, as a test waits for them."""

import re

from playwright.sync_api import Frame, Page, expect

from tests.browser.harness.app_page import expect_rest


def box_of(page: Page) -> dict[str, float]:
    box = page.locator("iframe.bw-frame").bounding_box()
    assert box is not None
    return dict(box)


def expect_shown(frame: Frame, counted: int) -> None:
    expect(frame.locator(".bw-tally-line")).to_contain_text(f"{counted} of ", timeout=20_000)


def expect_filters(page: Page, text: str) -> None:
    """Wait until the panel says so, and the rest of the page has followed."""
    expect(page.locator(".bwf-state")).to_have_text(text, timeout=20_000)
    expect_followed(page)


def expect_followed(page: Page) -> None:
    """Wait until the page shows the filters that the map shows."""
    expect(page.locator("[data-behind]")).to_have_count(0, timeout=20_000)
    expect_rest(page)


def list_selected(page: Page) -> int:
    """Give how many records the head of the page says are shown, once it has followed the map."""
    expect_followed(page)
    said = re.search(r"· ([\d,]+) of", page.locator(".bw-sub").inner_text())
    assert said is not None
    return int(said.group(1).replace(",", ""))
