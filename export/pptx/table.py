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
"""Width of the names' column, as a share of the table's, where the numbers need no more."""
MOST_STRETCH: Final = 1.25
"""How much higher than needed a row may be."""
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
        What it says, see `export.office.base_table`.
    box
        Where it stands: `measure_table` high or more. Rows stretch a little to fill it.
    size_pt, share
        Size of the letters, and the font's width as in `export.talking_points.fitting.Style`.
    """
    height = measure_table(len(rows), size_pt)
    stretch = min(max(box.height / height, 1.0), MOST_STRETCH)
    frame = slide.shapes.add_table(
        len(rows) + 1, len(headings), Pt(box.left), Pt(box.top), Pt(box.width), Pt(height * stretch)
    )
    frame.name = "basewatch:table"
    about = frame._element.nvGraphicFramePr.cNvPr  # noqa: SLF001 - python-pptx has no setter
    about.set("descr", f"Counted records by base: {', '.join(headings[1:])}.")
    table = frame.table
    table.first_row, table.horz_banding, table.last_row = True, False, True
    table._tbl.tblPr.find("{*}tableStyleId").text = _NO_STYLE  # noqa: SLF001 - no setter either
    # numbers are never cut; a name that is too long for what they leave is
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
        _write_cell(table.cell(0, place), heading, size_pt, right=place > 0, bold=True, head=True)
    for number, row in enumerate(rows, 1):
        total, rest = row.kind == "total", row.kind == "rest"
        for place, text in enumerate(row.texts):
            room = (widths[place] - 2 * SIDE_PT) / share
            bold = total or (place == 1 and row.kind == "base" and row.numbers[0] > 0)
            _write_cell(
                table.cell(number, place), cut_text(text, size_pt, room, bold=bold), size_pt,
                right=place > 0, bold=bold, italic=rest and place == 0,
                heavy=number + 1 >= len(rows),
            )  # fmt: skip


def _write_cell(
    cell: Any,
    text: str,
    size: float,
    *,
    right: bool,
    bold: bool = False,
    italic: bool = False,
    head: bool = False,
    heavy: bool = False,
) -> None:
    """Write one cell, with a line beneath it."""
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
    colour, line = (QUIET, 1.0) if heavy or head else (LINE, 0.5)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-pptx knows no borders
    properties.insert(
        0,
        parse_xml(
            f'<a:lnB {nsdecls("a")} w="{Pt(line)}"><a:solidFill><a:srgbClr '
            f'val="{colour[1:].upper()}"/></a:solidFill></a:lnB>'
        ),
    )
