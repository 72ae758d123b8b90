"""The tables that the browser's plugin reads: symbols and placement, from their one home."""

from dataclasses import asdict
from typing import Any

from geo.words import DATE_PRECISIONS, LAYERS, LAYERS_ON, STRIKES
from layers import graticule, placement, symbology
from layers.density import make_density_table
from layers.site_labels import LABEL_HEIGHT_PX


def make_symbol_table() -> dict[str, Any]:
    """Give symbols and placement as plain values, under the names that the plugin uses."""
    grey = "#57534e"
    return {
        "grey": grey,
        "paper": symbology.PAPER,
        "dot_radius_px": symbology.DOT_RADIUS_PX,
        "stroke_px": symbology.STROKE_PX,
        "inner_dot": symbology.INNER_DOT,
        "slash_px": symbology.SLASH_PX,
        "slash_colour": symbology.SLASH_COLOUR,
        "plus_px": symbology.PLUS_PX,
        "plus_colour": symbology.PLUS_COLOUR,
        "plus_rim_px": symbology.PLUS_RIM_PX,
        "held_out_grey": symbology.mix_colour(grey, symbology.HELD_OUT_TINT),
        "broken_dash_px": symbology.BROKEN_DASH_PX,
        "shapes": symbology.SHAPES,
        "weapons": {word: asdict(symbol) for word, symbol in symbology.WEAPON_SYMBOLS.items()},
        "half_tone_grey": symbology.mix_colour(grey, symbology.HALF_TONE),
        "claim_grey": symbology.mix_colour(grey, symbology.CLAIM_TINT),
        "spacing_px": placement.SPACING_PX,
        "max_spiral_px": placement.MAX_SPIRAL_PX,
        "disc_from": placement.DISC_FROM,
        "disc_radius_px": placement.DISC_RADIUS_PX,
        "margin_px": placement.MARGIN_PX,
        "site_radius_px": placement.SITE_RADIUS_PX,
        "gap_px": placement.GAP_PX,
        "rounds": placement.ROUNDS,
        "label_height_px": LABEL_HEIGHT_PX,
        "strike_spacing_px": placement.STRIKE_SPACING_PX,
    }


def make_layer_tables() -> dict[str, Any]:
    """Give what can be switched on the map, and the tables of the layers that need one."""
    return {
        "layers": [
            {"word": word, "label": label, "on": word in LAYERS_ON}
            for word, label in LAYERS.items()
        ],
        "strikes": {
            word: {
                "label": label,
                "dots": {
                    precision: asdict(symbology.select_strike(word, precision))
                    for precision in DATE_PRECISIONS
                },
            }
            for word, label in STRIKES.items()
        },
        "density": make_density_table(),
        "graticule": {
            "steps_deg": graticule.STEPS_DEG,
            "least_px": graticule.LEAST_PX,
            "line_px": graticule.LINE_PX,
            "label_size_px": graticule.LABEL_SIZE_PX,
            "label_pad_px": graticule.LABEL_PAD_PX,
        },
    }
