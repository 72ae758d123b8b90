"""The tab *About this data*: counting rules, coverage, grades, licences, and what is missing."""

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
_OWN: Final = "Your own record, in the format of Basewatch's data dictionary."

_COUNTING: Final = """
#### How it is counted

- Rows read = kept + rejected. Kept = **counted** + **excluded from counts** (disputed, marked as
  possible duplicates, or not aimed at a base or post). Excluded records are drawn only on request,
  and never counted.
- Counted records in the period and filters = placed + **not placed** (no source gives coordinates
  or names the site). Those are counted and listed, but not drawn: Basewatch invents no position.
- **US-confirmed** means that a US official confirmed the attack, and nothing else. **Other
  reported** is every other counted record: partner officials, monitors, media and claims.
- *Cumulative* is a window that starts on the record's first day.
- Officials count by their own rules. *Official totals* shows their totals beside those of the
  record; neither is added to the other.
- A blank means "not known", never zero. Casualties are sums of stated numbers.
"""

_NOT_HERE: Final = """
#### What is not here

- Attacks that were not reported in public, or not found. A quiet week may have had no attacks, or
  no reports.
- Times of day: sources give local dates, and so does the record.
- Exact positions: at most two decimals of a degree, with a precision radius. No imagery, layout,
  strength or present occupancy. This is history, not targeting.
- Borders follow the basemap's source. They are not a statement about sovereignty.

#### Licences

Code MIT. Compilation of facts CC BY 4.0. Basemap: Natural Earth (public domain), GSHHG rivers and
lakes (LGPL), GeoNames towns (CC BY 4.0). Map: Leaflet (BSD-2-Clause). The texts are in `LICENSES`.
"""


def show_about(dataset: Dataset, scene: Scene, *, shipped: bool) -> None:
    """
    Show what to know before quoting a number.

    Parameters
    ----------
    dataset
        The record.
    scene
        What the map shows, with the stated coverage of the record.
    shipped
        Whether it is the shipped record; the scope of another is not known.
    """
    counted = int(dataset.attacks["counted"].sum())
    st.html(
        f'<p class="bw-lead">{_SHIPPED if shipped else _OWN} <b>Reported attacks only; the true '
        f"number may differ</b>: {counted:,} counted records, {_write_days(dataset.days)}.</p>"
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(_COUNTING)
        st.markdown(_NOT_HERE)
    with right:
        st.markdown("#### Coverage")
        show_coverage_stated(scene)
        st.caption("Counted records per month, and how many a US official confirmed")
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
    """Return the record's first and last day in words."""
    first, last = days.first, days.last
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def _spell_grades() -> pd.DataFrame:
    """Return both axes of the Admiralty code in words, side by side."""
    return pd.DataFrame(
        {
            "Source": [f"{letter}: {words}" for letter, words in RELIABILITIES.items()],
            "Item": [f"{digit}: {words}" for digit, words in CREDIBILITIES.items()],
        }
    )
