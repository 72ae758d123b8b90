"""Tile server of the organisation, as a further basemap: its settings, checked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from geo.model.errors import SettingError

MOST_LETTERS: Final = 500
DEEPEST_ZOOM: Final = 25
_PLACES: Final = ("{z}", "{x}", "{y}")
_HOST: Final = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?:\.(?!-)[A-Za-z0-9-]{1,63})*")
_PRINTED: Final = re.compile(r"[!#-&(-;=?-~]+")
"""Printable ASCII without quotes and angle brackets: what an address may hold."""


@dataclass(frozen=True)
class TileServer:
    """
    A tile server.

    Attributes
    ----------
    template
        Address of a tile, with ``{z}``, ``{x}`` and ``{y}`` for zoom, column and row (from the
        north, as in Web Mercator's usual tiles of 256 pixels).
    name, attribution
        Its name in the list of layers, and the credit on the map while it is shown.
    max_zoom
        Its closest zoom; closer views enlarge its tiles.
    """

    template: str
    name: str
    attribution: str = ""
    max_zoom: int = 18

    @property
    def origin(self) -> str:
        """Scheme, host and port: the only origin that the page may load pictures from."""
        parts = urlsplit(self.template)
        return f"{parts.scheme}://{parts.netloc}"


def parse_tiles(
    template: str, name: str = "", attribution: str = "", max_zoom: str = ""
) -> TileServer:
    """
    Return the tile server of the settings, checked.

    Parameters
    ----------
    template, name, attribution, max_zoom
        As in `TileServer`, as written in the settings; a blank name becomes the host.

    Raises
    ------
    SettingError
        If the template or the zoom is invalid; the message says what to write instead.

    Examples
    --------
    >>> tiles = parse_tiles("https://tiles.example.org/{z}/{x}/{y}.png", max_zoom="14")
    >>> tiles.name, tiles.origin, tiles.max_zoom
    ('tiles.example.org', 'https://tiles.example.org', 14)
    """
    problem = next(_list_problems(template), None)
    if problem is not None:
        shown = re.sub("//.*@", "//…@", template)[:80]  # no password on a page
        msg = (
            f"The tile server `{shown}` {problem}: write an address such as "
            "https://tiles.example.org/{z}/{x}/{y}.png."
        )
        raise SettingError(msg)
    if max_zoom and not (
        max_zoom.isascii() and max_zoom.isdigit() and int(max_zoom) <= DEEPEST_ZOOM
    ):
        msg = (
            f"The tile server's closest zoom `{max_zoom[:20]}` is not a whole number from 0 to "
            f"{DEEPEST_ZOOM}: write one, such as 18, or leave it out."
        )
        raise SettingError(msg)
    host = urlsplit(template).hostname or ""
    zoom = int(max_zoom) if max_zoom else TileServer.max_zoom
    return TileServer(template, name or host, attribution, zoom)


def _list_problems(template: str) -> Iterator[str]:
    """Yield the problems of a template, the simplest first."""
    if len(template) > MOST_LETTERS:
        yield f"has more than {MOST_LETTERS} letters"
    if not _PRINTED.fullmatch(template):
        yield "holds characters that an address must not hold, such as a space or a quotation mark"
    try:
        parts = urlsplit(template)
        host, _ = parts.hostname, parts.port
    except ValueError:
        yield "is not an address"
        return
    if parts.scheme not in {"http", "https"} or not host:
        yield "does not begin with http:// or https:// and a host"
    if "@" in parts.netloc:
        yield "holds a user name or password, which every page would contain"
    if not _HOST.fullmatch(host or ""):
        yield "has no valid host (a name or an IPv4 address)"
    if parts.fragment or any(template.count(place) != 1 for place in _PLACES):
        yield "does not hold {z}, {x} and {y} once each"
    rest = template
    for place in _PLACES:
        rest = rest.replace(place, "")
    if "{" in rest or "}" in rest:
        yield "holds braces other than {z}, {x} and {y}"


def make_tile_config(tiles: TileServer | None) -> dict[str, Any] | None:
    """Return a tile server as plain values, under the names that the plugin uses."""
    if tiles is None:
        return None
    return {
        "template": tiles.template,
        "name": tiles.name,
        "attribution": tiles.attribution,
        "max_zoom": tiles.max_zoom,
    }
