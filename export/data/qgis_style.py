"""The map's symbols as QGIS styles, for the layers of a GeoPackage."""

import math
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from export.drawing.symbols import find_bar
from geo.model.vocabulary import SEVERAL, STRIKES
from layers.cartography.symbology import (
    DOT_RADIUS_PX,
    INNER_DOT,
    OUTCOME_FILLS,
    PAPER,
    PLUS_COLOUR,
    SHAPES,
    SLASH_COLOUR,
    SLASH_PX,
    STRIKE_RADIUS_PX,
    STROKE_PX,
    WEAPON_SYMBOLS,
    WeaponSymbol,
    select_dot,
    select_strike,
)

MM_PER_PX: Final = 25.4 / 96
DESCRIBED: Final = (
    "As on the map of Basewatch: shape and colour by weapon; filled = impact, half filled = not "
    "stated, ring = intercepted, ring with a dot = partly intercepted, ring with a bar = no "
    "damage; pale = claim only; dashed outline = date approximate; struck through = excluded "
    "from counts; plus = added by user. Records at one place are spread around it."
)
PLUS_SIZE_PX: Final = 6.4
LARGER: Final = 1.16
"""Size of a QGIS shape, which fills a box, relative to twice the radius of the map's shape."""
_QGIS_SHAPES: Final = {"wedge": ("triangle", 180), "plus": ("cross_fill", 0)}
"""Shapes with another name or rotation in QGIS; the others have the same name."""
_MIDDLES_PX: Final = {
    "triangle": LARGER * DOT_RADIUS_PX / 3, "wedge": -LARGER * DOT_RADIUS_PX / 3,
}  # fmt: skip
"""Offset of a shape's centre below the centre of its box; 0 for the others."""
_SITE_INK: Final = "#2b2926"
_NO_COLOUR: Final = ""
_HELD_OUT: Final = 'NOT coalesce("counted", true)'
_ADDED: Final = "coalesce(\"added_by\", '') <> ''"
_BROKEN: Final = "if(\"date_precision\" = 'approximate', 'dash', 'solid')"


def make_styles() -> dict[str, str]:
    """
    Make the styles of the layers.

    Returns
    -------
    styles
        QML by name of layer: `attacks` by weapon (colour and shape), filled by outcome, pale for a
        claim only, pale and struck through where held out, with a dashed outline where the date is
        approximate, with a plus where a user added it; dots at one place are spread around it.
        `bases` as squares with their names. `strikes` as diamonds, hollow where the US has not
        acknowledged them.

    Notes
    -----
    QGIS opens a layer with the default style in the table `layer_styles`.
    """
    return {"attacks": _style_attacks(), "bases": _style_bases(), "strikes": _style_strikes()}


def _style_attacks() -> str:
    """
    Return categories by weapon, with QGIS's point displacement for attacks at one place.

    A record that names several weapons has a category of its own, as on the map.
    """
    categories = {}
    for word, symbol in WEAPON_SYMBOLS.items():
        categories[word] = (symbol.label, _make_weapon(word, symbol))
    root = _make_root()
    spread = ET.SubElement(
        root,
        "renderer-v2",
        type="pointDisplacement",
        placement="2",
        tolerance="0.5",
        toleranceUnit="MM",
        circleWidth="0",
        circleRadiusAddition="0.2",
        circleColor="0,0,0,0",
        labelAttributeName="",
        labelDistanceFactor="0.5",
        labelColor="0,0,0,255",
        maxLabelScaleDenominator="-1",
        forceraster="0",
        enableorderby="0",
    )
    category = f"if(\"weapon\" LIKE '%;%', '{SEVERAL}', \"weapon\")"
    _add_categories(spread, category, categories)
    centre = ET.SubElement(spread, "symbol", type="marker", name="centerSymbol", alpha="1")
    _add_marker(centre, "square", _SITE_INK, _SITE_INK, size_px=3.0)
    return _write(root)


