"""Match the columns of an own table: by hand, or with a saved mapping."""

from typing import Final

import streamlit as st

from geo.importers.column_detection import detect_format
from geo.importers.known_formats import find_columns, make_mapping
from geo.importers.mapping import (
    DATE_ORDERS,
    ColumnMapping,
    change_mapping,
    read_mapping,
    word_columns,
    write_mapping,
)
from geo.importers.pipeline import Imported
from geo.model.errors import GeoError
from geo.model.vocabulary import CONFIRMATIONS
from ui.own_table.downloads import offer_own_file
from ui.state.table_draft import TableDraft, change_draft, table_draft

FORM_COLUMNS: Final[dict[str, str]] = {
    "date": "Date",
    "base_id": "Site",
    "place_as_reported": "Place",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "weapon": "Weapon",
    "outcome": "Outcome",
    "munitions": "How many",
    "us_killed": "US killed",
    "us_wounded": "US wounded",
    "claimed_by": "Claimed by",
    "attributed_to": "Attributed to",
    "confirmation": "Confirmed by",
    "summary": "Summary",
    "note": "Note",
    "attack_id": "Id",
    "source_publisher": "Source: publisher",
    "source_title": "Source: title",
    "source_url": "Source: link",
    "source_published": "Source: date",
}
"""Columns that the form asks for, with their labels; a mapping file may name others."""
NONE: Final = "(no column)"
_FORMATS: Final = {
    "acled": "ACLED's export",
    "ucdp-ged": "UCDP GED",
    "basewatch": "a Basewatch table",
}
_ROW: Final = 4
_MOST_WORDS: Final = 12


def show_mapping(draft: TableDraft) -> None:
    """Show the choice of columns; for a known format, its name."""
    if draft.table is None:
        return
    known = _FORMATS.get(draft.mapping.format)
    if known:
        st.html(f'<p class="bw-hint">Recognised as {known}: no columns to match.</p>')
    else:
        with st.expander("Match your columns", expanded=True):
            _show_columns(draft)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        offer_own_file(
            "Save this mapping (.toml)",
            lambda: write_mapping(draft.mapping).encode("utf-8"),
            file_name="mapping.toml",
            mime="application/toml",
            about="Use it again here, or with `python -m geo import --format`",
            key="own-save-mapping",
        )
        with st.popover("Use a saved mapping"):
            st.file_uploader(
                "Mapping file (.toml)", type=["toml"], key="own-mapping-file", on_change=_use_file
            )
            error = st.session_state.get("own-mapping-error")
            if error:
                st.text(error)


def _show_columns(draft: TableDraft) -> None:
    """Show a choice of the file's columns for each column of the record, and the defaults."""
    file_columns = [str(name) for name in draft.table.frame.columns] if draft.table else []
    for start in range(0, len(FORM_COLUMNS), _ROW):
        names = list(FORM_COLUMNS)[start : start + _ROW]
        for place, name in zip(st.columns(_ROW), names, strict=False):
            key = f"own-column-{name}"
            st.session_state[key] = draft.mapping.columns.get(name, NONE)
            place.selectbox(
                FORM_COLUMNS[name],
                [NONE, *file_columns],
                key=key,
                on_change=_choose_column,
                args=(name,),
            )
    order, confirmed, near, encoding = st.columns(_ROW)
    st.session_state["own-order"] = draft.mapping.date_order
    order.selectbox(
        "Order of numeric dates",
        ["", *DATE_ORDERS],
        format_func=lambda text: text or "automatic",
        key="own-order",
        on_change=_choose_order,
    )
    st.session_state["own-confirmation"] = draft.mapping.fixed.get("confirmation", "claim_only")
    confirmed.selectbox(
        "Default confirmation",
        list(CONFIRMATIONS),
        format_func=lambda word: CONFIRMATIONS[word],
        key="own-confirmation",
        on_change=_choose_confirmation,
    )
    with near:
        show_nearest(draft)
    encoding.empty()


def show_nearest(draft: TableDraft) -> None:
    """Show the distance within which a row without a site goes to the nearest one."""
    st.session_state["own-nearest"] = draft.nearest_km
    st.number_input(
        "Nearest site within, km",
        min_value=0.1,
        max_value=1000.0,
        step=5.0,
        format="%.1f",
        placeholder="off",
        key="own-nearest",
        on_change=lambda: change_draft(nearest_km=st.session_state["own-nearest"]),
    )


def show_words(imported: Imported) -> None:
    """Show a choice for each unknown value; its rows are rejected until it is made."""
    listed = [
        (column, text, number)
        for column, words in imported.unknown_words.items()
        for text, number in words.most_common(_MOST_WORDS)
    ][:_MOST_WORDS]
    if not listed:
        return
    st.html('<p class="bw-hint">Unknown values: choose what they mean</p>')
    own = word_columns()
    for start in range(0, len(listed), _ROW):
        for cell, (column, text, number) in zip(
            st.columns(_ROW), listed[start : start + _ROW], strict=False
        ):
            key = f"own-word-{column}-{text}"
            label = "".join(letter if letter.isalnum() else " " for letter in text)[:40]
            cell.selectbox(
                f"{label.strip() or 'a sign'} ({number:,})",
                own.get(column, ()),
                index=None,
                placeholder=column.replace("_", " "),
                key=key,
                on_change=_choose_word,
                args=(column, text, key),
            )


def _choose_column(name: str) -> None:
    """Apply the choice of a column."""
    draft = table_draft()
    if draft is not None:
        chosen = st.session_state[f"own-column-{name}"]
        mapping = change_mapping(draft.mapping, name, None if chosen == NONE else chosen)
        change_draft(mapping=mapping)


def _change_mapping(**changes: object) -> None:
    """Change other fields of the mapping."""
    draft = table_draft()
    if draft is not None:
        fields = {**vars(draft.mapping), **changes}
        change_draft(mapping=ColumnMapping(**fields))


def _choose_order() -> None:
    """Apply the order of numeric dates."""
    _change_mapping(date_order=st.session_state["own-order"])


def _choose_confirmation() -> None:
    """Apply the default confirmation."""
    draft = table_draft()
    if draft is not None:
        chosen = st.session_state["own-confirmation"]
        _change_mapping(fixed={**draft.mapping.fixed, "confirmation": chosen})


def _choose_word(column: str, text: str, key: str) -> None:
    """Apply the meaning of a value."""
    draft = table_draft()
    chosen = st.session_state.get(key)
    if draft is not None and chosen:
        words = {name: dict(table) for name, table in draft.mapping.words.items()}
        words.setdefault(column, {})[text] = chosen
        _change_mapping(words=words)


def _use_file() -> None:
    """Use a mapping from a file."""
    draft, uploaded = table_draft(), st.session_state.get("own-mapping-file")
    if draft is None or draft.table is None or uploaded is None:
        return
    try:
        text = uploaded.getvalue().decode("utf-8", errors="replace")
        mapping = find_columns(read_mapping(uploaded.name, text), draft.table.frame)
    except GeoError as error:
        st.session_state["own-mapping-error"] = str(error)
        return
    st.session_state["own-mapping-error"] = ""
    change_draft(mapping=mapping)


def recognise(draft: TableDraft) -> ColumnMapping:
    """Return the mapping that format and column names suggest."""
    if draft.table is None:
        return ColumnMapping()
    frame = draft.table.frame
    return make_mapping(detect_format([str(name) for name in frame.columns]), frame)
