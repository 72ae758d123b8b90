"""A session's own table: the file that was chosen, how it is read, and the record with it."""

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
        Whether the record that all share stays beside it.
    sites
        Sites of the session's own in the place of the record's; None for none.
    files
        The files that it was read from, by which it can be had again.
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
        As asked for; blank: told by itself.
    table
        What was read; None where it could not be.
    fault
        Why not.
    mapping
        Which column is which.
    nearest_km
        Rows that name no site go to the nearest one within so many kilometres; None: to none.
    sites, sites_file, sites_error
        Sites of its own, their file, and what is wrong with it.
    checked
        The whole table, imported with this very mapping; None before.
    """

    file: str
    data: bytes
    encoding: str = ""
    table: TextTable | None = None
    fault: str = ""
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    nearest_km: float | None = None
    sites: FeatureTable | None = None
    sites_file: OwnFile | None = None
    sites_error: str = ""
    checked: Imported | None = None


def name_files(draft: TableDraft, *, merged: bool) -> TableFiles:
    """Name the files of a table that is put on the map, and how they are read."""
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
    """Give the table of this session; no other session sees it, and no disk holds it."""
    table: OwnTable | None = st.session_state.get(_TABLE)
    return table


def put_table(table: OwnTable | None) -> None:
    """Put a table on the map, or take it away; what was there can be brought back."""
    st.session_state[_BEFORE] = own_table()
    st.session_state[_TABLE] = table


def table_before() -> OwnTable | None:
    """Give the table that `put_table` took away last."""
    table: OwnTable | None = st.session_state.get(_BEFORE)
    return table


def restore_tables(table: OwnTable | None, before: OwnTable | None) -> None:
    """Put the tables of an earlier session there: on the map, and to be brought back."""
    st.session_state[_BEFORE] = before
    st.session_state[_TABLE] = table


def awaited_table() -> TableFiles | None:
    """Return the table that is to come back, once an officer gives its file again."""
    awaited: TableFiles | None = st.session_state.get(_AWAITED)
    return awaited


def await_table(files: TableFiles | None) -> None:
    """Wait for the file of a table, or no longer."""
    st.session_state[_AWAITED] = files


def forget_tables() -> None:
    """Forget the table on the map, the one before it, and the ones that are mapped or awaited."""
    for name in (_TABLE, _BEFORE, _DRAFT, _AWAITED):
        st.session_state.pop(name, None)


def table_draft() -> TableDraft | None:
    """Give the table that is being mapped; it is kept while the dialog is closed."""
    draft: TableDraft | None = st.session_state.get(_DRAFT)
    return draft


def set_draft(draft: TableDraft | None) -> None:
    """Go on with another draft."""
    st.session_state[_DRAFT] = draft


def change_draft(**changes: object) -> None:
    """Change the draft; whatever was checked before has to be checked anew."""
    draft = table_draft()
    if draft is not None:
        settled: Mapping[str, object] = {"checked": None, **changes}
        set_draft(replace(draft, **settled))  # type: ignore[arg-type]


def join_table(dataset: Dataset, table: OwnTable) -> Dataset:
    """Give the record that the map shows with a table, see `geo.importers.result.build_record`."""
    return build_record(table.imported, choose_sites(dataset, table.sites), merged=table.merged)


def choose_sites(dataset: Dataset, sites: FeatureTable | None) -> Dataset:
    """Give a record with the session's own sites where there are some; its attacks go then."""
    if sites is None:
        return dataset
    return replace_sites(dataset, sites)
