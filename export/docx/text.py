"""Paragraphs of a brief, with exact line heights, so that Word breaks the page as measured."""

from typing import Any, Final

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from export.drawing.canvas import BRICK, INK, QUIET
from export.drawing.typesetting import runs_leftward
from export.talking_points.fitting import (
    BEFORE_BULLET_EM,
    BEFORE_HEADING_EM,
    BULLET_EM,
    LINE_EM,
    SOURCES_EM,
    Fitted,
)

FONT: Final = "Arial"
_STYLED: Final = ("Normal", "Title", "Heading 2", "List Bullet", "Header", "Footer")


def set_styles(document: Any) -> None:
    """Set a document's styles: one font that every office has, and no space between paragraphs."""
    root = document.styles.element
    for fonts in root.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for letters in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{letters}"), FONT)
    for name in _STYLED:
        style = document.styles[name]
        layout, font = style.paragraph_format, style.font
        layout.space_before = layout.space_after = Pt(0)
        for name_of in ("w:pBdr", "w:kern", "w:rPr/w:spacing"):
            for found in style.element.xpath(f".//{name_of}"):
                found.getparent().remove(found)
        font.name = FONT
        if name in {"Title", "Heading 2"}:
            font.bold = True
            font.color.rgb = colour_of(INK if name == "Title" else BRICK)
            layout.keep_with_next = False


def colour_of(colour: str) -> RGBColor:
    """Return a colour ``#rrggbb`` as python-docx's type."""
    return RGBColor(*bytes.fromhex(colour[1:]))


def set_lines(paragraph: Any, line_pt: float, before_pt: float = 0.0) -> None:
    """
    Set the height of a paragraph's lines exactly, and the white space before it.

    Parameters
    ----------
    paragraph
        Changed in place.
    line_pt
        Height of a line, in points.
    before_pt
        White space before the paragraph, in points.
    """
    layout = paragraph.paragraph_format
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = Pt(line_pt)
    layout.space_before, layout.space_after = Pt(before_pt), Pt(0)
    layout.widow_control = False


def add_run(
    paragraph: Any,
    text: str,
    size_pt: float,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: str = INK,
) -> Any:
    """
    Add inert text to a paragraph.

    Parameters
    ----------
    paragraph
        Changed in place.
    text
        Inert text.
    size_pt
        Letter size, in points.
    bold, italic, colour
        Look of the text; the colour as ``#rrggbb``.

    Returns
    -------
    run
        The new run.
    """
    run = paragraph.add_run(text)
    run.font.size = Pt(size_pt)
    run.font.bold, run.font.italic = bold, italic
    run.font.cs_bold, run.font.cs_italic = bold, italic
    run.font.color.rgb = colour_of(colour)
    # Arabic letters have a size of their own, which python-docx does not support
    size = run.font.element.rPr.find(qn("w:sz"))
    size.addnext(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{round(size_pt * 2)}"/>'))
    return run


def set_direction(paragraph: Any, text: str) -> None:
    """
    Set a paragraph from right to left if its text is.

    Parameters
    ----------
    paragraph
        Changed in place.
    text
        Text of the paragraph.
    """
    if runs_leftward(text):
        properties = paragraph.paragraph_format.element.get_or_add_pPr()
        properties.insert_element_before(
            parse_xml(f"<w:bidi {nsdecls('w')}/>"), "w:spacing", "w:ind", "w:jc", "w:rPr"
        )


def write_line(
    paragraph: Any,
    text: str,
    size_pt: float,
    *,
    bold: bool = False,
    colour: str = INK,
    before_pt: float = 0.0,
) -> None:
    """
    Write one paragraph of inert text.

    Parameters
    ----------
    paragraph
        Changed in place.
    text
        Inert text.
    size_pt
        Letter size, in points.
    bold, colour
        Look of the text; the colour as ``#rrggbb``.
    before_pt
        White space before the paragraph, in points.
    """
    set_lines(paragraph, size_pt * LINE_EM, before_pt)
    set_direction(paragraph, text)
    add_run(paragraph, text, size_pt, bold=bold, colour=colour)


def write_points(container: Any, fitted: Fitted) -> None:
    """
    Write talking points as a native bulleted list.

    Parameters
    ----------
    container
        The document, or a cell with an empty first paragraph.
    fitted
        The points, fitted into the available room.
    """
    size = fitted.size_pt
    for number, section in enumerate(fitted.sections):
        head = _open_paragraph(container, "Heading 2", is_first=number == 0)
        before = BEFORE_HEADING_EM * size if number else 0.0
        write_line(head, section.heading, size, bold=True, colour=BRICK, before_pt=before)
        for bullet in section.bullets:
            paragraph = _add_bullet(container, size)
            set_direction(paragraph, bullet.text)
            add_run(paragraph, bullet.text, size)
            if bullet.sources:
                add_run(paragraph, f" {bullet.sources}", size * SOURCES_EM, colour=QUIET)
        if section.more:
            add_run(_add_bullet(container, size), section.more, size, italic=True, colour=QUIET)


def _open_paragraph(container: Any, style: str, *, is_first: bool) -> Any:
    """Return a new paragraph, or the first one of a cell."""
    is_cell = container.__class__.__name__ == "_Cell"
    if is_cell and is_first:
        paragraph = container.paragraphs[0]
        paragraph.style = style
        return paragraph
    return container.add_paragraph(style=style)


def _add_bullet(container: Any, size: float) -> Any:
    """Add a bullet to a list."""
    paragraph = container.add_paragraph(style="List Bullet")
    set_lines(paragraph, size * LINE_EM, size * BEFORE_BULLET_EM)
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent = Pt(size * BULLET_EM), Pt(-size * BULLET_EM)
    layout.tab_stops.add_tab_stop(Pt(size * BULLET_EM))
    # the bullet has the size of the paragraph mark
    properties = paragraph.paragraph_format.element.get_or_add_pPr()
    half_points = round(size * 2)
    properties.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:sz w:val="{half_points}"/></w:rPr>'))
    return paragraph


def shade(paragraph: Any, colour: str, beyond_pt: float) -> None:
    """
    Shade a paragraph, extended by `beyond_pt` on both sides of its column.

    Parameters
    ----------
    paragraph
        Changed in place.
    colour
        Colour as ``#rrggbb``.
    beyond_pt
        Extension on each side, in points.
    """
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Pt(-beyond_pt)
    fill = parse_xml(
        f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour[1:].upper()}"/>'
    )
    properties = paragraph.paragraph_format.element.get_or_add_pPr()
    properties.insert_element_before(
        fill, "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
