"""The manifest of an export: its files, its inputs and its request, so that it can be repeated."""

import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd

from export.drawing.typesetting import find_font
from export.product.filename import make_filename
from export.product.product import Product
from export.product.rendering import hash_content
from export.product.request import list_request
from export.talking_points.changes_since import quote_earlier
from geo.files.data_package import write_coverage
from geo.model.errors import ViewError
from geo.model.fingerprint import hash_attacks
from geo.model.scene import Scene
from geo.record import Dataset

FORM: Final = 1
"""Version of the manifest's format."""
TEMPLATE: Final = "template"
"""Name of the unit's template in a manifest; the name of its file is not recorded."""
_PACKAGES: Final = (
    "fastkml", "folium", "geopandas", "imageio-ffmpeg", "matplotlib", "numpy", "pandas", "pillow",
    "pyogrio", "pyproj", "python-docx", "python-pptx", "shapely", "xlsxwriter",
)  # fmt: skip
"""Packages whose version can change the bytes of a product."""


def name_manifest(product: Product, *, marked: bool = True) -> str:
    """Return the name of the manifest's file; `marked` as in `filename.make_filename`."""
    return make_filename(product.scene, "manifest.json", product.atlas, marked=marked)


def make_manifest(
    product: Product, formats: Sequence[str], extent: str | None, files: Mapping[str, bytes]
) -> bytes:
    """
    Make the manifest of an export.

    Parameters
    ----------
    product
        What was rendered.
    formats
        Formats that were requested.
    extent
        The extent that was requested, as `--extent` takes it; None where it follows the record.
    files
        Bytes of each file by name.

    Returns
    -------
    manifest
        JSON. It names no user, machine or folder.
    """
    scene = product.scene
    counts = scene.counts
    manifest = {
        "basewatch_manifest": FORM,
        "marking": {"text": scene.marking.text, "colour": scene.marking.colour},
        "files": [describe_file(name, data) for name, data in files.items()],
        "order": list_request(product, formats, extent),
        "inputs": [
            {"name": name, "sha256": digest}
            for name, digest in list_inputs(product.dataset, product.template).items()
        ],
        "since": None if product.earlier is None else quote_earlier(product.earlier),
        "attacks": _list_attacks(product),
        "coverage": _describe_coverage(scene),
        "counts": {name: getattr(counts, name) for name in counts.__dataclass_fields__},
        "rejects": [dict(reject.__dict__) for reject in scene.rejects],
        "made_by": {
            "basewatch": scene.provenance.version,
            "python": platform.python_version(),
            "packages": _list_versions(),
            "font": _describe_font(),
        },
    }
    return json.dumps(manifest, indent=1, sort_keys=False).encode("ascii") + b"\n"


def describe_file(name: str, data: bytes) -> dict[str, Any]:
    """
    Return a file's name, size and hash, and a hash of its content where bytes can differ.

    Parameters
    ----------
    name, data
        The file's name and its bytes.

    Returns
    -------
    entry
        Its entry in the manifest.
    """
    entry = {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    content = hash_content(name.rpartition(".")[2], data)
    return entry if content is None else entry | {"content_sha256": content}


def list_inputs(dataset: Dataset, template: bytes | None) -> dict[str, str]:
    """
    Return the SHA-256 of every file that a product is made from, by name.

    Parameters
    ----------
    dataset
        The record.
    template
        The unit's template; None without one.

    Returns
    -------
    inputs
        SHA-256 in hexadecimal by name.
    """
    found = dict(dataset.inputs)
    return found if template is None else {**found, TEMPLATE: hashlib.sha256(template).hexdigest()}


def _describe_coverage(scene: Scene) -> dict[str, Any]:
    """Return the coverage of the record and of the period, without which 0 has no meaning."""
    coverage, days = scene.coverage, scene.covered.days
    return {
        "period": scene.covered.share,
        "period_covered": None if days is None else [str(days.first), str(days.last)],
        "stated": None if coverage is None else write_coverage(coverage),
    }


def _list_attacks(product: Product) -> dict[str, Any]:
    """Return the attacks and sites that are counted, for comparison with the next product."""
    shown = product.scene.drawn, product.scene.not_placed
    counted = [str(attack_id) for rows in shown for attack_id in rows.index[rows["counted"]]]
    sites = {str(base_id) for rows in shown for base_id in rows.loc[rows["counted"], "base_id"]}
    digests = pd.concat([hash_attacks(rows[rows["counted"]]) for rows in shown]).sort_index()
    return {
        "counted": sorted(counted),
        "sites": sorted(sites - {""}),
        "digests": {str(attack_id): digest for attack_id, digest in digests.items()},
    }


def _list_versions() -> dict[str, str]:
    """Return the version of each installed package in `_PACKAGES`."""
    versions = {}
    for name in _PACKAGES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return versions


def _describe_font() -> dict[str, str]:
    """Return name and hash of the font of pictures."""
    data = Path(str(find_font(10).get_file())).read_bytes()
    return {"name": "DejaVu Sans", "sha256": hashlib.sha256(data).hexdigest()}


def read_manifest(path: Path) -> dict[str, Any]:
    """
    Read a manifest.

    Raises
    ------
    ViewError
        If the file cannot be read, or is not a manifest of Basewatch.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}). Give the manifest of an earlier export."
        raise ViewError(msg) from error
    return parse_manifest(data, str(path))


def parse_manifest(data: bytes, name: str) -> dict[str, Any]:
    """
    Read a manifest from its bytes.

    Parameters
    ----------
    data
        The file's bytes.
    name
        The file's name in error messages.

    Returns
    -------
    manifest
        The manifest as JSON values.

    Raises
    ------
    ViewError
        If it is not a manifest of Basewatch.
    """
    try:
        manifest = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        msg = f"{name} is not a manifest: it is not JSON ({str(error)[:80]})."
        raise ViewError(msg) from error
    form = manifest.get("basewatch_manifest") if isinstance(manifest, dict) else None
    if form != FORM:
        msg = (
            f"{name} is not a manifest that this version reads: basewatch_manifest is "
            f"{str(form)[:20]}, expected {FORM}."
        )
        raise ViewError(msg)
    found: dict[str, Any] = manifest
    return found
