"""Map and legend on a slide, as pictures with alternative text."""

import io
from typing import Any, Final

from pptx.util import Pt

from export.drawing.page import Box
from export.maps.layout import MapLayout
from export.office.map_image import ENLARGED, MapImage, plan_legend, render_legend, render_map
from export.picture.page_layout import STRIP_PT
from export.product.product import Product

LEGEND_SHARE: Final = 0.36
"""Largest share of the map's box for the legend."""
BETWEEN_PT: Final = 6.0
"""White space between map and legend."""
COLUMN_SHARES: Final = tuple(0.34 + 0.01 * step for step in range(21))
"""Widths of the map's column to try, as shares of what map and bullets have together."""
WORTH: Final = 0.96
"""Share of the largest map that is enough: the rest is worth less than a wider column of text."""


def split_width(layout: MapLayout, area: Box) -> float:
    """
    Return the width of the map's column beside the bullets.

    Parameters
    ----------
    layout
        The map.
    area
        The box that map and bullets share.

    Returns
    -------
    width_pt
        The narrowest of `COLUMN_SHARES` that has nearly the largest map above its legend.
    """
    widths = [area.width * share for share in COLUMN_SHARES]
    columns = [Box(area.left, area.top, width, area.height) for width in widths]
    maps = [fit_map(layout, share_box(layout, column)[0]) for column in columns]
    enough = WORTH * max(maps)
    return next(width for width, wide in zip(widths, maps, strict=True) if wide >= enough)


def fit_map(layout: MapLayout, box: Box) -> float:
    """
    Return the width of the largest map, with its scale bar below, that fits a box.

    Parameters
    ----------
    layout
        The map.
    box
        The available box, in points.

    Returns
    -------
    width_pt
        The width.
    """
    room = box.height - STRIP_PT * ENLARGED
    return min(box.width, room * layout.width_px / layout.height_px)


def share_box(layout: MapLayout, box: Box) -> tuple[Box, Box]:
    """
    Divide a box between the map and the legend below, which has no height if it is empty.

    Parameters
    ----------
    layout
        The map.
    box
        The box to divide, in points.

    Returns
    -------
    map_box, legend_box
        Boxes of the map and of the legend.
    """
    legend = plan_legend(layout, (box.width, box.height * LEGEND_SHARE))
    height = legend.height_pt + BETWEEN_PT if legend else 0.0
    above = Box(box.left, box.top, box.width, box.height - height)
    return above, Box(box.left, above.bottom, box.width, height)


def add_map(
    slide: Any,
    shapes: dict[str, Any],
    boxes: dict[str, Box],
    product: Product,
    layout: MapLayout,
) -> None:
    """
    Add map and legend to a slide, in place of the template's shapes for them.

    Parameters
    ----------
    slide
        Changed in place.
    shapes, boxes
        The template's shapes, and the box of each part. Without a box of its own the legend comes
        directly below the map.
    product, layout
        The Product, and its map.
    """
    box, beneath = boxes["map"], boxes.get("legend")
    if beneath is None:
        box, beneath = share_box(layout, box)
    image = render_map(product.scene, layout, product.basemap, (box.width, box.height), product.dpi)
    _add_picture(slide, shapes, "map", image, box)
    if "legend" not in boxes:
        # if the map is lower than its box, the legend moves up
        beneath = Box(
            beneath.left, box.top + image.height_pt + BETWEEN_PT, beneath.width,
            beneath.height - BETWEEN_PT,
        )  # fmt: skip
    legend = plan_legend(layout, (beneath.width, beneath.height))
    if legend is not None:
        scale = image.width_pt / layout.width_px
        _add_picture(slide, shapes, "legend", render_legend(legend, product.dpi, scale), beneath)
    elif "legend" in shapes:
        _remove(shapes.pop("legend"))


def _add_picture(slide: Any, shapes: dict[str, Any], part: str, image: MapImage, box: Box) -> None:
    """Add a picture in a box's top left corner, in place of the template's shape."""
    picture = slide.shapes.add_picture(
        io.BytesIO(image.png), Pt(box.left), Pt(box.top), Pt(image.width_pt), Pt(image.height_pt)
    )
    picture.name = f"basewatch:{part}"
    picture.element.nvPicPr.cNvPr.set("descr", image.alt)
    if part in shapes:
        _remove(shapes.pop(part))


def _remove(shape: Any) -> None:
    """Remove a shape from its slide."""
    shape.element.getparent().remove(shape.element)
