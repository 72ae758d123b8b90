"""The charts in a real browser: what is drawn and clicked in them is what the map then shows."""

import re

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from tests.browser.harness.app_page import expect_period, expect_rest, open_app, state
from tests.browser.harness.opened_app import OpenedApp

HOSTILE = "{{7*7}} ${alert(1)} </script><img src=x onerror=window.ran=1> view_1 datum.n"


def columns(page: Page) -> Locator:
    return page.locator(".st-key-chart-series [aria-roledescription=column]")


def column(page: Page, day: str) -> Locator:
    return page.locator(f".st-key-chart-series [aria-label^='{day}:']")


def middle(mark: Locator) -> tuple[float, float]:
    # The chart as a whole: its marks are made anew when the numbers change.
    mark.page.locator(".st-key-chart-series").scroll_into_view_if_needed()
    expect(mark).to_be_attached()
    box = mark.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def draw_period(page: Page, first: Locator, last: Locator) -> None:
    """Draw over the chart from the middle of one column past the middle of another."""
    (x, y), (to, _) = middle(first), middle(last)
    page.mouse.move(x - 1, y)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(x - 1 + (to + 2 - x) * step / 8, y)
    page.mouse.up()


def attacks_in(page: Page) -> int:
    """Add up what the columns say of the period."""
    said = columns(page).evaluate_all(
        "(list) => list.map((mark) => mark.getAttribute('aria-label'))"
    )
    found = [re.search(r": ([\d,]+) attacks?\b(?! outside)", text) for text in said]
    return sum(int(match[1].replace(",", "")) for match in found if match)


def open_charts(page: Page, url: str) -> Frame:
    """Open the app and wait until its charts are drawn."""
    frame = open_app(page, url)
    expect(columns(page).first).to_be_attached(timeout=20_000)
    return frame


