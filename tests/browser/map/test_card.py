"""The record card: positions to copy, grade and sources in words, duplicates, neighbours, focus."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from geo.loading import read_dataset
from geo.model.position import describe_position
from geo.query.opening import opening_view
from geo.query.selection import select_mask
from geo.record import Dataset
from layers.page import make_page
from layers.payload import make_payload
from tests.browser.harness.app_page import open_app
from tests.browser.harness.open_scope import open_scope

DATA = Path(__file__).parents[3] / "data"
SHUT = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
FAIL = "document.execCommand = () => false"
KEPT = "2023-10-18-ain-al-asad-1"
TOLD_ONCE, TWIN = "2023-11-13-rumaylan-1", "2023-11-13-rumaylan-2"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(DATA)


@pytest.fixture(scope="module")
def page_file(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> str:
    view = opening_view(dataset)
    mask = select_mask(dataset, view.filters)
    path = tmp_path_factory.mktemp("card") / "page.html"
    path.write_text(
        open_scope(make_page(DATA / "basemap", make_payload(dataset), mask, view)),
        encoding="utf-8",
    )
    return path.as_uri()


@pytest.fixture
def time_map(new_page, page_file: str) -> Page:
    page = new_page(
        viewport={"width": 1110, "height": 640}, permissions=["clipboard-read", "clipboard-write"]
    )
    page.goto(page_file)
    page.evaluate("timeMap.ready")
    page.evaluate("copyMarking.text = 'EXERCISE'")
    return page


def open_first(page: Page, site: str, first: str, last: str) -> Locator:
    """Open the card of a site's first record in a window."""
    page.evaluate(f"timeMap.setWindow('{first}', '{last}')")
    page.get_by_role("button", name=f"{site}: ").click()
    page.locator(".bw-list button").first.click()
    return page.locator(".bw-card")


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_position_stands_there_three_times_as_python_wrote_it(time_map: Page) -> None:
    open_first(time_map, "Ain al-Asad", "2023-10-18", "2023-10-18")
    position = describe_position(42.44, 33.78, 4000)
    for name, text in (
        ("Degrees", position.degrees),
        ("DMS", position.dms),
        ("MGRS", position.mgrs),
    ):
        line = time_map.locator(".bw-position .bw-line", has_text=name)
        assert line.locator("dd > span").inner_text() == text
        time_map.get_by_role("button", name=f"Copy the position: {name}").click()
        expect(line.locator("button")).to_have_text("Copied")
        assert clipboard(time_map) == f"EXERCISE\n{text}"
    expect(time_map.locator(".bw-card")).to_contain_text(f"The site’s point, {position.caption}.")
    expect(line.locator("button")).to_have_text("Copy", timeout=4_000)


