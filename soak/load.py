"""Many people on one server for minutes: nothing may break, slow down or grow."""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import mean
from time import monotonic
from typing import Any, Final

from playwright.async_api import Browser, Frame, Page, async_playwright
from playwright.async_api import Error as PlaywrightError

from bench.figures import percentile
from soak.client import RUN_S, Client, open_client
from soak.products import find_fault
from tests.browser.harness.app_page import TOUR_SEEN
from tests.browser.harness.chromium import FLAGS, NO_BROWSER, find_browser
from tests.browser.harness.served_app import AS_OF, ROOT, serve

DAYS: Final = [f"2023-{month}-{day:02}" for month in (10, 11, 12) for day in range(18, 31, 3)]
COUNTRIES: Final = ("Iraq", "Syria", "")
FORMATS: Final = ("Picture (PNG)", "Table (CSV)", "Features (GEOJSON)", "Workbook (XLSX)")
SAMPLE_S: Final = 5
SETTLE_S: Final = 1.0
GROWTH: Final = 0.10
STEADY_S: Final = 180
"""From so long a run on, its second minute and its last are far enough apart to be compared."""


@dataclass
class Report:
    """What was seen: seconds of each settle, files that came, what went wrong, memory by time."""

    settles_s: list[float] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)

    def memory_between(self, first_s: float, last_s: float) -> float:
        """Give the mean memory of the server between two times, in MB."""
        return mean(mb for second, mb in self.memory if first_s <= second <= last_s)


def settled(random: Random) -> dict[str, Any]:
    """Give a view as the map reports it once it has settled."""
    first, last = sorted(random.sample(DAYS, 2))
    extent = [36.0 + random.random(), 32.0, 46.0, 38.0]
    mode = random.choice(("window", "cumulative"))
    return {"from": first, "to": last, "mode": mode, "extent": extent, "width": 1100}


async def scrub(url: str, number: int, until: float, report: Report) -> None:
    """Be one officer without a browser: settle, filter, wait, again."""
    random = Random(number)  # noqa: S311 - chance that can be had again
    client: Client | None = None
    try:
        client = await open_client(url)
        client.took_s.clear()  # the first run is no settle
        while monotonic() < until:
            await asyncio.sleep(random.uniform(2, 6))
            async with asyncio.timeout(RUN_S):
                if random.random() < 0.25:
                    filters = {"country": random.choice(COUNTRIES)}
                    choice = {"id": str(random.random()), "filters": filters}
                    await client.run(filters={"choice": choice})
                else:
                    await client.run(map={"view": settled(random)})
    except (OSError, TimeoutError, EOFError) as error:
        report.faults.append(f"session {number}: {type(error).__name__} {error}")
    finally:
        if client is not None:
            report.settles_s += client.took_s
            report.faults += [f"session {number}: {text}" for text in client.exceptions]
            await client.connection.close()


async def browse(browser: Browser, url: str, number: int, until: float, report: Report) -> None:
    """Be one officer with a browser: drag, filter, export, again."""
    random = Random(-number)  # noqa: S311 - chance that can be had again
    page = await browser.new_page(viewport={"width": 1440, "height": 900})
    await page.add_init_script(TOUR_SEEN)
    page.on("pageerror", lambda error: report.faults.append(f"browser {number}: {error}"))
    try:
        await page.goto(url)
        handle = await page.wait_for_selector("iframe.bw-frame", timeout=RUN_S * 1000)
        frame = await handle.content_frame() if handle else None
        assert frame is not None  # noqa: S101 - the selector waited for it
        await frame.wait_for_selector("html.bw-ready", timeout=RUN_S * 1000)
        while monotonic() < until:
            await _work(page, frame, random, report)
    except PlaywrightError as error:
        report.faults.append(f"browser {number}: {str(error)[:300]}")
    await page.close()


