"""The map on the page: one component, mounted five times, and what it reports when it settles."""

import base64
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from geo.model.extent import Extent
from geo.model.scene import View
from layers.messages import list_edges
from layers.payload import pack_mask, read_stamp
from ui.component.scripts import join_component, read_style

MAP_KEY: Final = "map"
SETTLED_BEFORE: Final = "map-view-before"
"""Where the session keeps the view that settled under an earlier one, while the page was open."""
_EMPTY_HTML: Final = '<div class="bw-host"></div>'


@cache
def map_component() -> Callable[..., Any]:
    """Register the component, once a process; what mounts it talks to the same script."""
    return st.components.v2.component(
        "basewatch_map",
        html=_EMPTY_HTML,
        css=read_style("bridge"),
        js=join_component("bridge"),
        isolate_styles=False,
    )


def show_map(
    shell: bytes,
    payload: bytes,
    *,
    view: dict[str, Any],
    heard: str | None = None,
    command: dict[str, Any] | None = None,
    marked: dict[str, Any] | None = None,
    unsaved: bool = False,
    marking: str | None = None,
    read_texts: Callable[[str, Sequence[int]], bytes] | None = None,
    outline: bytes | None = None,
) -> None:
    """
    Show the map; what settles in it lands in ``st.session_state[MAP_KEY]["view"]``.

    It begins once `filter_map` has told it what passes. A rerun with the same shell and payload
    costs a few kilobytes and touches nothing in the browser. Another payload takes the place of the
    one before: the map keeps its window, its extent and the record that is open.

    Parameters
    ----------
    shell
        The page of the map, see `layers.page_template.make_page_template`, packed by gzip.
    payload
        The records, see `layers.payload.make_payload`.
    view
        Where the map begins: `from`, `to`, `mode` and `extent`. Read once; afterwards the
        browser keeps its own.
    heard
        The choice of filters that the page shows. Where the map has a later one, it has the page
        run once it is painted.
    command
        What the page last asked of the map, see `ui.state.map_commands`; obeyed once.
    marked
        The record that the map last had marked, and its number in this payload, see
        `ui.state.map_commands.number_marked`: with other records its card stays open.
    unsaved
        Whether closing the tab would lose something: the browser then asks first.
    marking
        What text that is copied from the map begins with; None where none is set: copying asks
        for one.
    read_texts
        Gives the text of chunks of records, see `layers.record_texts.make_texts`, which the browser
        asks for when one of them is opened; None where the payload holds it.
    outline
        The rest of the world, see `layers.messages.make_outline`; None while nobody sees it.
    """
    mount = map_component()
    mount(
        key=MAP_KEY,
        data={
            "stamp": read_stamp(payload),
            "view": view,
            "heard": heard,
            "command": command,
            "marked": marked,
            "unsaved": unsaved,
            "marking": marking,
        },
        on_view_change=lambda: None,
        on_area_change=lambda: None,
        on_wanted_change=lambda: None,
        on_filtered_change=lambda: None,
        height="content",
    )
    mount(key="map-shell", data=shell, height=1)
    mount(key="map-records", data=payload, height=1)
    if outline is not None:
        mount(key="map-outline", data=outline, height=1)
    wanted = _wanted_chunks(read_stamp(payload))
    if read_texts is not None and wanted:
        mount(key="map-texts", data=read_texts(read_stamp(payload), wanted), height=1)


def filter_map(
    stamp: str,
    mask: npt.NDArray[np.bool_],
    *,
    link: dict[str, str | None],
    area: Extent | None,
    heard: str | None,
    drawn: str | None,
) -> None:
    """
    Tell the map which records pass; it can stand in a fragment, apart from the map.

    Parameters
    ----------
    stamp
        Of the payload that the mask belongs to, see `layers.payload.read_stamp`.
    mask
        Which of its records pass the filters, one bool a record.
    link
        The filters as they stand in the page's address.
    area
        The area of interest, outlined on the map; what is drawn there lands in
        ``st.session_state[MAP_KEY]["area"]``.
    heard
        The choice of filters that this is.
    drawn
        The drawing on the map that it heeds.
    """
    map_component()(
        key="map-filters",
        data={
            "stamp": stamp,
            "mask": base64.b64encode(pack_mask(mask)).decode("ascii"),
            "link": link,
            "area": list_edges(area),
            "heard": heard,
            "drawn": drawn,
        },
        height=1,
    )


def report_page_view(view: View, stamp: str, heard: str | None) -> None:
    """
    Tell the browser that all of the page is of a view; call it at a run's end.

    Until then what only the server counts stands greyed, see `ui/component/head.js`.

    Parameters
    ----------
    view
        What the page shows.
    stamp
        Of the payload that it was counted from.
    heard
        The choice of filters that it shows.
    """
    followed = {
        "from": view.window.first.isoformat(),
        "to": view.window.last.isoformat(),
        "mode": view.mode,
        "stamp": stamp,
        "heard": heard,
    }
    map_component()(key="map-followed", data={"followed": followed}, height=1)


def _wanted_chunks(stamp: str) -> list[int]:
    """Give the chunks of records whose text was last asked for, of the payload with that stamp."""
    state = st.session_state.get(MAP_KEY)
    wanted = (state.get("wanted") if state else None) or {}
    chunks = wanted.get("chunks") if wanted.get("stamp") == stamp else None
    return [number for number in chunks or [] if isinstance(number, int)]


def settled_view() -> dict[str, Any] | None:
    """Give the last view that settled in the browser; None before the first."""
    state = st.session_state.get(MAP_KEY)
    view = (state.get("view") if state else None) or st.session_state.get(SETTLED_BEFORE)
    return dict(view) if view else None


def drawn_area() -> dict[str, Any] | None:
    """Give what was last drawn on the map: `id`, and `edges` or None; None before the first."""
    state = st.session_state.get(MAP_KEY)
    area = state.get("area") if state else None
    return dict(area) if area else None
