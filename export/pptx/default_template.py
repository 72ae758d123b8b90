"""Basewatch's own template for slides: built in code, and a starting point for a unit's own."""

from typing import Any, Final
from xml.sax.saxutils import quoteattr

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from export.drawing.canvas import BRICK, INK, QUIET
from export.office.templates import drop_private
from export.pptx.boxes import HEIGHT_PT, WIDTH_PT

LAYOUT: Final = "Basewatch"
PREFIX: Final = "basewatch:"
FONT: Final = "Arial"
_DEFAULT_FONT: Final = b'typeface="Calibri"'
_KEPT_TYPE: Final = "titleOnly"
# Kind, default letter size, colour, bold and alignment of each placeholder.
_TEXTS: Final = {
    "title": ("title", 26, INK, True, "l"),
    "subtitle": ("body", 13, BRICK, True, "l"),
    "bullets": ("body", 13, INK, False, "l"),
    "marking-top": ("body", 11, INK, True, "ctr"),
    "marking-bottom": ("body", 11, INK, True, "ctr"),
    "making": ("body", 8, QUIET, False, "l"),
    "number": ("body", 10, QUIET, False, "r"),
}


def build_template() -> Deck:
    """
    Build Basewatch's own template.

    Returns
    -------
    deck
        16:9, in Arial, with one layout `LAYOUT` whose placeholders are named as in a unit's own
        template; map and bullets have whole columns, which legend and table share. Without slides.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH_PT), Pt(HEIGHT_PT)
    del deck.element.sldSz.attrib["type"]
    layouts = deck.slide_layouts
    for layout in list(layouts):
        if layout.element.get("type") != _KEPT_TYPE:
            layouts.remove(layout)
    (layout,) = layouts
    layout.element.cSld.set("name", LAYOUT)
    layout.element.attrib.pop("type")
    drop_private(deck)
    _set_font(deck)
    _widen(deck.slide_master)
    tree = layout.element.cSld.spTree
    for shape in list(layout.shapes):
        tree.remove(shape.element)
    for number, (part, style) in enumerate(_TEXTS.items(), 2):
        tree.append(_make_text(number, part, *style))
    tree.append(_make_picture(len(_TEXTS) + 2, "map"))
    return deck


def _set_font(deck: Deck) -> None:
    """Set the theme's font to one that every office has, with substitutes of the same width."""
    for rel in deck.slide_master.part.rels.values():
        if rel.reltype.endswith("/theme"):
            part = rel.target_part
            font = f'typeface="{FONT}"'.encode()
            part.blob = part.blob.replace(_DEFAULT_FONT, font)


def _widen(master: Any) -> None:
    """Widen the shapes of the master from 4:3 to the slide's width."""
    for shape in master.shapes:
        left, width = shape.left, shape.width
        ratio = WIDTH_PT / 720.0
        shape.left, shape.width = round(left * ratio), round(width * ratio)


def _make_text(number: int, part: str, kind: str, size: int, *look: object) -> Any:
    """Make the XML of a placeholder for text."""
    colour, bold, align = str(look[0])[1:].upper(), int(bool(look[1])), look[2]
    index = "" if kind == "title" else f' sz="quarter" idx="{number + 20}"'
    return parse_xml(
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
        f'<p:cNvPr id="{number}" name={quoteattr(PREFIX + part)}/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{index}/></p:nvPr></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="228600"/></a:xfrm></p:spPr>'
        '<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/>'
        f'</a:bodyPr><a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{align}"><a:spcBef>'
        f'<a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="{size * 100}" b="{bold}">'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:defRPr>'
        f'</a:lvl1pPr></a:lstStyle><a:p><a:r><a:rPr lang="en-US"/><a:t>{part}</a:t></a:r></a:p>'
        "</p:txBody></p:sp>"
    )


def _make_picture(number: int, part: str) -> Any:
    """Make the XML of a placeholder for a picture."""
    return parse_xml(
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
        f'<p:cNvPr id="{number}" name={quoteattr(PREFIX + part)}/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="pic" idx="{number + 20}"/></p:nvPr></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm></p:spPr>'
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )
