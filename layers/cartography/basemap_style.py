"""Style of the basemap, in one table for the browser and for the picture.

Widths and sizes are CSS pixels (1/96 inch); the picture scales them by its resolution. Colours are
pale, so that the dots stand out.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Final


@dataclass(frozen=True)
class Palette:
    """The colours of one theme."""

    land: str
    water: str
    shore: str
    river: str
    border: str
    claim: str
    governorate: str
    country_label: str
    governorate_label: str
    town: str
    town_label: str
    halo: str
    leader: str
    site: str
    graticule: str
    graticule_label: str


PALETTES: Final[Mapping[str, Palette]] = MappingProxyType(
    {
        "light": Palette(
            land="#f6f3ec",
            water="#cfe0ea",
            shore="#a9c3d1",
            river="#a8c8da",
            border="#9c9078",
            claim="#9c9078",
            governorate="#ddd6c8",
            country_label="#766d58",
            governorate_label="#766e5e",
            town="#7b7466",
            town_label="#6a6458",
            halo="#f6f3ec",
            leader="#6b6457",
            site="#2b2926",
            graticule="#c6bda9",
            graticule_label="#6f6857",
        ),
        "dark": Palette(
            land="#25272a",
            water="#161d23",
            shore="#3b4a55",
            river="#34505f",
            border="#7d7566",
            claim="#7d7566",
            governorate="#3a3b3c",
            country_label="#a89f8b",
            governorate_label="#9a937f",
            town="#a39c8d",
            town_label="#b3ac9d",
            halo="#25272a",
            leader="#a9a297",
            site="#ece7dd",
            graticule="#55534e",
            graticule_label="#b3ac9d",
        ),
    }
)


@dataclass(frozen=True)
class LineStyle:
    """A line layer: first zoom at which it is drawn, width, and dashes (empty for a solid line)."""

    from_zoom: float
    width_px: float
    dash_px: tuple[float, ...] = ()


@dataclass(frozen=True)
class TextStyle:
    """A kind of label: its zooms, ``from_zoom <= zoom < until_zoom``, and its type."""

    from_zoom: float
    size_px: float
    until_zoom: float = 99.0
    spacing_px: float = 0.0
    is_upper: bool = False


LINES: Final[Mapping[str, LineStyle]] = MappingProxyType(
    {
        "coast": LineStyle(from_zoom=0, width_px=0.8),
        "lake": LineStyle(from_zoom=0, width_px=0.6),
        "border": LineStyle(from_zoom=0, width_px=1.3),
        "claim": LineStyle(from_zoom=6, width_px=1.0, dash_px=(3.0, 3.0)),
        "governorate": LineStyle(from_zoom=6, width_px=0.9),
        "river-1": LineStyle(from_zoom=0, width_px=1.4),
        "river-2": LineStyle(from_zoom=5, width_px=1.0),
        "river-3": LineStyle(from_zoom=6, width_px=0.8),
    }
)
"""Drawn in this order: land, rivers, governorates, lakes, coasts, borders, claims, then text."""

COUNTRY_TEXT: Final[Mapping[int, TextStyle]] = MappingProxyType(
    {
        1: TextStyle(from_zoom=3, until_zoom=9, size_px=16, spacing_px=5.0, is_upper=True),
        2: TextStyle(from_zoom=3, until_zoom=9, size_px=13, spacing_px=3.0, is_upper=True),
        3: TextStyle(from_zoom=6, until_zoom=9, size_px=11, spacing_px=1.5, is_upper=True),
        4: TextStyle(from_zoom=8, until_zoom=9, size_px=11, spacing_px=1.5, is_upper=True),
    }
)
"""By a country's rank: 1 Iraq, Syria and Jordan, 2 to 4 others, by area."""

TOWN_TEXT: Final[Mapping[int, TextStyle]] = MappingProxyType(
    {
        1: TextStyle(from_zoom=5, size_px=12),
        2: TextStyle(from_zoom=6, size_px=11),
        3: TextStyle(from_zoom=7, size_px=11),
        4: TextStyle(from_zoom=8, size_px=11),
        5: TextStyle(from_zoom=9, size_px=11),
    }
)
"""By a town's rank; a capital's name is bold."""

GOVERNORATE_TEXT: Final = TextStyle(from_zoom=7.5, size_px=11, spacing_px=2.0, is_upper=True)

TOWN_SYMBOL_PX: Final[Mapping[str, float]] = MappingProxyType({"town": 3.5, "capital": 5.0})
"""Side of a town's square. A square, because circles on the map are attacks."""

TOWN_GAP_PX: Final = 5.0
"""Gap between a town's point and its name."""

HALO_PX: Final = 2.0
"""Width of the land-coloured rim around each letter."""

LABEL_MARGIN_PX: Final = 3.0
"""Least space between labels, for `export.maps.label_placement.place_labels`."""

MOVED_PX: Final = 3.0
"""A circle nearer than this to its true point needs no leader."""

LABEL_ORDER: Final = ("capital", "country", "town", "governorate")
"""Order in which labels are placed; towns by rank, then by population."""


def basemap_style() -> dict[str, Any]:
    """Return the table as JSON values, for the browser."""
    return {
        "palettes": {name: asdict(palette) for name, palette in PALETTES.items()},
        "lines": {name: asdict(line) for name, line in LINES.items()},
        "country_text": {str(rank): asdict(text) for rank, text in COUNTRY_TEXT.items()},
        "town_text": {str(rank): asdict(text) for rank, text in TOWN_TEXT.items()},
        "governorate_text": asdict(GOVERNORATE_TEXT),
        "town_symbol_px": dict(TOWN_SYMBOL_PX),
        "town_gap_px": TOWN_GAP_PX,
        "halo_px": HALO_PX,
        "moved_px": MOVED_PX,
        "label_margin_px": LABEL_MARGIN_PX,
        "label_order": list(LABEL_ORDER),
    }
