"""Tables of a brief: the counts by base, and invisible frames for columns."""

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
    """
    Add an invisible table of one row as columns, and return its cells.

    Parameters
    ----------
    container
        The document or a cell. Changed in place.
    widths_pt
        Widths of the columns, in points.

    Returns
    -------
    cells
        The cells, from left to right.
    """
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
        Changed in place; an empty paragraph of 1 pt follows the table, because Word requires one.
    headings, rows
        Content, see `export.office.base_table`.
    width_pt, size_pt
        Width of the table and letter size.
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
    first, last = cell.paragraphs[0].paragraph_format.element, cell.paragraphs[-1]
    first.getparent().remove(first)
    set_lines(last, 1.0)


def _find_element(cell: Any) -> Any:
    """Return the XML of a cell; the XML of its row and of its table is around it."""
    return cell.paragraphs[0].paragraph_format.element.getparent()


def _find_properties(table: Any) -> Any:
    """Return the XML of a table's properties."""
    return _find_element(table.cell(0, 0)).getparent().getparent().tblPr


def _set_widths(table: Any, widths_pt: Sequence[float], *, side_pt: float) -> None:
    """Fix the widths of a table's columns, and the white space beside its cells' text."""
    table.autofit = False
    for column, width in zip(table.columns, widths_pt, strict=True):
        column.width = Pt(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_pt, strict=True):
            cell.width = Pt(width)
    side = round(side_pt * _TWIPS)
    properties = _find_properties(table)
    margins = parse_xml(
        f'<w:tblCellMar {nsdecls("w")}><w:top w:w="0" w:type="dxa"/><w:left w:w="{side}" '
        f'w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    # without an indent of 0 a table starts to the left by its cells' margin
    indent = parse_xml(f'<w:tblInd {nsdecls("w")} w:w="0" w:type="dxa"/>')
    properties.insert_element_before(indent, "w:tblBorders", "w:tblLayout", *_PROPERTIES)
    properties.insert_element_before(margins, *_PROPERTIES)


def _describe(table: Any, text: str) -> None:
    """Set the alternative text of a table."""
    element = parse_xml(f"<w:tblDescription {nsdecls('w')}/>")
    element.set(element.nsmap["w"].join(("{", "}val")), text)
    _find_properties(table).append(element)


def _mark_heading(table: Any) -> None:
    """Mark the first row as headings."""
    properties = _find_element(table.cell(0, 0)).getparent().get_or_add_trPr()
    properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _draw_line(cell: Any, *, heavy: bool) -> None:
    """Draw a line below a cell, and align its text to the bottom."""
    colour, eighths = (QUIET, 8) if heavy else (LINE, 4)
    properties = _find_element(cell).get_or_add_tcPr()
    properties.append(
        parse_xml(
            f'<w:tcBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="{eighths}" w:space="0" '
            f'w:color="{colour[1:].upper()}"/></w:tcBorders>'
        )
    )
    properties.append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="bottom"/>'))
