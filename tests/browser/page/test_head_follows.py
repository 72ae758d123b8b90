"""The head of the page in the app: figures of the period on the map, in every frame; the rest greyed."""

import datetime as dt
import json
import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import View
from geo.query.opening import timeline_days
from geo.query.selection import select_scene
from geo.record import Dataset
from geo.statistics.previous_period import count_change
from tests.browser.harness.app_page import expect_rest, open_app, state
from tests.browser.harness.opened_app import OpenedApp
from ui.layout.header import summarise_period, write_line, write_tiles

ROOT = Path(__file__).parents[3]
AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)
SEEN = """() => ({
  line: document.querySelector('.bw-headline').textContent,
  tiles: [...document.querySelectorAll('.bw-figure')].map((box) => [...box.children].map((part) => part.textContent)),
  moved: document.documentElement.hasAttribute('data-bw-moved'),
})"""
SOON = f"""(line) => new Promise((resolve) => {{
  const seen = {SEEN};
  const look = (frames) => {{
    if (frames === 0 || seen().line === line) resolve(seen());
    else requestAnimationFrame(() => look(frames - 1));
  }};
  look(6);
}})"""
"""What the head says as soon as its line is the one that is waited for, or a few frames later."""
STEP = """([from, to]) => timeMap.setWindow(from, to).then(() => ({
  ...timeMap.getState(), tally: document.querySelector('.bw-tally').textContent,
}))"""
GREY = "() => Number(getComputedStyle(document.querySelector('[data-testid=stTabs] > *')).opacity)"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(ROOT / "data")


def head_of(dataset: Dataset, view: View) -> tuple[dict, str, list[list[str]]]:
    """Give the figures of a view, and the head that the server would write."""
    told = summarise_period(select_scene(dataset, view, as_of=AS_OF), count_change(dataset, view))
    return told["figures"], write_line(told), list(map(list, write_tiles(told)))


def drag_band(page: Page, frame: Frame, px: float) -> None:
    """Press on the band of the slider and move it, without letting go."""
    box = frame.locator(".bw-band").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + px, y, steps=3)


def test_every_step_of_the_record_by_week_shows_its_own_figures(
    opened: OpenedApp, dataset: Dataset
) -> None:
    page, frame = opened.page, opened.frame
    slider = timeline_days(dataset)
    for k in range(0, slider.days - 6, 7):
        first = slider.first + dt.timedelta(days=k)
        week = Window(first, first + dt.timedelta(days=6))
        shown = frame.evaluate(STEP, [str(week.first), str(week.last)])
        figures, line, tiles = head_of(dataset, View(week))
        seen = page.evaluate(SOON, line)
        assert shown["figures"] == figures
        assert (seen["line"], seen["tiles"]) == (line, tiles)
        assert shown["tally"] == (
            f"{figures['selected']} of 245 · {figures['usConfirmed']} US-confirmed"
        )


def test_the_first_paint_is_the_server_s_and_agrees_with_the_map(
    page: Page, app_url: str, dataset: Dataset
) -> None:
    """What the server sends and what the frame writes over it are the same text."""
    page.add_init_script(
        "window.changes = []; document.addEventListener('DOMContentLoaded', () => new MutationObserver("
        "() => { const line = document.querySelector('.bw-headline'); const text = line && line.textContent;"
        " if (text && text !== window.changes.at(-1)) window.changes.push(text); })"
        ".observe(document.body, {childList: true, subtree: true, characterData: true}))"
    )
    open_app(page, app_url)
    assert len(page.evaluate("changes")) == 1
    _, line, tiles = head_of(dataset, View(Window(dt.date(2023, 10, 17), dt.date(2023, 11, 30))))
    seen = page.evaluate(SEEN)
    assert (seen["line"], seen["tiles"], seen["moved"]) == (line, tiles, False)


def test_in_a_drag_the_head_follows_and_the_rest_is_greyed_until_the_server_has(
    opened: OpenedApp, dataset: Dataset
) -> None:
    page, frame = opened.page, opened.frame
    frame.evaluate(STEP, ["2023-12-26", "2024-01-01"])
    expect(page.locator(".bw-sub")).to_contain_text("26 December 2023")
    expect(page.locator("html")).not_to_have_attribute("data-bw-moved", "", timeout=20_000)
    expect_rest(page)
    assert page.evaluate(GREY) == 1
    drag_band(page, frame, 60)
    now = state(frame)
    assert now["from"] > "2024-01-01"
    week = Window(dt.date.fromisoformat(now["from"]), dt.date.fromisoformat(now["to"]))
    figures, line, tiles = head_of(dataset, View(week))
    seen = page.evaluate(SOON, line)
    assert now["figures"] == figures
    assert (seen["line"], seen["tiles"], seen["moved"]) == (line, tiles, True)
    page.wait_for_timeout(1_000)
    assert page.evaluate(SEEN)["moved"], "the mouse is still down"
    assert page.evaluate(GREY) < 0.5
    for part in (".bwf-count", ".bw-official"):
        opacity = page.locator(part).first.evaluate("(node) => getComputedStyle(node).opacity")
        assert float(opacity) < 0.5
    for part in (".bw-sub", ".bwf-top + .bwf-list > .bwf-head", "[data-testid=stTabs]"):
        said = page.locator(part).evaluate("(node) => getComputedStyle(node, '::after').content")
        assert "follows when the map rests" in said
    page.mouse.up()
    expect(page.locator("html")).not_to_have_attribute("data-bw-moved", "", timeout=20_000)
    assert page.evaluate(GREY) == 1
    seen = page.evaluate(SEEN)
    assert (seen["line"], seen["tiles"]) == (line, tiles)
    expect_rest(page)
    assert page.evaluate(SEEN) == seen


