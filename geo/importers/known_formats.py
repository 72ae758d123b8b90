"""The formats that are known by name: what their columns and codes become in our record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from geo.importers.column_detection import fold_columns, fold_name
from geo.importers.mapping import ColumnMapping, clear_blanks, propose_mapping
from geo.model.schema import ATTACKS

Columns = dict[str, "pd.Series[str]"]
Wrong = tuple[str, str, str, str]
"""Column, text, reason and fix of a cell of theirs that no row may have."""

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
    "1": "", "2": "point stands for a part of a region, near the place named",
    "3": "point stands for a larger region",
}  # fmt: skip
_DATE_PREC: Final = {
    "1": "", "2": "day known within 2 to 6 days", "3": "day known within the week",
    "4": "day known within the month", "5": "day known within more than a month",
}  # fmt: skip
_WHERE_PREC: Final = {
    "1": "", "2": "point known within about 25 km", "3": "point stands for a district",
    "4": "point stands for a province", "5": "point stands for a line or an estimated area",
    "6": "the country alone is known", "7": "in international waters or airspace",
}  # fmt: skip
COUNTRY_ALONE: Final = "6"


@dataclass(frozen=True)
class Carried:
    """
    What a format carries beside its columns.

    Attributes
    ----------
    columns
        Further columns of ours, on the index of the table.
    wrong
        Cells for which a row is rejected.
    read_from
        The column of theirs that each of ours was made of, for what is said of a problem.
    """

    columns: Columns
    wrong: tuple[Wrong, ...] = ()
    read_from: Mapping[str, str] = field(default_factory=dict)


def find_columns(mapping: ColumnMapping, frame: pd.DataFrame) -> ColumnMapping:
    """
    Give a mapping with the names as a table writes them.

    Parameters
    ----------
    mapping, frame
        A mapping, and the table as text. Neither is modified.

    Returns
    -------
    found
        Of a known format without the columns that the table lacks: exports differ. Of a mapping of
        one's own they stay, and are a problem of it.
    """
    is_own = mapping.format == "own"
    folded = fold_columns(frame.columns)
    names = {
        ours: theirs
        if theirs in frame.columns
        else folded.get(fold_name(theirs), theirs if is_own else "")
        for ours, theirs in mapping.columns.items()
    }
    found = {ours: theirs for ours, theirs in names.items() if theirs}
    return ColumnMapping(mapping.name, mapping.format, found, mapping.fixed, mapping.words,
                         mapping.date_order, mapping.blank)  # fmt: skip


def make_mapping(name: str, frame: pd.DataFrame) -> ColumnMapping:
    """Give the mapping of a format by its name, for a table; ``own`` proposes one."""
    known = {mapping.format: mapping for mapping in (ACLED, UCDP_GED, BASEWATCH)}
    if name in known:
        return find_columns(known[name], frame)
    return propose_mapping([str(column) for column in frame.columns])


def carry_codes(format_name: str, frame: pd.DataFrame) -> Carried:
    """
    Carry the codes of a known format into our columns.

    Parameters
    ----------
    format_name
        One of `geo.importers.mapping.FORMATS`.
    frame
        The table as text. Not modified.

    Returns
    -------
    carried
        Nothing for a table of one's own.

    Notes
    -----
    ACLED's `time_precision` (1 day, 2 week, 3 month) and `geo_precision` (1 exact, 2 part of a
    region, 3 larger region) after ACLED's codebook; `date_prec` and `where_prec` after the codebook
    of UCDP GED. Killed persons go to the note and to columns of their own: `us_killed` counts US
    personnel alone, and neither source says whether the dead were.
    """
    carriers: dict[str, Callable[[pd.DataFrame], Carried]] = {
        "acled": _carry_acled,
        "ucdp-ged": _carry_ucdp,
    }
    carry = carriers.get(format_name)
    return carry(frame) if carry else Carried({}, (), {})


def read_codes(cells: "pd.Series[str]") -> "pd.Series[str]":
    """Give cells as codes: without blanks at their ends, and a whole number without decimals."""
    return cells.str.strip().str.replace(r"^(\d+)\.0$", r"\1", regex=True)


def _take(frame: pd.DataFrame, name: str) -> "pd.Series[str]":
    """Give a column of a format; blank where it is missing or holds a word for that."""
    column = fold_columns(frame.columns).get(name)
    if column is None:
        return pd.Series("", index=frame.index, dtype="str")
    return clear_blanks(read_codes(frame[column]))


def _check_codes(cells: "pd.Series[str]", name: str, codes: Mapping[str, str]) -> list[Wrong]:
    """Find the codes that the codebook does not have."""
    listed = ", ".join(codes)
    return [
        (name, str(text), f"is no {name} of the codebook", f"Write one of {listed}, or nothing.")
        for text in cells.unique()
        if text and text not in codes
    ]


def _join(parts: "list[pd.Series[str]]") -> "pd.Series[str]":
    """Write several columns as one, with a semicolon between what is filled."""
    joined = parts[0]
    for part in parts[1:]:
        both = (joined != "") & (part != "")
        joined = joined + pd.Series("; ", joined.index, dtype="str").where(both, "") + part
    return joined.astype("str")


def _say(before: str, cells: "pd.Series[str]", after: str = "") -> "pd.Series[str]":
    """Write a sentence round each filled cell."""
    return (before + cells + after).where(cells != "", "").astype("str")


def _say_codes(cells: "pd.Series[str]", name: str, codes: Mapping[str, str]) -> "pd.Series[str]":
    """Say what codes mean, where they mean something to mind."""
    meaning = {code: f"{name} {code}: {said}" for code, said in codes.items() if said}
    return cells.map(meaning).fillna("").astype("str")


def _mark_days(cells: "pd.Series[str]", sure: str = "1") -> "pd.Series[str]":
    """Give the precision of days by a code; without one nothing says that a day is not sure."""
    precision = pd.Series("approximate", cells.index, dtype="str")
    return precision.where(~cells.isin(["", sure]), "day").astype("str")


def _carry_acled(frame: pd.DataFrame) -> Carried:
    """Carry what ACLED's export holds beside the columns that are mapped."""
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
            "is no attack",
            "Leave the row out of the export, or import it with a mapping of your own.",
        )
        for kind in _NO_ATTACK
        if (kinds == kind).any()
    ]
    wrong += _check_codes(take["time_precision"], "time_precision", _TIME)
    wrong += _check_codes(take["geo_precision"], "geo_precision", _GEO)
    both = (take["actor1"] != "") & (take["actor2"] != "")
    sides = (take["actor1"] + " – " + take["actor2"]).where(both, "").astype("str")
    said = [
        _say_codes(take["time_precision"], "time_precision", _TIME),
        _say_codes(take["geo_precision"], "geo_precision", _GEO),
        _say("actors: ", sides),
        _say("killed, of all sides: ", take["fatalities"]),
    ]
    columns = {
        "date_precision": _mark_days(take["time_precision"]),
        "weapon": take["sub_event_type"].map(_ACLED_WEAPONS).fillna("unknown").astype("str"),
        "note": _say("ACLED: ", _join(said), "."),
    }
    read_from = {"date_precision": "time_precision", "weapon": "sub_event_type"}
    return Carried(columns, tuple(wrong), read_from)


