"""Reading a record: time and memory from the files to the payload, against pandas reading text."""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bench.figures import Figure
from bench.workbench import ROOT, Workbench, tell
from geo.model.schema import ATTACKS

GROUP: Final = "reading"
ROUNDS: Final = {200: 3, 10_000: 3, 100_000: 3, 1_000_000: 2}
TIMES: Final = 4
MEMORY: Final = 6


def measure(work: Workbench) -> Iterator[Figure]:
    """Measure each size in processes of their own, ours and pandas' in turn."""
    for records, rounds in ROUNDS.items():
        folder = work.records(records)
        tell(f"  {records:,} records, {rounds} rounds")
        plain, ours = [], []
        for _ in range(rounds):
            plain.append(_run("pandas", folder))
            ours.append(_run("payload", folder))
        yield from _compare(records, folder, plain, ours)


def _run(what: str, folder: Path) -> dict[str, Any]:
    """Read in a process of its own; give its seconds and megabytes."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.reading_once", what, str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _compare(
    records: int, folder: Path, plain: list[dict[str, Any]], ours: list[dict[str, Any]]
) -> Iterator[Figure]:
    """Compare medians; the limits are meant for a million records."""
    held = records >= 1_000_000
    pandas_s = statistics.median(run["seconds"] for run in plain)
    ours_s = statistics.median(run["seconds"] for run in ours)
    file_mb = (folder / ATTACKS.file).stat().st_size / 1_000_000
    peak_mb = statistics.median(run["peak_mb"] for run in ours)
    rounds = len(ours)
    yield Figure(GROUP, "pandas reads the file as text", pandas_s, "s", records, runs=rounds)
    yield Figure(GROUP, "read, check, join, payload", ours_s, "s", records, runs=rounds)
    for step in ours[0]["steps"]:
        took = statistics.median(run["steps"][step] for run in ours)
        yield Figure(GROUP, f"of this: {step}", took, "s", records, runs=rounds)
    yield Figure(
        GROUP,
        "times what pandas takes",
        ours_s / pandas_s,
        "×",
        records,
        limit=TIMES if held else None,
        runs=rounds,
    )
    yield Figure(
        GROUP,
        "memory at its peak, times the file",
        peak_mb / file_mb,
        "×",
        records,
        limit=MEMORY if held else None,
        runs=rounds,
    )
