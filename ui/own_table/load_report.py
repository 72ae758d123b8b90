"""What becomes of the rows of a table of one's own: checked, previewed, and reported on."""

from dataclasses import replace
from html import escape
from typing import Final

import streamlit as st

from geo.importers.pipeline import Imported, import_table
from geo.importers.result import list_rejects, render_pairs, render_rejects, summarise_import
from geo.model.errors import GeoError
from geo.record import Dataset
from ui.own_table.downloads import offer_own_file
from ui.own_table.progress import show_progress
from ui.state.locks import release_page_lock
from ui.state.table_draft import TableDraft, change_draft, set_draft

LIVE_ROWS: Final = 2_000
"""So many rows are checked anew at each choice; of more, as many for the preview, all on asking."""
_SHOWN: Final = 200
_PREVIEWED: Final = 5
_PREVIEW: Final = ("date", "base_id", "place_as_reported", "latitude", "longitude", "weapon",
                   "outcome", "confirmation", "summary", "match_method", "distance_m")  # fmt: skip


def check_draft(draft: TableDraft, record: Dataset) -> tuple[Imported, bool]:
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
    with release_page_lock():
        return import_table(draft.table, draft.mapping, record, nearest_km=draft.nearest_km)


def check_all(draft: TableDraft, record: Dataset) -> None:
    """Import the whole table, and say what goes on."""
    if draft.table is None:
        return
    tell = show_progress()
    with release_page_lock():
        imported = import_table(
            draft.table, draft.mapping, record, nearest_km=draft.nearest_km, progress=tell
        )
    change_draft(checked=imported)
    st.rerun(scope="fragment")


def show_preview(imported: Imported) -> None:
    """Show the first rows as they would stand in the record."""
    frame = imported.attacks.frame
    columns = [name for name in _PREVIEW if name in frame.columns]
    st.caption("The first rows, as the record would hold them")
    shown = frame[columns].head(_PREVIEWED)
    st.dataframe(shown, height=_measure(len(shown)), key="own-preview")


def _measure(rows: int) -> int:
    """Give the height of a table in pixels: of its rows, at most so many as fit beside the rest."""
    return 37 + 35 * max(1, min(rows, _PREVIEWED))


def show_report(imported: Imported) -> None:
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
        offer_own_file(
            "Download the rejects (.csv)", lambda: render_rejects(imported),
            file_name="rejects.csv", mime="text/csv", key="own-rejects-file",
        )  # fmt: skip
    if imported.pairs_found:
        with st.expander(f"Perhaps the same event: {imported.pairs_found:,} pairs, none merged"):
            st.dataframe(imported.pairs.head(_SHOWN), hide_index=True, key="own-pairs")
            offer_own_file(
                "Download the pairs (.csv)", lambda: render_pairs(imported),
                file_name="duplicates.csv", mime="text/csv", key="own-pairs-file",
            )  # fmt: skip
