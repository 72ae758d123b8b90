"""Layers on the map: each switch changes what is drawn, and nothing else."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from geo.model.extent import Extent
from geo.model.scene import Filters
from geo.model.vocabulary import LAYERS, LAYERS_ON
from geo.query.opening import opening_view
from geo.record import Dataset
from tests.browser.harness.app_page import expect_rest, open_app, state
from tests.browser.harness.file_page import open_view, switch
from tests.browser.harness.opened_app import OpenedApp


@pytest.fixture
def time_map(page: Page, dataset: Dataset, tmp_path: Path, page_requests) -> Page:
    return open_view(page, tmp_path, dataset, opening_view(dataset))


def look(page: Page) -> np.ndarray:
    """Give the map's pixels without the legend and the buttons on it."""
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    clip = {"x": 60, "y": 40, "width": box["width"] - 260, "height": box["height"] - 120}
    page.mouse.move(400, 600)
    return np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")).astype(int)


@pytest.mark.parametrize("word", LAYERS)
def test_each_switch_changes_the_map_and_switching_back_restores_it(
    time_map: Page, word: str, page_requests
) -> None:
    before = look(time_map)
    switch(time_map, word)
    changed = np.abs(look(time_map) - before).sum(axis=2) > 24
    assert 100 < changed.sum() < 0.8 * changed.size
    switch(time_map, word)
    assert (look(time_map) == before).all()
    assert page_requests.page_errors == []


def test_the_control_is_reached_and_used_by_keyboard_alone(time_map: Page) -> None:
    button = time_map.get_by_role("button", name="Layers", exact=True)
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(time_map.get_by_role("group", name="Layers")).to_be_hidden()
    time_map.locator(".leaflet-control-zoom-out").focus()
    time_map.keyboard.press("Tab")
    expect(button).to_be_focused()
    time_map.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    boxes = time_map.get_by_role("group", name="Layers").get_by_role("checkbox")
    assert boxes.count() == len(LAYERS)
    assert {box.get_attribute("name") for box in boxes.all() if box.is_checked()} == LAYERS_ON, (
        "what is on at first is checked"
    )
    for _ in range(3):
        time_map.keyboard.press("Tab")
    time_map.keyboard.press("Space")
    expect(time_map.get_by_role("checkbox", name="Strikes")).to_be_checked()
    assert state(time_map)["from"] == "2023-10-17", "the space bar played no time"
    time_map.keyboard.press("Escape")
    expect(time_map.get_by_role("group", name="Layers")).to_be_hidden()
    expect(button).to_be_focused()


def test_the_control_closes_when_the_map_or_what_follows_takes_over(time_map: Page) -> None:
    panel = time_map.get_by_role("group", name="Layers")
    time_map.get_by_role("button", name="Layers", exact=True).click()
    time_map.mouse.click(700, 420)
    expect(panel).to_be_hidden()
    time_map.get_by_role("button", name="Layers", exact=True).press("Enter")
    time_map.get_by_role("checkbox", name="Graticule").focus()
    time_map.keyboard.press("Tab")
    expect(panel).to_be_hidden()


def test_attacks_off_draws_no_dot_and_leaves_names_and_numbers(time_map: Page) -> None:
    name = time_map.get_by_role("button", name="Ain al-Asad: ")
    number = name.locator(".bw-site-count").inner_text()
    switch(time_map, "attacks")
    assert (state(time_map)["visible"], state(time_map)["countsByBase"]) == (0, {})
    expect(name.locator(".bw-site-count")).to_have_text(number)
    legend = time_map.locator(".bw-legend")
    expect(legend).not_to_contain_text("Weapon")
    expect(legend).to_contain_text("base, true location")


def test_bases_off_hides_marks_and_names_and_leaves_the_dots(time_map: Page) -> None:
    before = state(time_map)
    switch(time_map, "bases")
    assert time_map.locator(".bw-site:visible").count() == 0
    assert state(time_map)["countsByBase"] == before["countsByBase"]
    expect(time_map.locator(".bw-legend")).not_to_contain_text("base, true location")
    expect(time_map.locator(".bw-legend")).to_contain_text("line to true location")


def test_legend_explains_only_what_the_view_holds(
    page: Page, dataset: Dataset, tmp_path: Path
) -> None:
    around_tanf = Extent(37.6, 32.9, 39.6, 34.1)
    view = replace(opening_view(dataset), extent=around_tanf)
    open_view(page, tmp_path, dataset, view)
    legend = page.locator(".bw-legend")
    expect(legend).to_contain_text("one-way UAV")
    expect(legend).not_to_contain_text("rocket")
    expect(legend).not_to_contain_text("ballistic missile")
    nowhere = replace(view, extent=Extent(20.0, 20.0, 22.0, 21.0))
    open_view(page, tmp_path, dataset, nowhere)
    expect(legend).not_to_contain_text("base, true location")
    expect(legend).to_contain_text("No attacks in this period and view")


def test_a_page_of_its_own_opens_with_the_layers_of_its_view(
    page: Page, dataset: Dataset, tmp_path: Path
) -> None:
    layers = frozenset({"attacks", "strikes", "graticule"})
    open_view(page, tmp_path, dataset, replace(opening_view(dataset), layers=layers))
    page.get_by_role("button", name="Layers", exact=True).click()
    checked = {
        box.get_attribute("name") for box in page.get_by_role("checkbox").all() if box.is_checked()
    }
    assert checked == layers


def test_a_switch_is_one_run_stands_in_the_address_and_opens_the_same(
    opened: OpenedApp, new_page
) -> None:
    page, frame = opened.page, opened.frame
    assert "layers=" not in page.url
    for number, word in enumerate(("strikes", "towns"), start=1):
        switch(frame, word)
        expect_rest(page)
        assert len(opened.sent) == number
    assert "layers=attacks,bases,strikes,governorates" in page.url
    other = new_page()
    linked = open_app(other, page.url)
    linked.get_by_role("button", name="Layers", exact=True).click()
    expect(linked.get_by_role("checkbox", name="Strikes")).to_be_checked()
    expect(linked.get_by_role("checkbox", name="Towns")).not_to_be_checked()
    switch(frame, "strikes", "towns")
    page.wait_for_url(lambda url: "layers=" not in url)


def test_a_closed_legend_stays_closed_when_the_page_is_opened_again(
    page: Page, app_url: str
) -> None:
    frame = open_app(page, app_url)
    frame.locator(".bw-legend summary").click()
    expect(frame.locator(".bw-legend-body")).to_be_hidden()
    frame = open_app(page, app_url)
    expect(frame.locator(".bw-legend-body")).to_be_hidden()
    frame.locator(".bw-legend summary").click()
    frame = open_app(page, app_url)
    expect(frame.locator(".bw-legend-body")).to_be_visible()


def test_an_area_of_interest_is_explained_while_it_is_set(
    page: Page, dataset: Dataset, tmp_path: Path
) -> None:
    area = Filters(area=Extent(39.0, 34.0, 43.0, 37.0))
    open_view(page, tmp_path, dataset, replace(opening_view(dataset), filters=area))
    expect(page.locator(".bw-legend")).to_contain_text("area of interest")
    open_view(page, tmp_path, dataset, opening_view(dataset))
    expect(page.locator(".bw-legend")).not_to_contain_text("area of interest")
