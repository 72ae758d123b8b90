"""Join the rows of a foreign table with sites: by id, by name, or the nearest one."""

from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj

from geo.checks.site_names import SEARCHED
from geo.checks.swapped_coordinates import FAR_KM, find_swapped
from geo.gazetteer.lookup import Gazetteer, describe_near, resolve_site
from geo.record import CRS

MATCH_METHOD: Final = "match_method"
DISTANCE: Final = "distance_m"
METHODS: Final[dict[str, str]] = {
    "base_id": "by its id",
    "name": "by name, through the list of spellings",
    "nearest": "the nearest site within the given distance",
    "": "no site",
}
_GEOD: Final = pyproj.Geod(ellps="WGS84")
_SLACK: Final = 1.05
"""Factor for the distortion of the plane: candidates within it are measured on the ellipsoid."""


@dataclass(frozen=True, eq=False)
class SiteMatches:
    """
    The site of each row.

    Attributes
    ----------
    base_id
        Blank without a site.
    method
        A key of `METHODS`.
    distance_m
        Geodesic distance from the row's own point to the site, in whole metres; blank if one of
        them has no point.
    remarks
        Sentences on unknown names, and on names of sites too far from the row's own point.
    """

    base_id: "pd.Series[str]"
    method: "pd.Series[str]"
    distance_m: "pd.Series[str]"
    remarks: tuple[str, ...] = ()


def match_sites(
    rows: pd.DataFrame, gazetteer: Gazetteer, bases: gpd.GeoDataFrame, nearest_km: float | None
) -> SiteMatches:
    """
    Join rows with sites.

    Parameters
    ----------
    rows
        As text: `base_id` and `place_as_reported` in any spelling, `longitude` and `latitude` in
        degrees if valid. Not modified.
    gazetteer, bases
        The sites; `bases` as in `Dataset.bases`, EPSG:4326.
    nearest_km
        Rows that name no site are joined with the nearest one within this distance; None: not at
        all.

    Returns
    -------
    matches
        By `base_id`, else by name (unless the row's own point is more than `FAR_KM` away), else by
        distance.

    References
    ----------
    C. F. F. Karney, Algorithms for geodesics, Journal of Geodesy 87 (2013), 43-55.
    """
    lonlat = rows[["longitude", "latitude"]].apply(pd.to_numeric, errors="coerce")
    lonlat = lonlat.astype("float64")  # where there is no row, it stays text
    ids = rows["base_id"]
    exact = ids.isin(list(gazetteer.areas.keys() - gazetteer.rejected))
    base_id = ids.where(exact, "").astype("str")
    method = pd.Series("", rows.index, dtype="str").mask(exact, "base_id")
    far: list[str] = []
    for column in ("base_id", "place_as_reported"):
        open_rows = (base_id == "") & (rows[column] != "")
        found = {
            text: resolve_site(gazetteer, text) or ""
            for text in rows.loc[open_rows, column].unique()
        }
        named = rows[column].where(open_rows, "").map(found).fillna("").astype("str")
        metres = _measure(named, lonlat, bases)
        points = bases.geometry
        site_deg = pd.DataFrame({"lon_deg": named.map(points.x), "lat_deg": named.map(points.y)})
        # a row with swapped coordinates is joined; the check of the schema rejects it
        off = (metres > FAR_KM * 1000) & ~find_swapped(lonlat, site_deg)
        far += rows.loc[off, column].unique().tolist()
        hit = (named != "") & ~off
        base_id = base_id.mask(hit, named)
        method = method.mask(hit, "name")
    if nearest_km is not None:
        nearest = _find_nearest(lonlat[base_id == ""], bases, nearest_km)
        base_id.loc[nearest.index] = nearest
        method.loc[nearest.index] = "nearest"
    metres = _measure(base_id, lonlat, bases)
    written = metres.round().astype("Int64").astype("str").mask(metres.isna(), "").astype("str")
    unknown = rows.loc[(base_id == "") & (ids != ""), "base_id"].unique().tolist()
    return SiteMatches(
        base_id.astype("str"), method.astype("str"), written,
        (*_describe_unknown(unknown, gazetteer), *_describe_far(far)),
    )  # fmt: skip


