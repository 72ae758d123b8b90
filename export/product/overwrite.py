"""Existing files: one of another marking is not overwritten without `--force`."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from geo.model.errors import ViewError
from geo.model.marking import is_same_marking, slug_marking

_MOST_BYTES = 100_000_000


def check_overwrite(folder: Path, names: Sequence[str], marking: str) -> None:
    """
    Check that no file of another marking would be overwritten.

    Parameters
    ----------
    folder
        Where the files go.
    names
        Names of all files that the run writes, its manifest included.
    marking
        Marking of the run.

    Raises
    ------
    ViewError
        If a manifest in the folder gives an existing file another marking; or, where no manifest
        names it, if the front of its name can be read as more than one marking, as ``SECRET-A``
        for SECRET//A and for SECRET A. Every such file is named.
    """
    there = [name for name in names if (folder / name).exists()]
    if not there:
        return
    markings = dict[str, set[str]]()
    for path in sorted(folder.glob("*.manifest.json")):
        for name, text in _read_markings(path):
            markings.setdefault(name, set()).add(text)
    is_plain = slug_marking(marking) == " ".join(marking.split()).upper()
    problems = []
    for name in there:
        others = [text for text in markings.get(name, ()) if not is_same_marking(text, marking)]
        if others:
            problems.append(f"{name} is marked `{others[0][:80]}`")
        elif name not in markings and not is_plain:
            problems.append(f"{name} exists, and no manifest states its marking")
    if problems:
        msg = (
            f"Files of another marking are in {folder}, and this run is marked `{marking[:80]}`: "
            f"{'; '.join(problems)}. Nothing was written. Give another folder with --out, or "
            "overwrite them with --force."
        )
        raise ViewError(msg)


def _read_markings(path: Path) -> Iterator[tuple[str, str]]:
    """Read from a manifest the marking of each file that it names, and its own."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            return
        manifest = json.loads(path.read_bytes())
        text = str(manifest["marking"]["text"])
        named = [str(item["name"]) for item in manifest["files"]]
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return  # not a manifest
    yield from ((name, text) for name in [path.name, *named])
