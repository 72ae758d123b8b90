"""Density of attacks: one table and one formula for the browser and for the picture."""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geo.model.extent import TILE_PX

CELL_PX: Final = 8.0
"""Side of a cell of the grid; the drawing interpolates between cells."""
BANDWIDTH_PX: Final = 28.0
"""Standard deviation of the kernel on the screen."""
LEAST_BANDWIDTH_M: Final = 10_000.0
"""Least standard deviation on the ground: positions are precise to some kilometres only."""
REACH: Final = 3.0
"""Radius of the kernel, in standard deviations."""
FROM_ATTACKS: Final = 0.25
TO_ATTACKS: Final = 128.0
"""Ends of the colour ramp, in attacks at one point; fixed, so that maps can be compared."""
COLOUR: Final = "#6a3d9a"
DARK_COLOUR: Final = "#c4a5ea"
"""One hue, more opaque for more attacks; no weapon has it."""
MOST_OPAQUE: Final = 0.62
"""Opacity at the upper end of the ramp; dots and names stay readable on it."""
PER_KM2: Final = 10_000
"""Area of the legend's unit, in square kilometres."""
EARTH_M: Final = 2 * math.pi * 6_378_137.0


def metres_per_px(lat_deg: float, zoom: float) -> float:
    """
    Return the ground length of a Web Mercator pixel (EPSG:3857), in metres.

    Parameters
    ----------
    lat_deg
        Latitude in degrees.
    zoom
        Zoom level; fractions are allowed.
    """
    world_px: float = TILE_PX * 2.0**zoom
    return EARTH_M * math.cos(math.radians(lat_deg)) / world_px


def bandwidth_px(m_per_px: float) -> float:
    """Return the kernel's standard deviation in pixels, for metres per pixel."""
    return max(BANDWIDTH_PX, LEAST_BANDWIDTH_M / m_per_px)


def make_grid(
    places_px: Sequence[tuple[float, float, float]], width_px: float, height_px: float, sigma: float
) -> npt.NDArray[np.float64]:
    """
    Return the sum of Gaussian kernels about places, on a grid.

    Parameters
    ----------
    places_px
        Triples of x, y (down) in pixels and number of attacks, n of them; places beyond the edge
        count as far as their kernel reaches. Not modified.
    width_px, height_px
        Size of the map.
    sigma
        The kernel's standard deviation in pixels.

    Returns
    -------
    grid
        Shape (rows, columns), at the centres of cells of `CELL_PX` from the top left corner: the
        number of attacks at one point that would be as dense there. One attack has 1 at its point.

    Notes
    -----
    Each place is shared among the four nearest cells. The kernel is applied along rows, then
    columns, because a Gaussian is the product of its two directions. The plugin in the browser has
    the same formula; a test compares them.

    References
    ----------
    B. W. Silverman, "Density Estimation for Statistics and Data Analysis", Chapman and Hall, 1986,
    sections 3.5 and 4.2.
    """
    reach = math.ceil(REACH * sigma / CELL_PX)
    columns, rows = math.ceil(width_px / CELL_PX), math.ceil(height_px / CELL_PX)
    shares = np.zeros((rows + 2 * reach, columns + 2 * reach))
    for x, y, number in places_px:
        u, v = x / CELL_PX - 0.5 + reach, y / CELL_PX - 0.5 + reach
        column, row = math.floor(u), math.floor(v)
        if 0 <= column < columns + 2 * reach - 1 and 0 <= row < rows + 2 * reach - 1:
            right, below = u - column, v - row
            shares[row : row + 2, column : column + 2] += number * np.outer(
                (1 - below, below), (1 - right, right)
            )
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) * CELL_PX / sigma) ** 2)
    along = np.zeros((rows + 2 * reach, columns))
    grid = np.zeros((rows, columns))
    for k, share in enumerate(kernel):
        along += share * shares[:, k : k + columns]
    for k, share in enumerate(kernel):
        grid += share * along[k : k + rows]
    return grid


def opacity_of(attacks: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the opacity for densities of `make_grid`: equal steps for each doubling."""
    share = np.log(np.maximum(attacks, 1e-9) / FROM_ATTACKS) / math.log(TO_ATTACKS / FROM_ATTACKS)
    return np.asarray(MOST_OPAQUE * np.clip(share, 0.0, 1.0))


def list_ticks(sigma_m: float) -> list[tuple[float, float]]:
    """
    Return the ticks of the colour ramp.

    Parameters
    ----------
    sigma_m
        The kernel's standard deviation on the ground, in metres.

    Returns
    -------
    ticks
        Powers of ten of attacks per `PER_KM2` square kilometres, each with its position on the
        ramp, 0 to 1.
    """
    area_m2 = 2 * math.pi * sigma_m**2  # under a kernel whose top is 1
    one = PER_KM2 * 1e6 / area_m2
    lowest, highest = FROM_ATTACKS * one, TO_ATTACKS * one
    powers = range(math.ceil(math.log10(lowest)), math.floor(math.log10(highest)) + 1)
    span = math.log(highest / lowest)
    return [(10.0**power, math.log(10.0**power / lowest) / span) for power in powers]


def make_density_config() -> dict[str, Any]:
    """Return the table as plain values, under the plugin's names."""
    return {
        "cell_px": CELL_PX,
        "bandwidth_px": BANDWIDTH_PX,
        "least_bandwidth_m": LEAST_BANDWIDTH_M,
        "reach": REACH,
        "from_attacks": FROM_ATTACKS,
        "to_attacks": TO_ATTACKS,
        "colours": {"light": COLOUR, "dark": DARK_COLOUR},
        "most_opaque": MOST_OPAQUE,
        "per_km2": PER_KM2,
        "earth_m": EARTH_M,
    }
