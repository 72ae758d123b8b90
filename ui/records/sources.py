"""The table of sources: publisher, reliability, and how many records cite each."""

from collections import Counter
from typing import Final

import pandas as pd
import streamlit as st

from geo.model.cell_types import split_ids
from geo.model.scene import Scene
from geo.model.vocabulary import RELIABILITIES, SOURCE_KINDS

HEIGHT_PX: Final = 380


def show_sources(scene: Scene) -> None:
    """Show the sources of the listed records; an address is text, not a link."""
    table = list_sources(scene)
    st.caption(
        f"{len(table):,} of {len(scene.sources):,} sources are cited by the records of the period "
        "and filters. Reliability follows from the kind of publisher, see the data dictionary. To "
        "open an address, use the card of a record."
    )
    st.dataframe(
        table,
        hide_index=True,
        height=HEIGHT_PX,
        column_config={"Title": st.column_config.TextColumn(width="large")},
        alt="Sources cited",
    )


def list_sources(scene: Scene) -> pd.DataFrame:
    """
    Return the sources that the records of a scene cite.

    Parameters
    ----------
    scene
        What the map shows; records count whether placed or not.

    Returns
    -------
    table
        Indexed by `source_id`, most cited first, with headings for the reader. `Cited by` is the
        number of listed records; `Of these counted` leaves out records excluded from counts.
    """
    rows = pd.concat([scene.drawn, scene.not_placed])
    cited = _count_citations(rows["source_ids"])
    counted = _count_citations(rows.loc[rows["counted"], "source_ids"])
    sources = scene.sources.loc[scene.sources.index.isin(list(cited))]
    letters = sources["reliability"]
    table = pd.DataFrame(
        {
            "Title": sources["title"],
            "Publisher": sources["publisher"],
            "Published": sources["published"],
            "Cited by": [cited[source] for source in sources.index],
            "Of these counted": [counted[source] for source in sources.index],
            "Kind": sources["kind"].map(SOURCE_KINDS),
            "Reliability": letters + ": " + letters.map(RELIABILITIES),
            "Language": sources["language"],
            "Address": sources["url"],
            "Source": sources.index,
        },
        index=sources.index,
    )
    return table.sort_values(["Cited by", "Title"], ascending=[False, True], kind="stable")


def _count_citations(cells: "pd.Series[str]") -> Counter[str]:
    """Return in how many cells of source ids each id occurs."""
    return Counter(source for cell in cells for source in split_ids(cell))
