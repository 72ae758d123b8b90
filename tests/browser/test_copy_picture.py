"""Copy picture: the map on the clipboard, never without its marking; else a file, and it says so."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Frame, Locator, Page, expect

from export.map_contents import count_contents
from export.map_layout import lay_out_map
from export.text import make_inert
from geo.dates import Window
from geo.extent import Extent
from geo.loading import read_dataset
from geo.opening import opening_view
from geo.scene import Filters, Marking, View
from geo.selection import select_scene
from layers.basemap_style import PALETTES
from layers.shell import CREDITS, make_shell
from layers.symbology import WEAPON_SYMBOLS
from tests.browser.app_page import expect_period, open_app, read_clipboard
from tests.browser.conftest import NewPage
from tests.unit.scenes import AS_OF

DATA = Path(__file__).parents[2] / "data"
BASEMAP = DATA / "basemap"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
NO_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });"
"""What a browser has over plain HTTP from another host."""
SCALE = 2
LISTEN = """() => {
  window.written = [];
  const own = OffscreenCanvasRenderingContext2D.prototype.fillText;
  OffscreenCanvasRenderingContext2D.prototype.fillText = function fillText(text, ...more) {
    window.written.push(text);
    return own.call(this, text, ...more);
  };
}"""


def button(page: Page) -> Locator:
    return page.locator(".bw-toolbar .bw-button").nth(1)


def look(image: Image.Image) -> Any:
    return np.asarray(image).astype(int)


def share_of(pixels: Any, colour: str) -> float:
    """Give the share of pixels that have a colour, as far as a canvas keeps it."""
    wanted = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
    return float((np.abs(pixels - wanted).max(axis=2) <= 2).mean())


def map_size(frame: Frame) -> tuple[int, int]:
    size = frame.evaluate("map_shell.getSize()")
    return size["x"], size["y"]


def test_picture_comes_back_from_the_clipboard_with_marking_period_and_counts(
    new_page: NewPage, app_url: str
) -> None:
    page = new_page(permissions=CLIPBOARD)
    frame = open_app(page, f"{app_url}/?weapon=rocket,one_way_uav")
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-10-29')")
    expect_period(page, "23 October – 29 October 2023")
    frame.evaluate(LISTEN)
    expect(button(page)).to_have_text("Copy picture")
    button(page).click()
    expect(button(page)).to_have_text("Picture copied", timeout=20_000)
    expect(page.locator(".bw-toolbar [role=status]")).to_have_text("Picture copied")
    image = read_clipboard(page)

    width, height = map_size(frame)
    assert SCALE * width < image.width < SCALE * (width + 220), "the legend stands beside the map"
    assert image.height > SCALE * (height + 100)
    pixels = look(image)
    for bar in (pixels[:6], pixels[-6:]):
        assert share_of(bar, Marking().colour) > 0.999, "the marking's bar from edge to edge"
    written = frame.evaluate("window.written")
    assert written.count("UNCLASSIFIED") == 2
    assert "Reported attacks on bases hosting US forces" in written
    assert "23 OCT 23 – 29 OCT 23 · window of 7 days" in written
    week = Window(dt.date(2023, 10, 23), dt.date(2023, 10, 29))
    weapons = Filters(weapons=frozenset({"rocket", "one_way_uav"}))
    shown = select_scene(read_dataset(DATA), View(week, filters=weapons), as_of=AS_OF).counts
    (counts,) = [text for text in written if "counted records" in text]
    assert counts.startswith(
        f"{shown.selected} of {shown.in_filters} counted records in the filters · "
    )
    assert "Filters: weapon one-way UAV or rocket" in " ".join(written)
    assert "made 211054Z NOV 26" in " ".join(written)
    assert {"Conoco", "Legend", "100 km", CREDITS} <= set(written)
    body = pixels[SCALE * 130 : -SCALE * 60]
    assert share_of(body, PALETTES["light"].land) > 0.5
    assert share_of(body, WEAPON_SYMBOLS["one_way_uav"].colour) > 1e-4
    expect(button(page)).to_have_text("Copy picture", timeout=10_000)


@pytest.mark.parametrize(("place", "zoom"), [((33.4, 44.4), 9), ((35.3, 40.3), 13)])
def test_picture_counts_what_lies_outside_the_map_as_the_files_do(
    new_page: NewPage, app_url: str, place: tuple[float, float], zoom: int
) -> None:
    page = new_page(permissions=CLIPBOARD)
    frame = open_app(page, app_url)
    frame.evaluate(
        "([place, zoom]) => map_shell.setView(place, zoom, { animate: false })", [place, zoom]
    )
    dataset = read_dataset(DATA)
    west, south, east, north = frame.evaluate("timeMap.getState().bounds")
    view = View(
        opening_view(dataset).window, extent=Extent(west, south, east, north),
        width_px=map_size(frame)[0],
    )  # fmt: skip
    outside = count_contents(lay_out_map(select_scene(dataset, view, as_of=AS_OF))).outside
    assert outside > 0
    frame.evaluate(LISTEN)
    button(page).click()
    expect(button(page)).to_have_text("Picture copied", timeout=20_000)
    (counts,) = [text for text in frame.evaluate("window.written") if "counted records" in text]
    assert f" · {outside} lie outside this map · 4 not placed" in counts
    assert f"{outside} lie" not in frame.locator(".bw-tally").inner_text()


def test_keyboard_reaches_it_beside_copy_link(new_page: NewPage, app_url: str) -> None:
    page = new_page(permissions=CLIPBOARD)
    open_app(page, app_url)
    page.get_by_role("button", name="Copy link").focus()
    page.keyboard.press("Tab")
    expect(button(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(button(page)).to_have_text("Picture copied", timeout=20_000)
    assert read_clipboard(page).width > 1000


def test_dark_map_is_copied_on_paper_and_stays_dark(new_page: NewPage, app_url: str) -> None:
    page = new_page(permissions=CLIPBOARD, color_scheme="dark")
    frame = open_app(page, app_url)
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    before = look(Image.open(io.BytesIO(page.locator("iframe.bw-frame").screenshot())))
    button(page).click()
    expect(button(page)).to_have_text("Picture copied", timeout=20_000)
    pixels = look(read_clipboard(page))
    assert share_of(pixels, PALETTES["light"].land) > 0.4
    assert share_of(pixels, PALETTES["dark"].land) < 0.01
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    after = look(Image.open(io.BytesIO(page.locator("iframe.bw-frame").screenshot())))
    assert (before == after).all(axis=2).mean() > 0.999, "the map on the screen is as it was"


def test_without_a_clipboard_it_is_a_file_and_the_page_says_so(
    new_page: NewPage, app_url: str
) -> None:
    page = new_page()
    page.context.add_init_script(NO_CLIPBOARD)
    frame = open_app(page, app_url)
    with page.expect_download(timeout=30_000) as download:
        button(page).click()
    expect(button(page)).to_have_text("No clipboard: file saved")
    status = page.locator(".bw-toolbar [role=status]")
    expect(status).to_contain_text("saved as a file instead")
    assert (
        download.value.suggested_filename == "UNCLASSIFIED_basewatch_2023-10-17_2023-11-30_map.png"
    )
    image = Image.open(Path(download.value.path()))
    assert image.width > SCALE * map_size(frame)[0]
    assert share_of(look(image.convert("RGB"))[:6], Marking().colour) > 0.999


def test_own_records_are_copied_only_once_a_marking_is_set(
    new_page: NewPage, serve_app, record, tmp_path: Path
) -> None:
    record.write(tmp_path / "data", [record.attack("a1", date="2023-10-18")])
    page = new_page(permissions=CLIPBOARD)
    frame = open_app(page, serve_app(data_dir=tmp_path / "data").url)
    frame.evaluate(LISTEN)
    page.evaluate("navigator.clipboard.writeText('as it was')")
    button(page).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("The marking of what you export", timeout=20_000)
    assert page.evaluate("navigator.clipboard.readText()") == "as it was"
    assert frame.evaluate("window.written") == []

    dialog.get_by_label("Marking line").fill("EXERCISE ONLY")
    dialog.get_by_role("button", name="Set the marking").click()
    expect(page.locator(".bw-marking-top")).to_contain_text("EXERCISE ONLY", timeout=20_000)
    expect(dialog).to_have_count(0)
    button(page).click()
    expect(button(page)).to_have_text("Picture copied", timeout=20_000)
    assert read_clipboard(page).width > 1000
    assert frame.evaluate("window.written").count("EXERCISE ONLY") == 2


def test_legend_is_whole_where_the_screen_has_it_closed_or_cut(
    new_page: NewPage, app_url: str
) -> None:
    page = new_page(permissions=CLIPBOARD, viewport={"width": 1024, "height": 640})
    layers = "attacks,bases,density,strikes,towns,graticule"
    frame = open_app(page, f"{app_url}/?mode=cumulative&to=2024-02-10&layers={layers}")
    legend = frame.locator(".bw-legend")
    legend.locator("summary").click()
    expect(legend).not_to_have_attribute("open", "")
    frame.evaluate(LISTEN)
    button(page).click()
    expect(button(page)).to_have_text("Picture copied", timeout=20_000)
    written = frame.evaluate("window.written")
    last = frame.locator(".bw-legend p").last.text_content() or ""
    assert last.startswith("attacks per")
    assert last.split()[0] in " ".join(written[-8:])
    tall = legend.locator(".bw-legend-body").evaluate("(body) => body.children.length * 14")
    _, height = map_size(frame)
    assert tall > height, "the case should be one where the legend is taller than the map"
    assert read_clipboard(page).height > SCALE * (tall + 100)
    expect(legend).not_to_have_attribute("open", "")
    assert "bw-whole" not in (legend.get_attribute("class") or "")


@pytest.fixture
def shell(page: Page, tmp_path: Path) -> Page:
    path = tmp_path / "shell.html"
    path.write_text(make_shell(BASEMAP), encoding="utf-8")
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize(
    "text", ["a\x00b", "gpj.\u202egnp", "two\nlines", "\u2066x\u2069", "می\u200cخواهم", "<b>{{x}}"]
)
def test_words_can_do_nothing_but_be_read(shell: Page, text: str) -> None:
    assert shell.evaluate("(text) => inertText(text)", text) == make_inert(text)


def test_no_word_of_a_marking_is_cut(shell: Page) -> None:
    text = "W" * 120 + " " + "WORD " * 35
    lines = shell.evaluate(
        """(text) => {
          const context = new OffscreenCanvas(1, 1).getContext('2d');
          context.font = '700 15px sans-serif';
          const lines = breakLines(context, text, 400);
          return lines.map((line) => [line, context.measureText(line).width]);
        }""",
        text.strip(),
    )
    assert len(lines) > 5
    assert all(width <= 400 for _, width in lines)
    assert "".join(line for line, _ in lines).replace(" ", "") == text.replace(" ", "")


def test_a_picture_without_a_marking_is_refused(shell: Page) -> None:
    refused = shell.evaluate(
        """() => {
          try {
            return String(new MapPicture({ map: {} }, { marking: '  ' }));
          } catch (error) {
            return error.message;
          }
        }"""
    )
    assert refused == "A picture leaves the page only with a marking."
