"""Render a Product in one format."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from export.product.formats import FORMATS, Progress
from export.product.framing import frame_product
from export.product.product import Product


def render_product(extension: str, product: Product, on_progress: Progress | None = None) -> bytes:
    """
    Render a Product in one format.

    Parameters
    ----------
    extension
        A key of `FORMATS`.
    product
        The Product. Not modified.
    on_progress
        Called with the number of frames or pages that are done, for formats that take long.

    Returns
    -------
    data
        The file's bytes.

    Raises
    ------
    GeoError
        If it cannot be rendered: what is missing, and what to do.

    Examples
    --------
    The shipped record of two weeks, as a table:

    >>> import datetime as dt
    >>> from geo.files.shipped_data import DATA_FOLDER
    >>> from geo.loading import read_dataset
    >>> from geo.model.dates import Window
    >>> from geo.model.scene import Marking, View
    >>> from geo.query.selection import select_scene
    >>> dataset = read_dataset(DATA_FOLDER)
    >>> view = View(Window(dt.date(2023, 10, 17), dt.date(2023, 10, 30)))
    >>> made = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    >>> scene = select_scene(dataset, view, marking=Marking("UNCLASSIFIED"), as_of=made)
    >>> table = render_product("csv", Product(scene, dataset, basemap=None))
    >>> table.decode("utf-8-sig").splitlines()[0].split(",")[:3]
    ['attack_id', 'date', 'date_precision']
    """
    item = FORMATS[extension]
    product = frame_product(extension, product)
    if item.takes_long:
        return cast("Callable[[Product, Progress | None], bytes]", _load(item.renderer))(
            product, on_progress
        )
    return cast("Callable[[Product], bytes]", _load(item.renderer))(product)


def hash_content(extension: str, data: bytes) -> str | None:
    """
    Return a hash of what a file shows; None for a format whose bytes are compared.

    Parameters
    ----------
    extension
        A key of `export.product.formats.FORMATS`.
    data
        The file's bytes.

    Returns
    -------
    digest
        Hexadecimal digits.
    """
    hasher = FORMATS[extension].hasher
    return cast("Callable[[bytes], str]", _load(hasher))(data) if hasher else None


def _load(name: str) -> Callable[..., object]:
    """Load a function by its module and name."""
    module, _, function = name.partition(":")
    found: Callable[..., object] = getattr(import_module(module), function)
    return found
