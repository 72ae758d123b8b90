"""The opening of the page: its extent, its view and the days of the slider."""

from typing import Final

from geo.model.dates import Window
from geo.model.extent import TILE_PX, Extent, project_lonlat, unproject_px
from geo.model.scene import View
from geo.query.totals import mask_period
from geo.record import OPENING_DAYS, Dataset

THEATRE: Final = Extent(36.0, 29.0, 49.0, 38.0)
"""The extent shown if no site has a point: Iraq, Syria and Jordan."""
PICTURE_PX: Final = (1100.0, 700.0)
"""Width and height for which the default extent is padded, in CSS pixels."""
PAD_PX: Final = 115.0
"""From an outermost site to the edge: a full spiral (about 87 pixels) and some room."""
MIN_SPAN_DEG: Final = 2.0
"""Least width of the default extent, so that a single site is shown in its surroundings."""


def default_extent(dataset: Dataset) -> Extent:
    """
    Return the extent that shows every placed site with room for its dots.

    Parameters
    ----------
    dataset
        The record.

    Returns
    -------
    extent
        The sites' bounds in Web Mercator, padded by `PAD_PX` at the zoom at which they fit
        `PICTURE_PX`; `THEATRE` if no site has a point.
    """
    points = dataset.bases.geometry.dropna()
    if points.empty:
        return THEATRE
    west, south, east, north = points.total_bounds
    left, bottom = project_lonlat(west, south, 0)
    right, top = project_lonlat(east, north, 0)
    across, down = (size - 2 * PAD_PX for size in PICTURE_PX)
    unit = max(
        (right - left) / across,
        (bottom - top) / down,
        MIN_SPAN_DEG / 360 * TILE_PX / (2 * PAD_PX),
    )
    pad = PAD_PX * unit
    west, north = unproject_px(left - pad, top - pad, 0)
    east, south = unproject_px(right + pad, bottom + pad, 0)
    return Extent(max(west, -180.0), max(south, -85.0), min(east, 180.0), min(north, 85.0))


def timeline_days(dataset: Dataset) -> Window:
    """
    Return the days of the slider.

    Parameters
    ----------
    dataset
        The record.

    Returns
    -------
    days
        The record's days, widened to hold the opening view and all covered days: on a covered
        day without a record, no attack was found.
    """
    known = [dataset.days, opening_view(dataset).window]
    if dataset.coverage is not None:
        known.append(dataset.coverage.days)
    return Window(min(days.first for days in known), max(days.last for days in known))


def opening_view(dataset: Dataset) -> View:
    """
    Return the opening view of the page.

    Parameters
    ----------
    dataset
        The record.

    Returns
    -------
    view
        `OPENING_DAYS` if the record has an attack in them, else the record's whole span.

    Examples
    --------
    >>> from geo.files.shipped_data import DATA_FOLDER
    >>> from geo.loading import read_dataset
    >>> print(opening_view(read_dataset(DATA_FOLDER)).window)
    17 OCT 23 – 30 NOV 23
    """
    days = dataset.days
    if mask_period(dataset.attacks, OPENING_DAYS).any() or dataset.attacks.empty:
        return View(OPENING_DAYS)
    return View(days)
