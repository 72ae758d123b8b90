"""The time map in a page of its own, opened from a file: window, modes, keys, dots, card."""

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters, View
from geo.query.opening import opening_view
from geo.query.selection import select_mask, select_scene
from geo.record import Dataset
from layers.page import make_page
from layers.payload import make_payload
from tests.browser.harness.open_scope import open_scope

DATA = Path(__file__).parents[3] / "data"
AS_OF = dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)
SIX = ("ain-al-asad", "al-tanf", "conoco", "omar-field", "harir", "shadadi")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(DATA)


@pytest.fixture(scope="module")
def page_text(dataset: Dataset) -> str:
    view = opening_view(dataset)
    mask = select_mask(dataset, view.filters)
    return make_page(DATA / "basemap", make_payload(dataset), mask, view)


@pytest.fixture(scope="module")
def page_file(page_text: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(page_text, encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def time_map(page: Page, page_file: str, page_requests) -> Page:
    return open_page(page, page_file)


def open_page(page: Page, address: str) -> Page:
    page.set_viewport_size({"width": 1110, "height": 640})
    page.goto(address)
    page.evaluate("timeMap.ready")
    return page


def state(page: Page) -> dict:
    return page.evaluate("timeMap.getState()")


def days(first: str, last: str) -> Window:
    return Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


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
    assert len(boxes) == 11
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


def test_keys_step_play_and_jump(time_map: Page) -> None:
    time_map.evaluate("timeMap.setWindow('2023-10-20', '2023-10-26')")
    press = time_map.keyboard.press
    press("ArrowRight")
    assert (state(time_map)["from"], state(time_map)["to"]) == ("2023-10-21", "2023-10-27")
    press("ArrowLeft")
    press("ArrowLeft")
    assert state(time_map)["from"] == "2023-10-19"
    press("End")
    assert state(time_map)["to"] == "2024-12-03"
    press("Home")
    assert (state(time_map)["from"], state(time_map)["to"]) == ("2023-10-17", "2023-10-23")
    press(" ")
    expect(time_map.locator(".bw-period")).not_to_contain_text("17 OCT 23")
    press(" ")
    stopped = state(time_map)["from"]
    assert stopped > "2023-10-17"
    time_map.wait_for_timeout(400)
    assert state(time_map)["from"] == stopped


def test_steps_by_week_and_by_calendar_month(time_map: Page) -> None:
    time_map.evaluate("timeMap.setWindow('2023-11-01', '2023-11-30')")
    time_map.get_by_role("combobox", name="Step").select_option("month")
    time_map.get_by_role("button", name="Step forward").click()
    assert (state(time_map)["from"], state(time_map)["to"]) == ("2023-12-01", "2023-12-31")
    time_map.get_by_role("button", name="Step forward").click()
    time_map.get_by_role("button", name="Step forward").click()
    assert (state(time_map)["from"], state(time_map)["to"]) == ("2024-02-01", "2024-02-29")
    time_map.get_by_role("combobox", name="Step").select_option("week")
    time_map.get_by_role("button", name="Step back").click()
    assert (state(time_map)["from"], state(time_map)["to"]) == ("2024-01-25", "2024-02-22")


def test_typed_dates_are_taken_and_nonsense_is_marked(time_map: Page) -> None:
    first, last = time_map.locator(".bw-dates input").all()
    last.fill("2023-11-05")
    last.press("Enter")
    first.fill("1 NOV 23")
    first.press("Enter")
    assert (state(time_map)["from"], state(time_map)["to"]) == ("2023-11-01", "2023-11-05")
    first.fill("31.11.2023")
    first.press("Enter")
    expect(first).to_have_attribute("aria-invalid", "true")
    assert state(time_map)["from"] == "2023-11-01"


def drag(page: Page, selector: str, by_px: float) -> None:
    box = page.locator(selector).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x + by_px * step / 10, y)
    page.mouse.up()


def test_handles_and_band_are_dragged(time_map: Page) -> None:
    track = time_map.locator(".bw-track").bounding_box()
    assert track is not None
    span = time_map.evaluate("document.querySelector('.bw-handle').getAttribute('aria-valuemax')")
    day_px = track["width"] / (int(span) + 1)
    drag(time_map, ".bw-handle >> nth=1", 30 * day_px)
    shown = state(time_map)
    assert shown["from"] == "2023-10-17"
    assert "2023-12-28" <= shown["to"] <= "2024-01-01"
    drag(time_map, ".bw-band", 60 * day_px)
    moved = state(time_map)
    length = dt.date.fromisoformat(shown["to"]) - dt.date.fromisoformat(shown["from"])
    assert dt.date.fromisoformat(moved["to"]) - dt.date.fromisoformat(moved["from"]) == length
    assert "2023-12-14" <= moved["from"] <= "2023-12-18"


def test_handle_answers_the_keyboard(time_map: Page) -> None:
    handle = time_map.get_by_role("slider", name="Last day")
    handle.focus()
    time_map.keyboard.press("ArrowLeft")
    time_map.keyboard.press("PageDown")
    assert state(time_map)["to"] == "2023-11-22"
    expect(handle).to_have_attribute("aria-valuetext", "22 November 2023")
    assert state(time_map)["from"] == "2023-10-17"


def test_time_does_not_move_the_view(time_map: Page) -> None:
    before = state(time_map)
    time_map.evaluate("timeMap.setWindow('2024-01-01', '2024-01-07')")
    time_map.keyboard.press("ArrowRight")
    after = state(time_map)
    assert (after["bounds"], after["zoom"]) == (before["bounds"], before["zoom"])


def test_each_dot_opens_its_record_with_sources_as_text_and_link(
    time_map: Page, dataset: Dataset
) -> None:
    time_map.evaluate("timeMap.setWindow('2024-01-28', '2024-01-28')")
    time_map.get_by_role("button", name="Tower 22: 1 records shown").click()
    time_map.locator(".bw-list button").first.click()
    card = time_map.locator(".bw-card")
    row = dataset.attacks[dataset.attacks["base_id"] == "tower-22"].iloc[0]
    expect(card).to_contain_text("Tower 22 · 28 JAN 24")
    for text in (
        row["summary"],
        row["place_as_reported"],
        "US killed",
        "one-way UAV",
        "US official",
    ):
        expect(card).to_contain_text(text)
    for source_id in row["source_ids"].split(";"):
        source = dataset.sources.loc[source_id]
        expect(card).to_contain_text(source["title"])
        expect(card).to_contain_text(source["publisher"])
        if source["url"]:
            expect(card).to_contain_text(source["url"])
            link = card.locator(f"a[href='{source['url']}']")
            expect(link).to_have_attribute("target", "_blank")
            expect(link).to_have_attribute("rel", "noopener noreferrer")
    assert card.get_by_role("button", name="Copy the address").count() >= 1
    time_map.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_source_that_gives_another_day_says_which(time_map: Page, dataset: Dataset) -> None:
    row = dataset.attacks.loc["2023-10-18-ain-al-asad-1"]
    assert "2023-10-24=2023-10-17" in row["source_dates"]
    time_map.evaluate("timeMap.setWindow('2023-10-18', '2023-10-18')")
    time_map.get_by_role("button", name="Ain al-Asad: 1 records shown").click()
    time_map.locator(".bw-list button").first.click()
    sources = time_map.locator(".bw-sources li")
    brief = sources.filter(has_text="Continue Attacks on U.S. Troops")
    expect(brief).to_contain_text("2023-10-24 · dates it 17 OCT 23 · specialist")
    unsaid = sources.filter(has_text="46 US troops injured")
    expect(unsaid).not_to_contain_text("dates it")


def test_click_on_a_dot_on_the_canvas_opens_it(time_map: Page) -> None:
    time_map.evaluate("timeMap.setWindow('2024-01-28', '2024-01-28')")
    label = time_map.get_by_role("button", name="Tower 22").bounding_box()
    assert label is not None
    time_map.mouse.click(label["x"] - 12, label["y"] + label["height"] / 2)
    expect(time_map.locator(".bw-card")).to_contain_text("28 JAN 24")


def test_what_has_no_place_is_counted_and_listed(time_map: Page, dataset: Dataset) -> None:
    scene = select_scene(dataset, View(days("2023-10-17", "2024-12-31")), as_of=AS_OF)
    time_map.evaluate("timeMap.setWindow('2023-10-17', '2024-12-31')")
    button = time_map.get_by_role("button", name="not placed")
    expect(button).to_have_text(f"{scene.counts.not_placed} not placed")
    button.click()
    assert time_map.locator(".bw-list li").count() == scene.counts.not_placed


def test_legend_holds_only_what_is_drawn(time_map: Page, dataset: Dataset) -> None:
    time_map.evaluate("timeMap.setWindow('2024-01-28', '2024-01-28')")
    legend = time_map.locator(".bw-legend")
    expect(legend).to_contain_text("one-way UAV")
    expect(legend).not_to_contain_text("rocket")
    expect(legend).not_to_contain_text("intercepted")
    time_map.evaluate("timeMap.setWindow('2024-03-01', '2024-03-02')")
    expect(legend).to_contain_text("No attack is drawn in this period and view")
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