def test_back_where_the_page_is_nothing_is_greyed(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    before = page.evaluate(SEEN)
    drag_band(page, frame, 40)
    expect(page.locator("html")).to_have_attribute("data-bw-moved", "")
    page.mouse.move(0, 0)
    frame.evaluate(STEP, ["2023-10-17", "2023-11-30"])
    expect(page.locator("html")).not_to_have_attribute("data-bw-moved", "")
    assert page.evaluate(SEEN) == before
    page.mouse.up()


def test_a_filter_changes_the_head_with_the_map_and_greys_the_rest(
    opened: OpenedApp, dataset: Dataset
) -> None:
    page, frame = opened.page, opened.frame
    page.get_by_role("searchbox").fill("drone")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".bw-headline")).not_to_contain_text("84 of 245", timeout=20_000)
    expect_rest(page)
    now = state(frame)["figures"]
    assert 0 < now["selected"] < 81
    assert now["inFilters"] >= now["selected"]
    expect(page.locator(".bw-headline")).to_contain_text(
        f"{now['selected']} of {now['inFilters']} counted records in the filters"
    )
    expect(page.locator("html")).not_to_have_attribute("data-bw-moved", "")


def test_without_the_server_the_head_follows_and_the_rest_stays_greyed(
    page: Page, serve_app, dataset: Dataset
) -> None:
    app = serve_app()
    frame = open_app(page, app.url)
    os.kill(app.pid, signal.SIGSTOP)
    try:
        frame.evaluate(STEP, ["2024-01-23", "2024-01-29"])
        figures, line, tiles = head_of(
            dataset, View(Window(dt.date(2024, 1, 23), dt.date(2024, 1, 29)))
        )
        assert figures["killed"] == 3
        page.wait_for_timeout(2_000)
        seen = page.evaluate(SEEN)
        assert (seen["line"], seen["tiles"], seen["moved"]) == (line, tiles, True)
        assert page.evaluate(GREY) < 0.5
    finally:
        os.kill(app.pid, signal.SIGCONT)
    expect(page.locator("html")).not_to_have_attribute("data-bw-moved", "", timeout=30_000)


def test_a_record_that_covers_less_than_its_days_says_so(
    page: Page, serve_app, record, tmp_path: Path
) -> None:
    attacks = [record.attack(f"a{day}", date=f"2023-10-{day}") for day in (18, 20, 25)]
    folder = record.write(
        tmp_path, attacks, package=record.package(covers_from="2023-10-17", covers_to="2023-10-21")
    )
    frame = open_app(page, serve_app(data_dir=folder).url)
    shown = frame.evaluate(STEP, ["2023-10-24", "2023-10-26"])
    assert set(shown["figures"].values()) == {None}
    assert (shown["visible"], shown["tally"]) == (1, "not covered")
    line = page.locator(".bw-headline")
    expect(line).to_contain_text("not covered · the record covers 17 October – 21 October 2023")
    expect(page.locator(".bw-figure b").first).to_have_text("n/a")
    frame.evaluate(STEP, ["2023-10-22", "2023-10-24"])
    frame.get_by_role("button", name="Conoco: ").click()
    expect(frame.locator(".bw-card")).to_contain_text("the record covers 17 October")
    expect(frame.locator(".bw-card")).not_to_contain_text("No record")
    expect_rest(page)
    expect(line).to_contain_text("not covered")
    frame.evaluate(STEP, ["2023-10-20", "2023-10-26"])
    expect(line).to_contain_text("2 of 3 counted records")
    expect(line).to_contain_text("not covered after 21 October 2023")
    assert json.dumps(state(frame)["figures"]["change"]) == "null"


def test_a_window_beyond_the_record_is_not_covered_on_the_whole_page(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    shown = frame.evaluate(STEP, ["2025-03-01", "2025-03-31"])
    assert set(shown["figures"].values()) == {None}
    expect(page.locator(".bw-headline")).to_have_text(
        "1 March – 31 March 2025 · not covered · the record covers 17 October 2023 – "
        "3 December 2024 · not every attack was reported"
    )
    expect(page.locator("html")).not_to_have_attribute("data-bw-moved", "", timeout=20_000)
    expect_rest(page)
    assert page.get_by_test_id("stException").count() == 0
    assert {tuple(tile[1:]) for tile in page.evaluate(SEEN)["tiles"]} == {("n/a", "not covered")}
    for tab in page.get_by_role("tab").all():
        tab.click()
        expect_rest(page)
        assert page.get_by_test_id("stException").count() == 0
