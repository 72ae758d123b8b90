"""The Product: a Scene and how to make it; all that any format needs."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from export.maps.fit import Fit
from export.maps.layout import MapLayout, lay_out_map
from export.maps.map_text import list_map_points
from export.talking_points.changes_since import ChangesSince, EarlierProduct, compare_earlier
from export.talking_points.changes_since_text import (
    HEADING,
    describe_changes_since,
    summarise_changes_since,
)
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
    Input of every format: a renderer takes it, returns bytes and reads no clock.

    Attributes
    ----------
    scene
        What is shown.
    dataset
        The record that the Scene was selected from, for what goes beyond the Scene: the running
        totals of officials, and the time map (HTML).
    basemap
        Land, water, borders and towns; None leaves the paper blank.
    page, dpi
        Paper size and resolution of a picture, see `export.drawing.page.PAGES`.
    raw
        Whether a CSV is exact; otherwise cells that a spreadsheet would run are guarded.
    marking_column
        Whether a CSV has a column with the marking, the same in each row.
    step
        What each frame of an animation adds, ``day`` or ``week``; None: by the period's length.
    template
        The unit's own PPTX to make slides on; None for Basewatch's.
    edited
        The talking points as an officer edited them, as
        `export.talking_points.edited_points.parse_points` reads them; None for those of the Scene.
    atlas
        What an atlas has a page for, after its summary; None for one page.
    earlier
        What the last product showed; None for no comparison.
    before
        Days to compare the window with, such as those on an atlas's page before; None for as many
        days just before the window.
    fit
        Whether the maps of pages, slides and briefs are fitted to the attacks shown, or keep the
        Scene's extent, as on the screen.
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
    earlier: EarlierProduct | None = None
    before: Window | None = None
    fit: Fit = "screen"

    @property
    def official(self) -> str | None:
        """A sentence on the officials' count by then; None where they stated none."""
        return describe_official(self.dataset, self.scene)

    @cached_property
    def layout(self) -> MapLayout:
        """The map of the Scene, laid out."""
        return lay_out_map(self.scene)

    @cached_property
    def made_points(self) -> tuple[Point, ...]:
        """
        Return the changes since the last product, then the Scene's own talking points.

        What the map shows comes before what is not known.
        """
        changes = (
            [] if self._changes_since is None else summarise_changes_since(self._changes_since)
        )
        points = list_points(self.scene, self.dataset, self.before)
        known = [point for point in points if point.heading != NOT_KNOWN]
        gaps = [point for point in points if point.heading == NOT_KNOWN]
        on_map = list_map_points(self.scene, self.layout)
        return (*(Point(HEADING, text) for text in changes), *known, *on_map, *gaps)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """
        Return the talking points as an officer edited them, or else as they were made.

        Raises
        ------
        ViewError
            If the edited text is empty, too long or has another marking.
        """
        if self.edited is None:
            return self.made_points
        edited = unmark_points(self.edited, self.scene.marking.text)
        return parse_points(edited, self.made_points, self.scene.sources)

    @property
    def changes(self) -> tuple[str, ...]:
        """What has changed since the last product, a sentence each; empty without one."""
        return (
            ()
            if self._changes_since is None
            else tuple(describe_changes_since(self._changes_since))
        )

    @cached_property
    def _changes_since(self) -> ChangesSince | None:
        """The comparison with the last product; None without one."""
        if self.earlier is None:
            return None
        return compare_earlier(self.scene, self.dataset, self.earlier)
