"""About this data: coverage, how it is counted and graded, licences, and what is not here."""

from typing import Final

import pandas as pd
import streamlit as st

from geo.model.dates import Window
from geo.model.scene import Scene
from geo.model.vocabulary import CREDIBILITIES, GRADES_ARE, RELIABILITIES, SOURCE_KINDS
from geo.record import Dataset
from geo.statistics.coverage import count_by_month, count_sources
from ui.layout.coverage import show_coverage_stated

_SHIPPED: Final = (
    "Publicly reported attacks on bases hosting US forces in Iraq, Syria and Jordan, October 2023 "
    "to December 2024."
)
_OWN: Final = "A record of your own, in the form of Basewatch's data dictionary."

_COUNTING: Final = """
#### How it is counted

- Rows read = kept + rejected. Kept = **counted** + **held out** (disputed, marked as possible
  duplicates, or aimed at no base and no post). Held-out records are drawn only when asked for, and
  never counted.
- Counted records in the period and filters = placed + **not placed** (no source gives a coordinate,
  or none names the site). Those are counted and listed, and drawn at no invented point.
- **US-confirmed** means that a US official confirmed the attack, and nothing else. **Other
  reported**
  is all else that counts: partner officials, monitors, media, and claims.
- *Cumulative* is a window that begins on the record's first day.
- Officials count by rules of their own. Their totals stand beside ours in *Official totals*, and
  are never added to them or taken from them.
- A blank means "not known". It never becomes a zero: casualties are sums of what is stated.
"""

_NOT_HERE: Final = """
#### What is not here

- Attacks that nobody reported in public, or that were not found. A quiet week may be a week
  without attacks, or without reports.
- Hours: sources state days at the place, and so does the record.
- Exact positions: at most two decimals of a degree, with a precision radius. No imagery, layout,
  strength, or who is where today. It is history, not targeting.
- Borders are drawn as their source draws them, and say nothing about whose they are.

#### Licences

Code MIT. Compilation of facts CC BY 4.0. Basemap: Natural Earth (public domain), GSHHG rivers and
lakes (LGPL), GeoNames towns (CC BY 4.0). Map: Leaflet (BSD-2-Clause). The texts are in `LICENSES`.
"""


def show_about(dataset: Dataset, scene: Scene, *, shipped: bool) -> None:
    """
    Show what an officer should know before quoting a number.

    Parameters
    ----------
    dataset
        The record.
    scene
        What the map shows: it has what the record states about its coverage.
    shipped
        Whether it is the record that Basewatch ships; another's scope is not ours to state.
    """
    counted = int(dataset.attacks["counted"].sum())
    st.html(
        f'<p class="bw-lead">{_SHIPPED if shipped else _OWN} <b>A floor, not a census</b>: '
        f"{counted:,} counted records, {_write_days(dataset.days)}.</p>"
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(_COUNTING)
        st.markdown(_NOT_HERE)
    with right:
        st.markdown("#### Coverage")
        show_coverage_stated(scene)
        st.caption("Counted records a month, and how many of them a US official confirmed")
        months = count_by_month(dataset)
        st.dataframe(
            months.rename(columns=str.capitalize).rename(columns={"Us_confirmed": "US-confirmed"}),
            height=min(35 * (len(months) + 1) + 3, 320),
        )
        st.caption(f"{len(dataset.sources):,} sources, by kind of publisher")
        kinds = count_sources(dataset).rename(index=SOURCE_KINDS)
        st.dataframe(kinds.rename("Sources").rename_axis("Kind"), height="content")
        st.markdown("#### Grades")
        st.caption(f"{GRADES_ARE.capitalize()}. F and 6 mean “cannot be judged”, not “worst”.")
        st.dataframe(_spell_grades(), hide_index=True, height="content")


def _write_days(days: Window) -> str:
    """Write the record's first and last day."""
    first, last = days.first, days.last
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def _spell_grades() -> pd.DataFrame:
    """Set both axes of the Admiralty code side by side, each in words."""
    return pd.DataFrame(
        {
            "Source": [f"{letter}: {words}" for letter, words in RELIABILITIES.items()],
            "Item": [f"{digit}: {words}" for digit, words in CREDIBILITIES.items()],
        }
    )
