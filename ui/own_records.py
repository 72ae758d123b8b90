"""The dialog for a table of one's own: chosen, mapped, reported on, and put on the map."""

import datetime as dt
from dataclasses import replace
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from geo.dataset import Dataset
from geo.dates import Window
from geo.errors import ExtentError, GeoError
from geo.extent import Extent
from geo.imports.foreign import SUFFIXES, parse_foreign
from geo.imports.foreign_bases import parse_bases
from geo.imports.foreign_csv import ENCODINGS
from geo.imports.load import Imported, import_table
from geo.imports.outcome import (
    list_rejects,
    render_pairs,
    render_rejects,
    summarise_import,
)
from geo.scene import Filters
from ui.cache import Record
from ui.command import command_map
from ui.dialogs import close_dialog, enter_dialog
from ui.filters import set_filters
from ui.marking import choose_marking, show_gate
from ui.own_mapping import recognise, show_mapping, show_nearest, show_words
from ui.own_table import (
    OwnTable,
    TableDraft,
    change_draft,
    choose_sites,
    join_table,
    own_table,
    put_table,
    set_draft,
    table_before,
    table_draft,
)

LIVE_ROWS: Final = 2_000
"""So many rows are checked anew at each choice; of more, as many for the preview, all on asking."""
_SHOWN: Final = 200
_PREVIEWED: Final = 5
_MERGED: Final = "With the record"
_ALONE: Final = "Instead of the record"
_PREVIEW: Final = ("date", "base_id", "place_as_reported", "latitude", "longitude", "weapon",
                   "outcome", "confirmation", "summary", "match_method", "distance_m")  # fmt: skip


def show_own_records(record: Record, base: Record, as_of: dt.datetime) -> None:
    """
    Show the dialog.

    Parameters
    ----------
    record
        The record with what this session has added.
    base
        The record that all sessions share.
    as_of
        The time of making of what is downloaded.
    """
    shown_for = own_table()

    @st.dialog("Your own table", width="large", on_dismiss=close_dialog)
    def show() -> None:
        enter_dialog("table")
        if own_table() is not shown_for:
            st.rerun()  # the whole page: the map has other records now
        _show_loaded(record.dataset, as_of)
        _show_files()
        draft = table_draft()
        if draft is not None:
            _show_draft(draft, base.dataset)

    show()


def _show_loaded(dataset: Dataset, as_of: dt.datetime) -> None:
    """Show what is on the map now, and how to take it away or along."""
    table = own_table()
    before = table_before()
    if table is None:
        if before is not None:
            said = f"Bring {before.imported.attacks.file[:40]} back"
            st.button(_plain(said), on_click=_bring_back, key="own-back")
        return
    where = "with the record" if table.merged else "instead of the record"
    said = f"On the map {where}: {summarise_import(table.imported)[0]}"
    st.html(f'<p class="bw-hint" role="status">{escape(said)}</p>')
    with st.container(horizontal=True):
        st.button("Take it off the map", on_click=_take_off, key="own-remove")
        marking = choose_marking()
        label = "Download in our form (.zip)"
        if marking is None:
            show_gate(label, "own-ask", back="table")
            return

        def render() -> bytes:
            from export.data_folder import render_folder, select_added  # noqa: PLC0415 - as elsewhere

            return render_folder(select_added(dataset), marking, as_of)

        st.download_button(
            label, data=render, file_name=f"basewatch_own_{as_of:%Y-%m-%d}.zip",
            mime="application/zip", key="own-download",
        )  # fmt: skip


def _plain(text: str) -> str:
    """Leave letters, digits and full stops: a button reads its label as markup."""
    return "".join(letter if letter.isalnum() or letter in " ._-" else " " for letter in text)


def _show_files() -> None:
    """Ask for the files."""
    attacks, sites = st.columns(2)
    kinds = [suffix.removeprefix(".") for suffix in SUFFIXES]
    attacks.file_uploader(
        "Attacks: a table, a workbook, or points of a GIS",
        type=kinds,
        key="own-file",
        on_change=_take_file,
    )
    sites.file_uploader(
        "Sites of your own, if any (then instead of the record)", type=kinds, key="own-sites",
        on_change=_take_sites,
    )  # fmt: skip


