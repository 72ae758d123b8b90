"""Points and table on a slide, divided so that as little as possible is lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from export.drawing.page import Box
from export.office.base_table import LEAST_ROWS, BaseRow, list_headings, list_rows
from export.office.table_sizes import fit_rows, measure_columns, measure_table
from export.pptx.table import add_table
from export.pptx.text import place_text, shrink_box, write_points
from export.product.product import Product
from export.talking_points.fitting import Fitted, NamedPoint, Style, fit_points, measure_points
from export.talking_points.unknowns import NOT_KNOWN
from export.wording.citations import name_publishers
from geo.model.errors import ViewError

TABLE_SIZES: Final = (12.0, 11.0, 10.0)
"""Letter sizes of the table to try."""
POINT_SIZES: Final = (16.0, 12.0)
"""Largest and smallest letter size of the points."""
BETWEEN_PT: Final = (16.0, 10.0)
"""White space beside and above the table."""
WIDE_PT: Final = (400.0, 520.0)
"""Widths from which the table may be, and always is, beside what is not known."""
LEAST_SHARE: Final = 0.25
"""Share of a box's height that the points above a table keep."""
MOST_SHARE: Final = 0.62
"""Share of a box's height that what is not known may take beside the table."""
TABLE_SHARES: Final = (0.42, 0.56)
"""Smallest and largest share of a box's width for a table beside text."""


@dataclass(frozen=True)
class Shares:
    """
    How points and table share a slide.

    Attributes
    ----------
    texts
        By part, the box and the points in it.
    table, rows, size_pt
        The table's box, rows and letter size.
    """

    texts: dict[str, tuple[Box, Fitted]]
    table: Box
    rows: tuple[BaseRow, ...]
    size_pt: float

    @property
    def loss(self) -> tuple[int, int, int]:
        """Points that are lost, minus rows of the table, points that only the table shows."""
        fits = [fitted for _, fitted in self.texts.values()]
        return sum(fit.lost for fit in fits), -len(self.rows), sum(fit.left_out for fit in fits)


def add_points(
    slide: Any,
    shapes: dict[str, Any],
    boxes: dict[str, Box],
    product: Product,
    *,
    is_own: bool,
    share: float,
) -> None:
    """
    Add points and counts by base to a slide.

    Parameters
    ----------
    slide
        Changed in place.
    shapes, boxes
        The template's shapes, and the box of each part. Without boxes of their own, the table and
        what is not known share the box of the bullets.
    product
        The Product of the slide.
    is_own
        Whether the template is Basewatch's.
    share
        Width of the font, as in `export.talking_points.fitting.Style`.

    Raises
    ------
    ViewError
        If a box is too small for one point.
    """
    sources = product.scene.sources
    points = [
        NamedPoint(point, name_publishers(sources, point.source_ids)) for point in product.points
    ]
    style = Style(*POINT_SIZES, share=share)
    shares = min(
        _list_shares(product, points, boxes, style, tight=is_own), key=lambda each: each.loss
    )
    for part, (box, fitted) in shares.texts.items():
        if not fitted.sections:
            msg = f"The template's box for basewatch:{part} is too small for a point. Enlarge it."
            raise ViewError(msg)
        write_points(place_text(slide, shapes, part, box), fitted, is_own=is_own)
    for part in {"table", "unknown", "bullets"} - shares.texts.keys():
        if part in shapes:
            holder = shapes.pop(part).element
            holder.getparent().remove(holder)
    if shares.rows:
        headings = list_headings(product)
        add_table(slide, headings, shares.rows, shares.table, shares.size_pt, share=share)


