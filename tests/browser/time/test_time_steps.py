"""Steps from attack to attack, and strikes on the slider."""

import datetime as dt
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from geo.loading import read_dataset
from geo.model.scene import Filters
from geo.query.opening import opening_view, timeline_days
from geo.query.selection import select_mask
from geo.record import Dataset
from tests.browser.harness.file_page import open_file, set_window, window, write_page

DAY = dt.timedelta(days=1)


def days_with_records(dataset: Dataset, filters: Filters | None = None) -> list[str]:
    """List the days on which a record passes, as the map gets it."""
    mask = select_mask(dataset, filters or opening_view(dataset).filters)
    return sorted({date.date().isoformat() for date in dataset.attacks["date"][mask]})


def test_strikes_stand_on_the_slider_filled_where_the_us_acknowledged_one(
    time_map: Page, dataset: Dataset
) -> None:
    bounds = timeline_days(dataset)
    inside = dataset.strikes[[date.date() in bounds for date in dataset.strikes["date"]]]
    ticks = time_map.locator(".bw-strikes .bw-strike")
    assert ticks.count() == inside["date"].nunique()
    filled = inside[inside["acknowledged"] == "us"]["date"].nunique()
    assert time_map.locator(".bw-strikes .bw-acknowledged").count() == filled
    assert 0 < filled < ticks.count()
    key = time_map.locator(".bw-strike-key")
    expect(key).to_contain_text("US strike")
    expect(key).to_contain_text("reported only")


def test_strikes_are_read_and_reached_by_keyboard(time_map: Page, dataset: Dataset) -> None:
    days = sorted(dataset.strikes["date"].unique())
    lane = time_map.get_by_role("listbox", name="Strikes")
    time_map.get_by_role("textbox", name="Last day").focus()
    time_map.keyboard.press("Tab")
    expect(lane).to_be_focused()
    tip = time_map.locator(".bw-time-tip")
    first = dataset.strikes[dataset.strikes["date"] == days[0]].iloc[0]
    expect(tip).to_contain_text("27 OCT 23")
    expect(tip).to_contain_text(first["place_as_reported"])
    time_map.keyboard.press("ArrowRight")
    second = dataset.strikes[dataset.strikes["date"] == days[1]].iloc[0]
    expect(tip).to_contain_text(second["place_as_reported"])
    option = time_map.locator(".bw-strike[aria-selected=true]")
    expect(option).to_have_attribute("aria-label", re.compile("30 October 2023; .*Abu Kamal"))
    assert lane.get_attribute("aria-activedescendant") == option.get_attribute("id")
    time_map.keyboard.press("End")
    time_map.keyboard.press("Enter")
    shown = window(time_map)
    assert shown[0] <= days[-1].date().isoformat() <= shown[1]
    time_map.keyboard.press("Tab")
    expect(tip).to_be_hidden()


def test_pointing_at_a_strike_names_day_and_place(time_map: Page, dataset: Dataset) -> None:
    row = dataset.strikes.loc["2024-04-21-zummar-1"]
    tick = time_map.locator(".bw-strike[aria-label*='21 April 2024']").bounding_box()
    assert tick is not None
    time_map.mouse.move(tick["x"] + tick["width"] / 2, tick["y"] + tick["height"] / 2)
    tip = time_map.locator(".bw-time-tip")
    expect(tip).to_contain_text("21 APR 24")
    expect(tip).to_contain_text(f"US strike: {row['place_as_reported']}")
    box = tip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1095


def test_record_without_strikes_has_no_lane_and_no_key(page: Page, record, tmp_path: Path) -> None:
    own = read_dataset(record.write(tmp_path / "data"))
    open_file(page, write_page(own, tmp_path))
    expect(page.locator(".bw-strikes")).to_be_hidden()
    expect(page.locator(".bw-strike-key")).to_be_hidden()


def test_next_attack_ends_the_window_on_it_and_previous_begins_it(
    time_map: Page, dataset: Dataset
) -> None:
    days = days_with_records(dataset)
    set_window(time_map, "2024-02-20", "2024-02-26")
    after = [day for day in days if day > "2024-02-26"]
    next_attack = time_map.get_by_role("button", name="Next attack")
    for day in after[:3]:
        next_attack.click()
        week = dt.date.fromisoformat(day)
        assert window(time_map) == ((week - 6 * DAY).isoformat(), day)
    first = window(time_map)[0]
    before = [day for day in days if day < first][::-1]
    for day in before[:3]:
        time_map.keyboard.press(",")
        week = dt.date.fromisoformat(day)
        assert window(time_map) == (day, (week + 6 * DAY).isoformat())
    time_map.keyboard.press(".")
    assert window(time_map)[1] == next(day for day in days if day > (week + 6 * DAY).isoformat())


def test_attack_steps_follow_the_filters_and_stop_where_there_are_no_more(
    page: Page, dataset: Dataset, tmp_path: Path
) -> None:
    filters = Filters(base_ids=frozenset({"tower-22"}))
    days = days_with_records(dataset, filters)
    open_file(page, write_page(dataset, tmp_path, filters))
    set_window(page, "2023-10-17", "2023-10-17")
    following = page.get_by_role("button", name="Next attack")
    for day in days:
        expect(following).to_have_attribute("aria-disabled", "false")
        following.click()
        assert window(page) == (day, day)
    expect(following).to_have_attribute("aria-disabled", "true")
    following.press("Enter")
    assert window(page) == (days[-1], days[-1])
    expect(page.locator(".bw-bar [role=status]")).to_have_text(
        "No later attack under these filters"
    )
    expect(following).to_be_focused()


def test_in_cumulative_mode_the_last_day_steps_both_ways(time_map: Page, dataset: Dataset) -> None:
    days = days_with_records(dataset)
    set_window(time_map, "2024-02-20", "2024-02-26")
    time_map.evaluate("timeMap.setMode('cumulative')")
    time_map.keyboard.press(".")
    following = next(day for day in days if day > "2024-02-26")
    assert window(time_map)[1] == following
    time_map.keyboard.press(",")
    assert window(time_map)[1] == [day for day in days if day < following][-1]


def test_with_a_card_open_the_next_record_opens_and_the_window_goes_along(
    time_map: Page, dataset: Dataset
) -> None:
    mask = select_mask(dataset, opening_view(dataset).filters)
    ids = list(dataset.attacks.index[mask])
    here = ids.index("2024-01-28-tower-22-1")
    set_window(time_map, "2024-01-28", "2024-01-28")
    time_map.get_by_role("button", name="Tower 22: 1 records shown").click()
    time_map.locator(".bw-list button").first.click()
    card = time_map.locator(".bw-card")
    for attack_id in ids[here + 1 : here + 5]:
        time_map.keyboard.press(".")
        expect(card).to_contain_text(attack_id)
        day = dataset.attacks.loc[attack_id, "date"].date().isoformat()
        assert window(time_map) == (day, day)
    time_map.keyboard.press(",")
    expect(card).to_contain_text(ids[here + 3])
    set_window(time_map, "2023-10-17", "2024-12-03")
    time_map.keyboard.press(".")
    expect(card).to_contain_text(ids[here + 4])
    assert window(time_map) == ("2023-10-17", "2024-12-03")
