"""The panels under the map: records, what is not placed, sources, and the state of the data."""

import pandas as pd
import streamlit as st

from geo.dataset import Dataset
from geo.scene import Scene
from geo.words import CONFIRMATIONS, GRADES_ARE, OUTCOMES, WEAPONS
from ui.reconciliation import show_reconciliation


def show_panels(dataset: Dataset, scene: Scene) -> None:
    """Show the panels for the scene that the map shows."""
    counts = scene.counts
    records, unplaced, totals, sources, data, about = st.tabs(
        [
            f"Records ({len(scene.drawn) + len(scene.not_placed):,})",
            f"Not placed ({_count_apart(scene)})",
            "Official totals",
            f"Sources ({len(_cited(scene)):,})",
            f"Data ({counts.rejected:,} rejected)",
            "About this data",
        ]
    )
    with records:
        _show_rows(pd.concat([scene.drawn, scene.not_placed]).sort_values("date", kind="stable"))
    with unplaced:
        st.caption(
            "No source gives a coordinate for these places, or none names the site. They are "
            "counted, and drawn at no invented point."
        )
        _show_rows(scene.not_placed)
    with totals:
        show_reconciliation(dataset, scene)
    with sources:
        _show_sources(scene)
    with data:
        _show_state(dataset, scene)
    with about:
        _show_about(scene)


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


def _show_about(scene: Scene) -> None:
    """Say what the record is, how it is counted and graded, and what is not here."""
    counts = scene.counts
    st.markdown(
        f"""
Publicly reported attacks on bases hosting US forces in Iraq, Syria and Jordan, October 2023 to
December 2024. **A floor, not a census**: {counts.counted:,} counted records; officials counted
more.

- **US-confirmed** means that a US official confirmed the attack, and nothing else.
  **Other reported** is all else that counts: partner officials, monitors, media, and claims.
- **Held out** ({counts.held_out:,}): disputed, marked as possible duplicates, or aimed at no
  base and no post. Drawn only when asked for, never counted.
- **Not placed**: no source gives a coordinate, or none names the site. Counted, never drawn.
- **Grades** (reliability A–F of the source, credibility 1–6 of the item) are {GRADES_ARE}.
  F and 6 mean "cannot be judged", not "worst".
- Positions have at most two decimals of a degree. No imagery, layout, strength or presence.
- Borders are drawn as their source draws them. Basemap: Natural Earth (public domain),
  GSHHG (LGPL), GeoNames (CC BY 4.0). The compilation of facts is CC BY 4.0, the code MIT.
"""
    )