def _make_weapon(word: str, symbol: WeaponSymbol) -> ET.Element:
    """Return the marker of a weapon; everything else follows expressions on the record."""
    element = ET.Element("symbol", type="marker", name="0", alpha="1")
    stroke, toned = (
        _by_claim({
            (claim, held_out): getattr(
                select_dot(word, "unknown", claim, "day", held_out=held_out), part
            )
            for claim in ("claim_only", "us_official")
            for held_out in (True, False)
        })
        for part in ("stroke", "fill")
    )  # fmt: skip
    fill = (
        f"CASE WHEN {_has_filling('filled')} THEN {stroke} "
        f"WHEN {_has_filling('half_tone')} THEN {toned} ELSE '{PAPER}' END"
    )
    layer = _add_marker(element, symbol.shape, symbol.colour, symbol.colour)
    _add_expressions(layer, {"fillColor": fill, "outlineColor": stroke, "outlineStyle": _BROKEN})
    middle = _MIDDLES_PX.get(symbol.shape, 0.0)
    inner = _add_marker(
        element, "circle", _NO_COLOUR, symbol.colour, 2 * INNER_DOT * DOT_RADIUS_PX,
        offset_px=(0.0, middle),
    )  # fmt: skip
    _add_expressions(inner, {"fillColor": stroke, "enabled": _has_filling("ring_dot")})
    left, right = find_bar(symbol.shape)
    # QGIS rotates the offset too: right has become down
    bar = _add_line(element, symbol.colour, right - left, angle=90, offset_px=(middle, 0.0))
    _add_expressions(bar, {"outlineColor": stroke, "enabled": _has_filling("ring_bar")})
    slash = _add_line(element, SLASH_COLOUR, 2 * math.sqrt(2) * SLASH_PX, angle=45)
    _add_expressions(slash, {"enabled": _HELD_OUT})
    corner = (DOT_RADIUS_PX, -DOT_RADIUS_PX)
    plus = _add_marker(element, "plus", PAPER, PLUS_COLOUR, PLUS_SIZE_PX, offset_px=corner)
    _add_expressions(plus, {"enabled": _ADDED})
    return element


def _by_claim(colours: Mapping[tuple[str, bool], str]) -> str:
    """Return an expression for the colour, by claim only and by held out."""
    claim = "\"confirmation\" = 'claim_only'"
    pale, full = (
        f"if({_HELD_OUT}, '{colours[word, True]}', '{colours[word, False]}')"
        for word in ("claim_only", "us_official")
    )
    return f"if({claim}, {pale}, {full})"


def _has_filling(kind: str) -> str:
    """Return an expression for whether the outcome has a filling, see `OUTCOME_FILLS`."""
    words = ", ".join(f"'{word}'" for word, filling in OUTCOME_FILLS.items() if filling == kind)
    return f"coalesce(\"outcome\", 'unknown') IN ({words})"


def _style_bases() -> str:
    """Return small squares with the site's name beside them."""
    root = _make_root()
    root.set("labelsEnabled", "1")
    renderer = ET.SubElement(root, "renderer-v2", type="singleSymbol")
    symbols = ET.SubElement(renderer, "symbols")
    symbol = ET.SubElement(symbols, "symbol", type="marker", name="0", alpha="1")
    _add_marker(symbol, "square", _SITE_INK, _SITE_INK, size_px=5.0)
    labeling = ET.SubElement(root, "labeling", type="simple")
    settings = ET.SubElement(labeling, "settings")
    text = ET.SubElement(
        settings,
        "text-style",
        fieldName="name",
        fontSize="9",
        fontSizeUnit="Point",
        fontWeight="75",
        textColor="43,41,38,255",
    )
    ET.SubElement(
        text,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.8",
        bufferSizeUnits="MM",
        bufferColor="246,243,236,255",
    )
    ET.SubElement(settings, "placement", placement="6", dist="7", distUnits="MM")
    return _write(root)


def _style_strikes() -> str:
    """Return diamonds: filled if the US acknowledged the strike, hollow if it is reported only."""
    categories = {}
    for word, label in STRIKES.items():
        element, dot = (
            ET.Element("symbol", type="marker", name="0", alpha="1"),
            select_strike(word, "day"),
        )
        layer = _add_marker(element, dot.shape, dot.stroke, dot.fill, 2 * LARGER * STRIKE_RADIUS_PX)
        _add_expressions(layer, {"outlineStyle": _BROKEN})
        categories[word] = (label, element)
    root = _make_root()
    _add_categories(root, "acknowledged", categories)
    return _write(root)


