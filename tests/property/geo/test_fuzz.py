"""A short run of `make soak`'s mutated files, and that the damage is the same each time."""

from random import Random

import pytest

from geo.loading import read_dataset
from soak import fuzz
from soak.fuzz import FILES, STRANGERS, check_files, write_sound
from soak.mutations import mutate_file
from soak.strangers import read_stranger


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return write_sound(tmp_path_factory.mktemp("sound"))


@pytest.mark.filterwarnings("ignore")
def test_every_mutated_file_is_read_or_refused(sound):
    tally = check_files(sound, range(30))
    assert tally.broken == []
    assert tally.read + tally.refused.total() == 30
    assert tally.read > 5
    assert tally.refused.total() > 5


def test_a_number_gives_the_same_damage_again(sound):
    for file in FILES:
        data = (sound / file).read_bytes()
        damaged = [mutate_file(data, file, Random(f"{file}-{number}")) for number in range(20)]
        assert damaged == [mutate_file(data, file, Random(f"{file}-{n}")) for n in range(20)]
        assert sum(one != data for one in damaged) > 15


def test_every_form_that_an_import_reads_is_among_the_files(sound):
    forms = {path.suffix for path in (sound / STRANGERS).iterdir()}
    assert forms == {".csv", ".xlsx", ".geojson", ".kml", ".kmz", ".gpkg", ".parquet"}
    record = read_dataset(sound)
    for path in (sound / STRANGERS).iterdir():
        if path.suffix in {".xlsx", ".kmz", ".gpkg", ".parquet"}:  # the others are tested as such
            read_stranger(path.name, path.read_bytes(), record)


def test_a_hang_and_a_lost_row_break_the_rule(sound, monkeypatch):
    monkeypatch.setattr(fuzz, "LONGEST_S", 0.05)

    def hang(file, data, record):
        while True:
            pass

    monkeypatch.setattr(fuzz, "read_stranger", hang)
    tally = check_files(sound, [2])
    assert tally.read + tally.refused.total() == 0
    assert "HangError" in tally.broken[0]
