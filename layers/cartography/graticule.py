"""The graticule: which degrees are drawn and how they are labelled, in browser and picture."""

import math
from typing import Final

from geo.model.extent import TILE_PX

STEPS_DEG: Final = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
"""Steps between lines; each zoom takes the smallest with enough room."""
LEAST_PX: Final = 84.0
"""Least distance between two meridians."""
LINE_PX: Final = 0.7
LABEL_SIZE_PX: Final = 10.5
LABEL_PAD_PX: Final = 4.0
"""Gap between the map's edge and a label."""


def step_deg(zoom: float) -> float:
    """Return the step in degrees between the lines at a zoom level."""
    px_per_deg = TILE_PX * 2.0**zoom / 360.0
    return next((step for step in STEPS_DEG if step * px_per_deg >= LEAST_PX), STEPS_DEG[-1])


def list_degrees(low_deg: float, high_deg: float, step: float) -> list[float]:
    """
    Return the multiples of a step from one degree to another.

    Parameters
    ----------
    low_deg, high_deg
        Edges in degrees, both included.
    step
        One of `STEPS_DEG`.

    Returns
    -------
    degrees
        In rising order, rounded to a tenth against rounding errors.
    """
    first, last = math.ceil(low_deg / step - 1e-9), math.floor(high_deg / step + 1e-9)
    return [round(number * step, 1) for number in range(first, last + 1)]


def name_degree(degree: float, positive: str, negative: str) -> str:
    """
    Return the label of a meridian or parallel, such as ``42°E`` or ``33.5°N``.

    Parameters
    ----------
    degree
        Degrees, a multiple of a tenth.
    positive, negative
        Letters of the two sides, such as ``E`` and ``W``; zero has no letter.

    Examples
    --------
    >>> name_degree(-33.5, "N", "S")
    '33.5°S'
    """
    side = positive if degree > 0 else negative if degree < 0 else ""
    return f"{abs(degree):g}°{side}"
