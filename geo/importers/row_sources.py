"""The sources that rows of another's table name, as rows of our own list of sources."""

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
"""So many that two of a million long ids with the same beginning stay apart."""
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


def write_id(text: str, otherwise: str, apart: str = "") -> str:
    """
    Write a text as an id: the same for the same text in any file, and another for any other text.

    Parameters
    ----------
    text
        Of any length and script.
    otherwise
        What the id begins with where no Latin letter and no digit is left.
    apart
        What else tells it from others; blank for the text alone.
    """
    # half a character, as broken text has it, cannot be encoded
    whole = (apart or text).encode("utf-8", errors="replace")
    digits = hashlib.sha256(whole).hexdigest()[:_ID_DIGITS]
    return f"{slugify(text, _LONGEST_ID) or otherwise}-{digits}"


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
    codes = given.groupby(list(given.columns), sort=False, dropna=False).ngroup()
    combinations = given.drop_duplicates()
    sound = IDS.test(combinations["source_ids"])
    made: dict[str, dict[str, str]] = {}
    cited: list[str] = []
    for parts, is_sound in zip(_list_cells(combinations), sound, strict=True):
        # a cell that is no list of ids is told as a problem of its row
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
    """Give each row as its cells by their names."""
    names = [str(name) for name in combinations.columns]
    columns = [combinations[name].to_list() for name in names]
    for cells in zip(*columns, strict=True):
        yield dict(zip(names, cells, strict=True))


def _leave_out_unsound(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out days, languages and addresses that are none; a day in another form is read."""
    day = frame["published"]
    odd = (day != "") & ~PUBLISHED.test(day)
    read = {text: read_day_alone(text) for text in day[odd].unique().tolist()}
    published = day.mask(odd, day[odd].map(read)).astype("str")
    sound = {"published": published}
    for name, form in (("published", PUBLISHED), ("language", LANGUAGE), ("url", URL)):
        cells = sound.get(name, frame[name])
        sound[name] = cells.where(form.test(cells), "").astype("str")
    return frame.assign(**sound)


def _list_sources(
    file: str, parts: dict[str, str], relayed_by: str, known: Collection[str]
) -> list[dict[str, str]]:
    """Give the sources that one combination of cells means, those apart that the record has."""
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
    """Make a row of our list, its cells as they were given."""
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
