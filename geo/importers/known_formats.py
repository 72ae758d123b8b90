"""The known formats ACLED, UCDP GED and Basewatch: their columns and codes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from geo.importers.column_detection import fold_columns, fold_name
from geo.importers.mapping import ColumnMapping, clear_blanks, propose_mapping
from geo.model.schema import ATTACKS

Columns = dict[str, "pd.Series[str]"]
Wrong = tuple[str, str, str, str]
"""Column, text, reason and fix of a cell for which a row is rejected."""

ACLED: Final = ColumnMapping(
    "ACLED",
    "acled",
    columns={
        "attack_id": "event_id_cnty",
        "date": "event_date",
        "place_as_reported": "location",
        "longitude": "longitude",
        "latitude": "latitude",
        "attributed_to": "actor1",
        "source_publisher": "source",
        "summary": "notes",
    },
    fixed={"attributed_by": "ACLED (actor1)", "confirmation": "monitor", "source_kind": "monitor"},
)
UCDP_GED: Final = ColumnMapping(
    "UCDP GED",
    "ucdp-ged",
    columns={
        "attack_id": "id",
        "date": "date_start",
        "place_as_reported": "where_coordinates",
        "longitude": "longitude",
        "latitude": "latitude",
        "source_title": "source_article",
    },
    fixed={"confirmation": "monitor", "source_kind": "monitor"},
)
BASEWATCH: Final = ColumnMapping(
    "Basewatch",
    "basewatch",
    columns={name: name for name in ATTACKS.columns},
    blank=(),
)

_ACLED_WEAPONS: Final = {"Remote explosive/landmine/IED": "ied", "Suicide bomb": "ied"}
_NO_ATTACK: Final = ("Protests", "Riots", "Strategic developments")
_TIME: Final = {
    "1": "", "2": "day known within the week", "3": "day known within the month",
}  # fmt: skip
_GEO: Final = {
    "1": "", "2": "point means a part of a region, near the place named",
    "3": "point means a larger region",
}  # fmt: skip
_DATE_PREC: Final = {
    "1": "", "2": "day known within 2 to 6 days", "3": "day known within the week",
    "4": "day known within the month", "5": "day known within more than a month",
}  # fmt: skip
_WHERE_PREC: Final = {
    "1": "", "2": "point known within about 25 km", "3": "point means a district",
    "4": "point means a province", "5": "point means a line or an estimated area",
    "6": "the country alone is known", "7": "in international waters or airspace",
}  # fmt: skip
COUNTRY_ALONE: Final = "6"


@dataclass(frozen=True)
class Carried:
    """
    Columns made from the codes of a format.

    Attributes
    ----------
    columns
        Further columns of the schema, on the index of the table.
    wrong
        Cells for which a row is rejected.
    read_from
        Column of the table by column of the schema, for problems.
    """

    columns: Columns
    wrong: tuple[Wrong, ...] = ()
    read_from: Mapping[str, str] = field(default_factory=dict)


def find_columns(mapping: ColumnMapping, frame: pd.DataFrame) -> ColumnMapping:
    """
    Return a mapping with the column names of a table.

    Parameters
    ----------
    mapping, frame
        A mapping, and the table as text. Neither is modified.

    Returns
    -------
    found
        For a known format without the columns that the table lacks, because exports differ. In a
        user's own mapping they stay, and are reported as problems.
    """
    is_own = mapping.format == "own"
    folded = fold_columns(frame.columns)
    names = {
        target: foreign
        if foreign in frame.columns
        else folded.get(fold_name(foreign), foreign if is_own else "")
        for target, foreign in mapping.columns.items()
    }
    found = {target: foreign for target, foreign in names.items() if foreign}
    return ColumnMapping(mapping.name, mapping.format, found, mapping.fixed, mapping.words,
                         mapping.date_order, mapping.blank)  # fmt: skip


def make_mapping(name: str, frame: pd.DataFrame) -> ColumnMapping:
    """
    Return the mapping of a format for a table.

    Parameters
    ----------
    name, frame
        One of `geo.importers.mapping.FORMATS` (for ``own`` a mapping is proposed), and the table.
    """
    known = {mapping.format: mapping for mapping in (ACLED, UCDP_GED, BASEWATCH)}
    if name in known:
        return find_columns(known[name], frame)
    return propose_mapping([str(column) for column in frame.columns])


def carry_codes(format_name: str, frame: pd.DataFrame) -> Carried:
    """
    Convert the codes of a known format to columns of the schema.

    Parameters
    ----------
    format_name
        One of `geo.importers.mapping.FORMATS`.
    frame
        The table as text. Not modified.

    Returns
    -------
    carried
        Empty for any other table.

    Notes
    -----
    `time_precision` is 1 day, 2 week, 3 month; `geo_precision` is 1 exact, 2 part of a region, 3
    larger region. Fatalities go to the note and to columns of their own: `us_killed` counts only US
    personnel, and neither source states whether the killed were.

    References
    ----------
    Armed Conflict Location & Event Data (ACLED), Codebook.
    Uppsala Conflict Data Program, UCDP Georeferenced Event Dataset (GED), Codebook.
    """
    carriers: dict[str, Callable[[pd.DataFrame], Carried]] = {
        "acled": _carry_acled,
        "ucdp-ged": _carry_ucdp,
    }
    carry = carriers.get(format_name)
    return carry(frame) if carry else Carried({}, (), {})


def read_codes(cells: "pd.Series[str]") -> "pd.Series[str]":
    """Return cells as codes: stripped, whole numbers without decimals."""
    return cells.str.strip().str.replace(r"^(\d+)\.0$", r"\1", regex=True)


def _take(frame: pd.DataFrame, name: str) -> "pd.Series[str]":
    """Return a column of a format; blank if it is missing, and for texts that mean a blank."""
    column = fold_columns(frame.columns).get(name)
    if column is None:
        return pd.Series("", index=frame.index, dtype="str")
    return clear_blanks(read_codes(frame[column]))


def _check_codes(cells: "pd.Series[str]", name: str, codes: Mapping[str, str]) -> list[Wrong]:
    """Find the codes that the codebook does not have."""
    listed = ", ".join(codes)
    return [
        (
            name,
            str(text),
            f"is not a {name} of the codebook",
            f"Write one of {listed}, or leave it blank.",
        )
        for text in cells.unique()
        if text and text not in codes
    ]


def _join(parts: "list[pd.Series[str]]") -> "pd.Series[str]":
    """Join columns, with a semicolon between filled cells."""
    joined = parts[0]
    for part in parts[1:]:
        both = (joined != "") & (part != "")
        joined = joined + pd.Series("; ", joined.index, dtype="str").where(both, "") + part
    return joined.astype("str")


def _wrap(before: str, cells: "pd.Series[str]", after: str = "") -> "pd.Series[str]":
    """Write a sentence around each filled cell."""
    return (before + cells + after).where(cells != "", "").astype("str")


def _describe_codes(
    cells: "pd.Series[str]", name: str, codes: Mapping[str, str]
) -> "pd.Series[str]":
    """Write the meaning of codes that have one."""
    meaning = {code: f"{name} {code}: {text}" for code, text in codes.items() if text}
    return cells.map(meaning).fillna("").astype("str")


def _mark_days(cells: "pd.Series[str]", sure: str = "1") -> "pd.Series[str]":
    """Return the precision of days by a code; without a code, the day counts as precise."""
    precision = pd.Series("approximate", cells.index, dtype="str")
    return precision.where(~cells.isin(["", sure]), "day").astype("str")


def _carry_acled(frame: pd.DataFrame) -> Carried:
    """Convert the codes of an ACLED export."""
    take = {
        name: _take(frame, name)
        for name in ("time_precision", "geo_precision", "event_type", "sub_event_type",
                     "actor1", "actor2", "fatalities")
    }  # fmt: skip
    kinds = take["event_type"]
    wrong = [
        (
            "event_type",
            kind,
            "is not an attack",
            "Leave the row out of the export, or import it with your own mapping.",
        )
        for kind in _NO_ATTACK
        if (kinds == kind).any()
    ]
    wrong += _check_codes(take["time_precision"], "time_precision", _TIME)
    wrong += _check_codes(take["geo_precision"], "geo_precision", _GEO)
    both = (take["actor1"] != "") & (take["actor2"] != "")
    sides = (take["actor1"] + " – " + take["actor2"]).where(both, "").astype("str")
    notes = [
        _describe_codes(take["time_precision"], "time_precision", _TIME),
        _describe_codes(take["geo_precision"], "geo_precision", _GEO),
        _wrap("actors: ", sides),
        _wrap("killed, of all sides: ", take["fatalities"]),
    ]
    columns = {
        "date_precision": _mark_days(take["time_precision"]),
        "weapon": take["sub_event_type"].map(_ACLED_WEAPONS).fillna("unknown").astype("str"),
        "note": _wrap("ACLED: ", _join(notes), "."),
    }
    read_from = {"date_precision": "time_precision", "weapon": "sub_event_type"}
    return Carried(columns, tuple(wrong), read_from)


def _carry_ucdp(frame: pd.DataFrame) -> Carried:
    """Convert the codes of UCDP GED."""
    take = {
        name: _take(frame, name)
        for name in ("date_prec", "where_prec", "date_start", "date_end", "side_a", "side_b",
                     "best", "high", "low", "type_of_violence", "deaths_civilians")
    }  # fmt: skip
    start, end = take["date_start"], take["date_end"]
    spans = (end != "") & (start.str[:10] != end.str[:10])
    precision = _mark_days(take["date_prec"]).where(~spans, "approximate").astype("str")
    unsure = precision == "approximate"
    one_sided = take["type_of_violence"].isin(["3", "one-sided violence", "One-sided violence"])
    either = (take["side_a"] + " or " + take["side_b"]).where(take["side_b"] != "", take["side_a"])
    by = pd.Series("UCDP GED, which names the sides, not the attacker", frame.index, dtype="str")
    by = by.mask(one_sided, "UCDP GED (side_a of one-sided violence)")
    who = take["side_a"].where(one_sided, either).astype("str")
    killed = _join([_wrap("best ", take["best"]), _wrap("low ", take["low"]),
                    _wrap("high ", take["high"])])  # fmt: skip
    notes = [
        _describe_codes(take["date_prec"], "date_prec", _DATE_PREC),
        _describe_codes(take["where_prec"], "where_prec", _WHERE_PREC),
        _wrap("killed, of all sides: ", killed),
        _wrap("civilians among them: ", take["deaths_civilians"]),
    ]
    wrong = _check_codes(take["date_prec"], "date_prec", _DATE_PREC)
    wrong += _check_codes(take["where_prec"], "where_prec", _WHERE_PREC)
    columns = {
        "date_precision": precision,
        "date_earliest": start.where(unsure, "").astype("str"),
        "date_latest": end.where(unsure, "").astype("str"),
        "attributed_to": who,
        "attributed_by": by.where(who != "", "").astype("str"),
        "note": _wrap("UCDP GED: ", _join(notes), "."),
    }
    read_from = {
        "date_precision": "date_prec", "date_earliest": "date_start", "date_latest": "date_end",
        "attributed_to": "side_a",
    }  # fmt: skip
    return Carried(columns, tuple(wrong), read_from)


def list_country_alone(format_name: str, frame: pd.DataFrame) -> "pd.Series[bool]":
    """
    Return which rows have only the point of a country, which must not be drawn as a place.

    Parameters
    ----------
    format_name, frame
        As in `carry_codes`.
    """
    if format_name != "ucdp-ged":
        return pd.Series(data=False, index=frame.index, dtype=bool)
    return _take(frame, "where_prec") == COUNTRY_ALONE
