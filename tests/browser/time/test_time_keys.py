"""Time on the map by keys, typed days and the mouse."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness.file_page import open_page


@pytest.fixture
def time_map(page: Page, page_file: str, page_requests) -> Page:
    return open_page(page, page_file)


def state(page: Page) -> dict:
    return page.evaluate("timeMap.getState()")


def test_keys_step_play_and_jump(time_map: Page) -> None:
    time_map.evaluate("timeMap.setWindow('2023-10-20', '2023-10-26')")
    press = time_map.keyboard.press
    press("ArrowRight")
    assert (state(time_map)["from"], state(time_map)["to"]) == ("2023-10-21", "2023-10-27")
    press("ArrowLeft")
    press("ArrowLeft")
    assert state(time_map)["from"] == "2023-10-19"
    press("End")
    assert state(time_map)["to"] == "2024-12-03"
    press("Home")
    assert (state(time_map)["from"], state(time_map)["to"]) == ("2023-10-17", "2023-10-23")
    press(" ")
    expect(time_map.locator(".bw-period")).not_to_contain_text("17 OCT 23")
    press(" ")
    stopped = state(time_map)["from"]
    assert stopped > "2023-10-17"
    time_map.wait_for_timeout(400)
    assert state(time_map)["from"] == stopped


def test_steps_by_week_and_by_calendar_month(time_map: Page) -> None:
    time_map.evaluate("timeMap.setWindow('2023-11-01', '2023-11-30')")
    time_map.get_by_role("combobox", name="Step").select_option("month")
    time_map.get_by_role("button", name="Step forward").click()
    assert (state(time_map)["from"], state(time_map)["to"]) == ("2023-12-01", "2023-12-31")
    time_map.get_by_role("button", name="Step forward").click()
    time_map.get_by_role("button", name="Step forward").click()
    assert (state(time_map)["from"], state(time_map)["to"]) == ("2024-02-01", "2024-02-29")
    time_map.get_by_role("combobox", name="Step").select_option("week")
    time_map.get_by_role("button", name="Step back").click()
    assert (state(time_map)["from"], state(time_map)["to"]) == ("2024-01-25", "2024-02-22")


def test_typed_dates_are_taken_and_nonsense_is_marked(time_map: Page) -> None:
    first, last = time_map.locator(".bw-dates input").all()
    last.fill("2023-11-05")
    last.press("Enter")
    first.fill("1 NOV 23")
    first.press("Enter")
    assert (state(time_map)["from"], state(time_map)["to"]) == ("2023-11-01", "2023-11-05")
    first.fill("31.11.2023")
    first.press("Enter")
    expect(first).to_have_attribute("aria-invalid", "true")
    assert state(time_map)["from"] == "2023-11-01"


def drag(page: Page, selector: str, by_px: float) -> None:
    box = page.locator(selector).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x + by_px * step / 10, y)
    page.mouse.up()


def test_handles_and_band_are_dragged(time_map: Page) -> None:
    track = time_map.locator(".bw-track").bounding_box()
    assert track is not None
    span = time_map.evaluate("document.querySelector('.bw-handle').getAttribute('aria-valuemax')")
    day_px = track["width"] / (int(span) + 1)
    drag(time_map, ".bw-handle >> nth=1", 30 * day_px)
    shown = state(time_map)
    assert shown["from"] == "2023-10-17"
    assert "2023-12-28" <= shown["to"] <= "2024-01-01"
    drag(time_map, ".bw-band", 60 * day_px)
    moved = state(time_map)
    length = dt.date.fromisoformat(shown["to"]) - dt.date.fromisoformat(shown["from"])
    assert dt.date.fromisoformat(moved["to"]) - dt.date.fromisoformat(moved["from"]) == length
    assert "2023-12-14" <= moved["from"] <= "2023-12-18"


def test_handle_answers_the_keyboard(time_map: Page) -> None:
    handle = time_map.get_by_role("slider", name="Last day")
    handle.focus()
    time_map.keyboard.press("ArrowLeft")
    time_map.keyboard.press("PageDown")
    assert state(time_map)["to"] == "2023-11-22"
    expect(handle).to_have_attribute("aria-valuetext", "22 November 2023")
    assert state(time_map)["from"] == "2023-10-17"


def test_time_does_not_move_the_view(time_map: Page) -> None:
    before = state(time_map)
    time_map.evaluate("timeMap.setWindow('2024-01-01', '2024-01-07')")
    time_map.keyboard.press("ArrowRight")
    after = state(time_map)
    assert (after["bounds"], after["zoom"]) == (before["bounds"], before["zoom"])
