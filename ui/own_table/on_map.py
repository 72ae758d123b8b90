"""An own table on the map: show, remove, restore, download."""

import datetime as dt
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from export.data.folder import render_folder, select_added
from export.product.filename import name_folder
from geo.importers.pipeline import Imported, import_table
from geo.importers.result import summarise_import
from geo.model.dates import Window
from geo.model.errors import ExtentError
from geo.model.extent import Extent
from geo.model.scene import Filters
from geo.record import Dataset
from ui.exports.marking_dialog import show_gate
from ui.filters.filters import set_filters
from ui.own_table.progress import show_progress
from ui.state.locks import release_page_lock
from ui.state.map_commands import command_map
from ui.state.marking import choose_marking
from ui.state.session import join_record
from ui.state.shared_record import Record
from ui.state.table_draft import (
    OwnTable,
    TableDraft,
    name_files,
    own_table,
    put_table,
    table_before,
)
from ui.widgets.dialogs import close_dialog
from ui.widgets.downloads import offer_file

_MERGED: Final = "With the record"
_ALONE: Final = "Instead of the record"


def show_loaded(dataset: Dataset, as_of: dt.datetime) -> None:
    """Show which table is on the map, with buttons to remove, restore and download it."""
    table = own_table()
    before = table_before()
    if table is None:
        if before is not None:
            label = f"Restore {before.imported.attacks.file[:40]}"
            st.button(_plain(label), on_click=_bring_back, key="own-back")
        return
    where = "with the record" if table.merged else "instead of the record"
    text = f"On the map {where}: {summarise_import(table.imported)[0]}"
    st.html(f'<p class="bw-hint" role="status">{escape(text)}</p>')
    with st.container(horizontal=True):
        st.button("Remove from the map", on_click=_take_off, key="own-remove")
        marking = choose_marking()
        label = "Download as Basewatch files (.zip)"
        if marking is None:
            show_gate(label, "own-ask", back="table")
            return

        def render() -> bytes:
            return render_folder(select_added(dataset), marking, as_of)

        offer_file(
            label, render, file_name=name_folder("own", marking, as_of),
            mime="application/zip", key="own-download", apart=True,
        )  # fmt: skip


def _plain(text: str) -> str:
    """Return text without signs that the label of a button would read as Markdown."""
    return "".join(letter if letter.isalnum() or letter in " ._-" else " " for letter in text)


def show_end(draft: TableDraft, imported: Imported, base: Record) -> None:
    """Show the button that puts the table on the map."""
    with st.container(horizontal=True, vertical_alignment="center", key="own-end"):
        if draft.sites is None:
            st.segmented_control(
                "How it is shown", [_MERGED, _ALONE], default=_MERGED, required=True,
                key="own-how", label_visibility="collapsed",
            )  # fmt: skip
        chosen = st.button(f"Show {imported.kept:,} on the map", type="primary", key="own-done")
    if chosen:
        _show_on_map(draft, imported, base)
        st.rerun()


def _show_on_map(draft: TableDraft, imported: Imported, base: Record) -> None:
    """Put the table on the map with a progress bar, and move the map to it."""
    on_progress = show_progress()
    merged = draft.sites is None and st.session_state.get("own-how", _MERGED) == _MERGED
    if merged and draft.table is not None:  # again, since the ids of the record are taken then
        with release_page_lock():
            imported = import_table(
                draft.table, draft.mapping, base.dataset,
                nearest_km=draft.nearest_km, merged=True, on_progress=on_progress,
            )  # fmt: skip
    on_progress("Putting it on the map")
    put_table(OwnTable(imported, merged, draft.sites, name_files(draft, merged=merged)))
    if not merged:  # a filter may name a site that is no longer there
        set_filters(Filters())
    _go_to(join_record(base).dataset)
    close_dialog()


def _go_to(dataset: Dataset) -> None:
    """Move the map to the days and places of the added rows."""
    rows = dataset.attacks[dataset.attacks["added_by"] != ""]
    if rows.empty:
        return
    window = Window(rows["date"].min().date(), rows["date"].max().date())
    command_map(window=window, extent=_bound(rows["lon_deg"].dropna(), rows["lat_deg"].dropna()))


def _bound(lon_deg: "pd.Series[float]", lat_deg: "pd.Series[float]") -> Extent | None:
    """Return an extent around points in degrees, with a margin; None without points."""
    if lon_deg.empty:
        return None
    room_deg = max(1.0, (lon_deg.max() - lon_deg.min()) / 8, (lat_deg.max() - lat_deg.min()) / 8)
    try:
        return Extent(
            max(lon_deg.min() - room_deg, -180.0), max(lat_deg.min() - room_deg, -85.0),
            min(lon_deg.max() + room_deg, 180.0), min(lat_deg.max() + room_deg, 85.0),
        )  # fmt: skip
    except ExtentError:
        return None


def _take_off() -> None:
    """Remove the table from the map."""
    put_table(None)
    set_filters(Filters())


def _bring_back() -> None:
    """Restore the table that was removed last."""
    put_table(table_before())
    close_dialog()
