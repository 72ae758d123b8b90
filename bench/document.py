"""Put measured figures into the document: `python -m bench.document [FILE.jsonl …]`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.figures import Figure, format_markdown, read_lines
from bench.workbench import ROOT

DOCUMENT: Final = ROOT / "docs" / "performance.md"
RESULTS: Final = Path(__file__).parent / "results"
MARKS: Final = ("<!-- figures: begin -->", "<!-- figures: end -->")


def replace_figures(text: str, about: dict[str, str], figures: Sequence[Figure]) -> str:
    """
    Put figures between the marks of a document.

    Parameters
    ----------
    text
        The document.
    about
        The machine they were measured on.
    figures
        What was measured.

    Returns
    -------
    text
        The document with these figures in the place of those before.

    Raises
    ------
    ValueError
        If it has not both marks, in order.
    """
    begin, end = MARKS
    head, found, rest = text.partition(begin)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        msg = f"the document has not both marks: write {begin} and {end} where the table goes."
        raise ValueError(msg)
    machine = " · ".join(f"{name}: {value}" for name, value in about.items())
    body = f"Measured on: {machine}.\n\n{format_markdown(figures)}"
    return f"{head}{begin}\n\n{body}\n\n{end}{tail}"


def main(names: Sequence[str]) -> None:
    """Write the named runs into the document, or the last one; a later figure wins."""
    paths = [Path(name) for name in names] or sorted(RESULTS.glob("*.jsonl"))[-1:]
    if not paths:
        sys.exit(f"{RESULTS} has no run yet. To do: make bench")
    about: dict[str, str] = {}
    found: dict[tuple[str, str, int | None], Figure] = {}
    for path in paths:
        about, figures = read_lines(path)
        found |= {(figure.group, figure.name, figure.records): figure for figure in figures}
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(replace_figures(text, about, list(found.values())), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
