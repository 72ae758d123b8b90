"""Explain an empty map: what matches at other dates, which filter to remove, a button for each."""

from dataclasses import replace
from html import escape
from typing import Final

import streamlit as st

from export.wording.filter_text import describe_filter
from export.wording.scene_text import describe_no_records, format_number
from geo.model.scene import Filters, Scene
from geo.query.facet_counts import EmptyReason, Outside, explain_empty, find_outside
from geo.query.facets import FACETS
from geo.record import Dataset
from ui.filters.filters import set_filters
from ui.state.map_commands import command_map

_NAMES: Final = {
    **{facet.field: facet.heading.lower() for facet in FACETS},
    "with_casualties": "casualties",
    "text": "search",
    "area": "area",
}
_REMOVE: Final = {
    "base_ids": "Show all bases",
    "weapons": "Show all weapons",
    "confirmations": "Show all confirmations",
    "outcomes": "Show all outcomes",
    "countries": "Show all countries",
    "claim_groups": "Show all claimants",
    "reliabilities": "Show all reliabilities",
    "credibilities": "Show all credibilities",
    "with_casualties": "Show with and without casualties",
    "text": "Clear the search",
    "area": "Clear the area",
}
"""Label of the button that removes a filter, by its name in `geo.model.scene.Filters`."""
_MOST_BUTTONS: Final = 3


def show_empty_result(dataset: Dataset, scene: Scene) -> None:
    """Explain above the map why no attack is shown; show nothing if one is counted."""
    filters = scene.view.filters
    reason = explain_empty(dataset, filters, scene.period)
    if reason is None:
        return
    outside = find_outside(dataset, filters, scene.period)
    with st.container(key="emptied"):
        sentence = describe_empty_result(dataset, filters, reason)
        if scene.is_not_covered:
            sentence = f"{describe_no_records(scene)}."
        sentence += describe_outside(outside) + _describe_excluded(scene, reason)
        st.html(f'<p role="status">{escape(sentence)}</p>')
        with st.container(horizontal=True, gap="small"):
            if outside:
                st.button(
                    f"Show {_count_outside(outside)} outside this period",
                    key="show-outside",
                    help=f"Sets the period to {outside.window}; the filters stay.",
                    on_click=command_map,
                    kwargs={"window": outside.window},
                    type="primary",
                )
            if reason.in_period:
                _show_drops(filters, reason)
            if reason.held_out and not filters.include_held_out:
                st.button(
                    f"Include excluded records ({reason.held_out:,})",
                    key="include-held-out",
                    on_click=set_filters,
                    args=(replace(filters, include_held_out=True),),
                )


def _show_drops(filters: Filters, reason: EmptyReason) -> None:
    """Show a button for each filter whose removal shows attacks; if none does, a reset."""
    for name, returning in reason.returning[:_MOST_BUTTONS]:
        st.button(
            f"{_REMOVE[name]} ({returning:,})",
            key=f"drop-{name}",
            on_click=set_filters,
            args=(filters.drop(name),),
        )
    if not reason.returning:
        st.button("Reset filters", key="drop-all", on_click=set_filters, args=(Filters(),))


def describe_outside(outside: Outside | None) -> str:
    """Return a sentence on how many records match at other dates; blank without any."""
    if outside is None:
        return ""
    verb = "matches" if outside.records == 1 else "match"
    return f" Outside this period {_count_outside(outside)} {verb}."


def _count_outside(outside: Outside) -> str:
    """Return how many records there are, and on how many days."""
    return f"{format_number(outside.records, 'record')} on {format_number(outside.days, 'day')}"


def _describe_excluded(scene: Scene, reason: EmptyReason) -> str:
    """Return a sentence on the records that are excluded from counts; blank without any."""
    if not reason.held_out:
        return ""
    number = format_number(reason.held_out, "record")
    if scene.view.filters.include_held_out:
        return f" {number} shown, but excluded from counts."
    return f" Also matching, but excluded from counts: {number}."


def describe_empty_result(dataset: Dataset, filters: Filters, reason: EmptyReason) -> str:
    """
    Return the sentence that explains why no attack is shown.

    Parameters
    ----------
    dataset
        The record. Not modified.
    filters
        The filters that leave nothing.
    reason
        As `geo.query.facet_counts.explain_empty` returns it.

    Returns
    -------
    sentence
        It names the filter whose removal shows most attacks, and how many these are.
    """
    if reason.in_period == 0:
        return "No attacks in this period, with or without filters."
    if not reason.returning:
        names = ", ".join(_NAMES[name] for name in filters.on)
        return f"No attacks match. Removing one filter is not enough ({names})."
    name, returning = reason.returning[0]
    words = describe_filter(dataset.bases, filters, name)
    return f"No attacks match. Removing “{words}” would show {returning:,}."
