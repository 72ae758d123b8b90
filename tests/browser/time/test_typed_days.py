"""Days typed at the time bar: read where there is one way, else a sentence at the field; never guessed."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.loading import read_dataset
from geo.query.opening import opening_view
from geo.query.selection import select_mask
from layers.page import make_page
from layers.payload import make_payload

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    dataset = read_dataset(DATA)
    view = opening_view(dataset)
    mask = select_mask(dataset, view.filters)
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(
        make_page(DATA / "basemap", make_payload(dataset), mask, view), encoding="utf-8"
    )
    return path.as_uri()


@pytest.fixture
def time_map(page: Page, page_file: str) -> Page:
    page.goto(page_file)
    page.evaluate("timeMap.ready")
    return page


def type_day(page: Page, name: str, text: str) -> None:
    field = page.get_by_role("textbox", name=name)
    field.fill(text)
    field.press("Enter")


def test_a_day_that_is_none_says_so_at_the_field_and_moves_nothing(time_map: Page) -> None:
    before = time_map.evaluate("timeMap.getState()")
    type_day(time_map, "First day", "2023-02-30")
    note = time_map.locator(".bw-day-note")
    expect(note).to_be_visible()
    expect(note).to_have_text("2023-02-30 is not a day: February 2023 has 28 days.")
    expect(time_map.locator(".bw-bar [role=status]")).to_have_text(note.inner_text())
    field = time_map.get_by_role("textbox", name="First day")
    expect(field).to_have_attribute("aria-invalid", "true")
    box, near = note.bounding_box(), field.bounding_box()
    assert box is not None
    assert near is not None
    assert box["y"] + box["height"] <= near["y"]
    assert near["y"] - box["y"] - box["height"] < 30
    assert time_map.evaluate("timeMap.getState()") == before
    type_day(time_map, "First day", "3 Nov 2023")
    expect(note).to_be_hidden()
    assert time_map.evaluate("timeMap.getState().from") == "2023-11-03"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("First day", "2025-01-01", "The record ends on 3 December 2024; showing 3 December 2024."),
        ("Last day", "1 jan 2030", "The record ends on 3 December 2024; showing 17 October 2023 to 3 December 2024."),
        ("First day", "2022-01-01", "The record begins on 17 October 2023; showing 17 October to 30 November 2023."),
    ],
)  # fmt: skip
def test_a_day_beyond_the_record_says_what_is_shown_instead(
    time_map: Page, field: str, typed: str, said: str
) -> None:
    type_day(time_map, field, typed)
    note = time_map.locator(".bw-day-note")
    expect(note).to_be_visible()
    expect(note).to_have_text(said)
    time_map.wait_for_timeout(400)  # the move has settled, and is told to a screen reader
    expect(time_map.locator(".bw-bar [role=status]")).to_contain_text(said)
    time_map.get_by_role("button", name="Step back").click()
    expect(note).to_be_hidden()
