"""Copy picture: the export's own PNG on the clipboard, or as a file; never without its marking."""

from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from layers.cartography.basemap_style import PALETTES
from tests.browser.conftest import NewPage
from tests.browser.harness.app_page import (
    choose_screen,
    expect_rest,
    export,
    open_app,
    read_clipboard,
)
from tests.browser.harness.restarted_app import RestartedApp
from tests.browser.page.test_own_reports import add_by_keyboard, set_marking

CLIPBOARD = ["clipboard-read", "clipboard-write"]
NO_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });"
"""What a browser has that gives a page no clipboard."""
NOT_SECURE = f"{NO_CLIPBOARD} Object.defineProperty(window, 'isSecureContext', {{ value: false }});"
"""What a browser has over plain http from another host."""
COUNT_WRITES = """
  window.writes = 0;
  const { write } = Clipboard.prototype;
  Clipboard.prototype.write = function counted(items) {
    window.writes += 1;
    return write.call(this, items);
  };"""
MADE_MS = 60_000
"""The first picture of a server also loads what draws it."""
WEEK = "from=2023-10-23&to=2023-10-29"


def button(page: Page) -> Locator:
    return page.locator(".bw-toolbar .bw-button").nth(1)


def note(page: Page) -> Locator:
    return page.locator(".bw-toolbar-note [role=alert]")


def copy(page: Page) -> Image.Image:
    """Press *Copy picture* and return what is then on the clipboard."""
    button(page).click()
    expect(button(page)).to_have_text("Picture copied", timeout=MADE_MS)
    expect(note(page)).to_have_count(0)
    return read_clipboard(page)


