"""Compare a run with a manifest: its input files, and the files that are made again."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from export.product.manifest import TEMPLATE, describe_file, list_inputs
from geo.model.errors import ViewError
from geo.record import Dataset

_MARKING: Final = re.compile(r"^[A-Z0-9-]+_(?=basewatch_)")


def check_inputs(
    dataset: Dataset, manifest: Mapping[str, Any], template: bytes | None = None
) -> None:
    """
    Check that the record and the template are those that a manifest was made from.

    Parameters
    ----------
    dataset
        The record as it is now.
    manifest
        See `export.product.manifest.read_manifest`.
    template
        The template as it is now; None where no template is given.

    Raises
    ------
    ViewError
        If a file differs, is missing or is new; each is named.
    """
    earlier = {str(item["name"]): str(item["sha256"]) for item in manifest.get("inputs", [])}
    found = list_inputs(dataset, template)
    problems = [
        f"{name} {'has changed' if name in found else 'is missing'}"
        for name, digest in earlier.items()
        if found.get(name) != digest
    ]
    problems += [f"{name} is new" for name in found if name not in earlier]
    if problems:
        where = "Give the folder of that record with --data."
        if any(problem.startswith(f"{TEMPLATE} ") for problem in problems):
            where += " Give the template with --template."
        msg = (
            "The record is not the one that the manifest was made from: "
            f"{'; '.join(problems)}. {where}"
        )
        raise ViewError(msg)


def compare_files(files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Sequence[str]:
    """
    Compare each file that was made again with the manifest's.

    A manifest from an archive names its files without the marking, which the archive has.

    Parameters
    ----------
    files
        Bytes of each file by name.
    manifest
        See `export.product.manifest.read_manifest`.

    Returns
    -------
    lines
        A line for each file: same bytes, same content, or different.
    """
    earlier = {str(item["name"]): item for item in manifest.get("files", [])}
    lines = []
    for name, data in files.items():
        described = describe_file(name, data)
        before = earlier.get(name) or earlier.get(_MARKING.sub("", name), {})
        result = "differs from the manifest"
        if described["sha256"] == before.get("sha256"):
            result = "same bytes as in the manifest"
        elif "content_sha256" in described and described["content_sha256"] == before.get(
            "content_sha256"
        ):
            result = "other bytes, same content as in the manifest"
        lines.append(f"{name}: {result}")
    return lines