def test_copies_where_the_browser_keeps_the_clipboard_shut(new_page, page_file: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(page_file)
    page.evaluate("timeMap.ready")
    page.evaluate("copyMarking.text = 'EXERCISE'")
    page.evaluate("navigator.clipboard.writeText('before')")
    page.evaluate("window.kept = navigator.clipboard")
    page.evaluate(SHUT)
    open_first(page, "Ain al-Asad", "2023-10-18", "2023-10-18")
    button = page.get_by_role("button", name="Copy the position: MGRS")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bw-copy", has_text="Copied")).to_be_focused()
    assert page.evaluate("window.kept.readText()") == "EXERCISE\n38S KC 6 4"


def test_text_to_copy_by_hand_where_no_way_is_open(time_map: Page) -> None:
    time_map.evaluate(SHUT)
    time_map.evaluate(FAIL)
    open_first(time_map, "Ain al-Asad", "2023-10-18", "2023-10-18")
    time_map.get_by_role("button", name="Copy this record as text").click()
    field = time_map.get_by_role("textbox", name="by hand")
    expect(field).to_be_focused()
    assert KEPT in field.input_value()
    assert field.evaluate("(field) => field.selectionEnd") == len(field.input_value())


def test_record_as_text_is_one_paragraph_with_grade_and_every_source(
    time_map: Page, dataset: Dataset
) -> None:
    open_first(time_map, "Ain al-Asad", "2023-10-18", "2023-10-18")
    time_map.get_by_role("button", name="Copy this record as text").click()
    expect(time_map.locator(".bw-card-foot button")).to_have_text("Copied")
    marking, _, text = clipboard(time_map).partition("\n")
    assert marking == "EXERCISE"
    row = dataset.attacks.loc[KEPT]
    assert "\n" not in text
    assert text.startswith("Ain al-Asad · 18 OCT 23. ")
    assert " ".join(row["summary"].split()) in text
    assert "US killed: not stated; US wounded: 13." in text, "a blank is no zero"
    assert "MGRS 38S KC 6 4 (within about 4 km" in text
    assert (
        "Grade B1, rule-derived, not an analyst's assessment: source B: usually reliable; "
        "item 1: confirmed by other sources." in text
    )
    for source_id in row["source_ids"].split(";"):
        source = dataset.sources.loc[source_id]
        assert " ".join(source["title"].split()) in text
        assert source["url"] in text
    assert f"Record {KEPT}." in text


def test_grade_and_kind_of_source_are_told_in_words(time_map: Page) -> None:
    card = open_first(time_map, "Ain al-Asad", "2023-10-18", "2023-10-18")
    assert card.locator("h2").count() == 1
    heads = card.locator("h3").all_inner_texts()
    assert heads == ["Note", "Position", "Grade B1", "Sources (4)"]
    grade = card.locator("section", has_text="Grade B1")
    for said in ("B: usually reliable", "1: confirmed by other sources", "not an analyst"):
        expect(grade).to_contain_text(said)
    expect(card.locator(".bw-sources li").first).to_contain_text(
        "newsroom · reliability B: usually reliable"
    )


def test_duplicates_lead_to_each_other(time_map: Page) -> None:
    card = open_first(time_map, "Rumaylan", "2023-11-13", "2023-11-13")
    expect(card).to_contain_text("Possible duplicates of this record, excluded from counts:")
    card.get_by_role("button", name=TWIN).click()
    expect(card).to_contain_text(f"Excluded from counts: possible duplicate of {TOLD_ONCE}.")
    notice = card.locator(".bw-notice")
    expect(notice).to_have_text(
        "Not on the map: records excluded from counts are drawn only on request."
    )
    expect(card).to_contain_text("This record is marked as a possible duplicate")
    card.get_by_role("button", name=TOLD_ONCE).click()
    expect(card.locator(".bw-card-foot")).to_contain_text(TOLD_ONCE)
    expect(notice).to_be_hidden()


def test_record_outside_the_window_says_so_and_leads_to_its_day(time_map: Page) -> None:
    card = open_first(time_map, "Ain al-Asad", "2023-10-18", "2023-10-18")
    expect(card.locator(".bw-notice")).to_be_hidden()
    time_map.evaluate("timeMap.setWindow('2024-01-01', '2024-01-07')")
    notice = card.locator(".bw-notice")
    expect(notice).to_contain_text("its day lies outside the period shown")
    notice.get_by_role("button", name="Show its day").click()
    expect(notice).to_be_hidden()
    shown = time_map.evaluate("timeMap.getState()")
    assert shown["from"] <= "2023-10-18" <= shown["to"]
    assert shown["to"] == "2023-10-23", "the window keeps its seven days"
    expect(time_map.locator(".bw-ring")).to_be_visible()


def test_steps_go_through_the_list_and_back_to_it(time_map: Page) -> None:
    card = open_first(time_map, "Ain al-Asad", "2023-10-17", "2023-10-31")
    steps = card.get_by_role("group", name="Records listed")
    first = card.locator(".bw-card-foot span").inner_text()
    expect(steps).to_contain_text("1 of 9")
    expect(card.get_by_role("button", name="Previous")).to_have_attribute("aria-disabled", "true")
    following = card.get_by_role("button", name="Next")
    following.focus()
    for number in range(2, 10):
        time_map.keyboard.press("Enter")
        expect(steps).to_contain_text(f"{number} of 9")
    expect(following).to_be_focused()
    time_map.keyboard.press("Enter")
    expect(steps).to_contain_text("9 of 9")
    for _ in range(8):
        card.get_by_role("button", name="Previous").click()
    expect(card.locator(".bw-card-foot span")).to_have_text(first)
    card.get_by_role("button", name="Back to the list").click()
    expect(card.locator("h2")).to_have_text("Ain al-Asad")
    assert card.locator(".bw-list li").count() == 9


def test_without_a_list_steps_go_through_the_period(time_map: Page, dataset: Dataset) -> None:
    time_map.evaluate("timeMap.setWindow('2024-01-28', '2024-01-28')")
    label = time_map.get_by_role("button", name="Tower 22").bounding_box()
    assert label is not None
    time_map.mouse.click(label["x"] - 12, label["y"] + label["height"] / 2)
    card = time_map.locator(".bw-card")
    expect(card.locator("h2")).to_have_text("Tower 22 · 28 JAN 24")
    expect(card.get_by_role("button", name="Back to the list")).to_be_hidden()
    time_map.evaluate("timeMap.setWindow('2024-01-22', '2024-02-04')")
    days = dataset.attacks["date"].astype(str)
    shown = dataset.attacks[dataset.attacks["counted"] & days.between("2024-01-22", "2024-02-04")]
    place = shown.index.get_loc("2024-01-28-tower-22-1")
    expect(card).to_contain_text(f"{place + 1} of {len(shown)}")
    card.get_by_role("button", name="Next").click()
    expect(card.locator(".bw-card-foot span")).to_have_text(shown.index[place + 1])


def test_list_follows_the_window(time_map: Page) -> None:
    time_map.evaluate("timeMap.setWindow('2023-10-18', '2023-10-18')")
    time_map.get_by_role("button", name="Ain al-Asad: ").click()
    card = time_map.locator(".bw-card")
    expect(card).to_contain_text("2 records in this period")
    time_map.evaluate("timeMap.setWindow('2023-10-17', '2023-10-31')")
    expect(card).to_contain_text("9 records in this period")
    assert card.locator(".bw-list li").count() == 9


def test_keyboard_takes_the_focus_into_the_card_and_back(time_map: Page) -> None:
    time_map.evaluate("timeMap.setWindow('2023-10-18', '2023-10-18')")
    label = time_map.get_by_role("button", name="Ain al-Asad: ")
    label.focus()
    time_map.keyboard.press("Enter")
    title = time_map.locator(".bw-card-title")
    expect(title).to_be_focused()
    time_map.keyboard.press("Tab")
    while not time_map.locator(".bw-list button").first.evaluate("(b) => b.matches(':focus')"):
        time_map.keyboard.press("Tab")
    time_map.keyboard.press("Enter")
    expect(title).to_have_text("Ain al-Asad · 18 OCT 23")
    expect(title).to_be_focused()
    time_map.keyboard.press("Escape")
    expect(time_map.locator(".bw-card")).to_be_hidden()
    expect(label).to_be_focused()


def test_without_a_marking_nothing_is_copied_but_a_web_address(
    time_map: Page, dataset: Dataset
) -> None:
    time_map.evaluate("copyMarking.text = null; copyMarking.ask = () => { window.asked = true; }")
    time_map.evaluate("navigator.clipboard.writeText('before')")
    card = open_first(time_map, "Ain al-Asad", "2023-10-18", "2023-10-18")
    for name in ("Copy this record as text", "Copy the position: DMS"):
        time_map.evaluate("window.asked = false")
        time_map.get_by_role("button", name=name).click()
        expect(card.locator(".bw-copy", has_text="Set a marking").first).to_be_visible()
        assert time_map.evaluate("window.asked")
        assert clipboard(time_map) == "before"
    time_map.get_by_role("button", name="Copy the address of").first.click()
    expect(card.locator(".bw-copy", has_text="Copied")).to_be_visible()
    first = dataset.attacks.loc[KEPT]["source_ids"].split(";")[0].strip()
    assert clipboard(time_map) == dataset.sources.loc[first]["url"]


def test_arabic_names_run_from_right_to_left(time_map: Page, dataset: Dataset) -> None:
    card = open_first(time_map, "Ain al-Asad", "2023-10-18", "2023-10-18")
    name = card.locator("[lang=ar]").first
    expect(name).to_have_text(dataset.bases["name_ar"]["ain-al-asad"])
    assert name.evaluate("(name) => getComputedStyle(name).direction") == "rtl"


def test_copies_from_the_frame_of_the_app(new_page, app_url: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    frame = open_app(page, app_url)
    frame.get_by_role("button", name="Ain al-Asad: ").click()
    frame.get_by_role("button", name="Copy the position: MGRS").click()
    expect(frame.locator(".bw-copy", has_text="Copied")).to_be_visible()
    page.bring_to_front()
    page.locator("h1").first.click()
    assert page.evaluate("navigator.clipboard.readText()") == "UNCLASSIFIED\n38S KC 6 4"