async def _work(page: Page, frame: Frame, random: Random, report: Report) -> None:
    """Do one of the things that an officer does, and look at what came."""
    first, last = sorted(random.sample(DAYS, 2))
    what = random.choice(("scrub", "scrub", "filter", "export"))
    if what == "scrub":
        await frame.evaluate("([from, to]) => timeMap.setWindow(from, to)", [first, last])
    elif what == "filter":
        await page.locator(".bwf-row input").nth(random.randrange(6)).click()
    else:
        name = random.choice(FORMATS)
        menu = page.get_by_role("button", name="Export", exact=True)
        if await menu.get_attribute("aria-expanded") != "true":
            await menu.click()
        button = page.get_by_role("button", name=name, exact=True)
        await button.wait_for(timeout=RUN_S * 1000)
        async with page.expect_download(timeout=RUN_S * 1000) as coming:
            await button.click()
        download = await coming.value
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / download.suggested_filename
            await download.save_as(path)
            fault = find_fault(path)
            report.files.append(path.suffix)
            if fault:
                report.faults.append(f"{path.name}: {fault}")
        await page.keyboard.press("Escape")
    await page.wait_for_timeout(random.uniform(2_000, 6_000))


async def watch_memory(pid: int, until: float, report: Report) -> None:
    """Read the server's resident memory now and then; a system without /proc gives none."""
    status, began = Path(f"/proc/{pid}/status"), monotonic()
    while monotonic() < until and status.exists():
        lines = status.read_text(encoding="utf-8").splitlines()
        kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
        report.memory.append((monotonic() - began, kilobytes / 1024))
        await asyncio.sleep(SAMPLE_S)


async def load(url: str, pid: int, seconds: float, sessions: int, browsers: int) -> Report:
    """Let so many officers work on a server for so long."""
    report, until = Report(), monotonic() + seconds
    async with async_playwright() as playwright:
        path = find_browser(playwright)
        if path is None and browsers:
            report.faults.append(NO_BROWSER)
            browsers = 0
        started = [
            await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
            for _ in range(browsers)
        ]
        await asyncio.gather(
            watch_memory(pid, until, report),
            *(scrub(url, number, until, report) for number in range(sessions)),
            *(browse(one, url, n, until, report) for n, one in enumerate(started)),
        )
        for one in started:
            await one.close()
    return report


def steady(report: Report) -> tuple[float, float]:
    """Give the mean memory of the second minute and of the last, in MB."""
    end = report.memory[-1][0]
    return report.memory_between(60, 120), report.memory_between(end - 60, end)


def judge(report: Report, seconds: float) -> list[str]:
    """Say what of the run does not hold."""
    faults = list(report.faults)
    slow = percentile(report.settles_s) if report.settles_s else 0.0
    if slow >= SETTLE_S:
        faults.append(f"95 of 100 settles took up to {slow:.2f} s, and {SETTLE_S} s is the limit")
    if seconds >= STEADY_S and report.memory:
        second, last = steady(report)
        if abs(last / second - 1) > GROWTH:
            faults.append(f"memory went from {second:.0f} MB in the second minute to {last:.0f} MB")
    return faults


def main(argv: Sequence[str] | None = None) -> int:
    """Run the load; return 0 when everything held."""
    parser = argparse.ArgumentParser(prog="python -m soak.load", description=__doc__)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--sessions", type=int, default=25)
    parser.add_argument("--browsers", type=int, default=5)
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with serve(folder, script=ROOT / "app.py", data_dir=ROOT / "data", as_of=AS_OF) as served:
            report = asyncio.run(
                load(served.url, served.pid, asked.seconds, asked.sessions, asked.browsers)
            )
            log = served.output.read_text(encoding="utf-8")
    report.faults += [line for line in log.splitlines() if "Error" in line or "Traceback" in line]
    print(
        f"{asked.sessions} sessions and {asked.browsers} browsers for {asked.seconds} s: "
        f"{len(report.settles_s):,} settles, median "
        f"{percentile(report.settles_s, 0.5) * 1000:.0f} ms, 95 of 100 within "
        f"{percentile(report.settles_s) * 1000:.0f} ms"
    )
    kinds = Counter(report.files)
    print(f"{len(report.files)} files taken:", *(f"{kinds[kind]} {kind}" for kind in sorted(kinds)))
    for second, mb in report.memory[:: max(1, len(report.memory) // 10)]:
        print(f"  after {second:4.0f} s the server holds {mb:.0f} MB")
    if asked.seconds >= STEADY_S and report.memory:
        second, last = steady(report)
        print(f"  mean of the second minute {second:.0f} MB, of the last {last:.0f} MB")
    faults = judge(report, asked.seconds)
    print(*(faults or ["everything held"]), sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
