"""The time map in a page of its own, opened from a file: window, modes, keys, dots, card."""

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.loading import read_dataset
from geo.model.scene import Filters, View
from geo.query.opening import opening_view
from geo.query.selection import select_mask, select_scene
from geo.record import Dataset
from layers.page import make_page
from layers.payload import make_payload
from tests.browser.harness.file_page import days, open_page
from tests.browser.harness.open_scope import open_scope

DATA = Path(__file__).parents[3] / "data"
AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)
SIX = ("ain-al-asad", "al-tanf", "conoco", "omar-field", "harir", "shadadi")


def state(page: Page) -> dict:
    return page.evaluate("timeMap.getState()")


def test_opens_on_the_first_weeks_with_every_site_in_view(time_map: Page, page_requests) -> None:
    shown = state(time_map)
    assert (shown["from"], shown["to"], shown["mode"]) == ("2023-10-17", "2023-11-30", "window")
    west, south, east, north = shown["bounds"]
    features = read_dataset(DATA).bases
    for base_id in SIX:
        point = features.geometry[base_id]
        assert west < point.x < east
        assert south < point.y < north
    assert page_requests.console_errors == []


THROW = """(part) => {
  const { prototype } = { DotLayer, Legend, SiteLabels, Marker, DensityLayer }[part[0]];
  const [, name] = part;
  const own = prototype[name];
  prototype[name] = function (...given) {
    if (window.broken) throw new Error('cannot be drawn');
    return own.apply(this, given);
  };
  window.broken = true;
}"""
SET_WINDOW = """(days) => Promise.race([
  timeMap.setWindow(...days),
  new Promise((_, fail) => setTimeout(() => fail(new Error('never painted')), 10000)),
])"""


@pytest.mark.parametrize(
    "part",
    [("DotLayer", "paint"), ("Legend", "show"), ("SiteLabels", "show"), ("Marker", "show")],
    ids="-".join,
)
def test_a_layer_that_throws_takes_no_other_with_it_and_later_paints_go_on(
    page: Page, page_text: str, tmp_path: Path, page_requests, part
) -> None:
    path = tmp_path / "page.html"
    path.write_text(open_scope(page_text), encoding="utf-8")
    time_map = open_page(page, path.as_uri())
    time_map.evaluate(SET_WINDOW, ["2023-10-17", "2023-11-30"])
    sound = time_map.locator(".leaflet-container").screenshot()
    time_map.evaluate(THROW, list(part))
    time_map.evaluate(SET_WINDOW, ["2024-01-28", "2024-01-28"])
    assert state(time_map)["from"] == "2024-01-28"
    expect(time_map.locator(".bw-tally")).to_contain_text(re.compile(r"^\d of 2"))
    assert {str(error) for error in page_requests.page_errors} == {"cannot be drawn"}
    expect(time_map.get_by_role("alert")).to_contain_text("Part of the map could not be drawn")
    time_map.evaluate("window.broken = false")
    time_map.evaluate(SET_WINDOW, ["2023-10-17", "2023-11-30"])
    expect(time_map.get_by_role("alert")).to_have_count(0)
    assert time_map.locator(".leaflet-container").screenshot() == sound


COUNT_BASES = """
  window.basesDrawn = 0;
  const { prototype } = ImageBitmapRenderingContext;
  const give = prototype.transferFromImageBitmap;
  prototype.transferFromImageBitmap = function (...bitmap) {
    window.basesDrawn += 1;
    return give.apply(this, bitmap);
  };
"""


def test_the_basemap_is_drawn_once_for_the_first_picture(page: Page, page_file: str) -> None:
    page.add_init_script(COUNT_BASES)
    page.set_viewport_size({"width": 1110, "height": 640})
    page.goto(page_file)
    page.evaluate("timeMap.ready")
    assert page.evaluate("basesDrawn") == 1


