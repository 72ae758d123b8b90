"""Tables for the plugin in the browser: symbols, placement, layers."""

from typing import Any

from geo.model.vocabulary import DATE_PRECISIONS, LAYERS, LAYERS_ON, STRIKES
from layers.cartography import graticule, placement, symbology
from layers.cartography.colours import THEME_COLOURS, ThemeColours
from layers.cartography.density import make_density_config
from layers.cartography.site_labels import LABEL_HEIGHT_PX


def make_symbol_config() -> dict[str, Any]:
    """Return symbols and placement as plain values, under the plugin's names."""
    return {
        "inks": {theme: _list_colours(colours) for theme, colours in THEME_COLOURS.items()},
        "dot_radius_px": symbology.DOT_RADIUS_PX,
        "stroke_px": symbology.STROKE_PX,
        "inner_dot": symbology.INNER_DOT,
        "slash_px": symbology.SLASH_PX,
        "plus_px": symbology.PLUS_PX,
        "plus_rim_px": symbology.PLUS_RIM_PX,
        "broken_dash_px": symbology.BROKEN_DASH_PX,
        "shapes": symbology.SHAPES,
        "weapons": {word: symbol.shape for word, symbol in symbology.WEAPON_SYMBOLS.items()},
        "spacing_px": placement.SPACING_PX,
        "max_spiral_px": placement.MAX_SPIRAL_PX,
        "disc_from": placement.DISC_FROM,
        "disc_radius_px": placement.DISC_RADIUS_PX,
        "disc_number_px": placement.DISC_NUMBER_PX,
        "disc_room_px": placement.DISC_ROOM_PX,
        "margin_px": placement.MARGIN_PX,
        "site_radius_px": placement.SITE_RADIUS_PX,
        "gap_px": placement.GAP_PX,
        "rounds": placement.ROUNDS,
        "label_height_px": LABEL_HEIGHT_PX,
        "strike_spacing_px": placement.STRIKE_SPACING_PX,
    }


def _list_colours(colours: ThemeColours) -> dict[str, Any]:
    """Return a theme's colours, with the legend's tints of its grey."""

    def tint(share: float, other: str = colours.paper) -> str:
        return symbology.mix_colour(colours.grey, share, other)

    return {
        "paper": colours.paper,
        "grey": colours.grey,
        "slash": colours.slash,
        "plus": colours.plus,
        "claim": tint(symbology.CLAIM_TINT, colours.tint),
        "half_tone": tint(symbology.HALF_TONE),
        "held_out": tint(symbology.HELD_OUT_TINT),
        "weapons": dict(colours.weapons),
    }


def make_layer_config() -> dict[str, Any]:
    """Return the layers that can be switched, and the tables of those that need one."""
    return {
        "layers": [
            {"word": word, "label": label, "on": word in LAYERS_ON}
            for word, label in LAYERS.items()
        ],
        "strikes": {
            word: {
                "label": label,
                "dots": {
                    precision: symbology.both_themes(
                        symbology.select_strike(word, precision),
                        symbology.select_strike(word, precision, colours=THEME_COLOURS["dark"]),
                    )
                    for precision in DATE_PRECISIONS
                },
            }
            for word, label in STRIKES.items()
        },
        "density": make_density_config(),
        "graticule": {
            "steps_deg": graticule.STEPS_DEG,
            "least_px": graticule.LEAST_PX,
            "line_px": graticule.LINE_PX,
            "label_size_px": graticule.LABEL_SIZE_PX,
            "label_pad_px": graticule.LABEL_PAD_PX,
        },
    }
