"""Editable slides (PPTX): title, points, counts by base, map and legend, on any template."""

from collections.abc import Sequence
from typing import Any, Final

from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from export.drawing.page import Box
from export.office.package import (
    SAID_BY,
    TOLD_NAME,
    TOLD_RELATION,
    TOLD_TYPE,
    fill_properties,
    freeze_file,
    write_told,
)
from export.office.product_text import describe_period, describe_product
from export.office.templates import list_placeholders
from export.picture.atlas import plan_atlas
from export.pptx.boxes import complete_boxes
from export.pptx.map import add_map, split_width
from export.pptx.notes import list_notes
from export.pptx.points import add_points
from export.pptx.template import SlideTemplate, read_template
from export.pptx.text import fit_bar, place_text, write_line, write_marking
from export.product.formats import Tell
from export.product.product import Product
from geo.model.errors import ViewError

_NOTES_MASTER: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/notesMaster"
)
_LINES: Final = {
    "title": (26.0, 13.0),
    "subtitle": (13.0, 8.0),
    "making": (8.0, 6.5),
    "number": (10.0, 8.0),
}
"""Largest and smallest size of the texts that are one paragraph."""


def render_pptx(product: Product, tell: Tell | None = None) -> bytes:
    """
    Render a Product as one editable slide, or as an atlas of slides.

    Parameters
    ----------
    product
        What is rendered, on `Product.template` where the unit gives one.
    tell
        Told of each slide, for who waits; None for nobody.

    Returns
    -------
    pptx
        The same bytes for the same Product. It asks nobody: no link, no macro.

    Raises
    ------
    ViewError
        If the template cannot be used, or the marking has no room.
    """
    if product.atlas is None:
        return render_slides([product], tell)
    atlas = plan_atlas(product, product.atlas)
    return render_slides([product, *map(atlas.make_part, atlas.parts)], tell)


def render_slides(products: Sequence[Product], tell: Tell | None = None) -> bytes:
    """
    Render Products as slides of one file.

    Parameters
    ----------
    products
        One a slide, one at the least; all on the template of the first, whose title and marking
        the file's properties have.
    tell
        Told of each slide, for who waits; None for nobody.

    Returns
    -------
    pptx
        As `render_pptx`.
    """
    template = read_template(products[0].template)
    for number, product in enumerate(products, 1):
        if tell is not None and len(products) > 1:
            tell(number, len(products))
        add_slide(template, product, number, len(products))
    template.close()
    deck = template.deck
    _name_notes_master(deck)
    package = deck.part.package
    for rel in package.iter_rels():
        if rel.reltype.endswith("/extended-properties") and not rel.is_external:
            rel.target_part._blob = SAID_BY  # noqa: SLF001 - a part has no setter
    told = Part(PackURI(TOLD_NAME), TOLD_TYPE, package, write_told(products[0]))
    package.relate_to(told, TOLD_RELATION)
    fill_properties(deck.core_properties, products[0].scene)
    return freeze_file(deck.save)


def add_slide(template: SlideTemplate, product: Product, number: int, of: int) -> None:
    """
    Add the slide of a Product to a template's deck, which whoever opened it closes and saves.

    Parameters
    ----------
    template
        As `export.pptx.template.read_template` gives it. Changed in place.
    product
        What the slide shows.
    number, of
        Which slide it is of how many, from 1.

    Raises
    ------
    ViewError
        If the marking, or a point, has no room.
    """
    scene, own = product.scene, template.is_own
    slide, shapes, found = template.add_slide()
    layout = product.layout
    width, _ = template.size_pt
    boxes = complete_boxes(
        {} if own else found,
        template.size_pt,
        fit_bar(scene.marking, width),
        lambda area: split_width(layout, area),
    )
    if own and number == 1:
        _settle_layout(template, boxes)
    nth = f"slide {number} of {of}"
    texts = {
        "title": scene.title,
        "subtitle": describe_period(scene),
        "making": describe_product(product),
        "number": nth,
    }
    for part, text in texts.items():
        shape = place_text(slide, shapes, part, boxes[part])
        write_line(shape, text, boxes[part], _LINES[part], tight=own)
    for part in ("marking-top", "marking-bottom"):
        write_marking(place_text(slide, shapes, part, boxes[part]), scene.marking, boxes[part])
    add_map(slide, shapes, boxes, product, layout)
    add_points(slide, shapes, boxes, product, is_own=own, share=template.share)
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        msg = (
            "The template's notes page has no place for text, where the sources go: add one in "
            "Notes Master view."
        )
        raise ViewError(msg)
    frame.text = "\n".join(list_notes(product, nth))


def _settle_layout(template: SlideTemplate, boxes: dict[str, Box]) -> None:
    """Let our own layout have the boxes of a slide, so that the file serves as a template."""
    for holder in list_placeholders(template.layout):
        box = boxes[template.parts[holder.placeholder_format.idx]]
        holder.left, holder.top = Pt(box.left), Pt(box.top)
        holder.width, holder.height = Pt(box.width), Pt(box.height)


def _name_notes_master(deck: Any) -> None:
    """List the master of the notes pages where PowerPoint looks for it; python-pptx does not."""
    root = deck.element
    if root.find("{*}notesMasterIdLst") is not None:
        return
    key = deck.part.relate_to(deck.part.notes_master_part, _NOTES_MASTER)
    listed = parse_xml(
        f'<p:notesMasterIdLst {nsdecls("p", "r")}><p:notesMasterId r:id="{key}"/>'
        "</p:notesMasterIdLst>"
    )
    root.find("{*}sldMasterIdLst").addnext(listed)
