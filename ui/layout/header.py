"""The header: marking bars, title, period and key figures."""

import datetime as dt
import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from geo.model.dates import parse_day
from geo.model.scene import Marking, Scene
from geo.model.schema import QUALIFIERS
from geo.query.totals import WORST_SOUND
from geo.statistics.previous_period import Change
from layers.head_words import HEAD_WORDS
from ui.exports.marking_dialog import select_bar_ink

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
Tile = tuple[str, str, str]
"""A key figure: name, value, and what the value is out of."""


def show_marking(marking: Marking | None, pending: Marking | None) -> None:
    """
    Show the marking, top and bottom.

    Parameters
    ----------
    marking
        The marking of products; None if an officer still has to set it.
    pending
        The marking that stays on the page until then; None for none, which has a look of its own.
    """
    shown = marking or pending
    kind = "" if shown else " bw-marking-none"
    text = shown.text if shown else "NO MARKING SET — SET ONE BEFORE EXPORTING"
    if marking is None and pending:
        text = f"{text} — CONFIRM IT BEFORE EXPORTING"
    style = f"background:{escape(shown.colour)};color:{select_bar_ink(shown)}" if shown else ""
    bars = "".join(
        f'<div class="bw-marking bw-marking-{place}{kind}" style="{style}">{escape(text)}</div>'
        for place in ("top", "bottom")
    )
    st.html(f"<div>{bars}</div>")


def show_title(
    scene: Scene,
    change: Change | None,
    official: "pd.Series[Any] | None",
    wounded: "pd.Series[Any] | None",
) -> None:
    """
    Show the title, the period in words, and the officials' totals at its end.

    The browser updates the period's words with the map, see `ui/component/head.js`. Only the server
    knows the official totals, see `geo.query.totals.official_total_by` and
    `geo.statistics.official_totals.compare_wounded`; they are grey until it follows.
    """
    line = write_line(summarise_period(scene, change))
    stated = ""
    if official is not None:
        day = official["as_of"]
        stated = f" · officials counted {_write_total(official)} by {day.day} {day:%b %Y}"
    if official is not None and wounded is not None:
        day = wounded["as_of"]
        stated += (
            f" · at least {wounded['recorded']:,} wounded recorded; officials counted "
            f"{_write_total(wounded)} by {day.day} {day:%b %Y}"
        )
    st.html(
        f'<h1 class="bw-title bw-title-main">{escape(scene.title)}</h1>'
        f'<p class="bw-sub"><span class="bw-headline">{escape(line)}</span>'
        f'<span class="bw-official">{escape(stated)}</span></p>'
    )


def _write_total(total: "pd.Series[Any]") -> str:
    """Write a stated total with how it was stated, and its grade if that is low."""
    how = {"exact": ""}.get(total["qualifier"], f"{QUALIFIERS[total['qualifier']]} ")
    grade = total["reliability"]
    weak = f" (grade {grade})" if grade > WORST_SOUND else ""
    return f"{how}{int(total['total']):,}{weak}"


def show_figures(scene: Scene, change: Change | None) -> None:
    """Show the key figures of the period, each with what it is out of."""
    boxes = "".join(
        f'<div class="bw-figure{" bw-figure-first" if number == 0 else ""}"'
        f' title="{escape(f"{name}: {value}, {of}")}">'
        f"<span>{escape(name)}</span><b>{escape(value)}</b><span>{escape(of)}</span></div>"
        for number, (name, value, of) in enumerate(write_tiles(summarise_period(scene, change)))
    )
    st.html(f'<div class="bw-figures">{boxes}</div>')


def summarise_period(scene: Scene, change: Change | None) -> dict[str, Any]:
    """
    Return the numbers of a period, as `layers/plugin/data/figures.js` does for that on the map.

    Parameters
    ----------
    scene
        What is shown.
    change
        Change from the window before; None if they cannot be compared.

    Returns
    -------
    summary
        Days as ISO text, `share` as in `geo.model.coverage.CoveredPeriod`, and `figures` as in
        ``window.timeMap.getState().figures``: None if the period is not covered.
    """
    counts, coverage = scene.counts, scene.coverage
    share = scene.covered.share
    figures = {
        "selected": counts.selected,
        "inFilters": counts.in_filters,
        "usConfirmed": counts.us_confirmed,
        "otherReported": counts.other_reported,
        "sitesHit": counts.bases_hit,
        "killed": counts.us_killed,
        "wounded": counts.us_wounded,
        "killedStated": counts.killed_stated,
        "woundedStated": counts.wounded_stated,
        "intercepted": counts.intercepted,
        "outcomeKnown": counts.outcome_known,
        "change": None if change is None else change.difference,
    }
    return {
        "from": scene.period.first.isoformat(),
        "to": scene.period.last.isoformat(),
        "days": scene.view.window.days,
        "mode": scene.view.mode,
        "share": share,
        "figures": dict.fromkeys(figures) if share == "none" else figures,
        "covers": coverage and [coverage.covers_from.isoformat(), coverage.covers_to.isoformat()],
        "counted": counts.counted,
        "sites": len(scene.bases),
        "added": counts.added_shown,
    }


