"""The schema of each data file: its columns, their cell types, and the meaning of a blank."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from geo.model import vocabulary
from geo.model.cell_types import (
    DAY,
    ID,
    IDS,
    LANGUAGE,
    LATITUDE,
    LONGITUDE,
    PUBLISHED,
    SCOPE,
    SITE,
    SOURCE_DATES,
    TEXT,
    URL,
    WHOLE,
    CellType,
    one_of,
    set_of,
)

BASE_KINDS: Final[dict[str, str]] = {
    "air_base": "air base",
    "outpost": "outpost",
    "landing_zone": "landing zone",
    "diplomatic": "diplomatic post",
    "town": "town",
}
ACKNOWLEDGED: Final[dict[str, str]] = {
    "us": "acknowledged by the US",
    "reported_only": "reported only, not acknowledged",
}
QUALIFIERS: Final[dict[str, str]] = {
    "exact": "exactly",
    "at_least": "at least",
    "about": "about",
    "more_than": "more than",
}

REQUIRED: Final = "required"
"""Meaning of a blank, in the data dictionary, in a column that must be filled."""


@dataclass(frozen=True)
class Column:
    """
    One column of a data file.

    Attributes
    ----------
    what
        What it holds, for the data dictionary.
    cell_type
        How a cell is written.
    blank
        What a blank cell means; `REQUIRED` if a cell must be filled.
    optional
        Whether a file may lack the column; then all its cells are blank.
    """

    what: str
    cell_type: CellType
    blank: str = REQUIRED
    optional: bool = False


@dataclass(frozen=True)
class FileSchema:
    """
    One data file.

    Attributes
    ----------
    file
        Its name.
    id_column
        The column with the unique id of each row; blank if rows have no id.
    columns
        The columns, by name, in order.
    made
        Columns that Basewatch adds; a file must not have them. In a table that Basewatch exported,
        see `EXPORTED`, they are recognised and left out.
    optional
        Whether a folder may lack this file.
    """

    file: str
    id_column: str
    columns: dict[str, Column]
    made: frozenset[str] = frozenset()
    optional: bool = False

    @property
    def required_columns(self) -> tuple[str, ...]:
        """The required columns of a file, in order."""
        return tuple(name for name, column in self.columns.items() if not column.optional)


POSITION_OF: Final = "position_of"
"""In an exported table: the position of the record or its site, see `geo.checks.site_positions`."""
POSITION_PRECISION: Final = "position_precision_m"
"""How far off that position may be, in metres."""
EXPORTED: Final = frozenset({POSITION_OF, POSITION_PRECISION, "counted", "held_out_because"})
"""Additional columns of an exported table of attacks."""

_SITE = "the row's own place is not known; the site's counts"
_SOURCE_IDS = Column("the sources, best first; every one stands in `sources.csv`", IDS)

BASES: Final = FileSchema(
    "bases.geojson",
    "base_id",
    {
        "base_id": Column("the site's id, fixed for good", ID),
        "name": Column("the name that the map shows", TEXT),
        "name_ar": Column("the name in Arabic", TEXT, "not known"),
        "aliases": Column(
            "every spelling seen, none shared with another site: a list, or text with `;` between",
            TEXT,
            "none seen",
        ),
        "country": Column("the country", TEXT, "not known"),
        "governorate": Column("the governorate or province", TEXT, "not known"),
        "kind": Column("what the site is", one_of(BASE_KINDS)),
        "location_precision_m": Column(
            "how far off the point may be, in metres", WHOLE, "not known, or the site has no point"
        ),
        "location_source": Column(
            "where the point comes from", TEXT, "not known, or the site has no point"
        ),
    },
    made=frozenset({"geometry", "lon_deg", "lat_deg", "total", "shown"}),
)

SOURCES: Final = FileSchema(
    "sources.csv",
    "source_id",
    {
        "source_id": Column("the publication's id", ID),
        "origin_id": Column(
            "the report that it rests on: copies and rewrites of one dispatch share it and count "
            "once; its own source_id if it is not a copy",
            ID,
        ),
        "kind": Column("the kind of publisher", one_of(vocabulary.SOURCE_KINDS)),
        "title": Column("its title; a description in square brackets if it has none", TEXT),
        "publisher": Column(
            "who published it; `…, relayed by …` if only a copy is known", TEXT, "not known"
        ),
        "published": Column("when it was published", PUBLISHED, "not known"),
        "language": Column("its language", LANGUAGE, "not known"),
        "url": Column("its address, never guessed", URL, "not known"),
        "reliability": Column("the publisher's grade", one_of(vocabulary.RELIABILITIES)),
    },
    made=frozenset({"added_by"}),
)

ATTACKS: Final = FileSchema(
    "attacks.csv",
    "attack_id",
    {
        "attack_id": Column("readable when issued, opaque and fixed from then on", ID),
        "date": Column("the local day at the place; it decides the window", DAY),
        "date_precision": Column("how sure the day is", one_of(vocabulary.DATE_PRECISIONS)),
        "date_earliest": Column(
            "the earliest day, where the date is approximate", DAY, "no source gives it"
        ),
        "date_latest": Column(
            "the latest day, where the date is approximate", DAY, "no source gives it"
        ),
        "base_id": Column(
            "the site, in `bases.geojson`",
            SITE,
            "no source names a site; their words are in place_as_reported",
        ),
        "place_as_reported": Column(
            "the place in the sources' words", TEXT, "as the site's name; not with a blank base_id"
        ),
        "longitude": Column("of this record itself", LONGITUDE, _SITE),
        "latitude": Column("of this record itself", LATITUDE, _SITE),
        "target_kind": Column("what was attacked", one_of(vocabulary.TARGET_KINDS)),
        "weapon": Column(
            "every weapon of the attack", set_of(vocabulary.WEAPONS, vocabulary.SEVERAL)
        ),
        "munitions": Column("how many, or the stated floor", WHOLE, "not known; never zero"),
        "outcome": Column("the result", one_of(vocabulary.OUTCOMES)),
        "us_killed": Column("US personnel killed", WHOLE, "not known; never zero"),
        "us_wounded": Column("US personnel wounded", WHOLE, "not known; never zero"),
        "claimed_by": Column("who claimed it, as reported", TEXT, "no claim known"),
        "claim_group": Column(
            "who claimed it, in controlled words",
            one_of(vocabulary.CLAIM_GROUPS),
            "no claim known",
        ),
        "attributed_to": Column("who is reported to have done it", TEXT, "no attribution known"),
        "attributed_by": Column("who attributes it", TEXT, "no attribution known"),
        "confirmation": Column("the best confirmation", one_of(vocabulary.CONFIRMATIONS)),
        "status": Column("whether a source disputes that it happened", one_of(vocabulary.STATUSES)),
        "possible_duplicate_of": Column(
            "the attack_id of the row that may be the same event, and counts", ID, "none suspected"
        ),
        "reliability": Column("grade of the best source", one_of(vocabulary.RELIABILITIES)),
        "credibility": Column("grade of the item itself", one_of(vocabulary.CREDIBILITIES)),
        "source_ids": _SOURCE_IDS,
        "source_dates": Column(
            "the day that a source gives, where sources differ: sources of this row, days within "
            "7 days of `date`; the column may be missing",
            SOURCE_DATES,
            "no difference known",
            optional=True,
        ),
        "independent_origins": Column(
            "the origins of what is said of this attack, where fewer than its sources' "
            "origin_ids: articles on one and the same briefing count once, and a total without a "
            "day supports no single attack; the column may be missing",
            WHOLE,
            "as many as the distinct origin_ids",
            optional=True,
        ),
        "summary": Column("what is reported, paraphrased", TEXT, "nothing beyond the columns"),
        "note": Column(
            "differences between sources, and what is not known", TEXT, "nothing to add"
        ),
    },
    made=frozenset(
        {
            "base_name",
            "lon_deg",
            "lat_deg",
            "placed",
            "counted",
            "held_out_because",
            "added_by",
            POSITION_OF,
            POSITION_PRECISION,
        }
    ),
)

STRIKES: Final = FileSchema(
    "strikes.csv",
    "strike_id",
    {
        "strike_id": Column("the strike's id", ID),
        "date": Column("the local day at the place", DAY),
        "date_precision": Column("how sure the day is", one_of(vocabulary.DATE_PRECISIONS)),
        "place_as_reported": Column("the place in the sources' words", TEXT),
        "longitude": Column("of the named town or area", LONGITUDE, "not placed"),
        "latitude": Column("of the named town or area", LATITUDE, "not placed"),
        "location_precision_m": Column(
            "how far off the point may be, in metres", WHOLE, "not known, or not placed"
        ),
        "location_source": Column("where the point comes from", TEXT, "not known, or not placed"),
        "target": Column("what was struck, as reported", TEXT, "not known"),
        "acknowledged": Column("whether the US acknowledged it", one_of(ACKNOWLEDGED)),
        "killed_low": Column("killed, the lowest figure reported", WHOLE, "not known; never zero"),
        "killed_high": Column(
            "killed, the highest figure reported", WHOLE, "not known; never zero"
        ),
        "civilians_killed": Column("civilians among them", WHOLE, "not known; never zero"),
        "source_ids": _SOURCE_IDS,
        "summary": Column("what is reported, paraphrased", TEXT, "nothing beyond the columns"),
        "note": Column(
            "differences between sources, and what is not known", TEXT, "nothing to add"
        ),
    },
    optional=True,
)

OFFICIAL_TOTALS: Final = FileSchema(
    "official_totals.csv",
    "",
    {
        "as_of": Column("the day up to which the total counts", DAY),
        "authority": Column("who stated it, such as `US DoD`", TEXT),
        "scope": Column("the area or site that it covers", SCOPE),
        "kind": Column(
            "what is counted: attacks, or US personnel wounded; the column may be missing",
            one_of(vocabulary.TOTAL_KINDS),
            "attacks",
            optional=True,
        ),
        "total": Column("the total", WHOLE),
        "iraq": Column("of these in Iraq", WHOLE, "not stated"),
        "syria": Column("of these in Syria", WHOLE, "not stated"),
        "jordan": Column("of these in Jordan", WHOLE, "not stated"),
        "qualifier": Column("how the total was stated", one_of(QUALIFIERS)),
        "note": Column("definitions, and figures that differ", TEXT, "nothing to add"),
        "source_ids": _SOURCE_IDS,
    },
    optional=True,
)

FILES: Final = (BASES, SOURCES, ATTACKS, STRIKES, OFFICIAL_TOTALS)
"""The data files, in the order in which they are read."""


def is_exported(header: Iterable[object]) -> bool:
    """Return whether the columns of a table of attacks are those of an export of Basewatch."""
    return {POSITION_OF, POSITION_PRECISION} <= set(header)
