"""Checks across columns, rows and files: one cell against another."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from geo.damage.numbers import find_former_id
from geo.model.cell_types import DAY, IDS, SOURCE_DATES, WHOLE, split_ids, split_source_dates
from geo.model.problems import Reject, list_rows, reject_cells

NEAR: Final = dt.timedelta(days=7)
"""Most days between the date of a row and the day that one of its sources gives."""


def check_places(file: str, frame: pd.DataFrame) -> list[Reject]:
    """
    Check that a row has both longitude and latitude, or neither.

    Parameters
    ----------
    file
        Name of the file.
    frame
        Rows as text.

    Returns
    -------
    rejects
        One for each row with only one of the two.
    """
    lon, lat = frame["longitude"], frame["latitude"]
    fix = "Enter both latitude and longitude, or neither."
    return [
        *reject_cells(
            file, lon, (lon == "") & (lat != ""), "is blank although latitude is given", fix
        ),
        *reject_cells(
            file, lat, (lat == "") & (lon != ""), "is blank although longitude is given", fix
        ),
    ]


def check_dates(file: str, frame: pd.DataFrame) -> list[Reject]:
    """
    Check that earliest ≤ date ≤ latest, and that only an approximate date has them.

    Parameters
    ----------
    file, frame
        Name of the file, and attacks as text.

    Returns
    -------
    rejects
        One for each invalid bound.
    """
    rejects: list[Reject] = []
    date = frame["date"]
    dated = DAY.test(date)
    for name, word in (("date_earliest", "after"), ("date_latest", "before")):
        bound = frame[name]
        given = bound != ""
        # Days in ISO 8601 sort as text as in the calendar.
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
            "is given although date_precision is day",
            "Write approximate in date_precision, or leave this cell blank.",
        )
    return rejects


def check_not_more(file: str, frame: pd.DataFrame, low: str, high: str) -> list[Reject]:
    """
    Check that one number is not more than another, if both are given.

    Parameters
    ----------
    file
        Name of the file.
    frame
        Rows as text.
    low, high
        The two columns.

    Returns
    -------
    rejects
        One for each row in which `low` is more than `high`.
    """
    both = frame[WHOLE.test(frame[low]) & WHOLE.test(frame[high])]
    more = pd.to_numeric(both[low]) > pd.to_numeric(both[high])
    fix = f"Put the two in order: {low} is not more than {high}."
    return reject_cells(file, both[low], more, f"is more than {high}", fix)


def check_sources(
    file: str, frame: pd.DataFrame, known: Iterable[str], rejected: Iterable[str]
) -> list[Reject]:
    """
    Check that every source that a row cites is known.

    Parameters
    ----------
    file
        Name of the file.
    frame
        Rows as text, with `source_ids`.
    known, rejected
        Ids of the sources that passed their checks, and of those that did not.

    Returns
    -------
    rejects
        One for each row with an unknown or rejected source.
    """
    cells = frame["source_ids"]
    listed = cells[IDS.test(cells)]
    good, bad = frozenset(known), frozenset(rejected)
    listed = listed[~listed.isin(good)]  # the quick test: most rows cite one known source
    # The second test splits the cell; few cells are left for the exact one.
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
    """
    Check that the dates of sources belong to sources of the row and are near the row's date.

    Parameters
    ----------
    file, frame
        Name of the file, and attacks as text.

    Returns
    -------
    rejects
        One for each cell with a source that the row does not cite, or a day beyond `NEAR`.
    """
    filled = frame[frame["source_dates"] != ""]  # few rows have them
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
            "Correct the day, or write the attack of that day in a row of its own.",
        ),
    ]


def check_origins(file: str, frame: pd.DataFrame) -> list[Reject]:
    """
    Check that a stated number of origins is at least one, and not more than the sources.

    Parameters
    ----------
    file, frame
        Name of the file, and attacks as text.

    Returns
    -------
    rejects
        One for each such cell.
    """
    filled = frame[frame["independent_origins"] != ""]  # few rows have them
    sound = filled[WHOLE.test(filled["independent_origins"]) & IDS.test(filled["source_ids"])]
    cells = sound["independent_origins"]
    cited = [len(split_ids(text)) for text in sound["source_ids"]]
    number = pd.to_numeric(cells, errors="coerce").astype("float64")
    return reject_cells(
        file,
        cells,
        (number < 1) | (number > cited),
        "is not a number of origins that the row's sources can have",
        "Write a number from 1 to the number of its sources, or leave it blank.",
    )


def check_new_ids(file: str, ids: "pd.Series[str]", known: "pd.Index[str]") -> list[Reject]:
    """
    Check that added rows have ids that the record does not have.

    Parameters
    ----------
    file
        Name of the file.
    ids
        The id column of the added rows.
    known
        Ids of the record.

    Returns
    -------
    rejects
        One for each repeated id.
    """
    return reject_cells(
        file,
        ids,
        (ids != "") & ids.isin(known),
        "is already in the record",
        "Give the row another id, or delete it if it is the same attack.",
    )


def check_duplicates(
    file: str,
    frame: pd.DataFrame,
    rejected: Sequence[int],
    record: "pd.Series[str] | None" = None,
) -> list[Reject]:
    """
    Check that a possible duplicate names another row that is counted.

    Parameters
    ----------
    file
        Name of the file.
    frame
        The attacks as text.
    rejected
        Rows that other checks reject.
    record
        If the rows are added to a record: its `possible_duplicate_of`, by `attack_id`; a row may
        also name a row of the record.

    Returns
    -------
    rejects
        One for each row that names itself, an unknown row, a marked row or a rejected row: the
        event would have no counted row.
    """
    ids = frame["attack_id"]
    names = frame["possible_duplicate_of"]
    names = names[names != ""]  # few rows are marked
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
            file, names, unknown, f"is not the id of a row of {file}", "Write an attack_id of it."
        ),
        *reject_cells(
            file,
            names,
            chained,
            "names a row that is itself marked as a possible duplicate",
            "Name the row that is counted.",
        ),
        *reject_cells(
            file, names, lost, "names a rejected row", "Correct that row first, then check again."
        ),
    ]


def _word_unknown(
    missing: Sequence[str], known: frozenset[str], rejected: frozenset[str], where: str
) -> tuple[str, str]:
    """Describe unknown ids: in a rejected row, changed by a spreadsheet, or missing."""
    named = ", ".join(text[:80] for text in missing[:3]) + (" and more" if len(missing) > 3 else "")
    if all(text in rejected for text in missing):
        return f"names {named}, which is rejected in {where}", f"Correct {where} first."
    former = find_former_id(missing[0], known) or find_former_id(missing[0], rejected)
    if former:
        reason = f"names {named}, which {where} has as {former}: a spreadsheet reads ids as numbers"
        return reason, f"Write {former}, with every zero, here and in {where}."
    return f"names {named}, which {where} does not have", f"Correct the id, or add it to {where}."
