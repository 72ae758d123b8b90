"""Make rows of `sources.csv` from the cells of a foreign table."""

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.files.csv_table import TextTable
from geo.gazetteer.spelling import fold_letters
from geo.importers.cell_parsers import read_day_alone
from geo.model.cell_types import IDS, LANGUAGE, PUBLISHED, URL, split_ids
from geo.model.grading import RELIABILITY_OF_KIND
from geo.model.schema import SOURCES
from geo.model.vocabulary import SOURCE_KINDS

_NO_SLUG: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG: Final = 60
_LONGEST_TITLE: Final = 300
_DIGITS: Final = 8
_LONGEST_ID: Final = 100
_ID_DIGITS: Final = 12
"""Enough digits to keep a million long ids with the same beginning unique."""
_BETWEEN: Final = re.compile(r"\s*;\s*")


@dataclass(frozen=True, eq=False)
class RowSources:
    """
    The sources of rows.

    Attributes
    ----------
    source_ids
        The cell `source_ids` of each row.
    table
        The sources that the record does not have, as text.
    """

    source_ids: "pd.Series[str]"
    table: TextTable


def slugify(text: str, longest: int = _LONGEST_SLUG) -> str:
    """
    Write a text in lower-case Latin letters, digits and hyphens.

    Parameters
    ----------
    text
        Any text.
    longest
        Most characters.

    Returns
    -------
    slug
        Blank if no such character is left.
    """
    return _NO_SLUG.sub("-", fold_letters(text)).strip("-")[:longest].strip("-")


def write_id(text: str, otherwise: str, apart: str = "") -> str:
    """
    Write a text as an id: the same for the same text in any file, another for another text.

    Parameters
    ----------
    text
        Of any length and script.
    otherwise
        Beginning of the id if no Latin letter and no digit is left.
    apart
        Text that makes the id unique; blank for the text itself.

    Returns
    -------
    written
        A valid id.
    """
    # a lone surrogate of damaged text cannot be encoded
    whole = (apart or text).encode("utf-8", errors="replace")
    digits = hashlib.sha256(whole).hexdigest()[:_ID_DIGITS]
    return f"{slugify(text, _LONGEST_ID) or otherwise}-{digits}"


def _hash(*parts: str) -> str:
    """Return a few digits that distinguish texts with the same slug."""
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:_DIGITS]


def make_sources(
    file: str, given: pd.DataFrame, relayed_by: str, known: Collection[str]
) -> RowSources:
    """
    Make sources from the cells of rows.

    Parameters
    ----------
    file
        Name of the table, which is itself the source of a row that names none.
    given
        `source_ids`, `source_publisher`, `source_title`, `source_url`, `source_published` and
        `source_kind` as text, blank if not given. Not modified.
    relayed_by
        The database that collected them, or blank.
    known
        Ids of sources of the record.

    Returns
    -------
    sources
        A cell with several publishers, semicolons between them, gives one source each if the row
        has neither title nor address. An invalid day is left out; the row keeps its text in a
        column of its own.
    """
    # many rows share the same cells: each combination is read once
    codes = given.groupby(list(given.columns), sort=False, dropna=False).ngroup()
    combinations = given.drop_duplicates()
    sound = IDS.test(combinations["source_ids"])
    made: dict[str, dict[str, str]] = {}
    cited: list[str] = []
    for parts, is_sound in zip(_list_cells(combinations), sound, strict=True):
        # an invalid list of ids is rejected with its row
        rows = (
            []
            if parts["source_ids"] and not is_sound
            else _list_sources(file, parts, relayed_by, known)
        )
        own = ";".join(row["source_id"] for row in rows)
        cited.append(parts["source_ids"] or own)
        made |= {row["source_id"]: row for row in rows}
    frame = pd.DataFrame(
        [[row[name] for name in SOURCES.columns] for row in made.values()],
        index=pd.RangeIndex(2, 2 + len(made), name="row"),
        columns=pd.Index(list(SOURCES.columns)),
        dtype="str",
    )
    ids = pd.Series(cited, dtype="str").take(codes.to_numpy()).set_axis(given.index)
    return RowSources(ids, TextTable(f"{file} (sources)", _leave_out_unsound(frame)))


def _list_cells(combinations: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Yield the cells of each row by column."""
    names = [str(name) for name in combinations.columns]
    columns = [combinations[name].to_list() for name in names]
    for cells in zip(*columns, strict=True):
        yield dict(zip(names, cells, strict=True))


def _leave_out_unsound(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out invalid days, languages and addresses; a day in another format is read."""
    day = frame["published"]
    odd = (day != "") & ~PUBLISHED.test(day)
    read = {text: read_day_alone(text) for text in day[odd].unique().tolist()}
    published = day.mask(odd, day[odd].map(read)).astype("str")
    sound = {"published": published}
    for name, cell_type in (("published", PUBLISHED), ("language", LANGUAGE), ("url", URL)):
        cells = sound.get(name, frame[name])
        sound[name] = cells.where(cell_type.test(cells), "").astype("str")
    return frame.assign(**sound)


def _list_sources(
    file: str, parts: dict[str, str], relayed_by: str, known: Collection[str]
) -> list[dict[str, str]]:
    """Return the sources of one combination of cells, without those of the record."""
    if parts["source_ids"]:
        return [
            _make(source_id, f"[Source {source_id}, as cited in {file}]", "", parts)
            for source_id in split_ids(parts["source_ids"])
            if source_id not in known
        ]
    publisher, title, url = (
        parts[name] for name in ("source_publisher", "source_title", "source_url")
    )
    if not (publisher or title or url):
        # the file is the source; a mapping may state its kind
        title = f"[{file}]" if not relayed_by else f"[{relayed_by}: no source named]"
        return [_make(_name_id(relayed_by or file, title), title, relayed_by, parts)]
    names = [publisher]
    if publisher and not (title or url):
        names = [name for name in dict.fromkeys(_BETWEEN.split(publisher)) if name]
    rows = []
    for name in names:
        by = f"{name}, relayed by {relayed_by}" if relayed_by and name else name or relayed_by
        shown = title[:_LONGEST_TITLE] or (f"[Report of {name}]" if name else f"[{url}]")
        day = parts["source_published"]
        source_id = _name_id(name or title or url, name, title, url, day, relayed_by)
        rows.append(_make(source_id, shown, by, parts))
    return rows


def _name_id(readable: str, *parts: str) -> str:
    """Return the id of a source: readable, and the same for the same source in any file."""
    slug = slugify(readable)
    return f"{slug}-{_hash(readable, *parts)}" if slug else f"source-{_hash(readable, *parts)}"


def _make(source_id: str, title: str, publisher: str, parts: dict[str, str]) -> dict[str, str]:
    """Make a row of `sources.csv`."""
    kind = parts["source_kind"] if parts["source_kind"] in SOURCE_KINDS else "unknown"
    return {
        "source_id": source_id,
        "origin_id": source_id,
        "kind": kind,
        "title": title,
        "publisher": publisher,
        "published": parts["source_published"],
        "language": parts.get("source_language", ""),
        "url": parts["source_url"],
        "reliability": RELIABILITY_OF_KIND[kind],
    }
