"""A film of a Scene: its period day by day or week by week, each frame a Scene of its own."""

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
"""Days of a window at the most for which a film goes day by day by itself."""
MOST_FRAMES: Final = 500
WIDEST_PX: Final = 760.0
"""Width of the screen's map that a film repeats, at the most: its dots have to be seen."""


@dataclass(frozen=True, eq=False)
class Frame(Part):
    """
    One frame.

    Attributes
    ----------
    layout
        Its map.
    """

    layout: MapLayout


@dataclass(frozen=True, eq=False)
class Film:
    """
    A film.

    Attributes
    ----------
    scene
        The whole that it goes through.
    unit
        What a frame adds.
    frames
        One at the least.
    """

    scene: Scene
    unit: Unit
    frames: tuple[Frame, ...]


def choose_step(window: Window) -> Unit:
    """Choose how a film goes through a window: by day, or by week where it is long."""
    return "day" if window.days <= MOST_DAYS else "week"


def plan_film(product: Product) -> Film:
    """
    Plan the film of a Product.

    Parameters
    ----------
    product
        What is shown, and by which step.

    Returns
    -------
    film
        Its frames go through the window's days. The last one's `until` is the number of records
        that the Product counts.

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
        Of one extent and width, one at the least.

    Returns
    -------
    merged
        Each dot and strike of any frame, and each site as large as in any: what the names on the
        ground keep clear of, and what the legend explains.
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
    """Give the frame's mark of a site that shows the most."""
    return max(marks, key=lambda mark: mark.shown)
