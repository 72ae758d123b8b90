"""The layers of strikes and density: what they say, count and cost."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.extent import Extent, project_lonlat
from geo.model.scene import View
from geo.query.opening import opening_view
from geo.record import Dataset
from layers.cartography.symbology import PAPER, STRIKE_COLOUR
from tests.browser.harness.app_page import state
from tests.browser.harness.file_page import open_view, switch


@pytest.fixture
def time_map(page: Page, dataset: Dataset, tmp_path: Path, page_requests) -> Page:
    return open_view(page, tmp_path, dataset, opening_view(dataset))


def pixel(page: Page, x: float, y: float) -> str:
    """Give the colour that the drawing layer holds at a point of the page."""
    at = """([x, y]) => {
        const canvas = document.querySelector('.leaflet-bw-dots-pane canvas');
        const box = canvas.getBoundingClientRect();
        const ratio = canvas.width / box.width;
        const [r, g, b, a] = canvas.getContext('2d').getImageData((x - box.left) * ratio, (y - box.top) * ratio, 1, 1).data;
        return a === 0 ? '' : '#' + [r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('');
    }"""
    return page.evaluate(at, [x, y])


def place(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a place stands on the page, by plain Web Mercator between the map's edges."""
    shown = state(page)
    west, _, _, north = shown["bounds"]
    origin = project_lonlat(west, north, shown["zoom"])
    point = project_lonlat(lon, lat, shown["zoom"])
    return point[0] - origin[0], point[1] - origin[1]


def test_only_an_acknowledged_strike_is_filled_and_called_a_us_strike(
    time_map: Page, dataset: Dataset
) -> None:
    switch(time_map, "strikes", "attacks")
    legend = time_map.locator(".bw-legend")
    for strike_id, colour, name in (
        ("2023-10-27-abu-kamal-1", STRIKE_COLOUR, "US strike"),
        ("2023-10-30-abu-kamal-1", PAPER, "Reported strike"),
    ):
        row = dataset.strikes.loc[strike_id]
        day = row["date"].date().isoformat()
        time_map.evaluate("(day) => timeMap.setWindow(day, day)", day)
        x, y = place(time_map, row["longitude"], row["latitude"])
        assert pixel(time_map, x, y) == colour
        time_map.mouse.move(x + 2, y)
        expect(time_map.locator(".bw-tip")).to_contain_text(name)
        time_map.mouse.click(x + 2, y)
        card = time_map.locator(".bw-card")
        expect(card.locator("h2")).to_contain_text(name)
        for text in (row["target"], row["place_as_reported"], row["note"], row["summary"]):
            expect(card).to_contain_text(text)
        expect(card).to_contain_text(f"within about {row['location_precision_m'] // 1000} km")
        for source_id in row["source_ids"].split(";"):
            expect(card).to_contain_text(dataset.sources.loc[source_id]["title"])
        is_us = row["acknowledged"] == "us"
        assert ("US strike" in card.inner_text()) == is_us
        assert ("US strike" in legend.inner_text()) == is_us
        assert ("reported only" in legend.inner_text()) != is_us
        time_map.keyboard.press("Escape")
    time_map.evaluate("timeMap.setWindow('2023-11-02', '2023-11-03')")
    expect(legend).not_to_contain_text("strike")


def test_strikes_killed_are_a_range_and_a_blank_is_no_zero(
    page: Page, record, tmp_path: Path
) -> None:
    dataset = read_dataset(
        record.write(
            tmp_path / "data",
            strikes=[
                record.strike("k1", killed_low="2", killed_high="5", civilians_killed="0"),
                record.strike("k2", longitude="41.50", killed_low="3"),
                record.strike("k3", longitude="42.50"),
            ],
        )
    )
    days = Window(dt.date(2023, 10, 18), dt.date(2023, 10, 31))
    open_view(page, tmp_path, dataset, View(days, layers=frozenset({"strikes"})))
    button = page.get_by_role("button", name="Layers", exact=True)
    said = {}
    for number in range(3):
        button.press("Enter")
        page.get_by_role("button", name="List the strikes of this period").press("Enter")
        page.locator(".bw-list button").nth(number).click()
        lines = page.locator(".bw-card .bw-line").all_inner_texts()
        said[page.locator(".bw-card .bw-small").last.inner_text()] = [
            line.split("\n")[-1] for line in lines if "illed" in line
        ]
        page.keyboard.press("Escape")
        expect(button).to_be_focused()
    assert said == {
        "k1": ["2 to 5", "0"],
        "k2": ["at least 3", "not stated"],
        "k3": ["not stated", "not stated"],
    }


def test_strikes_without_a_place_are_told_and_listed_beside_the_map(
    time_map: Page, dataset: Dataset
) -> None:
    time_map.evaluate("timeMap.setWindow('2023-10-17', '2024-12-31')")
    apart = time_map.get_by_role("button", name="strikes not placed")
    expect(apart).to_be_hidden()
    switch(time_map, "strikes")
    unplaced = int(dataset.strikes["longitude"].isna().sum())
    expect(apart).to_have_text(f"{unplaced} strikes not placed")
    apart.press("Enter")
    listed = time_map.locator(".bw-list li")
    assert listed.count() == len(dataset.strikes)
    assert listed.filter(has_text="not placed").count() == unplaced
    expect(time_map.locator(".bw-card-title")).to_be_focused()
    time_map.keyboard.press("Escape")
    expect(apart).to_be_focused()


def test_text_of_a_strike_is_only_ever_text(
    page: Page, record, tmp_path: Path, page_requests
) -> None:
    hostile = "<img src=x onerror=alert(1)>{{7*7}}${7*7}"
    cells = dict.fromkeys(("target", "place_as_reported", "summary", "note"), hostile)
    dataset = read_dataset(record.write(tmp_path / "data", strikes=[record.strike("k1", **cells)]))
    days = Window(dt.date(2023, 10, 18), dt.date(2023, 10, 31))
    layers, extent = frozenset({"strikes", "attacks"}), Extent(38.0, 33.0, 44.0, 36.0)
    open_view(page, tmp_path, dataset, View(days, extent=extent, layers=layers))
    x, y = place(page, 40.92, 34.45)
    page.mouse.move(x, y)
    expect(page.locator(".bw-tip")).to_contain_text(hostile)
    page.mouse.click(x, y)
    assert page.locator(".bw-card").inner_text().count(hostile) == 4
    assert page.locator("img").count() == 0
    assert page_requests.console_errors == []


def density_of(page: Page) -> np.ndarray:
    """Give the opacities of the density's canvas, 0 to 255."""
    return np.array(
        page.evaluate(
            """() => { const canvas = document.querySelector('.leaflet-bw-density-pane canvas');
            const { width, height } = canvas;
            const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
            return Array.from({ length: width * height }, (_, k) => data[4 * k + 3]); }"""
        )
    )


def test_density_follows_the_slider_and_costs_nothing_when_it_is_off(time_map: Page) -> None:
    canvases = time_map.locator(".leaflet-bw-density-pane canvas")
    assert canvases.count() == 0
    switch(time_map, "density")
    whole = density_of(time_map)
    time_map.evaluate("timeMap.setWindow('2023-10-18', '2023-10-24')")
    week = density_of(time_map)
    assert 0 < week.sum() < whole.sum()
    time_map.evaluate("timeMap.setWindow('2024-03-01', '2024-03-02')")
    assert density_of(time_map).sum() == 0
    expect(time_map.locator(".bw-legend")).not_to_contain_text("Density")
    time_map.evaluate("timeMap.setWindow('2023-10-17', '2023-11-30')")
    expect(time_map.locator(".bw-legend")).to_contain_text("attacks per 10,000 km²")
    assert (density_of(time_map) == whole).all()
    switch(time_map, "density")
    assert canvases.count() == 0


def test_held_out_records_have_no_part_in_the_density(page: Page, record, tmp_path: Path) -> None:
    attacks = [record.attack("a1"), record.attack("a2", date="2023-10-20", status="disputed")]
    dataset = read_dataset(record.write(tmp_path / "data", attacks))
    days = Window(dt.date(2023, 10, 18), dt.date(2023, 10, 31))
    view = View(days, layers=frozenset({"density"}))
    view = replace(view, filters=replace(view.filters, include_held_out=True))
    open_view(page, tmp_path, dataset, view)
    both = density_of(page)
    page.evaluate("timeMap.setWindow('2023-10-18', '2023-10-19')")
    assert (density_of(page) == both).all()
    assert both.max() > 0


def test_density_and_strikes_stay_in_their_frame_budget_at_ten_thousand_records(
    page: Page, record, tmp_path: Path
) -> None:
    places = [(f"{38 + k % 80 / 10:.2f}", f"{32 + k % 50 / 10:.2f}") for k in range(4_000)]
    first = dt.date(2023, 10, 18)
    rows = [
        record.attack(
            f"a{k:05d}",
            date=(first + dt.timedelta(days=k % 300)).isoformat(),
            longitude=places[k // 2 % 4_000][0] if k % 2 else "",
            latitude=places[k // 2 % 4_000][1] if k % 2 else "",
        )
        for k in range(10_000)
    ]
    strikes = [record.strike(f"k{k}", date=rows[7 * k]["date"]) for k in range(200)]
    dataset = read_dataset(record.write(tmp_path / "data", rows, strikes=strikes))
    assert int(dataset.attacks["placed"].sum()) == 10_000
    view = View(dataset.days, layers=frozenset({"attacks", "density", "strikes"}))
    view = replace(view, extent=Extent(37.0, 31.0, 47.0, 38.0))
    open_view(page, tmp_path, dataset, view, scope_is_open=True)
    # the least of many frames: what the work itself takes, however busy the machine is
    least = page.evaluate(
        """async () => {
            const took = { density: [], strikes: [] };
            const time = (kind, name, list) => {
                const work = kind.prototype[name];
                kind.prototype[name] = function timed(...given) {
                    const start = performance.now();
                    const result = work.apply(this, given);
                    list.push(performance.now() - start);
                    return result;
                };
            };
            time(DensityLayer, 'paint', took.density);
            time(Strikes, 'draw', took.strikes);
            for (let day = 10; day < 40; day++) {
                await timeMap.setWindow('2023-10-18', `2024-0${1 + day % 8}-${10 + day % 18}`);
            }
            return [took.density, took.strikes].map((list) => [list.length, Math.min(...list)]);
        }"""
    )
    (density_frames, density_ms), (strike_frames, strikes_ms) = least
    assert density_frames >= 30
    assert strike_frames >= 30
    assert density_ms + strikes_ms < 4
