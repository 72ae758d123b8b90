"""The layout of a Scene's map, in CSS pixels from the map's top left corner."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from export.drawing.typesetting import make_inert
from export.maps.density_layer import Density, measure_density
from export.maps.strike_marks import StrikeMark, lay_out_strikes
from export.wording.scene_text import describe_no_records
from geo.model.extent import project_lonlat
from geo.model.scene import Scene
from geo.model.vocabulary import LAYERS_ON
from geo.model.weapons import name_category
from layers.cartography.basemap_style import MOVED_PX
from layers.cartography.placement import DISC_FROM, circle_radius, push_apart, spiral_offset
from layers.cartography.symbology import Dot, select_dot

Point = tuple[float, float]
Locate = Callable[[float, float], Point]
"""Converts longitude and latitude in degrees to pixels on the map."""


@dataclass(frozen=True)
class SiteMark:
    """
    One site on the map.

    Attributes
    ----------
    name
        Its name, inert.
    anchor, centre
        Its true point, and the centre of its circle after circles are pushed apart.
    total, shown
        Records in the whole record, and dots (or the number on the disc) around the centre.
    held_out
        How many of the dots are held-out records, which are not counted.
    has_dots
        Whether they are drawn; False if the layer of attacks is off.
    """

    name: str
    anchor: Point
    centre: Point
    total: int
    shown: int
    held_out: int
    has_dots: bool = True

    @property
    def reach_px(self) -> float:
        """Radius of what is drawn around the centre; the name keeps clear of it."""
        return circle_radius(self.shown if self.has_dots else 0, self.total)

    @property
    def count_text(self) -> str:
        """Text below the name: counted records, and held-out ones separately."""
        if self.shown == 0:
            return ""
        apart = f" + {self.held_out:,}" if self.held_out else ""
        return f"{self.shown - self.held_out:,}{apart}"

    @property
    def is_disc(self) -> bool:
        """Whether the site shows more records than fit on a spiral."""
        return self.has_dots and self.shown > DISC_FROM

    @property
    def has_tray(self) -> bool:
        """Whether dots are stacked at it, on a tray."""
        return self.has_dots and self.shown > 0 and not self.is_disc

    @property
    def is_moved(self) -> bool:
        """Whether its circle is visibly away from its true point."""
        dx, dy = self.centre[0] - self.anchor[0], self.centre[1] - self.anchor[1]
        return dx * dx + dy * dy > MOVED_PX * MOVED_PX


@dataclass(frozen=True)
class DotMark:
    """
    One record on the map.

    Attributes
    ----------
    x, y
        Its centre.
    dot
        Its symbol.
    site
        Name of its site, inert; blank if no source names one.
    weapon, outcome
        Words of the vocabulary.
    claim_only, held_out
        Whether it is a claim only, and whether it is drawn without being counted.
    is_alone
        Whether it is at a place of its own, and not on the spiral of its site.
    """

    x: float
    y: float
    dot: Dot
    site: str
    weapon: str
    outcome: str
    claim_only: bool
    held_out: bool
    is_alone: bool = False


@dataclass(frozen=True)
class MapLayout:
    """
    A Scene's map, laid out.

    Attributes
    ----------
    zoom
        Zoom level at which the extent is `width_px` wide.
    origin_px
        World pixels of the map's top left corner at that zoom.
    width_px, height_px
        Size of the map.
    sites
        Placed sites in file order.
    dots
        Records as dots in drawing order, without those of a disc.
    area
        Top left and bottom right corners of the area of interest; None without one.
    empty
        Text on a map without dots.
    layers
        The layers that are drawn.
    strikes
        Strikes with a place; empty if their layer is off.
    density
        Density of the attacks; None if its layer is off.
    """

    zoom: float
    origin_px: Point
    width_px: float
    height_px: float
    sites: tuple[SiteMark, ...]
    dots: tuple[DotMark, ...]
    area: tuple[Point, Point] | None = None
    empty: str = ""
    layers: frozenset[str] = LAYERS_ON
    strikes: tuple[StrikeMark, ...] = ()
    density: Density | None = None

    @property
    def visible_strikes(self) -> tuple[StrikeMark, ...]:
        """The strikes on the map."""
        return tuple(mark for mark in self.strikes if self.holds(mark.x, mark.y))

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point in pixels is on the map."""
        return 0 <= x <= self.width_px and 0 <= y <= self.height_px

    @property
    def visible_dots(self) -> tuple[DotMark, ...]:
        """The dots on the map."""
        return tuple(mark for mark in self.dots if self.holds(mark.x, mark.y))

    @property
    def marked_sites(self) -> tuple[SiteMark, ...]:
        """The sites whose true place is marked, on the map or outside it."""
        if "bases" not in self.layers:
            return ()
        return tuple(site for site in self.sites if site.total or site.shown)


