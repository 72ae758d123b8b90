"""The shipped basemap: size, licences, names and places."""

import json
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import shapely

from geo.basemap.decoder import FILES, Basemap, encoded, read_basemap
from geo.basemap.world_outline import NAMED, encoded_outline, read_outline
from tools.build_basemap import WIDER

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "basemap"
KEY_TOWNS = {
    "IQ": ["Baghdad", "Mosul", "Erbil", "Kirkuk", "Ramadi", "Rutba"],
    "SY": ["Damascus", "Deir ez-Zor", "Raqqa", "Al-Hasakah", "Palmyra", "Abu Kamal", "Qamishli"],
    "JO": ["Amman"],
}
KEY_TOWNS["SY"] += ["Aleppo", "Homs"]
ARABIC = re.compile(r"[\u0621-\u063A\u0641-\u064A ]+")
EDGE = (-15.0, -2.0, 95.0, 62.0)


@pytest.fixture(scope="module")
def basemap() -> Basemap:
    return read_basemap(FOLDER)


def test_all_files_together_leave_room_in_a_page() -> None:
    assert sum((FOLDER / f"{stem}.json").stat().st_size for stem in FILES) < 450_000


def test_every_layer_has_its_line_in_sources() -> None:
    page = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    rows = [row for row in page.splitlines() if row.startswith("| `")]
    for stem, content in [*encoded(FOLDER).items(), ("world", encoded_outline(FOLDER))]:
        about = {"format", "source", "licence", "credit", "scale", "extent", "arcs"}
        for layer in content.keys() - about:
            own = [
                row for row in rows if row.startswith(f"| `{stem}.json`") and f"`{layer}`" in row
            ]
            assert len(own) == 1, f"{stem}.{layer}"
            assert content["licence"] in own[0]
    assert "no endorsement" in page


def test_every_licence_has_its_text() -> None:
    names = {path.name for path in (ROOT / "LICENSES").iterdir()}
    assert {"LGPL-3.0-or-later.txt", "GPL-3.0-or-later.txt", "CC-BY-4.0.txt"} <= names
    assert "Natural-Earth-public-domain.md" in names


def test_geometry_is_valid_and_in_the_extent(basemap: Basemap) -> None:
    assert basemap.extent == EDGE
    for shape in (basemap.land, basemap.lakes, *(country.area for country in basemap.countries)):
        assert shape.is_valid
        assert not shape.is_empty
        assert shapely.box(*EDGE).buffer(1e-9).covers(shape)


def test_countries_neither_overlap_nor_gap(basemap: Basemap) -> None:
    areas = [country.area for country in basemap.countries]
    assert sum(area.area for area in areas) == pytest.approx(basemap.land.area, rel=1e-4)
    by_iso = {country.iso: country.area for country in basemap.countries}
    iraq, syria = by_iso["IQ"], by_iso["SY"]
    assert iraq.intersection(syria).area < 1e-9
    assert iraq.intersection(syria).length > 4


def test_no_line_runs_along_the_edge_where_the_map_was_cut(basemap: Basemap) -> None:
    rim = shapely.box(*EDGE).exterior.buffer(1e-6)
    for lines in (basemap.borders, basemap.coasts, *basemap.governorates.values()):
        assert lines.intersection(rim).length < 1e-3


def test_governorate_borders_lie_inside_their_country(basemap: Basemap) -> None:
    by_iso = {country.iso: country.area for country in basemap.countries}
    assert set(basemap.governorates) == {"IQ", "SY", "JO"}
    for iso, lines in basemap.governorates.items():
        assert by_iso[iso].buffer(0.002).covers(lines)


def test_towns_lie_in_the_country_that_they_name(basemap: Basemap) -> None:
    by_iso = {country.iso: country.area for country in basemap.countries}
    strays = [
        town.name
        for town in basemap.towns
        if by_iso[town.country].distance(shapely.Point(town.lon, town.lat)) > 0.04
    ]
    assert strays == []


def test_key_towns_are_there(basemap: Basemap) -> None:
    for iso, names in KEY_TOWNS.items():
        assert set(names) <= {town.name for town in basemap.towns if town.country == iso}
    capitals = {town.name for town in basemap.towns if town.is_capital}
    assert {"Baghdad", "Damascus", "Amman"} <= capitals


def test_arabic_names_are_in_arabic_script(basemap: Basemap) -> None:
    for town in basemap.towns:
        assert town.name_ar == "" or ARABIC.fullmatch(town.name_ar), town
        assert town.name.isascii(), town
    own = [town for town in basemap.towns if town.country in {"IQ", "SY", "JO"}]
    assert sum(town.name_ar == "" for town in own) <= 3
    by_name = {town.name: town.name_ar for town in own}
    assert (by_name["Baghdad"], by_name["Rutba"]) == ("بغداد", "الرطبة")


