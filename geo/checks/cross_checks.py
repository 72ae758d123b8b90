"""Checks across columns, rows and files: what one cell says about another."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from geo.damage.numbers import find_former_id
from geo.model.cell_types import DAY, IDS, SOURCE_DATES, WHOLE, split_ids, split_source_dates
from geo.model.problems import Reject, list_rows, reject_cells

NEAR: Final = dt.timedelta(days=7)
"""How far the day that a source gives may be from the row's own."""


def check_places(file: str, frame: pd.DataFrame) -> list[Reject]:
    """Check that longitude and latitude stand together or not at all."""
    lon, lat = frame["longitude"], frame["latitude"]
    reason, fix = "is blank where its partner is not", "State longitude and latitude, or neither."
    return [
        *reject_cells(file, lon, (lon == "") & (lat != ""), reason, fix),
        *reject_cells(file, lat, (lat == "") & (lon != ""), reason, fix),
    ]


def check_dates(file: str, frame: pd.DataFrame) -> list[Reject]:
    """Check that earliest ≤ date ≤ latest, and that only an approximate date has them."""
    rejects: list[Reject] = []
    date = frame["date"]
    dated = DAY.test(date)
    for name, word in (("date_earliest", "after"), ("date_latest", "before")):
        bound = frame[name]
        given = bound != ""
        # A day in ISO 8601 sorts as text just as it does in the calendar.
        wrong = bound > date if word == "after" else bound < date
        rejects += reject_cells(
            file,
            bound,
            given & dated & DAY.test(bound) & wrong,
            f"is {word} the date",
            "Put the three in order: date_earliest, date, date_latest.",
        )
        rejects += reject_cells(
            file,
            bound,
            given & (frame["date_precision"] == "day"),
            "is given although the day is sure",
            "Write approximate in date_precision, or leave this cell blank.",
        )
    return rejects


def check_not_more(file: str, frame: pd.DataFrame, low: str, high: str) -> list[Reject]:
    """Check that one number is not more than another, where both are given."""
    both = frame[WHOLE.test(frame[low]) & WHOLE.test(frame[high])]
    more = pd.to_numeric(both[low]) > pd.to_numeric(both[high])
    fix = f"Put the two in order: {low} is not more than {high}."
    return reject_cells(file, both[low], more, f"is more than {high}", fix)


def check_sources(
    file: str, frame: pd.DataFrame, known: Iterable[str], rejected: Iterable[str]
) -> list[Reject]:
    """Check that every source that a row cites is known."""
    cells = frame["source_ids"]
    listed = cells[IDS.test(cells)]
    good, bad = frozenset(known), frozenset(rejected)
    listed = listed[~listed.isin(good)]  # most rows cite one source: it is known, and that is all
    # Nearly all know each source: the exact look is for the rest.
    doubtful = [text for text in listed.to_numpy(object) if not good.issuperset(text.split(";"))]
    problems = {
        text: missing
        for text in dict.fromkeys(doubtful)
        if (missing := [source for source in split_ids(text) if source not in good])
    }
    unknown = listed[listed.isin(list(problems))]
    return [
        Reject(
            file,
            int(row),
            "source_ids",
            text[:200],
            *_word_unknown(problems[text], good, bad, "sources.csv"),
        )
        for row, text in zip(list_rows(unknown), unknown, strict=True)
    ]


def check_source_dates(file: str, frame: pd.DataFrame) -> list[Reject]:
    """Check that a day is given for a source of the same row, and is near the row's own."""
    filled = frame[frame["source_dates"] != ""]  # few rows have them: only these are looked into
    sound = filled[
        SOURCE_DATES.test(filled["source_dates"])
        & DAY.test(filled["date"])
        & IDS.test(filled["source_ids"])
    ]
    cells = sound["source_dates"]
    strange: list[bool] = []
    far: list[bool] = []
    for text, source_ids, date in zip(cells, sound["source_ids"], sound["date"], strict=True):
        pairs = split_source_dates(text)
        own = dt.date.fromisoformat(date)
        strange.append(not {source for source, _ in pairs} <= set(split_ids(source_ids)))
        far.append(any(abs(dt.date.fromisoformat(day) - own) > NEAR for _, day in pairs))
    return [
        *reject_cells(
            file,
            cells,
            pd.Series(strange, index=cells.index, dtype=bool),
            "names a source that the row does not cite",
            "Write a source of this row, or add it to source_ids.",
        ),
        *reject_cells(
            file,
            cells,
            pd.Series(far, index=cells.index, dtype=bool),
            f"gives a day more than {NEAR.days} days from the date",
            "Correct the day, or give the attack of that day a row of its own.",
        ),
    ]


def check_new_ids(file: str, ids: "pd.Series[str]", known: "pd.Index[str]") -> list[Reject]:
    """Check that rows which are added to a record bring ids that it does not have."""
    return reject_cells(
        file,
        ids,
        (ids != "") & ids.isin(known),
        "stands in the record already",
        "Give the row an id of its own, or leave it out where it is the same.",
    )


def check_duplicates(
    file: str,
    frame: pd.DataFrame,
    rejected: Sequence[int],
    record: "pd.Series[str] | None" = None,
) -> list[Reject]:
    """
    Check that a possible duplicate names another row, which counts.

    Parameters
    ----------
    file
        Name of the file.
    frame
        The attacks as text.
    rejected
        Rows that other checks reject already.
    record
        Where the rows are added to a record: its `possible_duplicate_of`, by `attack_id`; a row may
        name one of its rows as well.

    Returns
    -------
    rejects
        A row that names itself, no row, a row that is marked too, or a rejected row: each
        would leave the event without a row that counts.
    """
    ids = frame["attack_id"]
    names = frame["possible_duplicate_of"]
    names = names[names != ""]  # few rows are marked: only these are looked up
    if names.empty:
        return []
    own = names == ids[names.index]
    there = record if record is not None else pd.Series(dtype="str")
    unknown = ~own & ~names.isin(ids) & ~names.isin(there.index)
    marked = pd.concat([ids[names.index], there.index[there != ""].to_series()])
    chained = ~own & names.isin(marked)
    lost = ~own & ~chained & names.isin(ids[frame.index.isin(rejected)])
    return [
        *reject_cells(file, names, own, "names the row itself", "Name the other row."),
        *reject_cells(
            file, names, unknown, f"names no row of {file}", "Write the attack_id of a row."
        ),
        *reject_cells(
            file,
            names,
            chained,
            "names a row that is marked as a possible duplicate itself",
            "Name the row that counts.",
        ),
        *reject_cells(
            file, names, lost, "names a row that is rejected", "Correct that row first, then check."
        ),
    ]


def _word_unknown(
    missing: Sequence[str], known: frozenset[str], rejected: frozenset[str], where: str
) -> tuple[str, str]:
    """Say which ids are not to be found, and whether they stand there in a rejected row."""
    named = ", ".join(text[:80] for text in missing[:3]) + (" and more" if len(missing) > 3 else "")
    if all(text in rejected for text in missing):
        return f"names {named}, which is rejected in {where}", f"Correct {where} first."
    former = find_former_id(missing[0], known) or find_former_id(missing[0], rejected)
    if former:
        reason = (
            f"names {named}, which {where} has as {former}: a spreadsheet takes ids for numbers"
        )
        return reason, f"Write {former}, with every zero, here and in {where}."
    return f"names {named}, which {where} does not have", f"Correct the id, or add it to {where}."
