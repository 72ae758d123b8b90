import datetime as dt

import geopandas as gpd
import pytest

from geo.loading import read_dataset
from geo.model.dates import Window
from geo.record import OPENING_DAYS


def test_attacks_are_sorted_by_day_then_id(write_record, record):
    dataset = read_dataset(
        write_record(
            record.attack("b", date="2023-10-20"),
            record.attack("c", date="2023-10-19"),
            record.attack("a", date="2023-10-20"),
        )
    )
    assert list(dataset.attacks.index) == ["c", "a", "b"]
    assert dataset.attacks.index.name == "attack_id"


def test_bases_keep_the_order_of_the_file_and_may_have_no_point(write_record, record):
    bases = read_dataset(
        write_record(bases=[record.base("conoco", [40.31, 35.32]), record.base("al-tanf", None)])
    ).bases
    assert isinstance(bases, gpd.GeoDataFrame)
    assert bases.crs.to_epsg() == 4326
    assert list(bases.index) == ["conoco", "al-tanf"]
    assert (bases.geometry["conoco"].x, bases.geometry["conoco"].y) == (40.31, 35.32)
    assert bases.geometry["al-tanf"] is None
    assert bases["aliases"].tolist() == [("Koniko", "MSS Euphrates"), ()]


def test_an_attack_stands_at_its_own_place_or_at_its_site(write_record, record):
    attacks = read_dataset(
        write_record(
            record.attack("site"),
            record.attack("own", longitude="40.5", latitude="35.5"),
            record.attack("pointless", base_id="hemo"),
            record.attack("nowhere", base_id=""),
            record.attack("road", base_id="", longitude="41", latitude="36"),
            bases=[record.base("conoco", [40.31, 35.32]), record.base("hemo", None)],
        )
    ).attacks
    places = attacks[["lon_deg", "lat_deg"]].astype(object).where(attacks["placed"], None)
    assert dict(zip(attacks.index, places.to_numpy().tolist(), strict=True)) == {
        "site": [40.31, 35.32],
        "own": [40.5, 35.5],
        "pointless": [None, None],
        "nowhere": [None, None],
        "road": [41.0, 36.0],
    }
    assert attacks["base_name"].to_dict() == {
        "site": "Conoco",
        "own": "Conoco",
        "pointless": "Hemo",
        "nowhere": "",
        "road": "",
    }


@pytest.mark.parametrize(
    ("cells", "because"),
    [
        ({}, ""),
        ({"target_kind": "unknown"}, ""),
        ({"target_kind": "diplomatic"}, ""),
        ({"status": "disputed"}, "disputed"),
        ({"possible_duplicate_of": "other"}, "possible duplicate of other"),
        ({"target_kind": "convoy"}, "target is a convoy"),
        ({"target_kind": "partner_force"}, "target is a partner force"),
        ({"status": "disputed", "target_kind": "convoy"}, "disputed; target is a convoy"),
    ],
)
def test_a_row_is_held_out_for_a_reason(write_record, record, cells, because):
    attacks = read_dataset(
        write_record(record.attack("a", **cells), record.attack("other"))
    ).attacks
    assert attacks.loc["a", "held_out_because"] == because
    assert attacks.loc["a", "counted"] == (because == "")
    assert attacks.loc["other", "counted"]


def test_extra_columns_are_kept(write_record, record):
    dataset = read_dataset(write_record(record.attack(mine="x"), record.attack("b", mine="")))
    assert dataset.attacks["mine"].tolist() == ["x", ""]


def test_days_are_those_of_kept_rows(write_record, record):
    dataset = read_dataset(
        write_record(
            record.attack("a", date="2023-10-20"),
            record.attack("b", date="2024-01-05", status="disputed"),
            record.attack("c", date="2022-01-01", weapon="x"),
        )
    )
    assert dataset.days == Window(dt.date(2023, 10, 20), dt.date(2024, 1, 5))


def test_a_header_alone_is_a_dataset_without_rows(record, tmp_path):
    full = read_dataset(record.write(tmp_path / "full", strikes=[record.strike()]))
    empty = read_dataset(record.write(tmp_path / "empty", []))
    assert empty.attacks.empty
    assert empty.rejects == ()
    assert empty.days == OPENING_DAYS
    assert empty.attacks.dtypes.to_dict() == full.attacks.dtypes.to_dict()
    assert empty.strikes.dtypes.to_dict() == full.strikes.dtypes.to_dict()
    assert empty.attack_rows.read == 0


def test_a_collection_without_sites_is_a_dataset(record, tmp_path):
    dataset = read_dataset(record.write(tmp_path / "none", [], bases=[]))
    assert dataset.bases.empty
    assert dataset.bases.crs.to_epsg() == 4326


def test_totals_are_sorted_by_day_and_indexed_anew(write_record, record):
    totals = [record.total(as_of="2023-11-29", total="74"), record.total(as_of="2023-10-24")]
    frame = read_dataset(write_record(totals=totals)).official_totals
    assert frame["total"].tolist() == [23, 74]
    assert list(frame.index) == [0, 1]
