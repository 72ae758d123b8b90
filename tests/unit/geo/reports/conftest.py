"""A record that reports are added to."""

import pytest

from geo.loading import read_dataset
from geo.record import Dataset


@pytest.fixture
def dataset(write_record, record) -> Dataset:
    return read_dataset(
        write_record(
            record.attack("a1"),
            record.attack("a2", possible_duplicate_of="a1"),
            record.attack("a3", weapon="catapult"),
            bases=[record.base(), record.base("hemo", None)],
        )
    )
