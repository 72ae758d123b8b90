"""`python -m bench [GROUP …]`: measure, print the table, keep the figures as JSON lines."""

import argparse
import datetime as dt
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Final

from playwright.sync_api import Error as PlaywrightError

from bench.figures import Figure, describe_machine, format_table, write_lines
from bench.workbench import ROOT, Workbench, tell

GROUPS: Final = ("frames", "payload", "reading", "server", "start", "snapshot")
"""Modules of this package, each a group of figures, in the order in which they run."""
RESULTS: Final = Path(__file__).parent / "results"


def load_group(name: str) -> Callable[[Workbench], Iterator[Figure]]:
    """Give the function that measures a group."""
    measure: Callable[[Workbench], Iterator[Figure]] = import_module(f"bench.{name}").measure
    return measure


def run_group(name: str, work: Workbench) -> tuple[list[Figure], bool]:
    """Measure a group; give its figures so far, and whether it came to its end."""
    figures: list[Figure] = []
    began = monotonic()
    tell(f"{name}:")
    try:
        for figure in load_group(name)(work):
            figures.append(figure)
            tell(f"    {figure.name}: {figure.value:.4g} {figure.unit}")
    except (RuntimeError, PlaywrightError, OSError, subprocess.SubprocessError) as error:
        tell(f"  {name} could not be measured to its end: {error}")
        return figures, False
    tell(f"  {monotonic() - began:.0f} s")
    return figures, True


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run the command line.

    Returns
    -------
    status
        0 when every group came to its end, whatever its figures; 1 otherwise.
    """
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; all")
    parser.add_argument("--out", type=Path, default=RESULTS, metavar="DIR", help="for JSON lines")
    arguments = parser.parse_args(argv)
    unknown = set(arguments.groups).difference(GROUPS)
    if unknown:
        parser.error(f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    work = Workbench(ROOT / "out" / "bench")
    work.out.mkdir(parents=True, exist_ok=True)
    began = dt.datetime.now(dt.UTC)
    figures: list[Figure] = []
    whole = True
    for name in arguments.groups or GROUPS:
        found, ended = run_group(name, work)
        figures += found
        whole &= ended
    path = arguments.out / f"{began:%Y%m%dT%H%M%SZ}.jsonl"
    write_lines(path, figures, describe_machine() | {"begun": f"{began:%Y-%m-%d %H:%M} UTC"})
    print(format_table(figures))
    tell(f"{path} holds these figures as JSON lines")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
