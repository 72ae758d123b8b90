"""Rows of the charts: counts with positions, colours and descriptions."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

import numpy as np
import pandas as pd

from geo.model.dates import Window, format_dtg_day
from geo.model.periods import Days, Numbers, Unit, ends_of
from geo.statistics.time_series import OTHER_SITES, Series
from layers.cartography.palette import OUTSIDE

DAY_MS: Final = 86_400_000
_FILLED: Final = 0.86
"""Share of a column's width that its bar fills."""
_PALER: Final = 0.4
"""Opacity of strikes outside the period."""
_STRIKES: Final = {
    "us": ("strike acknowledged by the US", "strikes acknowledged by the US"),
    "reported_only": (
        "strike reported, not acknowledged by the US",
        "strikes reported, not acknowledged by the US",
    ),
}


@dataclass(frozen=True, eq=False)
class SeriesRows:
    """
    Rows of the chart over time; instants are milliseconds since 1970, at midnight UTC.

    Attributes
    ----------
    columns
        One row per unit: `start`, `end`, and the texts `period`, `attacks`, `made_of`,
        `confirmed`, `strikes` and `description` (all of it, for a screen reader); `marked`,
        whether the marked day is in it.
    pieces
        One row per part of a bar: `start`, `edge` (where the bar ends), `low`, `high` and `colour`.
    acknowledged, reported
        One row per day with strikes of that kind: `at`, `start` (of its column), `day`,
        `description` and `shade` (opacity).
    window
        `start` and `end` of the part of the period that the chart shows: one row or none.
    """

    columns: pd.DataFrame
    pieces: pd.DataFrame
    acknowledged: pd.DataFrame
    reported: pd.DataFrame
    window: pd.DataFrame

    def as_datasets(self) -> dict[str, pd.DataFrame]:
        """Return the frames by the dataset names of the chart."""
        return dict(self.__dict__)


def make_series_rows(
    series: Series,
    period: Window,
    strikes: pd.DataFrame,
    *,
    labels: dict[str, str],
    colours: dict[str, str],
    marked: pd.Timestamp | None,
) -> SeriesRows:
    """
    Make the rows of the chart over time.

    Parameters
    ----------
    series
        The counts.
    period
        The days that the map shows.
    strikes
        Strikes as in `Dataset.strikes`, of any date. Not modified.
    labels, colours
        Label and colour of each word, in the order of stacking.
    marked
        A day to mark; None for none.

    Returns
    -------
    rows
        New frames.
    """
    places = pd.DataFrame(
        {
            "start": to_ms(series.bars["first"].to_numpy()),
            "end": to_ms(series.bars["last"].to_numpy()) + DAY_MS,
        }
    )
    struck = _describe_strikes(strikes, places, period)
    days = ends_of(period)
    begin = max(to_ms(days)[0], places["start"].iloc[0])
    end = min(to_ms(days)[1] + DAY_MS, places["end"].iloc[-1])
    window = pd.DataFrame({"start": [begin], "end": [end]})
    is_marked = marked is not None and series.bars["first"].le(marked) & series.bars["last"].ge(
        marked
    )
    return SeriesRows(
        columns=_make_columns(series, labels, places, struck).assign(marked=is_marked),
        pieces=_make_pieces(series, colours, places),
        acknowledged=struck[struck["acknowledged"] == "us"],
        reported=struck[struck["acknowledged"] == "reported_only"],
        window=window[window["start"] < window["end"]],
    )


def to_ms(days: Days) -> Numbers:
    """Return the midnights of days, in UTC, as milliseconds since 1970."""
    return days.astype("datetime64[ms]").astype(np.int64)


def _make_pieces(series: Series, colours: dict[str, str], places: pd.DataFrame) -> pd.DataFrame:
    """Stack the parts of each bar, with what is outside the period on top."""
    outside = series.bars["outside"].to_numpy()
    rest = np.flatnonzero(outside)
    bar = np.concatenate([series.parts["bar"].to_numpy(), rest])
    number = np.concatenate([series.parts["n"].to_numpy(), outside[rest]])
    reached: dict[int, int] = {}
    high = []
    for at, n in zip(bar.tolist(), number.tolist(), strict=True):
        reached[at] = reached.get(at, 0) + n
        high.append(reached[at])
    start, end = (places[name].to_numpy()[bar] for name in ("start", "end"))
    return pd.DataFrame(
        {
            "start": start,
            "edge": (start + _FILLED * (end - start)).astype(np.int64),
            "low": high - number,
            "high": np.array(high, dtype=np.int64),
            "colour": [colours[word] for word in series.parts["word"]] + [OUTSIDE] * len(rest),
        }
    )


def _make_columns(
    series: Series, labels: dict[str, str], places: pd.DataFrame, struck: pd.DataFrame
) -> pd.DataFrame:
    """Describe the content of each column."""
    made_of: dict[int, list[str]] = {}
    for bar, word, n in zip(*(series.parts[name] for name in ("bar", "word", "n")), strict=True):
        made_of.setdefault(bar, []).append(f"{n} {labels[word]}")
    strikes: dict[int, list[str]] = {}
    for start, text in zip(struck["start"], struck["description"], strict=True):
        strikes.setdefault(start, []).append(text)
    bars = [series.bars[name] for name in ("first", "last", "inside", "outside", "us_confirmed")]
    rows = []
    for number, (start, cells) in enumerate(
        zip(places["start"], zip(*bars, strict=True), strict=True)
    ):
        first, last, inside, outside, confirmed = cells
        parts, strike = ", ".join(made_of.get(number, ())), "; ".join(strikes.get(start, ()))
        period = format_unit(first, last, series.unit)
        texts = [_describe_attacks(inside, outside, "attack"), parts, strike]
        rows.append(
            {
                "period": period,
                "attacks": _describe_attacks(inside, outside),
                "made_of": parts or "–",
                "confirmed": f"{confirmed:,} of {inside:,}" if inside else "–",
                "strikes": strike or "none",
                "description": f"{period}: {'; '.join(filter(None, texts))}",
            }
        )
    return pd.concat([places, pd.DataFrame(rows, index=places.index, dtype="str")], axis=1)


