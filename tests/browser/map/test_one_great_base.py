"""A base with 20,000 attacks still reads: a bounded spiral, then a disc with its number."""

import datetime as dt
import io
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from bench.records import write_records
from export.maps.layout import MapLayout, lay_out_map
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters, View
from geo.query.opening import opening_view
from geo.query.selection import select_mask, select_scene
from geo.record import Dataset
from layers.cartography.placement import DISC_FROM, DISC_RADIUS_PX, MARGIN_PX, circle_radius
from layers.page import make_page
from layers.payload import make_payload

BASEMAP = Path(__file__).parents[3] / "data" / "basemap"
AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)
GREAT = 20_000
BESIDE = {"site-2": 900, "site-3": 90, "site-4": 7}
TOTALS = {"site-1": GREAT, **BESIDE}
DAY = Window(dt.date(2023, 11, 1), dt.date(2023, 11, 1))
WHOLE = Window(dt.date(2023, 10, 17), dt.date(2024, 12, 29))
WEEK = Window(dt.date(2023, 11, 1), dt.date(2023, 11, 7))
FORTNIGHT = Window(dt.date(2023, 11, 1), dt.date(2023, 11, 16))
PLACES = """() => {
  const map = Object.values(window).find((value) => value instanceof L.Map);
  const dots = Object.values(map._layers).find((layer) => layer.drawn);
  const { record, x, y, count } = dots.drawn;
  const places = Array.from({ length: count }, (_, k) => [dots.records.site[record[k]], x[k], y[k]]);
  return { centres: dots.centres, shown: [...dots.shown], places };
}"""


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The bench's records, put to one base and three close beside it."""
    folder = tmp_path_factory.mktemp("great")
    write_records(folder, GREAT + sum(BESIDE.values()))
    path = folder / "attacks.csv"
    attacks = pd.read_csv(path, dtype="str", keep_default_na=False)
    named = [name for name, count in TOTALS.items() for _ in range(count)]
    shuffled = pd.Series(named).sample(frac=1.0, random_state=1).to_numpy()
    attacks.assign(
        base_id=shuffled, longitude="", latitude="", status="accepted", target_kind="base"
    ).to_csv(path, index=False)
    sites = json.loads((folder / "bases.geojson").read_text(encoding="utf-8"))
    kept = sites["features"][: 1 + len(BESIDE)]
    for number, feature in enumerate(kept):
        feature["geometry"]["coordinates"] = [42.4 + 0.03 * number, 34.2 - 0.02 * number]
    (folder / "bases.geojson").write_text(json.dumps(sites | {"features": kept}), encoding="utf-8")
    return read_dataset(folder)


def write_page(path: Path, dataset: Dataset, filters: Filters) -> None:
    payload = make_payload(dataset, with_texts=False)
    mask = select_mask(dataset, filters)
    path.write_text(make_page(BASEMAP, payload, mask, opening_view(dataset)), encoding="utf-8")


@pytest.fixture(scope="module")
def map_file(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "map.html"
    write_page(path, dataset, Filters())
    return path


@pytest.fixture
def great_map(page: Page, map_file: Path) -> Page:
    page.set_viewport_size({"width": 1110, "height": 640})
    page.goto(map_file.as_uri())
    return page


def lay_out(dataset: Dataset, window: Window) -> MapLayout:
    """Lay the map out as the picture does."""
    return lay_out_map(select_scene(dataset, View(window), as_of=AS_OF))


def show(page: Page, window: Window) -> dict[str, Any]:
    page.evaluate("timeMap.ready")
    page.evaluate(f"timeMap.setWindow('{window.first}', '{window.last}')")
    shown: dict[str, Any] = page.evaluate(PLACES)
    return shown


@pytest.mark.parametrize("window", [DAY, WEEK, FORTNIGHT])
def test_no_spiral_grows_over_a_neighbour_on_screen_or_picture(
    great_map: Page, dataset: Dataset, window: Window
) -> None:
    seen = show(great_map, window)
    assert len(seen["places"]) == sum(seen["shown"])
    layout = lay_out(dataset, window)
    for number, (centre, total) in enumerate(zip(seen["centres"], TOTALS.values(), strict=True)):
        kept_px = circle_radius(total) - MARGIN_PX
        for site, x, y in seen["places"]:
            apart = math.dist(centre, (x, y))
            assert apart <= kept_px if site == number else apart > kept_px + 2 * MARGIN_PX
    for site, shown in zip(layout.sites, seen["shown"], strict=True):
        kept_px = circle_radius(site.total) - MARGIN_PX
        near = [m for m in layout.dots if math.dist(site.centre, (m.x, m.y)) <= kept_px]
        assert len(near) == site.shown == shown


def test_a_great_base_is_a_disc_with_its_number(great_map: Page) -> None:
    seen = show(great_map, WHOLE)
    assert seen["shown"] == list(TOTALS.values())
    assert sorted({site for site, _, _ in seen["places"]}) == [2, 3]
    legend = great_map.locator(".bw-legend")
    expect(legend).to_contain_text(f"disc = more than {DISC_FROM}")
    expect(great_map.get_by_role("button", name="Site 1:")).to_contain_text("20,000")
    pixels = np.asarray(Image.open(io.BytesIO(great_map.screenshot())).convert("RGB"), dtype=int)
    brown = np.abs(pixels - (0x7C, 0x2D, 0x12)).max(axis=2) < 8
    # two discs, but for their numbers and a sign in the legend
    assert brown.sum() == pytest.approx(2 * math.pi * DISC_RADIUS_PX**2, rel=0.12)


def test_a_disc_alone_is_not_called_an_empty_map(
    page: Page, dataset: Dataset, tmp_path: Path
) -> None:
    path = tmp_path / "map.html"
    write_page(path, dataset, Filters(base_ids=frozenset({"site-1"})))
    page.goto(path.as_uri())
    show(page, WHOLE)
    expect(page.locator(".bw-legend")).to_contain_text(f"disc = more than {DISC_FROM}")
    expect(page.locator(".bw-legend")).not_to_contain_text("No attacks in this period")


def test_the_picture_draws_the_same_discs(dataset: Dataset) -> None:
    layout = lay_out(dataset, WHOLE)
    assert [site.shown for site in layout.sites if site.is_disc] == [GREAT, 900]
    assert len(layout.dots) == 97
