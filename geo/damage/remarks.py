"""Summarise the damage that many cells share in one sentence."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from geo.damage.cells import DamagedCell
from geo.damage.characters import quote_text
from geo.damage.day_readings import DAY_FIRST, MONTH_FIRST
from geo.damage.kinds import (
    ALIKE,
    BLANK_WORD,
    DAY_CUT,
    DAY_HOUR,
    DAY_LETTERS,
    DAY_ORDER,
    DAY_SERIAL,
    ID_SIGN,
    SPACES,
    WORD_FORM,
)

MANY: Final = 3
"""Fewest cells with the same damage that are summarised in a sentence."""
_LISTED: Final = 4
_BY_HAND: Final = frozenset({ALIKE, BLANK_WORD, ID_SIGN, SPACES, WORD_FORM})
_DAYS: Final = frozenset({DAY_CUT, DAY_HOUR, DAY_LETTERS, DAY_ORDER, DAY_SERIAL})

_RESTORE: Final = (
    "Restore the file from git or another undamaged copy and open it with every column as text"
)


def describe_damage(
    file: str, frame: pd.DataFrame, cells: Sequence[DamagedCell]
) -> tuple[str, ...]:
    """
    Describe damage that many cells share.

    Parameters
    ----------
    file
        Name of the file.
    frame
        The file as text. Not modified.
    cells
        Its damaged cells.

    Returns
    -------
    remarks
        A sentence or two for each kind of damage that `MANY` cells have, the most frequent first:
        the number of filled cells by column, an example, and the fix.
    """
    kinds: dict[str, list[DamagedCell]] = defaultdict(list)
    for cell in cells:
        kinds[cell.damage.kind].append(cell)
    many = {kind: group for kind, group in kinds.items() if len(group) >= MANY}
    return tuple(
        f"{file}: {_count_columns(frame, group, kind)} {_describe_kind(group, kind)}"
        for kind, group in sorted(many.items(), key=lambda item: -len(item[1]))
    )


def _count_columns(frame: pd.DataFrame, group: Sequence[DamagedCell], kind: str) -> str:
    """Write how many of the filled cells of each column are damaged, such as ``3 of 9 dates``."""
    counts = Counter(cell.column for cell in group).most_common()
    noun = " dates" if kind in _DAYS else " filled cells"
    parts = []
    for column, number in counts[:_LISTED]:
        filled = int((frame[column] != "").sum())
        parts.append(f"{number} of {filled}{noun} in `{column}`")
        noun = ""
    if len(counts) > _LISTED:
        rest = sum(number for _, number in counts[_LISTED:])
        parts.append(f"{rest} in other columns")
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _describe_kind(group: Sequence[DamagedCell], kind: str) -> str:
    """Describe the damage, with an example and the fix."""
    first = min(group, key=lambda cell: cell.row)
    days = list(dict.fromkeys(day for _, day in first.damage.readings))
    example = f"{quote_text(first.value)} in row {first.row}"
    clause, order = kind, ""
    cause = "a spreadsheet has probably rewritten them."
    fix = f"{_RESTORE} (data dictionary, Editing by hand)."
    if kind in _BY_HAND:
        cause, fix = "a spreadsheet or a person has changed them.", "Each is listed with its fix."
    if kind in _DAYS:
        whole = kind != DAY_CUT and len(days) == 1
        fix = f"{_RESTORE}, or write each day as {days[0] if whole else '2023-10-17'}."
        example += f", which is {' or '.join(days)}"
    if kind == DAY_ORDER:
        clause, order = _describe_orders(group)
    return f"{clause} ({example}): {cause}{order} {fix}"


def _describe_orders(group: Sequence[DamagedCell]) -> tuple[str, str]:
    """Describe the order of day, month and year that all days share, if there is one."""
    readings: list[Mapping[str, str]] = [dict(cell.damage.readings) for cell in group]
    common = set.intersection(*(set(orders) for orders in readings))
    unsure = sum(len(set(orders.values())) > 1 for orders in readings)
    sure = len(group) - unsure
    if len(common) == 1:
        (order,) = common
        if not unsure:
            return f"are written {order}", " Each can be read in this order only."
        return f"are written {order}", (
            f" {sure} can be read in this order only, the other {unsure} in two ways; Basewatch "
            "does not guess."
        )
    if common:
        spans = []
        for order in sorted(common):
            days = sorted(orders[order] for orders in readings)
            spans.append(f"{order} they run from {days[0]} to {days[-1]}")
        clause = f"are written {' or '.join(sorted(common))}"
        return clause, f" Read {', '.join(spans)}; Basewatch does not guess."
    tally = {
        order: sum(set(orders) == {order} for orders in readings)
        for order in (DAY_FIRST, MONTH_FIRST)
    }
    return DAY_ORDER, (
        " The order differs between rows: "
        + ", ".join(f"{number} can only be read {order}" for order, number in tally.items())
        + f", {unsure} in two ways; Basewatch does not guess."
    )
