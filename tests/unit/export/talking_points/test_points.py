"""What a briefing says: each number is counted, each sentence has its sources."""

import datetime as dt
import re
from pathlib import Path

import pytest

from export.talking_points.changes import CHANGED, REPORTED
from export.talking_points.facts import LONGEST_NAME, join_names
from export.talking_points.points import CASUALTIES, group_points, list_points
from export.talking_points.unknowns import NOT_KNOWN
from export.wording.citations import (
    describe_source,
    name_publishers,
    order_sources,
    shorten_publisher,
)
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters, View
from geo.query.selection import select_scene
from geo.reports.user_reports import Additions, Report, add_reports
from tests.unit.scenes import AS_OF, OPENING, SITES

DATA = Path(__file__).parents[4] / "data"
BASES = {"ain-al-asad": (42.44, 33.78), "conoco": (40.3, 35.3), "harir": (44.3, 36.5)}


def days(first: str, last: str) -> Window:
    return Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def brief(dataset, view):
    return list_points(select_scene(dataset, view, as_of=AS_OF), dataset)


def texts(points, heading):
    return [point.text for point in points if point.heading == heading]


@pytest.fixture
def dataset(write_record, record):
    return read_dataset(
        write_record(
            record.attack("a", date="2024-01-01", base_id="harir"),
            record.attack("b", date="2024-01-02", base_id="conoco"),
            record.attack("c", date="2024-01-04", base_id="conoco", us_wounded="3"),
            record.attack("d", date="2024-01-05", base_id="ain-al-asad", us_killed="1", us_wounded="2"),
            record.attack("e", date="2024-01-05", base_id="ain-al-asad", source_ids="s2;s1"),
            record.attack("f", date="2024-01-06", base_id="conoco", confirmation="claim_only",
                          outcome="unknown", weapon="unknown", source_ids="s3"),
            record.attack("g", date="2024-01-06", base_id="", place_as_reported="Deir ez-Zor",
                          confirmation="media", date_precision="approximate", source_ids="s3"),
            record.attack("h", date="2024-01-06", status="disputed", us_killed="50"),
            record.attack("z", date="2024-03-01"),
            bases=[record.base(base_id, point) for base_id, point in BASES.items()],
            sources=[
                record.source("s1"),
                record.source("s2", kind="news_agency", reliability="B", publisher="AP"),
                record.source("s3", kind="partisan", reliability="D",
                              publisher="Sabereen News, relayed by A channel"),
            ],
            totals=[
                record.total(as_of="2024-01-05", total="4", source_ids="s2"),
                record.total(as_of="2024-01-04", total="6", kind="wounded", source_ids="s2"),
            ],
        )
    )  # fmt: skip


@pytest.fixture
def points(dataset):
    return brief(dataset, View(days("2024-01-04", "2024-01-06")))


def test_first_what_changed_base_by_base_us_confirmed_first(points):
    assert [heading for heading, _ in group_points(points)] == [CHANGED, CASUALTIES, NOT_KNOWN]
    assert texts(points, CHANGED) == [
        "5 records, of 8 in the whole record: 3 US-confirmed, 2 other reported; 3 more than in the 3 "
        "days before (2).",
        "Ain Al Asad: 2 US-confirmed; none in the 3 days before.",
        "Conoco: 1 US-confirmed, 1 other reported; 1 more than in the 3 days before (1).",
        "None now, after some in the 3 days before: Harir 1.",
    ]
    assert [point.in_table for point in points][:4] == [False, True, True, False]


def test_casualties_say_in_how_many_records_they_are_stated(points):
    assert texts(points, CASUALTIES) == [
        "US killed 1, stated in 1 of 5 records; US wounded 5, stated in 2 of 5 records: 1 killed and 2 "
        "wounded at Ain Al Asad; 3 wounded at Conoco.",
    ]


def test_then_what_is_not_known(points):
    assert texts(points, NOT_KNOWN) == [
        "1 of 5 records not placed: Deir ez-Zor 1.",
        "Of 5 records 1 states no outcome, 1 no weapon, 1 only an approximate date.",
        "1 of 5 records is a claim without confirmation.",
        "US DoD counted 4 attacks by 05 JAN 24 (AP, grade B), recorded here 5, 5 US-confirmed; 6 "
        "wounded by 04 JAN 24 (grade B), recorded here at least 3.",
        "1 excluded from counts: disputed, possible duplicates, or targets that are not a base or "
        "post.",
    ]


def test_each_point_has_the_sources_of_what_it_counts(points):
    cited = {point.text[:14]: point.source_ids for point in points}
    assert cited["Ain Al Asad: 2"] == ("s1", "s2")
    assert cited["Conoco: 1 US-c"] == ("s1", "s3")
    assert cited["None now, afte"] == ("s1",)
    assert cited["1 of 5 records"] == ("s3",)
    assert cited["US DoD counted"] == ("s2",)
    assert all(point.source_ids for point in points)


def test_without_days_before_nothing_is_called_a_change(dataset):
    whole = brief(dataset, View(days("2024-01-01", "2024-03-01"), mode="cumulative"))
    said = texts(whole, REPORTED)
    assert said[0] == "8 records, of 8 in the whole record: 6 US-confirmed, 2 other reported."
    assert "Conoco: 3 US-confirmed, 1 other reported, of 4 in all." in said
    assert texts(whole, CHANGED) == []
    first = brief(dataset, View(days("2024-01-01", "2024-01-02")))
    assert texts(first, REPORTED)[0].endswith(
        ". The 2 days before are not within the record's days."
    )
    last = brief(dataset, View(days("2024-02-28", "2024-03-02")))
    assert texts(last, REPORTED)[0].endswith(
        "is not fully within the record's days (01 JAN 24 – 01 MAR 24): no comparison."
    )


