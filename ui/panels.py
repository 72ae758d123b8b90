"""The panels under the map: records, what is not placed, sources, and the state of the data."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from geo.dataset import Dataset
from geo.scene import Scene
from geo.words import CONFIRMATIONS, OUTCOMES, WEAPONS
from ui.about import show_about
from ui.reconciliation import show_reconciliation
from ui.settings import is_shipped


def show_panels(dataset: Dataset, scene: Scene) -> None:
    """Show the panels for the scene that the map shows; only the open one is made."""
    panels: dict[str, Callable[[], None]] = {
        "Records": lambda: _show_records(scene),
        "Not placed": lambda: _show_unplaced(scene),
        "Official totals": lambda: show_reconciliation(dataset, scene),
        "Sources": lambda: _show_sources(scene),
        "Data": lambda: _show_state(dataset, scene),
        "About this data": lambda: show_about(dataset, shipped=is_shipped()),
    }
    # Streamlit knows the open tab by its name: a number in it would close the tab when it changes.
    tabs = st.tabs(list(panels), on_change="rerun", key="panels")
    for tab, show in zip(tabs, panels.values(), strict=True):
        if tab.open:
            with tab:
                show()


def _show_records(scene: Scene) -> None:
    """Show every record of the period and the filters, placed or not."""
    rows = pd.concat([scene.drawn, scene.not_placed]).sort_values("date", kind="stable")
    held_out = int((~rows["counted"]).sum())
    apart = f", and {held_out:,} held out" if held_out else ""
    st.caption(
        f"{scene.counts.selected:,} of {scene.counts.counted:,} counted records{apart}: those of "
        "the period and filters, wherever the map looks; "
        f"{_count_apart(scene)} of them not placed."
    )
    _show_rows(rows)


def _show_unplaced(scene: Scene) -> None:
    """Show the records that stand nowhere on the map."""
    st.caption(
        f"{_count_apart(scene)} in the period and filters. No source gives a coordinate for these "
        "places, or none names the site. They are counted, and drawn at no invented point."
    )
    _show_rows(scene.not_placed)


def _count_apart(scene: Scene) -> str:
    """Count what is not placed, held-out records apart, as the map does: 12 + 7."""
    held_out = len(scene.not_placed) - scene.counts.not_placed
    return f"{scene.counts.not_placed:,}" + (f" + {held_out:,}" if held_out else "")


def _show_rows(rows: pd.DataFrame) -> None:
    """Show attacks as a table, words as an officer reads them."""
    if rows.empty:
        st.info("No record here in this period and these filters. Widen the window on the map.")
        return
    approximate = rows["date_precision"] == "approximate"
    days = rows["date"].dt.strftime("%Y-%m-%d")
    table = pd.DataFrame(
        {
            "Date": days.where(~approximate, "about " + days),
            "Site": rows["base_name"].replace("", "not named"),
            "Place as reported": rows["place_as_reported"],
            "Weapon": rows["weapon"].map(WEAPONS),
            "Outcome": rows["outcome"].map(OUTCOMES),
            "US killed": rows["us_killed"],
            "US wounded": rows["us_wounded"],
            "Confirmed by": rows["confirmation"].map(CONFIRMATIONS),
            "Claimed by": rows["claimed_by"],
            "Grade": rows["reliability"] + rows["credibility"],
            "Held out": rows["held_out_because"],
            "Summary": rows["summary"],
            "Note": rows["note"],
        }
    )
    st.dataframe(table, hide_index=False, height=360)


def _cited(scene: Scene) -> pd.DataFrame:
    """Give the sources that the scene's records cite, in the order of the source list."""
    rows = pd.concat([scene.drawn["source_ids"], scene.not_placed["source_ids"]])
    cited = {source_id.strip() for ids in rows for source_id in str(ids).split(";")}
    return scene.sources.loc[scene.sources.index.isin(cited)]


def _show_sources(scene: Scene) -> None:
    """Show the sources of what is on the map; an address is text, not a link."""
    cited = _cited(scene)
    st.caption(f"{len(cited):,} of {len(scene.sources):,} sources are cited by what is shown.")
    columns = {
        "title": "Title",
        "publisher": "Publisher",
        "published": "Published",
        "language": "Language",
        "reliability": "Reliability",
        "url": "Address",
    }
    st.dataframe(cited[list(columns)].rename(columns=columns), hide_index=True, height=360)


def _show_state(dataset: Dataset, scene: Scene) -> None:
    """Show what was read, what was rejected and why."""
    counts = scene.counts
    st.write(
        f"{counts.read:,} attack rows read = {counts.kept:,} kept + {counts.rejected:,} rejected. "
        f"{counts.kept:,} kept = {counts.counted:,} counted + {counts.held_out:,} held out "
        "(disputed, marked as possible duplicates, or aimed at no base or post)."
    )
    if scene.rejects:
        st.warning(
            f"{counts.rejected:,} of {counts.read:,} attack records are not shown. "
            "Correct them in the file; `python -m geo check` lists the same."
        )
        st.dataframe(pd.DataFrame([reject.__dict__ for reject in scene.rejects]), hide_index=True)
    st.caption("Files read, by SHA-256")
    st.dataframe(
        pd.DataFrame(dataset.inputs, columns=["File", "SHA-256"]), hide_index=True, height="content"
    )
