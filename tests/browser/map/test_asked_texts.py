"""A record too large to send its text: what is opened is asked for, and then reads as any other."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.records import write_records
from geo.loading import read_dataset
from layers.record_texts import MOST_INSIDE
from tests.browser.harness.app_page import expect_rest, open_app, state

FEWER = """(total) => new Promise((resolve, fail) => {
  setTimeout(() => fail(new Error('the map holds the same records')), 30000);
  const look = () => (timeMap.getState().total < total ? resolve() : requestAnimationFrame(look));
  look();
})"""
"""Wait until the map holds fewer records."""


@pytest.fixture(scope="module")
def large(serve_app, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("large")
    write_records(folder, MOST_INSIDE + 200)
    return serve_app(data_dir=folder).url, folder


def test_opened_record_gets_its_text(page: Page, large, page_requests) -> None:
    url, folder = large
    frame = open_app(page, url)
    attacks = read_dataset(folder).attacks
    label = frame.locator(".bw-site:not(.bw-empty)").first
    name = label.locator("span").first.inner_text()
    label.dispatch_event("click")
    items = frame.locator(".bw-list button")
    items.first.wait_for()
    items.first.click()
    card = frame.locator(".bw-card")
    expect(card.locator(".bw-summary")).to_contain_text("Synthetic record", timeout=20_000)
    attack_id = card.locator(".bw-card-foot .bw-small").inner_text()
    told = attacks.loc[attack_id]
    assert told["base_name"] == name
    assert card.locator(".bw-summary").inner_text() == told["summary"]
    expect(card.get_by_role("heading", name="Sources")).to_be_visible()
    expect_rest(page)

    for _ in range(3):
        card.get_by_role("button", name="Next record listed").click()
        expect(card.locator(".bw-summary")).to_contain_text("Synthetic record", timeout=20_000)
    assert card.locator(".bw-card-foot .bw-small").inner_text() != attack_id
    assert page_requests.page_errors == []


def test_the_open_card_stays_when_other_records_come_without_their_text(
    page: Page, large, page_requests
) -> None:
    url, folder = large
    frame = open_app(page, url)
    frame.locator(".bw-site:not(.bw-empty)").first.dispatch_event("click")
    frame.locator(".bw-list button").nth(1).click()
    card = frame.locator(".bw-card")
    expect(card.locator(".bw-summary")).to_contain_text("Synthetic record", timeout=20_000)
    attack_id = card.locator(".bw-card-foot .bw-small").inner_text()
    expect_rest(page)

    path = folder / "attacks.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    dropped = [row for row in rows if not row.startswith(attack_id)][:20]
    path.write_text("".join([head, *(row for row in rows if row not in dropped)]), encoding="utf-8")
    total = state(frame)["total"]
    page.get_by_text("Records excluded from counts").first.click()
    frame.evaluate(FEWER, total)
    expect(card).to_be_visible()
    expect(card.locator(".bw-card-foot .bw-small")).to_have_text(attack_id, timeout=20_000)
    expect(card.locator(".bw-summary")).to_contain_text("Synthetic record")
    expect(card).to_be_visible()
    assert page_requests.page_errors == []
