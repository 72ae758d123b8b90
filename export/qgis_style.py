"""The map's symbols as QGIS knows them, for layers of a GeoPackage."""

from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from layers.symbology import (
    CLAIM_TINT,
    DOT_RADIUS_PX,
    HALF_TONE,
    OUTCOME_FILLS,
    PAPER,
    SHAPES,
    STROKE_PX,
    WEAPON_SYMBOLS,
    WeaponSymbol,
    mix_colour,
)

MM_PER_PX: Final = 25.4 / 96
_QGIS_SHAPES: Final = {"wedge": ("triangle", "180")}
"""Shapes that QGIS has under another name or turned; the others have the same name."""
_STRIKE_INK: Final = "#2b2926"


def make_styles() -> dict[str, str]:
    """
    Make the styles of the layers.

    Returns
    -------
    styles
        QML by name of layer: `attacks` by weapon (colour and shape), filled by outcome, paler where
        it rests on a claim alone, dots at one place spread round it; `bases` as squares with
        their names; `strikes` as diamonds, hollow where the US has not acknowledged them.

    Notes
    -----
    QGIS opens a layer with the style that the table `layer_styles` gives as default.
    """
    return {"attacks": _style_attacks(), "bases": _style_bases(), "strikes": _style_strikes()}


def _style_attacks() -> str:
    """Categories by weapon, spread by QGIS's point displacement where they share a place."""
    categories = {}
    for word, symbol in WEAPON_SYMBOLS.items():
        categories[word] = (symbol.label, _make_weapon(symbol))
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
    _add_categories(spread, "weapon", categories)
    centre = ET.SubElement(spread, "symbol", type="marker", name="centerSymbol", alpha="1")
    _add_marker(centre, "square", _STRIKE_INK, _STRIKE_INK, size_px=3.0)
    return _write(root)


def _make_weapon(symbol: WeaponSymbol) -> ET.Element:
    """Give the marker of a weapon; its colours follow outcome and confirmation."""
    claim = mix_colour(symbol.colour, CLAIM_TINT)
    half, claim_half = (mix_colour(colour, HALF_TONE) for colour in (symbol.colour, claim))
    stroke = f"if(\"confirmation\" = 'claim_only', '{claim}', '{symbol.colour}')"
    filled, toned = (
        ", ".join(f"'{word}'" for word, fill in OUTCOME_FILLS.items() if fill == kind)
        for kind in ("filled", "half_tone")
    )
    fill = (
        f'CASE WHEN "outcome" IN ({filled}) THEN {stroke} '
        f'WHEN "outcome" IN ({toned}) THEN if("confirmation" = \'claim_only\', '
        f"'{claim_half}', '{half}') ELSE '{PAPER}' END"
    )
    element = ET.Element("symbol", type="marker", name="0", alpha="1")
    layer = _add_marker(element, symbol.shape, symbol.colour, symbol.colour)
    _add_expressions(layer, {"fillColor": fill, "outlineColor": stroke})
    return element


def _style_bases() -> str:
    """Small squares, with the site's name beside them."""
    root = _make_root()
    root.set("labelsEnabled", "1")
    renderer = ET.SubElement(root, "renderer-v2", type="singleSymbol")
    symbols = ET.SubElement(renderer, "symbols")
    symbol = ET.SubElement(symbols, "symbol", type="marker", name="0", alpha="1")
    _add_marker(symbol, "square", _STRIKE_INK, _STRIKE_INK, size_px=5.0)
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
    """Diamonds: filled where the US acknowledged the strike, hollow where it is reported only."""
    categories = {}
    for word, label, fill in (
        ("us", "strike, acknowledged by the US", _STRIKE_INK),
        ("reported_only", "strike, reported only", PAPER),
    ):
        element = ET.Element("symbol", type="marker", name="0", alpha="1")
        _add_marker(element, "diamond", _STRIKE_INK, fill)
        categories[word] = (label, element)
    root = _make_root()
    _add_categories(root, "acknowledged", categories)
    return _write(root)


def _make_root() -> ET.Element:
    """Give the root of a style; 3.22 is the version whose form this is."""
    return ET.Element("qgis", version="3.22.0", styleCategories="Symbology|Labeling")


def _add_categories(
    parent: ET.Element, field: str, categories: Mapping[str, tuple[str, ET.Element]]
) -> None:
    """Add a renderer that chooses the symbol by the word in a field."""
    renderer = ET.SubElement(
        parent, "renderer-v2", type="categorizedSymbol", attr=field, symbollevels="0"
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
    size_px: float = 2 * DOT_RADIUS_PX * 1.16,
) -> ET.Element:
    """Add a simple marker, in millimetres as QGIS prints."""
    if shape not in SHAPES:
        msg = f"`{shape}` is no shape of the symbology."
        raise KeyError(msg)
    name, angle = _QGIS_SHAPES.get(shape, (shape, "0"))
    layer = ET.SubElement(
        symbol, "layer", {"class": "SimpleMarker", "enabled": "1", "pass": "0", "locked": "0"}
    )
    options = ET.SubElement(layer, "Option", type="Map")
    for key, value in {
        "name": name,
        "angle": angle,
        "color": _as_rgba(fill),
        "outline_color": _as_rgba(stroke),
        "outline_style": "solid",
        "outline_width": f"{STROKE_PX * MM_PER_PX:.2f}",
        "outline_width_unit": "MM",
        "size": f"{size_px * MM_PER_PX:.2f}",
        "size_unit": "MM",
    }.items():
        ET.SubElement(options, "Option", name=key, value=value, type="QString")
        ET.SubElement(layer, "prop", k=key, v=value)
    return layer


def _add_expressions(layer: ET.Element, expressions: Mapping[str, str]) -> None:
    """Let properties of a marker follow the record."""
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
    """Write ``#rrggbb`` as QGIS does."""
    return ",".join(str(int(colour[k : k + 2], 16)) for k in (1, 3, 5)) + ",255"


def _write(root: ET.Element) -> str:
    """Write a style."""
    doctype = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    return doctype + ET.tostring(root, encoding="unicode")
