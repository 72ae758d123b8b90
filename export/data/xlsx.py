"""A workbook (XLSX): every table behind a Scene, with real dates and no formula."""

import datetime as dt
import io
import math
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from export.data.tables import (list_attacks, list_bases, list_rejects, list_sources, list_strikes, list_told)
from export.drawing.contrast import select_ink
from export.product.product import Product
from export.product.provenance import list_provenance
from export.wording.xml_text import make_xml_text
from geo.model.errors import ViewError
from geo.model.marking import check_marking
from geo.model.scene import Marking

HEADER_ROW: Final = 1
FIRST_ROW: Final = 2
"""Rows of the headers and of the first record, from 0; above them is the marking."""
MOST_ROWS: Final = 1_048_576 - FIRST_ROW
"""What a sheet of a workbook can hold, marking and header apart."""
MOST_LETTERS: Final = 32_767
"""What a cell of a workbook can hold."""
LONGEST_WIDTH: Final = 44
_WRAPPED: Final = frozenset({"summary", "note", "title", "target", "reason", "fix", "value"})


def render_xlsx(product: Product) -> bytes:
    """
    Render the records of a Product as a workbook.

    Parameters
    ----------
    product
        What is rendered.

    Returns
    -------
    xlsx
        Sheets Provenance, Attacks, Bases, Sources, Strikes and Rejects. The marking is in the first
        row, which stays on the screen, and at the head and foot of each printed page; headers are
        in the second row, frozen and filtered. Days are real dates, text is text whatever it begins
        with, and blank is what is not known.
        The same Product gives the same bytes.

    Raises
    ------
    ViewError
        If a table has more rows than a sheet can hold.
    """
    scene = product.scene
    tables = {
        "Attacks": list_attacks(scene),
        "Bases": _place_columns(list_bases(scene)),
        "Sources": list_sources(scene),
        "Strikes": pd.DataFrame(list_strikes(scene).drop(columns="geometry")),
        "Rejects": list_rejects(scene),
    }
    told = list_provenance(scene)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False})
    book.set_properties(
        {
            "title": told["Title"],
            "subject": f"{told['Period']}, {told['Records']}",
            "keywords": told["Inputs"],
            "comments": f"Marking: {told['Marking']}",
            "author": told["Software"],
            # a workbook's properties have no time zone: they are read as UTC
            "created": scene.provenance.as_of.astimezone(dt.UTC).replace(tzinfo=None),
        }
    )
    writer = _SheetWriter(book, scene.marking)
    writer.write("Provenance", list_told(scene))
    for name, table in tables.items():
        writer.write(name, table)
    book.close()
    return out.getvalue()


def _place_columns(bases: gpd.GeoDataFrame) -> pd.DataFrame:
    """Put each site's point into two columns: a sheet has no geometry."""
    points = bases.geometry
    table = pd.DataFrame(bases.drop(columns="geometry"))
    table.insert(7, "longitude", points.x)
    table.insert(8, "latitude", points.y)
    return table


class _SheetWriter:
    """Writes tables into a workbook, each to a sheet of its own."""

    def __init__(self, book: xlsxwriter.Workbook, marking: Marking) -> None:
        self.book = book
        self.marking = make_xml_text(check_marking(marking).text).strip()
        self.printed = _escape_print(self.marking)
        self.bar = book.add_format(
            {"bold": True, "bg_color": marking.colour, "font_color": select_ink(marking.colour)}
        )
        self.head = book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#f1eee7", "valign": "top"}
        )
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.plain = book.add_format({"valign": "top"})
        self.wrapped = book.add_format({"valign": "top", "text_wrap": True})

    def write(self, name: str, table: pd.DataFrame) -> None:
        """Write a table: header frozen and filtered, columns as wide as what stands in them."""
        if len(table) > MOST_ROWS:
            msg = (
                f"{name} has {len(table):,} rows, and a sheet holds {MOST_ROWS:,}: choose a "
                "shorter period, or export csv."
            )
            raise ViewError(msg)
        sheet = self.book.add_worksheet(name)
        widths = []
        for place, column in enumerate(table.columns):
            sheet.write_string(HEADER_ROW, place, make_xml_text(str(column)), self.head)
            width = self._write_column(sheet, place, table[column])
            widths.append(min(max(width, len(str(column)) + 3), LONGEST_WIDTH))
            sheet.set_column(place, place, widths[-1])
        self._write_marking(sheet, widths)
        sheet.freeze_panes(FIRST_ROW, 1 if name != "Provenance" else 0)
        if len(table.columns) and len(table):
            last = len(table) + HEADER_ROW
            sheet.autofilter(HEADER_ROW, 0, last, len(table.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0, HEADER_ROW)
        sheet.set_header(f"&C&B{self.printed}")
        sheet.set_footer(f"&C&B{self.printed}&R&P / &N")

    def _write_marking(self, sheet: Worksheet, widths: list[int]) -> None:
        """
        Write the marking over the columns, again and again, so that each screen shows one whole.

        The frozen column holds the beginning of the first. It is on one line, and no cell is
        merged: merged cells stand in the way of who sorts or hides columns.
        """
        needed = len(self.marking) * 1.3 + 4
        widths = [*widths, *[8] * max(0, math.ceil((needed - sum(widths)) / 8))]
        room = 0.0
        for place, width in enumerate(widths):
            if room <= 0 and place != 1:
                sheet.write_string(0, place, self.marking, self.bar)
                room = needed
            else:
                sheet.write_blank(0, place, None, self.bar)
            room -= width

    def _write_column(self, sheet: Worksheet, place: int, cells: "pd.Series[Any]") -> int:
        """Write the cells of a column by their type; give how wide the column should be."""
        widest = 0
        if pd.api.types.is_datetime64_any_dtype(cells):
            for row, day in enumerate(cells, FIRST_ROW):
                if not pd.isna(day):
                    sheet.write_datetime(row, place, day.to_pydatetime(), self.day)
            return 12
        style = self.wrapped if cells.name in _WRAPPED else self.plain
        for row, cell in enumerate(cells, FIRST_ROW):
            widest = max(widest, self._write_cell(sheet, row, place, cell, style))
        return widest + 1

    def _write_cell(self, sheet: Worksheet, row: int, place: int, cell: Any, style: Format) -> int:
        """Write one cell; give its width in letters."""
        if isinstance(cell, bool | np.bool_):
            sheet.write_string(row, place, "yes" if cell else "no", style)
            return 3
        if isinstance(cell, str):
            text = _fit(make_xml_text(cell))
            if text:
                sheet.write_string(row, place, text, style)
            return max((len(line) for line in text.split("\n")), default=0)
        if pd.isna(cell) or not np.isfinite(cell):
            return 0
        sheet.write_number(row, place, cell, style)
        return 10


def _fit(text: str) -> str:
    """Cut text to what a cell holds, and say so."""
    if len(text) <= MOST_LETTERS:
        return text
    told = f" … [cut: {len(text):,} letters in all]"
    return text[: MOST_LETTERS - len(told)] + told


def _escape_print(text: str) -> str:
    """Write text so that a printed page's head shows it: an ampersand begins a command there."""
    return make_xml_text(text).replace("&", "&&")[:200]
