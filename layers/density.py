"""One table of density, for the browser and for the picture: how close attacks lie together."""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geo.model.extent import TILE_PX

CELL_PX: Final = 8.0
"""Side of a cell of the grid; what is drawn is interpolated between them."""
BANDWIDTH_PX: Final = 28.0
"""Standard deviation of the kernel on the screen."""
LEAST_BANDWIDTH_M: Final = 10_000.0
"""And on the ground at the least: positions are no finer than some kilometres."""
REACH: Final = 3.0
"""How far a kernel is followed, in standard deviations."""
FROM_ATTACKS: Final = 0.25
TO_ATTACKS: Final = 128.0
"""Where the ramp begins and ends, in attacks at one point: fixed, so that it means one thing."""
COLOUR: Final = "#6a3d9a"
DARK_COLOUR: Final = "#c4a5ea"
"""One hue, more of it where there is more; none of the weapons has it."""
MOST_OPAQUE: Final = 0.62
"""At the ramp's end; dots and names stay readable on it."""
PER_KM2: Final = 10_000
"""The legend gives attacks on so many square kilometres."""
EARTH_M: Final = 2 * math.pi * 6_378_137.0


def metres_per_px(lat_deg: float, zoom: float) -> float:
    """Give the ground's metres for each Web Mercator pixel at a latitude (sphere of EPSG:3857)."""
    world_px: float = TILE_PX * 2.0**zoom
    return EARTH_M * math.cos(math.radians(lat_deg)) / world_px


def bandwidth_px(m_per_px: float) -> float:
    """Give the kernel's standard deviation in pixels, see `BANDWIDTH_PX`, `LEAST_BANDWIDTH_M`."""
    return max(BANDWIDTH_PX, LEAST_BANDWIDTH_M / m_per_px)


def make_grid(
    places_px: Sequence[tuple[float, float, float]], width_px: float, height_px: float, sigma: float
) -> npt.NDArray[np.float64]:
    """
    Sum a Gaussian kernel about each place on a grid.

    Parameters
    ----------
    places_px
        Triples of x, y (down) in pixels and number of attacks, n of them; those beyond the edge
        count in as far as their kernel reaches. Not modified.
    width_px, height_px
        Size of the map.
    sigma
        The kernel's standard deviation in pixels.

    Returns
    -------
    grid
        Shape (rows, columns), cells of `CELL_PX` from the top left corner, at their middles: how
        many attacks at that very point would be as dense. A lone attack's own point has 1.

    Notes
    -----
    Each place is shared among the four nearest middles, and the kernel is taken along
    rows, then columns: a Gaussian is the product of its two directions. B. W. Silverman, "Density
    Estimation for Statistics and Data Analysis" (1986), sections 3.5 and 4.2. The browser's plugin
    holds the same formula, and a test holds the two to each other.
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
    """Give the colour's opacity for densities as `make_grid` gives them: even steps a doubling."""
    share = np.log(np.maximum(attacks, 1e-9) / FROM_ATTACKS) / math.log(TO_ATTACKS / FROM_ATTACKS)
    return np.asarray(MOST_OPAQUE * np.clip(share, 0.0, 1.0))


def list_ticks(sigma_m: float) -> list[tuple[float, float]]:
    """
    List the ramp's ticks.

    Parameters
    ----------
    sigma_m
        The kernel's standard deviation on the ground, in metres.

    Returns
    -------
    ticks
        Powers of ten of attacks per `PER_KM2`, each with its place on the ramp, 0 to 1.
    """
    area_m2 = 2 * math.pi * sigma_m**2  # under a kernel whose top is 1
    one = PER_KM2 * 1e6 / area_m2
    lowest, highest = FROM_ATTACKS * one, TO_ATTACKS * one
    powers = range(math.ceil(math.log10(lowest)), math.floor(math.log10(highest)) + 1)
    span = math.log(highest / lowest)
    return [(10.0**power, math.log(10.0**power / lowest) / span) for power in powers]


def make_density_config() -> dict[str, Any]:
    """Give the table as plain values, under the names that the plugin uses."""
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
