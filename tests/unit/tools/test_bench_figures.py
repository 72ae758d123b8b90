"""Figures of the measurements: median, limit, table, and what is kept of them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.figures import (
    Figure,
    format_table,
    percentile,
    summarise,
    write_lines,
)

FRAME = summarise("frames", "a drag", [16.0, 17.0, 40.0], "ms", records=10_000, limit=18)
JUMP = Figure("frames", "a jump", 49.0, "ms", limit=36)
PLAIN = Figure("reading", "pandas", 1234.5, "s")


def test_several_runs_are_told_by_their_median() -> None:
    assert (FRAME.value, FRAME.p95, FRAME.runs) == (17.0, 40.0, 3)


def test_no_run_is_no_figure() -> None:
    with pytest.raises(ValueError, match="has no run"):
        summarise("frames", "a drag", [], "ms")


def test_percentile_is_a_value_that_so_many_do_not_exceed() -> None:
    values = list(range(1, 101))

    assert percentile(values) == 95
    assert percentile([3.0]) == 3.0
    assert percentile(values, 0.0) == 1


@pytest.mark.parametrize(
    ("figure", "reached"),
    [(FRAME, True), (JUMP, False), (PLAIN, None), (Figure("a", "b", 18.1, "ms", limit=18), False)],
)
def test_limits_are_kept_or_not(figure, reached) -> None:
    assert figure.reached is reached


def test_table_says_figure_limit_and_whether_it_is_reached() -> None:
    lines = format_table([FRAME, JUMP, PLAIN]).splitlines()

    assert lines[0].split() == [
        "group", "figure", "records", "measured", "p95", "limit", "reached",
    ]  # fmt: skip
    assert lines[2].split() == ["frames", "a", "drag", "10,000", "17", "ms", "40", "≤", "18", "yes"]
    assert lines[3].split() == ["frames", "a", "jump", "49", "ms", "≤", "36", "NO"]
    assert "1,234 s" in lines[4]
    assert lines[4].split()[-1] == "s"


def test_json_lines_hold_the_machine_and_a_figure_a_line(tmp_path) -> None:
    path = tmp_path / "results" / "run.jsonl"
    write_lines(path, [FRAME, JUMP, PLAIN], {"processor": "a machine"})

    first, *rest = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert first == {"about": {"processor": "a machine"}}
    assert [line.pop("reached") for line in rest] == [True, False, None]
    assert [Figure(**line) for line in rest] == [FRAME, JUMP, PLAIN]


LARGE = """
import subprocess, sys
held = bytes(300_000_000)
code = "from bench.memory import peak_mb; print(peak_mb())"
subprocess.run([sys.executable, "-c", code], check=True)
"""
"""A process of 300 MB that starts a small one."""


def test_a_process_does_not_count_what_the_one_that_started_it_held() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LARGE],
        cwd=Path(__file__).parents[3],
        check=True,
        capture_output=True,
        text=True,
    )

    assert 0 < float(done.stdout) < 100
