"""Split a Product by day, week, month or base; each part is a Scene of its own."""

from dataclasses import dataclass, replace
from typing import Final

from export.product.product import By, Product
from export.wording.scene_text import format_period
from geo.model.dates import Window
from geo.model.errors import ExtentError, ViewError
from geo.model.extent import Extent
from geo.model.periods import Unit, split_window
from geo.model.scene import Counts, Scene, View
from geo.query.selection import select_scene
from geo.query.totals import count_records

ATLASES: Final[tuple[By, ...]] = ("week", "month", "base")
AROUND_DEG: Final = 3.0
"""Greatest width of the map of one base, in degrees."""
BASE_PX: Final = 640.0
"""Greatest width of the screen's map that it repeats, in CSS pixels: one base has larger dots."""


@dataclass(frozen=True, eq=False)
class Part:
    """
    One part.

    Attributes
    ----------
    number
        From 1.
    label
        Name of the part.
    step
        The days that it adds; for a base, the whole window.
    scene
        What it shows: the step alone, or in cumulative mode everything up to its end.
    alone
        The counts of what it adds: of the step, or of the base.
    until
        Counted records of all parts up to and including this one; in cumulative mode also of the
        days before the first step.
    """

    number: int
    label: str
    step: Window
    scene: Scene
    alone: Counts
    until: int

    @property
    def new(self) -> int:
        """Number of counted records that it adds."""
        return self.alone.selected


def split_by_time(product: Product, unit: Unit, most: int) -> list[Part]:
    """
    Split a Product by day, week or month.

    Parameters
    ----------
    product
        The Product. Not modified.
    unit
        Length of a part; the window may cut the first and the last.
    most
        Greatest number of parts.

    Returns
    -------
    parts
        In order, those without a record included. The last one's `until` is the number of records
        that the Product counts.

    Raises
    ------
    ViewError
        If there would be more than `most`.
    """
    scene, window = product.scene, product.scene.view.window
    steps = split_window(window, unit)
    if len(steps) > most:
        msg = (
            f"{window} by {unit} gives {len(steps):,} parts, the limit is {most}. Choose a shorter "
            "period or longer parts."
        )
        raise ViewError(msg)
    scenes = [_select_again(product, replace(scene.view, window=step)) for step in steps]
    alone = [count_records(product.dataset, scene.view.filters, step) for step in steps]
    until = scenes[0].counts.selected - alone[0].selected
    parts = []
    for number, (step, each, counts) in enumerate(zip(steps, scenes, alone, strict=True), 1):
        until += counts.selected
        label = format_period(step) if unit == "month" else str(step)
        parts.append(Part(number, label, step, each, counts, until))
    return parts


def split_by_base(product: Product) -> list[Part]:
    """
    Split a Product by base.

    Parameters
    ----------
    product
        The Product. Not modified.

    Returns
    -------
    parts
        One for each site with a counted record, in the record's own order, then one for the records
        without a named site, if there are any. The map of each shows the surroundings of its site.
        Each record is in exactly one part.
    """
    scene = product.scene
    filters = scene.view.filters
    hit = {
        str(base_id)
        for rows in (scene.drawn, scene.not_placed)
        for base_id in rows.loc[rows["counted"], "base_id"]
    }
    parts: list[Part] = []
    until = 0
    for base_id in [*scene.bases.index, ""]:
        if base_id not in hit:
            continue
        own = replace(filters, base_ids=frozenset({base_id}))
        view = replace(
            scene.view,
            filters=own,
            extent=_surround(scene, base_id),
            width_px=min(scene.view.width_px, BASE_PX),
        )
        label = str(scene.bases["name"][base_id]) if base_id else "site not named"
        each = _select_again(product, view, f"{scene.title} · {label}")
        until += each.counts.selected
        step = scene.view.window
        parts.append(Part(len(parts) + 1, label, step, each, each.counts, until))
    return parts


def _select_again(product: Product, view: View, title: str | None = None) -> Scene:
    """Select another view of a Product's record; everything else stays."""
    scene = product.scene
    return select_scene(
        product.dataset,
        view,
        marking=scene.marking,
        as_of=scene.provenance.as_of,
        title=title or scene.title,
    )


def _surround(scene: Scene, base_id: str) -> Extent:
    """Return the surroundings of a site in the map's shape; the whole map where it has no point."""
    point = scene.bases.geometry[base_id] if base_id else None
    whole = scene.extent
    share = min(1.0, AROUND_DEG / (whole.east - whole.west))
    if point is None:
        return whole
    half_width = (whole.east - whole.west) / 2 * share
    half_height = (whole.north - whole.south) / 2 * share
    try:
        return Extent(
            point.x - half_width, point.y - half_height, point.x + half_width, point.y + half_height
        )
    except ExtentError:  # at the edge of the world
        return whole
