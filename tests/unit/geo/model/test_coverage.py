from pathlib import Path

from geo.loading import read_dataset
from geo.statistics.coverage import count_by_month, count_sources

ROOT = Path(__file__).parents[4]


def test_months_count_counted_attacks_and_a_month_without_any_is_zero(write_record, record):
    dataset = read_dataset(
        write_record(
            record.attack("a", date="2023-10-18"),
            record.attack("b", date="2023-10-31", confirmation="media", base_id="hemo"),
            record.attack("c", date="2023-10-31", status="disputed"),
            record.attack("d", date="2023-12-01", base_id=""),
            bases=[record.base(), record.base("hemo", None)],
        )
    )
    assert count_by_month(dataset).to_dict("index") == {
        "2023-10": {"records": 2, "us_confirmed": 1, "sites": 2},
        "2023-11": {"records": 0, "us_confirmed": 0, "sites": 0},
        "2023-12": {"records": 1, "us_confirmed": 1, "sites": 0},
    }


def test_months_of_the_shipped_record_add_up_to_what_is_counted():
    dataset = read_dataset(ROOT / "data")
    months = count_by_month(dataset)
    counted = dataset.attacks[dataset.attacks["counted"]]
    assert months["records"].sum() == len(counted)
    assert months["us_confirmed"].sum() == (counted["confirmation"] == "us_official").sum()
    assert count_sources(dataset).sum() == len(dataset.sources)


def test_an_empty_record_covers_its_months_with_nothing(record, tmp_path):
    months = count_by_month(read_dataset(record.write(tmp_path / "empty", [])))
    assert months["records"].to_dict() == {"2023-10": 0, "2023-11": 0}
