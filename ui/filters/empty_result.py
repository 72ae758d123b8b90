"""Why the map is empty: what passes at other dates, which filter did it, and buttons for both."""

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
_MOST_BUTTONS: Final = 3


def show_empty_result(dataset: Dataset, scene: Scene) -> None:
    """Say over the map which filter emptied it, if one did; nothing where a record is counted."""
    filters = scene.view.filters
    emptied = explain_empty(dataset, filters, scene.period)
    if emptied is None:
        return
    outside = find_outside(dataset, filters, scene.period)
    with st.container(key="emptied"):
        sentence = describe_empty_result(dataset, filters, emptied)
        if scene.is_not_covered:
            sentence = f"{describe_no_records(scene)}."
        sentence += describe_outside(outside) + _describe_held_out(scene, emptied)
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
            if emptied.in_period:
                _show_drops(filters, emptied)
            if emptied.held_out and not filters.include_held_out:
                st.button(
                    f"Include held-out ({emptied.held_out:,})",
                    key="include-held-out",
                    on_click=set_filters,
                    args=(replace(filters, include_held_out=True),),
                )


def _show_drops(filters: Filters, emptied: EmptyReason) -> None:
    """Show a button for each filter that brings records back; where it takes several, a reset."""
    for name, back in emptied.returning[:_MOST_BUTTONS]:
        st.button(
            f"Drop {_NAMES[name]} ({back:,} back)",
            key=f"drop-{name}",
            on_click=set_filters,
            args=(filters.drop(name),),
        )
    if not emptied.returning:
        st.button("Reset filters", key="drop-all", on_click=set_filters, args=(Filters(),))


def describe_outside(outside: Outside | None) -> str:
    """Say how many records pass at other dates; blank where none does."""
    if outside is None:
        return ""
    verb = "passes" if outside.records == 1 else "pass"
    return f" Outside this period {_count_outside(outside)} {verb}."


def _count_outside(outside: Outside) -> str:
    """Write how many records there are, and on how many days."""
    return f"{format_number(outside.records, 'record')} on {format_number(outside.days, 'day')}"


def _describe_held_out(scene: Scene, emptied: EmptyReason) -> str:
    """Say what is held out of the counts and yet there: drawn or listed, or to be asked for."""
    if not emptied.held_out:
        return ""
    number = format_number(emptied.held_out, "held-out record")
    if not scene.view.filters.include_held_out:
        return f" {number} would pass."
    return f" {number} shown, not counted."


def describe_empty_result(dataset: Dataset, filters: Filters, emptied: EmptyReason) -> str:
    """
    Say in words why no record is shown.

    Parameters
    ----------
    dataset
        The record. Not modified.
    filters, emptied
        What is asked for, and what `geo.query.facet_counts.explain_empty` says of it.
    """
    if emptied.in_period == 0:
        return "The record holds no counted record in this period, whatever the filters."
    if not emptied.returning:
        names = ", ".join(_NAMES[name] for name in filters.on)
        return (
            f"No record of this period passes the filters, and dropping one of them ({names}) "
            "brings none back: it takes several."
        )
    name, back = emptied.returning[0]
    words = describe_filter(dataset.bases, filters, name)
    come = f"{format_number(back, 'record')} {'comes' if back == 1 else 'come'} back"
    did = "emptied it: without it" if len(emptied.returning) == 1 else "left out most: without it"
    return f"No record of this period passes the filters. “{words}” {did} {come}."
