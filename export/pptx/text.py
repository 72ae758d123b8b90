"""Text on a slide, measured to fit its box and editable."""

from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from export.drawing.canvas import BRICK, INK, QUIET
from export.drawing.contrast import select_ink
from export.drawing.page import Box
from export.drawing.typesetting import make_inert, runs_leftward, wrap_text
from export.office.paragraph import fit_paragraph
from export.talking_points.fitting import (
    BEFORE_BULLET_EM,
    BEFORE_HEADING_EM,
    BULLET_EM,
    LINE_EM,
    SOURCES_EM,
    Fitted,
)
from geo.model.errors import ViewError
from geo.model.marking import check_marking
from geo.model.scene import Marking

MARKING_PT: Final = 11.0
SMALLEST_MARKING_PT: Final = 7.0
_NUMBER_FIELD: Final = "{6F1C5A0E-2B7D-4E53-9A46-0C3D8B7F2E11}"
"""Id of the field of the slide's number: any GUID, the same in each file."""
INSET_PT: Final = (4.0, 2.0)
"""White space inside a box of a template: left and right, top and bottom."""


def place_text(slide: Any, shapes: dict[str, Any], part: str, box: Box) -> Any:
    """
    Return the shape for a part's text.

    Parameters
    ----------
    slide
        The slide.
    shapes
        The template's shapes, by part.
    part
        A member of `export.pptx.boxes.PARTS`.
    box
        Its box; a shape of the template that has this box already is not changed.

    Returns
    -------
    shape
        A shape with a text frame.
    """
    edges = Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)
    shape = shapes.get(part)
    if shape is None or not shape.has_text_frame:
        shape = slide.shapes.add_textbox(*edges)
    elif any(
        abs((now or 0) - edge) > Pt(0.5)
        for now, edge in zip((shape.left, shape.top, shape.width, shape.height), edges, strict=True)
    ):
        shape.left, shape.top, shape.width, shape.height = edges
    shape.name = f"basewatch:{part}"
    return shape


def open_frame(shape: Any, *, tight: bool) -> Any:
    """
    Return a shape's text frame, emptied, with word wrap, fixed size and known insets.

    Parameters
    ----------
    shape
        The shape. Changed in place.
    tight
        Whether the box has no insets.

    Returns
    -------
    frame
        The empty text frame.
    """
    frame = shape.text_frame
    frame.clear()
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    across, down = (0.0, 0.0) if tight else INSET_PT
    frame.margin_left = frame.margin_right = Pt(across)
    frame.margin_top = frame.margin_bottom = Pt(down)
    return frame


def shrink_box(box: Box, *, tight: bool) -> Box:
    """
    Return the part of a box inside its insets.

    Parameters
    ----------
    box
        The box, in points.
    tight
        Whether the box has no insets.

    Returns
    -------
    inner
        The box inside the insets.
    """
    across, down = (0.0, 0.0) if tight else INSET_PT
    return Box(box.left + across, box.top + down, box.width - 2 * across, box.height - 2 * down)


def write_line(
    shape: Any,
    text: str,
    box: Box,
    sizes_pt: tuple[float, float],
    *,
    tight: bool,
    bold: bool = True,
) -> None:
    """
    Write one paragraph.

    Parameters
    ----------
    shape, text, box
        The shape, the text (made inert here), and the shape's box.
    sizes_pt
        Largest and smallest letter size.
    tight
        Whether the box has no insets.
    bold
        Whether the text may be bold: it is measured as such.
    """
    frame = open_frame(shape, tight=tight)
    size, fitted = fit_paragraph(
        make_inert(text), shrink_box(box, tight=tight), *sizes_pt, bold=bold
    )
    paragraph = frame.paragraphs[0]
    paragraph.line_spacing = Pt(size * LINE_EM)
    _drop_bullet(_find_last(shape))
    _set_direction(paragraph, _find_last(shape), fitted)
    run = paragraph.add_run()
    run.text = fitted
    run.font.size = Pt(size)


def number_slide(shape: Any) -> None:
    """
    Turn a shape's only run, the slide's number, into a field that follows the slide.

    Parameters
    ----------
    shape
        As `write_line` wrote it. Changed in place.
    """
    paragraph = _find_last(shape)
    run = paragraph.r_lst[0]
    field = parse_xml(
        f'<a:fld {nsdecls("a")} id="{_NUMBER_FIELD}" type="slidenum"><a:t>{run.text}</a:t></a:fld>'
    )
    field.insert(0, run.get_or_add_rPr())
    paragraph.replace(run, field)


