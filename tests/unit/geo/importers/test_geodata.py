import io
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString, Point

from geo.importers.column_detection import detect_format
from geo.importers.known_formats import make_mapping
from geo.importers.pipeline import import_table
from geo.importers.readers.dispatch import parse_foreign
from geo.loading import read_dataset
from geo.model.errors import CrsError, DataFileError

ROOT = Path(__file__).parents[4]
KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>Invented one</name><description>&lt;b&gt;bold&lt;/b&gt;</description>
<TimeStamp><when>2023-10-17T04:30:00Z</when></TimeStamp>
<ExtendedData><Data name="weapon"><value>drone</value></Data></ExtendedData>
<Point><coordinates> 42.44,33.79,0 </coordinates></Point></Placemark>
<Placemark><name>A line</name><LineString><coordinates>1,1 2,2</coordinates></LineString></Placemark>
<Placemark><name>Nowhere</name><TimeSpan><begin>2023-10-18</begin></TimeSpan></Placemark>
</Document></kml>"""


def make_points(crs: str | None = "EPSG:4326") -> gpd.GeoDataFrame:
    days = pd.to_datetime(["2023-10-17", "2023-10-18", None])
    points = [Point(42.44, 33.79), LineString([(1, 1), (2, 2)]), None]
    columns = {"date": days, "weapon": ["drone", "rocket", None], "fatalities": [3.0, None, 1.0]}
    return gpd.GeoDataFrame(columns, geometry=points, crs=crs)


def write_gpkg(frame: gpd.GeoDataFrame, folder: Path) -> bytes:
    path = folder / "made.gpkg"
    frame.to_file(path, layer="incidents")
    return path.read_bytes()


def write_parquet(frame: gpd.GeoDataFrame) -> bytes:
    out = io.BytesIO()
    frame.to_parquet(out)
    return out.getvalue()


def test_kml_gives_time_data_and_point_and_rejects_a_line():
    table = parse_foreign("a.kml", KML.encode())
    assert (table.read, len(table.frame)) == (3, 2)
    row = table.frame.loc[1]
    assert row["date"] == "2023-10-17T04:30:00Z"
    assert (row["weapon"], row["description"]) == ("drone", "<b>bold</b>")
    assert (row["geometry longitude"], row["geometry latitude"]) == ("42.44", "33.79")
    assert table.frame.loc[3, ["date", "geometry longitude"]].to_list() == ["2023-10-18", ""]


def test_kmz_is_its_kml():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("doc.kml", KML)
    kmz = parse_foreign("a.kmz", out.getvalue())
    assert kmz.frame.equals(parse_foreign("a.kml", KML.encode()).frame)


def test_an_entity_in_kml_is_refused():
    with pytest.raises(DataFileError, match="document type"):
        parse_foreign(
            "a.kml", b'<!DOCTYPE k [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml>&a;</kml>'
        )


def test_geopackage_and_geoparquet_give_the_same_table(tmp_path):
    parquet = parse_foreign("a.parquet", write_parquet(make_points()))
    assert parquet.frame["date"].to_list() == ["2023-10-17", ""]
    assert parquet.frame["fatalities"].to_list() == ["3", "1"]
    assert parquet.frame["geometry longitude"].to_list() == ["42.44", ""]
    assert [(fault.row, fault.value) for fault in parquet.rejects] == [(2, "LineString")]
    gpkg = parse_foreign("a.gpkg", write_gpkg(make_points(), tmp_path))
    assert gpkg.frame.equals(parquet.frame[gpkg.frame.columns])
    assert gpkg.rejects[0].row == 2


def test_places_in_metres_become_degrees(tmp_path):
    points = make_points().iloc[:1].to_crs("EPSG:32637")
    for name, data in (
        ("a.gpkg", write_gpkg(points, tmp_path)),
        ("a.parquet", write_parquet(points)),
    ):
        row = parse_foreign(name, data).frame.iloc[0]
        assert float(row["geometry longitude"]) == pytest.approx(42.44, abs=1e-9)


def test_places_without_a_reference_system_are_refused():
    with pytest.raises(CrsError, match="does not state"):
        parse_foreign("a.parquet", write_parquet(make_points(None)))


@pytest.mark.parametrize("name", ["a.kml", "a.kmz", "a.gpkg", "a.parquet"])
@pytest.mark.parametrize("data", [b"PAR1 no PAR1", b"SQLite format 3\0 no", b"<kml/>", b"<kml"])
def test_what_is_no_such_file_is_one_error(name, data):
    with pytest.raises(DataFileError):
        parse_foreign(name, data)


def test_a_parquet_file_of_events_is_imported():
    shipped = read_dataset(ROOT / "data")
    table = parse_foreign("a.parquet", write_parquet(make_points().iloc[:1]))
    names = [str(name) for name in table.frame.columns]
    imported = import_table(
        table, make_mapping(detect_format(names), table.frame), shipped, nearest_km=50
    )
    assert imported.attacks.frame["base_id"].to_list() == ["ain-al-asad"]
    assert imported.attacks.frame["fatalities"].to_list() == ["3"]
