"""The brief (DOCX): one page to edit and hand over, with points, map, counts and sources."""

import io
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from export.docx.page_plan import (
    BETWEEN_PT,
    EDGE_PT,
    ENLARGED,
    GAP_PT,
    MARKING_PT,
    SIDE_PT,
    SMALL_PT,
    SOURCE_PT,
    DocumentPlan,
    Head,
    plan_document,
)
from export.docx.sources import list_sources_fitting
from export.docx.table import add_counts, add_frame
from export.docx.text import add_run, set_lines, set_styles, shade, write_line, write_points
from export.drawing.canvas import BRICK, QUIET
from export.drawing.contrast import select_ink
from export.office.base_table import list_headings
from export.office.map_image import MapImage, render_legend, render_map
from export.office.package import (
    APP_NAME,
    APP_PROPERTIES,
    NOT_KEPT,
    PROVENANCE_NAME,
    PROVENANCE_RELATION,
    PROVENANCE_TYPE,
    fill_properties,
    freeze_file,
    write_provenance_part,
)
from export.product.product import Product
from export.talking_points.fitting import LINE_EM
from geo.model.scene import Scene


def render_docx(product: Product) -> bytes:
    """
    Render a Product as a brief of one page.

    Parameters
    ----------
    product
        The Product. The brief is portrait, on Letter if `Product.page` is that, else on A4.

    Returns
    -------
    docx
        The same Product gives the same bytes. It works without a network: no link, no macro, and
        no field except page numbers.

    Raises
    ------
    ViewError
        If the marking cannot be drawn, or title and marking leave no room for a point.
    """
    plan = plan_document(product)
    document = Document()
    set_styles(document)
    _set_page(document, plan.head, product.scene)
    _write_title(document, plan.head)
    _add_map(document, plan, product)
    _add_points(document, plan, product)
    _write_sources(document, plan, product)
    _set_metadata(document, product)
    return freeze_file(document.save, {APP_NAME: APP_PROPERTIES})


def _set_page(document: Any, head: Head, scene: Scene) -> None:
    """Set the page's size, and the marking at its top and bottom."""
    (section,) = document.sections
    section.page_width, section.page_height = (Pt(edge) for edge in head.size_pt)
    section.left_margin = section.right_margin = Pt(SIDE_PT)
    section.top_margin, section.bottom_margin = Pt(head.top_pt), Pt(head.bottom_pt)
    section.header_distance = section.footer_distance = Pt(EDGE_PT)
    _write_bar(section.header.paragraphs[0], head, scene)
    foot = section.footer.paragraphs[0]
    set_lines(foot, SMALL_PT * LINE_EM)
    foot.paragraph_format.space_after = Pt(4.0)
    add_run(foot, f"{head.making[0]} · page ", SMALL_PT, colour=QUIET)
    for field, between in (("PAGE", " of "), ("NUMPAGES", "")):
        # fields, because an officer's edits may need another page
        simple = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {field} "/>')
        run = add_run(foot, "1", SMALL_PT, colour=QUIET)
        simple.append(run.font.element)
        foot.paragraph_format.element.append(simple)
        if between:
            add_run(foot, between, SMALL_PT, colour=QUIET)
    _write_bar(section.footer.add_paragraph(style="Footer"), head, scene)


def _write_bar(paragraph: Any, head: Head, scene: Scene) -> None:
    """Write the marking on its colour, from edge to edge."""
    set_lines(paragraph, head.bar_pt / head.bar_lines)
    shade(paragraph, scene.marking.colour, SIDE_PT - EDGE_PT)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    ink = select_ink(scene.marking.colour)
    add_run(paragraph, head.marking, MARKING_PT, bold=True, colour=ink)


def _write_title(document: Any, head: Head) -> None:
    """Write title and period."""
    size, text, _ = head.title
    write_line(document.add_paragraph(style="Title"), text, size, bold=True)
    size, text, _ = head.period
    write_line(document.add_paragraph(), text, size, bold=True, colour=BRICK)


def _add_map(document: Any, plan: DocumentPlan, product: Product) -> None:
    """Add the map, and its legend beside it."""
    set_lines(document.add_paragraph(), GAP_PT * 0.75)
    image = render_map(
        product.scene, plan.layout, product.basemap, plan.map_pt, product.dpi, enlarged=ENLARGED
    )
    beside = plan.head.width_pt - image.width_pt - BETWEEN_PT
    left, right = add_frame(document, (image.width_pt + BETWEEN_PT, beside))
    _add_picture(left.paragraphs[0], image, 1)
    if plan.legend is not None:
        scale = image.width_pt / plan.layout.width_px
        _add_picture(right.paragraphs[0], render_legend(plan.legend, product.dpi, scale), 2)


def _add_picture(paragraph: Any, image: MapImage, number: int) -> None:
    """Add a picture with alternative text to a paragraph."""
    layout = paragraph.paragraph_format
    layout.line_spacing, layout.space_after = 1.0, Pt(0)
    run = add_run(paragraph, "", 1.0)
    run.add_picture(io.BytesIO(image.png), Pt(image.width_pt), Pt(image.height_pt))
    (inline,) = run.font.element.xpath(".//wp:inline")
    for side in "TBLR":  # otherwise Word adds an eighth of an inch
        inline.set(f"dist{side}", "0")
    about = inline.docPr
    about.set("descr", image.alt)
    about.set("name", "Map" if number == 1 else "Legend")


def _add_points(document: Any, plan: DocumentPlan, product: Product) -> None:
    """Add what is known, and below it the counts by base beside what is not known."""
    set_lines(document.add_paragraph(), GAP_PT)
    if plan.known is not None:
        write_points(document, plan.known)
    set_lines(document.add_paragraph(), GAP_PT)
    left_pt = min(plan.table_pt + BETWEEN_PT, plan.head.width_pt - 1.0)
    widths = left_pt, plan.head.width_pt - left_pt
    left, right = add_frame(document, widths)
    if plan.rows:
        add_counts(left, list_headings(product), plan.rows, plan.table_pt, plan.size_pt)
        left.tables[0].alignment = WD_TABLE_ALIGNMENT.LEFT
    if plan.gaps is not None:
        write_points(right, plan.gaps)


def _write_sources(document: Any, plan: DocumentPlan, product: Product) -> None:
    """Write as many sources in full as fit, the most reliable first."""
    lines = int(plan.sources_pt / (SOURCE_PT * LINE_EM))
    head, text = list_sources_fitting(product, plan.head.width_pt, lines)
    paragraph = document.add_paragraph()
    set_lines(paragraph, SOURCE_PT * LINE_EM, GAP_PT)
    add_run(paragraph, head, SOURCE_PT, bold=True, colour=BRICK)
    add_run(paragraph, text, SOURCE_PT, colour=QUIET)


def _set_metadata(document: Any, product: Product) -> None:
    """Set the file's metadata, and remove that of the template."""
    package = document.part.package
    for rels in (package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(NOT_KEPT)]:
            rels.pop(key)
    provenance = Part(
        PackURI(PROVENANCE_NAME), PROVENANCE_TYPE, write_provenance_part(product), package
    )
    package.relate_to(provenance, PROVENANCE_RELATION)
    fill_properties(document.core_properties, product.scene)
