"""The buttons for own records in the side bar, and the notice where a new report is."""

import datetime as dt
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from geo.model.dates import Window, format_dtg_day
from geo.model.extent import Extent
from geo.model.scene import Filters, Scene
from geo.query.selection import select_mask
from geo.query.totals import mask_period
from geo.record import Dataset
from ui.exports.marking_dialog import ask_marking
from ui.filters.filters import set_filters
from ui.map_component import settled_view
from ui.own_table.dialog import show_own_records
from ui.reports.actions import announced_report, begin_report, dismiss_notice
from ui.reports.form import show_report_form
from ui.reports.list import show_report_list
from ui.state.map_commands import command_map
from ui.state.session import session_additions
from ui.state.shared_record import Record
from ui.widgets.dialogs import open_dialog, opened_dialog

_ARRIVED: Final = "report-arrived"


def show_reports(record: Record, base: Record, scene: Scene) -> None:
    """
    Show the buttons for own records, the notice on the last report, and the open dialog.

    Parameters
    ----------
    record
        The record with what this session has added.
    base
        The record that all sessions share.
    scene
        What the map shows.
    """
    added = len(session_additions().attacks)
    with st.sidebar, st.container(key="own-reports"):
        st.button("Add a report", on_click=begin_report, width="stretch", key="add-report")
        st.button(
            "Your own table",
            on_click=open_dialog,
            args=("table",),
            width="stretch",
            help="Attacks from a file: CSV, XLSX, GeoJSON, KML, GeoPackage, GeoParquet",
            key="own-table",
        )
        if added:
            st.button(
                f"Your reports ({added:,})",
                on_click=open_dialog,
                args=("reports",),
                width="stretch",
                key="list-reports",
            )
        _show_notice(record.dataset, scene)
    opened = opened_dialog()
    if opened == "report":
        show_report_form(record, base)
    elif opened == "reports":
        show_report_list(record, scene.provenance.as_of)
    elif opened == "table":
        show_own_records(record, base, scene.provenance.as_of)
    elif opened == "marking":
        ask_marking()


def _show_notice(dataset: Dataset, scene: Scene) -> None:
    """Show where the last report is; if it is out of sight, why, and a button to go there."""
    attack_id = announced_report()
    if attack_id is None or attack_id not in dataset.attacks.index:
        return
    reasons = _explain_absence(dataset, scene, attack_id)
    if not reasons:
        _show_arrival(dataset, attack_id)
        return
    text = f"Report added. {' '.join(reasons)}"
    st.html(f'<p class="bw-hint bw-away" role="status">{escape(text)}</p>')
    with st.container(horizontal=True):
        st.button("Show it", on_click=_go_to, args=(dataset, scene, attack_id), key="show-report")
        st.button("Close", on_click=dismiss_notice, type="tertiary", key="close-notice")


def _show_arrival(dataset: Dataset, attack_id: str) -> None:
    """Show that the last report was added, until the map marks another record."""
    marked = (settled_view() or {}).get("record") == attack_id
    if st.session_state.get(_ARRIVED) == attack_id and not marked:
        dismiss_notice()
        return
    if marked:
        st.session_state[_ARRIVED] = attack_id
    placed = dataset.attacks.loc[attack_id, "placed"]
    where = "marked on the map" if placed else "listed under Not placed: it has no coordinates"
    st.html(f'<p class="bw-hint" role="status">Report added, and {where}.</p>')


def _explain_absence(dataset: Dataset, scene: Scene, attack_id: str) -> list[str]:
    """Return why a record is out of sight, one sentence per reason; empty if it is in sight."""
    row = dataset.attacks.loc[[attack_id]]
    place = dataset.attacks.index.get_loc(attack_id)
    reasons = []
    if not mask_period(row, scene.period)[0]:
        day = format_dtg_day(row["date"].iloc[0].date())
        reasons.append(f"Its date, {day}, is outside the period on the map.")
    if not select_mask(dataset, scene.view.filters)[place]:
        held = row["held_out_because"].iloc[0]
        reason = f"It is excluded from counts ({held})." if held else "The filters hide it."
        reasons.append(reason)
    if row["placed"].iloc[0] and not _holds(scene.extent, row):
        reasons.append("It is outside the map view.")
    return reasons


def _holds(extent: Extent, row: pd.DataFrame) -> bool:
    """Return whether a record is in an extent."""
    lon_deg, lat_deg = row["lon_deg"].iloc[0], row["lat_deg"].iloc[0]
    return bool(extent.west <= lon_deg <= extent.east and extent.south <= lat_deg <= extent.north)


def _go_to(dataset: Dataset, scene: Scene, attack_id: str) -> None:
    """Move the map to a report: its day and place, and no filter that hides it."""
    row = dataset.attacks.loc[[attack_id]]
    window, extent = None, None
    if not mask_period(row, scene.period)[0]:
        window = centre_window(scene.view.window, row["date"].iloc[0].date())
    if row["placed"].iloc[0] and not _holds(scene.extent, row):
        extent = reach_point(scene.extent, row["lon_deg"].iloc[0], row["lat_deg"].iloc[0])
    if not select_mask(dataset, scene.view.filters)[dataset.attacks.index.get_loc(attack_id)]:
        set_filters(Filters(include_held_out=not row["counted"].iloc[0]))
    command_map(window=window, extent=extent, record=attack_id)


def centre_window(window: Window, day: dt.date) -> Window:
    """Return a window of the same length with the day in its middle."""
    first = day - dt.timedelta(days=(window.days - 1) // 2)
    return Window(first, first + dt.timedelta(days=window.days - 1))


def reach_point(extent: Extent, lon_deg: float, lat_deg: float) -> Extent:
    """Return the extent, widened to hold a point with some room around it."""
    room_deg = max(extent.east - extent.west, extent.north - extent.south) / 8
    return Extent(
        max(min(extent.west, lon_deg - room_deg), -180.0),
        max(min(extent.south, lat_deg - room_deg), -85.0),
        min(max(extent.east, lon_deg + room_deg), 180.0),
        min(max(extent.north, lat_deg + room_deg), 85.0),
    )
