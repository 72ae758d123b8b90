"""What is shown after the map: buttons, tabs, dialogs."""

from streamlit.delta_generator import DeltaGenerator

from geo.model.scene import Marking, Scene
from ui.exports.marking_dialog import show_gate
from ui.exports.menu import show_export_menu
from ui.layout.tabs import show_panels
from ui.layout.toolbar import show_toolbar
from ui.reports.sidebar import show_reports
from ui.state.cache import keep_loaded
from ui.state.shared_record import Record


def show_below_map(
    record: Record, base: Record, scene: Scene, marking: Marking | None, actions: DeltaGenerator
) -> None:
    """
    Show buttons, tabs and dialogs.

    Parameters
    ----------
    record
        The record with reports and table of this session.
    base
        The record that all sessions share.
    scene
        What the map shows.
    marking
        The marking of exports; None if none is set: they ask for one first.
    actions
        Where the buttons beside the title go.
    """
    dataset = record.dataset
    with actions:
        show_toolbar(dataset, scene, marking)
        if marking is None:
            show_gate("Export", "ask-export", primary=True)
        else:
            show_export_menu(dataset, scene)
    show_panels(dataset, scene)
    show_reports(record, base, scene)
    keep_loaded()
