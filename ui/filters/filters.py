"""The filters in the side bar: the choice in the browser, the address and the map."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final

import streamlit as st

from geo.model.errors import ExtentError
from geo.model.extent import Extent
from geo.model.scene import Filters, View
from geo.query.facet_counts import count_facets
from geo.query.selection import select_mask, select_period
from geo.record import Dataset
from ui.component.scripts import join_component, read_style
from ui.filters.panel import describe_panel
from ui.map_component import drawn_area, filter_map
from ui.state.url_state import read_filters, write_area, write_filters
from ui.tab_memory.memory import TabReply, tab_reply

PANEL_KEY: Final = "filters"
_CHOSEN: Final = "filters-chosen"
_APPLIED: Final = "filters-applied"
_TYPED: Final = "filters-typed"


@cache
def _component() -> Callable[..., Any]:
    """Register the component, once a process."""
    return st.components.v2.component(
        "basewatch_filters",
        html='<div class="bw-filters"></div>',
        css=read_style("filters"),
        js=join_component("filters"),
        isolate_styles=False,
    )


def set_filters(filters: Filters) -> None:
    """Set the filters; call it in a widget's callback, before the side bar is shown."""
    st.session_state[_CHOSEN] = filters
    st.session_state[_TYPED] = ("", "")


def choose_filters(dataset: Dataset, linked: Filters) -> Filters:
    """
    Return the filters that are chosen in the side bar, on the map or by the address.

    Parameters
    ----------
    dataset
        The record.
    linked
        The filters of the address, with which a session starts.

    Returns
    -------
    filters
        Known words only. They do not change time or view.
    """
    state = st.session_state.get(PANEL_KEY)
    choice: Mapping[str, Any] = (state.get("choice") if state else None) or {}
    area = drawn_area() or {}
    begun = _CHOSEN in st.session_state
    if not begun:
        # a session starts with its address, which a browser that reconnects has kept as well
        reply = tab_reply()
        st.session_state[_APPLIED] = reply.ids if reply else (choice.get("id"), area.get("id"))
        set_filters(linked)
    before = st.session_state[_APPLIED]
    # a new session does not see at once what was chosen under the one before
    now = (choice.get("id") or before[0], area.get("id") or before[1])
    st.session_state[_APPLIED] = now
    if now[0] not in (None, before[0]):
        _take_choice(dataset, choice.get("filters"))
    if now[1] not in (None, before[1]):
        _take_area(area.get("edges"))
    if not begun and reply is not None:
        _take_offline_choice(dataset, reply)
    # a record that was read again may have lost a site
    filters = _read_written(dataset, write_filters(st.session_state[_CHOSEN]), [])
    st.session_state[_CHOSEN] = filters
    return filters


def _take_offline_choice(dataset: Dataset, reply: TabReply) -> None:
    """Apply what was chosen and drawn while the server did not answer."""
    if reply.choice is not None:
        _take_choice(dataset, reply.choice)
    if isinstance(reply.area, Mapping):
        _take_area(reply.area.get("edges"))


def applied_filter_id() -> str | None:
    """Return the id of the last choice in the panel that was applied; None before the first."""
    filter_id: str | None = st.session_state[_APPLIED][0]
    return filter_id


def _applied_area_id() -> str | None:
    """Return the id of the last drawing that was applied; None before the first."""
    area_id: str | None = st.session_state[_APPLIED][1]
    return area_id


@st.fragment
def show_filters(dataset: Dataset, linked: Filters, view: View, stamp: str) -> None:
    """
    Send the filter mask to the map, then show the panel.

    Parameters
    ----------
    dataset
        The record.
    linked
        The filters of the address.
    view
        What the map shows. Each choice has the number of counted records in that period that match
        all other filters; the extent can become the area of interest.
    stamp
        Of the payload that the map has.

    Notes
    -----
    A fragment in the side bar: a choice runs only this, so that the map is painted at once. The
    browser then has the whole page run, see `ui.map_component.show_map`.
    """
    filters = choose_filters(dataset, linked)
    panel = st.container()
    filter_map(
        stamp,
        select_mask(dataset, filters),
        link=write_filters(filters),
        area=filters.area,
        filter_id=applied_filter_id(),
        drawn=_applied_area_id(),
    )
    with panel:
        _show_panel(dataset, filters, view)


def _show_panel(dataset: Dataset, filters: Filters, view: View) -> None:
    """Show each choice with the number of records that it would leave in the period."""
    text, problem = st.session_state[_TYPED]
    counts = count_facets(dataset, filters, select_period(dataset, view))
    shown = describe_panel(dataset, filters, counts)
    seen = write_area(view.extent) if view.extent else ""
    shown["area"] |= {"shown": seen, "error": problem} | ({"text": text} if problem else {})
    st.html('<p class="bw-title bw-brand">Basewatch</p>')
    _component()(
        key=PANEL_KEY,
        data=shown | {"acknowledged": applied_filter_id()},
        on_choice_change=lambda: None,
        height="content",
    )


def _read_written(dataset: Dataset, written: object, problems: list[str]) -> Filters:
    """Return the filters that the browser or `write_filters` wrote; never raises."""
    values = written if isinstance(written, Mapping) else {}
    params = {str(name): str(text) for name, text in values.items() if text}
    return read_filters(params, dataset.bases, problems)


def _take_choice(dataset: Dataset, choice: object) -> None:
    """Apply the choice in the panel; explain an invalid area and keep the one before."""
    problems: list[str] = []
    filters = _read_written(dataset, choice, problems)
    typed = choice.get("area") if isinstance(choice, Mapping) else None
    problem = next((text for text in problems if text.startswith("`area`")), "")
    if problem:
        filters = replace(filters, area=st.session_state[_CHOSEN].area)
    st.session_state[_CHOSEN] = filters
    st.session_state[_TYPED] = (str(typed or ""), problem.partition(": ")[2])


def _take_area(edges: object) -> None:
    """Apply the area that was drawn on the map, or cleared there."""
    try:
        area = Extent(*map(float, edges)) if isinstance(edges, list) else None
        set_filters(replace(st.session_state[_CHOSEN], area=area))
    except (ExtentError, TypeError, ValueError):
        return  # the box is too thin to have an area: ignore it
