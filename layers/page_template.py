"""The page of the map without records: folium's map and the plugin, always the same bytes."""

import base64
import hashlib
import html
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import folium
from branca.element import MacroElement
from folium.template import Template

from geo.basemap.decoder import encoded
from layers.cartography.basemap_style import basemap_style
from layers.head_words import HEAD_WORDS
from layers.js_config import make_layer_config, make_symbol_config
from layers.leaflet import read_leaflet_notice, read_leaflet_script, read_leaflet_style
from layers.messages import dump_json
from layers.modules import join_modules, join_sheets
from layers.tiles import TileServer, make_tile_config

PLUGIN: Final = Path(__file__).parent / "plugin"
_HEAD_MARK: Final = "<!--basewatch:head-->"
CREDITS: Final = (
    "Borders as their source draws them: Natural Earth · rivers GSHHG · towns GeoNames CC BY 4.0 · "
    "map Leaflet"
)


class OfflineMap(folium.Map):
    """A folium map without addresses: the page itself holds what it needs."""

    # folium's own lists point to content delivery networks
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium declares them so
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


class TimeMapPlugin(MacroElement):
    """The plugin of the time map, attached to folium's map like folium's own plugins."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            {{ this._parent.get_name() }}.attributionControl.addAttribution(
                {{ this.credits|tojson }}
            );
            L.control.zoom({position: "topleft"}).addTo({{ this._parent.get_name() }});
            attachTimeMap({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, credit_line: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "TimeMap"
        self.credits = credit_line


def _render_folium() -> str:
    """Return the page that folium renders for its map and the plugin, with fixed names."""
    shell = OfflineMap(
        location=[34.6, 41.2],
        zoom_start=6,
        tiles=None,
        control_scale=True,
        zoom_control=False,
        keyboard=False,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=140,
        bounce_at_zoom_limits=False,
        max_bounds=True,  # the world, once: an extent does not cross the antimeridian
        min_lat=-85,
        max_lat=85,
        max_bounds_viscosity=1.0,
        fade_animation=False,
        world_copy_jump=False,
    )
    # folium knows zoom limits for tiles only. Ten is as close as two decimals of a degree carry.
    shell.options.update(min_zoom=4, max_zoom=10)
    plugin = TimeMapPlugin(CREDITS)
    shell.add_child(plugin)
    root: Any = shell.get_root()
    root.header.add_child(folium.Element(_HEAD_MARK), name="basewatch")
    # folium's names are random, and the page's bytes with them
    for element, name in ((shell, "shell"), (plugin, "plugin"), (root, "root")):
        element._id = name  # noqa: SLF001 - folium offers no other way to fix a name
    page = str(root.render())
    # folium forbids zooming the page by hand, which people with low vision need
    page = re.sub(r'<meta name="viewport".*?/>', "", page, count=1, flags=re.DOTALL)
    return page.replace("<html>", '<html lang="en">', 1)


@cache
def make_page_template(basemap_folder: Path, tiles: TileServer | None = None) -> str:
    """
    Return the page of the map, without records.

    Parameters
    ----------
    basemap_folder
        Folder of the built basemap, see `geo.basemap.decoder`.
    tiles
        Tile server of the organisation, as a further basemap; None for none.

    Returns
    -------
    page
        A complete HTML page. It receives its records by message from the page that frames it. Its
        Content-Security-Policy forbids every address except links that an officer opens, and
        pictures of the tile server's origin.

    Notes
    -----
    Scripts and tables are inserted after folium has rendered: folium compiles its output as a
    template, which would read a brace in a script or a record as code.
    """
    return assemble_page(basemap_folder, {}, tiles)


def assemble_page(
    basemap_folder: Path, data: Mapping[str, str], tiles: TileServer | None = None
) -> str:
    """
    Return the page with data blocks, which scripts read and nothing executes.

    Parameters
    ----------
    basemap_folder
        Folder of the built basemap.
    data
        Text of each data block, by the id of its element; ``<`` is escaped, so that no text can end
        its block.
    tiles
        A tile server that the page may ask; None for none, as in every exported page.
    """
    page = _render_folium()
    tables = {
        "symbols": make_symbol_config(),
        "style": basemap_style(),
        "basemap": encoded(basemap_folder),
        **make_layer_config(),
        "tiles": make_tile_config(tiles),
        "head": HEAD_WORDS,
        "credits": CREDITS,
    }
    blocks = {"bw-tables": dump_json(tables), **data}
    script = join_modules(PLUGIN / "main.js").script
    style = join_sheets(PLUGIN / "main.css")
    head = [
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>Basewatch</title>",
        f"<!--\n{read_leaflet_notice()}\n-->",
        f"<style>{read_leaflet_style()}</style>",
        f"<style>{style}</style>",
        *(
            f'<script type="application/json" id="{html.escape(name)}">{_inert(text)}</script>'
            for name, text in blocks.items()
        ),
        f"<script>{read_leaflet_script()}</script>",
        f"<script>{script}</script>",
    ]
    page = page.replace(_HEAD_MARK, "\n".join(head), 1)
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_make_policy(page, tiles)}">'
    return page.replace("<head>", f'<head>\n<meta charset="utf-8">\n{policy}', 1)


def _inert(text: str) -> str:
    """Return JSON with ``<`` escaped, the only character that could end a data block."""
    return text.replace("<", "\\u003c")


def _make_policy(page: str, tiles: TileServer | None) -> str:
    """Return the policy: only these scripts and styles, and no address but the tile server's."""
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, flags=re.DOTALL)

    def digest(text: str) -> str:
        raw = hashlib.sha256(text.encode("utf-8")).digest()
        return f"'sha256-{base64.b64encode(raw).decode('ascii')}'"

    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(digest(text) for text in scripts)}",
            f"style-src {' '.join(digest(text) for text in styles)}",
            f"img-src data: {tiles.origin}" if tiles else "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
