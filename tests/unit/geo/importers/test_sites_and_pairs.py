from pathlib import Path

import pandas as pd
import pytest
from pyproj import Geod

from geo.importers.duplicates import find_pairs, is_compatible
from geo.importers.site_matching import match_sites
from geo.loading import read_dataset

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def shipped():
    return read_dataset(ROOT / "data")


def make_rows(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        rows, columns=["base_id", "place_as_reported", "longitude", "latitude"], dtype="str"
    )


def test_a_row_is_joined_by_id_then_by_name_then_by_distance(shipped):
    rows = make_rows(
        ("harir", "", "", ""), ("Al Asad airbase", "", "", ""), ("", "Koniko", "", ""),
        ("", "a road", "38.70", "33.45"), ("", "a road", "2.11", "13.51"), ("", "a road", "", ""),
    )  # fmt: skip
    matches = match_sites(rows, shipped.gazetteer, shipped.bases, 25)
    assert matches.base_id.to_list() == ["harir", "ain-al-asad", "conoco", "al-tanf", "", ""]
    assert matches.method.to_list() == ["base_id", "name", "name", "nearest", "", ""]


def test_nearest_is_not_done_unasked(shipped):
    rows = make_rows(("", "a road", "38.70", "33.45"))
    assert match_sites(rows, shipped.gazetteer, shipped.bases, None).base_id.to_list() == [""]


def test_the_distance_is_geodesic_and_the_limit_exact(shipped):
    site = shipped.bases.geometry["al-tanf"]
    lon, lat, _ = Geod(ellps="WGS84").fwd(site.x, site.y, 90, 10_000)
    rows = make_rows(("", "a road", f"{lon:.10f}", f"{lat:.10f}"))
    inside = match_sites(rows, shipped.gazetteer, shipped.bases, 10.001)
    assert (inside.base_id[0], inside.distance_m[0]) == ("al-tanf", "10000")
    assert match_sites(rows, shipped.gazetteer, shipped.bases, 9.999).base_id[0] == ""


def test_a_place_of_the_same_name_far_away_is_another(shipped):
    rows = make_rows(("", "Harir", "-77.00", "38.90"))
    matches = match_sites(rows, shipped.gazetteer, shipped.bases, None)
    assert matches.base_id[0] == ""
    assert "more than 50 km" in matches.remarks[0]


def make_dated(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["attack_id", "date", "base_id", "weapon"], dtype="str")
    return frame.assign(date=pd.to_datetime(frame["date"]).astype("datetime64[s]"))


def test_pairs_are_a_day_apart_at_most_at_one_site_with_weapons_that_fit():
    rows = make_dated(
        ("a", "2023-10-17", "harir", "rocket"),
        ("b", "2023-10-18", "harir", "unknown"),
        ("c", "2023-10-18", "harir", "one_way_uav"),
        ("d", "2023-10-18", "conoco", "rocket"),
        ("e", "2023-10-20", "harir", "rocket"),
        ("f", "2023-10-17", "", "rocket"),
    )
    record = make_dated(("r", "2023-10-16", "harir", "missile"))
    pairs, found = find_pairs(rows, record)
    assert list(zip(pairs["attack_id"], pairs["other_id"], strict=True)) == [
        ("a", "r"), ("b", "a"), ("c", "b"),
    ]  # fmt: skip
    assert found == 3
    assert pairs["reasons"].iloc[0] == "a day after; same site; weapons that may be the same"


def test_weapons_that_reports_take_for_each_other_fit():
    assert is_compatible("rocket", "ballistic_missile")
    assert not is_compatible("ied", "rocket")


def test_a_million_rows_at_one_site_are_not_compared_one_by_one():
    many = pd.DataFrame(
        {
            "attack_id": [f"x{number}" for number in range(100_000)],
            "date": pd.Timestamp("2023-10-17").as_unit("s"),
            "base_id": "harir",
            "weapon": "rocket",
        }
    )
    pairs, found = find_pairs(many, many.iloc[:0])
    assert len(pairs) <= 10_000
    assert found <= 2_000_000
