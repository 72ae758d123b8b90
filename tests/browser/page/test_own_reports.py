"""A report of one's own, in a real browser: by keyboard, on the same map, in every product."""

import csv
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from time import monotonic

import pytest
from PIL import Image
from playwright.sync_api import Frame, Locator, Page, WebSocketRoute, expect

from geo.loading import read_dataset
from tests.browser.harness.app_page import expect_rest, export, open_app, state, take_download
from tests.browser.page.test_access import find_barriers

ROOT = Path(__file__).parents[3]
HOSTILE = (
    "{{7*7}} ${alert(1)} </script><script>window.ran=1</script><img src=x onerror=window.ran=1> "
    "![x](http://elsewhere.invalid/x.png) :red[no] $x_2$ =1+1"
)
FOCUSED = "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"


def tab_to(page: Page, name: str) -> None:
    """Press Tab until a control has the focus, as somebody does without a mouse."""
    for _ in range(40):
        if page.evaluate(FOCUSED).startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {name}; it came to {page.evaluate(FOCUSED)}")


def choose(page: Page, name: str, typed: str) -> None:
    """Choose by keyboard in a list of choices."""
    tab_to(page, name)
    page.keyboard.type(typed)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def fill_by_keyboard(page: Page, title: str = "A press briefing", day: str = "20231105") -> None:
    """Write a sound report without a mouse."""
    page.wait_for_url("**extent=**")  # the first view has settled
    wait_until_done(page)
    page.get_by_role("button", name="Add a report").focus()
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_label("Note")).to_be_visible(timeout=20_000)
    tab_to(page, "year")
    page.keyboard.type(day)
    choose(page, "Site", "harir")
    choose(page, "Weapon", "rocket")
    choose(page, "Confirmed by", "us off")
    tab_to(page, "Title")
    page.keyboard.type(title)
    choose(page, "Kind of publisher", "official")
    tab_to(page, "Add this report")


def add_by_keyboard(page: Page, **fields: str) -> None:
    """Add a sound report without a mouse, and wait until the page has it."""
    fill_by_keyboard(page, **fields)
    page.keyboard.press("Enter")
    expect(dialog(page)).to_be_hidden(timeout=20_000)
    expect(page.get_by_role("button", name="Your reports")).to_be_visible(timeout=20_000)


def set_marking(page: Page, text: str = "EXERCISE ONLY") -> None:
    page.get_by_label("Marking line").fill(text)
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Set the marking").click()
    expect(page.locator(".bw-marking-top")).to_contain_text(text, timeout=20_000)
    wait_until_done(page)


def wait_until_done(page: Page) -> None:
    """Wait until the page has run to its end: a button of before may stand there until then."""
    done = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(done).to_have_count(1, timeout=20_000)


def card(frame: Frame) -> Locator:
    return frame.locator(".bw-card")


def test_a_report_is_added_by_keyboard_within_a_minute_and_the_map_stays(
    page: Page, app_url: str, page_requests
) -> None:
    frame = open_app(page, app_url)
    frame.evaluate("window.kept = 'the same map'")
    before = state(frame)
    began = monotonic()
    add_by_keyboard(page)
    expect(card(frame)).to_contain_text("Harir · 05 NOV 23", timeout=20_000)
    assert monotonic() - began < 60
    expect(card(frame)).to_contain_text("Added by user")
    expect(card(frame)).to_contain_text("A press briefing")
    expect(frame.locator(".bw-legend")).to_contain_text("plus = added by user")
    after = state(frame)
    assert frame.evaluate("window.kept") == "the same map"
    assert page.locator("iframe.bw-frame").count() == 1
    for name in ("from", "to", "mode", "bounds", "zoom"):
        assert after[name] == before[name], name
    assert after["visible"] == before["visible"] + 1
    assert after["total"] == before["total"] + 1
    assert after["countsByBase"]["harir"] == before["countsByBase"]["harir"] + 1
    expect(page.locator(".bw-sub")).to_contain_text("1 added by user")
    assert page_requests.page_errors == []
    assert page_requests.outside == []


def test_the_form_stays_open_and_whole_while_the_map_settles(page: Page, app_url: str) -> None:
    frame = open_app(page, app_url)
    fill_by_keyboard(page, "Half a title")
    frame.evaluate("timeMap.setWindow('2023-10-20', '2023-11-30')")
    expect(page.locator(".bw-sub")).to_contain_text("20 October", timeout=20_000)
    expect(dialog(page).get_by_label("Title")).to_have_value("Half a title")
    expect(dialog(page).get_by_role("combobox", name="Site")).to_have_value("Harir, Iraq")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    page.get_by_role("button", name="Add a report").click()
    expect(dialog(page).get_by_label("Title")).to_have_value("Half a title")


