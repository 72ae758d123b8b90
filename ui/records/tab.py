"""The table of records: columns, the marked row, and the download as CSV."""

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from export.data.csv import write_records_csv
from export.product.filename import make_filename
from export.wording.scene_text import describe_no_records
from geo.model.scene import Scene
from ui.exports.marking_dialog import show_gate
from ui.map_component import settled_view
from ui.records.columns import COLUMNS, OPENING_COLUMNS, RecordColumn, make_table, name_record
from ui.records.styles import style_table
from ui.state.map_commands import command_map
from ui.widgets.downloads import offer_file

_MARKED: Final = "marked-record"
_SETTLED: Final = "settled-record"
_CHOSEN: Final = "chosen-columns"
HEIGHT_PX: Final = 380


def show_records(rows: pd.DataFrame, scene: Scene, name: str, *, exported: bool) -> None:
    """
    Show attacks as a table that sorts and searches, with the row marked that the map marks.

    Parameters
    ----------
    rows
        Attacks as in `Scene.drawn`, in the order of the list.
    scene
        What the map shows.
    name
        Of the table: ``records`` or ``unplaced``.
    exported
        Whether a marking is set; without one the download asks for it.
    """
    if rows.empty:
        nothing = "No records match this period and these filters. Widen the window on the map."
        st.info(f"{describe_no_records(scene)}." if scene.is_not_covered else nothing)
        return
    marked = _follow_map()
    with st.container(horizontal=True, vertical_alignment="center", key=f"{name}-tools"):
        columns = _choose_columns(name)
        _show_download(rows, scene, name, exported=exported)
        _show_marked(rows, marked)
    if not columns:
        st.info("No columns chosen. Choose some under Columns.")
        return
    table = make_table(rows, scene.bases, columns)
    key = f"{name}-table"
    _select_row(key, rows.index, marked)
    st.dataframe(
        style_table(table, rows, marked, st.context.theme.type or "light"),
        hide_index=True,
        height=HEIGHT_PX,
        column_config={column: _configure(COLUMNS[column]) for column in table.columns},
        placeholder="",
        key=key,
        on_select=partial(_mark_row, key, tuple(rows.index)),
        selection_mode=["single-row", "single-cell"],
        alt="Records listed",
    )


def _follow_map() -> str | None:
    """Return the marked record: as the map last reported, or as chosen here since."""
    settled = (settled_view() or {}).get("record")
    if settled != st.session_state.get(_SETTLED):
        st.session_state[_SETTLED] = settled
        st.session_state[_MARKED] = settled
    marked: str | None = st.session_state.get(_MARKED)
    return marked


def _mark_row(key: str, ids: tuple[str, ...]) -> None:
    """Mark the clicked row's record on the map; close its card if no row is selected."""
    selection = st.session_state[key]["selection"]
    numbers = [*selection["rows"], *(row for row, _ in selection["cells"])]
    before = st.session_state.get(_MARKED)
    chosen = [ids[number] for number in numbers if number < len(ids)]
    record = next((name for name in chosen if name != before), chosen[0] if chosen else None)
    st.session_state[_MARKED] = record
    command_map(record=record, close_card=record is None)


def _select_row(key: str, ids: "pd.Index[str]", marked: str | None) -> None:
    """Select the row of the marked record, unless it is selected already."""
    rows = [list(ids).index(marked)] if marked is not None and marked in ids else []
    state = st.session_state.get(key)
    selection = state["selection"] if state else {"rows": [], "cells": []}
    selected = {*selection["rows"], *(row for row, _ in selection["cells"])}
    if selected != set(rows):
        st.session_state[key] = {"selection": {"rows": rows, "columns": [], "cells": []}}


def _show_marked(rows: pd.DataFrame, marked: str | None) -> None:
    """Show which record is marked: its row may be out of sight."""
    if marked is None:
        text = "Click a row to mark its record on the map and open its card."
    elif marked in rows.index:
        text = f"Marked: {name_record(rows, marked)}"
    else:
        text = f"Marked: {marked}, which is not listed here."
    st.html(f'<p class="bw-marked">{escape(text)}</p>')


def _choose_columns(name: str) -> list[str]:
    """Show the choice of columns, which holds for both tables and the whole session."""
    key, opening = f"{name}-columns", f"{name}-opening-columns"
    chosen: list[str] = st.session_state.setdefault(_CHOSEN, list(OPENING_COLUMNS))
    # A widget forgets its value while its tab is closed; the session keeps it. The default must not
    # change meanwhile: with another default Streamlit makes another widget.
    if key not in st.session_state:
        st.session_state[opening] = chosen

    def remember() -> None:
        picked = st.session_state[key]
        st.session_state[_CHOSEN] = [column for column in COLUMNS if column in picked]

    with st.popover("Columns"):
        st.pills(
            "Columns of the table",
            list(COLUMNS),
            selection_mode="multi",
            default=st.session_state[opening],
            key=key,
            on_change=remember,
        )
    columns: list[str] = st.session_state[_CHOSEN]
    return columns


def _show_download(rows: pd.DataFrame, scene: Scene, name: str, *, exported: bool) -> None:
    """Show the button that downloads the listed records as CSV."""
    file_name = make_filename(scene, "csv")
    if name != "records":
        file_name = file_name.replace("basewatch_", f"basewatch_{name}_", 1)
    label = f"Download CSV ({len(rows):,})"
    if not exported:
        show_gate(label, f"ask-{name}-csv")
        return
    offer_file(
        label,
        _write_later(rows, scene),
        file_name=file_name,
        mime="text/csv",
        about="The listed records with every column and their coordinates, in the format of "
        "attacks.csv, so that Basewatch can read it. A cell that a spreadsheet would run as a "
        "formula starts with an apostrophe.",
        key=f"{name}-csv",
    )


def _write_later(rows: pd.DataFrame, scene: Scene) -> Callable[[], bytes]:
    """Return a function that writes the CSV when the button is pressed."""

    def write() -> bytes:
        return write_records_csv(rows, scene.bases)

    return write


def _configure(column: RecordColumn) -> Any:
    """Return Streamlit's own settings for a column."""
    if column.kind == "day":
        return st.column_config.DateColumn(format="D MMM YYYY", width=column.width)
    if column.kind == "number":
        return st.column_config.NumberColumn(format="localized", width=column.width)
    return st.column_config.TextColumn(width=column.width)
