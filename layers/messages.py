"""JSON for the page of the map: views, extents and the outline of the world."""

import json
from pathlib import Path
from typing import Any

from geo.basemap.world_outline import encoded_outline
from geo.model.extent import Extent
from geo.model.scene import View
from geo.query.map_layers import write_layers


def dump_json(value: Any) -> str:
    """Return compact JSON, without escapes of other than ASCII characters."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def make_outline(basemap_folder: Path) -> bytes:
    """Return the message with the outline of the world, for a page without it."""
    return dump_json({"outline": encoded_outline(basemap_folder)}).encode("utf-8")


def view_for_browser(view: View) -> dict[str, object]:
    """Return a view as the plugin reads it: ISO days, mode, layers, edges of extent and area."""
    return {
        "from": view.window.first.isoformat(),
        "to": view.window.last.isoformat(),
        "mode": view.mode,
        "extent": list_edges(view.extent),
        "area": list_edges(view.filters.area),
        "layers": write_layers(view.layers),
    }


def list_edges(extent: Extent | None) -> list[float] | None:
    """Return west, south, east and north in degrees; None without an extent."""
    return [extent.west, extent.south, extent.east, extent.north] if extent else None
