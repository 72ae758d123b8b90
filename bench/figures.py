"""A measured figure, its limit, and how figures are printed and kept."""

import json
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

PERCENTILE: Final = 0.95


@dataclass(frozen=True)
class Figure:
    """
    One figure.

    Attributes
    ----------
    group
        The module of `bench` that measured it.
    name
        What was measured.
    value, unit
        The figure: a median where there are several runs, or the 95th percentile where `name`
        says so.
    records
        Records in the data; None where the figure is not about their number.
    limit
        What it must keep to; None where none is asked for.
    p95
        The 95th percentile of the runs; None where there is one run.
    runs
        How many runs, or frames, it is taken from.
    """

    group: str
    name: str
    value: float
    unit: str
    records: int | None = None
    limit: float | None = None
    p95: float | None = None
    runs: int = 1

    @property
    def reached(self) -> bool | None:
        """Whether the limit is kept; None where there is none."""
        return None if self.limit is None else self.value <= self.limit


def percentile(values: Sequence[float], share: float = PERCENTILE) -> float:
    """Give the smallest of the values that so large a share of them does not exceed."""
    ordered = sorted(values)
    place = min(len(ordered) - 1, max(0, -int(-len(ordered) * share // 1) - 1))
    return ordered[place]


def summarise(
    group: str,
    name: str,
    values: Sequence[float],
    unit: str,
    *,
    records: int | None = None,
    limit: float | None = None,
) -> Figure:
    """
    Make the figure of several runs: their median, and the 95th percentile beside it.

    Raises
    ------
    ValueError
        If there is no run.
    """
    if not values:
        msg = f"{group}: `{name}` has no run to take a median of."
        raise ValueError(msg)
    return Figure(
        group,
        name,
        statistics.median(values),
        unit,
        records=records,
        limit=limit,
        p95=percentile(values),
        runs=len(values),
    )


_HEAD: Final = ("group", "figure", "records", "measured", "p95", "limit", "reached")


def list_cells(figure: Figure) -> tuple[str, ...]:
    """Write a figure as the cells of a row of the table."""
    return (
        figure.group,
        figure.name,
        "" if figure.records is None else f"{figure.records:,}",
        f"{_write(figure.value)} {figure.unit}".strip(),
        "" if figure.p95 is None else _write(figure.p95),
        "" if figure.limit is None else f"≤ {_write(figure.limit)}",
        {True: "yes", False: "NO", None: ""}[figure.reached],
    )


def format_table(figures: Iterable[Figure]) -> str:
    """Write figures as a table of plain text, columns in line."""
    rows = [_HEAD, *(list_cells(figure) for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _write(value: float) -> str:
    """Write a number with as many digits as it deserves."""
    if value >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def describe_machine() -> dict[str, str]:
    """Say what the figures were measured on: they mean nothing without it."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")
    meminfo = Path("/proc/meminfo")
    kilobytes = int(meminfo.read_text(encoding="utf-8").split()[1]) if meminfo.exists() else 0
    return {
        "processor": model or platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{kilobytes / 1024**2:.0f} GB" if kilobytes else "not known",
        "system": platform.platform(),
        "python": platform.python_version(),
        "streamlit": version("streamlit"),
        "pandas": version("pandas"),
    }


def write_lines(path: Path, figures: Iterable[Figure], about: dict[str, str]) -> None:
    """Write a run as JSON lines: first the machine, then a figure a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [{"about": about}, *({**asdict(fig), "reached": fig.reached} for fig in figures)]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")