def test_faults_stand_beside_their_fields_and_nothing_is_lost(page: Page, app_url: str) -> None:
    open_app(page, app_url)
    page.get_by_role("button", name="Add a report").click()
    form = dialog(page)
    form.get_by_label("US wounded").fill("about 4")
    form.get_by_label("US killed").fill("0")
    expect(form.get_by_role("alert")).to_contain_text("Enter digits only", timeout=20_000)
    fault, field = (
        form.get_by_role("alert").bounding_box(),
        form.get_by_label("US wounded").bounding_box(),
    )
    assert fault is not None
    assert field is not None
    assert 0 <= fault["y"] - (field["y"] + field["height"]) < 30
    form.get_by_role("button", name="Add this report").click()
    expect(form.get_by_text("Choose a site, or “Another place”.")).to_be_visible(timeout=20_000)
    expect(form.get_by_label("US wounded")).to_have_value("about 4")
    expect(form.get_by_label("US killed")).to_have_value("0")


def test_a_fault_that_goes_leaves_the_focus_where_somebody_writes(page: Page, app_url: str) -> None:
    open_app(page, app_url)
    page.get_by_role("button", name="Add a report").click()
    form = dialog(page)
    form.get_by_role("button", name="Add this report").click()
    expect(form.get_by_text("Enter a title", exact=False)).to_be_visible(timeout=20_000)
    form.get_by_label("Title", exact=True).fill("A press briefing")
    page.keyboard.press("Tab")
    expect(form.get_by_text("Enter a title", exact=False)).to_be_hidden(timeout=20_000)
    wait_until_done(page)
    expect(form.get_by_role("combobox", name="Kind of publisher")).to_be_focused()
    choose(page, "Kind of publisher", "official")
    expect(form).to_be_visible()


def test_enter_after_a_word_cites_one_source_and_not_every_one_with_it(
    page: Page, app_url: str
) -> None:
    open_app(page, app_url)
    page.get_by_role("button", name="Add a report").click()
    form = dialog(page)
    form.get_by_role("radio", name="Sources in the record").click()
    sources = form.get_by_role("combobox", name="Sources")
    expect(sources).to_be_visible(timeout=20_000)
    sources.focus()
    page.keyboard.type("pentagon")
    expect(page.get_by_role("option").first).to_contain_text("Pentagon")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(form.get_by_role("button", name="Remove")).to_have_count(1, timeout=20_000)
    expect(form).to_be_visible()


def test_picture_and_download_carry_the_report_and_its_marking(
    page: Page, app_url: str, tmp_path: Path
) -> None:
    open_app(page, app_url)
    add_by_keyboard(page)
    expect(page.locator(".bw-marking-top")).to_contain_text("NO MARKING SET")
    page.get_by_role("button", name="Export", exact=True).click()
    set_marking(page)
    picture = Image.open(io.BytesIO(export(page, "Picture (PNG)").path().read_bytes()))
    assert picture.info["Added by user"] == "1 of 1 records shown"
    assert picture.info["Marking"] == "EXERCISE ONLY"
    assert "attacks.csv (added by user) sha256:" in picture.info["Inputs"]
    page.keyboard.press("Escape")
    table = export(page, "Table (CSV)").path().read_text(encoding="utf-8-sig")
    (listed,) = [row for row in csv.DictReader(io.StringIO(table)) if row["added"]]
    assert listed["attack_id"].startswith("2023-11-05-harir-u1-")
    assert (listed["weapon"], listed["added"]) == ("rocket", "added by user")

    page.keyboard.press("Escape")
    page.get_by_role("button", name="Your reports").click()
    button = dialog(page).get_by_role("button", name="Download as Basewatch files")
    with zipfile.ZipFile(take_download(page, button).path()) as archive:
        archive.extractall(tmp_path)
    check = [sys.executable, "-m", "geo", "check", str(tmp_path)]
    assert subprocess.run(check, cwd=ROOT, check=False, capture_output=True).returncode == 0
    (row,) = read_dataset(tmp_path).attacks.itertuples()
    assert row.Index.startswith("2023-11-05-harir-u1-")
    assert (row.base_id, row.weapon, row.reliability + row.credibility) == ("harir", "rocket", "A2")


