"""The table of counts by base, as a slide or a page shows it: every row adds up to the total."""

from dataclasses import dataclass
from typing import Final, Literal

from export.drawing.typesetting import make_inert
from export.product.product import Product
from export.wording.scene_text import format_number
from geo.statistics.by_base import ELSEWHERE, NOT_PLACED, count_bases

LEAST_ROWS: Final = 6
"""Rows at the least: two bases, the rest of them, those without a record, not placed, total."""
_NUMBERS: Final = ("us_confirmed", "other_reported", "selected", "in_filters")
_EMPTY: Final = ("base with none", "bases with none")


@dataclass(frozen=True)
class BaseRow:
    """
    One row of the table.

    Attributes
    ----------
    label
        The base's name, or what the row stands for. Inert.
    numbers
        Counted records in the period that the US confirmed, the others, both, and how many the
        filters leave at any date.
    kind
        A base, what is no base or several, or the total.
    """

    label: str
    numbers: tuple[int, ...]
    kind: Literal["base", "rest", "total"] = "base"

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the cells, from left to right; see `list_headings`."""
        us_confirmed, other_reported, selected, in_filters = (f"{n:,}" for n in self.numbers)
        return self.label, us_confirmed, other_reported, f"{selected} of {in_filters}"


def list_headings(product: Product) -> tuple[str, ...]:
    """Give what stands above the columns; the last says which N the rows are out of."""
    of_what = "of filtered" if product.scene.view.filters.on else "of all"
    return "Base", "US-confirmed", "Other reported", f"In period, {of_what}"


def list_rows(product: Product, most: int = 1000) -> tuple[BaseRow, ...]:
    """
    List the counts by base.

    Parameters
    ----------
    product
        What is shown.
    most
        Rows at the most, `LEAST_ROWS` or more. Where the bases are more, those without a record in
        the period become one row, and if that is not enough, the last ones another.

    Returns
    -------
    rows
        The bases with a record in the filters in the record's own order, then what stands at no
        base and what is not placed, where there is any, and the total: the key figures. None
        where the period is not covered: there is nothing to count.
    """
    scene, counts = product.scene, product.scene.counts
    if scene.is_not_covered:
        return ()
    found = count_bases(product.dataset, scene.view.filters, scene.period)
    bases, rest = [], []
    names = {ELSEWHERE: "At places of their own", NOT_PLACED: "Not placed"}
    for base_id, row in found[found["in_filters"] > 0].iterrows():
        numbers = tuple(int(row[name]) for name in _NUMBERS)
        if base_id in names:
            rest.append(BaseRow(names[str(base_id)], numbers, "rest"))
        else:
            bases.append(BaseRow(make_inert(str(row["name"])), numbers))
    total = BaseRow("Total", tuple(getattr(counts, name) for name in _NUMBERS), "total")
    return (*_shorten(bases, max(most, LEAST_ROWS) - len(rest) - 1), *rest, total)


def _shorten(bases: list[BaseRow], most: int) -> list[BaseRow]:
    """Make the rows of bases so many at the most, without losing a record."""
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
    """Add rows up to one."""
    sums = tuple(sum(numbers) for numbers in zip(*(row.numbers for row in rows), strict=True))
    return BaseRow(format_number(len(rows), *what), sums, "rest")