def _list_shares(
    product: Product,
    points: Sequence[NamedPoint],
    boxes: dict[str, Box],
    style: Style,
    *,
    tight: bool,
) -> Iterator[Shares]:
    """Yield the ways to share the room, the better looking first among equals."""
    every = list_rows(product)
    if not every:
        nothing = boxes["bullets"], every, TABLE_SIZES[0]
        yield _set_texts(points, boxes, style, nothing, tight=tight)
        return
    if "table" in boxes:
        table = boxes["table"]
        found = next(
            (size for size in TABLE_SIZES if measure_table(len(every), size) <= table.height),
            TABLE_SIZES[-1],
        )
        rows = list_rows(product, fit_rows(table.height, found))
        yield _set_texts(points, boxes, style, (table, rows, found), tight=tight)
        return
    ways = [(every, size) for size in TABLE_SIZES]
    fewer = range(len(every) - 1, LEAST_ROWS - 1, -1)
    ways += [(list_rows(product, most), TABLE_SIZES[-1]) for most in fewer]
    box, headings = boxes["bullets"], list_headings(product)
    for number, (rows, size) in enumerate(ways, 1):
        width = sum(measure_columns(headings, rows, size, style.share))
        too_high = measure_table(len(rows), size) > box.height * (1 - LEAST_SHARE)
        too_wide = width > TABLE_SHARES[1] * box.width and size > TABLE_SIZES[-1]
        if (too_high or too_wide) and number < len(ways):
            continue
        wanted = width, rows, size
        if box.width >= WIDE_PT[0]:
            yield _place_beside(points, boxes, style, wanted, tight=tight)
        if box.width < WIDE_PT[1]:
            yield _place_beneath(points, boxes, style, wanted, tight=tight)


def _split_points(points: Sequence[NamedPoint]) -> tuple[list[NamedPoint], list[NamedPoint]]:
    """Return the points on what is known, and those on what is not known."""
    gaps = [item for item in points if item.point.heading == NOT_KNOWN]
    return [item for item in points if item.point.heading != NOT_KNOWN], gaps


def _place_beneath(
    points: Sequence[NamedPoint],
    boxes: dict[str, Box],
    style: Style,
    wanted: tuple[float, tuple[BaseRow, ...], float],
    *,
    tight: bool,
) -> Shares:
    """Place the table below all bullets."""
    _, rows, size = wanted
    box, height = boxes["bullets"], measure_table(len(rows), size)
    table = Box(box.left, box.bottom - height, box.width, height)
    above = replace(box, height=box.height - height - BETWEEN_PT[1])
    return _set_texts(points, boxes | {"bullets": above}, style, (table, rows, size), tight=tight)


def _place_beside(
    points: Sequence[NamedPoint],
    boxes: dict[str, Box],
    style: Style,
    wanted: tuple[float, tuple[BaseRow, ...], float],
    *,
    tight: bool,
) -> Shares:
    """Place the table below what is known and beside what is not known."""
    known, gaps = _split_points(points)
    if "unknown" in boxes or not (known and gaps):
        return _place_beneath(points, boxes, style, wanted, tight=tight)
    width, rows, size = wanted
    box, height = boxes["bullets"], measure_table(len(wanted[1]), wanted[2])
    narrow, wide = TABLE_SHARES
    width = min(max(width, narrow * box.width), wide * box.width)
    right = box.left + width + BETWEEN_PT[0]
    beside = box.right - right
    # what is not known keeps the height that it needs; the bullets above take what is left
    needed = measure_points(gaps, beside, style.smallest_pt, style)
    lower = max(height, min(needed, MOST_SHARE * box.height))
    above = replace(box, height=box.height - lower - BETWEEN_PT[1])
    whole = measure_points(known, box.width, style.smallest_pt, style)
    if whole < above.height:
        above = replace(above, height=min(above.height, max(whole * 1.12, above.height * 0.8)))
    top = above.bottom + BETWEEN_PT[1]
    lowered = {
        "bullets": above, "unknown": Box(right, top, beside, box.bottom - top),
    }  # fmt: skip
    table = Box(box.left, top, width, box.bottom - top)
    return _set_texts(points, boxes | lowered, style, (table, rows, size), tight=tight)


def _set_texts(
    points: Sequence[NamedPoint],
    boxes: dict[str, Box],
    style: Style,
    placed: tuple[Box, tuple[BaseRow, ...], float],
    *,
    tight: bool,
) -> Shares:
    """Fit the points into their boxes, all in one letter size."""
    known, gaps = _split_points(points)
    rooms = {"bullets": known, "unknown": gaps} if "unknown" in boxes else {"bullets": points}

    def fit(style: Style) -> dict[str, tuple[Box, Fitted]]:
        found = {}
        for part, some in rooms.items():
            inner = shrink_box(boxes[part], tight=tight)
            if some:
                found[part] = boxes[part], fit_points(some, inner.width, inner.height, style)
        return found

    texts = fit(style)
    common = min((fitted.size_pt for _, fitted in texts.values()), default=style.largest_pt)
    return Shares(fit(replace(style, largest_pt=common)), *placed)