def hold_messages(page: Page) -> Event:
    """Let no message of the page reach the server once the event is set; call it before it opens."""
    held = Event()

    def pass_on(route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        route.on_message(lambda message: None if held.is_set() else server.send(message))

    page.route_web_socket("**/_stcore/stream", pass_on)
    return held


def read_export(page: Page, marking: str = "UNCLASSIFIED") -> Image.Image:
    """Return the picture of the export menu as on screen, which bears a marking."""
    choose_screen(page)
    with Image.open(export(page, "Picture (PNG)").path()) as image:
        assert image.info["Marking"] == marking
        return image.convert("RGB")


def assert_same(first: Image.Image, second: Image.Image) -> None:
    """Compare pixels: a browser writes a picture's bytes anew when it takes it to the clipboard."""
    assert first.size == second.size
    assert np.array_equal(np.asarray(first), np.asarray(second))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_clipboard_has_the_picture_of_the_export_menu(
    new_page: NewPage, app_url: str, theme: str
) -> None:
    page = new_page(permissions=CLIPBOARD, color_scheme=theme)
    frame = open_app(
        page, f"{app_url}/?{WEEK}&weapon=rocket,one_way_uav&layers=attacks,bases,density"
    )
    expect(frame.locator("html")).to_have_attribute("data-theme", theme)
    frame.evaluate("map_shell.setView([34.6, 41.5], 7.5, { animate: false })")
    page.wait_for_url("**extent=**")
    expect_rest(page)
    expect(button(page)).to_have_text("Copy picture")
    copied = copy(page)
    expect(page.locator(".bw-toolbar [role=status]")).to_have_text("Picture copied")
    assert_same(copied, read_export(page))
    land = [int(PALETTES["light"].land[k : k + 2], 16) for k in (1, 3, 5)]
    assert (np.abs(np.asarray(copied).astype(int) - land).max(axis=2) <= 2).mean() > 0.1
    expect(button(page)).to_have_text("Copy picture", timeout=10_000)


def test_a_press_while_the_page_still_follows_copies_the_new_period(
    new_page: NewPage, app_url: str
) -> None:
    page = new_page(permissions=CLIPBOARD)
    frame = open_app(page, app_url)
    before = copy(page)
    frame.evaluate("timeMap.setWindow('2024-01-20', '2024-02-04')")
    expect(page.locator("html")).to_have_attribute("data-bw-moved", "")
    button(page).click()
    expect(button(page)).to_have_text("Making the picture …")
    expect(button(page)).to_have_text("Picture copied", timeout=MADE_MS)
    after = read_clipboard(page)
    assert not np.array_equal(np.asarray(before), np.asarray(after))
    assert_same(after, read_export(page))


def test_two_presses_make_one_picture(new_page: NewPage, app_url: str) -> None:
    page = new_page(permissions=CLIPBOARD)
    page.add_init_script(COUNT_WRITES)
    open_app(page, app_url)
    button(page).dblclick()
    expect(button(page)).to_have_attribute("aria-disabled", "true")
    button(page).dispatch_event("click")
    expect(button(page)).to_have_text("Picture copied", timeout=MADE_MS)
    expect(button(page)).not_to_have_attribute("aria-disabled", "true")
    expect_rest(page)
    assert page.evaluate("[window.writes, window.basewatchTakers.size]") == [1, 1]
    copy(page)
    assert page.evaluate("[window.writes, window.basewatchTakers.size]") == [2, 2]


def test_keyboard_reaches_it_beside_copy_link_and_keeps_the_focus(
    new_page: NewPage, app_url: str
) -> None:
    page = new_page(permissions=CLIPBOARD)
    open_app(page, app_url)
    page.get_by_role("button", name="Copy link").focus()
    page.keyboard.press("Tab")
    expect(button(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(button(page)).to_have_text("Picture copied", timeout=MADE_MS)
    expect(button(page)).to_be_focused()
    assert read_clipboard(page).width > 1000


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("", "allow the clipboard for this page"),
        (NO_CLIPBOARD, "cannot put a picture on the clipboard"),
        (NOT_SECURE, "open the page over https"),
    ],
)
def test_where_the_clipboard_is_refused_the_same_picture_is_a_file(
    new_page: NewPage, app_url: str, script: str, said: str
) -> None:
    page = new_page()
    page.context.grant_permissions([])  # which refuses all others
    page.add_init_script(script)
    open_app(page, f"{app_url}/?{WEEK}")
    with page.expect_download(timeout=MADE_MS) as download:
        button(page).click()
    expect(button(page)).to_have_text("Picture saved")
    expect(note(page)).to_contain_text("saved as a file instead")
    expect(note(page)).to_contain_text(said)
    page.locator(".bw-toolbar-note").get_by_role("button", name="Close").click()
    expect(note(page)).to_have_count(0)
    choose_screen(page)
    exported = export(page, "Picture (PNG)")
    assert download.value.suggested_filename == exported.suggested_filename
    assert download.value.suggested_filename == "UNCLASSIFIED_basewatch_2023-10-23_2023-10-29.png"
    assert Path(download.value.path()).read_bytes() == Path(exported.path()).read_bytes()


def test_own_records_are_copied_only_once_a_marking_is_set(new_page: NewPage, app_url: str) -> None:
    page = new_page(permissions=CLIPBOARD)
    open_app(page, app_url)
    page.evaluate("navigator.clipboard.writeText('as it was')")
    add_by_keyboard(page)
    expect_rest(page)
    button(page).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Classification marking", timeout=20_000)
    expect(note(page)).to_have_text("No marking is set. Set one, then press again.")
    assert page.evaluate("navigator.clipboard.readText()") == "as it was"

    set_marking(page)
    expect(dialog).to_have_count(0)
    expect_rest(page)
    assert page.evaluate("navigator.clipboard.readText()") == "as it was"
    assert_same(copy(page), read_export(page, "EXERCISE ONLY"))


def test_a_server_that_does_not_answer_is_told_with_what_to_do(
    new_page: NewPage, tmp_path: Path, servers: list
) -> None:
    with RestartedApp(tmp_path) as app:
        servers.append(app.served)
        page = new_page(permissions=CLIPBOARD)
        held = hold_messages(page)
        page.clock.install()
        open_app(page, app.served.url)
        page.evaluate("navigator.clipboard.writeText('as it was')")
        held.set()
        button(page).click()
        expect(button(page)).to_have_text("Making the picture …")
        page.clock.fast_forward(61_000)
        expect(note(page)).to_contain_text("has not made the picture within a minute")
        app.kill()
        expect(page.locator(".bw-connection")).to_contain_text("does not answer", timeout=20_000)
        expect(button(page)).to_have_text("Copy picture", timeout=10_000)
        button(page).click()
        expect(note(page)).to_contain_text("Wait until the line at the top is gone")
        assert page.evaluate("navigator.clipboard.readText()") == "as it was"


def test_while_the_time_plays_it_says_to_stop_it(new_page: NewPage, app_url: str) -> None:
    page = new_page(permissions=CLIPBOARD)
    page.clock.install()
    frame = open_app(page, app_url)
    frame.get_by_role("button", name="Play").click()
    expect(page.locator("html")).to_have_attribute("data-bw-moved", "")
    button(page).click()
    page.clock.fast_forward(16_000)
    expect(note(page)).to_contain_text("Stop the time")
