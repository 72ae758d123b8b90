"""A short run of `make soak`'s load: sessions and a browser at work, files opened, nothing broken."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from soak.load import Report, judge, load
from soak.products import find_fault


def test_sessions_and_a_browser_work_side_by_side(app) -> None:
    with ThreadPoolExecutor(1) as pool:  # this thread has the other browser tests' loop
        report = pool.submit(
            asyncio.run, load(app.url, app.pid, seconds=20, sessions=3, browsers=1)
        ).result()
    assert report.faults == []
    assert len(report.settles_s) >= 3
    assert report.memory


def test_what_does_not_hold_is_said() -> None:
    report = Report(settles_s=[0.1] * 90 + [2.0] * 10, faults=["browser 1: gone"])
    report.memory = [(float(second), 300.0 + second / 2) for second in range(0, 300, 5)]
    slow, grown = judge(report, 300)[1:]
    assert judge(report, 300)[0] == "browser 1: gone"
    assert "2.00 s" in slow
    assert "memory went from" in grown


@pytest.mark.parametrize("name", ["a.png", "a.geojson", "a.xlsx", "a.zip", "a.exe"])
def test_half_a_file_is_found(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x89PNG half")
    assert find_fault(path)
