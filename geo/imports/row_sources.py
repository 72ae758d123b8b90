"""The sources that rows of another's table name, as rows of our own list of sources."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.forms import IDS, LANGUAGE, PUBLISHED, URL, split_ids
from geo.grading import RELIABILITY_OF_KIND
from geo.imports.cells import read_days
from geo.schema import SOURCES
from geo.spelling import fold_letters
from geo.tables import TextTable
from geo.words import SOURCE_KINDS

_NO_SLUG: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG: Final = 60
_LONGEST_TITLE: Final = 300
_DIGITS: Final = 8
_BETWEEN: Final = re.compile(r"\s*;\s*")


@dataclass(frozen=True, eq=False)
class RowSources:
    """
    What rows cite.

    Attributes
    ----------
    source_ids
        A cell of ours for each row.
    table
        The sources that the record does not have, as text.
    """

    source_ids: "pd.Series[str]"
    table: TextTable


def slugify(text: str, longest: int = _LONGEST_SLUG) -> str:
    """Write a text with small Latin letters, digits and hyphens; blank where none is left."""
    return _NO_SLUG.sub("-", fold_letters(text)).strip("-")[:longest].strip("-")


def _hash(*parts: str) -> str:
    """Give a few digits that tell texts apart whose slugs are the same."""
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:_DIGITS]


def make_sources(
    file: str, given: pd.DataFrame, relayed_by: str, known: Collection[str]
) -> RowSources:
    """
    Make sources of what rows say of theirs.

    Parameters
    ----------
    file
        Name of the table: it is itself the source of a row that names none.
    given
        `source_ids` as our own form has it, and `source_publisher`, `source_title`, `source_url`,
        `source_published`, `source_kind`, each blank where not given; text. Not modified.
    relayed_by
        The database that has collected them, or blank.
    known
        Ids of sources that the record has.

    Returns
    -------
    sources
        Several publishers in a cell stand with semicolons between them, and are a source each,
        where the row gives no title and no address. A day that is none is left out here: what
        was written stands in a column of the row.
    """
    # the same cells stand in many rows: each combination is looked at once
    codes, combinations = pd.MultiIndex.from_frame(given.astype("str")).factorize()
    made: dict[str, dict[str, str]] = {}
    cited: list[str] = []
    for combination in combinations:
        parts = dict(zip(map(str, given.columns), map(str, combination), strict=True))
        rows = _list_sources(file, parts, relayed_by, known)
        own = ";".join(row["source_id"] for row in rows)
        cited.append(parts["source_ids"] or own)
        made |= {row["source_id"]: row for row in rows}
    frame = pd.DataFrame(
        [[row[name] for name in SOURCES.columns] for row in made.values()],
        index=pd.RangeIndex(2, 2 + len(made), name="row"),
        columns=pd.Index(list(SOURCES.columns)),
        dtype="str",
    )
    ids = pd.Series([cited[code] for code in codes], index=given.index, dtype="str")
    return RowSources(ids, TextTable(f"{file} (sources)", frame))


def _list_sources(
    file: str, parts: dict[str, str], relayed_by: str, known: Collection[str]
) -> list[dict[str, str]]:
    """Give the sources that one combination of cells means, those apart that the record has."""
    if parts["source_ids"]:
        if not IDS.test(pd.Series([parts["source_ids"]], dtype="str")).all():
            return []  # told as a fault of the row
        return [
            _make(source_id, f"[Source {source_id}, as cited in {file}]", "", parts)
            for source_id in split_ids(parts["source_ids"])
            if source_id not in known
        ]
    publisher, title, url = (
        parts[name] for name in ("source_publisher", "source_title", "source_url")
    )
    if not (publisher or title or url):
        # the file is the source: of what kind is for a mapping to say
        title = f"[{file}]" if not relayed_by else f"[{relayed_by}: no source named]"
        return [_make(_name_id(relayed_by or file, title), title, relayed_by, parts)]
    names = [publisher]
    if publisher and not (title or url):
        names = [name for name in dict.fromkeys(_BETWEEN.split(publisher)) if name]
    rows = []
    for name in names:
        said = f"{name}, relayed by {relayed_by}" if relayed_by and name else name or relayed_by
        shown = title[:_LONGEST_TITLE] or (f"[Report of {name}]" if name else f"[{url}]")
        day = parts["source_published"]
        source_id = _name_id(name or title or url, name, title, url, day, relayed_by)
        rows.append(_make(source_id, shown, said, parts))
    return rows


def _name_id(readable: str, *parts: str) -> str:
    """Give a source its id: readable, and the same for the same source in any file."""
    slug = slugify(readable)
    return f"{slug}-{_hash(readable, *parts)}" if slug else f"source-{_hash(readable, *parts)}"


def _make(source_id: str, title: str, publisher: str, parts: dict[str, str]) -> dict[str, str]:
    """Make a row of our list."""
    kind = parts["source_kind"] if parts["source_kind"] in SOURCE_KINDS else "unknown"
    day = pd.Series([parts["source_published"]], dtype="str")
    published = day if PUBLISHED.test(day).all() else read_days(day).cells
    url = pd.Series([parts["source_url"]], dtype="str")
    language = parts.get("source_language", "")
    return {
        "source_id": source_id,
        "origin_id": source_id,
        "kind": kind,
        "title": title,
        "publisher": publisher,
        "published": str(published.iloc[0]) if PUBLISHED.test(published).all() else "",
        "language": language if LANGUAGE.test(pd.Series([language], dtype="str")).all() else "",
        "url": str(url.iloc[0]) if URL.test(url).all() else "",
        "reliability": RELIABILITY_OF_KIND[kind],
    }
