"""A whole page of the time map with its records inside: one file, no address outside itself."""

import base64
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from geo.extent import Extent
from geo.map_layers import write_layers
from geo.outline import encoded_outline
from geo.scene import View
from layers.payload import pack_mask, split_payload
from layers.shell import assemble_page, dump_json


def make_page(
    basemap_folder: Path,
    payload: bytes,
    mask: npt.NDArray[np.bool_],
    view: View,
    product: Mapping[str, object] | None = None,
    *,
    worldwide: bool = False,
) -> str:
    """
    Make a page that opens from a file and shows the time map at a view.

    Parameters
    ----------
    basemap_folder
        Where the built basemap stands.
    payload
        The records, see `layers.payload.make_payload`.
    mask
        Which records pass the filters, one bool each, in the payload's order.
    view
        Window, mode and extent to open at.
    product
        What stands above and below the map, as text: `title`, `marking` with its `colour` and
        `ink`, `lines` under the title and `foot`; None for the bare map.
    worldwide
        Whether the page holds the outline of the world beyond the shipped region.

    Returns
    -------
    page
        One HTML file. Its Content-Security-Policy forbids every address; `window.timeMap` is
        the same object as in the app.

    Notes
    -----
    The payload stands in two blocks, its header as the JSON that it is and its arrays in base64:
    most of it is text, which base64 would make a third longer.
    """
    opening = {
        **view_for_browser(view),
        "mask": base64.b64encode(pack_mask(mask)).decode("ascii"),
    }
    head, arrays = split_payload(payload)
    data = {
        "bw-head": head,
        "bw-records": base64.b64encode(arrays).decode("ascii"),
        "bw-view": dump_json(opening),
    }
    if product is not None:
        data["bw-product"] = dump_json(product)
    if worldwide:
        data["bw-outline"] = dump_json(encoded_outline(basemap_folder))
    return assemble_page(basemap_folder, data)


def make_outline(basemap_folder: Path) -> bytes:
    """Make the message that brings the outline of the world into a page without it."""
    return dump_json({"outline": encoded_outline(basemap_folder)}).encode("utf-8")


def view_for_browser(view: View) -> dict[str, object]:
    """Give a view as the plugin reads it: ISO days, mode, layers, edges of extent and area."""
    return {
        "from": view.window.first.isoformat(),
        "to": view.window.last.isoformat(),
        "mode": view.mode,
        "extent": list_edges(view.extent),
        "area": list_edges(view.filters.area),
        "layers": write_layers(view.layers),
    }


def list_edges(extent: Extent | None) -> list[float] | None:
    """Give west, south, east and north in degrees; None where there is no extent."""
    return [extent.west, extent.south, extent.east, extent.north] if extent else None
