import json
import math

import pytest

from geo.files.geojson_table import parse_features
from geo.model.errors import CrsError, DataFileError
from geo.model.schema import BASES


def parse(features, **collection):
    document = {"type": "FeatureCollection", "features": features} | collection
    return parse_features("bases.geojson", json.dumps(document).encode(), BASES)


def test_points_and_null_geometry_are_read(record):
    table = parse([record.base("a", [40.3, 35.3]), record.base("b", None)])
    assert table.lonlat_deg[0].tolist() == [40.3, 35.3]
    assert all(math.isnan(degree) for degree in table.lonlat_deg[1])
    assert table.rejects == ()
    assert table.frame["base_id"].to_dict() == {1: "a", 2: "b"}


def test_a_height_is_not_read(record):
    assert parse([record.base("a", [40.3, 35.3, 200.0])]).lonlat_deg.tolist() == [[40.3, 35.3]]


def test_properties_become_text_and_others_are_kept(record):
    frame = parse([record.base(location_precision_m=1500.0, aliases=["A", "B"], mine=7)]).frame
    assert frame.loc[1, ["location_precision_m", "aliases", "mine"]].tolist() == [
        "1500",
        "A; B",
        "7",
    ]


def test_a_missing_property_of_one_feature_is_blank(record):
    second = record.base("b")
    del second["properties"]["name_ar"]
    assert parse([record.base("a"), second]).frame["name_ar"].tolist()[1] == ""


@pytest.mark.parametrize(
    "name",
    ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326", "OGC:CRS84"],
)
def test_a_crs_in_degrees_is_welcome(record, name):
    table = parse([record.base()], crs={"type": "name", "properties": {"name": name}})
    assert len(table.frame) == 1


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}},
        {"type": "name", "properties": {"name": "EPSG:43260"}},
        {"type": "link", "properties": {"href": "http://example.org"}},
        None,
        "EPSG:32638",
    ],
)
def test_any_other_crs_is_an_error_with_its_fix(record, crs):
    with pytest.raises(CrsError, match="Reproject it to EPSG:4326"):
        parse([record.base()], crs=crs)


def test_a_file_in_metres_is_an_error(record):
    with pytest.raises(CrsError, match="in metres, not in degrees: feature 1"):
        parse([record.base("a", [4_487_000.0, 4_210_000.0]), record.base("b", None)])


def test_one_slip_off_the_globe_is_a_reject(record):
    table = parse([record.base("a"), record.base("b", [403.1, 35.0]), record.base("c", [40, 91])])
    assert [(reject.row, reject.column) for reject in table.rejects] == [
        (2, "(geometry)"),
        (3, "(geometry)"),
    ]


def test_one_point_in_metres_among_many_in_degrees_is_a_reject(record):
    sites = [record.base("a"), record.base("b"), record.base("c", [4_487_000.0, 35.0])]
    assert [reject.row for reject in parse(sites).rejects] == [3]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 0]]]},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": ["40", "35"]},
        {"type": "Point", "coordinates": [True, False]},
        {"type": "Point", "coordinates": [10**400, 3]},
        {"type": "Point", "coordinates": [math.nan, 3]},
        {"type": "Point"},
        "POINT (40 35)",
    ],
)
def test_a_geometry_that_is_no_point_is_a_reject(record, geometry):
    table = parse([record.base("a") | {"geometry": geometry}, record.base("b")])
    assert [(reject.row, reject.reason) for reject in table.rejects] == [
        (1, "is neither a Point nor null")
    ]
    assert table.read == 2


@pytest.mark.parametrize("feature", [None, 3, {"type": "Feature", "properties": None}])
def test_what_is_no_feature_is_a_reject(record, feature):
    table = parse([feature, record.base("a")])
    assert [reject.column for reject in table.rejects] == ["(feature)"]
    assert table.frame["base_id"].to_dict() == {2: "a"}
    assert len(table.lonlat_deg) == 1
    assert table.read == 2


@pytest.mark.parametrize("value", [{"a": 1}, True, [1, 2], "\ud800", ["\udfff"]])
def test_a_property_that_is_no_plain_value_is_a_reject(record, value):
    table = parse([record.base("a", name=value)])
    assert [(reject.row, reject.column) for reject in table.rejects] == [(1, "name")]
    table.rejects[0].value.encode("utf-8")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"{", "is not JSON"),
        (b"[" * 100_000, "is nested too deep"),
        (b"[]", "is not a FeatureCollection"),
        (b'{"type":"FeatureCollection","features":{}}', "is not a FeatureCollection"),
        (b'{"type":"Feature"}', "is not a FeatureCollection"),
        (b'{"type":"\xff"}', "is not UTF-8"),
    ],
)
def test_a_bad_file_is_an_error(data, said):
    with pytest.raises(DataFileError) as caught:
        parse_features("bases.geojson", data, BASES)
    assert said in str(caught.value)


def test_repeated_ids_missing_and_reserved_properties_are_errors(record):
    with pytest.raises(DataFileError, match="`base_id` `a` is in rows 1, 2"):
        parse([record.base("a"), record.base("a")])
    lacking = record.base("a", total=3)
    del lacking["properties"]["kind"]
    with pytest.raises(DataFileError, match=r"property `kind`.*`total` is reserved for Basewatch"):
        parse([lacking])
    with pytest.raises(DataFileError, match="broken character in its name"):
        parse([record.base("a", **{"\ud800": 1})])
