"""Checks of a report before it joins the record: its problems, its grade, similar records."""

import datetime as dt
from dataclasses import replace
from typing import Final

import pandas as pd

from geo.model.cell_types import DAY, PUBLISHED, split_ids
from geo.model.problems import Reject
from geo.record import Dataset
from geo.reports.additions import check_added
from geo.reports.user_reports import (
    ADDED_ATTACKS,
    ADDED_SOURCES,
    Additions,
    Cells,
    Report,
    keep_cited,
    make_tables,
    write_rows,
)

NEAR: Final = dt.timedelta(days=1)
"""Sources date an attack by the local day, by the day in Washington, or a day late."""
_FIRST: Final = 2
"""Number of the first row of a table, as a spreadsheet shows it."""


def check_report(dataset: Dataset, report: Report, latest: dt.date) -> tuple[Reject, ...]:
    """
    Check a report like a row of a file, and that it is not dated in the future.

    Parameters
    ----------
    dataset
        The record to which it would be added, with earlier additions.
    report
        The report.
    latest
        The last day that can be reported: today at the place.

    Returns
    -------
    problems
        One for each cell that a user can correct; `file` is that of the attack or the source.
        Empty if the report can be added.
    """
    attack, source = write_rows(report, "report")
    sources = [source] if source else []
    checked = check_added(dataset, *make_tables(dataset, [attack], sources))
    problems = [problem for table in checked for problem in table.rejects]
    follow = {"attack_id", "source_id", "origin_id", "reliability", "credibility"}
    if source:
        # a problem of the source must not also read as an attack without a source
        follow.add("source_ids")
    problems = [problem for problem in problems if problem.column not in follow]
    problems += _check_ahead(ADDED_ATTACKS, attack, "date", latest)
    if source:
        problems += _check_ahead(ADDED_SOURCES, source, "published", latest)
    return tuple(problems)


def keep_sound(
    dataset: Dataset, additions: Additions, latest: dt.date
) -> tuple[Additions, tuple[Reject, ...]]:
    """
    Check restored reports as `check_report` checks a new one.

    Parameters
    ----------
    dataset
        The record to which they would be added. Not modified.
    additions
        The reports, with their ids.
    latest
        As in `check_report`.

    Returns
    -------
    sound, problems
        The reports that pass, and the first problem of each of the others.
    """
    problems: list[Reject] = []
    while additions.attacks:
        rows, sources = additions.attacks, additions.sources
        found = list(check_added(dataset, *make_tables(dataset, rows, sources))[1].rejects)
        ahead = {
            source["source_id"]: _check_ahead(ADDED_SOURCES, source, "published", latest)
            for source in sources
        }
        for number, row in enumerate(rows, _FIRST):
            late = _check_ahead(ADDED_ATTACKS, row, "date", latest)
            for source_id in split_ids(row["source_ids"]):
                late += ahead.get(source_id, [])
            found += [replace(problem, row=number) for problem in late]
        bad = {problem.row: problem for problem in reversed(found)}
        if not bad:
            break
        problems += [bad[number] for number in sorted(bad)]
        kept = tuple(row for number, row in enumerate(rows, _FIRST) if number not in bad)
        additions = replace(additions, attacks=kept, sources=keep_cited(sources, kept))
    return additions, tuple(problems)


def _check_ahead(file: str, row: Cells, column: str, latest: dt.date) -> list[Reject]:
    """Check that a day, a month or a year does not begin after the latest day."""
    text = row[column]
    cell_type = DAY if column == "date" else PUBLISHED
    # Dates in ISO 8601 sort as text as in the calendar.
    if not cell_type.test(pd.Series([text], dtype="str")).all() or text <= latest.isoformat():
        return []
    reason = f"is in the future: today is {latest.isoformat()}"
    return [Reject(file, 2, column, text, reason, "Correct it: only past attacks are reported.")]


def grade_report(dataset: Dataset, report: Report) -> tuple[str, str]:
    """
    Return the grades that a report would have.

    Parameters
    ----------
    dataset
        The record, whose sources may be cited. Not modified.
    report
        A report that passes its check.

    Returns
    -------
    reliability, credibility
        By the rule, see `geo.model.grading`.
    """
    attack, source = write_rows(report, "report")
    rows = make_tables(dataset, [attack], [source] if source else [])[0].frame
    return str(rows["reliability"].iloc[0]), str(rows["credibility"].iloc[0])


def find_near(dataset: Dataset, report: Report, itself: str | None = None) -> pd.DataFrame:
    """
    Return the records that may be the same event: at the same site, within `NEAR`.

    Parameters
    ----------
    dataset
        The record. Not modified.
    report
        The report; without a site or a valid day, nothing is found.
    itself
        Id of the row that the report corrects, which is left out.

    Returns
    -------
    near
        Rows of `Dataset.attacks`.
    """
    attacks = dataset.attacks
    day, base_id = (report.attack.get(name, "") for name in ("date", "base_id"))
    if not base_id or not DAY.test(pd.Series([day], dtype="str")).all():
        return attacks.iloc[:0]
    apart = (attacks["date"] - pd.Timestamp(day)).abs()
    near = (attacks["base_id"] == base_id) & (apart <= NEAR) & (attacks.index != itself)
    return attacks[near]


def list_originals(dataset: Dataset, report: Report, itself: str | None = None) -> list[str]:
    """
    List the records that a report may be marked as a possible duplicate of.

    Parameters
    ----------
    dataset, report, itself
        As in `find_near`.

    Returns
    -------
    attack_ids
        Records near it that are not marked themselves. Empty if another row is marked as a
        duplicate of the row that the report corrects: one row of the event must be counted.
    """
    marked = dataset.attacks["possible_duplicate_of"]
    if itself is not None and (marked == itself).any():
        return []
    near = find_near(dataset, report, itself)
    return list(near.index[near["possible_duplicate_of"] == ""])
