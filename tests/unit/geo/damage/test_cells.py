import pandas as pd
import pytest

from geo.damage.cells import find_damage
from geo.damage.kinds import (
    ALIKE,
    BLANK_WORD,
    DAY_ORDER,
    DECIMAL_ADDED,
    DECIMAL_COMMA,
    DECIMAL_LOST,
    ERROR_VALUE,
    ID_DAY,
    ID_NUMBER,
    ID_SCIENTIFIC,
    ID_SIGN,
    MOJIBAKE,
    NUMBER_DAY,
    SCIENTIFIC,
    SPACES,
    THOUSANDS,
    TOO_NARROW,
    TRUTH_VALUE,
    WORD_FORM,
)
from geo.damage.numbers import find_former_id
from geo.loading import read_dataset
from geo.model.schema import ATTACKS, OFFICIAL_TOTALS, SOURCES
from tests.conftest import Record

SCHEMAS = {schema.file: schema for schema in (ATTACKS, SOURCES, OFFICIAL_TOTALS)}


def find(column: str, value: str, file: str = "attacks.csv"):
    """Give the damage of one cell in a row that is sound but for it."""
    sound = {
        "attacks.csv": Record.attack, "sources.csv": Record.source,
        "official_totals.csv": Record.total,
    }[file]()  # fmt: skip
    frame = pd.DataFrame([sound | {column: value}], index=pd.Index([2], name="row"), dtype="str")
    cells = find_damage(frame, SCHEMAS[file])
    assert [(cell.row, cell.column, cell.value) for cell in cells] in ([], [(2, column, value)])
    return cells[0].damage if cells else None


