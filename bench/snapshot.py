"""The picture: PNG and PDF warm, and `python -m export` as a whole process."""

import datetime as dt
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from time import perf_counter
from typing import Final

from bench.figures import Figure
from bench.workbench import ROOT, Workbench, tell
from export.product.product import Product
from export.product.rendering import render_product
from geo.basemap.decoder import read_basemap
from geo.loading import read_dataset
from geo.query.opening import opening_view
from geo.query.selection import select_scene

GROUP: Final = "snapshot"
LIMITS_S: Final = {"png": 0.7, "pdf": 1.0}
PROCESS_S: Final = 3.0
ROUNDS: Final = 5
_ORDER: Final = ("--from", "2023-10-17", "--to", "2023-11-30", "--format", "png")


def measure(work: Workbench) -> Iterator[Figure]:  # noqa: ARG001 - the shipped record is measured
    """Measure the shipped record's opening weeks on A4 at 300 dpi."""
    dataset = read_dataset(ROOT / "data")
    scene = select_scene(
        dataset, opening_view(dataset), as_of=dt.datetime(2026, 11, 21, 10, 54, tzinfo=dt.UTC)
    )
    product = Product(scene, dataset, read_basemap(ROOT / "data" / "basemap"))
    for extension, limit_s in LIMITS_S.items():
        tell(f"  {extension}, warm")
        render_product(extension, product)
        took = []
        for _ in range(ROUNDS):
            began = perf_counter()
            render_product(extension, product)
            took.append(perf_counter() - began)
        yield _name(f"{extension.upper()}, A4, 300 dpi, warm", took, limit_s)
    tell("  whole process")
    yield _name("python -m export to PNG, whole process", _run_processes(), PROCESS_S)


def _name(name: str, took: list[float], limit_s: float) -> Figure:
    """Give the median of some runs."""
    return Figure(GROUP, name, statistics.median(took), "s", limit=limit_s, runs=len(took))


def _run_processes() -> list[float]:
    """Make the picture from the command line; the seconds of each run."""
    took = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(3):
            began = perf_counter()
            subprocess.run(
                [sys.executable, "-m", "export", *_ORDER, "--out", folder],
                cwd=ROOT,
                check=True,
                capture_output=True,
            )
            took.append(perf_counter() - began)
    return took
