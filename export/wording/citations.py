"""Sources as a product names them: a few publishers in short, or each publication in full."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from geo.model.cell_types import split_ids
from geo.model.vocabulary import ADDED_BY, RELIABILITIES, SOURCE_KINDS

MOST_NAMED: Final = 2
"""Publishers named in a sentence; the others are counted."""
LONGEST_NAME: Final = 30
"""Letters of a publisher's short name."""
NOT_KNOWN: Final = "publisher not known"
_RELAYED: Final = ", relayed by "
_SHORT: Final = {
    "Foundation for Defense of Democracies": "FDD",
    "Syrian Observatory for Human Rights": "SOHR",
    "US Department of Defense": "US DoD",
    "US Department of State": "US State Department",
    "Voice of America": "VOA",
    "Washington Institute for Near East Policy": "Washington Institute",
}
"""Publishers that an officer knows by shorter names."""


def order_sources(sources: pd.DataFrame, cells: Iterable[str]) -> tuple[str, ...]:
    """
    Order the sources that rows cite, the most reliable first.

    Parameters
    ----------
    sources
        Sources, indexed by `source_id`, as in `Scene.sources`. Not modified.
    cells
        Cells of `source_ids`, one for each row.

    Returns
    -------
    source_ids
        Each once. Among equally reliable ones, originals come before copies; then by how many rows
        cite them; then by id.
    """
    cited = Counter(source_id for cell in cells for source_id in split_ids(str(cell)))
    known = sources.loc[sources.index.isin(list(cited)), ["reliability", "publisher"]]

    def rank(row: tuple[str, str, str]) -> tuple[str, bool, int, str]:
        source_id, reliability, publisher = row
        return reliability, _RELAYED in publisher, -cited[source_id], source_id

    rows = known.itertuples(name=None)
    return tuple(str(row[0]) for row in sorted(rows, key=rank))


def name_publishers(
    sources: pd.DataFrame, source_ids: Sequence[str], most: int = MOST_NAMED
) -> str:
    """
    Name the publishers of a sentence's sources.

    Parameters
    ----------
    sources
        Sources, as in `Scene.sources`. Not modified.
    source_ids
        Ids of the sources, in the order of naming.
    most
        Greatest number of publishers to name.

    Returns
    -------
    names
        Such as ``US DoD, AP +4``, each agency once; blank for no source.
    """
    publishers = sources["publisher"].reindex(list(source_ids)).fillna("")
    # several copies from one agency count as that agency, once
    first = {name.partition(_RELAYED)[0]: name for name in reversed(publishers.to_list())}
    origins = dict.fromkeys(name.partition(_RELAYED)[0] for name in publishers)
    names = [shorten_publisher(first[origin]) for origin in origins]
    listed = ", ".join(names[:most])
    return f"{listed} +{len(names) - most:,}" if len(names) > most else listed


def shorten_publisher(publisher: str) -> str:
    """Return a publisher's short name; ``AFP via LBCI`` for an agency known from a copy only."""
    names = [_SHORT.get(name, name) for name in publisher.split(_RELAYED)]
    name = " via ".join(names) if publisher else NOT_KNOWN
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def describe_source(source_id: str, source: "pd.Series[str]") -> str:
    """
    Describe a publication in full, on one line.

    Parameters
    ----------
    source_id, source
        A row of `Scene.sources`.

    Returns
    -------
    line
        Publisher, title, day, kind, reliability in letter and words, address as text, id.
    """
    letter = source["reliability"]
    parts = [
        f"{source['publisher'] or NOT_KNOWN}: {source['title']}",
        source["published"] or "day not known",
        f"{SOURCE_KINDS[source['kind']]}, reliability {letter} ({RELIABILITIES[letter]})",
        source["url"] or "address not known",
        f"[{source_id}]",
        ADDED_BY.get(source["added_by"], ""),
    ]
    return ". ".join(filter(None, parts))
