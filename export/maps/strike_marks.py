"""The places of strikes on the map, by the same rule as on the screen."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from layers.cartography.placement import strike_offset
from layers.cartography.symbology import Dot, select_strike


@dataclass(frozen=True)
class StrikeMark:
    """
    One strike on the map.

    Attributes
    ----------
    x, y
        Its centre, in the layout's pixels.
    dot
        Its symbol.
    acknowledged
        Whether the US acknowledged it, a key of `geo.model.vocabulary.STRIKES`.
    day, place
        When and where, as the sources state it; not inert.
    """

    x: float
    y: float
    dot: Dot
    acknowledged: str
    day: dt.date
    place: str


def lay_out_strikes(
    strikes: pd.DataFrame, locate: Callable[[float, float], tuple[float, float]]
) -> tuple[StrikeMark, ...]:
    """
    Return a mark for each placed strike; several at one point are on a spiral around it.

    Parameters
    ----------
    strikes
        As in `Scene.strikes`, by date. Not modified.
    locate
        Converts longitude and latitude in degrees to the layout's pixels.

    Returns
    -------
    marks
        In the order of the strikes.
    """
    placed = strikes[strikes["longitude"].notna() & strikes["latitude"].notna()]
    spots = list(zip(placed["longitude"], placed["latitude"], strict=True))
    ranks: dict[tuple[float, float], int] = {}
    marks = []
    columns = ["acknowledged", "date_precision", "date", "place_as_reported"]
    rows = placed[columns].itertuples(index=False, name=None)
    for spot, (acknowledged, precision, date, place) in zip(spots, rows, strict=True):
        rank = ranks.get(spot, 0)
        ranks[spot] = rank + 1
        x, y = locate(*spot)
        dx, dy = strike_offset(rank, spots.count(spot))
        dot = select_strike(acknowledged, precision)
        marks.append(StrikeMark(x + dx, y + dy, dot, acknowledged, date.date(), place))
    return tuple(marks)
