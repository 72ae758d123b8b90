"""The own table of a session: the draft that is being mapped, and the table on the map."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import streamlit as st

from geo.files.csv_table import TextTable
from geo.files.geojson_table import FeatureTable
from geo.importers.mapping import ColumnMapping, write_mapping
from geo.importers.pipeline import Imported
from geo.importers.result import build_record, replace_sites
from geo.record import Dataset
from ui.state.uploaded_file import OwnFile, TableFiles

_TABLE: Final = "own-table-shown"
_BEFORE: Final = "own-table-before"
_DRAFT: Final = "own-table-draft"
_AWAITED: Final = "own-table-awaited"


@dataclass(frozen=True, eq=False)
class OwnTable:
    """
    A table on the map.

    Attributes
    ----------
    imported
        Its rows and its report.
    merged
        Whether it is shown with the shared record.
    sites
        Own sites that replace those of the record; None for none.
    files
        The files that it was read from, so that it can be restored.
    """

    imported: Imported
    merged: bool
    sites: FeatureTable | None
    files: TableFiles


@dataclass(frozen=True, eq=False)
class TableDraft:
    """
    A table that is being mapped.

    Attributes
    ----------
    file, data
        Name and bytes of the file.
    encoding
        As chosen; blank to detect it.
    table
        The table that was read; None if it could not be.
    error
        Why it could not be read.
    mapping
        Which column is which.
    nearest_km
        Rows without a site go to the nearest one within this distance in kilometres; None for off.
    sites, sites_file, sites_error
        Own sites, their file, and why it cannot be read.
    checked
        The import of the whole table with this mapping; None until there is one.
    """

    file: str
    data: bytes
    encoding: str = ""
    table: TextTable | None = None
    error: str = ""
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    nearest_km: float | None = None
    sites: FeatureTable | None = None
    sites_file: OwnFile | None = None
    sites_error: str = ""
    checked: Imported | None = None


def name_files(draft: TableDraft, *, merged: bool) -> TableFiles:
    """Return the files of a table that is put on the map, and how they are read."""
    files = TableFiles(
        OwnFile.take(draft.file, draft.data),
        write_mapping(draft.mapping),
        draft.encoding,
        draft.nearest_km,
        merged,
        draft.sites_file,
    )
    return files.trim()


def own_table() -> OwnTable | None:
    """Return the table of this session; no other session sees it, and no disk holds it."""
    table: OwnTable | None = st.session_state.get(_TABLE)
    return table


def put_table(table: OwnTable | None) -> None:
    """Show a table on the map, or none; the one before can be restored."""
    st.session_state[_BEFORE] = own_table()
    st.session_state[_TABLE] = table


def table_before() -> OwnTable | None:
    """Return the table that `put_table` took away last."""
    table: OwnTable | None = st.session_state.get(_BEFORE)
    return table


def restore_tables(table: OwnTable | None, before: OwnTable | None) -> None:
    """Set the tables of an earlier session: on the map, and to be restored."""
    st.session_state[_BEFORE] = before
    st.session_state[_TABLE] = table


def awaited_table() -> TableFiles | None:
    """Return the table that waits for an officer to choose its file again."""
    awaited: TableFiles | None = st.session_state.get(_AWAITED)
    return awaited


def await_table(files: TableFiles | None) -> None:
    """Wait for the file of a table; None to stop waiting."""
    st.session_state[_AWAITED] = files


def forget_tables() -> None:
    """Forget the table on the map, the one before it, and the ones that are mapped or awaited."""
    for name in (_TABLE, _BEFORE, _DRAFT, _AWAITED):
        st.session_state.pop(name, None)


def table_draft() -> TableDraft | None:
    """Return the table that is being mapped; it is kept while the dialog is closed."""
    draft: TableDraft | None = st.session_state.get(_DRAFT)
    return draft


def set_draft(draft: TableDraft | None) -> None:
    """Set the draft."""
    st.session_state[_DRAFT] = draft


def change_draft(**changes: object) -> None:
    """Change the draft; it must then be checked again."""
    draft = table_draft()
    if draft is not None:
        fields: Mapping[str, object] = {"checked": None, **changes}
        set_draft(replace(draft, **fields))  # type: ignore[arg-type]


def join_table(dataset: Dataset, table: OwnTable) -> Dataset:
    """Return the record with a table, see `geo.importers.result.build_record`."""
    return build_record(table.imported, choose_sites(dataset, table.sites), merged=table.merged)


def choose_sites(dataset: Dataset, sites: FeatureTable | None) -> Dataset:
    """Return a record with the session's own sites where there are some; its attacks go then."""
    if sites is None:
        return dataset
    return replace_sites(dataset, sites)
