"""The list of sources that a file of our own carries beside its attacks."""

from dataclasses import replace

import pandas as pd

from geo.files.folder_writer import write_cells
from geo.importers.row_sources import RowSources
from geo.model.schema import SOURCES


def select_sources(frame: pd.DataFrame) -> pd.DataFrame | None:
    """
    Take a table for a list of sources, if it is one.

    Parameters
    ----------
    frame
        As text. Not modified.

    Returns
    -------
    sources
        The columns of `sources.csv`, each id once; None where one of the columns is missing.
    """
    if not set(SOURCES.columns) <= set(frame.columns):
        return None
    return frame[list(SOURCES.columns)].drop_duplicates("source_id").reset_index(drop=True)


def use_listed(made: RowSources, listed: pd.DataFrame | None) -> RowSources:
    """
    Put the file's own list in the place of what was made of its ids alone.

    Parameters
    ----------
    made
        As `geo.importers.row_sources.make_sources` gives it. Not modified.
    listed
        As `select_sources` gives it; None for none.

    Returns
    -------
    sources
        The same ids in the same rows; those that are listed say what the list says.
    """
    if listed is None:
        return made
    frame = made.table.frame.copy()
    said = listed.set_index("source_id")
    known = frame["source_id"].isin(said.index)
    for name in said.columns:
        frame.loc[known, name] = frame.loc[known, "source_id"].map(said[name])
    return replace(made, table=replace(made.table, frame=frame))


def tell_differences(listed: pd.DataFrame | None, sources: pd.DataFrame) -> list[str]:
    """
    Say which listed sources the record describes otherwise: its own words stay.

    Parameters
    ----------
    listed
        As `select_sources` gives it; None for none.
    sources
        The record's, as in `Dataset.sources`. Not modified.
    """
    if listed is None:
        return []
    known = write_cells(sources, SOURCES)[list(SOURCES.columns)].set_index("source_id")
    theirs = listed.set_index("source_id")
    both = theirs.index.intersection(known.index)
    other = (theirs.loc[both] != known.loc[both]).any(axis=1)
    if not other.any():
        return []
    shown = ", ".join(f"`{name[:60]}`" for name in other.index[other][:5])
    return [
        f"Sources that the record describes otherwise, and whose description there stays: "
        f"{int(other.sum()):,} that differ ({shown}{' and more' if other.sum() > 5 else ''})."
    ]
