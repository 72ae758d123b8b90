"""A geopackage that cannot be read gets its sentence."""

import sqlite3
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import Point

from geo.model.limits import Limits
from tests.unit.geo.importers.import_messages import read_aloud


def make_points(*points: Point) -> gpd.GeoDataFrame:
    days = ["2023-10-17"] * len(points)
    return gpd.GeoDataFrame({"date": days}, geometry=list(points), crs="EPSG:4326")


def make_gpkg(folder: Path, sql: str = "") -> bytes:
    path = folder / "made.gpkg"
    make_points(Point(42.4, 33.8)).to_file(path, layer="incidents")
    with sqlite3.connect(path) as base:
        base.executescript(sql)
    base.close()
    return path.read_bytes()


ENDLESS = (
    "CREATE VIEW v AS WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM n) "
    "SELECT fid, '2023-10-17' AS date FROM n; "
    "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('v', 'attributes', 'v');"
)
LARGE = "ALTER TABLE incidents ADD COLUMN large AS (printf('%.*c', 100000000, 'x'));"


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("", "kept 2023-10-17"),
        (ENDLESS, "Its layer `v` is not a table"),
        (LARGE, "has computed columns"),
        ("DROP TABLE incidents;", "is not a table"),
        ("DROP TABLE gpkg_contents;", "It cannot be opened (no such table: gpkg_contents)"),
        (
            "UPDATE gpkg_contents SET data_type = 'nothing';",
            "not recognized as being in a supported file format",
        ),
    ],
)
def test_a_geopackage_gets_its_sentence(tmp_path: Path, sql: str, sentence: str) -> None:
    assert sentence in read_aloud("a.gpkg", make_gpkg(tmp_path, sql))


def test_a_geopackage_with_too_many_rows_or_half_of_one(tmp_path: Path) -> None:
    data = make_gpkg(tmp_path)
    assert "BASEWATCH_MOST_COLUMNS" in read_aloud("a.gpkg", data, Limits(columns=2))
    assert "It cannot be opened" in read_aloud("a.gpkg", data[: len(data) // 2])
