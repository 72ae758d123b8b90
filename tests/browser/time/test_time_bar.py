"""The time bar: periods by name, from attack to attack, strikes, play, its time over the map, axis."""

import datetime as dt
import itertools
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from geo.loading import read_dataset
from geo.model.scene import Filters
from geo.query.opening import timeline_days
from geo.query.selection import select_mask
from geo.record import Dataset
from layers.page_template import make_page_template
from tests.browser.harness.file_page import open_file, set_window, window, write_page
from tests.browser.harness.open_scope import open_scope

DATA = Path(__file__).parents[3] / "data"
DAY = dt.timedelta(days=1)


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Page:
    path = tmp_path / "shell.html"
    path.write_text(open_scope(make_page_template(DATA / "basemap")), encoding="utf-8")
    page.goto(path.as_uri())
    return page


def periods(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Period")


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
