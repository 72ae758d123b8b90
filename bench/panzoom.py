"""Pan and zoom: frames a second while the map is moved, and one redraw."""

import statistics
from collections.abc import Iterator
from typing import Final

from playwright.sync_api import Page

from bench.figures import Figure, summarise
from bench.mappage import open_map, write_map
from bench.workbench import MAP_PX, Workbench, open_browser, tell

GROUP: Final = "panzoom"
SIZES: Final = (10_000, 100_000, 1_000_000)
HELD_AT: Final = 100_000
"""The size for which the limits are meant."""
MOVES: Final = 60


def measure(work: Workbench) -> Iterator[Figure]:
    """Measure in cumulative mode, where most is drawn."""
    with open_browser() as browser:
        for records in SIZES:
            files = write_map(work, records)
            tell(f"  {records:,} records")
            with open_map(browser, files) as page:
                page.evaluate("() => timeMap.setMode('cumulative')")
                yield _name_rate("pan by mouse", _pan(page), records)
                yield _name_rate("zoom, animated", _zoom(page), records)
                took = page.evaluate("() => bench.redraw(24)")
                limit = 150 if records <= HELD_AT else None
                yield summarise(GROUP, "one redraw", took, "ms", records=records, limit=limit)


def _pan(page: Page) -> list[float]:
    """Drag the map to and fro; the intervals between frames while the button is held, in ms."""
    x, y = MAP_PX[0] / 2, MAP_PX[1] / 2 + 120
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 5, y, steps=2)
    page.evaluate("() => bench.watchFrames()")
    page.mouse.move(x + 180, y - 40, steps=MOVES)
    page.mouse.move(x - 60, y - 10, steps=MOVES)
    intervals: list[float] = page.evaluate("() => bench.stop()")
    page.mouse.up()
    page.evaluate("() => bench.afterPaint()")
    return intervals


def _zoom(page: Page) -> list[float]:
    """Zoom in and out by the buttons; the intervals between frames of the animation, in ms."""
    intervals: list[float] = []
    for name in ("in", "out", "in", "out"):
        page.evaluate("() => bench.watchFrames()")
        page.locator(f".leaflet-control-zoom-{name}").click()
        page.wait_for_timeout(230)  # an animation takes 250 ms; the redraw after it stands apart
        intervals += page.evaluate("() => bench.stop()")
        page.wait_for_timeout(600)
    return intervals


def _name_rate(name: str, intervals: list[float], records: int) -> Figure:
    """Give frames a second, by the median interval."""
    return Figure(
        GROUP,
        f"{name}, frames a second",
        1000 / statistics.median(intervals),
        "1/s",
        records=records,
        limit=50 if records <= HELD_AT else None,
        at_least=True,
        runs=len(intervals),
    )
