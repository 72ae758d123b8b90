"""Figures of the measurements: median, limit, table, and what is kept of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.document import MARKS, replace_figures
from bench.figures import (
    Figure,
    format_markdown,
    format_table,
    percentile,
    read_lines,
    summarise,
    write_lines,
)

FRAME = summarise("frames", "a drag", [16.0, 17.0, 40.0], "ms", records=10_000, limit=18)
RATE = Figure("panzoom", "pan", 49.0, "1/s", limit=50, at_least=True)
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
    [(FRAME, True), (RATE, False), (PLAIN, None), (Figure("a", "b", 18.1, "ms", limit=18), False)],
)
def test_limits_are_kept_or_not(figure, reached) -> None:
    assert figure.reached is reached


def test_table_says_figure_limit_and_whether_it_is_reached() -> None:
    lines = format_table([FRAME, RATE, PLAIN]).splitlines()

    assert lines[0].split() == [
        "group", "figure", "records", "measured", "p95", "limit", "reached",
    ]  # fmt: skip
    assert lines[2].split() == ["frames", "a", "drag", "10,000", "17", "ms", "40", "≤", "18", "yes"]
    assert lines[3].split() == ["panzoom", "pan", "49", "1/s", "≥", "50", "NO"]
    assert "1,234 s" in lines[4]
    assert lines[4].split()[-1] == "s"


def test_markdown_has_a_row_a_figure() -> None:
    rows = format_markdown([FRAME, RATE]).splitlines()

    assert len(rows) == 4
    assert rows[2] == "| frames | a drag | 10,000 | 17 ms | 40 | ≤ 18 | yes |"


def test_json_lines_are_read_back_as_they_were(tmp_path) -> None:
    path = tmp_path / "results" / "run.jsonl"
    write_lines(path, [FRAME, RATE, PLAIN], {"processor": "a machine"})

    assert read_lines(path) == ({"processor": "a machine"}, [FRAME, RATE, PLAIN])


def test_document_gets_the_figures_between_its_marks() -> None:
    text = f"before\n{MARKS[0]}\nold\n{MARKS[1]}\nafter\n"

    once = replace_figures(text, {"processor": "a machine"}, [FRAME])

    assert once.startswith("before\n")
    assert once.endswith("after\n")
    assert "old" not in once
    assert "processor: a machine" in once
    assert once == replace_figures(once, {"processor": "a machine"}, [FRAME])


def test_document_without_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="not both marks"):
        replace_figures("nothing here", {}, [FRAME])


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
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )

    assert 0 < float(done.stdout) < 100