def _carry_ucdp(frame: pd.DataFrame) -> Carried:
    """Carry what UCDP GED holds beside the columns that are mapped."""
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
    killed = _join([_say("best ", take["best"]), _say("low ", take["low"]),
                    _say("high ", take["high"])])  # fmt: skip
    said = [
        _say_codes(take["date_prec"], "date_prec", _DATE_PREC),
        _say_codes(take["where_prec"], "where_prec", _WHERE_PREC),
        _say("killed, of all sides: ", killed),
        _say("civilians among them: ", take["deaths_civilians"]),
    ]
    wrong = _check_codes(take["date_prec"], "date_prec", _DATE_PREC)
    wrong += _check_codes(take["where_prec"], "where_prec", _WHERE_PREC)
    columns = {
        "date_precision": precision,
        "date_earliest": start.where(unsure, "").astype("str"),
        "date_latest": end.where(unsure, "").astype("str"),
        "attributed_to": who,
        "attributed_by": by.where(who != "", "").astype("str"),
        "note": _say("UCDP GED: ", _join(said), "."),
    }
    read_from = {
        "date_precision": "date_prec", "date_earliest": "date_start", "date_latest": "date_end",
        "attributed_to": "side_a",
    }  # fmt: skip
    return Carried(columns, tuple(wrong), read_from)


def list_country_alone(format_name: str, frame: pd.DataFrame) -> "pd.Series[bool]":
    """Tell the rows whose point is only a country's: drawn there, it would be an invented place."""
    if format_name != "ucdp-ged":
        return pd.Series(data=False, index=frame.index, dtype=bool)
    return _take(frame, "where_prec") == COUNTRY_ALONE
