"""Swapped longitude and latitude, detected by the distance from the site that a row names."""

from typing import Final

import numpy as np
import pandas as pd
import pyproj

from geo.model.cell_types import LATITUDE, LONGITUDE
from geo.model.problems import Reject, list_rows

FAR_KM: Final = 50.0
"""A row's point further than this from its site is another place."""
_GEOD: Final = pyproj.Geod(ellps="WGS84")
_NEAR_DEG: Final = 2.0
"""Places within `FAR_KM` are nearer than this in latitude, and up to 75° in longitude."""


def check_swapped(file: str, frame: pd.DataFrame, sites: pd.DataFrame) -> list[Reject]:
    """
    Check that no row has longitude and latitude in each other's column.

    Parameters
    ----------
    file
        Name of the file.
    frame
        Rows as text: `base_id`, `longitude`, `latitude`. Not modified.
    sites
        `lon_deg` and `lat_deg` by `base_id`, EPSG:4326; NaN for a site without a point.

    Returns
    -------
    rejects
        One for each row that is far from its site, but near it once the two numbers are swapped.
    """
    named = frame[(frame["longitude"] != "") & frame["base_id"].isin(sites.index)]
    rows = named[LONGITUDE.test(named["longitude"]) & LATITUDE.test(named["latitude"])]
    lonlat_deg = rows[["longitude", "latitude"]].astype("float64")
    site_deg = sites.loc[rows["base_id"], ["lon_deg", "lat_deg"]].set_axis(rows.index)
    swapped = rows[find_swapped(lonlat_deg, site_deg)]
    return [
        Reject(
            file,
            row,
            "longitude",
            f"{lon}, {lat}",
            f"is more than {FAR_KM:g} km from {base_id}, but near it once longitude and latitude "
            "are swapped",
            "Write longitude and latitude each in its own column.",
        )
        for row, lon, lat, base_id in zip(
            list_rows(swapped), swapped["longitude"], swapped["latitude"], swapped["base_id"],
            strict=True,
        )
    ]  # fmt: skip


def find_swapped(lonlat_deg: pd.DataFrame, site_deg: pd.DataFrame) -> "pd.Series[bool]":
    """
    Return which points are near their site only once longitude and latitude are swapped.

    Parameters
    ----------
    lonlat_deg
        `longitude` and `latitude`, floats, EPSG:4326; NaN without a point. Not modified.
    site_deg
        `lon_deg` and `lat_deg` of each row's site; same index.

    Returns
    -------
    swapped
        Same index.

    Notes
    -----
    Distances are geodesics on the WGS 84 ellipsoid.

    References
    ----------
    C. F. F. Karney, Algorithms for geodesics, Journal of Geodesy 87 (2013), 43-55.
    """
    lon, lat = lonlat_deg["longitude"], lonlat_deg["latitude"]
    # a distance costs a microsecond a row: only candidates are measured
    may_be = (lat - site_deg["lon_deg"]).abs() < 4 * _NEAR_DEG
    may_be &= ((lon - site_deg["lat_deg"]).abs() < _NEAR_DEG) & (lon.abs() <= 90)
    swapped = pd.Series(data=False, index=lonlat_deg.index, dtype=bool)
    if may_be.any():
        x, y = lon[may_be].to_numpy(float), lat[may_be].to_numpy(float)
        site_x = site_deg.loc[may_be, "lon_deg"].to_numpy(float)
        site_y = site_deg.loc[may_be, "lat_deg"].to_numpy(float)
        off_m = np.asarray(_GEOD.inv(x, y, site_x, site_y)[2])
        turned_m = np.asarray(_GEOD.inv(y, x, site_x, site_y)[2])
        swapped.loc[may_be] = (off_m > FAR_KM * 1000) & (turned_m <= FAR_KM * 1000)
    return swapped
