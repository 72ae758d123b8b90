"""The table of counts by base on slides and briefs; its rows add up to the total."""

from dataclasses import dataclass
from typing import Final, Literal

from export.drawing.typesetting import make_inert
from export.product.product import Product
from export.wording.scene_text import format_number
from geo.statistics.by_base import ELSEWHERE, NOT_PLACED, count_bases

LEAST_ROWS: Final = 6
"""Smallest number of rows: two bases, other bases, bases without a record, not placed, total."""
_NUMBERS: Final = ("us_confirmed", "other_reported", "selected", "in_filters")
_EMPTY: Final = ("base with none", "bases with none")


@dataclass(frozen=True)
class BaseRow:
    """
    One row of the table.

    Attributes
    ----------
    label
        The base's name, or what else the row counts. Inert.
    numbers
        Counted records in the period that are US-confirmed, other reported, and both; and how many
        pass the filters on any day.
    kind
        A base; a row that is not a base, or several; or the total.
    """

    label: str
    numbers: tuple[int, ...]
    kind: Literal["base", "rest", "total"] = "base"

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of the cells, from left to right; see `list_headings`."""
        us_confirmed, other_reported, selected, in_filters = (f"{n:,}" for n in self.numbers)
        return self.label, us_confirmed, other_reported, f"{selected} of {in_filters}"


def list_headings(product: Product) -> tuple[str, ...]:
    """Return the column headings; the last one names the N of "n of N"."""
    of_what = "of filtered" if product.scene.view.filters.on else "of all"
    return "Base", "US-confirmed", "Other reported", f"In period, {of_what}"


def list_rows(product: Product, most: int = 1000) -> tuple[BaseRow, ...]:
    """
    List the counts by base.

    Parameters
    ----------
    product
        The Product. Not modified.
    most
        Greatest number of rows, `LEAST_ROWS` or more. With more bases, those without a record in
        the period become one row, and if that is not enough, the last ones another.

    Returns
    -------
    rows
        The bases with a record in the filters, in the record's own order, then records at no base
        and records not placed, if any, and the total: the key figures. Empty where the period is
        not covered.
    """
    scene, counts = product.scene, product.scene.counts
    if scene.is_not_covered:
        return ()
    found = count_bases(product.dataset, scene.view.filters, scene.period)
    bases, rest = [], []
    names = {ELSEWHERE: "At no base", NOT_PLACED: "Not placed"}
    for base_id, row in found[found["in_filters"] > 0].iterrows():
        numbers = tuple(int(row[name]) for name in _NUMBERS)
        if base_id in names:
            rest.append(BaseRow(names[str(base_id)], numbers, "rest"))
        else:
            bases.append(BaseRow(make_inert(str(row["name"])), numbers))
    total = BaseRow("Total", tuple(getattr(counts, name) for name in _NUMBERS), "total")
    return (*_shorten(bases, max(most, LEAST_ROWS) - len(rest) - 1), *rest, total)


def _shorten(bases: list[BaseRow], most: int) -> list[BaseRow]:
    """Reduce the rows of bases to at most `most`, without losing a record."""
    if len(bases) <= most:
        return bases
    empty = [row for row in bases if not row.numbers[2]]
    hit = [row for row in bases if row.numbers[2]]
    tail = [_add_up(empty, *_EMPTY)] if empty else []
    room = most - len(tail)
    if len(hit) > room:
        tail.insert(0, _add_up(hit[room - 1 :], "more base"))
        hit = hit[: room - 1]
    return [*hit, *tail]


def _add_up(rows: list[BaseRow], *what: str) -> BaseRow:
    """Add rows up into one."""
    sums = tuple(sum(numbers) for numbers in zip(*(row.numbers for row in rows), strict=True))
    return BaseRow(format_number(len(rows), *what), sums, "rest")
