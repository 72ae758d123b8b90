"""A film of a Scene: its period by day or by week, each frame a Scene of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from export.maps.layout import MapLayout, SiteMark, lay_out_map
from export.product.product import Product
from export.product.split import Part, split_by_time
from geo.model.dates import Window
from geo.model.periods import Unit
from geo.model.scene import Scene

MOST_DAYS: Final = 62
"""Longest window in days for which a film goes by day by default."""
MOST_FRAMES: Final = 500
WIDEST_PX: Final = 760.0
"""Greatest width of the screen's map that a film repeats, so that its dots stay visible."""


@dataclass(frozen=True, eq=False)
class Frame(Part):
    """
    One frame of a film.

    Attributes
    ----------
    layout
        Its map, laid out.
    """

    layout: MapLayout


@dataclass(frozen=True, eq=False)
class Film:
    """
    The plan of a film.

    Attributes
    ----------
    scene
        The whole period.
    unit
        What a frame adds.
    frames
        At least one frame.
    """

    scene: Scene
    unit: Unit
    frames: tuple[Frame, ...]


def choose_step(window: Window) -> Unit:
    """Choose the step of a film: by day, or by week for a long window."""
    return "day" if window.days <= MOST_DAYS else "week"


def plan_film(product: Product) -> Film:
    """
    Plan the film of a Product.

    Parameters
    ----------
    product
        The Product, with its step. Not modified.

    Returns
    -------
    film
        Its frames cover the window's days. The last one's `until` is the number of records that
        the Product counts.

    Raises
    ------
    ViewError
        If there would be more than `MOST_FRAMES` frames.
    """
    scene = product.scene
    unit = product.step or choose_step(scene.view.window)
    view = replace(scene.view, width_px=min(scene.view.width_px, WIDEST_PX))
    narrow = replace(product, scene=replace(scene, view=view))
    return Film(
        narrow.scene,
        unit,
        tuple(
            Frame(**vars(part), layout=lay_out_map(part.scene))
            for part in split_by_time(narrow, unit, MOST_FRAMES)
        ),
    )


def merge_layouts(layouts: Sequence[MapLayout]) -> MapLayout:
    """
    Merge the layouts of a film's frames into one.

    Parameters
    ----------
    layouts
        At least one, all of the same extent and width.

    Returns
    -------
    merged
        Each dot and strike of any frame, and each site at its largest, for the legend and for the
        names on the ground, which keep clear of them.
    """
    tints = [each.density for each in layouts if each.density is not None]
    return replace(
        layouts[0],
        sites=tuple(map(_largest, zip(*(each.sites for each in layouts), strict=True))),
        dots=tuple(dict.fromkeys(dot for each in layouts for dot in each.dots)),
        strikes=tuple(dict.fromkeys(mark for each in layouts for mark in each.strikes)),
        density=next((tint for tint in tints if tint.is_seen), layouts[0].density),
    )


def _largest(marks: Sequence[SiteMark]) -> SiteMark:
    """Return the largest mark of a site."""
    return max(marks, key=lambda mark: mark.shown)
