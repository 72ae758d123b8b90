"""The exported page: one file that opens from a disk, asks nobody, and holds what it shows."""

import datetime as dt
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from export.product.product import Product
from export.product.rendering import render_product
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters, Marking, View
from geo.query.selection import select_scene
from geo.statistics.previous_period import count_change
from ui.layout.header import summarise_period, write_tiles

DATA = Path(__file__).parents[3] / "data"
AS_OF = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)
WINDOW = Window(dt.date(2023, 10, 17), dt.date(2023, 11, 30))
TITLE = "</script><img src=x onerror=ran=1> ${ran=1} {{7*7}}"


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(DATA)


def make_file(dataset, folder: Path, filters: Filters = Filters()) -> Path:  # noqa: B008 - frozen
    scene = select_scene(
        dataset, View(WINDOW, filters=filters), as_of=AS_OF, title=TITLE,
        marking=Marking("RESTRICTED // TRAINING", "#f0c419"),
    )  # fmt: skip
    path = folder / "map.html"
    path.write_bytes(render_product("html", Product(scene, dataset, None)))
    return path


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768)])
def test_page_opens_from_a_disk_with_all_that_it_needs(
    dataset, new_page, tmp_path, page_requests, size
) -> None:
    path = make_file(dataset, tmp_path)
    assert path.stat().st_size < 1_500_000
    page = new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(path.as_uri())
    page.wait_for_selector("html.bw-ready")
    counts = select_scene(dataset, View(WINDOW), as_of=AS_OF).counts
    state = page.evaluate("timeMap.getState()")
    assert (state["visible"], state["total"]) == (counts.placed, counts.counted)
    assert page.locator("h1").inner_text() == TITLE
    bars = page.locator(".bw-marking")
    assert bars.all_inner_texts() == ["RESTRICTED // TRAINING"] * 2
    top, bottom = bars.first.bounding_box(), bars.last.bounding_box()
    track = page.locator(".bw-bar").bounding_box()
    assert top is not None
    assert bottom is not None
    assert track is not None
    assert top["y"] == 0
    assert track["y"] + track["height"] <= bottom["y"]
    assert bottom["y"] + bottom["height"] == pytest.approx(size[1], abs=1)
    expect(page.locator(".bw-product")).to_contain_text(
        f"{counts.selected} of {counts.in_filters} counted records"
    )
    described = page.locator(".leaflet-container").get_attribute("aria-describedby")
    alt = page.locator(f"#{described}").text_content()
    assert f"{counts.placed} of {counts.selected} counted records are drawn" in alt
    assert page.locator(f"#{described}").is_hidden()
    page.evaluate("timeMap.setWindow('2024-01-01', '2024-01-31')")
    january = select_scene(
        dataset, View(Window(dt.date(2024, 1, 1), dt.date(2024, 1, 31))), as_of=AS_OF
    )
    assert page.evaluate("timeMap.getState().visible") == january.counts.placed
    assert page.evaluate("typeof ran") == "undefined"
    assert page_requests.outside == []
    assert page_requests.page_errors == []


def test_page_holds_no_record_that_the_filters_leave_out(dataset, new_page, tmp_path) -> None:
    path = make_file(dataset, tmp_path, Filters(base_ids=frozenset({"conoco"})))
    text = path.read_text(encoding="utf-8")
    attacks = dataset.attacks
    left_out = attacks[attacks["base_id"] != "conoco"]
    said = [json.dumps(summary, ensure_ascii=False) for summary in left_out["summary"] if summary]
    assert len(said) > 100
    assert not [summary for summary in said if summary in text]
    shown = attacks[(attacks["base_id"] == "conoco") & attacks["counted"]]
    assert all(attack_id in text for attack_id in shown.index)
    page = new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html.bw-ready")
    state = page.evaluate("timeMap.getState()")
    assert set(state["countsByBase"]) == {"conoco"}
    assert state["total"] == attacks["counted"].sum()
    expect(page.locator(".bw-product")).to_contain_text("only Conoco")


def test_same_product_gives_the_same_bytes(dataset, tmp_path) -> None:
    first = make_file(dataset, tmp_path).read_bytes()
    assert make_file(dataset, tmp_path).read_bytes() == first


def read_tiles(page) -> list[list[str]]:
    return page.locator(".bw-product-figures > div").evaluate_all(
        "(boxes) => boxes.map((box) => [...box.children].map((part) => part.textContent))"
    )


def test_the_key_figures_are_those_of_the_days_on_the_map(dataset, page, tmp_path) -> None:
    page.goto(make_file(dataset, tmp_path).as_uri())
    page.wait_for_selector("html.bw-ready")
    for first, last in (("2023-10-17", "2023-11-30"), ("2024-01-23", "2024-01-29")):
        view = View(Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last)))
        told = summarise_period(
            select_scene(dataset, view, as_of=AS_OF), count_change(dataset, view)
        )
        figures = page.evaluate(
            f"timeMap.setWindow('{first}', '{last}').then(() => timeMap.getState().figures)"
        )
        assert figures == told["figures"]
        assert read_tiles(page) == list(map(list, write_tiles(told)))
    assert figures["killed"] == 3


@pytest.mark.parametrize("ends", [("2025-03-01", "2025-03-31"), ("2020-01-01", "2020-01-31")])
def test_a_window_beyond_the_record_stays_and_is_not_covered(dataset, page, tmp_path, ends) -> None:
    page.goto(make_file(dataset, tmp_path).as_uri())
    page.wait_for_selector("html.bw-ready")
    state = page.evaluate(
        "(ends) => timeMap.setWindow(...ends).then(() => timeMap.getState())", list(ends)
    )
    assert (state["from"], state["to"], state["visible"]) == (*ends, 0)
    assert set(state["figures"].values()) == {None}
    assert {tuple(tile[1:]) for tile in read_tiles(page)} == {("n/a", "not covered")}
    expect(page.locator(".bw-tally")).to_have_text("not covered")
    page.get_by_role(
        "button", name="Next attack" if ends[0] < "2023" else "Previous attack"
    ).click()
    state = page.evaluate("timeMap.getState()")
    assert state["figures"]["selected"] > 0
    page.evaluate("timeMap.setWindow('2024-11-01', '2025-01-31')")
    partly = page.evaluate("timeMap.getState()")
    assert partly["to"] == "2025-01-31"
    assert partly["figures"]["selected"] > 0
    assert partly["figures"]["change"] is None


def test_a_page_made_of_days_that_are_not_covered_opens_on_them(dataset, page, tmp_path) -> None:
    window = Window(dt.date(2025, 3, 1), dt.date(2025, 3, 31))
    scene = select_scene(dataset, View(window), as_of=AS_OF)
    path = tmp_path / "beyond.html"
    path.write_bytes(render_product("html", Product(scene, dataset, None)))
    page.goto(path.as_uri())
    page.wait_for_selector("html.bw-ready")
    state = page.evaluate("timeMap.getState()")
    assert (state["from"], state["to"]) == ("2025-03-01", "2025-03-31")
    assert state["figures"]["selected"] is None
