"""A short run of `make soak`'s mutated files, and that the damage is the same each time."""

from random import Random

import pytest

from soak.fuzz import FILES, check_files, write_sound
from soak.mutations import mutate_file


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return write_sound(tmp_path_factory.mktemp("sound"))


def test_every_mutated_file_is_read_or_refused(sound):
    tally = check_files(sound, range(60))
    assert tally.broken == []
    assert tally.read + tally.refused.total() == 60
    assert tally.read > 5
    assert tally.refused.total() > 5


def test_a_number_gives_the_same_damage_again(sound):
    for file in FILES:
        data = (sound / file).read_bytes()
        damaged = [mutate_file(data, file, Random(f"{file}-{number}")) for number in range(20)]
        assert damaged == [mutate_file(data, file, Random(f"{file}-{n}")) for n in range(20)]
        assert sum(one != data for one in damaged) > 15
