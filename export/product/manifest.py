"""The manifest of a run: what was made, of what, how, and by what; enough to make it all again."""

import argparse
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
from export.product.formats import FORMATS, STEPS
from export.product.product import Product
from export.product.rendering import hash_content
from export.product.split import ATLASES
from export.talking_points.changes_since import quote_earlier, write_filters
from geo.files.data_package import write_coverage
from geo.model.errors import ViewError
from geo.model.fingerprint import hash_attacks
from geo.model.scene import Scene
from geo.query.facets import FACETS
from geo.query.map_layers import write_layers
from geo.record import Dataset

FORM: Final = 1
"""Version of the manifest's own form."""
TEMPLATE: Final = "template"
"""What a manifest calls the unit's template; how the file was named is nobody's business."""
_PACKAGES: Final = (
    "fastkml", "folium", "geopandas", "imageio-ffmpeg", "matplotlib", "numpy", "pandas", "pillow",
    "pyogrio", "pyproj", "python-docx", "python-pptx", "shapely", "xlsxwriter",
)  # fmt: skip
"""Packages whose version can change a product's bytes."""


def name_manifest(product: Product, *, marked: bool = True) -> str:
    """Return the name of the manifest's file; `marked` as in `filename.make_filename`."""
    return make_filename(product.scene, "manifest.json", product.atlas, marked=marked)


def make_manifest(
    product: Product, formats: Sequence[str], extent: str | None, files: Mapping[str, bytes]
) -> bytes:
    """
    Make the manifest of a run.

    Parameters
    ----------
    product
        What was rendered.
    formats
        What was asked for.
    extent
        The extent that was asked for, as `--extent` takes it; None where it follows the record.
    files
        Bytes of each file, by name.

    Returns
    -------
    manifest
        JSON. It names no user, no machine and no folder.
    """
    scene = product.scene
    counts = scene.counts
    manifest = {
        "basewatch_manifest": FORM,
        "marking": {"text": scene.marking.text, "colour": scene.marking.colour},
        "files": [describe_file(name, data) for name, data in files.items()],
        "order": list_order(product, formats, extent),
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
    """Give a file's name, size and hash, and where bytes are not all, the hash of what it shows."""
    told = {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    content = hash_content(name.rpartition(".")[2], data)
    return told if content is None else told | {"content_sha256": content}


def list_inputs(dataset: Dataset, template: bytes | None) -> dict[str, str]:
    """List the SHA-256 of every file that a product is made of, by name."""
    found = dict(dataset.inputs)
    return found if template is None else {**found, TEMPLATE: hashlib.sha256(template).hexdigest()}


def list_order(product: Product, formats: Sequence[str], extent: str | None) -> dict[str, Any]:
    """List what was asked for, every default filled in but the extent that follows the record."""
    scene, view = product.scene, product.scene.view
    return {
        "from": view.window.first.isoformat(),
        "to": view.window.last.isoformat(),
        "mode": view.mode,
        "extent": extent,
        "width_px": view.width_px,
        "layers": write_layers(view.layers),
        "filters": write_filters(view.filters),
        "title": scene.title,
        "as_of": scene.provenance.as_of.isoformat(),
        "page": product.page,
        "dpi": product.dpi,
        "raw": product.raw,
        "marking_column": product.marking_column,
        "step": product.step,
        "atlas": product.atlas,
        "points": product.edited,
        "formats": list(formats),
    }


def _describe_coverage(scene: Scene) -> dict[str, Any]:
    """Give what the record covers, and how much of the period: a count of 0 means nothing else."""
    coverage, days = scene.coverage, scene.covered.days
    return {
        "period": scene.covered.share,
        "period_covered": None if days is None else [str(days.first), str(days.last)],
        "stated": None if coverage is None else write_coverage(coverage),
    }


def _list_attacks(product: Product) -> dict[str, Any]:
    """List what the product counts, where, and what it says: the next one tells what is new."""
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
    """Give the installed version of each package that matters; one that is missing is left out."""
    versions = {}
    for name in _PACKAGES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return versions


def _describe_font() -> dict[str, str]:
    """Give name and hash of the font that pictures are set in."""
    data = Path(str(find_font(10).get_file())).read_bytes()
    return {"name": "DejaVu Sans", "sha256": hashlib.sha256(data).hexdigest()}


def read_manifest(path: Path) -> dict[str, Any]:
    """
    Read a manifest.

    Raises
    ------
    ViewError
        If the file cannot be read, or is none of ours.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}): give the manifest of an earlier export."
        raise ViewError(msg) from error
    return parse_manifest(data, str(path))


def parse_manifest(data: bytes, name: str) -> dict[str, Any]:
    """
    Read a manifest from its bytes.

    Parameters
    ----------
    data
        The file.
    name
        What it is called where it is none of ours.

    Raises
    ------
    ViewError
        If it is none of ours.
    """
    try:
        manifest = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        msg = f"{name} is no manifest: it is not JSON ({str(error)[:80]})."
        raise ViewError(msg) from error
    form = manifest.get("basewatch_manifest") if isinstance(manifest, dict) else None
    if form != FORM:
        msg = (
            f"{name} is no manifest that this version reads: it says basewatch_manifest "
            f"{str(form)[:20]}, {FORM} was expected."
        )
        raise ViewError(msg)
    found: dict[str, Any] = manifest
    return found


def fill_order(arguments: argparse.Namespace, manifest: Mapping[str, Any]) -> argparse.Namespace:
    """
    Fill the arguments of a run with what a manifest orders.

    Parameters
    ----------
    arguments
        As given: `data` and `out` stay. Not modified.
    manifest
        See `read_manifest`.

    Returns
    -------
    filled
        The arguments of the earlier run.

    Raises
    ------
    ViewError
        If something is missing from the manifest, or is not of its form.
    """
    try:
        order = manifest["order"]
        filters = order["filters"]
        known = {field: list(map(str, filters[name])) for name, field in _facet_fields()}
        unknown = [name for name in order["formats"] if name not in FORMATS]
        if unknown:
            msg = f"The manifest orders {', '.join(unknown)[:60]}, which this version cannot write."
            raise ViewError(msg)
        filled = {
            "first": order["from"],
            "last": order["to"],
            "mode": order["mode"],
            "extent": order["extent"],
            "width": float(order["width_px"]),
            "layers": order["layers"],
            "with_casualties": bool(filters["with_casualties"]),
            "search": str(filters["text"]),
            "area": filters["area"],
            "include": ["held-out"] if filters["held_out"] else [],
            "title": order["title"],
            "marking": manifest["marking"]["text"],
            "marking_colour": manifest["marking"]["colour"],
            "as_of": order["as_of"],
            "page": order["page"],
            "dpi": int(order["dpi"]),
            "raw": bool(order["raw"]),
            "marking_column": bool(order.get("marking_column", False)),
            "step": _read_word(STEPS, order.get("step")),
            "atlas": _read_word(ATLASES, order.get("atlas")),
            "since": manifest.get("since"),
            "points": order.get("points"),
            "format": ",".join(order["formats"]),
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"The manifest is not whole ({error!r}): take it as it was written."
        raise ViewError(msg) from error
    return argparse.Namespace(**{**vars(arguments), **known, **filled})


def _read_word(known: Sequence[str], word: object) -> str | None:
    """Read one of the words that an option takes; manifests of old lack the newer ones."""
    words: dict[object, str | None] = {None: None, **{each: each for each in known}}
    return words[word]


def _facet_fields() -> list[tuple[str, str]]:
    """Give each facet's name in a manifest and in the arguments."""
    return [(facet.name, facet.field) for facet in FACETS]