def _make_root() -> ET.Element:
    """Return the root of a style, in the format of QGIS 3.22."""
    return ET.Element("qgis", version="3.22.0", styleCategories="Symbology|Labeling")


def _add_categories(
    parent: ET.Element, expression: str, categories: Mapping[str, tuple[str, ET.Element]]
) -> None:
    """Add a renderer that chooses the symbol by the value of an expression."""
    renderer = ET.SubElement(
        parent, "renderer-v2", type="categorizedSymbol", attr=expression, symbollevels="0"
    )
    listed = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for number, (word, (label, symbol)) in enumerate(categories.items()):
        ET.SubElement(
            listed, "category", value=word, label=label, symbol=str(number), render="true"
        )
        symbol.set("name", str(number))
        symbols.append(symbol)


def _add_marker(
    symbol: ET.Element,
    shape: str,
    stroke: str,
    fill: str,
    size_px: float = 2 * LARGER * DOT_RADIUS_PX,
    *,
    angle: int = 0,
    offset_px: tuple[float, float] = (0.0, 0.0),
) -> ET.Element:
    """Add a simple marker, in millimetres as QGIS prints; without a stroke it is only filled."""
    if shape not in {*SHAPES, "line", "plus"}:
        msg = f"`{shape}` is not a shape of the symbology."
        raise KeyError(msg)
    name, turned = _QGIS_SHAPES.get(shape, (shape, 0))
    across, down = (f"{edge * MM_PER_PX:.2f}" for edge in offset_px)
    layer = ET.SubElement(
        symbol, "layer", {"class": "SimpleMarker", "enabled": "1", "pass": "0", "locked": "0"}
    )
    options = ET.SubElement(layer, "Option", type="Map")
    for key, value in {
        "name": name,
        "angle": str(turned + angle),
        "offset": f"{across},{down}",
        "offset_unit": "MM",
        "color": _as_rgba(fill),
        "outline_color": _as_rgba(stroke or fill),
        "outline_style": "solid" if stroke else "no",
        "outline_width": f"{STROKE_PX * MM_PER_PX:.2f}",
        "outline_width_unit": "MM",
        "size": f"{size_px * MM_PER_PX:.2f}",
        "size_unit": "MM",
    }.items():
        ET.SubElement(options, "Option", name=key, value=value, type="QString")
        ET.SubElement(layer, "prop", k=key, v=value)
    return layer


def _add_line(
    symbol: ET.Element,
    colour: str,
    length_px: float,
    *,
    angle: int,
    offset_px: tuple[float, float] = (0.0, 0.0),
) -> ET.Element:
    """Add a line through the middle of a marker, rotated clockwise from upright, in degrees."""
    return _add_marker(symbol, "line", colour, colour, length_px, angle=angle, offset_px=offset_px)


def _add_expressions(layer: ET.Element, expressions: Mapping[str, str]) -> None:
    """Let properties of a marker follow expressions on the record."""
    defined = ET.SubElement(layer, "data_defined_properties")
    outer = ET.SubElement(defined, "Option", type="Map")
    ET.SubElement(outer, "Option", name="name", value="", type="QString")
    properties = ET.SubElement(outer, "Option", name="properties", type="Map")
    for name, expression in expressions.items():
        one = ET.SubElement(properties, "Option", name=name, type="Map")
        ET.SubElement(one, "Option", name="active", value="true", type="bool")
        ET.SubElement(one, "Option", name="expression", value=expression, type="QString")
        ET.SubElement(one, "Option", name="type", value="3", type="int")
    ET.SubElement(outer, "Option", name="type", value="collection", type="QString")


def _as_rgba(colour: str) -> str:
    """Return ``#rrggbb`` in QGIS's form."""
    return ",".join(str(int(colour[k : k + 2], 16)) for k in (1, 3, 5)) + ",255"


def _write(root: ET.Element) -> str:
    """Return a style as text."""
    doctype = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    return doctype + ET.tostring(root, encoding="unicode")
