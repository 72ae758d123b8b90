"""The time bar in the app: what it tells the server, and records of another kind."""

from playwright.sync_api import Page, expect

from tests.browser.harness.app_page import expect_period, expect_rest, open_app, watch_sent
from tests.browser.harness.app_page import state as frame_state


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
