"""Names of exported files: safe on every system, and the same for the same view."""

import hashlib
import json

from export.formats import FORMATS
from export.product import Product
from geo.map_layers import write_layers
from geo.scene import Filters, Scene


def make_filename(scene: Scene, extension: str, atlas: str | None = None) -> str:
    """
    Give the name of a file made from a Scene.

    Parameters
    ----------
    scene
        What the file shows.
    extension
        Without the dot, such as ``png``.
    atlas
        By what it has a page each; None where it is no atlas.

    Returns
    -------
    name
        The period's days, the mode where it is cumulative, eight hexadecimal digits that stand for
        the filters where they are active, the layers where they are not the usual ones, and what
        an atlas goes by, such as ``basewatch_2023-10-17_2023-11-30.png``. The extent is no part of
        it. Letters, digits, hyphen, underscore and full stop; nothing of a record or a title.
    """
    parts = ["basewatch", scene.period.first.isoformat(), scene.period.last.isoformat()]
    if scene.view.mode == "cumulative":
        parts.append("cumulative")
    filters = scene.view.filters
    if filters != Filters():
        asked = {name: getattr(filters, name) for name in (*filters.on, "include_held_out")}
        listed = {
            name: sorted(value) if isinstance(value, frozenset) else str(value)
            for name, value in asked.items()
        }
        digest = hashlib.sha256(json.dumps(listed).encode("utf-8"))
        parts.append(digest.hexdigest()[:8])
    layers = write_layers(scene.view.layers)
    if layers is not None:
        parts.append(f"layers-{layers.replace(',', '-')}")
    if atlas is not None:
        parts.append(f"atlas-{atlas}")
    return "_".join(parts) + f".{extension}"


def name_file(extension: str, product: Product) -> str:
    """Give the name of the file that a Product is in one format."""
    atlas = product.atlas if FORMATS[extension].has_pages else None
    return make_filename(product.scene, extension, atlas)
