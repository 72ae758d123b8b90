"""The counts by base as a native table on a slide."""

from collections.abc import Sequence
from typing import Any, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from export.drawing.canvas import LINE, QUIET
from export.drawing.page import Box
from export.drawing.typesetting import cut_text
from export.office.base_table import BaseRow
from export.office.table_sizes import LINE_EM, ROW_EM, SIDE_PT, measure_columns, measure_table

NAME_SHARE: Final = 0.42
"""Width of the names' column as a share of the table's, if the numbers leave that much."""
MOST_STRETCH: Final = 1.25
"""Largest row height, in units of the height needed."""
_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def add_table(
    slide: Any,
    headings: Sequence[str],
    rows: Sequence[BaseRow],
    box: Box,
    size_pt: float,
    *,
    share: float,
) -> None:
    """
    Add the table to a slide.

    Parameters
    ----------
    slide
        Changed in place.
    headings, rows
        Content, see `export.office.base_table`.
    box
        Box of the table, at least `measure_table` high. Rows stretch a little to fill it.
    size_pt, share
        Letter size, and the font's width as in `export.talking_points.fitting.Style`.
    """
    height = measure_table(len(rows), size_pt)
    stretch = min(max(box.height / height, 1.0), MOST_STRETCH)
    frame = slide.shapes.add_table(
        len(rows) + 1, len(headings), Pt(box.left), Pt(box.top), Pt(box.width), Pt(height * stretch)
    )
    frame.name = "basewatch:table"
    about = frame.element.nvGraphicFramePr.cNvPr
    about.set("descr", f"Counted records by base: {', '.join(headings[1:])}.")
    table = frame.table
    table.first_row, table.horz_banding, table.last_row = True, False, True
    element = frame.element.graphic.graphicData.tbl
    element.tblPr.find("{*}tableStyleId").text = _NO_STYLE
    # numbers are never cut; a name is cut if they leave too little for it
    names, *numbers = measure_columns(headings, rows, size_pt, share)
    names = max(names, NAME_SHARE * box.width)
    spare = max(box.width - names - sum(numbers), 0.0) / len(headings)
    numbers = [width + spare for width in numbers]
    widths = [max(box.width - sum(numbers), 3 * size_pt), *numbers]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for number, row in enumerate(table.rows):
        row.height = Pt(size_pt * stretch * (ROW_EM if number else 2 * LINE_EM))
    for place, heading in enumerate(headings):
        _write_cell(
            table.cell(0, place), heading, size_pt, right=place > 0, bold=True, head=True,
        )  # fmt: skip
        _draw_line(element.tc(0, place), heavy=True)
    for number, row in enumerate(rows, 1):
        total, rest = row.kind == "total", row.kind == "rest"
        for place, text in enumerate(row.texts):
            room = (widths[place] - 2 * SIDE_PT) / share
            bold = total or (place == 1 and row.kind == "base" and row.numbers[0] > 0)
            _write_cell(
                table.cell(number, place), cut_text(text, size_pt, room, bold=bold), size_pt,
                right=place > 0, bold=bold, italic=rest and place == 0,
            )  # fmt: skip
            _draw_line(element.tc(number, place), heavy=number + 1 >= len(rows))


def _write_cell(
    cell: Any,
    text: str,
    size: float,
    *,
    right: bool,
    bold: bool = False,
    italic: bool = False,
    head: bool = False,
) -> None:
    """Write one cell."""
    cell.margin_left = cell.margin_right = Pt(SIDE_PT)
    cell.margin_top = cell.margin_bottom = Pt(0)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.MIDDLE
    frame = cell.text_frame
    frame.word_wrap = head
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    paragraph.line_spacing = Pt(size * LINE_EM)
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic


def _draw_line(element: Any, *, heavy: bool) -> None:
    """Draw a line below a cell, given by its XML."""
    colour, line = (QUIET, 1.0) if heavy else (LINE, 0.5)
    element.get_or_add_tcPr().insert(
        0,
        parse_xml(
            f'<a:lnB {nsdecls("a")} w="{Pt(line)}"><a:solidFill><a:srgbClr '
            f'val="{colour[1:].upper()}"/></a:solidFill></a:lnB>'
        ),
    )