def _describe_attacks(inside: int, outside: int, noun: str = "") -> str:
    """Return the number of attacks of a column in words, with or without the noun."""
    held, left = (
        count_noun(number, noun) if noun else f"{number:,}" for number in (inside, outside)
    )
    if not outside:
        return held
    return f"{held}, {left} outside the period" if inside else f"{left} outside the period"


def count_noun(number: int, noun: str) -> str:
    """Return a number with its noun: 1 attack, 1,000 attacks."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def format_unit(first: pd.Timestamp, last: pd.Timestamp, unit: Unit) -> str:
    """Return a day, week or month: Wed 18 OCT 23, Mon 16 OCT 23 – Sun 22 OCT 23, October 2023."""
    if unit == "month":
        return f"{first:%B %Y}"
    days = [f"{day:%a} {format_dtg_day(day.date())}" for day in (first, last)]
    return days[0] if unit == "day" else " – ".join(days)


def _describe_strikes(strikes: pd.DataFrame, places: pd.DataFrame, period: Window) -> pd.DataFrame:
    """Group the strikes by day and kind, with a description of each group."""
    ms = to_ms(strikes["date"].to_numpy())
    starts = places["start"].to_numpy()
    charted = (ms >= starts[0]) & (ms < places["end"].iloc[-1])
    numbers: Counter[tuple[int, str]] = Counter()
    about: Counter[tuple[int, str]] = Counter()
    cells = (strikes[name].to_numpy(object)[charted] for name in ("acknowledged", "date_precision"))
    for at, kind, precision in zip(ms[charted].tolist(), *cells, strict=True):
        numbers[at, kind] += 1
        about[at, kind] += precision == "approximate"
    # by day, the acknowledged ones first
    groups = sorted(sorted(numbers, key=lambda group: group[1], reverse=True), key=itemgetter(0))
    at = np.array([day for day, _ in groups], dtype=np.int64)
    first, last = to_ms(ends_of(period))
    return pd.DataFrame(
        {
            "at": at + DAY_MS // 2,
            "start": starts[np.searchsorted(starts, at, side="right") - 1],
            "day": _as_words([format_dtg_day(_day_of(day)) for day, _ in groups]),
            "description": _as_words(
                [
                    f"{numbers[group]} {_STRIKES[group[1]][numbers[group] > 1]}"
                    + (f" ({about[group]} of approximate date)" if about[group] else "")
                    for group in groups
                ]
            ),
            "shade": np.where((at >= first) & (at <= last), 1.0, _PALER),
            "acknowledged": _as_words([kind for _, kind in groups]),
        }
    )


def _as_words(cells: list[str]) -> "pd.Series[str]":
    """Return texts as a column of type text, even if it is empty."""
    return pd.Series(cells, dtype="str")


def _day_of(ms: int) -> dt.date:
    """Return the day of a midnight."""
    return dt.datetime.fromtimestamp(ms / 1000, dt.UTC).date()


def make_site_rows(
    sites: pd.DataFrame, names: "pd.Series[str]", marked: str | None
) -> pd.DataFrame:
    """
    Make the rows of the chart by site.

    Parameters
    ----------
    sites
        As `geo.statistics.time_series.count_sites` returns them. Not modified.
    names
        The sites' names, by `base_id`.
    marked
        The `base_id` to mark; None for none.

    Returns
    -------
    rows
        One row per bar: `base`, `name` (no two alike), `rank`, `zero`, `us_confirmed`,
        `other_reported`, `n`, `marked` and `description`.
    """
    labels = label_sites(sites.index, names)
    several = sites["sites"].to_dict()
    if OTHER_SITES in labels:
        labels[OTHER_SITES] = f"{several[OTHER_SITES]} other sites"
    frame = sites.reset_index(names="base").assign(
        name=list(labels.values()), rank=range(len(sites)), zero=0
    )
    texts = [
        f"{name}: {count_noun(n, 'attack')}, {confirmed:,} US-confirmed"
        for name, n, confirmed in zip(frame["name"], frame["n"], frame["us_confirmed"], strict=True)
    ]
    return frame.assign(description=texts, marked=frame["base"] == marked).drop(columns="sites")


def label_sites(base_ids: Iterable[str], names: "pd.Series[str]") -> dict[str, str]:
    """
    Label sites for a chart.

    Parameters
    ----------
    base_ids
        Sites; `OTHER_SITES` and the blank have labels of their own.
    names
        The sites' names, by `base_id`.

    Returns
    -------
    labels
        By `base_id`, in order; with the id if two would be alike.
    """
    own = {OTHER_SITES: "other sites", "": "site not named"}
    known = {base_id: own.get(base_id) or str(names[base_id]) for base_id in base_ids}
    names_given = list(known.values())
    return {
        base_id: name if names_given.count(name) == 1 else f"{name} ({base_id or 'not named'})"
        for base_id, name in known.items()
    }
