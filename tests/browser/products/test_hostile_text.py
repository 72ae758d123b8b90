"""Text from a record can do nothing but be read: on the page, in the card, in the tables, in lists."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.harness.app_page import expect_rest, open_app

HOSTILE = (
    "{{7*7}} {% x {# y ${alert(1)} `tick` </script><script>window.ran=1</script>"
    "<img src=x onerror=window.ran=1> $\\frac{a}$ \\u003c & \" ' \u202egnirts\u202c"
)
"""Template, script, markup and formula in one, with a bidi override at the end."""

ATTACK_TEXT = (
    "place_as_reported", "claimed_by", "attributed_to", "attributed_by", "summary", "note",
)  # fmt: skip
SOURCE_TEXT = ("title", "publisher")
BASE_TEXT = ("name", "name_ar", "country", "governorate", "location_source")


def hostile(column: str) -> str:
    return f"[{column}] {HOSTILE}"


@pytest.fixture(scope="module")
def served_url(serve_app, record, tmp_path_factory) -> str:
    attacks = [
        record.attack(
            f"a{number}", base_id=base_id, **{name: hostile(name) for name in ATTACK_TEXT}
        )
        for number, base_id in enumerate(("conoco", "harir", "hemo"))
    ]
    sources = [record.source("s1", **{name: hostile(name) for name in SOURCE_TEXT})]
    bases = [
        record.base("conoco", **{name: hostile(name) for name in BASE_TEXT}),
        record.base("harir", [44.34, 36.53], name="Harir"),
        record.base("hemo", None, name="Hemo", location_precision_m=None),
    ]
    folder = record.write(
        tmp_path_factory.mktemp("hostile") / "data", attacks, sources=sources, bases=bases
    )
    return serve_app(data_dir=folder).url


SEARCHED = "<img src=x onerror=window.ran=1> ![x](http://elsewhere.invalid/y.png) {{7*7}}"


def never_ran(page: Page, frame: Frame) -> None:
    """Look in every window that could have run it."""
    for window in (page, frame):
        assert window.evaluate("window.ran") is None
        assert window.evaluate("document.querySelectorAll('img[src=x]').length") == 0


def test_label_list_and_card_show_every_text_as_itself(page: Page, served_url: str) -> None:
    frame = open_app(page, served_url)
    label = frame.locator(".bw-site").first
    assert hostile("name") in label.evaluate("(label) => label.textContent")
    label.click()
    listed = frame.locator(".bw-card").evaluate("(card) => card.textContent")
    for name in ("place_as_reported", "name_ar", "country"):
        assert hostile(name) in listed, name
    frame.locator(".bw-list button").first.click()
    card = frame.locator(".bw-card")
    expect(card).to_be_visible()
    text = card.evaluate("(card) => card.textContent")
    for name in (*ATTACK_TEXT, *SOURCE_TEXT, "name"):
        assert hostile(name) in text, name
    never_ran(page, frame)
    frame.get_by_role("button", name="Close").click()
    expect(card).to_be_hidden()
    frame.get_by_role("button", name="not placed").click()
    assert hostile("place_as_reported") in frame.locator(".bw-card").evaluate(
        "(card) => card.textContent"
    )
    never_ran(page, frame)


def test_tabs_and_filters_run_nothing(page: Page, served_url: str) -> None:
    frame = open_app(page, served_url)
    for name in ("Records", "Not placed", "Official totals", "Sources", "Data", "About", "Chart"):
        page.get_by_role("tab", name=re.compile(f"^{name}")).click()
        expect_rest(page)
    panel = page.locator(".bw-filters").evaluate("(panel) => panel.textContent")
    for name in ("name", "country"):
        assert hostile(name) in panel, name
    search = page.get_by_role("searchbox")
    search.fill(SEARCHED)
    search.press("Enter")
    expect(page.locator(".st-key-emptied")).to_contain_text(SEARCHED, timeout=20_000)
    never_ran(page, frame)


def test_address_cannot_carry_a_script(page: Page, served_url: str, page_requests) -> None:
    text = "%3Cimg%20src%3Dx%20onerror%3Dwindow.ran%3D1%3E"
    frame = open_app(page, f"{served_url}/?from={text}&base={text}&mode={text}&extent={text}")
    never_ran(page, frame)
    expect(page.locator(".bw-notice").first).to_contain_text("onerror")


MARKDOWN = "a` ![x](https://elsewhere.example/x.png) [y](https://elsewhere.example) :red[z] $q$ `b"
"""What Streamlit's boxes would turn into a picture from elsewhere, a link, a colour, a formula."""


def expect_read_only(page: Page, shown: str) -> None:
    text = page.locator(".bw-notice").first
    expect(text).to_contain_text(shown, timeout=60_000)
    assert text.locator("img, a, code, .katex").count() == 0


def test_address_cannot_ask_for_a_picture(page: Page, served_url: str) -> None:
    page.goto(f"{served_url}/?base={quote(MARKDOWN)}&mode={quote(MARKDOWN[:40])}")
    expect_read_only(page, MARKDOWN[:80])


def test_a_file_that_cannot_be_read_cannot_ask_for_a_picture(
    page: Page, serve_app, record, tmp_path_factory
) -> None:
    bases = [record.base("conoco", name=MARKDOWN), record.base("hemo", None, name=MARKDOWN)]
    folder = record.write(tmp_path_factory.mktemp("shared") / "data", bases=bases)
    page.goto(serve_app(data_dir=folder).url)
    expect_read_only(page, MARKDOWN[:80])
    assert "share a spelling" in page.locator(".bw-notice").first.inner_text()


def test_addresses_that_are_no_web_addresses_are_rejected_before_they_are_links(
    page: Page, serve_app, record, tmp_path_factory
) -> None:
    folder = record.write(
        tmp_path_factory.mktemp("links") / "data",
        [record.attack("a1", source_ids="s1"), record.attack("a2", source_ids="s2")],
        sources=[record.source("s1"), record.source("s2", url="javascript:window.ran=1")],
    )
    frame = open_app(page, serve_app(data_dir=folder).url)
    frame.locator(".bw-site").first.click()
    assert frame.locator("a[href^=javascript]").count() == 0
    never_ran(page, frame)
