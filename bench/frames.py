"""Frames of a drag, a new window out of rest, and the mouse over the map."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Browser, Page

from bench.figures import Figure, percentile, summarise
from bench.mappage import open_map, write_map
from bench.records import FIRST, SIZES, count_days
from bench.workbench import Workbench, open_browser, tell

GROUP: Final = "frames"
WINDOW_DAYS: Final = 14


@dataclass(frozen=True)
class Drag:
    """A drag to measure; limits in ms, None for none."""

    records: int
    ratio: int
    cumulative: bool
    median_ms: float | None
    p95_ms: float | None = None

    @property
    def name(self) -> str:
        """What is dragged, as the table says it."""
        window = "cumulative" if self.cumulative else f"{WINDOW_DAYS} days"
        return f"frame interval in a drag, {window}, pixel ratio {self.ratio}"


DRAGS: Final = (
    Drag(200, 1, cumulative=False, median_ms=18),
    Drag(10_000, 1, cumulative=False, median_ms=18),
    Drag(10_000, 1, cumulative=True, median_ms=None),
    Drag(100_000, 1, cumulative=False, median_ms=18),
    Drag(100_000, 1, cumulative=True, median_ms=20, p95_ms=34),
    Drag(1_000_000, 1, cumulative=False, median_ms=20),
    Drag(1_000_000, 1, cumulative=True, median_ms=50),
    Drag(10_000, 2, cumulative=True, median_ms=34),
    Drag(100_000, 2, cumulative=True, median_ms=None),
    Drag(1_000_000, 2, cumulative=True, median_ms=100),
)


def measure(work: Workbench) -> Iterator[Figure]:
    """Measure one size after the other, each in a page of its own for each pixel ratio."""
    with open_browser() as browser:
        for records in SIZES:
            yield from _measure_size(work, browser, records)


def _measure_size(work: Workbench, browser: Browser, records: int) -> Iterator[Figure]:
    """Measure all drags of one number of records, and at ratio 1 jumps and the mouse."""
    files = write_map(work, records)
    for ratio in (1, 2):
        drags = [drag for drag in DRAGS if (drag.records, drag.ratio) == (records, ratio)]
        if not drags:
            continue
        tell(f"  {records:,} records at pixel ratio {ratio}")
        with open_map(browser, files, ratio=ratio) as page:
            for drag in drags:
                yield from _measure_drag(page, drag)
            if ratio == 1:
                yield from _measure_rest(page, records)


def _set_mode(page: Page, *, cumulative: bool) -> None:
    """Choose the mode as a script on the page would."""
    page.evaluate("(mode) => timeMap.setMode(mode)", "cumulative" if cumulative else "window")


def _plan(records: int, days: int, steps: int, jump: int = 1) -> dict[str, Any]:
    """Plan steps that end at the record's last day, where a cumulative window is the fullest."""
    return {
        "first": str(FIRST),
        "from": max(0, count_days(records) - days - jump * steps),
        "days": days,
        "steps": steps,
    }


def _measure_drag(page: Page, drag: Drag) -> Iterator[Figure]:
    """Measure the frames of a drag."""
    _set_mode(page, cumulative=drag.cumulative)
    steps = 90 if drag.records >= 1_000_000 else 180
    intervals = page.evaluate("(plan) => bench.drag(plan)", _plan(drag.records, WINDOW_DAYS, steps))
    yield summarise(GROUP, drag.name, intervals, "ms", records=drag.records, limit=drag.median_ms)
    if drag.p95_ms is not None:
        yield Figure(
            GROUP,
            f"{drag.name}, 95th percentile",
            percentile(intervals),
            "ms",
            records=drag.records,
            limit=drag.p95_ms,
            runs=len(intervals),
        )


def _measure_rest(page: Page, records: int) -> Iterator[Figure]:
    """Measure a new window out of rest, and the mouse over a full map."""
    _set_mode(page, cumulative=False)
    took = page.evaluate("(plan) => bench.jump(plan)", _plan(records, WINDOW_DAYS, 40, jump=3))
    yield summarise(
        GROUP,
        f"setWindow to painted, {WINDOW_DAYS} days",
        took,
        "ms",
        records=records,
        limit=36 if records <= 100_000 else None,
    )
    _set_mode(page, cumulative=True)
    page.evaluate("() => bench.afterPaint()")
    over = page.evaluate("() => bench.hover(200)")
    yield summarise(GROUP, "mouse over the map, cumulative", over, "ms", records=records, limit=8)
