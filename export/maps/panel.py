"""The map panel: exactly the Scene's extent, drawn as on the screen."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import Final

from matplotlib.patches import Circle, Rectangle
from matplotlib.transforms import Affine2D, Transform

from export.drawing.canvas import INK, QUIET, WHITE, Canvas
from export.drawing.page import SITE_MARK_PX, Box
from export.drawing.symbols import PlacedDot, draw_dots, draw_tray
from export.drawing.typesetting import SMALLEST_PT, fit_text, measure_pt
from export.maps.basemap_layer import draw_areas, find_extent
from export.maps.density_layer import draw_density
from export.maps.graticule_layer import Graticule, draw_graticule, lay_out_graticule
from export.maps.label_placement import Box as LabelBox
from export.maps.layout import MapLayout
from export.maps.map_text import describe_empty
from export.maps.name_key import NameKey, SiteLabel
from export.maps.name_layer import draw_name_key, draw_site_names, place_all_names
from export.maps.place_names import draw_names, list_capital_squares
from export.maps.site_labels import LABEL_SIZE_PX, SiteLabeller, restate_labels
from geo.basemap.decoder import Basemap
from geo.basemap.world_outline import widen_basemap
from layers.cartography.density import CELL_PX
from layers.cartography.placement import (
    DISC_NUMBER_PX,
    DISC_RADIUS_PX,
    disc_number_px,
)
from layers.cartography.symbology import AREA_COLOUR, AREA_DASH_PX, AREA_STROKE_PX

PAPER: Final = "#f6f3ec"
DISC: Final = "#7c2d12"
LEADER: Final = "#6b6457"
LEADER_PX: Final = 1.0
EMPTY_PT: Final = 12.0
EMPTY_EDGE_PT: Final = 24.0
"""White space on both sides of the text on an empty map."""


class MapPanel:
    """
    A map on a canvas.

    Parameters
    ----------
    canvas, layout
        Where to draw, and the map.
    box
        The map's box on the page, in points, with the aspect ratio of the layout.
    covered
        Boxes on the page, in points, that something else is drawn on: no name is placed there.

    Attributes
    ----------
    points_per_px
        Points on the page for each CSS pixel of the screen; dots, strokes and letters scale with
        it.
    transform
        From the layout's pixels to the display.
    """

    def __init__(
        self, canvas: Canvas, layout: MapLayout, box: Box, covered: Sequence[Box] = ()
    ) -> None:
        self.canvas, self.layout, self.box = canvas, layout, box
        self.points_per_px = box.width / layout.width_px
        self.transform: Transform = (
            Affine2D().scale(self.points_per_px).translate(box.left, box.top) + canvas.transform
        )
        k = self.points_per_px
        self.covered = [
            LabelBox((c.left - box.left) / k, (c.top - box.top) / k, c.width / k, c.height / k)
            for c in covered
        ]
        self.basemap: Basemap | None = None
        self.clip = Rectangle(
            (box.left, box.top), box.width, box.height, transform=canvas.transform
        )

    def draw(self, basemap: Basemap | None) -> None:
        """Draw the basemap, the records, the sites' names and a frame."""
        self.draw_ground(basemap)
        self.draw_records()
        self.draw_empty()
        self.draw_frame()

    def draw_ground(self, basemap: Basemap | None) -> None:
        """Draw basemap and graticule, with their names clear of the records."""
        self.basemap = basemap
        with self._clipped():
            if self.graticule is not None:
                draw_graticule(self.canvas, self.graticule, self.box, self.points_per_px)
            if basemap is None:
                self.canvas.draw_box(self.box, fill=PAPER, zorder=0.5, gid="map-paper")
                self.names.place_others()
                return
            shown = widen_basemap(basemap, find_extent(self.layout))
            draw_areas(self, shown)
            plate = self._place_plate()
            draw_names(self, place_all_names(self, shown, self.names, [plate] if plate else []))

    def draw_records(self) -> None:
        """Draw the records, the strikes and the sites' names."""
        with self._clipped():
            if self.layout.density is not None:
                cell_pt = CELL_PX * self.points_per_px
                corner = self.box.left, self.box.top
                draw_density(self.canvas, self.layout.density, corner, cell_pt)
            self._draw_area()
            self._draw_trays()
            self._draw_leaders()
            self._draw_dots()
            self._draw_strikes()
            self._draw_discs()
            self._draw_squares()
            draw_site_names(self, self.labels)
            if self.key is not None:
                draw_name_key(self, self.key)

    def draw_empty(self) -> None:
        """Draw a note on a map without records, with the reason."""
        plate = self._place_plate()
        if plate is not None:
            with self._clipped():
                self._draw_plate(plate)

    def draw_frame(self) -> None:
        """Draw the frame of the map."""
        self.canvas.draw_box(self.box, edge=QUIET, edge_pt=0.8, zorder=9, gid="map-frame")

    @cached_property
    def graticule(self) -> Graticule | None:
        """The graticule, clear of what covers the map; None if its layer is off."""
        if "graticule" not in self.layout.layers:
            return None
        found = lay_out_graticule(self.layout, self.points_per_px)
        seen = [
            (name, box)
            for name, box in found.names
            if not any(box.overlaps(cover) for cover in self.covered)
        ]
        return replace(found, names=tuple(seen))

    @cached_property
    def names(self) -> SiteLabeller:
        """The names of the sites, in readable letters: first those with a record."""
        scale = max(1.0, SMALLEST_PT / (LABEL_SIZE_PX * self.points_per_px))
        boxes = self.graticule.boxes if self.graticule is not None else []
        if self.basemap is not None:
            boxes = [*boxes, *list_capital_squares(self, self.basemap)]
        least_px = SMALLEST_PT / self.points_per_px
        labeller = SiteLabeller(
            self.layout, LABEL_SIZE_PX * scale, [*self.covered, *boxes], least_px
        )
        labeller.place_first()
        labeller.reserve_key(least_px)
        return labeller

    @cached_property
    def labels(self) -> list[SiteLabel]:
        """The labels of the sites."""
        return self.names.labels

    @cached_property
    def key(self) -> NameKey | None:
        """The key of the sites that have a number for a name; None if every name is on the map."""
        return self.names.key

    def follow(self, ground: "MapPanel") -> None:
        """Keep the names where they are on another panel, so that they stand still in a film."""
        self.labels = restate_labels(ground.labels, self.layout)
        self.key = None if ground.key is None else ground.key.restate(self.labels)

    @contextmanager
    def _clipped(self) -> Iterator[None]:
        """Clip to the map what is drawn within the context."""
        first = len(self.canvas.figure.artists)
        yield
        for artist in self.canvas.figure.artists[first:]:
            artist.set_clip_path(self.clip)

    def to_page(self, x: float, y: float) -> tuple[float, float]:
        """Return the place on the page, in points, of a place on the map in pixels."""
        return self.box.left + x * self.points_per_px, self.box.top + y * self.points_per_px

    def _draw_area(self) -> None:
        """Draw the outline of the area of interest, if there is one."""
        if self.layout.area is None:
            return
        k = self.points_per_px
        (left, top), (right, bottom) = (self.to_page(*corner) for corner in self.layout.area)
        outline = self.canvas.draw_box(
            Box(left, top, right - left, bottom - top),
            edge=AREA_COLOUR,
            edge_pt=AREA_STROKE_PX * k,
            zorder=3.9,
            gid="area",
        )
        outline.set_linestyle((0, [dash / AREA_STROKE_PX for dash in AREA_DASH_PX]))

    def _draw_trays(self) -> None:
        """Draw a faint tray under the dots of each site, which are a tally and no places."""
        k = self.points_per_px
        for site in self.layout.sites:
            if site.has_tray:
                draw_tray(self.canvas, *self.to_page(*site.centre), site.reach_px * k, zorder=4.0)

    def _draw_leaders(self) -> None:
        """Draw a line from each site's true point to its circle, if the circle was moved."""
        if not self.layout.layers & {"bases", "attacks"}:
            return
        for site in self.layout.sites:
            if site.is_moved and (site.total or site.shown):
                (x1, y1), (x2, y2) = (
                    self.to_page(*site.anchor),
                    self.to_page(*site.centre),
                )
                self.canvas.draw_line(
                    [x1, x2], [y1, y2], colour=LEADER, width_pt=LEADER_PX * self.points_per_px,
                    zorder=4.1, gid="leader",
                )  # fmt: skip

    def _draw_squares(self) -> None:
        """Draw a square at each site's true point, above all dots."""
        side = SITE_MARK_PX * self.points_per_px
        for site in self.layout.marked_sites:
            x, y = self.to_page(*site.anchor)
            mark = Box(x - side / 2, y - side / 2, side, side)
            self.canvas.draw_box(
                mark, fill=INK, edge=PAPER, edge_pt=0.12 * side, zorder=5.8, gid="site"
            )

    def _draw_dots(self) -> None:
        """Draw one dot for each record."""
        draw_dots(
            self.canvas,
            [PlacedDot(m.x, m.y, m.dot) for m in self.layout.visible_dots],
            points_per_px=self.points_per_px,
            transform=self.transform,
            zorder=5,
            gid="records",
        )

    def _draw_strikes(self) -> None:
        """Draw a diamond for each strike, over the dots."""
        if "strikes" in self.layout.layers:
            draw_dots(
                self.canvas,
                [PlacedDot(m.x, m.y, m.dot) for m in self.layout.visible_strikes],
                points_per_px=self.points_per_px,
                transform=self.transform,
                zorder=5.2,
                gid="strikes",
            )

    def _draw_discs(self) -> None:
        """Draw a disc with its number for each site with too many records for dots."""
        k = self.points_per_px
        for site in self.layout.sites:
            if not site.is_disc:
                continue
            x, y = self.to_page(*site.centre)
            self.canvas.figure.add_artist(
                Circle(
                    (x, y), DISC_RADIUS_PX * k, facecolor=DISC, edgecolor="none",
                    transform=self.canvas.transform, zorder=5.5, gid="disc",
                )
            )  # fmt: skip
            number = f"{site.shown:,}"
            size = disc_number_px(measure_pt(number, DISC_NUMBER_PX, bold=True)) * k
            self.canvas.draw_text(
                x, y + 0.36 * size, number, size=size, bold=True, colour=WHITE,
                align="center", zorder=5.6, gid="disc-number",
            )  # fmt: skip

    def _place_plate(self) -> LabelBox | None:
        """Return the box of the note on an empty map; None if the map is not empty."""
        layout = self.layout
        if not describe_empty(layout):
            return None
        size, lines = self._fit_empty()
        widest = max(measure_pt(line, size, bold=True) for line in lines)
        width = (widest + EMPTY_EDGE_PT) / self.points_per_px
        height = (len(lines) + 1.3) * size / self.points_per_px
        plates = [
            LabelBox(
                (layout.width_px - width) / 2, share * layout.height_px - height / 2, width, height
            )
            for share in (0.5, 0.35, 0.65, 0.2, 0.8, 0.1)
        ]
        free = (p for p in plates if not any(p.overlaps(label.box, 6.0) for label in self.labels))
        return next(free, plates[0])

    def _draw_plate(self, plate: LabelBox) -> None:
        """Draw the note on an empty map."""
        k = self.points_per_px
        left, top = self.to_page(plate.left, plate.top)
        box = Box(left, top, plate.width * k, plate.height * k)
        self.canvas.draw_box(box, fill=WHITE, edge=QUIET, edge_pt=0.6, zorder=8, gid="empty-plate")
        size, lines = self._fit_empty()
        for number, line in enumerate(lines):
            middle = box.top + (number + 0.5) * (box.height - 1.3 * size) / len(lines) + 0.65 * size
            self.canvas.draw_text(
                box.left + box.width / 2, middle + 0.36 * size, line, size=size, bold=True,
                align="center", zorder=8.1, gid="empty",
            )  # fmt: skip

    def _fit_empty(self) -> tuple[float, list[str]]:
        """Fit the note on an empty map on two lines."""
        width = self.box.width - 2 * EMPTY_EDGE_PT
        return fit_text(describe_empty(self.layout), EMPTY_PT, width, lines=2, bold=True)
