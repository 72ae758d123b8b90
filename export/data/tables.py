"""Tables of a Scene for formats that carry records: typed, with the record's own columns."""

from typing import Final

import geopandas as gpd
import pandas as pd

from export.product.provenance import list_provenance
from geo.checks.site_positions import RECORD, SITE
from geo.model.cell_types import split_ids
from geo.model.position import measure_step_m
from geo.model.scene import Scene
from geo.model.schema import ATTACKS, BASES, POSITION_OF, POSITION_PRECISION, SOURCES, STRIKES

ADDED: Final = (
    POSITION_OF, POSITION_PRECISION, "base_name", "counted", "held_out_because", "added_by",
)  # fmt: skip
"""Columns of attacks that Basewatch adds; they come last."""


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
        `ADDED`. Typed as in `Dataset.attacks`, positions as `state_positions` returns them.
    """
    return order_columns(state_positions(select_shown(scene), scene.bases).reset_index())


def state_positions(attacks: pd.DataFrame, bases: gpd.GeoDataFrame) -> pd.DataFrame:
    """
    State the position of each attack in columns, for a table without geometry.

    Parameters
    ----------
    attacks
        As in `Dataset.attacks`. Not modified.
    bases
        Their sites, as in `Dataset.bases`. Not modified.

    Returns
    -------
    attacks
        `longitude` and `latitude` of the place in degrees, EPSG:4326: the record's own, or else its
        site's. New columns are `POSITION_OF`, which names whose position it is, and
        `POSITION_PRECISION` in metres (Int64): of a site as stated, of a record's own position one
        unit of its last decimal. `geo.checks.site_positions` reads the table again.
    """
    own = attacks["longitude"].notna() & attacks["latitude"].notna()
    at_site = attacks["placed"].astype(bool) & ~own
    whose = pd.Series("", attacks.index, dtype="str").mask(own, RECORD).mask(at_site, SITE)
    precision = attacks["base_id"].map(bases["location_precision_m"]).where(at_site)
    own_m = [
        max(1, round(measure_step_m(lon_deg, lat_deg)))
        for lon_deg, lat_deg in zip(
            attacks.loc[own, "longitude"], attacks.loc[own, "latitude"], strict=True
        )
    ]
    steps = pd.Series(own_m, attacks.index[own], dtype="float64").reindex(attacks.index)
    placed = attacks["placed"].astype(bool)
    stated = attacks.assign(
        longitude=attacks["lon_deg"].where(placed), latitude=attacks["lat_deg"].where(placed)
    )
    stated[POSITION_OF] = whose
    stated[POSITION_PRECISION] = precision.astype("Float64").fillna(steps).astype("Int64")
    return stated


def locate_attacks(scene: Scene) -> gpd.GeoDataFrame:
    """Return the same attacks with their points, EPSG:4326; None where an attack is not placed."""
    shown = select_shown(scene)
    points = gpd.points_from_xy(shown["lon_deg"], shown["lat_deg"], crs="EPSG:4326")
    geometry = gpd.GeoSeries(points).where(shown["placed"].to_numpy(), None)
    return gpd.GeoDataFrame(order_columns(shown.reset_index()), geometry=geometry)


def select_shown(scene: Scene) -> pd.DataFrame:
    """Return every attack that a Scene shows or lists, by day, then id, indexed by `attack_id`."""
    both = pd.concat([scene.drawn, scene.not_placed])
    return both.sort_values(["date", "attack_id"])


def order_columns(frame: pd.DataFrame) -> pd.DataFrame:
    """Put the record's columns first, then the user's own, then `ADDED`."""
    own = [name for name in frame.columns if name not in {*ATTACKS.columns, *ATTACKS.made}]
    made = [name for name in ADDED if name in frame.columns]
    return frame[[*ATTACKS.columns, *own, *made]]


def list_bases(scene: Scene) -> gpd.GeoDataFrame:
    """Return the sites with their points, and the number of attacks at each, in all and shown."""
    bases = scene.bases.reset_index()
    aliases = bases["aliases"].map("; ".join).astype("str")
    bases = bases.assign(aliases=aliases)
    return bases[[*BASES.columns, "total", "shown", "geometry"]]


def list_strikes(scene: Scene) -> gpd.GeoDataFrame:
    """Return the strikes of the period with their points; None where a strike is not placed."""
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
    """List every problem that kept a row off the map."""
    columns = ["file", "row", "column", "value", "reason", "fix"]
    rows = [[getattr(reject, name) for name in columns] for reject in scene.rejects]
    return pd.DataFrame(rows, columns=columns)


def tabulate_provenance(scene: Scene) -> pd.DataFrame:
    """List the metadata of a file and all counts, as a table of `what` and `value`."""
    counts = scene.counts
    metadata = list_provenance(scene) | {
        "Read": f"{counts.read} attack rows = {counts.kept} kept + {counts.rejected} rejected",
        "Kept": f"{counts.kept} = {counts.counted} counted + {counts.held_out} held out",
        "In period and filters": f"{counts.selected} counted = {counts.us_confirmed} US-confirmed "
        f"+ {counts.other_reported} other reported; {counts.placed} placed, "
        f"{counts.not_placed} not placed",
        "Held out in period": f"{counts.held_out_selected}, of them drawn {counts.held_out_drawn}",
        "Read this first": "Not every attack was reported. A blank cell means not known, never 0.",
    }
    return pd.DataFrame({"what": list(metadata), "value": list(metadata.values())})