def _measure(
    base_id: "pd.Series[str]", lonlat: pd.DataFrame, bases: gpd.GeoDataFrame
) -> "pd.Series[float]":
    """Return the geodesic distance from each row to its site, in metres; NaN without a point."""
    lon, lat = base_id.map(bases.geometry.x), base_id.map(bases.geometry.y)
    metres = pd.Series(np.nan, base_id.index, dtype="float64")
    both = lon.notna() & lonlat.notna().all(axis=1) & _is_on_globe(lonlat)
    if both.any():
        _, _, found = _GEOD.inv(
            lonlat.loc[both, "longitude"].to_numpy(float),
            lonlat.loc[both, "latitude"].to_numpy(float),
            lon[both].to_numpy(float),
            lat[both].to_numpy(float),
        )
        metres.loc[both] = found
    return metres


def _is_on_globe(lonlat: pd.DataFrame) -> "pd.Series[bool]":
    """Return which points are on the globe."""
    on = (lonlat["longitude"].abs() <= 180) & (lonlat["latitude"].abs() <= 90)
    return on.astype(bool)


def _find_nearest(
    lonlat: pd.DataFrame, bases: gpd.GeoDataFrame, nearest_km: float
) -> "pd.Series[str]":
    """Return the nearest site of each row with a site within the distance."""
    placed = lonlat[lonlat.notna().all(axis=1) & _is_on_globe(lonlat)]
    sites = bases[bases.geometry.notna()]
    if placed.empty or sites.empty:
        return pd.Series(dtype="str")
    metric = _choose_metric(sites)
    distinct = placed.drop_duplicates()
    points = gpd.GeoDataFrame(
        distinct, geometry=gpd.points_from_xy(distinct["longitude"], distinct["latitude"]), crs=CRS
    ).to_crs(metric)
    points = points[points.is_valid & ~points.is_empty & np.isfinite(points.geometry.x)]
    near = gpd.sjoin_nearest(
        points,
        gpd.GeoDataFrame(
            {"site": sites.index.astype("str")}, geometry=sites.geometry.to_numpy(), crs=CRS
        ).to_crs(metric),
        max_distance=nearest_km * 1000 * _SLACK + 1,
    )
    chosen = near["site"].astype("str")
    metres = _measure(chosen.reset_index(drop=True), near[["longitude", "latitude"]].reset_index(
        drop=True), bases).to_numpy()  # fmt: skip
    order = np.lexsort((chosen.to_numpy(dtype=object), metres))
    kept = near.iloc[order].assign(metres=metres[order])
    kept = kept[kept["metres"] <= nearest_km * 1000]
    best = kept.drop_duplicates(["longitude", "latitude"])
    found: pd.Series[Any] = placed.merge(
        best[["longitude", "latitude", "site"]], how="left", on=["longitude", "latitude"]
    )["site"].set_axis(placed.index)
    return found.dropna().astype("str")


def _choose_metric(sites: gpd.GeoDataFrame) -> pyproj.CRS:
    """Return a plane in metres whose distances are true from the middle of the sites."""
    west, south, east, north = sites.total_bounds
    return pyproj.CRS.from_proj4(
        f"+proj=aeqd +lat_0={(south + north) / 2:.4f} +lon_0={(west + east) / 2:.4f} "
        "+datum=WGS84 +units=m"
    )


def _describe_unknown(names: list[str], gazetteer: Gazetteer) -> list[str]:
    """Write a sentence on unknown names, with the nearest sites."""
    if not names:
        return []
    shown = []
    for name in names[:5]:
        near = describe_near(gazetteer, name) if len(names) <= SEARCHED else ""
        shown.append(f"`{name[:60]}`" + (f" (nearest: {near})" if near else ""))
    more = f" and {len(names) - 5:,} more" if len(names) > 5 else ""
    return [
        f"Unknown names in the column for the site: {', '.join(shown)}{more}. Their rows are shown "
        "at their own coordinates, or listed as not placed."
    ]


def _describe_far(names: list[str]) -> list[str]:
    """Write a sentence on names that were not joined because the row is elsewhere."""
    if not names:
        return []
    shown = ", ".join(f"`{name[:60]}`" for name in dict.fromkeys(names[:5]))
    return [
        f"{shown}: the site is known, but the row's own coordinates are more than {FAR_KM:g} km "
        "from it; it was not joined by name."
    ]
