"""Render a Product in one of the formats."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from export.product.formats import FORMATS, Tell
from export.product.product import Product


def render_product(extension: str, product: Product, tell: Tell | None = None) -> bytes:
    """
    Render a Product in one format.

    Parameters
    ----------
    extension
        A key of `FORMATS`.
    product
        What is rendered. Not modified.
    tell
        Told how many of how many frames or pages are done, where it takes long; None for nobody.

    Returns
    -------
    data
        The file's bytes.

    Raises
    ------
    GeoError
        If it cannot be rendered: what is missing, and what to do.
    """
    item = FORMATS[extension]
    if item.takes_long:
        return cast("Callable[[Product, Tell | None], bytes]", _load(item.renderer))(product, tell)
    return cast("Callable[[Product], bytes]", _load(item.renderer))(product)


def hash_content(extension: str, data: bytes) -> str | None:
    """Hash what a file shows; None for a format of which only the bytes count."""
    hasher = FORMATS[extension].hasher
    return cast("Callable[[bytes], str]", _load(hasher))(data) if hasher else None


def _load(name: str) -> Callable[..., object]:
    """Load a function by its module and name."""
    module, _, function = name.partition(":")
    found: Callable[..., object] = getattr(import_module(module), function)
    return found
