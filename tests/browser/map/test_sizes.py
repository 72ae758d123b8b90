"""What stands where on a screen of the usual sizes: the app is opened once a size, and looked at."""

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.harness.app_page import figure, open_app, state
from tests.browser.harness.page_requests import PageRequests


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768)])
def test_everything_has_its_place_without_scrolling_and_covers_nothing(
    new_page, app_url: str, page_requests: PageRequests, size: tuple[int, int]
) -> None:
    page = new_page(viewport={"width": size[0], "height": size[1]})
    frame = open_app(page, app_url)
    opens_with_map_slider_and_key_figures_without_scrolling(page, frame)
    legend_fits_and_no_control_covers_a_site(frame)
    every_row_of_the_filters_fits_its_panel(page)
    charts_stand_side_by_side_within_the_page(page, size[0])
    card_leaves_room_for_the_map_and_the_marked_dot_is_clear_of_it(frame)
    assert page_requests.page_errors == []


def opens_with_map_slider_and_key_figures_without_scrolling(page: Page, frame: Frame) -> None:
    shown = state(frame)
    assert (shown["from"], shown["to"]) == ("2023-10-17", "2023-11-30")
    frame_box = page.locator("iframe.bw-frame").bounding_box()
    bottom = page.locator(".bw-marking-bottom").bounding_box()
    assert frame_box is not None
    assert bottom is not None
    assert frame_box["y"] + frame_box["height"] <= bottom["y"]
    for name in ("US-confirmed", "Other reported"):
        box = figure(page, name).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= frame_box["y"]


def legend_fits_and_no_control_covers_a_site(frame: Frame) -> None:
    tall, room = frame.evaluate(
        "(() => { const legend = document.querySelector('.bw-legend'); return [legend.scrollHeight, legend.clientHeight]; })()"
    )
    assert tall <= room
    parts = [frame.locator(part).bounding_box() for part in (".bw-layers-button", ".bw-legend")]
    for label in frame.locator(".bw-site:visible").all():
        box = label.bounding_box()
        for part in parts:
            apart = (
                box["x"] + box["width"] <= part["x"] or part["x"] + part["width"] <= box["x"]
                or box["y"] + box["height"] <= part["y"] or part["y"] + part["height"] <= box["y"]
            )  # fmt: skip
            assert apart, label.inner_text()


def every_row_of_the_filters_fits_its_panel(page: Page) -> None:
    shut = page.evaluate(
        "(() => { const shut = [...document.querySelectorAll('.bw-filters details:not([open])')];"
        " shut.forEach((d) => { d.open = true; }); return shut.length; })()"
    )
    assert shut > 0
    panel = page.locator(".bw-filters").bounding_box()
    assert panel is not None
    wide = page.evaluate(
        "[...document.querySelectorAll('.bw-filters *:not(.bwf-unseen)')].filter((e) => e.getBoundingClientRect().right > "
        f"{panel['x'] + panel['width'] + 1}).map((e) => e.className)"
    )
    assert wide == []
    ragged = page.evaluate(
        "new Set([...document.querySelectorAll('.bwf-count')].map((e) => Math.round(e.getBoundingClientRect().right))).size"
    )
    assert ragged == 1


def charts_stand_side_by_side_within_the_page(page: Page, width: int) -> None:
    boxes = []
    for key in ("chart-series", "chart-sites"):
        drawing = page.locator(f".st-key-{key} svg.marks")
        drawing.scroll_into_view_if_needed()
        box = drawing.bounding_box()
        assert box is not None
        assert box["height"] <= 260
        assert box["x"] + box["width"] <= width
        boxes.append(box)
    over_time, by_site = boxes
    assert over_time["x"] + over_time["width"] <= by_site["x"]
    assert over_time["width"] > by_site["width"]


def card_leaves_room_for_the_map_and_the_marked_dot_is_clear_of_it(frame: Frame) -> None:
    frame.get_by_role("button", name="al-Tanf: ").click()
    frame.locator(".bw-list button").first.click()
    expect(frame.locator(".bw-ring")).to_be_visible()
    frame.page.wait_for_timeout(700)
    card, map_box, dot = (
        frame.locator(selector).bounding_box()
        for selector in (".bw-card", ".folium-map", ".bw-ring")
    )
    assert card is not None
    assert map_box is not None
    assert dot is not None
    assert card["width"] <= 360
    assert card["x"] + card["width"] <= map_box["x"] + map_box["width"] * 0.55
    assert dot["x"] > card["x"] + card["width"]
    assert dot["x"] + dot["width"] < map_box["x"] + map_box["width"]
