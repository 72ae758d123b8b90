"""A table of one's own, in a real browser: chosen, read, on the same map, and text only ever text."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.harness.app_page import open_app, state
from tests.browser.page.test_access import find_barriers
from tests.browser.page.test_own_reports import dialog, wait_until_done

FOREIGN = Path(__file__).parents[2] / "data"
HOSTILE = (
    "date,place,weapon,notes\n"
    "2023-10-17,<img src=x onerror=window.ran=1>,rocket,${alert(1)} {{7*7}} </script>\n"
    "2023-10-32,![x](http://elsewhere.invalid/x.png),rocket,=1+1\n"
)


def choose_file(page: Page, file: dict[str, object] | Path) -> None:
    page.wait_for_url("**extent=**")  # the first view has settled
    wait_until_done(page)
    page.get_by_role("button", name="Your own table").click()
    chooser = dialog(page).locator("input[type=file]").first
    chooser.wait_for(state="attached", timeout=20_000)
    chooser.set_input_files(file)
    expect(dialog(page)).to_contain_text("Load report", timeout=30_000)


def test_an_export_is_on_the_same_map_in_a_minute(page: Page, app_url: str, page_requests) -> None:
    frame = open_app(page, app_url)
    frame.evaluate("window.kept = 'the same map'")
    before = state(frame)
    choose_file(page, FOREIGN / "acled-export.csv")
    expect(dialog(page)).to_contain_text("8 rows read = 4 kept + 4 rejected")
    assert find_barriers(page) == []
    dialog(page).get_by_role("button", name="Show 4 on the map").click()
    expect(dialog(page)).to_be_hidden(timeout=30_000)
    expect(page.locator(".bw-sub")).to_contain_text("4 added by user", timeout=30_000)
    expect(page.locator(".bw-marking-top")).to_contain_text("NO MARKING SET")
    assert state(frame)["total"] == before["total"] + 4
    assert frame.evaluate("window.kept") == "the same map"
    assert page_requests.page_errors == []
    assert page_requests.outside == []


def test_hostile_text_of_a_table_is_only_text(page: Page, app_url: str, page_requests) -> None:
    frame = open_app(page, app_url)
    choose_file(page, {"name": "<b>x.csv", "mimeType": "text/csv", "buffer": HOSTILE.encode()})
    dialog(page).get_by_role("button", name="Show 1 on the map").click()
    expect(page.locator(".bw-sub")).to_contain_text("added by user", timeout=30_000)
    assert page.evaluate("window.ran") is None
    assert frame.evaluate("window.ran") is None
    assert page_requests.page_errors == []
    assert page_requests.outside == []
