"""The area of interest: drawn by hand, left as it was, taken from what the map shows."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Frame, Page, expect

from tests.browser.harness.app_page import (
    expect_rest,
    open_app,
    state,
)
from tests.browser.harness.opened_app import OpenedApp


def box_of(page: Page) -> dict[str, float]:
    box = page.locator("iframe.bw-frame").bounding_box()
    assert box is not None
    return dict(box)


def drag_box(page: Page, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Drag a box over the map; the corners in pixels of the map's frame."""
    box = box_of(page)
    page.mouse.move(box["x"] + first[0], box["y"] + first[1])
    page.mouse.down()
    for step in range(1, 11):
        part = step / 10
        page.mouse.move(
            box["x"] + first[0] + part * (last[0] - first[0]),
            box["y"] + first[1] + part * (last[1] - first[1]),
        )
    page.mouse.up()


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


def test_an_area_is_drawn_moves_the_count_and_is_cleared(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    before, records = state(frame), list_selected(page)
    button = frame.get_by_role("button", name="Draw an area")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    drag_box(page, (200, 120), (480, 320))
    expect_filters(page, "1 filter on")
    assert len(opened.sent) == 1, "a box is one message, whatever the way to it"
    expect_shown(frame, list_selected(page))
    after = state(frame)
    assert 0 < list_selected(page) < records
    assert after["visible"] == list_selected(page)
    for name in ("from", "to", "bounds", "zoom"):
        assert after[name] == before[name]
    west, south, east, north = map(float, parse_qs(urlsplit(page.url).query)["area"][0].split(","))
    edges = before["bounds"]
    assert edges[0] < west < east < edges[2]
    assert edges[1] < south < north < edges[3]
    expect(button).to_have_attribute("aria-pressed", "false")
    frame.get_by_role("button", name="Clear the area of interest").click()
    expect_filters(page, "No filter is on")
    expect(frame.locator("path.bw-area")).to_have_count(0)
    expect_shown(frame, records)


def test_escape_leaves_the_area_as_it_was_and_a_press_alone_draws_none(
    page: Page, app_url: str
) -> None:
    frame = open_app(page, f"{app_url}/?area=39,34.5,42,36.2")
    outline = frame.locator("path.bw-area").get_attribute("d")
    frame.get_by_role("button", name="Draw an area").click()
    box = box_of(page)
    page.mouse.click(box["x"] + 300, box["y"] + 300)
    expect(frame.locator(".bw-area-sheet")).to_be_visible()
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 260, box["y"] + 260)
    assert frame.locator("path.bw-area").get_attribute("d") != outline
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(frame.locator(".bw-area-sheet")).to_have_count(0)
    assert frame.locator("path.bw-area").get_attribute("d") == outline
    expect_rest(page)
    assert "area=39,34.5,42,36.2" in page.url


def test_the_side_bar_asks_the_map_to_draw_and_may_take_what_it_shows(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    page.wait_for_url("**extent=**")
    page.locator("summary", has_text="Area of interest").click()
    page.get_by_role("button", name="Draw", exact=True).click()
    expect(frame.locator(".bw-area-sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(frame.locator(".bw-area-sheet")).to_have_count(0)
    page.get_by_role("button", name="What the map shows").click()
    expect_filters(page, "1 filter on")
    query = parse_qs(urlsplit(page.url).query)
    assert [float(edge) for edge in query["area"][0].split(",")] == [
        float(edge) for edge in query["extent"][0].split(",")
    ]
