"""Colours of the table of records: excluded, approximate and marked rows."""

from collections.abc import Mapping
from typing import Final

import pandas as pd
from pandas.io.formats.style import Styler

MAX_STYLED_CELLS: Final = 12_000
"""A larger table has no colours: they would slow each run of the page."""
_STYLES: Final[Mapping[str, Mapping[str, str]]] = {
    "light": {
        "held out": "background-color: #ece7dc; color: #5c574e",
        "approximate": "background-color: #fdf1e4; color: #7c2d12",
        "marked": "background-color: #ffdfb8; color: #2b2926; font-weight: 700",
    },
    "dark": {
        "held out": "background-color: #3a3630; color: #c3bcb0",
        "approximate": "background-color: #43301f; color: #f3c9a8",
        "marked": "background-color: #6b3d12; color: #ffffff; font-weight: 700",
    },
}


def style_table(
    table: pd.DataFrame, attacks: pd.DataFrame, marked: str | None, theme: str
) -> pd.DataFrame | Styler:
    """
    Return the table with colours for excluded and marked rows, and for approximate days.

    Parameters
    ----------
    table
        See `ui.records.columns.make_table`. Not modified.
    attacks
        The same records, row for row, as in `Dataset.attacks`.
    marked
        The `attack_id` that is marked on the map; None for none.
    theme
        ``light`` or ``dark``.

    Returns
    -------
    styled
        The table with colours; without them if it has more than `MAX_STYLED_CELLS`.
    """
    if table.size > MAX_STYLED_CELLS:
        return table
    styles = _STYLES.get(theme, _STYLES["light"])
    css = pd.DataFrame("", index=table.index, columns=table.columns)
    days = [name for name in ("Date", "Approximate") if name in table.columns]
    css.loc[attacks["date_precision"] == "approximate", days] = styles["approximate"]
    css.loc[~attacks["counted"]] = styles["held out"]
    if marked in css.index:
        css.loc[marked] = styles["marked"]
    styled: Styler = table.style.apply(lambda _: css, axis=None)
    return styled
