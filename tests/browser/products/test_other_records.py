"""Other records reach the open map: it keeps its window, its view and what is open, and stays."""

import base64
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from geo.loading import read_dataset
from layers.page_template import make_page_template
from layers.payload import make_payload
from tests.browser.harness.app_page import expect_period, open_app, state

FIRST = [("a1", "2023-10-18"), ("a2", "2023-10-20"), ("a3", "2024-02-01")]


@pytest.fixture
def own(serve_app, record, tmp_path_factory) -> tuple[str, Any]:
    """Serve a record of its own; give the address, and what writes the record anew."""
    folder: Path = tmp_path_factory.mktemp("own") / "data"

    def write(*days: tuple[str, str], **files: Any) -> None:
        record.write(folder, [record.attack(name, date=day) for name, day in days], **files)

    write(*FIRST)
    return serve_app(data_dir=folder).url, write


def ask_anew(page: Page) -> None:
    """Have the page run once more, as any choice of an officer does."""
    page.get_by_text("Records excluded from counts").first.click()


def test_map_takes_other_records_without_starting_anew(page: Page, own, page_requests) -> None:
    url, write = own
    frame = open_app(page, url)
    frame.evaluate("timeMap.setWindow('2023-10-19', '2023-10-25')")
    expect_period(page, "19 October – 25 October 2023")
    frame.get_by_role("button", name=re.compile("^Conoco: 1 records")).click()
    frame.locator(".bw-list button").first.click()
    expect(frame.locator(".bw-card")).to_contain_text("20 OCT 23")
    frame.evaluate("window.kept = 'the same page'")
    before = state(frame)

    # A day before the slider's first, one in the window, and the last is gone.
    write(("a0", "2023-09-01"), *FIRST[:2], ("a4", "2023-10-24"))
    ask_anew(page)
    frame.get_by_role("button", name=re.compile("^Conoco: 2 records")).wait_for()
    after = state(frame)
    assert frame.evaluate("window.kept") == "the same page"
    assert page.locator("iframe.bw-frame").count() == 1
    for name in ("from", "to", "mode", "bounds", "zoom"):
        assert after[name] == before[name], name
    assert (after["visible"], after["total"]) == (2, 4)
    card = frame.locator(".bw-card")
    expect(card).to_be_visible()
    expect(card).to_contain_text("20 OCT 23")
    assert page_requests.page_errors == []


def test_card_of_a_record_that_is_gone_closes_and_a_list_is_made_anew(page: Page, own) -> None:
    url, write = own
    frame = open_app(page, url)
    frame.get_by_role("button", name=re.compile("^Conoco: 2 records")).click()
    assert frame.locator(".bw-list li").count() == 2
    write(*FIRST, ("a4", "2023-10-24"))
    ask_anew(page)
    expect(frame.locator(".bw-list li")).to_have_count(3)
    frame.locator(".bw-list button").last.click()
    expect(frame.locator(".bw-card")).to_contain_text("24 OCT 23")
    write(*FIRST)
    ask_anew(page)
    expect(frame.locator(".bw-card")).to_be_hidden()
    assert state(frame)["visible"] == 2


def test_sites_that_were_not_there_before_are_named_and_drawn(page: Page, own, record) -> None:
    url, write = own
    frame = open_app(page, url)
    before = state(frame)
    frame.evaluate("window.kept = 1")
    sites = [record.base(), record.base("harir", [44.34, 36.53])]
    write(*FIRST, bases=sites)
    ask_anew(page)
    expect(frame.get_by_role("button", name=re.compile("^Harir: "))).to_be_visible()
    assert state(frame)["bounds"] == before["bounds"]
    assert frame.evaluate("window.kept") == 1


BASEMAP = Path(__file__).parents[3] / "data" / "basemap"
AREA = [39, 34, 42, 37]
GIVE = """([records, view]) => {
  const bytes = Uint8Array.from(atob(records), (character) => character.charCodeAt(0));
  window.postMessage({ to: 'basewatch', records: bytes.buffer, view }, '*');
}"""


def test_other_records_come_with_the_area_that_they_are_filtered_by(
    page: Page, record, tmp_path
) -> None:
    def give(number: int, area: list[int] | None) -> None:
        attacks = [record.attack(f"a{k}", date=f"2023-10-{18 + k}") for k in range(number)]
        payload = make_payload(read_dataset(record.write(tmp_path / str(number), attacks)))
        page.evaluate(GIVE, [base64.b64encode(payload).decode(), {"area": area}])
        page.wait_for_function(f"timeMap.getState().total === {number}")

    (tmp_path / "shell.html").write_text(make_page_template(BASEMAP), encoding="utf-8")
    page.goto((tmp_path / "shell.html").as_uri())
    outline = page.locator("path.bw-area")
    give(1, AREA)
    page.evaluate("timeMap.ready")
    expect(outline).to_be_visible()
    before = outline.get_attribute("d")
    give(2, [39, 34, 43, 37])
    expect(outline).not_to_have_attribute("d", before)
    give(3, None)
    expect(outline).to_have_count(0)
    give(4, AREA)
    expect(outline).to_be_visible()