def test_a_period_drawn_over_the_chart_is_the_maps_window(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    before = state(frame)
    drawing = page.locator(".st-key-chart-series svg.marks")
    drawing.evaluate("(svg) => { window.kept = svg; }")
    draw_period(page, column(page, "Mon 23 OCT 23"), column(page, "Sun 29 OCT 23"))
    expect_period(page, "23 October – 29 October 2023")
    shown = state(frame)
    assert (shown["from"], shown["to"]) == ("2023-10-23", "2023-10-29")
    assert shown["bounds"] == before["bounds"]
    expect(page.locator(".bw-note").first).to_contain_text("23 OCT 23 – 29 OCT 23")
    expect(column(page, "Wed 18 OCT 23")).to_have_attribute(
        "aria-label", re.compile("outside the period")
    )
    figures = page.locator(".bw-figure").first.inner_text()
    assert f"of {attacks_in(page)} in the period" in figures
    assert drawing.evaluate("(svg) => svg === window.kept"), "the chart was drawn anew"


def test_nothing_is_left_of_what_was_drawn(page: Page, app_url: str) -> None:
    frame = open_charts(page, app_url)
    draw_period(page, column(page, "Mon 23 OCT 23"), column(page, "Sun 29 OCT 23"))
    page.mouse.move(5, 5)
    x, y = middle(column(page, "Fri 27 OCT 23"))
    page.mouse.move(x, y)
    expect_period(page, "23 October – 29 October 2023")
    frame.evaluate("timeMap.setWindow('2023-11-01', '2023-11-07')")
    expect_period(page, "1 November – 7 November 2023")
    # The same stretch once more is asked for once more.
    draw_period(page, column(page, "Fri 27 OCT 23"), column(page, "Sun 29 OCT 23"))
    expect_period(page, "27 October – 29 October 2023")


def test_a_drag_calls_python_only_when_it_ends(opened: OpenedApp) -> None:
    page = opened.page
    (x, y), (to, _) = middle(column(page, "Mon 23 OCT 23")), middle(column(page, "Fri 10 NOV 23"))
    opened.sent.clear()
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(x + (to - x) * step / 20, y)
        page.wait_for_timeout(30)
    assert opened.sent == []
    page.mouse.up()
    expect_period(page, "November 2023")
    # Taken, settled on the map, and the box let go of.
    expect_rest(page)
    assert 2 <= len(opened.sent) <= 3


def test_a_click_on_a_column_shows_its_day_and_again_after_the_window_moved(
    opened: OpenedApp,
) -> None:
    page, frame = opened.page, opened.frame
    for _ in range(2):
        page.mouse.move(*middle(column(page, "Wed 18 OCT 23")))
        page.wait_for_timeout(500)  # Streamlit holds what a chart has chosen back for a moment
        page.mouse.click(*middle(column(page, "Wed 18 OCT 23")))
        expect_period(page, "18 October 2023")
        shown = state(frame)
        assert (shown["from"], shown["to"]) == ("2023-10-18", "2023-10-18")
        frame.evaluate("timeMap.setWindow('2023-10-17', '2023-10-31')")
        expect_period(page, "17 October – 31 October 2023")


def test_weeks_are_drawn_and_clicked_whole(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    page.get_by_role("radio", name="per week").click()
    week = column(page, "Mon 23 OCT 23 – Sun 29 OCT 23")
    expect(page.locator(".bw-note").first).to_contain_text("Weeks start on Monday.")
    expect_rest(page)
    page.mouse.click(*middle(week))
    expect_period(page, "23 October – 29 October 2023")
    expect_rest(page)
    draw_period(page, week, column(page, "Mon 30 OCT 23 – Sun 05 NOV 23"))
    expect_period(page, "23 October – 5 November 2023")
    assert state(frame)["to"] == "2023-11-05"
    page.get_by_role("radio", name="per day").click()


def test_a_click_on_a_site_lists_its_records_on_the_map(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    bar = page.locator(".st-key-chart-sites [aria-label^='Conoco:']")
    said = bar.get_attribute("aria-label")
    assert said is not None
    page.mouse.click(*middle(bar))
    card = frame.locator(".bw-card")
    expect(card.locator(".bw-card-title")).to_have_text("Conoco")
    number = int(said.split(": ")[1].split()[0])
    expect(card.locator(".bw-list li")).to_have_count(number)
    expect(page.locator("iframe.bw-frame")).to_be_in_viewport(ratio=0.9)
    # Framed: the outline of the bar's row is drawn.
    expect(bar).to_have_attribute("stroke-width", "1.6")


def test_what_is_opened_on_the_map_is_framed_in_the_charts(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    frame.get_by_role("button", name=re.compile("^Ain al-Asad: ")).click()
    site = page.locator(".st-key-chart-sites [aria-label^='Ain al-Asad:']")
    expect(site).to_have_attribute("stroke-width", "1.6", timeout=20_000)
    frame.locator(".bw-list button").first.click()
    expect(column(page, "Wed 18 OCT 23")).to_have_attribute("stroke-width", "1.6", timeout=20_000)
    frame.get_by_role("button", name="Close").click()
    expect(site).to_have_attribute("stroke-width", "0", timeout=20_000)
    expect(column(page, "Wed 18 OCT 23")).to_have_attribute("stroke-width", "0")


@pytest.mark.parametrize("time_zone", ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Baghdad"])
def test_days_are_the_records_own_wherever_the_browser_is(
    new_page, app_url: str, time_zone: str
) -> None:
    page = new_page(timezone_id=time_zone)
    frame = open_charts(page, app_url)
    page.mouse.click(*middle(column(page, "Wed 18 OCT 23")))
    expect_period(page, "18 October 2023")
    assert state(frame)["from"] == state(frame)["to"] == "2023-10-18"


def test_names_of_sites_in_charts_can_do_nothing_but_be_read(
    page: Page, serve_app, record, tmp_path_factory
) -> None:
    folder = record.write(
        tmp_path_factory.mktemp("hostile") / "data", bases=[record.base("conoco", name=HOSTILE)]
    )
    open_charts(page, serve_app(data_dir=folder).url)
    choice = page.get_by_role("combobox", name="Stacked by")
    # In the middle, clear of the marking bar: scrolling on the way to a click shuts the list again.
    choice.evaluate("(field) => field.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(300)
    choice.click()
    page.get_by_role("option", name="by site").click()
    expect(page.locator(".bw-key").first).to_contain_text(HOSTILE)
    bar = page.locator(".st-key-chart-sites [aria-roledescription=bar]")
    assert (bar.get_attribute("aria-label") or "").startswith(HOSTILE)
    for mark in (bar, columns(page).first):
        page.mouse.move(*middle(mark))
        expect(page.locator("#vg-tooltip-element")).to_be_visible()
    page.mouse.move(*middle(bar))
    expect(page.locator("#vg-tooltip-element")).to_contain_text(HOSTILE)
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.querySelectorAll('img[src=x]').length") == 0
