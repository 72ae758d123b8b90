"""The import of an own table: preview, load report, rejects and possible duplicates."""

from dataclasses import replace
from typing import Final

import pandas as pd
import streamlit as st

from export.wording.scene_text import format_number
from geo.importers.pipeline import Imported, import_table
from geo.importers.result import list_rejects, render_pairs, render_rejects, summarise_import
from geo.importers.site_matching import METHODS
from geo.model.errors import GeoError
from geo.model.vocabulary import CONFIRMATIONS, OUTCOMES, WEAPONS
from geo.record import Dataset
from ui.own_table.downloads import offer_own_file
from ui.own_table.mapping import FORM_COLUMNS
from ui.own_table.progress import show_progress
from ui.state.locks import release_page_lock
from ui.state.table_draft import TableDraft, change_draft, set_draft
from ui.widgets.remarks import mark_code

LIVE_ROWS: Final = 2_000
"""Rows that are checked at each choice; of a longer table these, and all rows on request."""
_SHOWN: Final = 200
_PREVIEWED: Final = 5
_PREVIEW: Final[dict[str, str]] = {
    **{
        name: FORM_COLUMNS[name]
        for name in (
            "date", "base_id", "place_as_reported", "latitude", "longitude", "weapon", "outcome",
            "confirmation", "summary",
        )
    },
    "match_method": "Site found",
    "distance_m": "Distance to site (m)",
}  # fmt: skip
"""Columns of the preview, with their headings."""
_WORDS: Final = {
    "weapon": WEAPONS,
    "outcome": OUTCOMES,
    "confirmation": CONFIRMATIONS,
    "match_method": METHODS,
}


def check_draft(draft: TableDraft, record: Dataset) -> tuple[Imported, bool]:
    """Import the table, or its first rows; return the import and whether it is the whole table."""
    if draft.checked is not None:
        return draft.checked, True
    if draft.table is None or draft.table.read <= LIVE_ROWS:
        imported = _import(draft, record)
        set_draft(replace(draft, checked=imported))
        return imported, True
    few = replace(draft.table, frame=draft.table.frame.iloc[:LIVE_ROWS], rejects=())
    return _import(replace(draft, table=few), record), False


def _import(draft: TableDraft, record: Dataset) -> Imported:
    """Import the table of a draft."""
    if draft.table is None:
        raise GeoError(draft.error)
    with release_page_lock():
        return import_table(draft.table, draft.mapping, record, nearest_km=draft.nearest_km)


def check_all(draft: TableDraft, record: Dataset) -> None:
    """Import the whole table with a progress bar."""
    if draft.table is None:
        return
    on_progress = show_progress()
    with release_page_lock():
        imported = import_table(
            draft.table, draft.mapping, record, nearest_km=draft.nearest_km, on_progress=on_progress
        )
    change_draft(checked=imported)
    st.rerun(scope="fragment")


def show_preview(imported: Imported) -> None:
    """Show the first rows as they would be stored."""
    st.caption("First rows, as they will be stored")
    shown = label_preview(imported.attacks.frame.head(_PREVIEWED))
    st.dataframe(shown, height=_measure(len(shown)), key="own-preview")


def label_preview(rows: pd.DataFrame) -> pd.DataFrame:
    """
    Return rows of the import with the columns and words that an officer reads.

    Parameters
    ----------
    rows
        Attacks as text, as in `geo.importers.pipeline.Imported.attacks`. Not modified.
    """
    shown = rows[[name for name in _PREVIEW if name in rows.columns]]
    return shown.assign(
        **{
            name: shown[name].replace(dict(words))
            for name, words in _WORDS.items()
            if name in shown
        }
    ).rename(columns=_PREVIEW)


def _measure(rows: int) -> int:
    """Return the height of a table in pixels, for at most `_PREVIEWED` rows."""
    return 37 + 35 * max(1, min(rows, _PREVIEWED))


def show_report(imported: Imported) -> None:
    """Show the load report: counts, decisions, rejects and pairs."""
    lines = [*summarise_import(imported), *imported.remarks]
    listed = "".join(f"<li>{mark_code(line)}</li>" for line in lines)
    st.html(f'<div class="bw-hint" role="status">Load report<ul>{listed}</ul></div>')
    if imported.rejects:
        st.caption("Rejected: correct these rows in the file, then choose the file again")
        table = list_rejects(imported).head(_SHOWN)
        st.dataframe(
            table.drop(columns="file").rename(columns=str.capitalize),
            hide_index=True,
            height=_measure(len(table)),
            key="own-rejects",
        )
        offer_own_file(
            "Download the rejects (.csv)", lambda: render_rejects(imported),
            file_name="rejects.csv", mime="text/csv", key="own-rejects-file",
        )  # fmt: skip
    if imported.pairs_found:
        with st.expander(
            f"Possibly the same event: {format_number(imported.pairs_found, 'pair')}, not merged"
        ):
            st.dataframe(imported.pairs.head(_SHOWN), hide_index=True, key="own-pairs")
            offer_own_file(
                "Download the pairs (.csv)", lambda: render_pairs(imported),
                file_name="duplicates.csv", mime="text/csv", key="own-pairs-file",
            )  # fmt: skip
