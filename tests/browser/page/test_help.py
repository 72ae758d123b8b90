"""The tour: offered on the first visit, walked by keyboard, never in the way again."""

from playwright.sync_api import Page, expect

from tests.browser.harness.app_page import open_app
from tests.browser.harness.opened_app import OpenedApp


def invitation(page: Page):
    return page.get_by_role("complementary", name="First visit")


def test_first_visit_offers_the_tour_and_a_second_does_not(new_page, app_url: str) -> None:
    page = new_page(first_visit=True)
    open_app(page, app_url)
    expect(invitation(page)).to_be_visible()
    invitation(page).get_by_role("button", name="No, thanks").click()
    expect(invitation(page)).to_have_count(0)
    open_app(page, app_url)
    page.get_by_role("button", name="Tour").wait_for()
    expect(invitation(page)).to_have_count(0)


def test_tour_is_walked_by_keyboard_and_gives_the_focus_back(opened: OpenedApp) -> None:
    page = opened.page
    opener = page.get_by_role("button", name="Tour")
    opener.press("Enter")
    card = page.get_by_role("dialog")
    expect(card).to_be_focused()
    expect(card).to_contain_text("1 of 7")
    page.keyboard.press("ArrowRight")
    expect(card).to_contain_text("2 of 7")
    page.keyboard.press("ArrowLeft")
    expect(card).to_contain_text("1 of 7")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(opener).to_be_focused()


def test_each_step_lights_a_part_that_is_there_and_stays_on_the_screen(
    new_page, app_url: str
) -> None:
    page = new_page(viewport={"width": 1024, "height": 768})
    open_app(page, app_url)
    page.get_by_role("button", name="Tour").click()
    card, light = page.get_by_role("dialog"), page.locator(".bw-tour-light")
    for _ in range(7):
        box, lit = card.bounding_box(), light.bounding_box()
        assert box is not None
        assert lit is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1024
        assert box["y"] >= 24
        assert box["y"] + box["height"] <= 768 - 24
        assert min(lit["width"], lit["height"]) > 20
        card.get_by_role("button", name="Next").or_(card.get_by_role("button", name="Done")).click()
    expect(card).to_have_count(0)


def test_copied_link_is_the_address_of_the_view(new_page, app_url: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    frame = open_app(page, app_url)
    frame.evaluate("timeMap.setWindow('2023-10-23', '2023-10-29')")
    page.wait_for_url("**from=2023-10-23**")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_about_says_how_it_is_counted_and_what_is_not_here(opened: OpenedApp) -> None:
    page = opened.page
    page.get_by_role("tab", name="About this data").click()
    panel = page.get_by_role("tabpanel")
    for heading in ("How it is counted", "What is not here", "Licences", "Coverage", "Grades"):
        expect(panel.get_by_role("heading", name=heading)).to_be_visible()
    expect(panel).to_contain_text("Reported attacks only; the true number may differ")
