"""The files of an own table: choose them, read them, choose another encoding."""

from dataclasses import replace

import streamlit as st

from geo.importers.readers.bases import parse_bases
from geo.importers.readers.csv import ENCODINGS
from geo.importers.readers.dispatch import SUFFIXES, parse_foreign
from geo.model.errors import GeoError
from ui.own_table.mapping import recognise
from ui.state.settings import read_limits
from ui.state.table_draft import TableDraft, change_draft, set_draft, table_draft
from ui.state.uploaded_file import OwnFile


def show_files() -> None:
    """Show the fields for both files."""
    attacks, sites = st.columns(2)
    kinds = [suffix.removeprefix(".") for suffix in SUFFIXES]
    formats = f"Formats: {', '.join(kinds)}"
    attacks.file_uploader(
        "Attacks: a table, workbook or GIS points",
        type=kinds,
        help=formats,
        key="own-file",
        on_change=_take_file,
    )
    sites.file_uploader(
        "Your own sites (replaces the built-in record)", type=kinds, help=formats,
        key="own-sites",
        on_change=_take_sites,
    )  # fmt: skip


def _take_file() -> None:
    """Read the uploaded file as the draft of this session."""
    uploaded = st.session_state.get("own-file")
    if uploaded is not None:
        open_file(uploaded.name, uploaded.getvalue())


def open_file(file: str, data: bytes, encoding: str = "") -> None:
    """Open a file as the draft: read it and recognise its columns, or keep the error."""
    before = table_draft()
    draft = TableDraft(file, data, encoding)
    if before is not None:
        draft = replace(
            draft, sites=before.sites, sites_file=before.sites_file, sites_error=before.sites_error
        )
    try:
        draft = replace(draft, table=parse_foreign(file, data, encoding, read_limits()))
    except GeoError as error:
        draft = replace(draft, error=str(error))
    draft = replace(draft, mapping=recognise(draft))
    # a corrected file with the same columns keeps the mapping that was made by hand
    if before and before.table is not None and draft.table is not None:
        columns = set(draft.table.frame.columns)
        if before.mapping.format == draft.mapping.format and columns == set(
            before.table.frame.columns
        ):
            draft = replace(draft, mapping=before.mapping, nearest_km=before.nearest_km)
    set_draft(draft)


def _take_sites() -> None:
    """Read the uploaded sites."""
    uploaded = st.session_state.get("own-sites")
    if table_draft() is None:
        set_draft(TableDraft("", b""))
    if uploaded is None:
        change_draft(sites=None, sites_file=None, sites_error="")
        return
    try:
        sites = parse_bases(uploaded.name, uploaded.getvalue(), limits=read_limits())
        file = OwnFile.take(uploaded.name, uploaded.getvalue())
        change_draft(sites=sites, sites_file=file, sites_error="")
    except GeoError as error:
        change_draft(sites=None, sites_file=None, sites_error=str(error))


def show_encodings() -> None:
    """Show the choice of encodings for a file that could not be read."""
    st.selectbox(
        "Read it as", ["", *ENCODINGS], key="own-encoding",
        format_func=lambda name: ENCODINGS.get(name, "UTF-8 or UTF-16, automatic"),
        on_change=_choose_encoding,
    )  # fmt: skip


def _choose_encoding() -> None:
    """Read the file in the chosen encoding."""
    draft = table_draft()
    if draft is not None:
        open_file(draft.file, draft.data, st.session_state["own-encoding"])
