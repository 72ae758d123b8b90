"""Barriers, as axe-core finds them: none that is serious or critical, in page or map, light or dark."""

import importlib.resources
import re
from typing import Any

import pytest
from playwright.sync_api import Frame, Page

from tests.browser.harness.app_page import expect_rest, open_app

AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
GRAVE = {"serious", "critical"}


def find_barriers(where: Page | Frame) -> list[str]:
    """Run axe-core on a document; give each grave violation with the elements it is about."""
    if not where.evaluate("typeof window.axe === 'object'"):
        where.evaluate(AXE)
    found: list[dict[str, Any]] = where.evaluate(
        "axe.run(document, {resultTypes: ['violations'], iframes: false}).then((run) => run.violations)"
    )
    return [
        f"{violation['impact']} {violation['id']}: {node['html'][:200]} | {node['failureSummary'][:300]}"
        for violation in found
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_page_and_map_have_no_grave_barrier(new_page, app_url: str, theme: str) -> None:
    page = new_page(color_scheme=theme)
    frame = open_app(page, app_url)
    assert find_barriers(frame) == []
    frame.get_by_role("button", name=re.compile("^Conoco: ")).click()
    frame.locator(".bw-list button").first.click()
    assert find_barriers(frame) == []
    for panel in page.get_by_role("tab").all():
        panel.click()
        expect_rest(page)  # what is being made anew is faded until then
        assert find_barriers(page) == []
    page.get_by_role("button", name="Tour").click()
    assert find_barriers(page) == []
