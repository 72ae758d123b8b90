"""Detect the columns of a foreign table: by name, by synonym, by known format."""

from collections.abc import Iterable, Sequence
from typing import Final

from geo.files.header import simplify_name
from geo.gazetteer.spelling import fold_letters
from geo.model.schema import ATTACKS

_SOURCE: Final[dict[str, str]] = {
    "source_publisher": "source sources publisher source_name reported_by media outlet المصدر",
    "source_title": "source_title headline source_headline article_title title",
    "source_url": "url link source_url source_link web_address address_of_source",
    "source_published": "published publication_date source_date date_published",
    "source_kind": "source_kind source_type publisher_kind",
}
"""Pseudo-columns from which the source of a row is made, with their synonyms."""

_SYNONYMS: Final[dict[str, str]] = {
    "attack_id": "attack_id id event_id incident_id record_id ref reference serial no number "
    "event_no incident_no incident_number objectid fid uid",
    "date": "date day event_date incident_date attack_date date_of_event date_of_attack "
    "date_of_incident when datetime date_time timestamp dtg occurred تاريخ التاريخ",
    "date_precision": "date_precision precision_of_date",
    "date_earliest": "date_earliest earliest date_from start_date date_start not_before",
    "date_latest": "date_latest latest date_to end_date date_end not_after",
    "base_id": "base_id base site site_id base_name site_name installation facility camp القاعدة",
    "place_as_reported": "place_as_reported place location location_name where place_name town "
    "village locality area الموقع المكان",
    "longitude": "longitude lon long lng x x_coord easting_deg lon_deg geometry_longitude "
    "longitude_deg خط_الطول",
    "latitude": "latitude lat y y_coord northing_deg lat_deg geometry_latitude latitude_deg "
    "خط_العرض",
    "target_kind": "target_kind target_type kind_of_target target",
    "weapon": "weapon weapon_type weapons weapon_used kind_of_weapon munition_type attack_type "
    "type_of_attack means السلاح",
    "munitions": "munitions number_of_munitions rounds quantity qty count how_many number_fired",
    "outcome": "outcome result effect damage النتيجة",
    "us_killed": "us_killed killed_us us_kia kia us_fatalities us_dead",
    "us_wounded": "us_wounded wounded_us us_wia wia us_injured us_casualties_wounded",
    "claimed_by": "claimed_by claim claimant claimed responsibility claim_of_responsibility",
    "claim_group": "claim_group",
    "attributed_to": "attributed_to attribution perpetrator actor attacker suspected_group by_whom",
    "attributed_by": "attributed_by attribution_by",
    "confirmation": "confirmation confirmed_by confirmed verification verified_by",
    "status": "status",
    "possible_duplicate_of": "possible_duplicate_of duplicate_of",
    "reliability": "reliability source_reliability source_grade",
    "credibility": "credibility information_credibility item_grade",
    "source_ids": "source_ids",
    "source_dates": "source_dates",
    "independent_origins": "independent_origins",
    "summary": "summary description details text narrative what_happened event remarks الوصف",
    "note": "note notes comment comments remark",
} | _SOURCE

SOURCE_COLUMNS: Final = tuple(_SOURCE)
TARGETS: Final = (*ATTACKS.columns, *SOURCE_COLUMNS)
"""The targets of a mapping, in order."""
_SEARCHED: Final = 20


def fold_name(name: str) -> str:
    """Write a column's name without case, accents and signs between words."""
    return simplify_name(fold_letters(name))


def fold_columns(columns: Iterable[object]) -> dict[str, str]:
    """Return columns by their folded names, see `fold_name`; of equal ones the first."""
    return {fold_name(str(name)): str(name) for name in reversed(list(columns))}


_WORDS: Final = {
    target: tuple(dict.fromkeys(fold_name(word) for word in (target, *words.split())))
    for target, words in _SYNONYMS.items()
}
_KNOWN: Final = frozenset(word for words in _WORDS.values() for word in words)


def detect_columns(names: Iterable[str]) -> dict[str, str]:
    """
    Detect the columns of a table by their names.

    Parameters
    ----------
    names
        Its columns.

    Returns
    -------
    columns
        Column of the table by target, in the order of `TARGETS`; each column has one target, that
        of which it is the earliest synonym.
    """
    folded: dict[str, str] = {}
    whole = list(names)
    for write in (fold_name, lambda name: fold_name(name.partition("(")[0])):
        for written in whole:
            folded.setdefault(write(written), written)
    folded.pop("", None)
    found: dict[str, str] = {}
    taken: set[str] = set()
    deepest = max(len(words) for words in _WORDS.values())
    for depth in range(deepest):
        for target, words in _WORDS.items():
            if target in found or depth >= len(words):
                continue
            name = folded.get(words[depth], "")
            if name and name not in taken:
                found[target] = name
                taken.add(name)
    return {target: found[target] for target in TARGETS if target in found}


def count_known(names: Iterable[str]) -> int:
    """Count the names that a known format has."""
    return sum(fold_name(name) in _KNOWN_ANYWHERE for name in names)


def find_title_row(rows: Sequence[Sequence[str]]) -> int:
    """
    Find the header among the first rows of a table.

    Parameters
    ----------
    rows
        The first rows.

    Returns
    -------
    above
        Number of rows above it. The header is the row with most known names, if there are two or
        more; else the first row with a cell.
    """
    counted = [count_known(row) for row in rows[:_SEARCHED]]
    if counted and max(counted) >= 2:
        return counted.index(max(counted))
    filled = [number for number, row in enumerate(rows) if any(cell.strip() for cell in row)]
    return filled[0] if filled else 0


ACLED_COLUMNS: Final = frozenset({"event_id_cnty", "event_date", "event_type", "sub_event_type"})
UCDP_COLUMNS: Final = frozenset({"date_start", "date_end", "date_prec", "where_prec", "best"})
_KNOWN_ANYWHERE: Final = (
    _KNOWN | ACLED_COLUMNS | UCDP_COLUMNS | {"actor1", "side_a", "side_b", "fatalities"}
)


def detect_format(names: Iterable[str]) -> str:
    """
    Detect the format of a table by its columns.

    Returns
    -------
    name
        ``acled``, ``ucdp-ged``, ``basewatch``, or ``own``: a table with columns that are detected
        one by one.
    """
    folded = {fold_name(name) for name in names}
    if folded >= ACLED_COLUMNS:
        return "acled"
    if folded >= UCDP_COLUMNS:
        return "ucdp-ged"
    if folded >= set(ATTACKS.required_columns):
        return "basewatch"
    return "own"