def _take_file() -> None:
    """Read the chosen file; what is in it stays in this session."""
    uploaded = st.session_state.get("own-file")
    if uploaded is not None:
        open_file(uploaded.name, uploaded.getvalue())


def open_file(file: str, data: bytes, encoding: str = "") -> None:
    """Open a file as the draft: read, its format and columns recognised, or its fault told."""
    before = table_draft()
    draft = TableDraft(file, data, encoding)
    if before is not None:
        draft = replace(draft, sites=before.sites, sites_fault=before.sites_fault)
    try:
        draft = replace(draft, table=parse_foreign(file, data, encoding))
    except GeoError as error:
        draft = replace(draft, fault=str(error))
    draft = replace(draft, mapping=recognise(draft))
    # the file that was corrected and comes again keeps the mapping made by hand
    if before and before.table is not None and draft.table is not None:
        columns = set(draft.table.frame.columns)
        if before.mapping.format == draft.mapping.format and columns == set(
            before.table.frame.columns
        ):
            draft = replace(draft, mapping=before.mapping, nearest_km=before.nearest_km)
    set_draft(draft)


def _take_sites() -> None:
    """Read the chosen sites."""
    uploaded = st.session_state.get("own-sites")
    if table_draft() is None:
        set_draft(TableDraft("", b""))
    if uploaded is None:
        change_draft(sites=None, sites_fault="")
        return
    try:
        change_draft(sites=parse_bases(uploaded.name, uploaded.getvalue()), sites_fault="")
    except GeoError as error:
        change_draft(sites=None, sites_fault=str(error))


def _show_draft(draft: TableDraft, base: Dataset) -> None:
    """Show the table that is being mapped: mapping, report, and what can be done with it."""
    if draft.sites_fault:
        _say_fault(f"Sites: {draft.sites_fault}")
    elif draft.sites is not None:
        st.html(f'<p class="bw-hint">{len(draft.sites.frame):,} sites of your own.</p>')
    if not draft.file:
        return
    if draft.table is None:
        _say_fault(draft.fault)
        st.selectbox(
            "Read it as", ["", *ENCODINGS], key="own-encoding",
            format_func=lambda name: ENCODINGS.get(name, "UTF-8 or UTF-16, told by itself"),
            on_change=_choose_encoding,
        )  # fmt: skip
        return
    show_mapping(draft)
    if draft.mapping.format != "own":
        show_nearest(draft)
    try:
        record = choose_sites(base, draft.sites)
        imported, whole = _check(draft, record)
    except GeoError as error:
        _say_fault(str(error))
        return
    show_words(imported)
    _show_preview(imported)
    if not whole:
        if st.button(f"Check all {draft.table.read:,} rows", type="primary", key="own-check"):
            _check_all(draft, record)
        return
    _show_report(imported)
    _show_end(draft, imported, base)


def _choose_encoding() -> None:
    """Read the file in another encoding."""
    draft = table_draft()
    if draft is not None:
        open_file(draft.file, draft.data, st.session_state["own-encoding"])


def _check(draft: TableDraft, record: Dataset) -> tuple[Imported, bool]:
    """Import the table, or its first rows; tell whether it was the whole."""
    if draft.checked is not None:
        return draft.checked, True
    if draft.table is None or draft.table.read <= LIVE_ROWS:
        imported = _import(draft, record)
        set_draft(replace(draft, checked=imported))
        return imported, True
    few = replace(draft.table, frame=draft.table.frame.iloc[:LIVE_ROWS], rejects=())
    return _import(replace(draft, table=few), record), False


def _import(draft: TableDraft, record: Dataset) -> Imported:
    """Import what a draft holds."""
    if draft.table is None:
        raise GeoError(draft.fault)
    return import_table(draft.table, draft.mapping, record, nearest_km=draft.nearest_km)


def _check_all(draft: TableDraft, record: Dataset) -> None:
    """Import the whole table, and say what goes on."""
    if draft.table is None:
        return
    bar = st.progress(0.0, "Reading columns")
    steps = iter((0.1, 0.3, 0.4, 0.6, 0.9))
    imported = import_table(
        draft.table, draft.mapping, record, nearest_km=draft.nearest_km,
        progress=lambda said: (bar.progress(next(steps, 0.95), said), None)[1],
    )  # fmt: skip
    change_draft(checked=imported)
    st.rerun(scope="fragment")


