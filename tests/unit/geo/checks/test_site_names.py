"""What a cell says of a site: resolved and counted, or a reject with the nearest."""

import pytest

from geo.__main__ import main
from geo.checks.site_names import SEARCHED, count_respelled
from geo.loading import read_dataset
from geo.record import Dataset


@pytest.fixture
def read(write_record, record):
    def read_attacks(*base_ids: str, **files) -> Dataset:
        attacks = [
            record.attack(f"a{number}", base_id=base_id) for number, base_id in enumerate(base_ids)
        ]
        return read_dataset(write_record(*attacks, **files))

    return read_attacks


def test_a_name_is_read_as_its_site_and_counted(read):
    dataset = read("Koniko", "conoco", "MSS-Euphrates", "", "Koniko", "كونيكو")
    assert dataset.rejects == ()
    assert dataset.attacks["base_id"].tolist() == [*["conoco"] * 3, "", *["conoco"] * 2]
    assert dataset.attacks["placed"].tolist() == [True, True, True, False, True, True]
    told = [
        (spelling.written, spelling.base_id, spelling.cells, spelling.first_row)
        for spelling in dataset.respellings
    ]
    assert told == [
        ("Koniko", "conoco", 2, 2),
        ("MSS-Euphrates", "conoco", 1, 4),
        ("كونيكو", "conoco", 1, 7),
    ]
    assert {(told.file, told.column) for told in dataset.respellings} == {
        ("attacks.csv", "base_id")
    }
    assert count_respelled(dataset.respellings).startswith(
        "4 cells have another spelling of a site"
    )
    assert count_respelled(dataset.respellings[1:2]).startswith(
        "1 cell has another spelling of a site"
    )


def test_a_record_of_ids_has_nothing_to_tell(read):
    assert read("conoco", "").respellings == ()


def test_an_unknown_name_is_one_reject_with_the_nearest(read):
    dataset = read("Konikko base", "Bagram", "conoco")
    assert list(dataset.attacks.index) == ["a2"]
    near, far = dataset.rejects
    assert (near.row, near.column, near.value) == (2, "base_id", "Konikko base")
    assert near.fix.startswith("Nearest: conoco (Koniko). Write the base_id")
    assert far.fix.startswith("Write the base_id")
    assert "Nearest" not in far.fix


def test_what_might_be_two_sites_is_a_reject_that_names_both(read, record):
    bases = [record.base("a", name="Harir"), record.base("b", name="Harir field")]
    (reject,) = read("Harir base", bases=bases).rejects
    assert reject.fix.startswith("Nearest: a (Harir), b (Harir field).")


def test_a_column_of_something_else_does_not_hold_the_page_up(read):
    dataset = read(*(f"Koniko {number}" for number in range(SEARCHED + 20)))
    assert len(dataset.rejects) == SEARCHED + 20
    assert sum("Nearest" in reject.fix for reject in dataset.rejects) == SEARCHED


def test_a_scope_may_name_its_site_in_any_spelling(write_record, record):
    totals = [record.total(scope="base:MSS Euphrates"), record.total(scope="base:Bagram")]
    dataset = read_dataset(write_record(totals=totals))
    assert dataset.official_totals["scope"].tolist() == ["base:conoco"]
    (told,) = dataset.respellings
    assert (told.file, told.column, told.written) == (
        "official_totals.csv",
        "scope",
        "MSS Euphrates",
    )
    assert {(reject.file, reject.row) for reject in dataset.rejects} == {("official_totals.csv", 3)}


def test_check_tells_what_it_read_as_something_else(write_record, record, capsys):
    folder = write_record(
        record.attack("a", base_id="Koniko"), record.attack("b", base_id="conoco\u202e base")
    )
    assert main(["check", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    head = lines.index(
        "2 cells have another spelling of a site than its base_id and are read as that site:"
    )
    assert lines[head + 1 : head + 3] == [
        "attacks.csv row 2, column base_id: `Koniko` is conoco.",
        "attacks.csv row 3, column base_id: `conoco\\u202e base` is conoco.",
    ]
    assert "2 attacks counted" in lines[head + 4]


def test_check_of_ids_alone_says_nothing_of_spellings(write_record, capsys):
    main(["check", str(write_record())])
    assert "spelling" not in capsys.readouterr().out
