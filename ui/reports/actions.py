"""Open, finish and announce a report of the session."""

from typing import Final

import streamlit as st

from geo.reports.validation import check_report, list_originals
from ui.reports.fields import (
    fill_form,
    keep_duplicate,
    mark_submitted,
    read_report,
    save_fields,
    write_form,
)
from ui.state.map_commands import command_map
from ui.state.session import add_report, correct_report, session_additions
from ui.state.settings import read_latest_day
from ui.state.shared_record import Record
from ui.widgets.dialogs import close_dialog, open_dialog

_CORRECTED: Final = "report-corrected"
_NOTICE: Final = "report-notice"


def begin_report() -> None:
    """Open the form for a new report, as it was left; call it in a widget's callback."""
    if corrected_report():
        st.session_state[_CORRECTED] = None
        fill_form({})
    open_dialog("report")


def begin_correction(attack_id: str) -> None:
    """Open the form with a report of this session; call it in a widget's callback."""
    st.session_state[_CORRECTED] = attack_id
    fill_form(write_form(session_additions().find(attack_id)))
    open_dialog("report")


def corrected_report() -> str | None:
    """Return the id of the report that is corrected; None for a new one."""
    attack_id: str | None = st.session_state.get(_CORRECTED)
    return attack_id


def finish_report(record: Record, base: Record, corrected: str | None) -> None:
    """Add the report in the form, or show its problems and keep it."""
    save_fields()
    keep_duplicate(list_originals(record.dataset, read_report(), corrected))
    report = read_report()
    if check_report(record.dataset, report, read_latest_day()):
        mark_submitted()
        return
    if corrected:
        correct_report(corrected, report)
    attack_id = corrected or add_report(report, base)
    st.session_state[_CORRECTED] = None
    fill_form({})
    announce_report(attack_id)
    close_dialog()


def announce_report(attack_id: str) -> None:
    """Mark a report on the map, and have the page show where it is; call it in a callback."""
    st.session_state[_NOTICE] = attack_id
    command_map(record=attack_id)


def announced_report() -> str | None:
    """Return the id of the report that the notice is about; None without a notice."""
    attack_id: str | None = st.session_state.get(_NOTICE)
    return attack_id


def dismiss_notice() -> None:
    """Close the notice on the last report."""
    st.session_state[_NOTICE] = None
