"""The head of the page: marking bars, title, period and key figures."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from geo.comparison import Change
from geo.scene import Marking, Scene
from ui.marking import select_bar_ink


def show_marking(marking: Marking | None, pending: Marking | None) -> None:
    """
    Show the marking line, top and bottom.

    Parameters
    ----------
    marking
        What products carry; None where an officer still has to set it.
    pending
        What the page carried before that: it stays on the page until then. None for nothing,
        which has a look that no marking has.
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


def show_title(scene: Scene, official: "pd.Series[Any] | None") -> None:
    """Show the title, the period in words, and what officials had counted by its end."""
    counts = scene.counts
    parts = [
        format_period(scene),
        f"{counts.selected:,} of {counts.counted:,} counted records",
        "recorded, not complete",
    ]
    if counts.added_shown:
        parts.insert(2, f"{counts.added_shown:,} added by user")
    if official is not None:
        day = official["as_of"]
        parts.append(f"officials counted {int(official['total']):,} by {day.day} {day:%b %Y}")
    st.html(
        f'<h1 class="bw-title bw-title-main">{escape(scene.title)}</h1>'
        f'<p class="bw-sub">{escape(" · ".join(parts))}</p>'
    )


def format_period(scene: Scene) -> str:
    """Write the period in words: 17 October – 30 November 2023."""
    first, last = scene.period.first, scene.period.last
    if first == last:
        return f"{first.day} {first:%B %Y}"
    year = "" if first.year == last.year else f" {first:%Y}"
    return f"{first.day} {first:%B}{year} – {last.day} {last:%B %Y}"


def show_figures(scene: Scene, change: Change | None) -> None:
    """Show the key figures of the period, each with the number that it is out of."""
    counts = scene.counts
    of_selected = f"of {counts.selected:,} in the period"
    share = (
        f"{round(100 * counts.intercepted / counts.outcome_known)} %"
        if counts.outcome_known
        else "–"
    )
    stated = f"stated in {counts.casualties_stated:,} of {counts.selected:,}"
    figures = [
        ("US-confirmed", f"{counts.us_confirmed:,}", of_selected),
        ("Other reported", f"{counts.other_reported:,}", of_selected),
        ("Sites hit", f"{counts.bases_hit:,}", f"of {len(scene.bases):,} in the record"),
        ("US killed", f"{counts.us_killed:,}", stated),
        ("US wounded", f"≥ {counts.us_wounded:,}" if counts.us_wounded else "0", stated),
        ("Intercepted in full", share, f"of {counts.outcome_known:,} known"),
        _describe_change(scene, change),
    ]
    boxes = "".join(
        f'<div class="bw-figure{" bw-figure-first" if number == 0 else ""}"'
        f' title="{escape(f"{name}: {value}, {of}")}">'
        f"<span>{escape(name)}</span><b>{escape(value)}</b><span>{escape(of)}</span></div>"
        for number, (name, value, of) in enumerate(figures)
    )
    st.html(f'<div class="bw-figures">{boxes}</div>')


def _describe_change(scene: Scene, change: Change | None) -> tuple[str, str, str]:
    """Word the change against the window before; say why where there is none."""
    if change is None:
        cumulative = scene.view.mode == "cumulative"
        return "Against before", "–", "not in cumulative" if cumulative else "none in the record"
    days = change.before.days
    sign = "+" if change.difference > 0 else "−" if change.difference < 0 else "±"
    return (
        f"Against {days:,} days before" if days > 1 else "Against the day before",
        f"{sign}{abs(change.difference):,}",
        f"{change.selected:,} after {change.selected_before:,}",
    )
