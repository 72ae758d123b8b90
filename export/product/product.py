"""A Product: a Scene and how it is to be made, which is all that any format needs."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from export.maps.layout import MapLayout, lay_out_map
from export.maps.map_text import list_map_points
from export.talking_points.changes_since import Earlier, Since, compare_earlier
from export.talking_points.changes_since_text import HEADING, brief_since, describe_since
from export.talking_points.edited_points import parse_points, unmark_points
from export.talking_points.facts import Point
from export.talking_points.points import list_points
from export.talking_points.unknowns import NOT_KNOWN
from export.wording.scene_text import describe_official
from geo.basemap.decoder import Basemap
from geo.model.dates import Window
from geo.model.periods import Unit
from geo.model.scene import Scene
from geo.record import Dataset

By = Literal["week", "month", "base"]


@dataclass(frozen=True, eq=False)
class Product:
    """
    What every format is made from: a renderer takes it and gives bytes, and reads no clock.

    Attributes
    ----------
    scene
        What is shown.
    dataset
        The record that the Scene was selected from, for what reaches beyond the Scene: the running
        totals of officials, and the whole time map of an HTML page.
    basemap
        Land, water, borders and towns; None leaves the paper blank.
    page, dpi
        Page and resolution of a picture, see `export.drawing.page.PAGES`.
    raw
        Whether a CSV is exact; else cells that a spreadsheet would run are guarded.
    marking_column
        Whether a CSV has a column with the marking, the same in each row.
    step
        What each frame of an animation adds, ``day`` or ``week``; None chooses by the length.
    template
        The unit's own PPTX, which slides are made on; None for ours.
    edited
        What an officer made of the points, as `export.talking_points.edited_points.parse_points`
        reads it; None for what the Scene gives.
    atlas
        By what a format with pages has one page each, after a summary; None for one page.
    earlier
        What the last product showed; None where there is none to compare with.
    before
        The days that the window is compared with, such as those on an atlas's page before; None
        for as many as it has, just before it.
    """

    scene: Scene
    dataset: Dataset
    basemap: Basemap | None
    page: str = "a4"
    dpi: int = 300
    raw: bool = False
    marking_column: bool = False
    step: Unit | None = None
    template: bytes | None = None
    edited: str | None = None
    atlas: By | None = None
    earlier: Earlier | None = None
    before: Window | None = None

    @property
    def official(self) -> str | None:
        """A sentence on what officials had counted by then; None where none is stated."""
        return describe_official(self.dataset, self.scene)

    @cached_property
    def layout(self) -> MapLayout:
        """The map of the Scene, laid out."""
        return lay_out_map(self.scene)

    @cached_property
    def made_points(self) -> tuple[Point, ...]:
        """
        What changed since the last product, and then `export.talking_points.points.list_points`.

        What the map shows stands before what is not known.
        """
        changes = [] if self._since is None else brief_since(self._since)
        points = list_points(self.scene, self.dataset, self.before)
        known = [point for point in points if point.heading != NOT_KNOWN]
        gaps = [point for point in points if point.heading == NOT_KNOWN]
        on_map = list_map_points(self.scene, self.layout)
        return (*(Point(HEADING, text) for text in changes), *known, *on_map, *gaps)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """
        The same, as an officer edited it.

        Raises
        ------
        ViewError
            If the officer left nothing, wrote too much, or wrote beneath another marking.
        """
        if self.edited is None:
            return self.made_points
        edited = unmark_points(self.edited, self.scene.marking.text)
        return parse_points(edited, self.made_points, self.scene.sources)

    @property
    def changes(self) -> tuple[str, ...]:
        """What has changed since the last product, a sentence each; none where none is given."""
        return () if self._since is None else tuple(describe_since(self._since))

    @cached_property
    def _since(self) -> Since | None:
        """What has changed since the last product."""
        if self.earlier is None:
            return None
        return compare_earlier(self.scene, self.dataset, self.earlier)
