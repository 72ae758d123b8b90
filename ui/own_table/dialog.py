"""The dialog *Your own table*: choose a file, match columns, read the report, show it."""

import datetime as dt

import streamlit as st

from geo.model.errors import GeoError
from ui.own_table.awaited import show_awaited
from ui.own_table.files import show_encodings, show_files
from ui.own_table.load_report import check_all, check_draft, show_preview, show_report
from ui.own_table.mapping import show_mapping, show_nearest, show_words
from ui.own_table.on_map import show_end, show_loaded
from ui.state.shared_record import Record
from ui.state.table_draft import TableDraft, choose_sites, own_table, table_draft
from ui.tab_memory.tab_line import show_tab_line
from ui.widgets.dialogs import dismiss_dialog, enter_dialog
from ui.widgets.remarks import mark_code


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
        The time that downloads state as made.
    """
    shown_for = own_table()

    @st.dialog("Your own table", width="large", on_dismiss=dismiss_dialog())
    def show() -> None:
        enter_dialog("table")
        if own_table() is not shown_for:
            st.rerun()  # the whole page: the map has other records now
        show_awaited(base.dataset)
        show_loaded(record.dataset, as_of)
        show_files()
        draft = table_draft()
        if draft is not None:
            _show_draft(draft, base)
        show_tab_line("table")

    show()


def _show_draft(draft: TableDraft, base: Record) -> None:
    """Show the draft: mapping, unknown values, preview, report, and how to show it on the map."""
    if draft.sites_error:
        _show_error(f"Sites: {draft.sites_error}")
    elif draft.sites is not None:
        st.html(f'<p class="bw-hint">{len(draft.sites.frame):,} sites from your file.</p>')
    if not draft.file:
        return
    if draft.table is None:
        _show_error(draft.error)
        show_encodings()
        return
    show_mapping(draft)
    if draft.mapping.format != "own":
        show_nearest(draft)
    try:
        record = choose_sites(base.dataset, draft.sites)
        imported, whole = check_draft(draft, record)
    except GeoError as error:
        _show_error(str(error))
        return
    show_words(imported)
    show_preview(imported)
    if not whole:
        if st.button(f"Check all {draft.table.read:,} rows", type="primary", key="own-check"):
            check_all(draft, record)
        return
    show_report(imported)
    if imported.kept:
        show_end(draft, imported, base)
    else:
        _show_error("No row of this table can be shown.")


def _show_error(text: str) -> None:
    """Show what is wrong."""
    st.html(f'<p class="bw-error" role="alert">{mark_code(text)}</p>')
