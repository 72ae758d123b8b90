"""Build data/basemap/world.json, the plain outline of all other countries, from Natural Earth.

The same bytes each time. Run from the top of the repository: ``python -m tools.build_world
[FOLDER]``. It needs Debian's `qgis-common` alone. ``data/basemap/SOURCES.md`` tells what was
changed.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely

from tools.basemap_arcs import Zone, build_arcs
from tools.basemap_encoding import encode, head, select_areal, select_drawn, write_at
from tools.basemap_labels import label_points
from tools.basemap_sources import WORLD_MAP, read_countries
from tools.basemap_thinning import thin
from tools.build_basemap import WHOLE, WIDER

SCALE_DEG = 0.01
WORLD = (-179.9, -85.0, 179.9, 83.7)  # as far as the source draws it, and the map's projection
OUTLINE = Zone(WORLD, tolerance_deg=0.1, smallest_island_deg2=0.03)
LEAST_DEG2 = 0.014  # about 170 km² at the equator; with it the file stays below 60 KB packed


def main(arguments: Sequence[str]) -> int:
    """Build the file into a folder; return 0, or 2 if the input is missing."""
    if not WORLD_MAP.exists():
        print(f"The outline cannot be built without {WORLD_MAP}: apt-get install qgis-common")
        return 2
    folder = Path(arguments[0] if arguments else "data/basemap")
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(build_world(), ensure_ascii=False, separators=(",", ":")) + "\n"
    (folder / "world.json").write_text(text, encoding="utf-8", newline="\n")
    print(f"world.json: {len(text.encode()):,} bytes")
    return 0


def build_world() -> dict[str, Any]:
    """Build land, borders, coasts and names outside of what the shipped region's file draws."""
    countries = read_countries()
    shapes = [_without_islets(shape) for shape in countries.geometry]
    around = shapely.difference(shapely.box(*WORLD), shapely.box(*WHOLE))
    cells = [shapely.intersection(shape, around) for shape in shapes]
    arcs = build_arcs(cells, [OUTLINE], WHOLE)
    lines = [encode(thin(line, LEAST_DEG2), SCALE_DEG) for line in arcs.lines]
    kinds: dict[str, list[int]] = {"borders": [], "coasts": []}
    for number, (owners, _, is_edge) in enumerate(arcs.tags):
        if not is_edge:
            kinds["coasts" if len(owners) == 1 else "borders"].append(number)
    return {
        **head("Natural Earth", "public domain", "Natural Earth", WORLD, SCALE_DEG),
        "arcs": lines,
        "land": select_areal(arcs.chained(range(len(shapes))), lines),
        **{
            name: select_drawn(numbers, lines, [WORLD, WHOLE], SCALE_DEG)
            for name, numbers in kinds.items()
        },
        "country_labels": _label(countries, shapes),
    }


def _without_islets(shape: Any) -> Any:
    """Leave out islands too small to draw; of a country of such islands the largest stays."""
    parts = sorted(shapely.get_parts(shape), key=shapely.area, reverse=True)
    kept = [part for part in parts if shapely.area(part) >= OUTLINE.smallest_island_deg2]
    return shapely.MultiPolygon(kept or parts[:1])


def _label(countries: Any, shapes: Sequence[Any]) -> list[dict[str, Any]]:
    """Place the names of countries where the shipped region's file has none."""
    around = shapely.difference(shapely.box(*WORLD), shapely.box(*WIDER))
    labels = []
    for row, shape in zip(countries.itertuples(), shapes, strict=True):
        plain = shapely.make_valid(shapely.simplify(shape, 2 * OUTLINE.tolerance_deg))
        seen = shapely.intersection(plain, around)
        points = label_points(seen, WORLD, count=4, apart_deg=6.0, step_deg=0.5)
        if row.name and points:
            area_deg2 = shapely.area(shape)
            rank = next(rank for rank, least in ((2, 5), (3, 0.8), (4, 0)) if area_deg2 > least)
            at = [write_at(point, SCALE_DEG) for point in points]
            labels.append({"iso": row.iso, "name": row.name, "rank": rank, "at": at})
    return sorted(labels, key=lambda label: (label["rank"], label["iso"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
