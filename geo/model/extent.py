"""Extents in degrees, and the Web Mercator pixels that screen and picture share."""

import math
from dataclasses import dataclass
from typing import Final, Self

from geo.model.errors import ExtentError

TILE_PX: Final = 256
MAX_LAT_DEG: Final = 85.0511287798066
"""Latitude at which the square of Web Mercator ends, EPSG:3857."""


def project_lonlat(lon_deg: float, lat_deg: float, zoom: float) -> tuple[float, float]:
    """
    Project to Web Mercator world pixels, x to the east and y to the south.

    Parameters
    ----------
    lon_deg, lat_deg
        Longitude and latitude in degrees, EPSG:4326; latitude is clamped to
        plus and minus 85.0511.
    zoom
        Zoom level, fractions allowed; the world is ``256 * 2**zoom`` pixels wide.

    Returns
    -------
    x_px, y_px
        World pixels from the north-west corner.

    Notes
    -----
    Spherical Mercator as in EPSG:3857 and Leaflet's ``L.CRS.EPSG3857``.

    References
    ----------
    IOGP Publication 373-7-2, Coordinate Conversions and Transformations including Formulas:
    "Popular Visualisation Pseudo-Mercator", EPSG method 1024.
    """
    world_px = TILE_PX * 2.0**zoom
    lat_rad = math.radians(min(max(lat_deg, -MAX_LAT_DEG), MAX_LAT_DEG))
    x = (lon_deg + 180.0) / 360.0
    y = 0.5 - math.log(math.tan(math.pi / 4 + lat_rad / 2)) / (2 * math.pi)
    return x * world_px, y * world_px


def unproject_px(x_px: float, y_px: float, zoom: float) -> tuple[float, float]:
    """
    Turn Web Mercator world pixels back into degrees: the inverse of `project_lonlat`.

    Parameters
    ----------
    x_px, y_px
        World pixels from the north-west corner.
    zoom
        Zoom level, fractions allowed.

    Returns
    -------
    lon_deg, lat_deg
        Longitude and latitude in degrees, EPSG:4326.
    """
    world_px = TILE_PX * 2.0**zoom
    lat_rad = 2 * math.atan(math.exp((0.5 - y_px / world_px) * 2 * math.pi)) - math.pi / 2
    return x_px / world_px * 360.0 - 180.0, math.degrees(lat_rad)


@dataclass(frozen=True)
class Extent:
    """
    A box in degrees, EPSG:4326, that does not cross the antimeridian.

    Attributes
    ----------
    west, south, east, north
        Its edges in decimal degrees.

    Raises
    ------
    ExtentError
        If an edge is not finite or out of range, or the box has no area.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        problems = [
            f"{name} is not a number"
            for name in ("west", "south", "east", "north")
            if not math.isfinite(getattr(self, name))
        ]
        if not problems:
            if not -180 <= self.west < self.east <= 180:
                problems.append(
                    f"west {self.west:g} and east {self.east:g} are not -180 ≤ W < E ≤ 180"
                )
            if not -90 <= self.south < self.north <= 90:
                problems.append(
                    f"south {self.south:g} and north {self.north:g} are not -90 ≤ S < N ≤ 90"
                )
        if problems:
            msg = f"Not an extent: {'; '.join(problems)}. Write west,south,east,north in degrees."
            raise ExtentError(msg)

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read an extent.

        Parameters
        ----------
        text
            ``W,S,E,N`` in degrees, EPSG:4326.

        Returns
        -------
        extent
            The extent.

        Raises
        ------
        ExtentError
            If the text is not an extent.

        Examples
        --------
        >>> Extent.parse("38.8,29.0,48.6,37.4")
        Extent(west=38.8, south=29.0, east=48.6, north=37.4)
        >>> print(Extent.parse("38.8,29.0,48.6,37.4"))
        38.8000,29.0000,48.6000,37.4000
        """
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError as error:
            msg = f"`{text[:60]}` is not an extent: write west,south,east,north in degrees."
            raise ExtentError(msg) from error
        return cls(west, south, east, north)

    def __str__(self) -> str:
        return ",".join(f"{edge:.4f}" for edge in (self.west, self.south, self.east, self.north))

    def round_edges(self) -> "Extent":
        """Round the edges to four decimals of a degree (about ten metres), as in an address."""
        edges = (self.west, self.south, self.east, self.north)
        return Extent(*(round(edge, 4) for edge in edges))

    def zoom_at(self, width_px: float) -> float:
        """Return the zoom level, with fractions, at which the extent is `width_px` pixels wide."""
        return math.log2(width_px * 360.0 / (TILE_PX * (self.east - self.west)))

    def height_px(self, width_px: float) -> float:
        """Return the height in Web Mercator pixels of the extent drawn `width_px` pixels wide."""
        zoom = self.zoom_at(width_px)
        return (
            project_lonlat(self.west, self.south, zoom)[1]
            - project_lonlat(self.west, self.north, zoom)[1]
        )

    def contains(self, lon_deg: float, lat_deg: float) -> bool:
        """
        Return whether a point lies in the extent or on its edge.

        Parameters
        ----------
        lon_deg, lat_deg
            Longitude and latitude in degrees, EPSG:4326.

        Returns
        -------
        contains
            Whether it does.
        """
        return self.west <= lon_deg <= self.east and self.south <= lat_deg <= self.north
