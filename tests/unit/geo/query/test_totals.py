import datetime as dt

import pytest

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Counts, Filters
from geo.query.totals import count_records, official_total_by


def test_every_number_of_a_small_record(write_record, record):
    dataset = read_dataset(
        write_record(
            record.attack("a", us_killed="3", us_wounded="40", outcome="impact"),
            record.attack("b", us_wounded="0", outcome="intercepted", confirmation="media"),
            record.attack("c", outcome="unknown", confirmation="partner_official", base_id="hemo"),
            record.attack("d", base_id="", outcome="partly_intercepted", confirmation="claim_only"),
            record.attack("e", status="disputed", us_killed="9"),
            record.attack("f", target_kind="convoy", base_id=""),
            record.attack("g", date="2024-01-01", us_killed="5"),
            record.attack("h", weapon="one_way_uav"),
            record.attack("i", weapon="x", outcome="y"),
            bases=[record.base(), record.base("hemo", None)],
        )
    )
    window = Window(dt.date(2023, 10, 18), dt.date(2023, 10, 31))
    filters = Filters(weapons=frozenset({"rocket"}), include_held_out=True)
    assert count_records(dataset, filters, window) == Counts(
        read=9,
        rejected=1,
        kept=8,
        counted=6,
        held_out=2,
        selected=4,
        placed=2,
        not_placed=2,
        held_out_selected=2,
        held_out_drawn=1,
        us_confirmed=1,
        other_reported=3,
        bases_hit=2,
        us_killed=3,
        us_wounded=40,
        killed_stated=1,
        wounded_stated=2,
        intercepted=1,
        outcome_known=3,
        in_filters=5,
        weapon_known=4,
        claim_only=1,
    )


def test_held_out_rows_are_counted_as_drawn_only_when_asked_for(write_record, record):
    dataset = read_dataset(write_record(record.attack("a", status="disputed")))
    counts = count_records(dataset, Filters(), dataset.days)
    assert (counts.held_out_selected, counts.held_out_drawn, counts.selected) == (1, 0, 0)


@pytest.fixture
def totals(write_record, record):
    return read_dataset(
        write_record(
            record.attack("a", date="2023-10-18"),
            record.attack("b", date="2023-12-31"),
            totals=[
                record.total(as_of="2023-11-29", total="74"),
                record.total(as_of="2023-11-29", total="75", authority="SOHR"),
                record.total(as_of="2023-11-30", total="12", scope="base:conoco"),
                record.total(as_of="2023-10-17", total="1"),
                record.total(as_of="2023-10-24", total="13"),
                record.total(as_of="2024-02-01", total="168"),
            ],
        )
    )


@pytest.mark.parametrize(
    ("day", "total"),
    [
        ("2023-10-23", None),
        ("2023-10-24", 13),
        ("2023-11-28", 13),
        ("2023-11-29", 74),
        ("2023-12-31", 74),
        ("2024-12-31", 74),
    ],
)
def test_the_latest_regional_total_up_to_a_day(totals, day, total):
    found = official_total_by(totals, dt.date.fromisoformat(day))
    assert (None if found is None else found["total"]) == total


def test_a_record_without_totals_has_none(write_record):
    assert official_total_by(read_dataset(write_record()), dt.date(2024, 1, 1)) is None


def test_a_better_graded_total_wins_over_a_later_weak_one(write_record, record):
    grades = {"s1": "A", "s2": "B", "s3": "E", "s4": "F"}
    stated = [
        ("2023-10-24", "13", "s2"),
        ("2023-10-25", "16", "s3;s1"),  # the first source alone gives the figure
        ("2023-10-26", "20", "s2"),
        ("2023-10-26", "21", "s1"),
        ("2023-10-27", "30", "s4"),
    ]
    dataset = read_dataset(
        write_record(
            record.attack("a", date="2023-10-23"),
            record.attack("b", date="2023-11-30"),
            sources=[record.source(name, reliability=grade) for name, grade in grades.items()],
            totals=[record.total(as_of=d, total=n, source_ids=s) for d, n, s in stated],
        )
    )
    found = {day: official_total_by(dataset, dt.date(2023, 10, day)) for day in (24, 25, 26, 27)}
    assert [int(row["total"]) for row in found.values()] == [13, 13, 21, 21]
    assert [row["reliability"] for row in found.values()] == ["B", "B", "A", "A"]


def test_a_weak_total_alone_is_given_with_its_grade(write_record, record):
    dataset = read_dataset(
        write_record(
            record.attack("b", date="2023-11-30"),
            record.attack("a", date="2023-10-23"),
            sources=[record.source("s1", reliability="E")],
            totals=[record.total(as_of="2023-10-25", total="16")],
        )
    )
    row = official_total_by(dataset, dt.date(2023, 11, 1))
    assert row is not None
    assert (int(row["total"]), row["reliability"]) == (16, "E")
