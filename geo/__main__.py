"""The command line of the domain: `python -m geo check` and `python -m geo import`."""

import argparse
import io
import os
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from geo.checks.site_names import count_respelled
from geo.files.shipped_data import DATA_FOLDER
from geo.importers.command import add_import_parser, run_import
from geo.loading import read_dataset
from geo.model.errors import GeoError
from geo.model.limits import parse_limits
from geo.model.vocabulary import CONFIRMATIONS
from geo.record import Dataset


def build_parser(prog: str = "python -m geo") -> argparse.ArgumentParser:
    """Return the parser of the command line that is called `prog`."""
    parser = argparse.ArgumentParser(
        prog=prog, description="Check a record of attacks, or import a table into one."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="check a data folder and list every problem",
        description="Check every file of a data folder, and every reference between them. The "
        "report lists damage by a spreadsheet, the rows read and kept, each problem with file, "
        "row, column, value, reason and fix, and the attacks per site and confirmation.",
        epilog="Exit code: 0 no rejected row; 1 a rejected row; 2 a file cannot be used.",
    )
    check.add_argument(
        "data_dir",
        metavar="DATA_DIR",
        nargs="?",
        type=Path,
        default=DATA_FOLDER,
        help="folder with bases.geojson, sources.csv and attacks.csv (default: %(default)s)",
    )
    add_import_parser(commands, DATA_FOLDER)
    return parser


def format_report(dataset: Dataset) -> str:
    """
    Write the report on a record.

    Parameters
    ----------
    dataset
        The record.

    Returns
    -------
    report
        Lines of text, one for each problem; control characters of a cell are escaped.
    """
    lines = [_make_printable(remark) for remark in dataset.remarks]
    lines += [""] if lines else []
    lines.append(f"{'file':<22}{'read':>8}{'kept':>8}{'rejected':>10}")
    lines += [
        f"{rows.file:<22}{rows.read:>8}{rows.kept:>8}{rows.rejected:>10}" for rows in dataset.files
    ]
    if dataset.rejects:
        rejected = sum(rows.rejected for rows in dataset.files)
        lines += ["", f"{_plural(len(dataset.rejects), 'problem')} in {_plural(rejected, 'row')}:"]
        lines += [_make_printable(str(reject)) for reject in dataset.rejects]
    if dataset.respellings:
        lines += ["", f"{count_respelled(dataset.respellings)}:"]
        lines += [_make_printable(str(respelling)) for respelling in dataset.respellings]
    lines += ["", *_summarise_attacks(dataset)]
    return "\n".join(lines)


def _plural(count: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _make_printable(text: str) -> str:
    """Escape control and format characters: a cell must not control the terminal."""
    return "".join(
        character.encode("unicode_escape").decode("ascii")
        if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}
        else character
        for character in text
    )


def _summarise_attacks(dataset: Dataset) -> list[str]:
    """Write the counted attacks per site and confirmation."""
    attacks = dataset.attacks
    counted = attacks[attacks["counted"]]
    held_out = len(attacks) - len(counted)
    lines = [
        f"{_plural(len(counted), 'attack')} counted, {held_out} held out, "
        f"{int((~counted['placed']).sum())} of the counted not placed; {dataset.days}"
    ]
    table = pd.crosstab(counted["base_id"], counted["confirmation"]).reindex(
        index=[*dataset.bases.index, ""], columns=list(CONFIRMATIONS), fill_value=0
    )
    heads = "".join(f"{word:>18}" for word in CONFIRMATIONS.values())
    lines.append(f"{'site':<24}{heads}{'all':>8}")
    for site, numbers in zip(table.index, table.to_numpy().tolist(), strict=True):
        cells = "".join(f"{number:>18}" for number in numbers)
        lines.append(f"{site or '(no site named)':<24}{cells}{sum(numbers):>8}")
    return lines


def main(arguments: Sequence[str] | None = None, prog: str = "python -m geo") -> int:
    """
    Run the command line.

    Parameters
    ----------
    arguments
        Without the program's name; None for those of the process.
    prog
        The program's name, for its help.

    Returns
    -------
    code
        0 no rejected row, 1 a rejected row, 2 a file cannot be used (and an import wrote nothing).
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console without Arabic still gets a report
            stream.reconfigure(errors="backslashreplace")
    options = build_parser(prog).parse_args(arguments)
    try:
        limits = parse_limits(os.environ)
        if options.command == "import":
            code, report = run_import(options, _write_progress, limits)
            sys.stdout.write("\n".join(map(_make_printable, report.split("\n"))) + "\n")
            sys.stdout.write(f"\nWritten to {options.out}.\n")
            return code
        dataset = read_dataset(options.data_dir, limits)
    except GeoError as error:
        sys.stderr.writelines(f"{_make_printable(line)}\n" for line in str(error).split("\n"))
        return 2
    sys.stdout.write(format_report(dataset) + "\n")
    return 1 if dataset.rejects else 0


def _write_progress(step: str) -> None:
    """Write on the error stream which step begins."""
    sys.stderr.write(f"{_make_printable(step)} …\n")


if __name__ == "__main__":
    sys.exit(main())
