"""Tables of a brief: the counts by base, and frames that hold what stands beside each other."""

from collections.abc import Sequence
from typing import Any, Final

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from export.docx.text import add_run, set_lines
from export.drawing.canvas import LINE, QUIET
from export.drawing.typesetting import cut_text
from export.office.base_table import BaseRow
from export.office.table_sizes import LINE_EM, ROW_EM, SIDE_PT, measure_columns
from export.talking_points.fitting import ARIAL_SHARE

_TWIPS: Final = 20
_PROPERTIES: Final = ("w:tblLook", "w:tblCaption", "w:tblDescription")


def add_frame(container: Any, widths_pt: Sequence[float]) -> list[Any]:
    """Add a table of one row that nobody sees, and give its cells."""
    table = container.add_table(rows=1, cols=len(widths_pt))
    _set_widths(table, widths_pt, side_pt=0.0)
    return list(table.rows[0].cells)


def add_counts(
    cell: Any, headings: Sequence[str], rows: Sequence[BaseRow], width_pt: float, size_pt: float
) -> None:
    """
    Add the counts by base to a cell.

    Parameters
    ----------
    cell
        Changed in place; a paragraph of hardly any height follows the table, as Word demands.
    headings, rows
        What it says, see `export.office.base_table`.
    width_pt, size_pt
        Width of the table and size of its letters.
    """
    table = cell.add_table(rows=len(rows) + 1, cols=len(headings))
    names, *numbers = measure_columns(headings, rows, size_pt, ARIAL_SHARE)
    spare = max(width_pt - names - sum(numbers), 0.0) / len(headings)
    numbers = [width + spare for width in numbers]
    widths = [max(width_pt - sum(numbers), 3 * size_pt), *numbers]
    _set_widths(table, widths, side_pt=SIDE_PT)
    _describe(table, f"Counted records by base: {', '.join(headings[1:])}.")
    lines = [(headings, 2 * LINE_EM, "head")] + [(row.texts, ROW_EM, row.kind) for row in rows]
    for number, (texts, height_em, kind) in enumerate(lines):
        row = table.rows[number]
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, Pt(size_pt * height_em)
        heavy = kind == "head" or number + 1 >= len(rows)
        for place, text in enumerate(texts):
            confirmed = place == 1 and kind == "base" and rows[number - 1].numbers[0] > 0
            bold = kind in {"head", "total"} or confirmed
            room = (widths[place] - 2 * SIDE_PT) / ARIAL_SHARE
            shown = text if kind == "head" else cut_text(text, size_pt, room, bold=bold)
            paragraph = row.cells[place].paragraphs[0]
            set_lines(paragraph, size_pt * LINE_EM)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if place else WD_ALIGN_PARAGRAPH.LEFT
            add_run(paragraph, shown, size_pt, bold=bold, italic=kind == "rest" and place == 0)
            _draw_line(row.cells[place], heavy=heavy)
    _mark_heading(table)
    first, last = cell.paragraphs[0], cell.paragraphs[-1]
    first._p.getparent().remove(first._p)  # noqa: SLF001 - python-docx cannot remove a paragraph
    set_lines(last, 1.0)


def _set_widths(table: Any, widths_pt: Sequence[float], *, side_pt: float) -> None:
    """Set the widths of a table's columns for good, and the white beside its cells' text."""
    table.autofit = False
    for column, width in zip(table.columns, widths_pt, strict=True):
        column.width = Pt(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_pt, strict=True):
            cell.width = Pt(width)
    side = round(side_pt * _TWIPS)
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx knows no margins
    margins = parse_xml(
        f'<w:tblCellMar {nsdecls("w")}><w:top w:w="0" w:type="dxa"/><w:left w:w="{side}" '
        f'w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    # a table stands as far left of its place as its cells' margin, unless it is told not to
    indent = parse_xml(f'<w:tblInd {nsdecls("w")} w:w="0" w:type="dxa"/>')
    properties.insert_element_before(indent, "w:tblBorders", "w:tblLayout", *_PROPERTIES)
    properties.insert_element_before(margins, *_PROPERTIES)


def _describe(table: Any, text: str) -> None:
    """Say what a table holds, for those who cannot see it."""
    element = parse_xml(f"<w:tblDescription {nsdecls('w')}/>")
    element.set(element.nsmap["w"].join(("{", "}val")), text)
    table._tbl.tblPr.append(element)  # noqa: SLF001 - python-docx knows no words for it


def _mark_heading(table: Any) -> None:
    """Mark the first row as the headings."""
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - no setter
    properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _draw_line(cell: Any, *, heavy: bool) -> None:
    """Draw a line beneath a cell, whose text stands at its foot."""
    colour, eighths = (QUIET, 8) if heavy else (LINE, 4)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-docx knows no borders
    properties.append(
        parse_xml(
            f'<w:tcBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="{eighths}" w:space="0" '
            f'w:color="{colour[1:].upper()}"/></w:tcBorders>'
        )
    )
    properties.append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="bottom"/>'))
