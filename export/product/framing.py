"""The frame of each format's map, and a Product whose map is fitted to it."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from export.maps.fit import fit_scene
from export.product.product import Product

FRAMES_PT: Final = MappingProxyType(
    {
        "pptx": (600.0, 400.0),
        "docx": (470.0, 300.0),
        "brief-pdf": (470.0, 300.0),
    }
)
"""
Width and height in points of the map's frame at full size, by format. A page (PNG, PDF, SVG) is
fitted by `export.picture.sheet`, which measures its text; other formats follow the screen.
"""


def frame_product(extension: str, product: Product) -> Product:
    """
    Fit a Product's map to the frame of a format.

    Parameters
    ----------
    extension
        A key of `export.product.formats.FORMATS`.
    product
        The Product. Not modified.

    Returns
    -------
    product
        With the extent that `Product.fit` asks for, see `export.maps.fit.fit_scene`; the same
        Product for a format without a frame.
    """
    size_pt = FRAMES_PT.get(extension)
    if size_pt is None:
        return product
    return replace(product, scene=fit_scene(product.scene, size_pt, fit=product.fit))
