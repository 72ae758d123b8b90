"""Filters in a real browser: a tick changes the dots and nothing else; the area is drawn by hand."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from export.__main__ import main
from tests.browser.harness.app_page import (
    expect_period,
    export,
    figure,
    open_app,
    state,
)
from tests.browser.harness.filter_panel import (
    box_of,
    expect_filters,
    expect_followed,
    expect_shown,
    list_selected,
)
from tests.browser.harness.opened_app import OpenedApp
from tests.browser.page.test_access import find_barriers

AS_OF = "2026-11-21T10:54:00Z"


def count_of(page: Page, label: str) -> int:
    row = page.locator(".bwf-row", has=page.get_by_role("checkbox", name=label, exact=False))
    return int(row.first.locator(".bwf-count").inner_text().replace(",", ""))


def test_a_tick_changes_the_dots_and_neither_time_nor_view(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    before = state(frame)
    frame.evaluate("window.kept = 'the same page'")
    rockets = count_of(page, "rocket")
    page.get_by_role("checkbox", name="rocket").uncheck()
    expect_filters(page, "1 filter on")
    expect_shown(frame, list_selected(page))
    after = state(frame)
    assert after["visible"] < before["visible"]
    for name in ("from", "to", "mode", "bounds", "zoom"):
        assert after[name] == before[name]
    assert frame.evaluate("window.kept") == "the same page"
    assert count_of(page, "rocket") == rockets, "a choice counts what it would show"
    assert "rocket" not in parse_qs(urlsplit(page.url).query)["weapon"][0].split(",")
    page.get_by_role("checkbox", name="rocket").check()
    expect_filters(page, "No filter is on")
    expect(page.get_by_role("button", name="Reset all filters")).to_be_disabled()
    assert "weapon" not in parse_qs(urlsplit(page.url).query)


def test_only_shows_one_choice_and_all_brings_the_others_back(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    row = page.locator(".bwf-row", has_text="Conoco")
    conoco = count_of(page, "Conoco")
    row.hover()
    row.get_by_role("button", name="Only Conoco").click()
    expect_shown(frame, conoco)
    assert set(state(frame)["countsByBase"]) == {"conoco"}
    expect(page.get_by_role("checkbox", name="Harir")).not_to_be_checked()
    page.get_by_role("button", name="Base: show all").click()
    expect_filters(page, "No filter is on")
    expect(page.get_by_role("checkbox", name="Harir")).to_be_checked()


def test_quick_ticks_all_count(opened: OpenedApp) -> None:
    """Each counts, and the map's frame is the one that was there: a run cut short takes nothing."""
    page, frame = opened.page, opened.frame
    for label in ("Conoco", "Harir", "al-Tanf", "Shadadi", "Erbil"):
        page.get_by_role("checkbox", name=label).uncheck()
    expect_filters(page, "1 filter on")
    expect(page.locator(".bwf-list", has_text="Base").first).to_contain_text("14 of 19")
    for label in ("Conoco", "Harir", "al-Tanf", "Shadadi", "Erbil"):
        expect(page.get_by_role("checkbox", name=label)).not_to_be_checked()
    assert not frame.is_detached(), "the map's frame was built anew"
    assert not {"conoco", "harir", "al-tanf", "shadadi", "erbil"} & set(
        state(frame)["countsByBase"]
    )


def test_the_keyboard_does_all_of_it(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    rocket = page.get_by_role("checkbox", name="rocket")
    rocket.focus()
    page.keyboard.press("Enter")
    expect_filters(page, "1 filter on")
    expect(page.get_by_role("checkbox", name="one-way UAV")).not_to_be_checked()
    page.keyboard.press("Space")
    expect_filters(page, "No filter is on")
    expect(rocket).to_be_focused()
    page.get_by_text("Outcome", exact=True).first.focus()
    outcome = page.locator("summary", has_text="Outcome")
    outcome.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="no damage")).to_be_visible()
    page.locator("summary", has_text="Area of interest").press("Enter")
    field = page.get_by_role("textbox", name="Area of interest")
    field.fill("42,34,39,36")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("west 42 and east 39", timeout=20_000)
    field.fill("39,34.5,42,36.2")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_be_hidden(timeout=20_000)
    expect(frame.locator("path.bw-area")).to_be_visible()
    expect_shown(frame, list_selected(page))


