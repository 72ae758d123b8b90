import pytest

from geo.loading import read_dataset
from geo.model.errors import DataFileError


def remarks(write_record, record, column, values, **cells):
    rows = [record.attack(f"a{n}", **cells | {column: value}) for n, value in enumerate(values)]
    return read_dataset(write_record(*rows)).remarks


def test_few_damaged_cells_are_told_one_by_one_only(write_record, record):
    assert remarks(write_record, record, "date", ["18/10/2023", "19/10/2023"]) == ()


def test_many_are_told_in_one_sentence_with_their_number(write_record, record):
    said = remarks(write_record, record, "date", ["18/10/2023", "19/10/2023", "20/10/2023"])
    assert said == (
        "attacks.csv: 3 of 3 dates in `date` are written day first (`18/10/2023` in row 2, which "
        "is 2023-10-18): a spreadsheet has probably rewritten them. Each can be read in this order "
        "only. Restore the file from git or another undamaged copy and open it with every column "
        "as text, or write each day as 2023-10-18.",
    )


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (
            ["10/18/2023", "10/19/2023", "11/03/2023"],
            "are written month first (`10/18/2023` in row 2, which is 2023-10-18): a spreadsheet "
            "has probably rewritten them. 2 can be read in this order only, the other 1 in two "
            "ways; Basewatch does not guess.",
        ),
        (
            ["01/11/2023", "02/11/2023", "03/11/2023"],
            "are written day first or month first (`01/11/2023` in row 2, which is 2023-11-01 or "
            "2023-01-11): a spreadsheet has probably rewritten them. Read day first they run from "
            "2023-11-01 to 2023-11-03, month first they run from 2023-01-11 to 2023-03-11; "
            "Basewatch does not guess.",
        ),
        (
            ["18/10/2023", "10/19/2023", "03/11/2023"],
            "The order differs between rows: 1 can only be read day first, 1 can only be "
            "read month first, 1 in two ways; Basewatch does not guess.",
        ),
        (
            ["18.10.23", "19.10.23", "20.10.23"],
            "are written day first or year first (`18.10.23` in row 2, which is 2023-10-18 or "
            "2018-10-23)",
        ),
        (
            ["45217", "45218", "45219"],
            "are a spreadsheet's numbers for days (`45217` in row 2, which is 2023-10-18 or "
            "2027-10-19)",
        ),
        (["18-Oct-23"] * 3, "have their month in letters (`18-Oct-23` in row 2, which is"),
        (["2023-10-18 00:00:00"] * 3, "3 of 3 dates in `date` have an hour"),
        (["Oct-23"] * 3, "have lost their day or their year"),
    ],
)
def test_the_order_of_days_is_said_as_far_as_the_column_tells(write_record, record, dates, said):
    (remark,) = remarks(write_record, record, "date", dates)
    assert said in remark


def test_columns_with_the_same_damage_share_a_sentence(write_record, record):
    cells = {"date_precision": "approximate", "date_latest": "20/10/2023"}
    (remark,) = remarks(write_record, record, "date", ["18/10/2023"] * 3 + ["2023-10-18"], **cells)
    assert "4 of 4 dates in `date_latest` and 3 of 4 in `date` are written day first" in remark


def test_each_kind_of_damage_has_its_own_the_commonest_first(write_record, record):
    rows = [
        record.attack(
            f"a{n}", date="45217", weapon="Rocket" if n else "rocket", note="Ã©" * (n > 5)
        )
        for n in range(9)
    ]
    said = read_dataset(write_record(*rows)).remarks
    assert [remark.split(" (")[0] for remark in said] == [
        "attacks.csv: 9 of 9 dates in `date` are a spreadsheet's numbers for days",
        "attacks.csv: 8 of 9 filled cells in `weapon` are controlled words written in another way",
        "attacks.csv: 3 of 3 filled cells in `note` were read in the wrong encoding",
    ]


def test_ids_that_became_one_number_are_an_error_that_says_why(write_record, record):
    folder = write_record(*[record.attack("2.02E+09", date="18/10/2023") for _ in range(3)])
    with pytest.raises(DataFileError) as caught:
        read_dataset(folder)
    said = str(caught.value)
    assert "`attack_id` `2.02E+09` is in rows 2, 3, 4: it holds `2.02E+09`: a spreadsheet" in said
    assert "3 of 3 dates in `date` are written day first" in said


def test_sites_are_looked_into_as_well(write_record, record):
    bases = [
        record.base(f"b{n}", name_ar=f"Ø¹ÙŠÙ† {n}", aliases=[], lonlat=[40 + n, 35])
        for n in range(3)
    ]
    dataset = read_dataset(write_record(record.attack(base_id=""), bases=bases))
    assert "bases.geojson: 3 of 3 filled cells in `name_ar` were read" in dataset.remarks[0]
    assert "it was probably `عين`" in dataset.rejects[0].reason


def test_a_spelling_that_names_a_site_is_no_damage(write_record, record):
    values = ["conoco\u00a0", "Conoco", "cono\u200bco"]
    rows = [record.attack(f"a{n}", base_id=value) for n, value in enumerate(values)]
    dataset = read_dataset(write_record(*rows))
    assert dataset.rejects == ()
    assert dataset.remarks == ()
    assert sum(respelling.cells for respelling in dataset.respellings) == 3