def _show_preview(imported: Imported) -> None:
    """Show the first rows as they would stand in the record."""
    frame = imported.attacks.frame
    columns = [name for name in _PREVIEW if name in frame.columns]
    st.caption("The first rows, as the record would hold them")
    shown = frame[columns].head(_PREVIEWED)
    st.dataframe(shown, height=_measure(len(shown)), key="own-preview")


def _measure(rows: int) -> int:
    """Give the height of a table in pixels: of its rows, at most so many as fit beside the rest."""
    return 37 + 35 * max(1, min(rows, _PREVIEWED))


def _show_report(imported: Imported) -> None:
    """Show the load report: counts, decisions, rejects and pairs."""
    lines = [*summarise_import(imported), *imported.remarks]
    listed = "".join(f"<li>{escape(line)}</li>" for line in lines)
    st.html(f'<div class="bw-hint" role="status">Load report<ul>{listed}</ul></div>')
    if imported.rejects:
        st.caption("Rejected: correct these in the file, and choose it again")
        table = list_rejects(imported).head(_SHOWN)
        st.dataframe(
            table.drop(columns="file"),
            hide_index=True,
            height=_measure(len(table)),
            key="own-rejects",
        )
        st.download_button(
            "Download the rejects (.csv)", data=lambda: render_rejects(imported),
            file_name="rejects.csv", mime="text/csv", key="own-rejects-file",
        )  # fmt: skip
    if imported.pairs_found:
        with st.expander(f"Perhaps the same event: {imported.pairs_found:,} pairs, none merged"):
            st.dataframe(imported.pairs.head(_SHOWN), hide_index=True, key="own-pairs")
            st.download_button(
                "Download the pairs (.csv)", data=lambda: render_pairs(imported),
                file_name="duplicates.csv", mime="text/csv", key="own-pairs-file",
            )  # fmt: skip


def _show_end(draft: TableDraft, imported: Imported, base: Dataset) -> None:
    """Show how it is put on the map."""
    if not imported.kept:
        _say_fault("No row of it can be shown.")
        return
    with st.container(horizontal=True, vertical_alignment="center", key="own-end"):
        if draft.sites is None:
            st.segmented_control(
                "How it is shown", [_MERGED, _ALONE], default=_MERGED, required=True,
                key="own-how", label_visibility="collapsed",
            )  # fmt: skip
        st.button(
            f"Show {imported.kept:,} on the map", on_click=_show_on_map, args=(base,),
            type="primary", key="own-done",
        )  # fmt: skip


def _say_fault(text: str) -> None:
    """Say what is wrong."""
    st.html(f'<p class="bw-fault" role="alert">{escape(text)}</p>')


def _show_on_map(base: Dataset) -> None:
    """Put the table on the map, and bring the map to it."""
    draft = table_draft()
    if draft is None or draft.table is None:
        return
    merged = draft.sites is None and st.session_state.get("own-how", _MERGED) == _MERGED
    record = choose_sites(base, draft.sites)
    imported = import_table(
        draft.table, draft.mapping, record, nearest_km=draft.nearest_km, merged=merged
    )
    table = OwnTable(imported, merged, draft.sites)
    put_table(table)
    if not merged:  # a filter may name what is not there any more
        set_filters(Filters())
    _go_to(join_table(base, table))
    close_dialog()


def _go_to(dataset: Dataset) -> None:
    """Bring the map to the days and places of what was added."""
    rows = dataset.attacks[dataset.attacks["added_by"] != ""]
    if rows.empty:
        return
    window = Window(rows["date"].min().date(), rows["date"].max().date())
    command_map(window=window, extent=_bound(rows["lon_deg"].dropna(), rows["lat_deg"].dropna()))


def _bound(lon_deg: "pd.Series[float]", lat_deg: "pd.Series[float]") -> Extent | None:
    """Give an extent round points, with room about them; None for no point."""
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
    """Take the table off the map."""
    put_table(None)
    set_filters(Filters())


def _bring_back() -> None:
    """Bring back what was taken off last."""
    put_table(table_before())
    close_dialog()
