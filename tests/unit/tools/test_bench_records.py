"""The synthetic records of the measurements: a record like any other, and the same each time."""

import pytest

from bench.records import OWN_SHARE, write_records
from geo.loading import read_dataset


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("records")
    write_records(made, 500)
    return made


def test_every_row_passes_every_check(folder) -> None:
    dataset = read_dataset(folder)

    assert dataset.rejects == ()
    assert dataset.remarks == ()
    assert dataset.attack_rows.kept == 500
    assert dataset.attacks["placed"].all()


def test_half_of_the_records_have_a_place_of_their_own(folder) -> None:
    own = read_dataset(folder).attacks["longitude"].notna()

    assert own.mean() == pytest.approx(OWN_SHARE, abs=0.1)


def test_the_same_seed_gives_the_same_bytes(folder, tmp_path) -> None:
    write_records(tmp_path, 500)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }


def test_another_seed_gives_other_records(folder, tmp_path) -> None:
    write_records(tmp_path, 500, seed=1)

    assert (tmp_path / "attacks.csv").read_bytes() != (folder / "attacks.csv").read_bytes()
