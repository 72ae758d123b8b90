"""The tables behind a Scene, for formats that carry records: typed, in the record's own columns."""

from typing import Final

import geopandas as gpd
import pandas as pd

from export.provenance import list_provenance
from geo.forms import split_ids
from geo.scene import Scene
from geo.schema import ATTACKS, BASES, SOURCES, STRIKES

ADDED: Final = ("base_name", "counted", "held_out_because", "added_by")
"""Columns of attacks that Basewatch makes and a reader of the table needs: they follow the rest."""


def list_attacks(scene: Scene) -> pd.DataFrame:
    """
    List the attacks of a Scene, placed or not.

    Parameters
    ----------
    scene
        What is shown. Not modified.

    Returns
    -------
    attacks
        By day, then id, indexed from 0: the columns of `attacks.csv`, those of the user's own, and
        `ADDED`. Typed as in `Dataset.attacks`.
    """
    return order_columns(select_shown(scene).reset_index())


def locate_attacks(scene: Scene) -> gpd.GeoDataFrame:
    """Give the same attacks with their points, EPSG:4326; None where an attack is not placed."""
    shown = select_shown(scene)
    points = gpd.points_from_xy(shown["lon_deg"], shown["lat_deg"], crs="EPSG:4326")
    geometry = gpd.GeoSeries(points).where(shown["placed"].to_numpy(), None)
    return gpd.GeoDataFrame(order_columns(shown.reset_index()), geometry=geometry)


def select_shown(scene: Scene) -> pd.DataFrame:
    """Give every attack that a Scene shows or lists, by day, then id, indexed by `attack_id`."""
    both = pd.concat([scene.drawn, scene.not_placed])
    return both.sort_values(["date", "attack_id"])


def order_columns(frame: pd.DataFrame) -> pd.DataFrame:
    """Put the record's columns first, the user's own next, and of those made only `ADDED`."""
    own = [name for name in frame.columns if name not in {*ATTACKS.columns, *ATTACKS.made}]
    made = [name for name in ADDED if name in frame.columns]
    return frame[[*ATTACKS.columns, *own, *made]]


def list_bases(scene: Scene) -> gpd.GeoDataFrame:
    """Give the sites with their points, and how many attacks stand at each, in all and as shown."""
    bases = scene.bases.reset_index()
    aliases = bases["aliases"].map("; ".join).astype("str")
    bases = bases.assign(aliases=aliases)
    return bases[[*BASES.columns, "total", "shown", "geometry"]]


def list_strikes(scene: Scene) -> gpd.GeoDataFrame:
    """Give the strikes of the period with their points; None where a strike is not placed."""
    strikes = scene.strikes.reset_index()
    points = gpd.points_from_xy(strikes["longitude"], strikes["latitude"], crs="EPSG:4326")
    geometry = gpd.GeoSeries(points).where(strikes["longitude"].notna().to_numpy(), None)
    return gpd.GeoDataFrame(strikes[list(STRIKES.columns)], geometry=geometry)


def list_sources(scene: Scene) -> pd.DataFrame:
    """List the sources that the attacks and strikes of a Scene cite, in the source list's order."""
    cells = pd.concat([select_shown(scene)["source_ids"], scene.strikes["source_ids"]])
    cited = {source_id for cell in cells.unique() for source_id in split_ids(str(cell))}
    sources = scene.sources.loc[scene.sources.index.isin(cited)].reset_index()
    return sources[list(SOURCES.columns)]


def list_rejects(scene: Scene) -> pd.DataFrame:
    """List every fault that kept a row off the map."""
    columns = ["file", "row", "column", "value", "reason", "cure"]
    rows = [[getattr(reject, name) for name in columns] for reject in scene.rejects]
    return pd.DataFrame(rows, columns=columns)


def list_told(scene: Scene) -> pd.DataFrame:
    """List what the file says of itself, and every number that a reader could ask for."""
    counts = scene.counts
    told = list_provenance(scene) | {
        "Read": f"{counts.read} attack rows = {counts.kept} kept + {counts.rejected} rejected",
        "Kept": f"{counts.kept} = {counts.counted} counted + {counts.held_out} held out",
        "In period and filters": f"{counts.selected} counted = {counts.us_confirmed} US-confirmed "
        f"+ {counts.other_reported} other reported; {counts.placed} placed, "
        f"{counts.not_placed} not placed",
        "Held out in period": f"{counts.held_out_selected}, of them drawn {counts.held_out_drawn}",
        "Read this first": "Recorded, not complete. A blank cell means not known, never zero.",
    }
    return pd.DataFrame({"what": list(told), "value": list(told.values())})