def test_search_waits_for_the_word_and_resets(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    all_of_them = list_selected(page)
    page.get_by_role("searchbox").press_sequentially("drone", delay=60)
    expect_filters(page, "1 filter on")
    assert len(opened.sent) == 2, "a settled word: one message for the map, then one for the page"
    found = list_selected(page)
    assert 0 < found < all_of_them
    expect_shown(frame, found)
    assert "search=drone" in page.url
    page.get_by_role("button", name="Reset all filters").click()
    expect_filters(page, "No filter is on")
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect_shown(frame, all_of_them)


def test_a_run_that_ends_does_not_undo_what_is_being_typed(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    page.locator("summary", has_text="Area of interest").click()
    field = page.get_by_role("textbox", name="Area of interest")
    for typed in (field, page.get_by_role("searchbox")):
        typed.focus()
        typed.evaluate("(field) => { field.value = '39,34.5,'; }")  # in the midst of typing
        last = "2023-12-31" if typed is field else "2023-12-30"
        frame.evaluate(f"timeMap.setWindow('2023-10-17', '{last}')")
        expect_period(page, f"{int(last[-2:])} December 2023")
        expect_filters(page, "No filter is on")
        expect(typed).to_have_value("39,34.5,")
        typed.fill("")


def test_an_empty_map_names_the_filter_and_drops_it_without_moving_the_map(
    page: Page, app_url: str
) -> None:
    frame = open_app(page, f"{app_url}/?search=no-such-word&weapon=rocket")
    said = page.locator(".st-key-emptied")
    expect(said).to_contain_text("Removing “only records with “no-such-word”” would show")
    box = box_of(page)
    said.get_by_role("button", name=re.compile("^Clear the search")).click()
    expect(said).to_have_count(0, timeout=20_000)
    expect_filters(page, "1 filter on")
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect_shown(frame, list_selected(page))
    assert box_of(page) == box
    assert "search" not in parse_qs(urlsplit(page.url).query)


def test_an_empty_search_goes_to_the_days_that_hold_what_it_seeks(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    page.get_by_role("searchbox").fill("Tower 22")
    page.get_by_role("searchbox").press("Enter")
    said = page.locator(".st-key-emptied")
    expect(said).to_contain_text("Outside this period", timeout=20_000)
    note = page.locator(".bwf-note", has_text="in this period")
    outside = int(re.fullmatch(r"0 in this period, (\d+) outside it", note.inner_text())[1])
    go_there = said.get_by_role("button").first
    inks = [
        go_there.evaluate(
            "(button, off) => { const was = button.disabled; button.disabled = off;"
            " const ink = getComputedStyle(button.querySelector('p')).color;"
            " button.disabled = was; return ink; }",
            off,
        )
        for off in (False, True)
    ]
    assert inks[0] != inks[1], "white on white while the server does not answer"
    go_there.click()
    expect(said).to_have_count(0, timeout=20_000)
    expect(note).to_have_text(f"{outside} in this period, 0 outside it", timeout=20_000)
    expect(page.get_by_role("searchbox")).to_have_value("Tower 22")
    expect_filters(page, "1 filter on")
    assert 0 < state(frame)["visible"] <= outside, "one has no place, and is listed"
    assert "tower-22" in state(frame)["countsByBase"]
    page.wait_for_url("**from=2023-1*")


def test_rockets_among_several_weapons_are_found_and_their_card_names_both(
    page: Page, app_url: str
) -> None:
    query = "from=2024-01-01&to=2024-01-31&base=ain-al-asad&weapon=rocket"
    frame = open_app(page, f"{app_url}/?{query}")
    expect(page.locator(".st-key-emptied")).to_have_count(0)
    assert state(frame)["visible"] == 2
    frame.get_by_role("button", name=re.compile("Ain al-Asad")).first.click()
    row = frame.get_by_role("button", name=re.compile("20 JAN 24"))
    expect(row).to_contain_text("rocket and ballistic missile")
    row.click()
    expect(frame.locator(".bw-card")).to_contain_text("rocket and ballistic missile")
    expect(frame.locator(".bw-legend")).to_contain_text("several weapons")


def test_a_link_with_filters_opens_the_same_elsewhere(page: Page, new_page, app_url: str) -> None:
    query = "base=conoco,omar-field&outcome=impact,no_damage&reliability=A,B&search=field&area=39,34,42,37&with-casualties=yes&include=held-out"
    frame = open_app(page, f"{app_url}/?from=2023-10-17&to=2024-11-30&{query}")
    expect_period(page, "30 November 2024")
    expect_filters(page, "7 filters on")
    other = new_page()
    again = open_app(other, page.url)
    expect_filters(other, "7 filters on")
    assert state(again)["countsByBase"] == state(frame)["countsByBase"]
    for part in query.split("&"):
        assert part in other.url


def test_button_and_command_give_the_same_bytes_with_every_filter(
    page: Page, app_url: str, tmp_path: Path
) -> None:
    filters = "country=Syria&outcome=impact,unknown&confirmation=us_official,claim_only&area=39,34,42,37&search=al&include=held-out"
    frame = open_app(page, f"{app_url}/?{filters}")
    page.wait_for_url("**extent=**")
    expect_shown(frame, list_selected(page))
    download = export(page, "Picture (PNG)")
    extent = parse_qs(urlsplit(page.url).query)["extent"][0]
    width = frame.evaluate("document.querySelector('.folium-map').clientWidth")
    command = [
        "--from=2023-10-17", "--to=2023-11-30",
        f"--extent={extent}", "--fit=attacks", f"--width={width}", f"--as-of={AS_OF}",
        "--country=Syria",
        "--outcome", "impact", "unknown", "--confirmation", "us_official", "claim_only",
        "--area=39,34,42,37", "--search=al", "--include=held-out",
        "--format=png", f"--out={tmp_path}",
    ]  # fmt: skip
    assert main(command) == 0
    (made,) = tmp_path.glob("*.png")
    assert made.name == download.suggested_filename
    assert made.read_bytes() == Path(download.path()).read_bytes()
    assert figure(page, "US-confirmed").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_open_panel_and_the_empty_map_have_no_grave_barrier(
    new_page, app_url: str, theme: str
) -> None:
    page = new_page(color_scheme=theme)
    frame = open_app(page, f"{app_url}/?weapon=ied&search=no-such-word&area=39,34,42,37")
    expect(page.locator(".st-key-emptied")).to_contain_text("No attacks match")
    page.evaluate(
        "document.querySelectorAll('.bw-filters details').forEach((d) => { d.open = true; })"
    )
    field = page.get_by_role("textbox", name="Area of interest")
    field.fill("1,2,3")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("is not an extent", timeout=20_000)
    expect_followed(page)
    assert find_barriers(page) == []
    frame.get_by_role("button", name="Draw an area").click()
    assert find_barriers(frame) == []
