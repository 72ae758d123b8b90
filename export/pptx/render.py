"""Slides (PPTX): title, points, counts by base, map and legend, on any template, all editable."""

from collections.abc import Sequence
from typing import Any, Final

from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from export.drawing.page import Box
from export.office.package import (
    APP_PROPERTIES,
    PROVENANCE_NAME,
    PROVENANCE_RELATION,
    PROVENANCE_TYPE,
    fill_properties,
    freeze_file,
    write_provenance_part,
)
from export.office.product_text import describe_period, describe_product
from export.office.templates import list_placeholders
from export.picture.atlas import plan_atlas
from export.pptx.boxes import complete_boxes
from export.pptx.map import add_map, split_width
from export.pptx.notes import list_notes
from export.pptx.points import add_points
from export.pptx.template import SlideTemplate, read_template
from export.pptx.text import fit_bar, number_slide, place_text, write_line, write_marking
from export.product.formats import Progress
from export.product.product import Product
from export.talking_points.headline import make_headline
from export.wording.scene_text import format_period
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
"""Largest and smallest letter size of the texts that are one paragraph."""


def render_pptx(product: Product, on_progress: Progress | None = None) -> bytes:
    """
    Render a Product as one editable slide, or as an atlas of slides.

    Parameters
    ----------
    product
        The Product, rendered on `Product.template` if the unit gives one.
    on_progress
        Called with the number of each slide and of all slides.

    Returns
    -------
    pptx
        The same Product gives the same bytes. It works without a network: no link, no macro.

    Raises
    ------
    ViewError
        If the template is invalid, or the marking does not fit.
    """
    if product.atlas is None:
        return render_slides([product], on_progress)
    atlas = plan_atlas(product, product.atlas)
    return render_slides([product, *map(atlas.make_part, atlas.parts)], on_progress)


def render_slides(products: Sequence[Product], on_progress: Progress | None = None) -> bytes:
    """
    Render Products as slides of one file.

    Parameters
    ----------
    products
        At least one, a slide each; all on the template of the first, whose title and marking are
        the file's properties.
    on_progress
        Called with the number of each slide and of all slides.

    Returns
    -------
    pptx
        As `render_pptx`.
    """
    template = read_template(products[0].template)
    titles = list_titles(products)
    for number, (product, title) in enumerate(zip(products, titles, strict=True), 1):
        if on_progress is not None and len(products) > 1:
            on_progress(number, len(products))
        add_slide(template, product, title, number)
    template.close()
    deck = template.deck
    _name_notes_master(deck)
    package = deck.part.package
    for rel in package.iter_rels():
        if rel.reltype.endswith("/extended-properties") and not rel.is_external:
            rel.target_part.blob = APP_PROPERTIES
    provenance = Part(
        PackURI(PROVENANCE_NAME), PROVENANCE_TYPE, package, write_provenance_part(products[0])
    )
    package.relate_to(provenance, PROVENANCE_RELATION)
    fill_properties(deck.core_properties, products[0].scene)
    return freeze_file(deck.save)


def list_titles(products: Sequence[Product]) -> list[str]:
    """
    List the titles of slides: headlines, of which no two are alike.

    Parameters
    ----------
    products
        The Products, a slide each. Not modified.

    Returns
    -------
    titles
        A title that occurs before has the slide's period after it, and its number if that is not
        enough.
    """
    titles: list[str] = []
    for number, product in enumerate(products, 1):
        title = make_headline(product.scene, product.dataset, product.before).text
        if title in titles:
            title = f"{title}, {format_period(product.scene.period)}"
        titles.append(f"{title} ({number})" if title in titles else title)
    return titles


def add_slide(template: SlideTemplate, product: Product, title: str, number: int) -> None:
    """
    Add the slide of a Product to the deck of a template; the caller closes and saves it.

    Parameters
    ----------
    template
        As `export.pptx.template.read_template` returns it. Changed in place.
    product
        The Product of the slide.
    title
        Title of the slide.
    number
        Number of the slide, from 1.

    Raises
    ------
    ViewError
        If the marking or a point does not fit.
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
    texts = {
        "title": title,
        "subtitle": describe_period(scene),
        "making": describe_product(product),
        "number": str(number),
    }
    for part, text in texts.items():
        shape = place_text(slide, shapes, part, boxes[part])
        write_line(shape, text, boxes[part], _LINES[part], tight=own)
        if part == "number":
            number_slide(shape)
    for part in ("marking-top", "marking-bottom"):
        write_marking(place_text(slide, shapes, part, boxes[part]), scene.marking, boxes[part])
    add_map(slide, shapes, boxes, product, layout)
    add_points(slide, shapes, boxes, product, is_own=own, share=template.share)
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        msg = (
            "The template's notes page has no place for text, where the sources go. Add one in "
            "Notes Master view."
        )
        raise ViewError(msg)
    frame.text = "\n".join(list_notes(product, title))


def _settle_layout(template: SlideTemplate, boxes: dict[str, Box]) -> None:
    """Copy the boxes of a slide to Basewatch's own layout, so that the file works as a template."""
    for holder in list_placeholders(template.layout):
        box = boxes[template.parts[holder.placeholder_format.idx]]
        holder.left, holder.top = Pt(box.left), Pt(box.top)
        holder.width, holder.height = Pt(box.width), Pt(box.height)


def _name_notes_master(deck: Any) -> None:
    """List the master of the notes pages, which PowerPoint requires and python-pptx leaves out."""
    root = deck.element
    if root.find("{*}notesMasterIdLst") is not None:
        return
    key = deck.part.relate_to(deck.part.notes_master_part, _NOTES_MASTER)
    listed = parse_xml(
        f'<p:notesMasterIdLst {nsdecls("p", "r")}><p:notesMasterId r:id="{key}"/>'
        "</p:notesMasterIdLst>"
    )
    root.find("{*}sldMasterIdLst").addnext(listed)
