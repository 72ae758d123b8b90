"""Columns of the table of records: cells, types and widths."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import geopandas as gpd
import pandas as pd

from geo.model.cell_types import split_ids
from geo.model.position import describe_positions
from geo.model.vocabulary import ADDED_BY, CONFIRMATIONS, OUTCOMES, TARGET_KINDS
from geo.model.weapons import describe_weapons

Make = Callable[[pd.DataFrame, gpd.GeoDataFrame], "pd.Series[Any]"]


@dataclass(frozen=True)
class RecordColumn:
    """
    A column of the table.

    Attributes
    ----------
    make
        Returns its cells for attacks as in `Dataset.attacks` and the sites, on the attacks' index.
    kind
        Days and numbers sort as such, and a blank means not known; all else is text.
    width
        As in Streamlit, or in pixels; None for the width of its text.
    warns
        Whether it warns of a row; such a column shows only if it has an entry.
    """

    make: Make
    kind: Literal["text", "day", "number"] = "text"
    width: Literal["medium", "large"] | int | None = None
    warns: bool = False


def format_day(day: pd.Timestamp) -> str:
    """Return a day for reading, such as ``17 Oct 2023``."""
    return f"{day.day} {day:%b %Y}"


def name_record(attacks: pd.DataFrame, attack_id: str) -> str:
    """Return day, site and id of a record, as its name."""
    days, sites = attacks["date"], attacks["base_name"]
    return f"{format_day(days[attack_id])}, {sites[attack_id] or 'site not named'}, {attack_id}"


def make_table(
    attacks: pd.DataFrame, bases: gpd.GeoDataFrame, columns: Iterable[str]
) -> pd.DataFrame:
    """
    Return the table of records with the words that an officer reads.

    Parameters
    ----------
    attacks
        Attacks as in `Dataset.attacks`, in the order of the list. Not modified.
    bases
        Sites as in `Dataset.bases`.
    columns
        Names of `COLUMNS`, in order.

    Returns
    -------
    table
        Indexed by `attack_id`: days as datetime64, numbers as Int64 (<NA> for not known), all
        else as text. A column that only warns is left out if it is blank throughout.
    """
    made = {name: COLUMNS[name].make(attacks, bases) for name in columns}
    return pd.DataFrame(
        {name: made[name] for name in made if not COLUMNS[name].warns or made[name].ne("").any()},
        index=attacks.index,
    )


def _describe_days(attacks: pd.DataFrame, _: gpd.GeoDataFrame) -> "pd.Series[Any]":
    """Return the range of each approximate day; blank if the day is exact."""
    unsure = attacks[attacks["date_precision"] == "approximate"]
    texts = []
    for day, first, last in zip(
        unsure["date"], unsure["date_earliest"], unsure["date_latest"], strict=True
    ):
        known = not (pd.isna(first) or pd.isna(last))
        between = f" ({format_day(first)} – {format_day(last)})" if known else ""
        texts.append(f"about {format_day(day)}{between}")
    return pd.Series(texts, unsure.index, dtype="str").reindex(attacks.index, fill_value="")


def _take(column: str, words: Mapping[str, str] | None = None) -> Make:
    """Return a function that takes a column of the record, its words replaced by labels."""
    return lambda attacks, _: attacks[column].map(words) if words else attacks[column]


def _locate(form: str) -> Make:
    """Return a function that writes the records' positions in one form."""
    return lambda attacks, bases: describe_positions(attacks, bases)[form]


COLUMNS: Final[dict[str, RecordColumn]] = {
    "Date": RecordColumn(_take("date"), "day"),
    "Approximate": RecordColumn(_describe_days, width=132, warns=True),
    "Excluded from counts": RecordColumn(_take("held_out_because"), width=164, warns=True),
    "Added": RecordColumn(
        lambda rows, _: rows["added_by"].map(ADDED_BY).fillna("").astype("str"),
        width=104,
        warns=True,
    ),
    "Site": RecordColumn(lambda rows, _: rows["base_name"].replace("", "not named")),
    "Place as reported": RecordColumn(_take("place_as_reported"), width="medium"),
    "Country": RecordColumn(lambda rows, bases: rows["base_id"].map(bases["country"]).fillna("")),
    "Target": RecordColumn(_take("target_kind", TARGET_KINDS)),
    "Weapon": RecordColumn(lambda rows, _: rows["weapon"].map(describe_weapons)),
    "Munitions": RecordColumn(_take("munitions"), "number"),
    "Outcome": RecordColumn(_take("outcome", OUTCOMES)),
    "US killed": RecordColumn(_take("us_killed"), "number"),
    "US wounded": RecordColumn(_take("us_wounded"), "number"),
    "Confirmed by": RecordColumn(_take("confirmation", CONFIRMATIONS)),
    "Claimed by": RecordColumn(_take("claimed_by"), width="medium"),
    "Attributed to": RecordColumn(_take("attributed_to"), width="medium"),
    "Grade": RecordColumn(lambda rows, _: rows["reliability"] + rows["credibility"]),
    "Sources": RecordColumn(
        lambda rows, _: rows["source_ids"].map(lambda ids: len(split_ids(ids))).astype("Int64"),
        "number",
    ),
    "Degrees": RecordColumn(_locate("degrees")),
    "DMS": RecordColumn(_locate("dms")),
    "MGRS": RecordColumn(_locate("mgrs")),
    "Summary": RecordColumn(_take("summary"), width="large"),
    "Note": RecordColumn(_take("note"), width="large"),
    "Record": RecordColumn(lambda rows, _: pd.Series(rows.index, rows.index)),
}
OPENING_COLUMNS: Final = (
    "Date", "Approximate", "Excluded from counts", "Added", "Site", "Place as reported", "Weapon",
    "Outcome",
    "US killed", "US wounded", "Confirmed by", "Claimed by", "Grade", "Summary", "Note", "Record",
)  # fmt: skip
"""Columns that show until others are chosen."""
