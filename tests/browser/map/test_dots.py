"""Each dot is its record: a press opens it, and what has no place is listed."""

import datetime as dt

from playwright.sync_api import Page, expect

from geo.model.scene import View
from geo.query.selection import select_scene
from geo.record import Dataset
from tests.browser.harness.file_page import days

AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)


def test_each_dot_opens_its_record_with_sources_as_text_and_link(
    time_map: Page, dataset: Dataset
) -> None:
    time_map.evaluate("timeMap.setWindow('2024-01-28', '2024-01-28')")
    time_map.get_by_role("button", name="Tower 22: 1 records shown").click()
    time_map.locator(".bw-list button").first.click()
    card = time_map.locator(".bw-card")
    row = dataset.attacks[dataset.attacks["base_id"] == "tower-22"].iloc[0]
    expect(card).to_contain_text("Tower 22 · 28 JAN 24")
    for text in (
        row["summary"],
        row["place_as_reported"],
        "US killed",
        "one-way UAV",
        "US official",
    ):
        expect(card).to_contain_text(text)
    for source_id in row["source_ids"].split(";"):
        source = dataset.sources.loc[source_id]
        expect(card).to_contain_text(source["title"])
        expect(card).to_contain_text(source["publisher"])
        if source["url"]:
            expect(card).to_contain_text(source["url"])
            link = card.locator(f"a[href='{source['url']}']")
            expect(link).to_have_attribute("target", "_blank")
            expect(link).to_have_attribute("rel", "noopener noreferrer")
    assert card.get_by_role("button", name="Copy the address").count() >= 1
    time_map.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_source_that_gives_another_day_says_which(time_map: Page, dataset: Dataset) -> None:
    row = dataset.attacks.loc["2023-10-18-ain-al-asad-1"]
    assert "2023-10-24=2023-10-17" in row["source_dates"]
    time_map.evaluate("timeMap.setWindow('2023-10-18', '2023-10-18')")
    time_map.get_by_role("button", name="Ain al-Asad: 2 records shown").click()
    time_map.locator(".bw-list button").first.click()
    sources = time_map.locator(".bw-sources li")
    brief = sources.filter(has_text="Continue Attacks on U.S. Troops")
    expect(brief).to_contain_text("2023-10-24 · dates it 17 OCT 23 · specialist")
    unsaid = sources.filter(has_text="46 US troops injured")
    expect(unsaid).not_to_contain_text("dates it")


def test_click_on_a_dot_on_the_canvas_opens_it(time_map: Page) -> None:
    time_map.evaluate("timeMap.setWindow('2024-01-28', '2024-01-28')")
    label = time_map.get_by_role("button", name="Tower 22").bounding_box()
    assert label is not None
    time_map.mouse.click(label["x"] - 12, label["y"] + label["height"] / 2)
    expect(time_map.locator(".bw-card")).to_contain_text("28 JAN 24")


def test_what_has_no_place_is_counted_and_listed(time_map: Page, dataset: Dataset) -> None:
    scene = select_scene(dataset, View(days("2023-10-17", "2024-12-31")), as_of=AS_OF)
    time_map.evaluate("timeMap.setWindow('2023-10-17', '2024-12-31')")
    button = time_map.get_by_role("button", name="not placed")
    expect(button).to_have_text(f"{scene.counts.not_placed} not placed")
    button.click()
    assert time_map.locator(".bw-list li").count() == scene.counts.not_placed