@pytest.mark.parametrize(
    ("column", "value", "kind", "said"),
    [
        ("attack_id", "1.0", ID_NUMBER, "Write 1, or the original id: leading zeros"),
        ("attack_id", "1,0", ID_NUMBER, "Write 1,"),
        ("attack_id", "2.02E+09", ID_SCIENTIFIC, "its digits are lost"),
        ("attack_id", "2,02E+09", ID_SCIENTIFIC, "its digits are lost"),
        ("attack_id", "2.02E09", ID_SCIENTIFIC, "its digits are lost"),
        ("attack_id", "2.02310180012346E+016", ID_SCIENTIFIC, "Restore the cell from git"),
        ("attack_id", "18-Oct", ID_DAY, "a spreadsheet has turned an id into a day"),
        ("attack_id", "Oct-23", ID_DAY, "a spreadsheet has turned an id into a day"),
        ("attack_id", "18/10/2023", ID_DAY, "a spreadsheet has turned an id into a day"),
        ("attack_id", "2023\u201110\u201118-x", ALIKE, "non-breaking hyphen (U+2011)"),
        ("attack_id", "a1\u00a0", ALIKE, "no-break space (U+00A0). Write a1."),
        ("attack_id", "a1 ", ALIKE, "has a space before or after it. Write a1."),
        ("attack_id", "\ufeffa1", ALIKE, "(U+FEFF). Write a1."),
        ("attack_id", "“a1”", ALIKE, "Write a1."),
        ("attack_id", '="007"', ALIKE, "has the equals sign of a formula. Write 007."),
        ("attack_id", "########", TOO_NARROW, "too narrow"),
        ("base_id", "#N/A", ERROR_VALUE, "is an error value of a spreadsheet"),
        ("source_ids", "s1;2.0", ID_NUMBER, "holds `2.0`"),
        ("source_ids", "s1,s2", ID_SIGN, "Write s1;s2."),
        ("source_ids", "s1\ns2", ID_SIGN, "Write s1;s2."),
        ("source_ids", "s1;\u00a0s2", ALIKE, "Write s1; s2."),
        ("date", "18/10/2023", DAY_ORDER, "Write 2023-10-18."),
        ("date", "2023–10–18", ALIKE, "has an en dash (U+2013). Write 2023-10-18."),
        ("date", " 2023-10-18", ALIKE, "has a space before or after it"),
        ("date", "#VALUE!", ERROR_VALUE, "or write the value from the sources"),
        ("date", "NaT", BLANK_WORD, "Fill it in: day, YYYY-MM-DD."),
        ("date_latest", "NULL", BLANK_WORD, "Leave it blank."),
        ("date_earliest", "\u00a0", SPACES, "Leave it blank."),
        ("source_dates", "s1=18/10/2023", DAY_ORDER, "gives for s1 `18/10/2023`, which is not"),
        ("munitions", "4.0", DECIMAL_ADDED, "Write 4."),
        ("munitions", "4,00", DECIMAL_ADDED, "Write 4."),
        ("munitions", "1,234", THOUSANDS, "can be 1234 with a thousands separator, or the"),
        ("munitions", "1.000", THOUSANDS, "or the decimal number 1.000"),
        ("munitions", "1\u00a0234", THOUSANDS, "Write 1234."),
        ("munitions", "1'234'567", THOUSANDS, "Write 1234567."),
        ("munitions", "2E+05", SCIENTIFIC, "write all digits"),
        ("munitions", "02-Jan", NUMBER_DAY, "looks like a day"),
        ("munitions", "٣", ALIKE, "Write 3."),
        ("munitions", "'5", ALIKE, "Write 5."),
        ("us_killed", "FALSE", TRUTH_VALUE, "is a truth value"),
        ("longitude", "40,3", DECIMAL_COMMA, "Write 40.3."),
        ("longitude", "−40.3", ALIKE, "minus sign (U+2212). Write -40.3."),
        ("latitude", "3532", DECIMAL_LOST, "its decimal point may be lost"),
        ("latitude", "35.321.000", DECIMAL_LOST, "its decimal point may be lost"),
        ("latitude", "3.53E+01", SCIENTIFIC, "in scientific notation"),
        ("latitude", "01.Mai", NUMBER_DAY, "looks like a day"),
        ("weapon", "Rocket", WORD_FORM, "is `rocket` with capital letters. Write rocket."),
        ("weapon", "one‑way uav", WORD_FORM, "instead of `_`, a non-breaking hyphen (U+2011)"),
        (
            "weapon",
            "One-Way UAV",
            WORD_FORM,
            "instead of `_`, capital letters. Write one_way_uav.",
        ),
        ("weapon", "rocket\u00a0", WORD_FORM, "a no-break space (U+00A0). Write rocket."),
        ("weapon", "rocket ", WORD_FORM, "a space before or after it"),
        ("weapon", "rocket\n", WORD_FORM, "a line break before or after it"),
        ("confirmation", "US official", WORD_FORM, "Write us_official."),
        ("reliability", "a", WORD_FORM, "is `A` with small letters. Write A."),
        ("credibility", "2.0", WORD_FORM, "is `2` with decimals, which a spreadsheet adds."),
        ("weapon", "#NAME?", ERROR_VALUE, "is an error value"),
        ("weapon", "Err:502", ERROR_VALUE, "is an error value"),
        ("weapon", "nan", BLANK_WORD, "Fill it in: one or more of"),
        ("summary", "#REF!", ERROR_VALUE, "is an error value"),
        ("summary", "#WERT!", ERROR_VALUE, "is an error value"),
        ("summary", "###", TOO_NARROW, "too narrow"),
        ("claimed_by", "NULL", BLANK_WORD, "Leave it blank."),
        ("outcome", "None", BLANK_WORD, "Fill it in: one of"),
        ("us_killed", "n/a", BLANK_WORD, "Leave it blank."),
        ("claimed_by", "TRUE", TRUTH_VALUE, "is a truth value"),
        ("note", " \u00a0", SPACES, "holds only spaces"),
        ("summary", "AÃ¯n al-Asad", MOJIBAKE, "it was probably `Aïn`"),
        ("summary", "A\ufffdn", MOJIBAKE, "letters are lost"),
    ],
)
def test_a_damaged_cell_is_explained(column, value, kind, said):
    damage = find(column, value)
    assert damage is not None
    assert damage.kind == kind
    assert said in f"{damage.reason}. {damage.fix}"


