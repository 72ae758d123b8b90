"""The app opened once for several tests: each finds it as it was opened."""

from dataclasses import dataclass
from difflib import ndiff
from typing import Self

from playwright.sync_api import Frame, Page

from tests.browser.harness.app_page import expect_rest, open_app, state, watch_sent

READ_PAGE = """() => [...document.body.innerText.split('\\n'),
  ...[...document.querySelectorAll('input, select, textarea, [aria-checked], [aria-selected], [aria-expanded]')]
    .map((part) => [part.ariaLabel, part.value, part.checked, part.ariaChecked, part.ariaSelected,
      part.ariaExpanded].join())]"""
"""What a reader sees in a document, and what is set in it."""
SHUT = """() => {
  document.querySelectorAll('details[open]').forEach((part) => { part.open = false; });
  document.querySelector('[data-testid=stMain]').scrollTo(0, 0);
  document.activeElement.blur();
}"""


@dataclass(frozen=True)
class OpenedApp:
    """
    The app's page, opened and at rest.

    Attributes
    ----------
    page, frame
        The page, and the map's frame in it.
    sent
        Messages from the page to the server since the test began.
    days
        The first and the last day of the period that it opened with.
    first
        What the page showed when it was opened.
    """

    page: Page
    frame: Frame
    sent: list[str]
    days: tuple[str, str]
    first: list[str]

    @classmethod
    def open(cls, page: Page, url: str) -> Self:
        """Open the app in a page that is empty yet."""
        sent = watch_sent(page)
        frame = open_app(page, url)
        shown = state(frame)
        first = read_all(page, frame)
        while first != (again := read_all(page, frame)):  # parts of the page come when it rests
            first = again
        return cls(page, frame, sent, (shown["from"], shown["to"]), first)

    def put_back(self) -> None:
        """Undo what a test may have left, and check that all is as it was opened."""
        page, frame = self.page, self.frame
        page.keyboard.press("Escape")
        page.mouse.move(1, 1, steps=10)  # as a hand does, past what takes note of it
        expect_rest(page)
        close = frame.locator(".bw-card").get_by_role("button", name="Close")
        if close.is_visible():
            close.click()
        reset = page.get_by_role("button", name="Reset all filters")
        if reset.is_enabled():
            reset.click()
        page.get_by_role("tab").first.click()
        page.evaluate(SHUT)
        frame.evaluate("timeMap.setMode('window')")
        frame.evaluate("(days) => timeMap.setWindow(...days)", list(self.days))
        now = read_all(page, frame)
        left = [line for line in ndiff(self.first, now) if line[0] != " "]
        assert not left, "\n".join(["the test has changed the page:", *left])


def read_all(page: Page, frame: Frame) -> list[str]:
    """Give what is seen and set on a page at rest, in lines: address, map, page and frame."""
    expect_rest(page)
    lines = [page.url, *(f"{name} {value}" for name, value in state(frame).items())]
    # A chart draws its texts in an order of its own.
    return sorted([*lines, *page.evaluate(READ_PAGE), *frame.evaluate(READ_PAGE)])
