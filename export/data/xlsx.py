"""A workbook (XLSX): every table of a Scene, with real dates and no formula."""

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

from export.data.tables import (
    list_attacks,
    list_bases,
    list_rejects,
    list_sources,
    list_strikes,
    tabulate_provenance,
)
from export.drawing.contrast import select_ink
from export.product.product import Product
from export.product.provenance import list_provenance
from export.wording.xml_text import make_xml_text
from geo.model.errors import ViewError
from geo.model.marking import check_marking
from geo.model.scene import Marking

HEADER_ROW: Final = 1
FIRST_ROW: Final = 2
"""Rows of the headers and of the first record, counted from 0; the marking is above them."""
MOST_ROWS: Final = 1_048_576 - FIRST_ROW
"""Rows that a sheet of a workbook can hold, without marking and header."""
MOST_LETTERS: Final = 32_767
"""Letters that a cell of a workbook can hold."""
LONGEST_WIDTH: Final = 44
_WRAPPED: Final = frozenset({"summary", "note", "title", "target", "reason", "fix", "value"})


def render_xlsx(product: Product) -> bytes:
    """
    Render the records of a Product as a workbook.

    Parameters
    ----------
    product
        The Product. Not modified.

    Returns
    -------
    xlsx
        Sheets Provenance, Attacks, Bases, Sources, Strikes and Rejects. The marking is in the first
        row, which stays on the screen, and at the top and bottom of each printed page; headers are
        in the second row, frozen and filtered. Days are real dates, text is never a formula, and
        blank means not known. The same Product gives the same bytes.

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
    metadata = list_provenance(scene)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False})
    book.set_properties(
        {
            "title": metadata["Title"],
            "subject": f"{metadata['Period']}, {metadata['Records']}",
            "keywords": metadata["Inputs"],
            "comments": f"Marking: {metadata['Marking']}",
            "author": metadata["Software"],
            # the properties of a workbook have no time zone and are read as UTC
            "created": scene.provenance.as_of.astimezone(dt.UTC).replace(tzinfo=None),
        }
    )
    writer = _SheetWriter(book, scene.marking)
    writer.write("Provenance", tabulate_provenance(scene))
    for name, table in tables.items():
        writer.write(name, table)
    book.close()
    return out.getvalue()


def _place_columns(bases: gpd.GeoDataFrame) -> pd.DataFrame:
    """Move each site's point into two columns: a sheet has no geometry."""
    points = bases.geometry
    table = pd.DataFrame(bases.drop(columns="geometry"))
    table.insert(7, "longitude", points.x)
    table.insert(8, "latitude", points.y)
    return table


class _SheetWriter:
    """Writes tables into a workbook, each to its own sheet."""

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
        """Write a table with a frozen, filtered header and columns as wide as their content."""
        if len(table) > MOST_ROWS:
            msg = (
                f"{name} has {len(table):,} rows, but a sheet holds {MOST_ROWS:,}. Choose a "
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
        Write the marking over the columns, repeated so that each screen shows it whole.

        The frozen column holds the start of the first. It is on one line and no cell is merged:
        merged cells prevent sorting and hiding of columns.
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
        """Write the cells of a column by their type; return the width that the column needs."""
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
        """Write one cell; return its width in letters."""
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
    """Cut text to what a cell holds, with a note."""
    if len(text) <= MOST_LETTERS:
        return text
    suffix = f" … [cut: {len(text):,} letters in total]"
    return text[: MOST_LETTERS - len(suffix)] + suffix


def _escape_print(text: str) -> str:
    """Return text for a printed header, where an ampersand would start a command."""
    return make_xml_text(text).replace("&", "&&")[:200]
