"""The shipped record, exported in our own forms and imported again: nothing is lost."""

import dataclasses
import datetime as dt
import io
import json
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest

from export.product.product import Product
from export.product.rendering import render_product
from geo.files.folder_writer import write_cells
from geo.files.geoparquet import SOURCES_KEY, format_geoparquet, read_listed_sources
from geo.importers.column_detection import detect_format
from geo.importers.known_formats import make_mapping
from geo.importers.own_sources import describe_differences, select_sources
from geo.importers.pipeline import import_table
from geo.importers.readers.dispatch import parse_foreign
from geo.importers.result import build_record
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.scene import Filters, View
from geo.model.schema import ATTACKS, SOURCES
from geo.query.selection import select_scene
from geo.record import Dataset

DATA = Path(__file__).parents[4] / "data"
AS_OF = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)

POINT = {"type": "Feature", "properties": {"date": "2024-01-05"}, "geometry": None}


@cache
def shipped() -> Dataset:
    return read_dataset(DATA)


@cache
def export(form: str) -> bytes:
    """Export every record that is kept, in and out of the count."""
    if form == "parquet":
        return format_geoparquet(shipped())
    days = shipped().days
    window = Window(days.first, days.last)
    scene = select_scene(
        shipped(), View(window, filters=Filters(include_held_out=True)), as_of=AS_OF
    )
    return render_product(form, Product(scene, shipped(), None))


@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson", "gpkg", "parquet"])
def test_the_shipped_record_comes_back_without_loss(form):
    data = export(form)
    # as on a machine whose record has the sites, and none of the sources
    bare = dataclasses.replace(
        shipped(), attacks=shipped().attacks.iloc[:0], sources=shipped().sources.iloc[:0]
    )
    table = parse_foreign(f"export.{form}", data)
    known = detect_format(list(table.frame.columns))
    assert known == "basewatch"
    imported = import_table(table, make_mapping(known, table.frame), bare)
    assert imported.rejects == ()
    again = build_record(imported, bare, merged=False)
    before = shipped().attacks
    assert write_cells(again.attacks, ATTACKS).equals(write_cells(before, ATTACKS))
    assert (again.attacks["held_out_because"] == before["held_out_because"]).all()
    if form != "csv":  # which has one table
        cited = shipped().sources.loc[again.sources.index]
        columns = list(SOURCES.columns)[1:]
        assert again.sources[columns].equals(cited[columns])


def test_a_source_that_the_record_has_stays_the_records_and_a_difference_is_told():
    listed = write_cells(shipped().sources, SOURCES)[list(SOURCES.columns)].head(3)
    assert describe_differences(listed, shipped().sources) == []
    other = shipped().sources.assign(publisher="Another")
    (told,) = describe_differences(listed, other)
    assert "in the record, which is kept: 3 (" in told


def test_what_is_no_list_of_sources_is_not_taken_for_one():
    assert select_sources(pd.DataFrame({"source_id": ["a"], "title": ["b"]}, dtype="str")) is None
    content = {"type": "FeatureCollection", "sources": [1], "features": [POINT]}
    assert parse_foreign("a.geojson", json.dumps(content).encode()).sources is None


def test_a_geopackage_holds_no_word_for_a_day_that_is_not_known():
    frame = parse_foreign("export.gpkg", export("gpkg")).frame
    assert not frame["date_earliest"].str.contains("NaT").any()
    assert (frame["date_earliest"] != "").any()


def test_geoparquet_is_typed_placed_and_says_its_marking():
    data = format_geoparquet(shipped(), {"marking": "TRAINING"})
    assert data == format_geoparquet(shipped(), {"marking": "TRAINING"})
    frame = gpd.read_parquet(io.BytesIO(data))
    attacks = shipped().attacks
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.notna().to_list() == attacks["placed"].to_list()
    assert frame["date"].to_list() == attacks["date"].to_list()
    assert pq.read_schema(io.BytesIO(data)).metadata[b"marking"] == b"TRAINING"


@pytest.mark.parametrize("damaged", [b"{", b'{"a": 1}', b"[1]"])
def test_a_damaged_list_of_sources_is_none(damaged):
    assert read_listed_sources({SOURCES_KEY: damaged}).empty
