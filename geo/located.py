"""The positions of many attacks in words: each at a place of its own, or else at its site's."""

import geopandas as gpd
import pandas as pd

from geo.position import Position, describe_position

FORMS = ("degrees", "dms", "mgrs")


def describe_positions(attacks: pd.DataFrame, bases: gpd.GeoDataFrame) -> pd.DataFrame:
    """
    Write where attacks stand.

    Parameters
    ----------
    attacks
        Attacks as in `Dataset.attacks`, shape (n, k). Not modified.
    bases
        Sites as in `Dataset.bases`, EPSG:4326. Not modified.

    Returns
    -------
    positions
        Shape (n, 3), the same index: `degrees`, `dms` and `mgrs` as in `geo.position.Position`,
        str, blank where the attack is not placed.
    """
    at_site: dict[str, Position] = {}
    for base_id, row in bases.iterrows():
        if row.geometry is not None:
            precision = row["location_precision_m"]
            precision_m = None if pd.isna(precision) else int(precision)
            point = row.geometry
            at_site[str(base_id)] = describe_position(point.x, point.y, precision_m)
    written = []
    for base_id, lon, lat in zip(
        attacks["base_id"], attacks["longitude"], attacks["latitude"], strict=True
    ):
        own = not (pd.isna(lon) or pd.isna(lat))
        position = describe_position(lon, lat, None) if own else at_site.get(base_id)
        written.append([getattr(position, form) if position else "" for form in FORMS])
    return pd.DataFrame(written, index=attacks.index, columns=list(FORMS), dtype="str")
