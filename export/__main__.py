"""The command line: `python -m export` writes what the map shows to files."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from export.command import export_snapshot
from export.maps.fit import FITS
from export.product.formats import FORMATS
from geo.files.shipped_data import DATA_FOLDER
from geo.model.errors import GeoError
from geo.model.vocabulary import LAYERS, LAYERS_ON
from geo.query.facets import FACETS, NONE
from geo.query.map_layers import NO_LAYER


def build_parser(prog: str = "python -m export") -> argparse.ArgumentParser:
    """Return the parser of the command line that is called `prog`."""
    parser = argparse.ArgumentParser(
        prog=prog,
        description="Write what the map shows, for a period and filters, to files for a report.",
    )
    _add_view(parser.add_argument_group("what is shown"))
    _add_filters(
        parser.add_argument_group(
            "filters", "Options take several values and may be repeated; a record must pass all."
        )
    )
    _add_product(parser.add_argument_group("how it is made"))
    return parser


def _add_view(group: argparse._ArgumentGroup) -> None:
    """Add the options that choose what is shown."""
    add = group.add_argument
    add("--from", dest="first", metavar="DAY", help="first day, such as 2023-10-17")
    add("--to", dest="last", metavar="DAY", help="last day, inclusive")
    add(
        "--mode",
        choices=("window", "cumulative"),
        default="window",
        help="cumulative: from the record's first day to the last day given",
    )
    add(
        "--extent",
        metavar="W,S,E,N",
        help="edges of the map in degrees (default: all sites); write --extent=-5,… if the west "
        "edge is below zero",
    )
    add(
        "--width",
        type=float,
        metavar="PX",
        help="width in CSS pixels of the map on the screen to repeat (default: as on a screen of "
        "1100 by 700)",
    )
    add(
        "--fit",
        choices=FITS,
        help="maps of pages, slides and briefs: fitted to the attacks shown, or as on the screen "
        "(default: attacks; with --extent: screen)",
    )
    on = ",".join(word for word in LAYERS if word in LAYERS_ON)
    add(
        "--layers",
        metavar="WORD[,WORD]",
        help=f"layers to draw, of {', '.join(LAYERS)}, or {NO_LAYER} (default {on})",
    )
    add("--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="folder of the record")


def _add_filters(group: argparse._ArgumentGroup) -> None:
    """Add the options that choose which records are shown."""
    add = group.add_argument
    for facet in FACETS:
        own = "in any spelling" if facet.name == "base" else "as the record writes them"
        known = ", ".join(facet.words) or own
        blank = f"; {NONE}: {facet.blank}" if facet.blank else ""
        add(
            f"--{facet.name}",
            dest=facet.field,
            action="extend",
            nargs="+",
            default=[],
            metavar="WORD",
            help=f"only these: {known}{blank}",
        )
    add("--with-casualties", action="store_true", help="only records that state US casualties")
    add("--search", metavar="TEXT", help="only records with each of these words in text or source")
    add(
        "--area",
        metavar="W,S,E,N",
        help="only records placed in this area, edges in degrees; records without a place are "
        "left out",
    )
    add(
        "--include",
        choices=("held-out",),
        action="append",
        default=[],
        help="also draw records that are held out of the counts",
    )


def _add_product(group: argparse._ArgumentGroup) -> None:
    """Add the options that choose how the product looks and where it goes."""
    add = group.add_argument
    add("--title", help="title of the product")
    add(
        "--marking",
        help="marking line (default: BASEWATCH_MARKING); required if --data is not the shipped "
        "record",
    )
    add(
        "--marking-colour",
        metavar="#RRGGBB",
        help="colour of the marking bar (default: the usual colour for that marking)",
    )
    add(
        "--marking-colours",
        type=Path,
        metavar="TOML",
        help="your unit's table of marking colours; docs/deploy.md has an example",
    )
    add("--dpi", type=int, default=300, help="pixels per inch (default 300)")
    add("--page", choices=("a4", "letter", "16:9", "square"), default="a4", help="paper size")
    add(
        "--step",
        choices=("day", "week"),
        help="what each frame of gif and mp4 adds (default: chosen by the length of the period)",
    )
    add(
        "--atlas",
        choices=("week", "month", "base"),
        help="pdf and pptx: a summary, then one page or slide for each week, month or base",
    )
    add(
        "--since",
        type=Path,
        metavar="MANIFEST",
        help="manifest of the last product: pictures, map sheets and slides list the changes",
    )
    add(
        "--template",
        type=Path,
        metavar="PPTX",
        help="your unit's template for pptx; docs/templates.md names its placeholders",
    )
    add(
        "--points",
        type=Path,
        metavar="FILE",
        help="talking points of pptx and docx in your own words; --list-points writes a file to "
        "start from",
    )
    add(
        "--list-points",
        action="store_true",
        help="also write the talking points as text, to edit and pass to --points",
    )
    add(
        "--raw",
        action="store_true",
        help="write csv exactly as the record: no places of bases, no column `counted`, and no "
        "guard on cells that a spreadsheet would run",
    )
    add(
        "--marking-column",
        action="store_true",
        help="add a column with the marking to csv",
    )
    add(
        "--as-of",
        metavar="ISO",
        help="time of making, such as 2026-11-21T10:54+00:00 (default: now)",
    )
    add(
        "--format",
        metavar="F[,F]",
        help=f"one or more of {', '.join(FORMATS)}",
    )
    add(
        "--from-manifest",
        type=Path,
        metavar="FILE",
        help="repeat an earlier export; needs only --out, and --data if the record is not the "
        "shipped one",
    )
    add(
        "--force",
        action="store_true",
        help="overwrite files that have another marking; without it such a run writes nothing",
    )
    add("--out", type=Path, required=True, metavar="DIR", help="folder to write to")


def _print_progress(extension: str, done: int, of: int) -> None:
    """Print the progress of a format to stderr, always on the same line."""
    last = "\n" if done == of else ""
    print(f"\r{extension}: {done:,} of {of:,}", end=last, file=sys.stderr, flush=True)


def _warn(sentence: str) -> None:
    """Print a warning to stderr, on a line of its own."""
    print(f"Warning: {sentence}", file=sys.stderr)


def main(argv: Sequence[str] | None = None, prog: str = "python -m export") -> int:
    """
    Run the command line.

    Parameters
    ----------
    argv
        Without the program's name; None takes those of the process.
    prog
        The program's name, for its help.

    Returns
    -------
    status
        0 if everything was written, 2 if an argument or a file has to be corrected.
    """
    parser = build_parser(prog)
    arguments = parser.parse_args(argv)
    if arguments.from_manifest is None:
        needed = {"--from": arguments.first, "--to": arguments.last, "--format": arguments.format}
        missing = [name for name, value in needed.items() if value is None]
        if missing:
            parser.error(f"the following arguments are required: {', '.join(missing)}")
    try:
        for line in export_snapshot(arguments, _print_progress, _warn):
            print(line)
    except GeoError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