def lay_out_map(scene: Scene) -> MapLayout:
    """
    Lay out a Scene's map by the same tables as the screen.

    Parameters
    ----------
    scene
        What is shown. Not modified.

    Returns
    -------
    layout
        In CSS pixels, x right and y down from the extent's north-west corner.
    """
    width_px = scene.view.width_px
    zoom = scene.extent.zoom_at(width_px)
    west, north = project_lonlat(scene.extent.west, scene.extent.north, zoom)

    def locate(lon_deg: float, lat_deg: float) -> Point:
        x, y = project_lonlat(lon_deg, lat_deg, zoom)
        return x - west, y - north

    drawn, layers = scene.drawn, scene.view.layers
    size_px = width_px, scene.extent.height_px(width_px)
    own = drawn["longitude"].notna() & drawn["latitude"].notna()
    at_site = drawn.loc[~own]
    held_out = at_site.loc[~at_site["counted"].astype(bool)]
    area = scene.view.filters.area
    sites = _lay_out_sites(scene, _count_sites(at_site), _count_sites(held_out), locate)
    return MapLayout(
        zoom,
        (west, north),
        *size_px,
        tuple(sites.values()),
        tuple(_lay_out_dots(scene, own, sites, locate)) if "attacks" in layers else (),
        (locate(area.west, area.north), locate(area.east, area.south)) if area else None,
        describe_no_records(scene),
        layers,
        lay_out_strikes(scene.strikes, locate) if "strikes" in layers else (),
        measure_density(drawn, (west, north), size_px, zoom) if "density" in layers else None,
    )


def _count_sites(rows: pd.DataFrame) -> dict[str, int]:
    """Count rows by site."""
    return {str(base_id): int(n) for base_id, n in rows["base_id"].value_counts().items()}


def _lay_out_sites(
    scene: Scene, shown: Mapping[str, int], held_out: Mapping[str, int], locate: Locate
) -> dict[str, SiteMark]:
    """Return the placed sites by id, with circles pushed apart by the size of the whole record."""
    placed = scene.bases[scene.bases.geometry.notna()]
    anchors = [locate(point.x, point.y) for point in placed.geometry]
    totals = [int(total) for total in placed["total"]]
    centres = push_apart(anchors, [circle_radius(total) for total in totals])
    return {
        str(base_id): SiteMark(
            make_inert(str(name)),
            anchor,
            centre,
            total,
            shown.get(base_id, 0),
            held_out.get(base_id, 0),
            "attacks" in scene.view.layers,
        )
        for base_id, name, anchor, centre, total in zip(
            placed.index, placed["name"], anchors, centres, totals, strict=True
        )
    }


def _lay_out_dots(
    scene: Scene, own: "pd.Series[bool]", sites: Mapping[str, SiteMark], locate: Locate
) -> list[DotMark]:
    """Return a dot for each drawn record: on its site's spiral by rank, or at its own place."""
    names = {str(base_id): make_inert(str(name)) for base_id, name in scene.bases["name"].items()}
    ranks: dict[str, int] = {}
    marks = []
    columns = ["base_id", "longitude", "latitude", "weapon", "outcome", "confirmation"]
    columns += ["date_precision", "counted", "added_by"]
    rows = scene.drawn[columns].itertuples(index=False, name=None)
    for stands_alone, row in zip(own, rows, strict=True):
        base_id, lon_deg, lat_deg, weapon, outcome, confirmation, precision, counted, by = row
        if stands_alone:
            x, y = locate(float(lon_deg), float(lat_deg))
        else:
            site = sites[base_id]
            if site.is_disc:
                continue
            rank = ranks.get(base_id, 0)
            ranks[base_id] = rank + 1
            dx, dy = spiral_offset(rank, site.shown, site.total)
            x, y = site.centre[0] + dx, site.centre[1] + dy
        dot = select_dot(
            weapon, outcome, confirmation, precision, held_out=not counted, added=by != ""
        )
        site_name, claim_only = names.get(base_id, ""), confirmation == "claim_only"
        word = name_category(weapon)
        marks.append(
            DotMark(x, y, dot, site_name, word, outcome, claim_only, not counted, stands_alone)
        )
    return marks
