"""The data dictionary says what the schema checks, and the schema checks what it says."""

import re
from pathlib import Path

import pytest

from geo.model import vocabulary
from geo.model.grading import RELIABILITY_OF_KIND, grade_credibility
from geo.model.position import describe_position, format_mgrs
from geo.model.schema import ACKNOWLEDGED, BASE_KINDS, FILES, QUALIFIERS
from geo.model.vocabulary import GRADES_ARE

TEXT = (Path(__file__).parents[2] / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
WORDS = {
    "weapon": vocabulary.WEAPONS,
    "outcome": vocabulary.OUTCOMES,
    "confirmation": vocabulary.CONFIRMATIONS,
    "date_precision": vocabulary.DATE_PRECISIONS,
    "target_kind": vocabulary.TARGET_KINDS,
    "status": vocabulary.STATUSES,
    "claim_group": vocabulary.CLAIM_GROUPS,
    "kind of a source": vocabulary.SOURCE_KINDS,
    "kind of a base": BASE_KINDS,
    "acknowledged": ACKNOWLEDGED,
    "qualifier": QUALIFIERS,
    "kind of a total": vocabulary.TOTAL_KINDS,
    "reliability": vocabulary.RELIABILITIES,
    "credibility": vocabulary.CREDIBILITIES,
}


def read_tables(level: str) -> dict[str, list[list[str]]]:
    """Give the rows, without the head, of the first table below each heading of a level."""
    tables = {}
    for part in re.split(rf"^{level} ", TEXT, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        body = re.split(r"^#", body, maxsplit=1, flags=re.MULTILINE)[0]
        rows = re.findall(r"^\| (.+) \|$", body, flags=re.MULTILINE)
        tables[heading.strip()] = [row.split(" | ") for row in rows[2:]]
    return tables


def test_every_file_is_in_the_dictionary_and_no_other():
    named = [name.strip("`") for name, rows in read_tables("##").items() if rows]
    assert named == [schema.file for schema in FILES]


@pytest.mark.parametrize("schema", FILES, ids=lambda schema: schema.file)
def test_every_column_stands_there_as_the_schema_has_it(schema):
    assert read_tables("##")[f"`{schema.file}`"] == [
        [f"`{name}`", column.what, column.cell_type.name, column.blank]
        for name, column in schema.columns.items()
    ]


@pytest.mark.parametrize("name", WORDS)
def test_every_controlled_word_stands_there_as_it_is_shown(name):
    shown = read_tables("###")[name]
    assert shown == [[f"`{word}`", label] for word, label in WORDS[name].items()]


def test_the_dictionary_has_no_list_of_words_that_nothing_checks():
    checked = {column.cell_type.words for schema in FILES for column in schema.columns.values()}
    for name, listed in WORDS.items():
        assert tuple(listed) in checked, name
    assert {tuple(listed) for listed in WORDS.values()} == checked - {()}


def test_the_grade_rule_stands_there_as_it_is_applied():
    reliability = read_tables("###")["Reliability: from the kind of publisher"]
    assert reliability == [[f"`{kind}`", grade] for kind, grade in RELIABILITY_OF_KIND.items()]
    rows = read_tables("###")["Credibility: from the item alone"]
    seen = set()
    for case, several, one in rows:
        named = re.findall(r"`(\w+)`", case)
        if named[0] == "status":
            assert (several, one) == (
                grade_credibility("us_official", 2, "disputed"),
                grade_credibility("us_official", 1, "disputed"),
            )
            continue
        for confirmation in named:
            seen.add(confirmation)
            assert several == grade_credibility(confirmation, 2, "accepted")
            assert one == grade_credibility(confirmation, 1, "accepted")
    assert seen == set(vocabulary.CONFIRMATIONS)
    assert GRADES_ARE in TEXT


def test_the_squares_stand_there_as_they_are_cut():
    rows = read_tables("###")["Precision and square"]
    lengths = {"m": 1, "km": 1_000}
    for precision, square, example in rows:
        number, unit = [*precision.removeprefix("up to ").split(" "), ""][:2]
        precision_m = 100_001 if precision == "more" else int(number) * lengths[unit]
        # Ain al-Asad with more digits than anybody stated: the square alone is tried here.
        assert f"`{format_mgrs(42.4400001, 33.7800001, precision_m)}`" == example
        assert square in describe_position(42.4400001, 33.7800001, precision_m).caption
