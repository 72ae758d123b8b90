"""The list of sources that a file of Basewatch carries beside its attacks."""

from dataclasses import replace

import pandas as pd

from geo.files.folder_writer import write_cells
from geo.importers.row_sources import RowSources
from geo.model.schema import SOURCES


def select_sources(frame: pd.DataFrame) -> pd.DataFrame | None:
    """
    Return a table as a list of sources, if it is one.

    Parameters
    ----------
    frame
        As text. Not modified.

    Returns
    -------
    sources
        The columns of `sources.csv`, each id once; None if one of the columns is missing.
    """
    if not set(SOURCES.columns) <= set(frame.columns):
        return None
    return frame[list(SOURCES.columns)].drop_duplicates("source_id").reset_index(drop=True)


def use_listed(made: RowSources, listed: pd.DataFrame | None) -> RowSources:
    """
    Replace sources that were made from ids alone by the file's own list.

    Parameters
    ----------
    made
        As in `geo.importers.row_sources.make_sources`. Not modified.
    listed
        As in `select_sources`; None without a list.

    Returns
    -------
    sources
        The same ids in the same rows; listed sources have the cells of the list.
    """
    if listed is None:
        return made
    frame = made.table.frame.copy()
    by_id = listed.set_index("source_id")
    known = frame["source_id"].isin(by_id.index)
    for name in by_id.columns:
        frame.loc[known, name] = frame.loc[known, "source_id"].map(by_id[name])
    return replace(made, table=replace(made.table, frame=frame))


def describe_differences(listed: pd.DataFrame | None, sources: pd.DataFrame) -> list[str]:
    """
    Describe the listed sources that differ from the record, whose description is kept.

    Parameters
    ----------
    listed
        As in `select_sources`; None without a list.
    sources
        The record's, as in `Dataset.sources`. Not modified.

    Returns
    -------
    remarks
        One sentence; empty without a difference.
    """
    if listed is None:
        return []
    known = write_cells(sources, SOURCES)[list(SOURCES.columns)].set_index("source_id")
    by_id = listed.set_index("source_id")
    both = by_id.index.intersection(known.index)
    other = (by_id.loc[both] != known.loc[both]).any(axis=1)
    if not other.any():
        return []
    shown = ", ".join(f"`{name[:60]}`" for name in other.index[other][:5])
    return [
        f"Sources with another description in the record, which is kept: "
        f"{int(other.sum()):,} ({shown}{' and more' if other.sum() > 5 else ''})."
    ]
