"""The page, from top to bottom, once per run."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import streamlit as st

from export.wording.scene_text import describe_official
from geo.basemap.world_outline import is_within
from geo.model.dates import Window, format_dtg_instant, parse_day
from geo.model.errors import ExtentError, GeoError, SettingError
from geo.model.extent import Extent
from geo.model.scene import Marking, Mode, Scene, View
from geo.query.map_layers import read_layers
from geo.query.opening import opening_view
from geo.query.selection import select_scene
from geo.query.totals import official_total_by
from geo.record import Dataset
from geo.statistics.official_totals import compare_wounded
from geo.statistics.previous_period import count_change
from layers.messages import view_for_browser
from layers.payload import read_stamp
from layers.record_texts import hold_texts, make_texts
from layers.tiles import TileServer
from ui.filters.empty_result import show_empty_result
from ui.filters.filters import applied_filter_id, choose_filters, show_filters
from ui.layout.coverage import show_coverage
from ui.layout.header import show_figures, show_marking, show_title
from ui.map_component import report_page_view, settled_view, show_map
from ui.state.cache import Found, find_record, load_outline, load_page_template
from ui.state.locks import hold_page_lock
from ui.state.map_commands import last_command, number_marked
from ui.state.marking import NOT_SET, choose_marking, explain_settings, pending_marking
from ui.state.session import is_unsaved, join_record
from ui.state.settings import data_folder, read_clock, read_tiles
from ui.state.url_state import read_url
from ui.tab_memory.keeping import keep_work
from ui.tab_memory.memory import ask_tab, has_tab_replied, tab_reply
from ui.tab_memory.restored_notice import show_restored
from ui.tab_memory.restored_work import restore_work
from ui.widgets.downloads import begin_files, make_files
from ui.widgets.notices import show_notice
from ui.widgets.remarks import show_remarks

_STYLE: Final = Path(__file__).parent / "layout" / "style.css"
_BEGUN: Final = "begun"


def show_page() -> None:
    """
    Show the whole page, once a run.

    Notes
    -----
    Sessions run one at a time: a run is a tenth of a second of small steps, and a dozen at once
    spend more time on switching threads than on the steps.
    """
    _restore_from_tab()
    with hold_page_lock():
        st.html(_STYLE)
        begin_files()
        marking = choose_marking()
        show_marking(marking, pending_marking())
        try:
            _show_record(find_record(data_folder(), read_clock()), marking)
        except GeoError as error:
            show_notice("error", "The record cannot be shown.", str(error).splitlines())
            st.caption("`python -m geo check` lists every problem and how to fix it.")
            st.stop()
    make_files()


def _restore_from_tab() -> None:
    """Restore the work that the browser tab kept of an earlier session; keep that of this one."""
    place = ask_tab()
    if tab_reply() is None:
        return
    try:
        record = find_record(data_folder(), read_clock()).record
    except GeoError:
        return  # the page shows the error, and the tab keeps what it has
    restore_work(record)
    with place:
        keep_work()


def _show_record(found: Found, marking: Marking | None) -> None:
    """Show a record: the map first, then what depends on the view that settled in it."""
    record = join_record(found.record)
    dataset = record.dataset
    opening, ignored = _open_session(dataset)
    tiles, no_tiles = _find_tiles()
    view = _settle(opening) if settled_view() else opening
    filters = choose_filters(dataset, opening.filters)
    filter_id = applied_filter_id()
    head, figures, seam = st.container(key="head"), st.container(), st.container(key="map-seam")
    end = st.container(key="page-end")
    with seam:
        show_map(
            load_page_template(tiles),
            record.payload,
            view=view_for_browser(opening),
            filter_id=filter_id,
            command=last_command(dataset.attacks.index),
            marked=number_marked(dataset.attacks.index, settled_view()),
            unsaved=is_unsaved(),
            marking=None if marking is None else marking.text,
            read_texts=None if hold_texts(dataset) else partial(make_texts, dataset),
            outline=_find_outline(view),
        )
    with st.sidebar:
        show_filters(dataset, opening.filters, view, read_stamp(record.payload))
    scene = select_scene(
        dataset,
        replace(view, filters=filters),
        marking=marking or NOT_SET,
        as_of=read_clock(),
    )
    official = describe_official(dataset, scene)
    with seam:
        show_empty_result(dataset, scene)
    change = count_change(dataset, scene.view)
    with head:
        total = official_total_by(dataset, scene.period.last) if official else None
        wounded = compare_wounded(dataset, scene.period.last) if official else None
        show_title(scene, change, total, wounded)
        show_coverage(scene)
        actions = st.container(key="actions", horizontal=True, horizontal_alignment="right")
        _show_notices(found, scene, dataset.remarks, ignored, no_tiles)
    with figures:
        show_figures(scene, change)
    # no export before the tab has handed back what it keeps, and its marking
    if has_tab_replied() and not _is_opening():
        # matplotlib, Altair, python-pptx and openpyxl take seconds to load: the map comes first
        from ui.layout.below_map import show_below_map  # noqa: PLC0415

        show_below_map(record, found.record, scene, marking, actions)
    with end:
        report_page_view(scene.view, read_stamp(record.payload), filter_id)


def _is_opening() -> bool:
    """
    Return whether this is the session's first run, which shows only map, figures and filters.

    The browser can then draw the map first. The map reports the view that it settled in, and the
    next run shows the rest. A browser that reconnects sends its view at once.
    """
    opening = _BEGUN not in st.session_state
    st.session_state[_BEGUN] = True
    return opening and settled_view() is None


def _show_notices(
    found: Found, scene: Scene, remarks: Sequence[str], ignored: Sequence[str], no_tiles: str
) -> None:
    """Show the errors of the files, the address and the settings."""
    if found.error:
        show_notice(
            "error",
            "The data files can no longer be read. Until they are fixed, the page shows the record "
            f"as it was read at {format_dtg_instant(found.read_at)}.",
            str(found.error).splitlines(),
        )
    show_restored()
    if ignored:
        show_notice("warning", "This link could not be read in full:", ignored)
    marking_error = explain_settings()
    if marking_error:
        show_notice("warning", "The marking in the settings cannot be used:", [marking_error])
    if no_tiles:
        show_notice("warning", "Only the shipped map is shown:", [no_tiles])
    show_remarks(remarks)
    if scene.rejects:
        show_notice(
            "warning",
            f"{scene.counts.rejected:,} of {scene.counts.read:,} attack records are not shown: "
            "see the Data tab.",
        )


def _open_session(dataset: Dataset) -> tuple[View, tuple[str, ...]]:
    """Read the address once per session; return the opening view and what was ignored."""
    if "opening" not in st.session_state:
        parsed = read_url(st.query_params.to_dict(), dataset, opening_view(dataset))
        st.session_state["opening"] = parsed
    parsed = st.session_state["opening"]
    return parsed.view, parsed.ignored


def _find_outline(view: View) -> bytes | None:
    """Return the world outline once the view has left the shipped region."""
    if not is_within(view.extent):
        st.session_state["worldwide"] = True
    return load_outline() if st.session_state.get("worldwide") else None


def _find_tiles() -> tuple[TileServer | None, str]:
    """Return the tile server of the settings, and why it cannot be used."""
    try:
        return read_tiles(), ""
    except SettingError as error:
        return None, str(error)


def _read_extent(edges: list[float] | None) -> Extent | None:
    """Return the extent that the browser shows; None, which shows all sites, if it is invalid."""
    try:
        return Extent(*edges) if edges else None
    except ExtentError:
        return None


def _settle(opening: View) -> View:
    """Return the view that settled in the browser, completed from the opening view."""
    settled: dict[str, Any] = settled_view() or {}
    window = opening.window
    if settled.get("from") and settled.get("to"):
        window = Window(parse_day(settled["from"]), parse_day(settled["to"]))
    extent = _read_extent(settled.get("extent"))
    mode: Mode = "cumulative" if settled.get("mode") == "cumulative" else "window"
    width = float(settled.get("width") or opening.width_px)
    layers, _ = read_layers(settled.get("layers"))
    return replace(opening, window=window, mode=mode, extent=extent, width_px=width, layers=layers)
