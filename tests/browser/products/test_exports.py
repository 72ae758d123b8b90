"""The export menu: every format one click, several in one archive, each from the view."""

import io
import json
import re
import zipfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect
from pptx import Presentation
from pypdf import PdfReader

from export.__main__ import main
from export.product.formats import FORMATS
from tests.browser.harness.app_page import (
    expect_period,
    expect_rest,
    export,
    open_app,
    take_download,
)
from tests.browser.harness.opened_app import OpenedApp


def test_each_format_is_one_click_and_named_for_the_view(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-10-29')")
    expect_period(page, "23 October – 29 October 2023")
    page.get_by_role("button", name="Export", exact=True).click()
    for item in FORMATS.values():
        button = page.get_by_role("button", name=f"{item.label} ({item.extension.upper()})")
        expect(button).to_be_enabled()
    with page.expect_download(timeout=90_000) as download:
        page.get_by_role("button", name="Table (CSV)").click()
    assert download.value.suggested_filename == "UNCLASSIFIED_basewatch_2023-10-23_2023-10-29.csv"
    with page.expect_download(timeout=90_000) as download:
        page.get_by_role("button", name="Picture (PNG)", exact=True).click()
    assert download.value.suggested_filename == "UNCLASSIFIED_basewatch_2023-10-23_2023-10-29.png"


def test_no_press_is_lost_whatever_the_page_is_at(opened: OpenedApp) -> None:
    page, frame = opened.page, opened.frame
    page.get_by_role("button", name="Export", exact=True).click()
    for day in ("05", "12", "19"):
        # the page runs for the new window while the button is pressed
        frame.evaluate(f"timeMap.setWindow('2023-11-01', '2023-11-{day}')")
        download = take_download(page, page.get_by_role("button", name="Features (GEOJSON)"))
        assert json.loads(Path(download.path()).read_bytes())["features"]
    button = page.get_by_role("button", name="Map sheet (PDF)")
    with page.expect_download(timeout=90_000) as coming:
        button.click()
        page.keyboard.press("Escape")
    expect(button).to_have_count(0)
    assert PdfReader(coming.value.path()).pages
    files: list[str] = []
    page.on("download", lambda download: files.append(download.suggested_filename))
    expect_rest(page)
    assert files == [], "and each comes once"


def test_title_and_page_reach_the_file_and_are_kept_when_the_menu_closes(
    page: Page, app_url: str
) -> None:
    open_app(page, app_url)
    page.get_by_role("button", name="Export", exact=True).click()
    title = page.get_by_role("textbox", name="Title")
    title.fill("A title of my own")
    title.press("Enter")
    expect_rest(page)
    page.keyboard.press("Escape")
    expect(title).to_have_count(0)
    download = export(page, "Drawing (SVG)")
    assert b"A title of my own" in Path(download.path()).read_bytes()
    expect(page.get_by_role("textbox", name="Title")).to_have_value("A title of my own")


def test_several_formats_come_in_one_archive_with_their_manifest(page: Page, app_url: str) -> None:
    open_app(page, app_url)
    page.get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_role("button", name="Choose at least one format")).to_be_disabled()
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
    assert download.value.suggested_filename == "UNCLASSIFIED_basewatch_2023-10-23_2023-10-26.gif"
    with Image.open(download.value.path()) as image:
        assert image.n_frames == 4
    assert frame.evaluate("window.stillHere") is True
    page.keyboard.press("Escape")
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-10-29')")
    expect_period(page, "23 October – 29 October 2023")
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_role("button", name="Animation (GIF)").wait_for(timeout=20_000)
    expect(save, "what was made is of another period").to_have_count(0)


