"""The dialog *Your reports*: show, correct, remove, undo, download."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from export.data.folder import render_folder, select_added
from export.product.filename import name_folder
from geo.model.dates import format_dtg_day
from geo.model.scene import Marking
from geo.model.vocabulary import CONFIRMATIONS
from geo.model.weapons import describe_weapons
from geo.record import Dataset
from ui.exports.marking_dialog import show_gate
from ui.reports.actions import announce_report, begin_correction, begin_report
from ui.state.marking import choose_marking
from ui.state.session import mark_saved, next_undo, remove_report, session_additions, undo_step
from ui.state.shared_record import Record
from ui.tab_memory.tab_line import show_tab_line
from ui.widgets.dialogs import close_dialog, dismiss_dialog, enter_dialog
from ui.widgets.downloads import offer_file

_ADDED_ALONE: Final = "Your reports only"
_WITH_RECORD: Final = "The whole record with your reports"


def show_report_list(record: Record, as_of: dt.datetime) -> None:
    """
    Show the reports of this session, with buttons to show, correct, remove and download them.

    Parameters
    ----------
    record
        The record with what this session has added.
    as_of
        The time that downloads state as made.
    """
    shown_for = session_additions()

    @st.dialog("Your reports", width="medium", on_dismiss=dismiss_dialog())
    def show() -> None:
        enter_dialog("reports")
        if session_additions() is not shown_for:
            st.rerun()  # the whole page: the map has other records now
        attacks = record.dataset.attacks
        own = [row["attack_id"] for row in session_additions().attacks]
        rows = attacks[attacks.index.isin(own)]
        if rows.empty:
            st.write("You have not added any reports.")
        for attack_id in rows.index:
            _show_row(rows.loc[attack_id])
        _show_steps(record.dataset)
        if not rows.empty:
            _show_download(record.dataset, as_of)
        show_tab_line("reports")

    show()


def _show_row(row: pd.Series) -> None:
    """Show one report with its buttons."""
    attack_id = str(row.name)
    site = row["base_name"] or row["place_as_reported"]
    about = "about " if row["date_precision"] == "approximate" else ""
    first = f"{about}{format_dtg_day(row['date'].date())} · {site}"
    rest = [
        describe_weapons(row["weapon"]), CONFIRMATIONS[row["confirmation"]],
        f"grade {row['reliability']}{row['credibility']}", attack_id,
    ]  # fmt: skip
    text, show, correct, remove = st.columns([5, 1, 1.2, 1.2], vertical_alignment="center")
    text.html(f'<p class="bw-report"><b>{escape(first)}</b><br>{escape(" · ".join(rest))}</p>')
    for column, label, action in (
        (show, "Show", _show_on_map), (correct, "Correct", begin_correction),
        (remove, "Remove", remove_report),
    ):  # fmt: skip
        column.button(
            label,
            on_click=action,
            args=(attack_id,),
            width="stretch",
            help=f"{label} {attack_id}",
            key=f"{label.lower()}-{attack_id}",
        )


def _show_on_map(attack_id: str) -> None:
    """Close the list and show a report on the map."""
    announce_report(attack_id)
    close_dialog()


def _show_steps(dataset: Dataset) -> None:
    """Show the undo of the last step, and the button for another report."""
    step = next_undo(dataset.bases["name"].to_dict())
    with st.container(horizontal=True):
        st.button("Add another", on_click=begin_report, key="add-another")
        st.button(
            f"Undo: {step}" if step else "Undo",
            on_click=undo_step,
            disabled=step is None,
            key="undo-report",
        )


def _show_download(dataset: Dataset, as_of: dt.datetime) -> None:
    """Show the download as a data folder; without a marking, ask for one first."""
    marking = choose_marking()
    label = "Download as Basewatch files (.zip)"
    if marking is None:
        show_gate(label, "ask-folder", primary=True, back="reports")
        return
    what = st.segmented_control(
        "What to download", [_ADDED_ALONE, _WITH_RECORD], default=_ADDED_ALONE, required=True,
        key="folder-what",
    )  # fmt: skip
    alone = what != _WITH_RECORD
    with st.container(horizontal=True):
        offer_file(
            label,
            _render_later(dataset, marking, as_of, alone=alone),
            file_name=name_folder("reports" if alone else "record", marking, as_of),
            mime="application/zip",
            apart=True,
            on_made=mark_saved,
            primary=True,
            about="A data folder with attacks.csv, sources.csv and bases.geojson; "
            "`python -m geo check` accepts it",
            key="download-folder",
        )
        show_gate("Change the marking", "change-marking", back="reports")


def _render_later(
    dataset: Dataset, marking: Marking, as_of: dt.datetime, *, alone: bool
) -> Callable[[], bytes]:
    """Return a function that writes the folder when the button is pressed."""
    # here and not in the function, which runs later, outside of the session
    own = [row["attack_id"] for row in session_additions().attacks]

    def render() -> bytes:
        mine = replace(dataset, attacks=dataset.attacks[dataset.attacks.index.isin(own)])
        return render_folder(select_added(mine) if alone else dataset, marking, as_of)

    return render