@pytest.mark.parametrize(
    ("file", "column", "value", "kind", "said"),
    [
        ("sources.csv", "published", "Oct-23", "have lost their day or their year", "2023-10,"),
        ("sources.csv", "published", "19/10/2023", DAY_ORDER, "Write 2023-10-19."),
        ("sources.csv", "language", "EN", ALIKE, "Write en."),
        ("sources.csv", "url", "https://a.org/x\u200b", ALIKE, "Write https://a.org/x."),
        ("official_totals.csv", "scope", "Region", ALIKE, "Write region."),
    ],
)
def test_other_files_are_looked_into_as_well(file, column, value, kind, said):
    damage = find(column, value, file)
    assert damage is not None
    assert damage.kind == kind
    assert said in f"{damage.reason}. {damage.fix}"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("attack_id", "2023-10-18-ain-al-asad-1"), ("attack_id", "007"), ("attack_id", "2E9"),
        ("attack_id", "v1.0"), ("attack_id", "oct-18-x"), ("attack_id", "2023-10-18"),
        ("attack_id", "has space"), ("munitions", "about 4"), ("munitions", "-1"),
        ("weapon", "drone"), ("date", "2023-02-30"), ("date", "soon"), ("latitude", "35N"),
        ("longitude", "-190.5"), ("summary", "two\nlines"), ("summary", "#1 of 3 rockets"),
        ("summary", "none known"), ("summary", "None"), ("note", "n/a"),
        ("note", "True, but late"), ("source_ids", "s1;"),
        ("source_dates", "s1=2023-02-30"), ("claimed_by", ""),
    ],
)  # fmt: skip
def test_what_no_spreadsheet_did_is_not_put_down_to_one(column, value):
    assert find(column, value) is None


def test_a_damaged_cell_is_a_reject_that_says_so(write_record, record):
    dataset = read_dataset(
        write_record(record.attack("a1", weapon="One-way UAV"), record.attack("a2"))
    )
    assert [str(fault) for fault in dataset.rejects] == [
        "attacks.csv row 2, column weapon: `One-way UAV` — is `one_way_uav` with a space or hyphen "
        "instead of `_`, capital letters. Write one_way_uav."
    ]


def test_text_that_only_looks_sound_is_rejected_and_counted(write_record, record):
    dataset = read_dataset(
        write_record(
            record.attack("1.0"), record.attack("a2", note="#N/A"), record.attack("a3", note="NA")
        )
    )
    assert [(fault.row, fault.column) for fault in dataset.rejects] == [
        (2, "attack_id"), (3, "note"),
    ]  # fmt: skip
    assert dataset.attack_rows.read == 3
    assert list(dataset.attacks.index) == ["a3"]


@pytest.mark.parametrize(
    ("missing", "known", "former"),
    [
        ("7", {"007", "8"}, "007"),
        ("007", {"7"}, "7"),
        ("7", {"07", "007"}, None),
        ("7", {"8"}, None),
        ("x7", {"x07"}, None),
        ("0", {"000"}, "000"),
    ],
)
def test_an_id_that_lost_its_zeros_is_found_again(missing, known, former):
    assert find_former_id(missing, frozenset(known)) == former


def test_a_row_that_cites_an_id_without_its_zeros_is_told_so(write_record, record):
    folder = write_record(record.attack(source_ids="7"), sources=[record.source("007")])
    fault = read_dataset(folder).rejects[0]
    assert fault.reason == (
        "names 7, which sources.csv has as 007: a spreadsheet reads ids as numbers"
    )
    assert fault.fix == "Write 007, with every zero, here and in sources.csv."
