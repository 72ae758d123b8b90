"""Reports that a user adds to a session: their ids and grades, corrected and removed."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import pandas as pd

from geo.damage.cells import find_damage
from geo.files.csv_table import TextTable
from geo.files.folder_writer import format_table
from geo.model.cell_types import TEXT, split_ids
from geo.model.grading import RELIABILITY_OF_KIND, grade_attacks
from geo.model.schema import ATTACKS, SOURCES, FileSchema
from geo.record import Dataset
from geo.reports.additions import add_records

ADDED_ATTACKS: Final = f"{ATTACKS.file} (added by user)"
ADDED_SOURCES: Final = f"{SOURCES.file} (added by user)"
"""Names of the added rows in files, rejects and inputs."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_NOT_IN_ID: Final = re.compile("[^A-Za-z0-9._-]")

Cells = Mapping[str, str]
"""A row with the columns of the schema: text by column."""


@dataclass(frozen=True)
class Report:
    """
    One attack as reported by a user, not yet checked.

    Attributes
    ----------
    attack
        Cells of `attacks.csv`; a missing column is blank. Basewatch sets id and grades.
    source
        Cells of `sources.csv` for a new source; None if `source_ids` of the attack names sources
        of the record.
    """

    attack: Cells
    source: Cells | None = None


@dataclass(frozen=True)
class Additions:
    """
    The additions of a user in a session, never changed in place.

    Attributes
    ----------
    attacks, sources
        Rows with the columns of the schema and their ids; they are graded when added to a record.
    issued
        Every issued id, also those of removed rows: an id is issued once.
    """

    attacks: tuple[Cells, ...] = ()
    sources: tuple[Cells, ...] = ()
    issued: frozenset[str] = field(default_factory=frozenset)

    def add(self, report: Report, taken: Collection[str], token: str) -> tuple["Additions", str]:
        """
        Add a report that passed `check_report`.

        Parameters
        ----------
        report
            The report.
        taken
            Ids of the record.
        token
            Unique to the session, see `issue_id`.

        Returns
        -------
        additions, attack_id
            The additions with the report at the end, and its id.
        """
        day, base_id = (clean_cell(report.attack.get(name, "")) for name in ("date", "base_id"))
        attack_id = issue_id(day, base_id, token, {*taken, *self.issued})
        attack, source = write_rows(report, attack_id)
        return Additions(
            (*self.attacks, attack),
            (*self.sources, *([source] if source else [])),
            self.issued | {attack_id},
        ), attack_id

    def correct(self, attack_id: str, report: Report) -> "Additions":
        """
        Replace a row by a report that passed `check_report`.

        Parameters
        ----------
        attack_id
            Id of the row; the report keeps it.
        report
            The report.

        Returns
        -------
        additions
            The additions with the report in the place of the row.
        """
        attack, source = write_rows(report, attack_id)
        attacks = tuple(attack if row["attack_id"] == attack_id else row for row in self.attacks)
        sources = self.sources
        if source:
            sources = (
                *(row for row in sources if row["source_id"] != source["source_id"]),
                source,
            )
        return replace(self, attacks=attacks, sources=keep_cited(sources, attacks))

    def remove(self, attack_id: str) -> "Additions":
        """
        Remove a row, and its source if no other row cites it.

        A row marked as its possible duplicate loses the mark.
        """
        attacks = tuple(
            {**row, "possible_duplicate_of": ""}
            if row["possible_duplicate_of"] == attack_id
            else row
            for row in self.attacks
            if row["attack_id"] != attack_id
        )
        return replace(self, attacks=attacks, sources=keep_cited(self.sources, attacks))

    def find(self, attack_id: str) -> Report:
        """Return a row as a report, with the source that was added with it."""
        attack = next(row for row in self.attacks if row["attack_id"] == attack_id)
        own = name_source(attack_id)
        cited = split_ids(attack["source_ids"])
        source = next((row for row in self.sources if row["source_id"] == own), None)
        return Report(attack, source if own in cited else None)


def keep_cited(sources: Iterable[Cells], attacks: Iterable[Cells]) -> tuple[Cells, ...]:
    """
    Return the sources that a row cites.

    Parameters
    ----------
    sources, attacks
        Rows with the columns of the schema.

    Returns
    -------
    cited
        Those of `sources`, in order.
    """
    cited = {source_id for row in attacks for source_id in split_ids(row["source_ids"])}
    return tuple(row for row in sources if row["source_id"] in cited)


def clean_cell(text: str) -> str:
    """Strip a cell, normalise its line ends and replace lone surrogates with U+FFFD."""
    whole = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return whole.replace("\r\n", "\n").replace("\r", "\n").strip()


