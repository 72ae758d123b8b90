"""Play: its speed, loop and end, and the large date over the map."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness.file_page import open_file, set_window, window


def stop_the_clock(
    page: Page, address: str, window: tuple[str, str] | None = None
) -> Callable[[int], None]:
    """Open a page whose time only passes when the test says so; gives the way to let it pass."""
    page.clock.install()
    open_file(page, address)
    if window:
        set_window(page, *window)
    page.clock.pause_at(dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))
    return page.clock.run_for


def test_speed_is_chosen_and_keeps_while_the_page_lives(page: Page, page_file: str) -> None:
    run_for = stop_the_clock(page, page_file, ("2023-10-17", "2023-10-23"))
    speed = page.get_by_role("combobox", name="Speed")
    begun = dt.date(2023, 10, 17)
    for wanted, days in (("0.5×", 5), ("1×", 10), ("4×", 41)):
        speed.select_option(wanted)
        page.get_by_role("button", name="Play").click()
        run_for(1150)
        page.get_by_role("button", name="Pause").click()
        stopped = dt.date.fromisoformat(window(page)[0])
        assert (stopped - begun).days == pytest.approx(days, abs=1)
        assert speed.input_value() == wanted.removesuffix("×")
        begun = stopped


def test_speed_and_loop_have_keys(time_map: Page) -> None:
    speed = time_map.get_by_role("combobox", name="Speed")
    loop = time_map.get_by_role("button", name="Loop")
    for key, value in ((">", "2"), (">", "4"), (">", "4"), ("<", "2"), ("<", "1"), ("<", "0.5")):
        time_map.keyboard.press(key)
        assert speed.input_value() == value
    expect(loop).to_have_attribute("aria-pressed", "false")
    time_map.keyboard.press("l")
    expect(loop).to_have_attribute("aria-pressed", "true")


def test_play_stops_at_the_end_and_settles(page: Page, page_file: str) -> None:
    run_for = stop_the_clock(page, page_file, ("2024-11-24", "2024-11-30"))
    page.keyboard.press(" ")
    run_for(3000)
    assert window(page) == ("2024-11-27", "2024-12-03")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.locator(".bw-bar [role=status]")).to_contain_text("27 November to 3 December 2024")


def test_loop_begins_again(page: Page, page_file: str) -> None:
    run_for = stop_the_clock(page, page_file, ("2024-11-25", "2024-12-01"))
    page.get_by_role("button", name="Loop").click()
    page.get_by_role("button", name="Play").click()
    run_for(1000)
    assert window(page)[1] == "2024-12-03", "the end stays in sight for a moment"
    run_for(400)
    assert window(page)[0] < "2023-10-30"
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_play_of_the_whole_record_grows_it_from_the_first_day(page: Page, page_file: str) -> None:
    run_for = stop_the_clock(page, page_file)
    page.get_by_role("button", name="The whole record").click()
    page.get_by_role("combobox", name="Step").select_option("month")
    page.get_by_role("button", name="Play").click()
    run_for(2000)
    first, last = window(page)
    assert first == "2023-10-17"
    assert "2023-11-15" <= last <= "2024-01-31"
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Play").click()
    run_for(60_000)
    assert window(page) == ("2023-10-17", "2024-12-03")


def test_play_can_be_read_under_the_pointer(time_map: Page) -> None:
    for name in ("Play", "Pause"):
        button = time_map.get_by_role("button", name=name)
        button.hover()
        colours = button.evaluate(
            "(one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
        )
        light, dark = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
        assert abs(light - dark) > 400
        button.click()


def test_taking_the_slider_ends_the_play(time_map: Page) -> None:
    time_map.get_by_role("button", name="Play").click()
    box = time_map.locator(".bw-handle").last.bounding_box()
    assert box is not None
    time_map.mouse.move(box["x"] + 5, box["y"] + 10)
    time_map.mouse.down()
    time_map.mouse.up()
    expect(time_map.get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1095, 628), (781, 546)])
def test_time_of_the_play_stands_large_over_the_map_and_covers_no_six(
    page: Page, page_file: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    run_for = stop_the_clock(page, page_file)
    date = page.locator(".bw-play-date")
    expect(date).to_be_hidden()
    page.get_by_role("button", name="Play").click()
    run_for(300)
    expect(date).to_be_visible()
    shown = window(page)
    assert date.inner_text().split() == [
        shown[0][8:], "OCT", "–", shown[1][8:], "DEC", "23"
    ]  # fmt: skip
    size = date.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")
    assert 56 <= size <= 72
    covered = page.evaluate(
        """() => {
          const date = document.querySelector('.bw-play-date').getBoundingClientRect();
          return [...document.querySelectorAll('.bw-site, .bw-legend')].filter((one) => {
            const box = one.getBoundingClientRect();
            const wide = Math.min(box.right, date.right) - Math.max(box.left, date.left);
            const high = Math.min(box.bottom, date.bottom) - Math.max(box.top, date.top);
            return wide > 0 && high > 0 && wide * high > 0.2 * box.width * box.height;
          }).map((one) => one.textContent);
        }"""
    )
    six = ("Ain al-Asad", "al-Tanf", "Conoco", "Omar field", "Harir", "Shadadi", "Legend")
    assert [text for text in covered if text.startswith(six)] == []
    page.get_by_role("button", name="Pause").click()
    run_for(1000)
    expect(date).to_be_visible()
    run_for(1500)
    expect(date).to_be_hidden()


def test_less_motion_steps_calmly_and_fades_nothing(new_page, page_file: str) -> None:
    page = new_page(viewport={"width": 1095, "height": 628}, reduced_motion="reduce")
    run_for = stop_the_clock(page, page_file, ("2023-10-17", "2023-10-23"))
    page.get_by_role("combobox", name="Speed").select_option("4×")
    page.get_by_role("button", name="Play").click()
    run_for(2100)
    steps = (dt.date.fromisoformat(window(page)[0]) - dt.date(2023, 10, 17)).days
    assert steps == 4, "a step in half a second, no quicker"
    date = page.locator(".bw-play-date")
    assert date.evaluate("(one) => getComputedStyle(one).transitionDuration") == "0s"
