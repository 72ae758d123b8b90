"""The time bar: periods by name, from attack to attack, strikes, play, its time over the map, axis."""

import datetime as dt
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from geo.loading import read_dataset
from geo.model.scene import Filters
from geo.query.opening import opening_view, timeline_days
from geo.query.selection import select_mask
from geo.record import Dataset
from layers.page import make_page
from layers.page_template import make_page_template
from layers.payload import make_payload
from tests.browser.harness.app_page import expect_period, expect_rest, open_app, watch_sent
from tests.browser.harness.app_page import state as frame_state
from tests.browser.harness.open_scope import open_scope

DATA = Path(__file__).parents[3] / "data"
SIX = ("ain-al-asad", "al-tanf", "conoco", "omar-field", "harir", "shadadi")
DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(DATA)


def write_page(dataset: Dataset, folder: Path, filters: Filters | None = None) -> str:
    """Write a page of its own with a record inside; give its address."""
    view = opening_view(dataset)
    mask = select_mask(dataset, filters or view.filters)
    path = folder / "page.html"
    text = make_page(DATA / "basemap", make_payload(dataset), mask, view)
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def page_file(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_page(dataset, tmp_path_factory.mktemp("page"))


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Page:
    path = tmp_path / "shell.html"
    path.write_text(open_scope(make_page_template(DATA / "basemap")), encoding="utf-8")
    page.goto(path.as_uri())
    return page


@pytest.fixture
def time_map(page: Page, page_file: str, page_requests) -> Page:
    page.set_viewport_size({"width": 1095, "height": 628})
    return open_file(page, page_file)


def open_file(page: Page, address: str) -> Page:
    page.goto(address)
    page.evaluate("timeMap.ready")
    return page


def window(page: Page) -> tuple[str, str]:
    shown = page.evaluate("timeMap.getState()")
    return shown["from"], shown["to"]


def set_window(page: Page, first: str, last: str) -> None:
    page.evaluate("([from, to]) => timeMap.setWindow(from, to)", [first, last])


def periods(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Period")


def days_with_records(dataset: Dataset, filters: Filters | None = None) -> list[str]:
    """List the days on which a record passes, as the map gets it."""
    mask = select_mask(dataset, filters or opening_view(dataset).filters)
    return sorted({date.date().isoformat() for date in dataset.attacks["date"][mask]})


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


# Periods


def test_named_periods_of_the_record(time_map: Page, dataset: Dataset) -> None:
    last = dataset.days.last
    bounds = timeline_days(dataset)
    expected = {
        "Last 7 days of record": (last - 6 * DAY, last),
        "Last 30 days of record": (last - 29 * DAY, last),
        "Oct 2023 – Feb 2024": (bounds.first, dt.date(2024, 2, 29)),
        "Jul – Aug 2024": (dt.date(2024, 7, 1), dt.date(2024, 8, 31)),
        "All": (bounds.first, bounds.last),
    }
    offered = periods(time_map).locator("option:not([hidden])").all_inner_texts()
    assert offered == list(expected)
    for name, days in expected.items():
        periods(time_map).select_option(name)
        assert window(time_map) == tuple(day.isoformat() for day in days)
        expect(periods(time_map)).to_have_class(re.compile("bw-chosen"))


def test_menu_shows_a_period_only_where_the_window_is_that_period(time_map: Page) -> None:
    chosen = "document.querySelector('.bw-periods').selectedOptions[0].text"
    assert time_map.evaluate(chosen) == "Period …"
    set_window(time_map, "2024-07-01", "2024-08-31")
    assert time_map.evaluate(chosen) == "Jul – Aug 2024"
    time_map.keyboard.press("ArrowRight")
    assert time_map.evaluate(chosen) == "Period …"
    expect(periods(time_map)).not_to_have_class(re.compile("bw-chosen"))


def test_lengths_keep_the_last_day_and_show_which_applies(time_map: Page) -> None:
    seven = time_map.get_by_role("button", name="Window of 7 days")
    thirty = time_map.get_by_role("button", name="Window of 30 days")
    whole = time_map.get_by_role("button", name="The whole record")
    seven.click()
    assert window(time_map) == ("2023-11-24", "2023-11-30")
    thirty.click()
    assert window(time_map) == ("2023-11-01", "2023-11-30")
    pressed = [button.get_attribute("aria-pressed") for button in (seven, thirty, whole)]
    assert pressed == ["false", "true", "false"]
    whole.click()
    expect(whole).to_have_attribute("aria-pressed", "true")
    expect(thirty).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize(("width", "height"), [(1095, 628), (781, 546)])
def test_every_control_is_in_sight_large_enough_and_named(
    page: Page, page_file: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_file(page, page_file)
    found = page.evaluate(
        """() => [...document.querySelectorAll('.bw-bar button, .bw-bar select, .bw-bar input')].map((one) => {
          const box = one.getBoundingClientRect();
          const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
          return {
            name: one.getAttribute('aria-label') || one.textContent, least: Math.min(box.width, box.height),
            seen: top === one && box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight,
          };
        })"""
    )
    assert len(found) == 17
    assert [one["name"] for one in found if one["least"] < 24 or not one["seen"]] == []
    assert all(one["name"] for one in found)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('.bw-bar *')].filter((one) => one.checkVisibility()
          && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
          .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
    )
    assert min(sizes) >= 11
    handle = page.evaluate(
        """() => [...document.querySelectorAll('.bw-handle')].map((handle) => {
          const around = getComputedStyle(handle, '::before');
          return [parseFloat(around.width), parseFloat(around.height)];
        })"""
    )
    assert all(side >= 24 for sides in handle for side in sides)


@pytest.mark.parametrize(("width", "height"), [(1095, 628), (781, 546)])
def test_bar_keeps_its_height_whatever_it_says(
    page: Page, dataset: Dataset, tmp_path: Path, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    filters = Filters(include_held_out=True)
    open_file(page, write_page(dataset, tmp_path, filters))
    heights = set()
    for days in (
        ("2024-03-10", "2024-03-10"),
        ("2023-10-17", "2023-12-31"),
        ("2023-10-17", "2024-12-03"),
    ):
        set_window(page, *days)
        heights.add(page.evaluate("document.querySelector('.bw-bar').offsetHeight"))
        link = page.locator(".bw-not-placed")
        if link.is_visible():
            link.click(trial=True)  # nothing lies over it
    assert len(heights) == 1


# The slider


def test_pressing_a_handle_alone_moves_nothing(time_map: Page) -> None:
    before = window(time_map)
    for handle in time_map.locator(".bw-handle").all():
        box = handle.bounding_box()
        assert box is not None
        for share in (0.1, 0.9):
            time_map.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
            time_map.mouse.down()
            time_map.mouse.up()
            assert window(time_map) == before


def test_both_handles_of_a_single_day_can_be_taken(time_map: Page) -> None:
    set_window(time_map, "2024-03-01", "2024-03-01")
    for end, by_px in ((0, -60), (1, 60)):
        box = time_map.locator(".bw-handle").nth(end).bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        time_map.mouse.move(x, y)
        time_map.mouse.down()
        time_map.mouse.move(x + by_px, y, steps=5)
        time_map.mouse.up()
    first, last = window(time_map)
    assert first < "2024-02-10"
    assert last > "2024-03-20"


def test_sliders_speak_in_words_and_a_move_is_told_once(time_map: Page, dataset: Dataset) -> None:
    set_window(time_map, "2023-10-23", "2023-10-29")
    expect(time_map.get_by_role("slider", name="First day")).to_have_attribute(
        "aria-valuetext", "23 October 2023"
    )
    said = time_map.locator(".bw-bar [role=status]")
    expect(said).to_contain_text("23 to 29 October 2023: ")
    expect(said).to_contain_text("US-confirmed")
    assert time_map.locator(".bw-bar output").count() == 0, "a live period would talk all the time"


def test_pointing_at_a_day_tells_its_counted_attacks_under_the_filters(
    time_map: Page, page_file: str, dataset: Dataset, tmp_path: Path, page: Page
) -> None:
    filters = Filters(base_ids=frozenset({"conoco"}))
    open_file(page, write_page(dataset, tmp_path, filters))
    counted = dataset.attacks[select_mask(dataset, filters) & dataset.attacks["counted"]]
    per_day = counted["date"].value_counts()
    day, count = per_day.index[0].date(), int(per_day.iloc[0])
    assert count > 1
    bounds = timeline_days(dataset)
    box = page.locator(".bw-track").bounding_box()
    assert box is not None
    share = ((day - bounds.first).days + 0.5) / bounds.days
    page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] * 0.5)
    tip = page.locator(".bw-time-tip")
    expect(tip).to_contain_text(f"{day.day:02d} {day:%b %y}".upper())
    expect(tip).to_contain_text(f"· {count} attacks")


def test_axis_names_days_months_or_years_and_none_runs_into_another(opened: Page) -> None:
    day, month = r"\d+ [A-Z][a-z]{2}( \d{4})?", r"[A-Z][a-z]{2}( \d{4})?"
    wanted = {10: day, 30: day, 45: day, 60: month, 413: month, 1200: rf"{month}|\d{{4}}"}
    wanted[3652] = r"[A-Z][a-z]{2} \d{4}|\d{4}"
    drawn = opened.evaluate(
        """([spans, widths]) => spans.flatMap((days) => widths.map((width) => {
          const first = Date.parse('2014-10-18');
          const records = {
            span: days, isoOf: (day) => new Date(first + day * 864e5).toISOString().slice(0, 10),
            dayOf: (iso) => Math.round((Date.parse(iso) - first) / 864e5),
          };
          const axis = element('div', { className: 'bw-axis' });
          axis.style.width = `${width}px`;
          document.body.append(axis);
          drawAxis(axis, records);
          const home = axis.getBoundingClientRect().left;
          const boxes = [...axis.children].map((mark) => [mark, mark.getBoundingClientRect()]);
          const marks = boxes.map(([mark, box]) => [mark.textContent, box.left - home, box.right - home]);
          axis.remove();
          return { days, width, marks };
        }))""",
        [list(wanted), [500, 753, 870]],
    )
    assert len(drawn) == 21
    for axis in drawn:
        marks = axis["marks"]
        assert len(marks) >= 2, axis
        assert all(re.fullmatch(wanted[axis["days"]], text) for text, _, _ in marks), axis
        assert marks[0][1] >= 0
        assert marks[-1][2] <= axis["width"] + 8, axis
        assert all(one[2] <= following[1] for one, following in itertools.pairwise(marks)), axis


def test_histogram_of_ten_years_has_bars_that_can_be_seen(
    page: Page, record, tmp_path: Path
) -> None:
    rows = [
        record.attack(f"a{year}-{month}", date=f"{year}-{month:02d}-10")
        for year in range(2014, 2024)
        for month in (1, 7)
    ]
    own = read_dataset(record.write(tmp_path / "data", rows))
    page.set_viewport_size({"width": 1095, "height": 628})
    open_file(page, write_page(own, tmp_path))
    thinnest = page.evaluate(
        """() => {
          const chart = document.querySelector('.bw-bars');
          const px = chart.clientWidth / chart.viewBox.baseVal.width;
          return Math.min(...chart.firstChild.getAttribute('d').match(/h[0-9.]+/g).map((part) => px * part.slice(1)));
        }"""
    )
    assert thinnest >= 1
    assert page.locator(".bw-time-tip").is_hidden()


# Strikes


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


# From attack to attack


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


# Play


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


# The time over the map


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


# In the app


def expect_settled(page: Page) -> None:
    """Wait until the page rests where the map may glide first, which nothing on the page shows."""
    page.wait_for_timeout(1000)
    expect_rest(page)


def test_period_and_attack_steps_report_once_when_they_settle(page: Page, app_url: str) -> None:
    sent = watch_sent(page)
    frame = open_app(page, app_url)
    sent.clear()
    frame.get_by_role("combobox", name="Period").select_option("Jul – Aug 2024")
    expect_period(page, "1 July – 31 August 2024")
    assert len(sent) == 1
    frame.locator(".bw-site", has_text="Conoco").click()
    frame.locator(".bw-list button").first.click()
    expect_settled(page)
    sent.clear()
    # At once: a pause between two would be a settle of its own.
    frame.get_by_role("button", name="Next attack").evaluate(
        "(button) => { for (let k = 0; k < 4; k++) button.click(); }"
    )
    expect_rest(page)
    assert len(sent) == 1


def test_a_step_that_also_moves_the_view_reports_once(page: Page, app_url: str) -> None:
    sent = watch_sent(page)
    frame = open_app(page, app_url)
    frame.evaluate("timeMap.setWindow('2023-10-19', '2023-10-19')")
    frame.locator(".bw-site", has_text="al-Tanf").click()
    for _ in range(4):
        frame.locator(".leaflet-control-zoom-in").click()
        expect_settled(page)
    frame.locator(".bw-list button").first.click()
    expect_settled(page)
    before = frame_state(frame)
    sent.clear()
    frame.get_by_role("button", name="Next attack").click()
    expect_settled(page)
    after = frame_state(frame)
    assert after["bounds"] != before["bounds"], "the record's dot was brought into view"
    assert len(sent) == 1


def test_looping_at_full_speed_sends_nothing(page: Page, app_url: str) -> None:
    sent = watch_sent(page)
    frame = open_app(page, app_url)
    frame.evaluate("timeMap.setWindow('2024-11-20', '2024-11-30')")
    expect_period(page, "30 November 2024")
    expect_rest(page)
    sent.clear()
    frame.get_by_role("combobox", name="Speed").select_option("4×")
    frame.get_by_role("button", name="Loop").click()
    frame.get_by_role("button", name="Play").click()
    page.wait_for_timeout(3000)
    assert sent == []
    assert frame_state(frame)["from"] < "2024-11-20", "it has begun again"
    frame.get_by_role("button", name="Pause").click()
    expect_rest(page)
    assert len(sent) == 1


def test_other_records_bring_their_own_strikes_and_periods(
    page: Page, serve_app, record, tmp_path_factory, page_requests
) -> None:
    folder = record.write(tmp_path_factory.mktemp("own") / "data", strikes=[record.strike()])
    frame = open_app(page, serve_app(data_dir=folder).url)
    ticks = frame.locator(".bw-strikes .bw-strike")
    menu = frame.get_by_role("combobox", name="Period").locator("option:not([hidden])")
    assert ticks.count() == 1
    assert menu.all_inner_texts() == ["Oct 2023 – Feb 2024", "All"]
    record.write(
        folder,
        [record.attack("a1"), record.attack("a2", date="2024-08-02")],
        strikes=[record.strike(), record.strike("k2", date="2024-01-04")],
    )
    page.get_by_text("Records excluded from counts").first.click()
    expect(ticks).to_have_count(2, timeout=20_000)
    assert menu.all_inner_texts() == [
        "Last 7 days of record", "Last 30 days of record", "Oct 2023 – Feb 2024", "Jul – Aug 2024",
        "All",
    ]  # fmt: skip
    expect(frame.get_by_role("slider", name="Last day")).to_have_attribute("aria-valuemax", "290")
    assert page_requests.page_errors == []
