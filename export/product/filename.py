"""Names of exported files: valid on every system, and the same for the same view."""

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
    Return the name of a file made from a Scene.

    Parameters
    ----------
    scene
        What the file shows.
    extension
        Without the dot, such as ``png``.
    atlas
        What an atlas has a page for: ``week``, ``month`` or ``base``; None for no atlas.
    marked
        Whether the marking comes first; False for a file in an archive, whose own name has it.

    Returns
    -------
    name
        The marking as `geo.model.marking.slug_marking` writes it, the period's days, the mode where
        it is cumulative, eight hexadecimal digits (a hash of the filters) where filters are active,
        the layers where they are not the default, and what an atlas goes by. Only letters, digits,
        hyphen, underscore and full stop; no text of a record or a title. The extent is not in it.

    Examples
    --------
    >>> import datetime as dt
    >>> from geo.files.shipped_data import DATA_FOLDER
    >>> from geo.loading import read_dataset
    >>> from geo.model.dates import Window
    >>> from geo.model.scene import Marking, View
    >>> from geo.query.selection import select_scene
    >>> view = View(Window(dt.date(2023, 10, 17), dt.date(2023, 11, 30)))
    >>> made = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    >>> scene = select_scene(
    ...     read_dataset(DATA_FOLDER), view, marking=Marking("UNCLASSIFIED"), as_of=made
    ... )
    >>> make_filename(scene, "png")
    'UNCLASSIFIED_basewatch_2023-10-17_2023-11-30.png'
    """
    front = [slug_marking(scene.marking.text)] if marked else []
    parts = [*front, "basewatch", scene.period.first.isoformat(), scene.period.last.isoformat()]
    if scene.view.mode == "cumulative":
        parts.append("cumulative")
    filters = scene.view.filters
    if filters != Filters():
        values = {name: getattr(filters, name) for name in (*filters.on, "include_held_out")}
        listed = {
            name: sorted(value) if isinstance(value, frozenset) else str(value)
            for name, value in values.items()
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
    """
    Return the name of a Product's file in one format; `marked` as in `make_filename`.

    Parameters
    ----------
    extension
        A key of `export.product.formats.FORMATS`.
    product
        The Product. Not modified.
    marked
        Whether the marking comes first.

    Returns
    -------
    name
        The file's name.
    """
    atlas = product.atlas if FORMATS[extension].has_pages else None
    return make_filename(product.scene, extension, atlas, marked=marked)


def name_folder(what: str, marking: Marking, as_of: dt.datetime) -> str:
    """
    Return the name of an archive with a data folder: marking, `what` it holds, day.

    Parameters
    ----------
    what
        Word for the content.
    marking
        The marking.
    as_of
        Time of making.

    Returns
    -------
    name
        Name of a ZIP file.
    """
    return f"{slug_marking(marking.text)}_basewatch_{what}_{as_of:%Y-%m-%d}.zip"
