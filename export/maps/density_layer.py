"""Density on a product's map: grid, ramp and units as on the screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.colors import to_rgb

from export.drawing.canvas import LINE, QUIET, Canvas
from export.drawing.page import Box
from export.drawing.typesetting import SMALLEST_PT
from geo.model.extent import project_lonlat, unproject_px
from layers.cartography import density
from layers.cartography.basemap_style import PALETTES

RAMP_PT: Final = 7.0
"""Height of the legend's ramp."""
_STEPS: Final = 128


@dataclass(frozen=True)
class Density:
    """
    The density of a map's attacks.

    Attributes
    ----------
    opacity
        Shape (rows, columns), in cells of `layers.cartography.density.CELL_PX` from the top left
        corner.
    sigma_m
        The kernel's standard deviation on the ground, in metres.
    """

    opacity: npt.NDArray[np.float64]
    sigma_m: float

    @property
    def is_seen(self) -> bool:
        """Whether any part of the map is tinted."""
        return bool((self.opacity > 0).any())

    @property
    def words(self) -> str:
        """Text of the legend's ramp."""
        about_km = float(f"{self.sigma_m / 1000:.2g}")
        return f"attacks per {density.PER_KM2:,} km², smoothed over {about_km:,g} km"


def measure_density(
    drawn: pd.DataFrame, origin_px: tuple[float, float], size_px: tuple[float, float], zoom: float
) -> Density:
    """
    Estimate the density of a map's attacks with a kernel.

    Parameters
    ----------
    drawn
        Attacks with a place, as in `Scene.drawn`; those that are not counted are left out. Not
        modified.
    origin_px
        World pixels of the map's top left corner at its zoom.
    size_px
        Width and height of the map in pixels.
    zoom
        Zoom level of the map.

    Returns
    -------
    density
        The density.

    References
    ----------
    .. [1] B. W. Silverman, Density Estimation for Statistics and Data Analysis, Chapman and Hall,
       1986.
    """
    width, height = size_px
    _, lat_deg = unproject_px(origin_px[0] + width / 2, origin_px[1] + height / 2, zoom)
    m_per_px = density.metres_per_px(lat_deg, zoom)
    sigma = density.bandwidth_px(m_per_px)
    counted = drawn[drawn["counted"].astype(bool)]
    numbers = counted.groupby(["lon_deg", "lat_deg"]).size()
    places = list(_locate(numbers.items(), origin_px, zoom))
    grid = density.make_grid(places, width, height, sigma)
    return Density(density.opacity_of(grid), sigma * m_per_px)


def _locate(
    numbers: Iterable[tuple[Any, int]], origin_px: tuple[float, float], zoom: float
) -> Iterable[tuple[float, float, float]]:
    """Yield the map's pixels of each place, and its number of attacks."""
    for (lon_deg, lat_deg), number in numbers:
        x, y = project_lonlat(lon_deg, lat_deg, zoom)
        yield x - origin_px[0], y - origin_px[1], float(number)


def _paint(opacity: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the ramp's colour with an opacity, shape (…, 4), 0 to 1."""
    pixels = np.empty((*opacity.shape, 4))
    pixels[..., :3] = to_rgb(density.COLOUR)
    pixels[..., 3] = opacity
    return pixels


def draw_density(
    canvas: Canvas, found: Density, corner: tuple[float, float], cell_pt: float
) -> None:
    """
    Draw a density over the basemap.

    Parameters
    ----------
    canvas, found
        Where to draw, and the density.
    corner
        The map's top left corner, in points.
    cell_pt
        Side of a cell, in points.
    """
    rows, columns = found.opacity.shape
    box = Box(*corner, columns * cell_pt, rows * cell_pt)
    canvas.draw_image(box, _paint(found.opacity), smooth=True, zorder=1.0, gid="density")


def draw_ramp(canvas: Canvas, box: Box, sigma_m: float, size_pt: float) -> None:
    """
    Draw the legend's ramp with its ticks.

    Parameters
    ----------
    canvas
        Where to draw.
    box
        The ramp's box, in points; the ticks' numbers are below it.
    sigma_m
        The kernel's standard deviation on the ground, in metres, which scales the numbers.
    size_pt
        Letter size of the numbers.
    """
    steps = density.MOST_OPAQUE * (np.arange(_STEPS) + 0.5) / _STEPS
    canvas.draw_box(box, fill=PALETTES["light"].land, zorder=2.0)
    canvas.draw_image(box, _paint(steps[np.newaxis, :]), zorder=2.1, gid="density-ramp")
    canvas.draw_box(box, edge=LINE, edge_pt=0.5, zorder=2.2)
    for value, place in density.list_ticks(sigma_m):
        x = box.left + place * box.width
        canvas.draw_line([x, x], [box.bottom, box.bottom + 2], colour=QUIET, width_pt=0.6)
        canvas.draw_text(
            x, box.bottom + 2 + 0.95 * size_pt, f"{value:,g}", size=max(size_pt, SMALLEST_PT),
            align="center", gid="density-tick",
        )  # fmt: skip
