"""The command `basewatch run|check|import|export`."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from basewatch.address import check_address, list_server_options
from geo import VERSION

_PACKAGES = {"check": "geo", "import": "geo", "export": "export"}
"""Commands of another package's own command line."""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; other packages parse what follows their command."""
    parser = argparse.ArgumentParser(
        prog="basewatch",
        description="A time map of reported attacks on bases hosting US forces.",
    )
    parser.add_argument("--version", action="version", version=f"Basewatch {VERSION}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser(
        "run",
        help="serve the page on this machine",
        description="Serve the page. Options that are not listed here go to Streamlit.",
        allow_abbrev=False,
    )
    add = run.add_argument
    add("--host", default="127.0.0.1", help="name or address to listen on (default: %(default)s)")
    add("--port", default="8501", help="port to listen on (default: %(default)s)")
    for command, text in (
        ("check", "check a data folder and name every problem"),
        ("import", "make a data folder of another table"),
        ("export", "write what the map shows to files"),
    ):
        commands.add_parser(command, help=text, add_help=False)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line.

    Parameters
    ----------
    arguments
        Without the program's name; None takes those of the process.

    Returns
    -------
    status
        0 done; else the status of the command, or 2 where the page cannot be served.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    options, rest = build_parser().parse_known_args(words)
    # Each command imports its own package alone: a check of the data does not load Streamlit.
    if options.command == "run":
        return _serve(options.host, options.port, rest)
    package = importlib.import_module(f"{_PACKAGES[options.command]}.__main__")
    own = words[words.index(options.command) + 1 :]
    if options.command == "export":
        return int(package.main(own, prog="basewatch export"))
    return int(package.main([options.command, *own], prog="basewatch"))


def _serve(host: str, port: str, options: Sequence[str]) -> int:
    """Serve the page once the address is known to be free."""
    problem = check_address(host, port)
    if problem:
        print(f"Basewatch: {problem}", file=sys.stderr)
        return 2
    server_options, warning = list_server_options(host, port)
    if warning:
        print(f"Basewatch: {warning}")
    print(f"Basewatch: serving the page on http://{host}:{port} (Ctrl-C ends it)", flush=True)
    return int(importlib.import_module("ui.__main__").serve([*server_options, *options]))
