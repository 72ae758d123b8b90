"""Beyond the shipped region, in a real browser: the outline of the world, in the app and alone."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Page

from geo.loading import read_dataset
from geo.model.extent import Extent
from geo.query.opening import opening_view
from geo.query.selection import select_mask
from layers.cartography.basemap_style import PALETTES
from layers.page import make_page
from layers.payload import make_payload
from tests.browser.harness.app_page import open_app

DATA = Path(__file__).parents[3] / "data"
COLOMBIA = Extent(-76.0, 2.0, -70.0, 6.0)
LAND = [int(PALETTES["light"].land[k : k + 2], 16) for k in (1, 3, 5)]


def share_of_land(page: Page) -> float:
    """Give the share of the map's middle that is land."""
    box = (page.query_selector("iframe.bw-frame") or page.query_selector("body")).bounding_box()
    clip = {"x": box["x"] + 250, "y": box["y"] + 120, "width": 400, "height": 250}
    image = np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB"))
    return float((np.abs(image.astype(int) - LAND).max(axis=2) <= 3).mean())


def test_the_app_draws_the_world_once_it_is_seen(page: Page, app_url: str, page_requests) -> None:
    open_app(page, f"{app_url}/?extent={COLOMBIA}")
    assert share_of_land(page) > 0.8
    assert page_requests.page_errors == []
    assert page_requests.outside == []


def test_an_exported_page_holds_the_world_where_it_is_asked_for(page: Page, tmp_path) -> None:
    dataset = read_dataset(DATA)
    view = replace(opening_view(dataset), extent=COLOMBIA)
    mask = select_mask(dataset, view.filters)
    path = tmp_path / "page.html"
    for worldwide in (False, True):
        text = make_page(DATA / "basemap", make_payload(dataset), mask, view, worldwide=worldwide)
        path.write_text(text, encoding="utf-8")
        page.goto(path.as_uri())
        page.wait_for_selector("html.bw-ready")
        assert (share_of_land(page) > 0.8) == worldwide
