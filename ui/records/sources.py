"""The table of sources: who published what, how reliable that kind is, and how much rests on it."""

from collections import Counter
from typing import Final

import pandas as pd
import streamlit as st

from geo.model.cell_types import split_ids
from geo.model.scene import Scene
from geo.model.vocabulary import RELIABILITIES, SOURCE_KINDS

HEIGHT_PX: Final = 380


def show_sources(scene: Scene) -> None:
    """Show the sources of what is listed; an address is text, and no link."""
    table = list_sources(scene)
    st.caption(
        f"{len(table):,} of {len(scene.sources):,} sources are cited by the records of the period "
        "and filters. Reliability follows from the kind of publisher, see the data dictionary. An "
        "address opens from the card of a record."
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
    List the sources that the records of a scene cite.

    Parameters
    ----------
    scene
        What the map shows; its placed and not placed records count alike.

    Returns
    -------
    table
        Indexed by `source_id`, those first that most records cite, as an officer reads them.
        `Cited by` is a number of listed records, `of them counted` leaves out the held-out ones.
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
            "of them counted": [counted[source] for source in sources.index],
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
    """Count in how many cells of source ids each id stands."""
    return Counter(source for cell in cells for source in split_ids(cell))