@pytest.mark.parametrize(("width", "height"), [(1110, 640), (782, 540)])
def test_no_site_stands_under_a_panel(page: Page, page_file: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(page_file)
    page.evaluate("timeMap.ready")
    boxes = page.evaluate(
        """() => {
          const map = document.querySelector('.folium-map').getBoundingClientRect();
          const panels = ['.bw-legend', '.leaflet-control-zoom', '.leaflet-control-scale', '.bw-bar']
            .map((name) => document.querySelector(name).getBoundingClientRect());
          return [...document.querySelectorAll('.bw-site')].map((label) => {
            const box = label.getBoundingClientRect();
            const covered = panels.some((panel) => box.left < panel.right && panel.left < box.right
              && box.top < panel.bottom && panel.top < box.bottom);
            const inside = box.left >= map.left && box.right <= map.right && box.top >= map.top;
            return [label.textContent, covered, inside];
          });
        }"""
    )
    assert len(boxes) == 13
    assert [label for label, covered, inside in boxes if covered or not inside] == []


WINDOWS = (
    ("2023-10-17", "2023-10-17"),
    ("2023-10-18", "2023-10-18"),
    ("2023-10-23", "2023-10-29"),
    ("2024-03-01", "2024-03-05"),
    ("2023-10-17", "2024-12-31"),
)


def test_window_draws_what_python_selects(time_map: Page, dataset: Dataset) -> None:
    for first, last in WINDOWS:
        time_map.evaluate("([from, to]) => timeMap.setWindow(from, to)", [first, last])
        shown = state(time_map)
        scene = select_scene(dataset, View(days(first, last)), as_of=AS_OF)
        assert shown["visible"] == scene.counts.placed == len(scene.drawn)
        counts = scene.drawn["base_id"].value_counts().to_dict()
        assert shown["countsByBase"] == counts
        assert shown["total"] == scene.counts.counted


def test_cumulative_begins_with_the_record(time_map: Page, dataset: Dataset) -> None:
    time_map.evaluate("timeMap.setWindow('2024-01-01', '2024-01-31')")
    time_map.get_by_role("button", name="Show everything up to").click()
    shown = state(time_map)
    view = View(days("2024-01-01", "2024-01-31"), mode="cumulative")
    assert shown["mode"] == "cumulative"
    assert shown["visible"] == len(select_scene(dataset, view, as_of=AS_OF).drawn)
    assert time_map.locator(".bw-period").inner_text() == "18 OCT 23 – 31 JAN 24"


def test_window_refuses_what_is_no_window(time_map: Page) -> None:
    for first, last in (("2024-02-30", "2024-03-01"), ("2024-03-02", "2024-03-01"), ("x", "y")):
        message = time_map.evaluate(
            "([a, b]) => timeMap.setWindow(a, b).then(() => 'taken', (error) => error.message)",
            [first, last],
        )
        assert "two ISO days" in message
    assert state(time_map)["from"] == "2023-10-17"


def test_legend_holds_only_what_is_drawn(time_map: Page, dataset: Dataset) -> None:
    time_map.evaluate("timeMap.setWindow('2024-01-28', '2024-01-28')")
    legend = time_map.locator(".bw-legend")
    expect(legend).to_contain_text("one-way UAV")
    expect(legend).not_to_contain_text("rocket")
    expect(legend).not_to_contain_text("intercepted")
    time_map.evaluate("timeMap.setWindow('2024-03-01', '2024-03-02')")
    expect(legend).to_contain_text("No attacks in this period and view")
    expect(legend).not_to_contain_text("Weapon")


def test_no_scripts_complain(time_map: Page, page_requests) -> None:
    time_map.mouse.move(500, 250)
    time_map.mouse.wheel(0, -300)
    time_map.wait_for_timeout(500)
    time_map.mouse.move(300, 200)
    assert page_requests.console_errors == []
    assert page_requests.page_errors == []
    assert page_requests.outside == []


def test_filters_choose_which_records_are_drawn(
    page: Page, dataset: Dataset, tmp_path: Path
) -> None:
    filters = Filters(base_ids=frozenset({"conoco"}), weapons=frozenset({"rocket"}))
    view = View(days("2023-10-17", "2024-12-31"), filters=filters)
    text = make_page(DATA / "basemap", make_payload(dataset), select_mask(dataset, filters), view)
    path = tmp_path / "page.html"
    path.write_text(text, encoding="utf-8")
    page.goto(path.as_uri())
    page.evaluate("timeMap.ready")
    drawn = select_scene(dataset, view, as_of=AS_OF).drawn
    assert state(page)["countsByBase"] == {"conoco": len(drawn)}


def test_panning_stops_at_the_edge_of_the_world(time_map: Page) -> None:
    for _ in range(8):
        time_map.keyboard.press("-")
        time_map.wait_for_timeout(350)
    for _ in range(4):
        time_map.mouse.move(120, 300)
        time_map.mouse.down()
        for x in range(120, 1000, 40):
            time_map.mouse.move(x, 300)
        time_map.mouse.up()
        time_map.wait_for_timeout(500)
    west, _, east, _ = state(time_map)["bounds"]
    assert -180 <= west < east <= 180


def test_record_without_any_attack_draws_an_empty_map(
    page: Page, record, tmp_path: Path, page_requests
) -> None:
    empty = read_dataset(record.write(tmp_path / "data", attacks=[]))
    view = opening_view(empty)
    text = make_page(DATA / "basemap", make_payload(empty), select_mask(empty, Filters()), view)
    path = tmp_path / "page.html"
    path.write_text(text, encoding="utf-8")
    page.goto(path.as_uri())
    page.evaluate("timeMap.ready")
    shown = state(page)
    assert (shown["visible"], shown["total"], shown["countsByBase"]) == (0, 0, {})
    assert page_requests.page_errors == []


COUNT_DRAWINGS = """async (move) => {
  const map = Object.values(window).find((value) => value instanceof L.Map);
  const drawn = { CanvasRenderingContext2D: 0, ImageBitmapRenderingContext: 0 };
  const watched = [[CanvasRenderingContext2D, 'putImageData'], [ImageBitmapRenderingContext, 'transferFromImageBitmap']];
  const usual = watched.map(([kind, method]) => kind.prototype[method]);
  watched.forEach(([kind, method], k) => {
    kind.prototype[method] = function counted(...given) {
      drawn[kind.name] += 1;
      return usual[k].apply(this, given);
    };
  });
  if (move === 'zoom') map.setZoom(map.getZoom() + 0.5, { animate: false });
  if (move === 'pan') map.panBy([120, 40], { animate: false });
  if (move === 'days') timeMap.setWindow('2023-11-05', '2023-11-09');
  for (let k = 0; k < 3; k++) await new Promise((resolve) => { requestAnimationFrame(resolve); });
  watched.forEach(([kind, method], k) => { kind.prototype[method] = usual[k]; });
  return Object.values(drawn);
}"""


@pytest.mark.parametrize(
    ("move", "drawings"), [("zoom", [1, 1]), ("pan", [1, 1]), ("days", [1, 0])]
)
def test_a_move_draws_dots_and_basemap_once(time_map: Page, move: str, drawings: list[int]) -> None:
    assert time_map.evaluate(COUNT_DRAWINGS, move) == drawings
