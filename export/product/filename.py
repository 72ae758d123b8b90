"""Names of exported files: safe on every system, and the same for the same view."""

import datetime as dt
import hashlib
import json

from export.product.formats import FORMATS
from export.product.product import Product
from geo.model.marking import slug_marking
from geo.model.scene import Filters, Marking, Scene
from geo.query.map_layers import write_layers


def make_filename(
    scene: Scene, extension: str, atlas: str | None = None, *, marked: bool = True
) -> str:
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
    marked
        Whether the marking is in front; not on a file in an archive, whose own name bears it.

    Returns
    -------
    name
        The marking as `geo.model.marking.slug_marking` writes it, the period's days, the mode where
        it is cumulative, eight hexadecimal digits that stand for the filters where they are active,
        the layers where they are not the usual ones, and what an atlas goes by, such as
        ``UNCLASSIFIED_basewatch_2023-10-17_2023-11-30.png``. The extent is no part of it. Letters,
        digits, hyphen, underscore and full stop; nothing of a record or a title.
    """
    front = [slug_marking(scene.marking.text)] if marked else []
    parts = [*front, "basewatch", scene.period.first.isoformat(), scene.period.last.isoformat()]
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


def name_file(extension: str, product: Product, *, marked: bool = True) -> str:
    """Give the name of the file that a Product is in one format; `marked` as in `make_filename`."""
    atlas = product.atlas if FORMATS[extension].has_pages else None
    return make_filename(product.scene, extension, atlas, marked=marked)


def name_folder(what: str, marking: Marking, as_of: dt.datetime) -> str:
    """Give the name of an archive with a data folder: marking, what it holds, and its day."""
    return f"{slug_marking(marking.text)}_basewatch_{what}_{as_of:%Y-%m-%d}.zip"
