"""A page of the time map with its records, as one file that opens no address."""

import base64
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from geo.basemap.world_outline import encoded_outline
from geo.model.scene import View
from layers.messages import dump_json, view_for_browser
from layers.page_template import assemble_page
from layers.payload import pack_mask, split_payload


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
    Return a page that opens from a file and shows the time map at a view.

    Parameters
    ----------
    basemap_folder
        Folder of the built basemap.
    payload
        The records, see `layers.payload.make_payload`.
    mask
        Which records match the filters, shape (records,), in the payload's order.
    view
        Window, mode and extent to open with.
    product
        Text above and below the map: `title`, `marking` with its `colour` and `ink`, `lines` under
        the title, `foot`, and `alt`, which describes the map; None for the map alone.
    worldwide
        Whether the page holds the outline of the world beyond the shipped region.

    Returns
    -------
    page
        One HTML file. Its Content-Security-Policy forbids every address; `window.timeMap` is
        the same object as in the app.

    Notes
    -----
    The payload is in two blocks, its header as JSON and its arrays in base64: most of it is text,
    which base64 would make a third longer.
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
