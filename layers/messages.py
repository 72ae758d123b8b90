"""What the map's page is told by message, or holds as data: JSON, and views and outlines in it."""

import json
from pathlib import Path
from typing import Any

from geo.basemap.world_outline import encoded_outline
from geo.model.extent import Extent
from geo.model.scene import View
from geo.query.map_layers import write_layers


def dump_json(value: Any) -> str:
    """Write JSON, compact and with every character as itself."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
