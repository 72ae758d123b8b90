"""The request of an export, as a manifest holds it: written and read."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from export.maps.fit import FITS
from export.product.formats import FORMATS, STEPS
from export.product.product import Product
from export.product.split import ATLASES
from export.talking_points.changes_since import write_filters
from geo.model.errors import ViewError
from geo.query.facets import FACETS
from geo.query.map_layers import write_layers


def list_request(product: Product, formats: Sequence[str], extent: str | None) -> dict[str, Any]:
    """
    Return the request with every default filled in, except an extent that follows the record.

    Parameters
    ----------
    product
        The Product. Not modified.
    formats, extent
        As in `make_manifest`.

    Returns
    -------
    request
        The part `order` of a manifest.
    """
    scene, view = product.scene, product.scene.view
    return {
        "from": view.window.first.isoformat(),
        "to": view.window.last.isoformat(),
        "mode": view.mode,
        "extent": extent,
        "fit": product.fit,
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


def fill_request(arguments: argparse.Namespace, manifest: Mapping[str, Any]) -> argparse.Namespace:
    """
    Fill the arguments of a run with the request of a manifest.

    Parameters
    ----------
    arguments
        As given: `data`, `out` and `force` stay. Not modified.
    manifest
        See `read_manifest`.

    Returns
    -------
    filled
        The arguments of the earlier run.

    Raises
    ------
    ViewError
        If something is missing from the manifest, or has the wrong type.
    """
    try:
        request = manifest["order"]
        filters = request["filters"]
        known = {field: list(map(str, filters[name])) for name, field in _facet_fields()}
        unknown = [name for name in request["formats"] if name not in FORMATS]
        if unknown:
            msg = f"The manifest requests {', '.join(unknown)[:60]}, unknown to this version."
            raise ViewError(msg)
        filled = {
            "first": request["from"],
            "last": request["to"],
            "mode": request["mode"],
            "extent": request["extent"],
            "fit": _read_word(FITS, request.get("fit", "screen")),
            "width": float(request["width_px"]),
            "layers": request["layers"],
            "with_casualties": bool(filters["with_casualties"]),
            "search": str(filters["text"]),
            "area": filters["area"],
            "include": ["held-out"] if filters["held_out"] else [],
            "title": request["title"],
            "marking": manifest["marking"]["text"],
            "marking_colour": manifest["marking"]["colour"],
            "as_of": request["as_of"],
            "page": request["page"],
            "dpi": int(request["dpi"]),
            "raw": bool(request["raw"]),
            "marking_column": bool(request.get("marking_column", False)),
            "step": _read_word(STEPS, request.get("step")),
            "atlas": _read_word(ATLASES, request.get("atlas")),
            "since": manifest.get("since"),
            "points": request.get("points"),
            "format": ",".join(request["formats"]),
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"The manifest is incomplete ({error!r}). Give the file as Basewatch wrote it."
        raise ViewError(msg) from error
    return argparse.Namespace(**{**vars(arguments), **known, **filled})


def _read_word(known: Sequence[str], word: object) -> str | None:
    """Read a word that an option takes; old manifests lack the newer options."""
    words: dict[object, str | None] = {None: None, **{each: each for each in known}}
    return words[word]


def _facet_fields() -> list[tuple[str, str]]:
    """Return each facet's name in a manifest and in the arguments."""
    return [(facet.name, facet.field) for facet in FACETS]
