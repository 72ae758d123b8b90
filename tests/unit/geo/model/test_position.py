"""A position is written three times, and never finer than the record states it."""

from pathlib import Path

import pytest

from geo.loading import read_dataset
from geo.model.errors import PositionError
from geo.model.position import (
    describe_position,
    find_square_m,
    format_degrees,
    format_dms,
    format_mgrs,
)

DATA = Path(__file__).parents[4] / "data"


@pytest.mark.parametrize(
    ("lonlat", "precision_m", "degrees", "dms", "mgrs"),
    [
        ((42.44, 33.8), 4000, "33.80° N, 42.44° E", "33°48′N 42°26′E", "38S KC 6 4"),
        ((40.57, 35.15), 17000, "35.15° N, 40.57° E", "35°09′N 40°34′E", "37S FU"),
        ((44.34, 36.53), None, "36.53° N, 44.34° E", "36°32′N 44°20′E", "38S MF 4 4"),
        ((44.342, 36.53), None, "36.530° N, 44.342° E", "36°32′N 44°21′E", "38S MF 41 42"),
        ((44.3421, 36.53), 40, "36.5300° N, 44.3421° E", "36°31′48″N 44°20′32″E", "38S MF 411 429"),
        ((44.3421, 36.53), 5000, "36.5300° N, 44.3421° E", "36°32′N 44°21′E", "38S MF 4 4"),
        ((44.3, 36.5), 2000, "36.5° N, 44.3° E", "37°N 44°E", "38S MF"),
        ((44.34, 36.53), 250_000, "36.53° N, 44.34° E", "37°N 44°E", "38S"),
        ((44.0, 36.0), None, "36° N, 44° E", "36°N 44°E", "38S"),
        ((-77.05, -38.87), 800, "38.87° S, 77.05° W", "38°52′S 77°03′W", "18H UB 2 9"),
    ],
)
def test_each_form_is_as_fine_as_the_record(lonlat, precision_m, degrees, dms, mgrs) -> None:
    position = describe_position(*lonlat, precision_m)
    assert (position.degrees, position.dms, position.mgrs) == (degrees, dms, mgrs)


@pytest.mark.parametrize(
    ("precision_m", "side_m"),
    [
        (0, 10),
        (1, 10),
        (11, 100),
        (100, 100),
        (101, 1_000),
        (1_000, 1_000),
        (1_001, 10_000),
        (10_000, 10_000),
        (10_001, 100_000),
        (100_000, 100_000),
        (100_001, None),
    ],
)
def test_square_is_the_smallest_that_is_not_finer_than_the_precision(precision_m, side_m) -> None:
    # Five decimals are 1.1 m: finer than each of these precisions but the first two.
    assert find_square_m(44.12345, 33.12345, precision_m) == side_m


def test_no_digit_of_the_record_is_lost_or_added() -> None:
    assert format_degrees(42.44, 33.78) == "33.78° N, 42.44° E"
    assert format_degrees(38.61, 33.5) == "33.50° N, 38.61° E", "a file drops a trailing zero"
    assert format_degrees(1e-05, 0.1) == "0.10000° N, 0.00001° E"


def test_arc_carries_over_and_never_reads_sixty() -> None:
    assert format_dms(43.9999, 32.9999, 5000) == "33°00′N 44°00′E"
    assert format_dms(43.99999, 32.99999, 30) == "33°00′00″N 44°00′00″E"


def test_caption_says_how_far_off_and_how_large_the_square_is() -> None:
    assert describe_position(42.44, 33.78, 4000).caption == (
        "within about 4 km; MGRS names the 10 km square that holds the stated point"
    )
    assert "within about 500 m" in describe_position(42.4444, 33.7834, 500).caption
    assert "not stated" in describe_position(42.44, 33.78, None).caption
    assert "stated as exact" in describe_position(42.44, 33.78, 0).caption
    assert "the grid zone" in describe_position(42.0, 33.0, None).caption


def test_poles_and_the_date_line_have_a_square() -> None:
    assert format_mgrs(0.12345, 90.0, 5) == "Z AH 0000 0000"
    assert format_mgrs(0.12345, -90.0, 5) == "B AN 0000 0000"
    assert format_mgrs(12.34567, -80.1, 5000).startswith("B ")
    assert format_mgrs(180.0, 10.12345, 5) == format_mgrs(-180.0, 10.12345, 5)
    assert format_mgrs(180.0, 10.12345, 5).startswith("01P ")


@pytest.mark.parametrize(
    "lonlat", [(181.0, 0.0), (0.0, 90.5), (float("nan"), 0.0), (0.0, float("inf"))]
)
def test_what_is_no_point_on_the_globe_is_an_error(lonlat) -> None:
    with pytest.raises(PositionError, match="latitude"):
        describe_position(*lonlat, None)


def test_no_shipped_site_or_strike_has_a_square_finer_than_ten_kilometres() -> None:
    dataset = read_dataset(DATA)
    placed = dataset.bases[dataset.bases.geometry.notna()]
    points = [
        *zip(placed.geometry.x, placed.geometry.y, placed["location_precision_m"], strict=True),
        *dataset.strikes[["longitude", "latitude", "location_precision_m"]]
        .dropna()
        .itertuples(index=False),
    ]
    assert len(points) > 30
    for lon, lat, precision_m in points:
        parts = format_mgrs(lon, lat, int(precision_m)).split(" ")
        digits = "".join(parts[2:])
        assert len(digits) == (2 if precision_m <= 10_000 else 0)
