"""Files that are there already: one of another marking is not written over unasked."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from geo.model.errors import ViewError
from geo.model.marking import is_same_marking, slug_marking

_MOST_BYTES = 100_000_000


def check_overwrite(folder: Path, names: Sequence[str], marking: str) -> None:
    """
    Check that no file of another marking is written over.

    Parameters
    ----------
    folder
        Where the files go.
    names
        Names of all files that a run writes, its manifest's as well.
    marking
        The marking of the run.

    Raises
    ------
    ViewError
        If a file is there that a manifest beside it says has another marking; or, where no
        manifest names it, if the front of its name could stand for more than one marking, as
        ``SECRET-A`` for SECRET//A and for SECRET A. Every such file is named.
    """
    there = [name for name in names if (folder / name).exists()]
    if not there:
        return
    told = dict[str, set[str]]()
    for path in sorted(folder.glob("*.manifest.json")):
        for name, text in _read_markings(path):
            told.setdefault(name, set()).add(text)
    is_plain = slug_marking(marking) == " ".join(marking.split()).upper()
    faults = []
    for name in there:
        others = [text for text in told.get(name, ()) if not is_same_marking(text, marking)]
        if others:
            faults.append(f"{name} is marked `{others[0][:80]}`")
        elif name not in told and not is_plain:
            faults.append(f"{name} is there, and no manifest says how it is marked")
    if faults:
        msg = (
            f"Files of another marking are in {folder}, and this run is marked `{marking[:80]}`: "
            f"{'; '.join(faults)}. Nothing is written. Give another folder with --out, or "
            "--force to write over them."
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
        return  # a file that is no manifest says nothing of any file
    yield from ((name, text) for name in [path.name, *named])