def test_hostile_text_in_any_field_is_only_ever_text(
    page: Page, app_url: str, page_requests
) -> None:
    frame = open_app(page, app_url)
    page.get_by_role("button", name="Add a report").click()
    form = dialog(page)
    form.get_by_role("spinbutton").first.click()
    page.keyboard.type("20231105")
    choose(page, "Site", "another")
    for name in (
        "Place as reported",
        "Claimed by, as reported",
        "Title",
        "Publisher",
        "Summary",
        "Note",
    ):
        form.get_by_label(name, exact=True).fill(HOSTILE)
    form.get_by_label("US wounded").fill(HOSTILE[:20])
    form.get_by_label("Address").fill("javascript:window.ran=1")
    choose(page, "Confirmed by", "media")
    choose(page, "Kind of publisher", "newsroom")
    form.get_by_role("button", name="Add this report").click()
    expect(form.get_by_text("This is not a web address.", exact=False)).to_be_visible(
        timeout=20_000
    )
    form.get_by_label("Address").fill("")
    form.get_by_label("US wounded").fill("")
    form.get_by_role("button", name="Add this report").click()
    expect(form).to_be_hidden(timeout=20_000)
    expect(card(frame)).to_be_visible(timeout=20_000)
    said = card(frame).evaluate("(card) => card.textContent")
    assert said.count(HOSTILE) >= 5
    page.get_by_role("button", name="Your reports").click()
    expect(dialog(page)).to_contain_text(HOSTILE)
    dialog(page).get_by_role("button", name="Remove").click()
    expect(dialog(page).get_by_role("button", name="Undo: remove")).to_be_visible(timeout=20_000)
    for window in (page, frame):
        assert window.evaluate("window.ran") is None
        assert window.evaluate("document.querySelectorAll('img[src=x]').length") == 0
    assert page_requests.outside == []


def test_reports_survive_a_cut_connection(page: Page, app_url: str) -> None:
    routes: list[WebSocketRoute] = []

    def pass_on(route: WebSocketRoute) -> None:
        route.connect_to_server()
        routes.append(route)

    page.route_web_socket("**/_stcore/stream", pass_on)
    frame = open_app(page, app_url)
    add_by_keyboard(page)
    expect(page.locator(".bw-sub")).to_contain_text("1 added by user", timeout=20_000)
    routes[-1].close(code=1001)
    for _ in range(100):
        page.wait_for_timeout(200)
        if len(routes) > 1:
            break
    frame.evaluate("timeMap.setWindow('2023-11-05', '2023-11-05')")
    expect(page.locator(".bw-sub")).to_contain_text("5 November 2023", timeout=20_000)
    expect(page.locator(".bw-sub")).to_contain_text("1 added by user")
    expect(page.get_by_role("button", name="Your reports (1)")).to_be_visible()


def test_the_browser_asks_before_a_tab_with_reports_goes(page: Page, app_url: str) -> None:
    asked: list[str] = []
    open_app(page, app_url)
    add_by_keyboard(page)
    expect_rest(page)

    def stay(question) -> None:
        asked.append(question.type)
        question.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    page.wait_for_timeout(1000)
    assert asked == ["beforeunload"]
    assert not page.is_closed()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_form_list_and_marking_have_no_grave_barrier(new_page, app_url: str, theme: str) -> None:
    page = new_page(color_scheme=theme)
    open_app(page, app_url)
    fill_by_keyboard(page)
    dialog(page).get_by_label("US wounded").fill("about 4")
    tab_to(page, "Add this report")
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_text("1 to correct: US wounded.")).to_be_visible(timeout=20_000)
    wait_until_done(page)
    assert find_barriers(page) == []
    dialog(page).get_by_label("US wounded").fill("4")
    tab_to(page, "Add this report")
    page.keyboard.press("Enter")
    expect(dialog(page)).to_be_hidden(timeout=20_000)
    page.get_by_role("button", name="Your reports").click()
    expect(dialog(page)).to_contain_text("05 NOV 23", timeout=20_000)
    wait_until_done(page)
    assert find_barriers(page) == []
    dialog(page).get_by_role("button", name="Download as Basewatch files").click()
    expect(dialog(page).get_by_label("Marking line")).to_be_visible(timeout=20_000)
    wait_until_done(page)
    assert find_barriers(page) == []