def test_points_are_edited_before_the_slide_is_made(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url)
    frame.evaluate("timeMap.setWindow('2024-01-15', '2024-01-21')")
    expect_period(page, "15 January – 21 January 2024")
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_text("Edit points, or use a template").click()
    points = page.get_by_role("textbox", name="Points")
    expect(points).to_have_value(re.compile("What changed\n- 7 records, of 245"))
    points.fill("Assessment\n- Calmer than the week before.")
    # the button itself takes what was written: nobody has to press anything before it
    download = take_download(page, page.get_by_role("button", name="Slide (PPTX)"))
    (slide,) = Presentation(download.path()).slides
    text = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert "Assessment\nCalmer than the week before." in text
    assert "7 records, of 245" not in text
    expect(page.get_by_text("1 of 1 are marked as edited in the notes")).to_be_visible()
    # another period has its own points; this one keeps what was written for it
    page.keyboard.press("Escape")
    frame.evaluate("timeMap.setWindow('2024-01-08', '2024-01-14')")
    expect_period(page, "8 January – 14 January 2024")
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_text("Edit points, or use a template").click()
    expect(points).to_have_value(re.compile("What changed\n- 14 records"))
    page.keyboard.press("Escape")
    frame.evaluate("timeMap.setWindow('2024-01-15', '2024-01-21')")
    expect_period(page, "15 January – 21 January 2024")
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_text("Edit points, or use a template").click()
    expect(points).to_have_value("Assessment\n- Calmer than the week before.")


def test_a_template_is_taken_or_refused_in_a_sentence(
    page: Page, app_url: str, tmp_path: Path
) -> None:
    open_app(page, app_url)
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_text("Edit points, or use a template").click()
    broken, unit = tmp_path / "broken.pptx", tmp_path / "unit.pptx"
    broken.write_bytes(b"no zip")
    deck = Presentation()
    deck.slide_layouts[3].name = "Basewatch"
    deck.save(str(unit))
    given = page.locator("[data-testid=stFileUploader] input[accept*=pptx]")
    given.set_input_files(broken)
    expect(page.get_by_text("The template cannot be read as a PPTX")).to_be_visible()
    given.set_input_files(unit)
    expect(page.get_by_text("Slides use your template.")).to_be_visible(timeout=20_000)
    with page.expect_download(timeout=90_000) as download:
        page.get_by_role("button", name="Slide (PPTX)").click()
    made = Presentation(download.value.path())
    assert made.slide_width == deck.slide_width
    assert made.slides[0].slide_layout.name == "Basewatch"
    page.get_by_role("button", name="Use the plain template").click()
    expect(page.get_by_text("Slides use your template.")).to_have_count(0)
    expect(given).to_have_count(1)


def test_atlas_says_what_changed_since_the_last_products_manifest(
    page: Page, app_url: str, tmp_path: Path
) -> None:
    days = ["--from", "2023-10-17", "--to", "2023-10-29"]
    assert main([*days, "--format", "csv", "--out", str(tmp_path)]) == 0
    (manifest,) = tmp_path.glob("*.manifest.json")
    frame = open_app(page, app_url)
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-11-05')")
    expect_period(page, "23 October – 5 November 2023")
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_text("Compare with an earlier export").click()
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}", encoding="utf-8")
    chooser = page.locator("[data-testid=stFileUploader] input[accept*=json]")
    chooser.set_input_files(wrong)
    expect(page.get_by_text("is not a manifest that this version reads")).to_be_visible()
    chooser.set_input_files(manifest)
    expect(page.get_by_text("17 OCT 23 – 29 OCT 23. Pictures, pages")).to_be_visible()
    page.get_by_role("button", name="Atlas (PDF)").click()
    save = page.get_by_role("button", name="Save PDF")
    save.wait_for(timeout=90_000)
    with page.expect_download(timeout=30_000) as download:
        save.click()
    assert (
        download.value.suggested_filename
        == "UNCLASSIFIED_basewatch_2023-10-23_2023-11-05_atlas-week.pdf"
    )
    pages = PdfReader(download.value.path()).pages
    assert len(pages) == 3
    assert "Attacks added: 17 of 34 counted; 17 dated after its period." in " ".join(
        pages[0].extract_text().split()
    )
