"""The map component: what the page sends to it, and the view that it reports."""

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
"""Key of the view that settled under an earlier session, while the page was open."""
_EMPTY_HTML: Final = '<div class="bw-host"></div>'


@cache
def map_component() -> Callable[..., Any]:
    """Register the component, once per process; each mount reaches the same script."""
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
    filter_id: str | None = None,
    command: dict[str, Any] | None = None,
    marked: dict[str, Any] | None = None,
    unsaved: bool = False,
    marking: str | None = None,
    read_texts: Callable[[str, Sequence[int]], bytes] | None = None,
    outline: bytes | None = None,
) -> None:
    """
    Show the map; the view that settles in it is in ``st.session_state[MAP_KEY]["view"]``.

    The map starts once `filter_map` has sent a mask. A rerun with the same page and payload sends a
    few kilobytes and changes nothing in the browser. A new payload replaces the one before: the map
    keeps its window, its extent and the open record.

    Parameters
    ----------
    shell
        The page of the map, see `layers.page_template.make_page_template`, packed by gzip.
    payload
        The records, see `layers.payload.make_payload`.
    view
        Where the map starts: `from`, `to`, `mode` and `extent`. Read once; afterwards the
        browser keeps its own.
    filter_id
        Id of the choice of filters that the page shows. If the map has a later one, it has the
        page run once it is painted.
    command
        The last command to the map, see `ui.state.map_commands`; executed once.
    marked
        The record that the map last had marked, and its number in this payload, see
        `ui.state.map_commands.number_marked`: with other records its card stays open.
    unsaved
        Whether closing the tab would lose work: the browser then asks first.
    marking
        First words of text that is copied from the map; None if none is set: copying asks for one.
    read_texts
        Returns the texts of chunks of records, see `layers.record_texts.make_texts`, which the
        browser requests when a record is opened; None if the payload holds them.
    outline
        The rest of the world, see `layers.messages.make_outline`; None until it is in view.
    """
    mount = map_component()
    mount(
        key=MAP_KEY,
        data={
            "stamp": read_stamp(payload),
            "view": view,
            "acknowledged": filter_id,
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
    filter_id: str | None,
    drawn: str | None,
) -> None:
    """
    Send the filter mask to the map; a fragment can call it apart from the map.

    Parameters
    ----------
    stamp
        Of the payload that the mask belongs to, see `layers.payload.read_stamp`.
    mask
        Which of its records match the filters, shape (records,).
    link
        The filters as the page's address holds them.
    area
        The area of interest, outlined on the map; what is drawn there is in
        ``st.session_state[MAP_KEY]["area"]``.
    filter_id
        Id of the choice of filters that the mask belongs to.
    drawn
        Id of the drawing on the map that the mask belongs to.
    """
    map_component()(
        key="map-filters",
        data={
            "stamp": stamp,
            "mask": base64.b64encode(pack_mask(mask)).decode("ascii"),
            "link": link,
            "area": list_edges(area),
            "acknowledged": filter_id,
            "drawn": drawn,
        },
        height=1,
    )


def report_page_view(view: View, stamp: str, filter_id: str | None) -> None:
    """
    Report to the browser that the whole page shows a view; call it at the end of a run.

    Until then the numbers that only the server counts are grey, see `ui/component/head.js`.

    Parameters
    ----------
    view
        What the page shows.
    stamp
        Of the payload that it was counted from.
    filter_id
        Id of the choice of filters that it shows.
    """
    shown = {
        "from": view.window.first.isoformat(),
        "to": view.window.last.isoformat(),
        "mode": view.mode,
        "stamp": stamp,
        "acknowledged": filter_id,
    }
    map_component()(key="map-followed", data={"followed": shown}, height=1)


def _wanted_chunks(stamp: str) -> list[int]:
    """Return the chunks of records whose texts the browser last requested of this payload."""
    state = st.session_state.get(MAP_KEY)
    wanted = (state.get("wanted") if state else None) or {}
    chunks = wanted.get("chunks") if wanted.get("stamp") == stamp else None
    return [number for number in chunks or [] if isinstance(number, int)]


def settled_view() -> dict[str, Any] | None:
    """Return the last view that settled in the browser; None before the first."""
    state = st.session_state.get(MAP_KEY)
    view = (state.get("view") if state else None) or st.session_state.get(SETTLED_BEFORE)
    return dict(view) if view else None


def drawn_area() -> dict[str, Any] | None:
    """Return what was last drawn on the map: `id`, and `edges` or None; None before the first."""
    state = st.session_state.get(MAP_KEY)
    area = state.get("area") if state else None
    return dict(area) if area else None
