"""The app in a real browser: nothing leaves the machine, time never reloads, the page follows."""

import datetime as dt
import io
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import View
from geo.query.selection import select_scene
from tests.browser.harness.app_page import (
    expect_period,
    expect_rest,
    export,
    figure,
    open_app,
    state,
)
from tests.browser.harness.opened_app import OpenedApp

DATA = Path(__file__).parents[3] / "data"
AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)


def scene_of(first: str, last: str, mode: str = "window"):
    window = Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    return select_scene(read_dataset(DATA), View(window, mode), as_of=AS_OF)


def test_key_figures_begin_with_what_is_confirmed_and_say_out_of_how_many(
    opened: OpenedApp,
) -> None:
    page = opened.page
    counts = scene_of("2023-10-17", "2023-11-30").counts
    texts = page.locator(".bw-figure").all_inner_texts()
    assert texts[0].split("\n") == [
        "US-confirmed", str(counts.us_confirmed), f"of {counts.selected} in the period"
    ]  # fmt: skip
    assert texts[1].split("\n")[:2] == ["Other reported", str(counts.other_reported)]
    assert counts.us_confirmed + counts.other_reported == counts.selected


def test_page_follows_when_the_window_settles_and_the_map_stays(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    before = state(frame)
    frame.evaluate("window.kept = 'the same page'")
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-10-29')")
    expect_period(page, "23 October – 29 October 2023")
    counts = scene_of("2023-10-23", "2023-10-29").counts
    expect(figure(page, "US-confirmed")).to_contain_text(str(counts.us_confirmed))
    after = state(frame)
    assert frame.evaluate("window.kept") == "the same page"
    assert after["bounds"] == before["bounds"]
    assert after["visible"] == counts.placed


def test_python_does_not_run_during_a_drag_and_once_when_it_settles(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    track = frame.locator(".bw-band").bounding_box()
    assert track is not None
    x, y = track["x"] + track["width"] / 2, track["y"] + track["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(30):
        page.mouse.move(x + 4 * step, y)
        page.wait_for_timeout(30)
    assert opened.sent == [], "a message went to the server while the slider was held"
    page.mouse.up()
    expect_rest(page)
    assert len(opened.sent) == 1


def test_playing_does_not_call_python_until_it_stops(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    frame.get_by_role("button", name="Play").click()
    page.wait_for_timeout(1500)
    assert opened.sent == []
    frame.get_by_role("button", name="Pause").click()
    expect_rest(page)
    assert len(opened.sent) == 1
    assert state(frame)["from"] > "2023-10-20"


def test_address_holds_the_view_and_opening_it_shows_the_same(
    page: Page, new_page, app_url: str
) -> None:
    frame = open_app(page, app_url)
    frame.evaluate("timeMap.setMode('cumulative')")
    frame.evaluate("timeMap.setWindow('2024-01-01', '2024-02-04')")
    expect_period(page, "18 October 2023 – 4 February 2024")
    for part in ("from=2024-01-01", "to=2024-02-04", "mode=cumulative", "extent="):
        assert part in page.url
    other = new_page()
    shown = state(open_app(other, page.url))
    wanted = state(frame)
    for name in ("from", "to", "mode", "visible", "countsByBase", "zoom"):
        assert shown[name] == wanted[name]
    assert shown["bounds"] == pytest.approx(wanted["bounds"], abs=0.02)


def test_bad_values_in_the_address_are_explained_and_ignored(page: Page, app_url: str) -> None:
    frame = open_app(page, f"{app_url}/?from=30.02.2024&mode=sideways&base=atlantis&extent=1,2")
    assert state(frame)["from"] == "2023-10-17"
    warning = page.locator(".bw-notice")
    for text in ("30.02.2024", "sideways", "atlantis", "extent"):
        expect(warning).to_contain_text(text)


def test_filter_changes_the_dots_and_neither_time_nor_view(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    frame.evaluate("timeMap.setWindow('2023-10-17', '2023-12-31')")
    expect_period(page, "31 December 2023")
    before = state(frame)
    frame.evaluate("window.kept = 1")
    page.get_by_role("checkbox", name="Conoco").press("Enter")
    expect(page.locator(".bw-sub")).to_contain_text(f"{before['countsByBase']['conoco']} of")
    frame.wait_for_selector("text=Conoco")
    after = state(frame)
    assert after["countsByBase"] == {"conoco": before["countsByBase"]["conoco"]}
    assert (after["from"], after["to"], after["bounds"]) == (
        before["from"], before["to"], before["bounds"]
    )  # fmt: skip
    assert frame.evaluate("window.kept") == 1
    page.wait_for_url("**base=conoco**")


def test_button_gives_the_picture_of_the_view_and_the_command_the_same_bytes(
    page: Page, app_url: str, tmp_path: Path
) -> None:
    frame = open_app(page, app_url)
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-10-29')")
    frame.get_by_role("button", name="Layers", exact=True).click()
    for name in ("Strikes", "Density", "Graticule", "Towns"):
        frame.get_by_role("checkbox", name=name).click()
    expect_period(page, "23 October – 29 October 2023")
    page.wait_for_url("**layers=**")
    expect_rest(page)
    download = export(page, "Picture (PNG)")
    query = parse_qs(urlsplit(page.url).query)
    extent, layers = query["extent"][0], query["layers"][0]
    assert layers == "attacks,bases,strikes,density,governorates,graticule"
    width = frame.evaluate("document.querySelector('.folium-map').clientWidth")
    command = [
        sys.executable, "-m", "export", "--from=2023-10-23", "--to=2023-10-29",
        f"--extent={extent}", "--fit=attacks", f"--width={width}",
        f"--as-of={AS_OF.isoformat()}",
        f"--layers={layers}", "--format=png", f"--out={tmp_path}",
    ]  # fmt: skip
    subprocess.run(command, cwd=DATA.parent, check=True, capture_output=True)
    (file,) = tmp_path.glob("*.png")
    assert file.name == download.suggested_filename
    assert re.fullmatch(
        r"UNCLASSIFIED_basewatch_2023-10-23_2023-10-29_layers-[a-z-]+\.png", file.name
    )
    made = file.read_bytes()
    assert made == Path(download.path()).read_bytes()
    picture = Image.open(io.BytesIO(made))
    assert picture.size == (3508, 2480)
    assert picture.info["Period"] == "2023-10-23/2023-10-29"


def test_a_source_opens_only_by_the_officers_own_click(
    page: Page, app_url: str, page_requests
) -> None:
    frame = open_app(page, app_url)
    frame.get_by_role("button", name=re.compile("^Ain al-Asad: ")).click()
    frame.locator(".bw-list button").first.click()
    link = frame.locator(".bw-card a").first
    address = link.get_attribute("href")
    assert address is not None
    assert page_requests.outside == []
    with page.context.expect_page() as opened:
        link.click()
    opened.value.close()
    assert page_requests.outside
    host = address.split("/")[2]
    assert all(host in asked for asked in page_requests.outside)
    page_requests.forget_outside()


def test_scrubbing_clicking_and_exporting_asks_nobody_outside(
    page: Page, app_url: str, page_requests
) -> None:
    frame = open_app(page, app_url)
    for _ in range(5):
        page.frame_locator("iframe.bw-frame").locator(".bw-handle").first.press("ArrowRight")
    frame.get_by_role("button", name="Play").click()
    frame.wait_for_function("timeMap.getState().from > '2023-10-20'")
    frame.get_by_role("button", name="Pause").click()
    frame.get_by_role("button", name=re.compile("^Conoco: ")).click()
    frame.locator(".bw-list button").first.click()
    for name in ("Not placed", "Sources", "Data", "About this data"):
        page.get_by_role("tab", name=name, exact=True).click()
    assert page_requests.outside == []
    assert page_requests.page_errors == []
    assert len(page_requests.all) > 5


def test_rejects_are_named_on_the_page(page: Page, serve_app, record, tmp_path_factory) -> None:
    folder = record.write(
        tmp_path_factory.mktemp("own") / "data",
        [record.attack("a1"), record.attack("a2", weapon="catapult")],
    )
    served = serve_app(data_dir=folder)
    open_app(page, served.url)
    expect(page.locator(".bw-notice").first).to_contain_text("1 of 2 attack records are not shown")
    expect(page.locator(".bw-marking-top")).to_contain_text("NO MARKING SET")
    page.get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("not the record shipped with Basewatch")


def test_broken_file_gives_a_sentence_and_no_trace(
    page: Page, serve_app, record, tmp_path_factory
) -> None:
    folder = record.write(tmp_path_factory.mktemp("broken") / "data")
    (folder / "attacks.csv").write_text("date,weapon\n", encoding="utf-8")
    served = serve_app(data_dir=folder)
    page.goto(served.url)
    alert = page.locator(".bw-notice").first
    expect(alert).to_contain_text("The record cannot be shown", timeout=60_000)
    expect(alert).to_contain_text("attacks.csv")
    assert page.get_by_test_id("stException").count() == 0