def issue_id(day: str, base_id: str, token: str, taken: Collection[str]) -> str:
    """
    Return a new id, such as ``2024-01-05-harir-u1-4f7c2a``.

    Parameters
    ----------
    day, base_id
        Of the attack when the id is issued; later corrections do not change the id.
    token
        Latin letters and digits, unique to the session, so that files of two people can be merged.
    taken
        Existing ids.

    Returns
    -------
    attack_id
        An id that is not in `taken`.
    """
    day, site = (_NOT_IN_ID.sub("", word) for word in (day, base_id))
    site = site[:80].rstrip("._-") or "elsewhere"
    number = 1
    while f"{day}-{site}-u{number}-{token}" in taken:
        number += 1
    return f"{day}-{site}-u{number}-{token}"


def name_source(attack_id: str) -> str:
    """Return the id of the source that was added with a report."""
    return f"{attack_id}-source"


def write_rows(report: Report, attack_id: str) -> tuple[dict[str, str], dict[str, str] | None]:
    """
    Write a report as a row of each file.

    Parameters
    ----------
    report, attack_id
        The report, and the id that it has.

    Returns
    -------
    attack, source
        Whole rows, except for the grades of the attack; None if the report has no new source.
    """
    attack = dict.fromkeys(ATTACKS.columns, "")
    attack |= {name: clean_cell(text) for name, text in report.attack.items() if name in attack}
    attack |= {"attack_id": attack_id, "status": attack["status"] or "accepted"}
    if report.source is None:
        return attack, None
    source_id = name_source(attack_id)
    source = dict.fromkeys(SOURCES.columns, "")
    source |= {name: clean_cell(text) for name, text in report.source.items() if name in source}
    source |= {
        "source_id": source_id,
        "origin_id": source_id,  # the form does not ask whether it is a copy
        "reliability": RELIABILITY_OF_KIND.get(source["kind"], "F"),
    }
    return attack | {"source_ids": source_id}, source


def add_reports(dataset: Dataset, additions: Additions) -> Dataset:
    """
    Add a user's rows to a record.

    Parameters
    ----------
    dataset
        The record. Not modified.
    additions
        The rows; without any, the record is returned unchanged.

    Returns
    -------
    joined
        As in `add_records`.
    """
    if not additions.attacks:
        return dataset
    return add_records(dataset, *make_tables(dataset, additions.attacks, additions.sources))


def make_tables(
    dataset: Dataset, attacks: Sequence[Cells], sources: Sequence[Cells]
) -> tuple[TextTable, TextTable]:
    """
    Make tables of rows, each attack graded by the rule.

    Parameters
    ----------
    dataset
        The record, whose sources may be cited.
    attacks, sources
        Whole rows.

    Returns
    -------
    attacks, sources
        Arguments of `geo.reports.additions.add_records`.
    """
    source_table = _make_table(ADDED_SOURCES, sources, SOURCES)
    known = pd.concat([dataset.sources, source_table.frame.set_index("source_id")])
    known = known[known["kind"].isin(list(RELIABILITY_OF_KIND))]
    gradable = frozenset(known.index)
    rows = _make_table(ADDED_ATTACKS, attacks, ATTACKS).frame
    # a row without a gradable source is rejected by the check, not by the rule
    cited = [
        ";".join(source_id for source_id in split_ids(text) if source_id in gradable)
        for text in rows["source_ids"]
    ]
    graded = rows.assign(**grade_attacks(rows.assign(source_ids=cited), known))
    return _finalise_table(ADDED_ATTACKS, graded, ATTACKS), source_table


def _make_table(file: str, rows: Sequence[Cells], schema: FileSchema) -> TextTable:
    """Make a table of text, its rows numbered as in a file."""
    frame = pd.DataFrame(
        [[row.get(name, "") for name in schema.columns] for row in rows],
        index=pd.RangeIndex(2, 2 + len(rows), name="row"),
        columns=pd.Index(list(schema.columns)),
        dtype="str",
    )
    return _finalise_table(file, frame, schema)


def _finalise_table(file: str, frame: pd.DataFrame, schema: FileSchema) -> TextTable:
    """Make the table of a frame, with the damage that is found in free text."""
    words = replace(
        schema, columns={k: v for k, v in schema.columns.items() if v.cell_type is TEXT}
    )
    damaged = tuple(find_damage(frame, words))
    return TextTable(file, frame, (), hash_cells(frame) if len(frame) else "", damaged=damaged)


def hash_cells(cells: pd.DataFrame) -> str:
    """Return the SHA-256 of a table's CSV form."""
    return hashlib.sha256(format_table(cells)).hexdigest()
