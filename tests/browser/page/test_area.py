"""The area of interest: drawn by hand, left as it was, taken from what the map shows."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.harness.app_page import (
    expect_rest,
    open_app,
    state,
)
from tests.browser.harness.filter_panel import box_of, expect_filters, expect_shown, list_selected
from tests.browser.harness.opened_app import OpenedApp


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