def fit_bar(marking: Marking, width_pt: float) -> float:
    """
    Return the height of a marking bar as wide as the slide, in letters of `MARKING_PT`.

    Parameters
    ----------
    marking
        The marking.
    width_pt
        Width of the slide, in points.

    Returns
    -------
    height_pt
        The height.
    """
    across, down = INSET_PT
    text = make_inert(marking.text).strip()
    lines = wrap_text(text, MARKING_PT, width_pt - 2 * across, bold=True)
    return len(lines) * MARKING_PT * LINE_EM + 2 * down + 4.0


def write_marking(shape: Any, marking: Marking, box: Box) -> None:
    """
    Write a marking bar in its colour.

    Raises
    ------
    ViewError
        If the bar is too small for the marking, which is never cut.
    """
    check_marking(marking)
    text = make_inert(marking.text).strip()
    size, fitted = fit_paragraph(
        text, shrink_box(box, tight=False), MARKING_PT, SMALLEST_MARKING_PT, bold=True
    )
    if fitted != text:
        msg = (
            f"The marking does not fit its bar of {box.width:.0f} by {box.height:.0f} points. "
            "Enlarge basewatch:marking-top and basewatch:marking-bottom in the template."
        )
        raise ViewError(msg)
    shape.fill.solid()
    shape.fill.fore_color.rgb = _colour(marking.colour)
    frame = open_frame(shape, tight=False)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER
    _drop_bullet(_find_last(shape))
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), True
    run.font.color.rgb = _colour(select_ink(marking.colour))


def write_points(shape: Any, fitted: Fitted, *, is_own: bool) -> None:
    """
    Write talking points as bullets.

    Parameters
    ----------
    shape
        The shape.
    fitted
        The points, fitted into the shape's box.
    is_own
        Whether the template is Basewatch's; on a unit's own the template's colours stay.
    """
    frame = open_frame(shape, tight=is_own)
    size = fitted.size_pt
    first = True
    for section in fitted.sections:
        head = frame.paragraphs[0] if first else frame.add_paragraph()
        before = 0.0 if first else BEFORE_HEADING_EM
        first = False
        _set_paragraph(head, _find_last(shape), size, before, bullet=False)
        _add_run(head, section.heading, size, bold=True, colour=BRICK if is_own else None)
        for bullet in section.bullets:
            paragraph = frame.add_paragraph()
            _set_paragraph(paragraph, _find_last(shape), size, BEFORE_BULLET_EM, bullet=True)
            _set_direction(paragraph, _find_last(shape), bullet.text)
            _add_run(paragraph, bullet.text, size, colour=INK if is_own else None)
            if bullet.sources:
                colour = QUIET if is_own else None
                _add_run(paragraph, f" {bullet.sources}", size * SOURCES_EM, colour=colour)
        if section.more:
            paragraph = frame.add_paragraph()
            _set_paragraph(paragraph, _find_last(shape), size, BEFORE_BULLET_EM, bullet=True)
            colour = QUIET if is_own else None
            _add_run(paragraph, section.more, size, italic=True, colour=colour)


def _find_last(shape: Any) -> Any:
    """Return the XML of the last paragraph of a shape, which has what python-pptx does not set."""
    return shape.element.txBody.p_lst[-1]


def _set_paragraph(
    paragraph: Any, element: Any, size: float, before_em: float, *, bullet: bool
) -> None:
    """Set a paragraph's lines, space before it, and bullet, whatever the template has there."""
    paragraph.level = 0
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.line_spacing = Pt(size * LINE_EM)
    paragraph.space_before, paragraph.space_after = Pt(size * before_em), Pt(0)
    properties = element.get_or_add_pPr()
    indent = Pt(size * BULLET_EM) if bullet else 0
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    if bullet:
        properties.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="Arial"/>'))
        properties.append(parse_xml(f'<a:buChar {nsdecls("a")} char="•"/>'))
    else:
        properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))


def _drop_bullet(element: Any) -> None:
    """Drop the bullet and indent that a paragraph would inherit, given by its XML."""
    properties = element.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))


def _set_direction(paragraph: Any, element: Any, text: str) -> None:
    """Set a paragraph from right to left if its text is."""
    if runs_leftward(text):
        paragraph.alignment = PP_ALIGN.RIGHT
        element.get_or_add_pPr().set("rtl", "1")


def _add_run(
    paragraph: Any,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: str | None = None,
) -> None:
    """Add a run of text to a paragraph."""
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt(size)
    run.font.bold, run.font.italic = bold, italic
    if colour is not None:
        run.font.color.rgb = _colour(colour)


def _colour(colour: str) -> RGBColor:
    """Return a colour ``#rrggbb`` as python-pptx's type."""
    return RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]
