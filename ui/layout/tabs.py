"""The tabs under the map: charts, records, sources, and the state of the data."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from geo.checks.site_names import count_respelled
from geo.model.scene import Scene
from geo.record import Dataset
from ui.charts.official_totals import show_official_totals
from ui.charts.tab import show_charts
from ui.layout.about import show_about
from ui.layout.coverage import show_coverage_state
from ui.records.sources import show_sources
from ui.records.tab import show_records
from ui.state.marking import choose_marking
from ui.state.settings import is_shipped


def show_panels(dataset: Dataset, scene: Scene) -> None:
    """Show the tabs for the scene on the map; only the open one is made."""
    panels: dict[str, Callable[[], None]] = {
        "Chart": lambda: show_charts(dataset, scene),
        "Records": lambda: _show_records(scene),
        "Not placed": lambda: _show_unplaced(scene),
        "Official totals": lambda: show_official_totals(dataset, scene),
        "Sources": lambda: show_sources(scene),
        "Data": lambda: _show_state(dataset, scene),
        "About this data": lambda: show_about(dataset, scene, shipped=is_shipped()),
    }
    # Streamlit knows the open tab by its name: a number in it would close the tab when it changes.
    tabs = st.tabs(list(panels), on_change="rerun", key="panels")
    for tab, show in zip(tabs, panels.values(), strict=True):
        if tab.open:
            with tab:
                show()


def _show_records(scene: Scene) -> None:
    """Show all records of the period and filters, placed or not."""
    rows = pd.concat([scene.drawn, scene.not_placed]).sort_values("date", kind="stable")
    held_out = int((~rows["counted"]).sum())
    within = " in the filters" if scene.view.filters.on else ""
    apart = f", and {held_out:,} excluded from counts" if held_out else ""
    st.caption(
        f"{scene.counts.selected:,} of {scene.counts.in_filters:,} counted records"
        f"{within}{apart}: all records of the period and filters, inside and outside the map view; "
        f"{_count_apart(scene)} of them not placed."
    )
    show_records(rows, scene, "records", exported=choose_marking() is not None)


def _show_unplaced(scene: Scene) -> None:
    """Show the records without coordinates."""
    st.caption(
        f"{_count_apart(scene)} in the period and filters. No source gives coordinates for these "
        "places or names the site. They are counted and listed, but not drawn."
    )
    show_records(scene.not_placed, scene, "unplaced", exported=choose_marking() is not None)


def _count_apart(scene: Scene) -> str:
    """Return the number of records not placed, counted + excluded, as on the map: 12 + 7."""
    held_out = len(scene.not_placed) - scene.counts.not_placed
    return f"{scene.counts.not_placed:,}" + (f" + {held_out:,}" if held_out else "")


def _show_state(dataset: Dataset, scene: Scene) -> None:
    """Show how many rows were read, and which were rejected and why."""
    counts = scene.counts
    st.write(
        f"{counts.read:,} attack rows read = {counts.kept:,} kept + {counts.rejected:,} rejected. "
        f"{counts.kept:,} kept = {counts.counted:,} counted + {counts.held_out:,} excluded from "
        "counts (disputed, marked as possible duplicates, or not aimed at a base or post)."
        + (f" {counts.added:,} of the {counts.kept:,} were added by you." if counts.added else "")
    )
    show_coverage_state(scene)
    if scene.rejects:
        st.warning(
            f"{counts.rejected:,} of {counts.read:,} attack records are not shown. "
            "Correct them in the file; `python -m geo check` prints the same list."
        )
        problems = pd.DataFrame([problem.__dict__ for problem in scene.rejects])
        st.dataframe(problems.rename(columns=str.capitalize), hide_index=True)
    if dataset.respellings:
        st.info(f"{count_respelled(dataset.respellings)}.")
        few = len(dataset.respellings) <= 10
        st.dataframe(_list_respellings(dataset), hide_index=True, height="content" if few else 360)
    st.caption("Files read, by SHA-256")
    st.dataframe(
        pd.DataFrame(dataset.inputs, columns=["File", "SHA-256"]), hide_index=True, height="content"
    )


def _list_respellings(dataset: Dataset) -> pd.DataFrame:
    """Return a table of the spellings of sites that were read as their base_id."""
    return pd.DataFrame(
        {
            "File": [respelling.file for respelling in dataset.respellings],
            "Column": [respelling.column for respelling in dataset.respellings],
            "Written": [respelling.written for respelling in dataset.respellings],
            "Read as": [respelling.base_id for respelling in dataset.respellings],
            "Cells": [respelling.cells for respelling in dataset.respellings],
            "First row": [respelling.first_row for respelling in dataset.respellings],
        }
    )
