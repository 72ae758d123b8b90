"""More records than dots can be told apart: every one is counted, and the map still reads."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bench.records import write_records
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import View
from geo.query.opening import opening_view
from geo.query.selection import select_mask, select_scene
from geo.query.totals import count_records
from geo.record import Dataset
from layers.page import make_page
from layers.payload import make_payload

BASEMAP = Path(__file__).parents[3] / "data" / "basemap"
RECORDS = 60_000
AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("many")
    write_records(folder, RECORDS)
    return read_dataset(folder)


@pytest.fixture(scope="module")
def map_file(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "map.html"
    view = replace(opening_view(dataset), mode="cumulative")
    mask = select_mask(dataset, view.filters)
    page = make_page(BASEMAP, make_payload(dataset), mask, view)
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture
def full_map(page: Page, map_file: Path) -> Page:
    page.goto(map_file.as_uri())
    page.wait_for_selector("html.bw-ready")
    return page


def test_sums_by_day_are_what_python_counts(full_map: Page, dataset: Dataset) -> None:
    for first, last in (("2023-10-17", "2024-12-29"), ("2023-11-05", "2023-11-05")):
        window = Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
        full_map.evaluate("timeMap.setMode('window')")
        full_map.evaluate(f"timeMap.setWindow('{first}', '{last}')")
        scene = select_scene(dataset, View(window), as_of=AS_OF)
        counts = count_records(dataset, scene.view.filters, window)
        tally = full_map.locator(".bw-tally").inner_text()
        assert tally.startswith(f"{counts.selected:,} of {counts.counted:,}")
        assert tally.endswith(f"{counts.us_confirmed:,} US-confirmed")
        assert full_map.evaluate("timeMap.getState().visible") == counts.placed
        for name, shown in scene.bases.set_index("name")["shown"].items():
            label = full_map.get_by_role("button", name=f"{name}:")
            said = f"{name}: {shown:,} records shown" if shown else f"{name}: no records shown"
            assert label.first.get_attribute("aria-label") == said


def test_full_map_has_a_record_under_the_mouse_wherever_a_dot_is(full_map: Page) -> None:
    full_map.evaluate("timeMap.setMode('cumulative')")
    full_map.evaluate("timeMap.setWindow('2023-10-17', '2024-12-29')")
    box = full_map.locator(".folium-map").bounding_box()
    assert box is not None
    seen = 0
    for number in range(12):
        x = box["x"] + 300 + 37 * number
        y = box["y"] + 200 + 23 * number
        full_map.mouse.move(x, y)
        full_map.mouse.move(x + 1, y)
        seen += full_map.locator(".bw-tip").is_visible()
    assert seen >= 6
