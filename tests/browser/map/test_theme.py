"""Dark: the map follows the page around it, or the system; nothing moves and nothing is asked."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Frame, Page, expect

from geo.loading import read_dataset
from geo.query.opening import opening_view
from geo.query.selection import select_mask
from layers.cartography.basemap_style import PALETTES
from layers.modules import join_modules
from layers.page import make_page
from layers.payload import make_payload
from tests.browser.harness.app_page import open_app, state
from ui.component.scripts import COMPONENTS

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    dataset = read_dataset(DATA)
    view = opening_view(dataset)
    mask = select_mask(dataset, view.filters)
    text = make_page(DATA / "basemap", make_payload(dataset), mask, view)
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


def theme_of(where: Page | Frame) -> str:
    return where.evaluate("document.documentElement.dataset.theme || 'light'")


def share_of(page: Page, colour: str, clip: dict[str, float]) -> float:
    """Give the share of pixels near a colour in a part of the page."""
    image = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
    wanted = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
    near = np.abs(np.asarray(image).astype(int) - wanted).max(axis=2) <= 3
    return float(near.mean())


def inside_map(page: Page) -> dict[str, float]:
    box = (page.query_selector("iframe.bw-frame") or page.query_selector("body")).bounding_box()
    return {"x": box["x"] + 60, "y": box["y"] + 120, "width": 500, "height": 250}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_the_app_the_map_is_as_the_page_around_it(new_page, app_url: str, theme: str) -> None:
    page = new_page(color_scheme=theme)
    frame = open_app(page, app_url)
    assert theme_of(frame) == theme
    assert share_of(page, PALETTES[theme].land, inside_map(page)) > 0.5
    bar = frame.locator(".bw-bar").evaluate("(bar) => getComputedStyle(bar).backgroundColor")
    paper = page.locator("[data-testid='stApp']").evaluate(
        "(app) => getComputedStyle(app).backgroundColor"
    )

    def is_dark(colour: str) -> bool:
        return sum(int(part) for part in colour.strip("rgba()").split(",")[:3]) < 384

    assert is_dark(bar) == is_dark(paper) == (theme == "dark")


def test_a_change_of_theme_repaints_and_moves_nothing(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url)
    frame.evaluate("window.kept = 1")
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-10-29')")
    frame.locator(".bw-site", has_text="Ain al-Asad").click()
    before = state(frame)
    dot = frame.locator(".bw-list canvas.bw-dot").first
    light = dot.evaluate("(canvas) => canvas.toDataURL()")
    page.emulate_media(color_scheme="dark")
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    assert state(frame) == before
    assert frame.evaluate("window.kept") == 1
    assert dot.evaluate("(canvas) => canvas.toDataURL()") != light
    expect(frame.locator(".bw-legend")).to_contain_text("one-way UAV")
    page.emulate_media(color_scheme="light")
    expect(frame.locator("html")).to_have_attribute("data-theme", "light")
    assert dot.evaluate("(canvas) => canvas.toDataURL()") == light


def test_a_page_of_its_own_follows_the_system(new_page, page_file: str, page_requests) -> None:
    page = new_page(color_scheme="dark", viewport={"width": 1110, "height": 640})
    page.goto(page_file)
    page.evaluate("timeMap.ready")
    assert theme_of(page) == "dark"
    assert share_of(page, PALETTES["dark"].land, inside_map(page)) > 0.5
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.evaluate("timeMap.setWindow('2023-10-17', '2023-11-30')")
    assert share_of(page, PALETTES["light"].land, inside_map(page)) > 0.5
    assert page_requests.page_errors == []


def test_paper_is_light(new_page, page_file: str) -> None:
    page = new_page(color_scheme="dark", viewport={"width": 1110, "height": 640})
    page.goto(page_file)
    page.evaluate("timeMap.ready")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert theme_of(page) == "light"
    assert share_of(page, PALETTES["light"].land, inside_map(page)) > 0.5
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert theme_of(page) == "dark"


@pytest.mark.parametrize(
    ("colour", "is_dark"),
    [
        ("#0e1117", True),
        ("rgb(250 250 250)", False),
        ("color(srgb 0.98 0.98 0.97)", False),
        ("color(srgb 0.05 0.06 0.09)", True),
        ("oklch(0.97 0.01 90)", False),
        ("oklch(0.21 0.02 260)", True),
        ("color-mix(in oklab, white, black 20%)", False),
        ("transparent", False),
    ],
)
def test_a_background_is_light_or_dark_however_it_is_written(
    page: Page, colour: str, is_dark: bool
) -> None:
    page.set_content('<div class="host"></div>')
    page.add_script_tag(content=join_modules(COMPONENTS / "colour.js").script)
    luminance = page.evaluate(
        """(colour) => {
          const host = document.querySelector('.host');
          host.style.backgroundColor = colour;
          return luminanceOf(getComputedStyle(host).backgroundColor);
        }""",
        colour,
    )
    assert (luminance < 0.5) == is_dark