def test_towns_are_ranked_and_the_desert_has_its_landmark(basemap: Basemap) -> None:
    assert {town.rank for town in basemap.towns} == {1, 2, 3, 4, 5}
    assert next(town.rank for town in basemap.towns if town.name == "Rutba") == 2


def test_country_names_stand_in_their_country(basemap: Basemap) -> None:
    by_iso = {country.iso: country.area for country in basemap.countries}
    for label in basemap.country_labels:
        assert label.places
        for place in label.places:
            assert by_iso[label.country].contains(shapely.Point(place)), (label.name, place)
    own = {label.name: len(label.places) for label in basemap.country_labels if label.rank == 1}
    assert own.keys() == {"Iraq", "Syria", "Jordan"}
    assert min(own.values()) >= 4


def test_governorate_names_stand_in_their_country(basemap: Basemap) -> None:
    by_iso = {country.iso: country.area for country in basemap.countries}
    for label in basemap.governorate_labels:
        for place in label.places:
            assert by_iso[label.country].contains(shapely.Point(place)), label.name
    names = {label.name for label in basemap.governorate_labels}
    assert {"Anbar", "Nineveh", "Deir ez-Zor", "Al-Hasakah", "Mafraq"} <= names


@pytest.mark.parametrize(
    ("river", "lon", "lat"),
    [
        ("Euphrates at Deir ez-Zor", 40.15, 35.33),
        ("Euphrates at Haditha", 42.38, 34.14),
        ("Tigris at Mosul", 43.13, 36.34),
        ("Tigris at Baghdad", 44.4, 33.33),
        ("Khabur at Hasakah", 40.75, 36.5),
        ("Diyala at Baqubah", 44.65, 33.75),
        ("Great Zab", 43.6, 36.2),
        ("Orontes at Hama", 36.75, 35.13),
    ],
)
def test_great_rivers_pass_where_they_should(
    basemap: Basemap, river: str, lon: float, lat: float
) -> None:
    water = shapely.union_all([rivers.lines for rivers in basemap.rivers])
    assert water.distance(shapely.Point(lon, lat)) < 0.12, river


def test_the_outline_of_the_world_is_small_and_begins_where_the_region_ends(
    basemap: Basemap,
) -> None:
    assert len(zlib.compress((FOLDER / "world.json").read_bytes(), 9)) < 60_000
    outline, region = read_outline(FOLDER), shapely.box(*EDGE)
    assert shapely.is_valid(outline.land)
    assert shapely.area(outline.land.intersection(region)) < 0.01
    edge = region.exterior.buffer(1e-6)
    assert outline.coasts.intersection(edge).length < 1e-3  # no cut edge looks like a coast
    assert outline.borders.intersection(edge).length < 0.2  # one border, thinned, runs along it
    rims = [
        land.buffer(1e-3).intersection(region.exterior) for land in (basemap.land, outline.land)
    ]
    for one, other in (rims, rims[::-1]):  # but for islets that one of them leaves out
        assert one.difference(other.buffer(0.03)).length < 0.005 * one.length


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ((-74.1, 4.6), "Colombia"),
        ((122.0, 16.5), "Philippines"),
        ((-8.0, 12.6), "Mali"),
        ((31.0, 50.4), "Ukraine"),
        ((133.9, -23.7), "Australia"),
    ],
)
def test_the_world_is_named_and_lies_where_it_should(
    basemap: Basemap, place: tuple[float, float], name: str
) -> None:
    outline = read_outline(FOLDER)
    land = shapely.union_all([basemap.land, outline.land])
    assert land.contains(shapely.Point(place))
    (label,) = [label for label in outline.country_labels if label.name == name]
    assert all(land.contains(shapely.Point(at)) for at in label.places)


def test_the_outline_names_what_the_region_does_not() -> None:
    assert (NAMED.west, NAMED.south, NAMED.east, NAMED.north) == WIDER
    labels = read_outline(FOLDER).country_labels
    assert not any(NAMED.contains(*place) for label in labels for place in label.places)


def test_the_builder_of_the_outline_makes_the_same_bytes_again(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.build_world", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode == 2:
        pytest.skip(" ".join(run.stdout.split()))
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "world.json").read_bytes() == (FOLDER / "world.json").read_bytes()


def test_the_builder_makes_the_same_bytes_again(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.build_basemap", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode == 2:
        pytest.skip(" ".join(run.stdout.split()))
    assert run.returncode == 0, run.stderr
    for stem in FILES:
        made = (tmp_path / f"{stem}.json").read_bytes()
        assert made == (FOLDER / f"{stem}.json").read_bytes(), stem
        assert json.loads(made)["format"]
