"""The organisation's own tile server: asked only when chosen, and nothing else beside it."""

import io
import re
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Frame, Page, expect

from layers.cartography.basemap_style import PALETTES
from tests.browser.harness.app_page import open_app, read_clipboard, state
from tests.browser.harness.tile_server import COLOUR, TileServer

NAME = "Staff <b>map</b>"
ATTRIBUTION = "© the staff <i>2026</i>"


@pytest.fixture(scope="module")
def tiles(servers) -> Iterator[TileServer]:
    with TileServer() as server:
        servers.append(server)
        yield server


@pytest.fixture(scope="module")
def tiled_url(serve_app, tiles: TileServer) -> str:
    settings = {
        "BASEWATCH_TILES": tiles.template,
        "BASEWATCH_TILES_NAME": NAME,
        "BASEWATCH_TILES_ATTRIBUTION": ATTRIBUTION,
        "BASEWATCH_TILES_MAX_ZOOM": "9",
    }
    return serve_app(settings=settings).url


@pytest.fixture
def answering(tiles: TileServer) -> TileServer:
    tiles.status = 200
    tiles.asked.clear()
    return tiles


def choose(frame: Frame, name: str) -> None:
    button = frame.get_by_role("button", name="Layers", exact=True)
    button.click()
    # No check(): it asks for the state after the click, and a failing server may by then
    # have given the choice back.
    frame.get_by_role("radio", name=name).click()
    button.click()


def share_of_tile_colour(page: Page) -> float:
    box = page.locator("iframe.bw-frame").bounding_box()
    assert box is not None
    clip = {"x": box["x"] + 60, "y": box["y"] + 40, "width": 600, "height": 300}
    image = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
    near = np.abs(np.asarray(image).astype(int) - COLOUR).max(axis=2) <= 3
    return float(near.mean())


def test_without_the_setting_there_is_no_choice_and_no_address(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url)
    frame.get_by_role("button", name="Layers", exact=True).click()
    assert frame.get_by_role("radio").count() == 0
    policy = frame.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert "img-src data:;" in f"{policy};"
    assert not re.search("https?:", policy or "")


def test_tiles_are_asked_for_only_once_they_are_chosen(
    page: Page, tiled_url: str, answering: TileServer, page_requests
) -> None:
    frame = open_app(page, tiled_url)
    assert answering.asked == []
    assert share_of_tile_colour(page) == 0
    before = state(frame)
    frame.get_by_role("button", name="Layers", exact=True).press("Enter")
    frame.get_by_role("radio", name="Shipped map").focus()
    page.keyboard.press("ArrowDown")
    expect(frame.get_by_role("radio", name=NAME)).to_be_checked()
    expect(frame.get_by_role("checkbox", name="Towns")).to_be_disabled()
    page.keyboard.press("Escape")
    credit = frame.locator(".leaflet-control-attribution")
    expect(credit).to_contain_text(ATTRIBUTION)
    expect(credit).not_to_contain_text("Natural Earth")
    assert credit.locator("i").count() == 0, "the attribution is text"
    page.wait_for_timeout(500)
    assert share_of_tile_colour(page) > 0.6
    after = state(frame)
    assert (after["bounds"], after["visible"]) == (before["bounds"], before["visible"])
    assert answering.asked
    assert {referrer for _, referrer in answering.asked} == {None}, "no page's address is told"
    assert all(int(path.split("/")[2]) <= 9 for path, _ in answering.asked)
    assert page_requests.outside == []
    assert page_requests.page_errors == []
    choose(frame, "Shipped map")
    expect(credit).to_contain_text("Natural Earth")
    page.wait_for_timeout(300)
    assert share_of_tile_colour(page) == 0


def test_the_choice_is_kept_by_the_browser(
    page: Page, tiled_url: str, answering: TileServer
) -> None:
    frame = open_app(page, tiled_url)
    choose(frame, NAME)
    expect(frame.locator(".leaflet-control-attribution")).to_contain_text(ATTRIBUTION)
    frame = open_app(page, tiled_url)
    expect(frame.locator(".leaflet-control-attribution")).to_contain_text(ATTRIBUTION)
    assert "tiles" not in page.url


def test_a_server_that_fails_gives_way_to_the_shipped_map_and_says_so(
    page: Page, tiled_url: str, answering: TileServer
) -> None:
    answering.status = 503
    frame = open_app(page, tiled_url)
    choose(frame, NAME)
    notice = frame.get_by_role("status").filter(has_text="does not answer")
    expect(notice).to_contain_text(f"{NAME} does not answer; the shipped map is shown.")
    expect(frame.locator(".leaflet-control-attribution")).to_contain_text("Natural Earth")
    assert share_of_tile_colour(page) == 0
    frame.get_by_role("button", name="Layers", exact=True).click()
    expect(frame.get_by_role("radio", name="Shipped map")).to_be_checked()
    answering.status = 200
    frame.get_by_role("button", name="Try again").click()
    expect(notice).to_be_hidden()
    expect(frame.locator(".leaflet-control-attribution")).to_contain_text(ATTRIBUTION)


def test_the_page_may_reach_no_other_address(
    page: Page, tiled_url: str, answering: TileServer, app_url: str
) -> None:
    frame = open_app(page, tiled_url)
    probe = """(address) => new Promise((resolve) => {
        const picture = new Image();
        picture.onload = () => resolve('loaded');
        picture.onerror = () => resolve('refused');
        picture.src = address;
    })"""
    tile = answering.template.format(z=5, x=1, y=1)
    assert frame.evaluate(probe, tile) == "loaded"
    assert frame.evaluate(probe, f"{app_url}/favicon.png") == "refused"
    assert frame.evaluate("fetch(location.href).then(() => 'sent', () => 'refused')") == "refused"


def test_a_template_that_is_none_is_one_sentence_and_the_shipped_map_stays(
    page: Page, serve_app
) -> None:
    url = serve_app(settings={"BASEWATCH_TILES": "tiles.example.org/{z}/{x}"}).url
    frame = open_app(page, url)
    expect(page.locator(".bw-notice")).to_contain_text("Only the shipped map is shown")
    expect(page.get_by_text("does not begin with http:// or https:// and a host")).to_be_visible()
    assert page.get_by_test_id("stException").count() == 0
    assert state(frame)["visible"] > 0


def test_copied_picture_shows_the_shipped_map(
    new_page, tiled_url: str, answering: TileServer
) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    frame = open_app(page, tiled_url)
    choose(frame, NAME)
    expect(frame.locator(".leaflet-tile-loaded").first).to_be_visible(timeout=20_000)
    page.wait_for_timeout(500)
    assert share_of_tile_colour(page) > 0.5
    page.get_by_role("button", name="Copy picture").click()
    expect(page.get_by_role("button", name="Picture copied")).to_be_visible(timeout=60_000)
    pixels = np.asarray(read_clipboard(page)).astype(int)
    assert (np.abs(pixels - COLOUR).max(axis=2) <= 3).mean() < 0.01
    land = [int(PALETTES["light"].land[k : k + 2], 16) for k in (1, 3, 5)]
    assert (np.abs(pixels - land).max(axis=2) <= 2).mean() > 0.1
    page.wait_for_timeout(300)
    assert share_of_tile_colour(page) > 0.5, "the screen keeps the tiles"
