"""What differs from a manifest: the files that it was made of, and those that are made again."""

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
    Check that the record, and the template, are those that a manifest was made from.

    Raises
    ------
    ViewError
        If a file differs, is missing, or came with the record since; each is named.
    """
    ordered = {str(item["name"]): str(item["sha256"]) for item in manifest.get("inputs", [])}
    found = list_inputs(dataset, template)
    faults = [
        f"{name} {'has changed' if name in found else 'is missing'}"
        for name, digest in ordered.items()
        if found.get(name) != digest
    ]
    faults += [f"{name} was not there" for name in found if name not in ordered]
    if faults:
        where = "Give the folder of that record with --data."
        if any(fault.startswith(f"{TEMPLATE} ") for fault in faults):
            where += " A template goes with --template."
        msg = (
            "The record is not the one that the manifest was made from: "
            f"{'; '.join(faults)}. {where}"
        )
        raise ViewError(msg)


def compare_files(files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Sequence[str]:
    """
    Say of each file that was made again whether it is the same as the manifest's.

    A manifest from an archive names its files without the marking, which the archive bears.
    """
    earlier = {str(item["name"]): item for item in manifest.get("files", [])}
    lines = []
    for name, data in files.items():
        told = describe_file(name, data)
        before = earlier.get(name) or earlier.get(_MARKING.sub("", name), {})
        said = "differs"
        if told["sha256"] == before.get("sha256"):
            said = "same bytes"
        elif "content_sha256" in told and told["content_sha256"] == before.get("content_sha256"):
            said = "other bytes, but the same content"
        lines.append(f"{name}: {said} as in the manifest")
    return lines
