"""The export menu: every format one click, several in one archive, each from the view."""

import io
import json
import zipfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from export.formats import FORMATS
from tests.browser.app_page import expect_period, export, open_app


def test_each_format_is_one_click_and_named_for_the_view(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url)
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-10-29')")
    expect_period(page, "23 October – 29 October 2023")
    page.get_by_role("button", name="Export", exact=True).click()
    for item in FORMATS.values():
        button = page.get_by_role("button", name=f"{item.label} ({item.extension.upper()})")
        expect(button).to_be_enabled()
    with page.expect_download(timeout=90_000) as download:
        page.get_by_role("button", name="Table (CSV)").click()
    assert download.value.suggested_filename == "basewatch_2023-10-23_2023-10-29.csv"


def test_title_and_page_reach_the_file_and_are_kept_when_the_menu_closes(
    page: Page, app_url: str
) -> None:
    open_app(page, app_url)
    page.get_by_role("button", name="Export", exact=True).click()
    title = page.get_by_role("textbox", name="Title")
    title.fill("A title of my own")
    title.press("Enter")
    page.wait_for_timeout(1500)
    page.keyboard.press("Escape")
    expect(title).to_have_count(0)
    download = export(page, "Drawing (SVG)")
    assert b"A title of my own" in Path(download.path()).read_bytes()
    expect(page.get_by_role("textbox", name="Title")).to_have_value("A title of my own")


def test_several_formats_come_in_one_archive_with_their_manifest(page: Page, app_url: str) -> None:
    open_app(page, app_url)
    page.get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_role("button", name="Choose formats first")).to_be_disabled()
    for name in ("CSV", "GEOJSON"):
        page.get_by_role("button", name=name, exact=True).click()
    archive = page.get_by_role("button", name="Archive of 2 files")
    archive.wait_for(timeout=20_000)
    with page.expect_download(timeout=90_000) as download:
        archive.click()
    data = Path(download.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        names = files.namelist()
        manifest = json.loads(files.read(names[-1]))
    assert [Path(name).suffix for name in names] == [".csv", ".geojson", ".json"]
    assert [item["name"] for item in manifest["files"]] == names[:2]


def test_animation_is_made_with_a_bar_and_saved_and_the_map_stands_still(
    page: Page, app_url: str
) -> None:
    frame = open_app(page, app_url)
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-10-26')")
    expect_period(page, "23 October – 26 October 2023")
    frame.evaluate("window.stillHere = true")
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_role("button", name="Animation (GIF)").click()
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=30_000)
    save = page.get_by_role("button", name="Save GIF")
    save.wait_for(timeout=90_000)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    with page.expect_download(timeout=30_000) as download:
        save.click()
    assert download.value.suggested_filename == "basewatch_2023-10-23_2023-10-26.gif"
    with Image.open(download.value.path()) as image:
        assert image.n_frames == 4
    assert frame.evaluate("window.stillHere") is True
    page.keyboard.press("Escape")
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-10-29')")
    expect_period(page, "23 October – 29 October 2023")
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_role("button", name="Animation (GIF)").wait_for(timeout=20_000)
    expect(save, "what was made is of another period").to_have_count(0)