def test_an_empty_window_says_so_and_what_was_before(dataset):
    empty = brief(dataset, View(days("2024-01-07", "2024-01-09")))
    assert texts(empty, CHANGED) == [
        "No record in this period; coverage not stated; 5 fewer than in the 3 days before (5)."
    ]
    assert texts(empty, CASUALTIES) == []


def test_filters_are_the_n_and_leave_the_officials_total_out(dataset):
    view = View(days("2024-01-04", "2024-01-06"), filters=Filters(base_ids=frozenset({"conoco"})))
    said = [point.text for point in brief(dataset, view)]
    assert said[0].startswith("2 records, of 4 in the filters: 1 US-confirmed, 1 other reported")
    assert not [text for text in said if "running total" in text]
    nothing = View(days("2024-01-07", "2024-01-09"), filters=view.filters)
    assert brief(dataset, nothing)[0].text.startswith("No record in this period passes the filters")


def test_records_added_by_a_user_are_named(dataset):
    typed = {
        "date": "2024-01-05", "date_precision": "day", "base_id": "harir", "target_kind": "base",
        "weapon": "rocket", "outcome": "impact", "confirmation": "media",
    }  # fmt: skip
    report = Report(typed, {"title": "Seen by the unit", "kind": "unknown", "publisher": "Unit"})
    additions, _ = Additions().add(report, set(dataset.attacks.index), "4f7c2a")
    joined = add_reports(dataset, additions)
    points = brief(joined, View(days("2024-01-04", "2024-01-06")))
    assert points[-1].text == "1 record added by user: 05 JAN 24 Harir."
    source_id = points[-1].source_ids[0]
    scene = select_scene(joined, View(days("2024-01-04", "2024-01-06")), as_of=AS_OF)
    assert describe_source(source_id, scene.sources.loc[source_id]).endswith("added by user")


@pytest.mark.parametrize("mode", ["window", "cumulative"])
def test_every_number_of_the_shipped_record_is_counted(mode):
    """Numbers of the sentences are among the counts, those by base, or those of officials."""
    dataset = read_dataset(DATA)
    scene = select_scene(dataset, View(days("2024-01-15", "2024-01-21"), mode=mode), as_of=AS_OF)
    points = list_points(scene, dataset)
    counts = scene.counts
    assert points[0].text.startswith(
        f"{counts.selected} records, of {counts.in_filters} in the whole record: "
        f"{counts.us_confirmed} US-confirmed, {counts.other_reported} other reported"
    )
    by_base = [point.text for point in points if point.in_table]
    confirmed = [re.search(r"(\d+) US-confirmed", text) for text in by_base]
    not_placed = scene.not_placed[scene.not_placed["counted"]]
    assert sum(int(found[1]) for found in confirmed if found) == counts.us_confirmed - int(
        (not_placed["confirmation"] == "us_official").sum()
    )
    numbers = [int(found[1]) if found else 0 for found in confirmed]
    assert numbers == sorted(numbers, reverse=True)


def test_sources_are_ordered_by_reliability_then_originals_then_citations(dataset):
    cells = ["s3", "s2;s3", "s3", "s1"]
    assert order_sources(dataset.sources, cells) == ("s1", "s2", "s3")
    named = name_publishers(dataset.sources, ("s1", "s2", "s3"))
    assert named == "US DoD, AP +1"
    assert name_publishers(dataset.sources, ()) == ""
    copies = dataset.sources.assign(publisher=["AFP, relayed by LBCI", "AFP", "Rudaw"])
    assert name_publishers(copies, ("s1", "s2", "s3")) == "AFP via LBCI, Rudaw"
    assert shorten_publisher("AFP, relayed by LBCI") == "AFP via LBCI"
    assert shorten_publisher("") == "publisher not known"
    assert len(shorten_publisher("x" * 90)) == 30


def test_a_publication_is_told_in_full(dataset):
    assert describe_source("s1", dataset.sources.loc["s1"]) == (
        "US Department of Defense: Press briefing. 2023-10-19. official body, reliability A "
        "(completely reliable). https://www.example.org/briefing. [s1]"
    )


def test_many_names_end_in_a_number(dataset):
    assert join_names(list("abcde"), "base") == "a, b, c, d, e"
    assert join_names(list("abcdef"), "base") == "a, b, c, d and 2 more bases"
    assert len("Baghdad airport (BDSC)") <= LONGEST_NAME


def test_held_out_records_are_drawn_only_where_their_layer_is(dataset):
    window, filters = days("2024-01-04", "2024-01-06"), Filters(include_held_out=True)
    for layers, drawn in ((frozenset({"attacks", "bases"}), True), (frozenset({"bases"}), False)):
        points = brief(dataset, View(window, filters=filters, layers=layers))
        (said,) = (text for text in texts(points, NOT_KNOWN) if "excluded from counts" in text)
        assert ("1 drawn struck through" in said) == drawn


def test_what_is_not_placed_is_no_base_in_a_list_that_is_cut(record, write_record) -> None:
    rows = [
        record.attack(f"{base_id}-1", base_id=base_id, us_wounded=str(9 - k))
        for k, base_id in enumerate(SITES)
    ]
    rows.append(record.attack("u", base_id="", place_as_reported="Iraq", us_wounded="1"))
    bases = [record.base(base_id, point) for base_id, point in SITES.items()]
    dataset = read_dataset(write_record(*rows, bases=bases))
    scene = select_scene(dataset, View(OPENING, width_px=800.0), as_of=AS_OF)
    (said,) = (point.text for point in list_points(scene, dataset) if point.heading == CASUALTIES)
    assert said.endswith("and 2 more places.")