def write_line(summary: Mapping[str, Any]) -> str:
    """Return the line under the title, as `lineWords` of `head_words.js` does in the browser."""
    figures, share, covers = summary["figures"], summary["share"], summary["covers"]
    parts = [_write_days(summary["from"], summary["to"])]
    if share == "none":
        parts.append(HEAD_WORDS["not_covered"])
        parts.append(_fill(HEAD_WORDS["covers"], {"covers": _write_days(*covers)}))
    else:
        filtered = figures["inFilters"] < summary["counted"]
        parts.append(_fill(HEAD_WORDS["shown_filtered" if filtered else "shown"], figures))
    if summary["added"]:
        parts.append(_fill(HEAD_WORDS["added"], summary))
    parts.append(HEAD_WORDS["incomplete"])
    if share == "part" and summary["from"] < covers[0]:
        parts.append(_fill(HEAD_WORDS["not_before"], {"day": _write_days(covers[0], covers[0])}))
    if share == "part" and summary["to"] > covers[1]:
        parts.append(_fill(HEAD_WORDS["not_after"], {"day": _write_days(covers[1], covers[1])}))
    if share == "not stated":
        parts.append(HEAD_WORDS["not_stated"])
    return " · ".join(parts)


def write_tiles(summary: Mapping[str, Any]) -> list[Tile]:
    """Return the key figures, as `tileWords` of `layers/plugin/data/head_words.js` does."""
    figures = summary["figures"]
    values = {**figures, "sites": summary["sites"], **_word_change(summary)}
    # a sum without any stated number is not zero
    for sum_of in ("killed", "wounded"):
        stated = figures[f"{sum_of}Stated"]
        values[f"{sum_of}Sum"] = figures[sum_of] if stated else HEAD_WORDS["none"]
    if figures["wounded"]:
        values["woundedSum"] = _fill(HEAD_WORDS["at_least"], figures)
    values["share"] = HEAD_WORDS["none"]
    if figures["outcomeKnown"]:
        percent = (200 * figures["intercepted"] + figures["outcomeKnown"]) // (
            2 * figures["outcomeKnown"]
        )
        values["share"] = _fill(HEAD_WORDS["share"], {"percent": percent})
    if summary["share"] == "none":
        nothing = (HEAD_WORDS["none"], HEAD_WORDS["not_covered"])
        return [(_fill(name, values), *nothing) for name, _, _ in HEAD_WORDS["tiles"]]
    return [
        (_fill(name, values), _fill(value, values), _fill(of, values))
        for name, value, of in HEAD_WORDS["tiles"]
    ]


def _word_change(summary: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts of the change from the window before, or why there is none."""
    change, selected = summary["figures"]["change"], summary["figures"]["selected"]
    if change is None:
        cumulative = summary["mode"] == "cumulative" and summary["share"] != "none"
        return {
            "against": HEAD_WORDS["against_none"],
            "difference": HEAD_WORDS["none"],
            "compared": HEAD_WORDS["not_cumulative" if cumulative else "not_comparable"],
        }
    sign = HEAD_WORDS["signs"][(change > 0) - (change < 0) + 1]
    return {
        "against": _fill(HEAD_WORDS["against_days"], summary)
        if summary["days"] > 1
        else HEAD_WORDS["against_day"],
        "difference": f"{sign}{abs(change):,}",
        "compared": _fill(
            HEAD_WORDS["compared"], {"selected": selected, "before": selected - change}
        ),
    }


def _fill(template: str, values: Mapping[str, Any]) -> str:
    """Return a template with the names in braces filled in; numbers with commas."""

    def write(found: re.Match[str]) -> str:
        value = values[found[1]]
        return f"{value:,}" if isinstance(value, int) else str(value)

    return re.sub(r"\{(\w+)\}", write, template)


def _write_days(first: str, last: str) -> str:
    """Return ISO days in words: 17 October – 30 November 2023; a single day once."""
    begin, end = parse_day(first), parse_day(last)
    if begin == end:
        return _write_day(begin)
    year = "" if begin.year == end.year else f" {begin.year}"
    return f"{begin.day} {_MONTHS[begin.month - 1]}{year} – {_write_day(end)}"


def _write_day(day: dt.date) -> str:
    """Return a day in words, such as 17 October 2023."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
