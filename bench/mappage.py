"""The map's page with records in it, opened from a file, for measurements that need no server."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page

from bench.workbench import MAP_PX, ROOT, Workbench, open_page, tell
from geo.loading import read_dataset
from layers.page_template import make_page_template
from layers.payload import make_payload
from layers.record_texts import hold_texts

LOAD_MS: Final = 120_000


@dataclass(frozen=True)
class MapFiles:
    """The page of the map without records, and a payload beside it."""

    shell: Path
    payload: Path


def write_map(work: Workbench, count: int) -> MapFiles:
    """Write the page and the payload of so many records; both are made anew in each run."""
    shell = work.out / "shell.html"
    payload = work.out / f"records-{count}.bin"
    folder = work.records(count)
    tell(f"  reading {count:,} records")
    dataset = read_dataset(folder)
    payload.write_bytes(make_payload(dataset, with_texts=hold_texts(dataset)))
    shell.write_text(make_page_template(ROOT / "data" / "basemap"), encoding="utf-8")
    return MapFiles(shell, payload)


@contextlib.contextmanager
def open_map(
    browser: Browser, files: MapFiles, *, ratio: float = 1.0, view: Mapping[str, Any] | None = None
) -> Iterator[Page]:
    """Open the page with its records and its basemap, the map `MAP_PX` in size."""
    with open_page(browser, ratio=ratio, size=(MAP_PX[0], MAP_PX[1] + 140)) as page:
        page.goto(files.shell.as_uri())
        page.evaluate(
            "() => { const input = document.createElement('input'); input.type = 'file';"
            " input.id = 'bench-file'; input.hidden = true; document.body.append(input); }"
        )
        page.locator("#bench-file").set_input_files(files.payload)
        page.set_default_timeout(LOAD_MS)
        page.evaluate(
            "(view) => bench.load(document.getElementById('bench-file'), view)",
            dict(view or {"layers": None}),
        )
        high = page.evaluate("() => document.querySelector('.folium-map').clientHeight")
        size = page.viewport_size
        if size is not None:
            page.set_viewport_size(
                {"width": size["width"], "height": size["height"] + MAP_PX[1] - high}
            )
        page.wait_for_timeout(600)  # the base bitmap of the new size
        yield page
