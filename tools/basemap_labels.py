"""Where the names of countries and governorates may stand, and how governorates are spelt."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely import affinity

# A name is about four times as wide as it is high, so a place is good if such a box fits there.
_WIDE = 0.25

# Natural Earth's name → the usual English one. Where the two are different names, not different
# spellings, Natural Earth's own GeoNames column (`gn_name`) says the second.
GOVERNORATES: Mapping[str, str] = {
    "Al-Anbar": "Anbar", "Al-Basrah": "Basra", "Al-Muthannia": "Muthanna",
    "Al-Qādisiyyah": "Qadisiyah", "An-Najaf": "Najaf", "Arbil": "Erbil",
    "As-Sulaymaniyah": "Sulaymaniyah", "At-Ta'mim": "Kirkuk", "Babil": "Babil",
    "Baghdad": "Baghdad", "Dhi-Qar": "Dhi Qar", "Dihok": "Dohuk", "Diyala": "Diyala",
    "Karbala'": "Karbala", "Maysan": "Maysan", "Ninawa": "Nineveh", "Sala ad-Din": "Salah ad-Din",
    "Wasit": "Wasit", "Aleppo": "Aleppo", "Ar Raqqah": "Raqqa", "As Suwayda'": "As-Suwayda",
    "Damascus": "Damascus", "Dar`a": "Daraa", "Dayr Az Zawr": "Deir ez-Zor", "Hamah": "Hama",
    "Hasaka (Al Haksa)": "Al-Hasakah", "Homs (Hims)": "Homs", "Idlib": "Idlib",
    "Lattakia": "Latakia", "Quneitra": "Quneitra", "Rif Dimashq": "Rif Dimashq",
    "Tartus": "Tartus", "Ajlun": "Ajlun", "Amman": "Amman", "Aqaba": "Aqaba", "Balqa": "Balqa",
    "Irbid": "Irbid", "Jarash": "Jerash", "Karak": "Karak", "Ma`an": "Maan", "Madaba": "Madaba",
    "Mafraq": "Mafraq", "Tafilah": "Tafilah", "Zarqa": "Zarqa",
}  # fmt: skip


def label_points(
    area: Any,
    extent: tuple[float, float, float, float],
    *,
    count: int,
    apart_deg: float,
    step_deg: float = 0.2,
) -> list[tuple[float, float]]:
    """Choose points deep inside an area where a wide name has room, the best first.

    Parameters
    ----------
    area : shapely geometry
        EPSG:4326.
    extent : tuple of float
        West, south, east, north in degrees: only points in it are considered.
    count : int
        How many points at most.
    apart_deg : float
        The least distance between two of them, in degrees.
    step_deg : float
        How far apart the points are at most that are tried.

    Returns
    -------
    list of (lon, lat)
        Empty if the area has no part in the extent.
    """
    seen = shapely.intersection(area, shapely.box(*extent))
    if shapely.is_empty(seen) or shapely.area(seen) == 0:
        return []
    inside, room = _room(seen, area, step_deg)
    if not len(inside):
        point = shapely.point_on_surface(seen)
        return [(point.x, point.y)]
    # A corner of a country in a part of the map is no place for its name if it has far better ones.
    least = 0.3 * max(room.max(), _room(area, area, step_deg)[1].max(initial=0.0))
    return _spread(inside, room, least=least, count=count, apart_deg=apart_deg)


def _room(seen: Any, area: Any, step_deg: float) -> tuple[Any, Any]:
    """Find points of the part that is seen, and how far each is from the area's own limits."""
    grid = _grid(seen.bounds, step_deg)
    shapely.prepare(seen)
    grid = grid[shapely.contains_xy(seen, grid[:, 0], grid[:, 1])]
    squeezed = affinity.scale(shapely.boundary(area), xfact=_WIDE, origin=(0, 0))
    return grid, np.round(shapely.distance(shapely.points(grid * (_WIDE, 1)), squeezed), 6)


def _grid(bounds: Sequence[float], step_deg: float) -> Any:
    west, south, east, north = bounds
    step = max(0.02, min(step_deg, (east - west) / 40, (north - south) / 40))
    lon, lat = np.meshgrid(np.arange(west, east, step), np.arange(south, north, step))
    return np.round(np.column_stack([lon.ravel(), lat.ravel()]), 4)


def _spread(
    grid: Any, room: Any, *, least: float, count: int, apart_deg: float
) -> list[tuple[float, float]]:
    chosen: list[tuple[float, float]] = []
    for number in np.lexsort((grid[:, 1], grid[:, 0], -room)):
        if len(chosen) == count or room[number] < least:
            break
        lon, lat = (float(value) for value in grid[number])
        if all((lon - x) ** 2 + (lat - y) ** 2 >= apart_deg**2 for x, y in chosen):
            chosen.append((lon, lat))
    return chosen
