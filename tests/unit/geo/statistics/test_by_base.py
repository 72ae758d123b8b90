import datetime as dt
from pathlib import Path

import pytest

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters
from geo.query.totals import count_records
from geo.statistics.by_base import ELSEWHERE, NOT_PLACED, count_bases

DATA = Path(__file__).parents[4] / "data"
WEEK = Window(dt.date(2024, 1, 1), dt.date(2024, 1, 7))
COLUMNS = ["us_confirmed", "other_reported", "selected", "in_filters", "us_killed", "us_wounded"]


@pytest.fixture
def dataset(write_record, record):
    return read_dataset(
        write_record(
            record.attack("a", date="2024-01-01", us_wounded="2"),
            record.attack("b", date="2024-01-02", confirmation="media"),
            record.attack("c", date="2024-02-01"),
            record.attack("d", date="2024-01-03", status="disputed", us_killed="9"),
            record.attack("e", date="2024-01-04", base_id="nowhere", us_killed="1"),
            record.attack("f", date="2024-01-05", base_id="", longitude="41.2", latitude="35.1"),
            record.attack("g", date="2024-01-06", base_id="", confirmation="claim_only"),
            record.attack("h", date="2024-01-07", base_id="harir", weapon="one_way_uav"),
            bases=[
                record.base("harir", (44.34, 36.53)),
                record.base("conoco"),
                record.base("nowhere", None),
            ],
        )
    )


def test_each_base_in_file_order_then_elsewhere_and_not_placed(dataset):
    found = count_bases(dataset, Filters(), WEEK)
    assert {
        str(base_id): tuple(row) for base_id, row in zip(found.index, found[COLUMNS].to_numpy(), strict=True)
    } == {
        "harir": (1, 0, 1, 1, 0, 0),
        "conoco": (1, 1, 2, 3, 0, 2),
        "nowhere": (0, 0, 0, 0, 0, 0),
        ELSEWHERE: (1, 0, 1, 1, 0, 0),
        NOT_PLACED: (1, 1, 2, 2, 1, 0),
    }  # fmt: skip
    assert list(found.index) == ["harir", "conoco", "nowhere", ELSEWHERE, NOT_PLACED]
    assert found["name"].tolist() == ["Harir", "Conoco", "Nowhere", "", ""]


@pytest.mark.parametrize(
    "filters", [Filters(), Filters(weapons=frozenset({"rocket"})), Filters(include_held_out=True)]
)
def test_each_column_adds_up_to_the_key_figure_of_its_name(dataset, filters):
    for data in (dataset, read_dataset(DATA)):
        for period in (WEEK, Window(dt.date(2023, 10, 17), dt.date(2024, 12, 31))):
            counts = count_records(data, filters, period)
            found = count_bases(data, filters, period)
            assert found[COLUMNS].sum().to_dict() == {
                name: getattr(counts, name) for name in COLUMNS
            }


def test_what_is_not_known_is_counted_among_the_selected(dataset):
    counts = count_records(dataset, Filters(), WEEK)
    assert (counts.weapon_known, counts.claim_only, counts.approximate) == (6, 1, 0)
