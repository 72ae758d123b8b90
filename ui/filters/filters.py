"""The filters in the side bar: what is chosen, whoever chose it, and what each choice shows."""

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
from ui.tab_memory.memory import Answer, tab_reply

PANEL_KEY: Final = "filters"
_CHOSEN: Final = "filters-chosen"
_HEARD: Final = "filters-heard"
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
    Give the filters that are chosen, in the side bar, on the map or by the address.

    Parameters
    ----------
    dataset
        The record.
    linked
        What the address asked for: the choice that a session begins with.

    Returns
    -------
    filters
        Known words only. Time and view are no part of it and stay as they are.
    """
    state = st.session_state.get(PANEL_KEY)
    choice: Mapping[str, Any] = (state.get("choice") if state else None) or {}
    area = drawn_area() or {}
    begun = _CHOSEN in st.session_state
    if not begun:
        # a session begins with its address, which a browser that comes back has kept as well
        told = tab_reply()
        st.session_state[_HEARD] = told.ids if told else (choice.get("id"), area.get("id"))
        set_filters(linked)
    before = st.session_state[_HEARD]
    # a new session does not see at once what the browser chose under another
    now = (choice.get("id") or before[0], area.get("id") or before[1])
    st.session_state[_HEARD] = now
    if now[0] not in (None, before[0]):
        _take_choice(dataset, choice.get("filters"))
    if now[1] not in (None, before[1]):
        _take_area(area.get("edges"))
    if not begun and told is not None:
        _take_offline_choice(dataset, told)
    # a record that was read anew may have lost a site
    filters = _read_written(dataset, write_filters(st.session_state[_CHOSEN]), [])
    st.session_state[_CHOSEN] = filters
    return filters


def _take_offline_choice(dataset: Dataset, told: Answer) -> None:
    """Take what was chosen and drawn while no server was there."""
    if told.choice is not None:
        _take_choice(dataset, told.choice)
    if isinstance(told.area, Mapping):
        _take_area(told.area.get("edges"))


def applied_filter_id() -> str | None:
    """Give the id of the panel's last choice that was taken; None before the first."""
    heard: str | None = st.session_state[_HEARD][0]
    return heard


def _applied_area_id() -> str | None:
    """Return the id of the last drawing that was taken; None before the first."""
    heard: str | None = st.session_state[_HEARD][1]
    return heard


@st.fragment
def show_filters(dataset: Dataset, linked: Filters, view: View, stamp: str) -> None:
    """
    Tell the map which records pass the filters, then show the panel.

    Parameters
    ----------
    dataset
        The record.
    linked
        What the address asked for.
    view
        What the map shows: each choice carries its number of counted records in that period
        that pass all other filters; the extent may become the area of interest.
    stamp
        Of the payload that the map has.

    Notes
    -----
    A fragment, called in the side bar: a choice runs this alone, so that the map is painted at
    once. The browser then has the page follow, see `ui.map_component.show_map`.
    """
    filters = choose_filters(dataset, linked)
    panel = st.container()
    filter_map(
        stamp,
        select_mask(dataset, filters),
        link=write_filters(filters),
        area=filters.area,
        heard=applied_filter_id(),
        drawn=_applied_area_id(),
    )
    with panel:
        _show_panel(dataset, filters, view)


def _show_panel(dataset: Dataset, filters: Filters, view: View) -> None:
    """Show each choice with what it would leave in the period."""
    text, fault = st.session_state[_TYPED]
    counts = count_facets(dataset, filters, select_period(dataset, view))
    shown = describe_panel(dataset, filters, counts)
    seen = write_area(view.extent) if view.extent else ""
    shown["area"] |= {"shown": seen, "fault": fault} | ({"text": text} if fault else {})
    st.html('<p class="bw-title bw-brand">Basewatch</p>')
    _component()(
        key=PANEL_KEY,
        data=shown | {"heard": applied_filter_id()},
        on_choice_change=lambda: None,
        height="content",
    )


def _read_written(dataset: Dataset, asked: object, faults: list[str]) -> Filters:
    """Read filters as the browser, or we, wrote them; never raises."""
    written = asked if isinstance(asked, Mapping) else {}
    params = {str(name): str(text) for name, text in written.items() if text}
    return read_filters(params, dataset.bases, faults)


def _take_choice(dataset: Dataset, asked: object) -> None:
    """Take the panel's choice; an area that is none leaves the one before, and is explained."""
    faults: list[str] = []
    filters = _read_written(dataset, asked, faults)
    typed = asked.get("area") if isinstance(asked, Mapping) else None
    fault = next((text for text in faults if text.startswith("`area`")), "")
    if fault:
        filters = replace(filters, area=st.session_state[_CHOSEN].area)
    st.session_state[_CHOSEN] = filters
    st.session_state[_TYPED] = (str(typed or ""), fault.partition(": ")[2])


def _take_area(edges: object) -> None:
    """Take the area that was drawn on the map, or cleared there."""
    try:
        area = Extent(*map(float, edges)) if isinstance(edges, list) else None
        set_filters(replace(st.session_state[_CHOSEN], area=area))
    except (ExtentError, TypeError, ValueError):
        return  # a box too thin to have an area: as if nothing had been drawn
