"""Pictures of the frames of a film: still parts are drawn once, moving parts in each frame."""

from dataclasses import replace
from operator import methodcaller
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import FigureCanvasAgg

from export.animation.frames import Film, Frame, merge_layouts
from export.animation.side_panel import SidePanel
from export.drawing.canvas import BRICK, QUIET, Canvas, hold_settings
from export.drawing.marking import draw_marking_bars
from export.drawing.page import Box, select_page
from export.drawing.typesetting import LEADING, fit_text, make_inert
from export.maps.layout import MapLayout, lay_out_map
from export.maps.map_surround import draw_footer, draw_scale_strip
from export.maps.panel import MapPanel
from export.picture.figure import list_blocks
from export.picture.page_layout import STRIP_PT
from export.product.product import Product
from export.wording.coverage_text import format_coverage_line
from export.wording.filter_text import format_filters_line
from export.wording.scene_text import describe_mode, format_period

PAGE: Final = select_page("16:9")
DPI: Final = 96
SIZE_PX: Final = PAGE.size_px(DPI)
"""Width and height of a frame, 1280 by 720; both even, as video requires."""
COLUMN_PT: Final = 285.0
"""Smallest width of the panel beside the map."""
GAP_PT: Final = 16.0
_NAMES_FROM: Final = 1.0
"""Drawing order from which artists of the ground are names, which are over the density."""

Pixels = npt.NDArray[np.uint8]


class FrameRenderer:
    """
    The page of a film.

    Parameters
    ----------
    film
        The film.
    product
        The Product of the film.
    """

    def __init__(self, film: Film, product: Product) -> None:
        with hold_settings():
            self._canvas = Canvas(PAGE, DPI)
            area = self._draw_surround(film, product)
            whole = lay_out_map(film.scene)
            ground = replace(
                merge_layouts([frame.layout for frame in film.frames]), empty=whole.empty
            )
            self._box = _fit_map(area, ground.width_px / ground.height_px)
            names = self._draw_ground(ground, product)
            left = self._box.right + GAP_PT
            column = Box(left, area.top, area.right - left, area.height)
            notes = list_blocks(
                film.scene,
                whole,
                product.official,
                explained=ground,
                changes=product.changes,
            )
            self._panel = SidePanel(film, column, notes)
            self._panel.draw_still(self._canvas, self._box.width / ground.width_px)
            # a moving tint goes under the names, which are then drawn in each frame
            self._names = names if ground.density is not None else []
            self._agg, self._still = self._keep_still()

    def _draw_surround(self, film: Film, product: Product) -> Box:
        """Draw marking, header and footer; return the area between them."""
        between = draw_marking_bars(self._canvas, film.scene.marking)
        top = _draw_header(self._canvas, film, between)
        bottom = draw_footer(self._canvas, film.scene, product.basemap, between) - 5
        return Box(between.left, top, between.width, bottom - top)

    def _draw_ground(self, ground: MapLayout, product: Product) -> list[Any]:
        """Draw the map without its records; return the artists of its names."""
        self._ground = panel = MapPanel(self._canvas, ground, self._box)
        first = len(self._canvas.figure.artists)
        panel.draw_ground(product.basemap)
        drawn = self._canvas.figure.artists[first:]
        panel.draw_empty()
        draw_scale_strip(self._canvas, ground, self._box)
        return [artist for artist in drawn if artist.get_zorder() >= _NAMES_FROM]

    def _keep_still(self) -> tuple[FigureCanvasAgg, Any]:
        """Draw the still parts; return the canvas and a copy of its pixels."""
        agg = FigureCanvasAgg(self._canvas.figure)
        for artist in self._names:
            artist.set_visible(False)
        agg.draw()  # type: ignore[no-untyped-call]
        for artist in self._names:
            artist.set_visible(True)
        return agg, agg.copy_from_bbox(self._canvas.figure.bbox)  # type: ignore[no-untyped-call]

    def paint(self, frame: Frame) -> Pixels:
        """
        Render a frame.

        Parameters
        ----------
        frame
            A frame of the film.

        Returns
        -------
        pixels
            Shape (height, width, 3), red, green and blue; width and height as in `SIZE_PX`.
        """
        with hold_settings():
            canvas = Canvas(PAGE, DPI)
            panel = MapPanel(canvas, frame.layout, self._box)
            panel.follow(self._ground)
            panel.draw_records()
            panel.draw_frame()
            self._panel.draw_frame(canvas, frame)
            self._agg.restore_region(self._still)  # type: ignore[no-untyped-call]
            renderer = self._agg.get_renderer()  # type: ignore[no-untyped-call]
            moving = [*self._names, *canvas.figure.artists]
            for artist in sorted(moving, key=methodcaller("get_zorder")):
                artist.draw(renderer)
            rgba = np.asarray(self._agg.buffer_rgba())  # type: ignore[no-untyped-call]
        return np.ascontiguousarray(rgba[:, :, :3])


def _fit_map(area: Box, aspect: float) -> Box:
    """Return the map's box: as large as the panel beside it and the scale below it allow."""
    width = min(area.width - COLUMN_PT - GAP_PT, (area.height - STRIP_PT) * aspect)
    return Box(area.left, area.top, width, width / aspect)


def _draw_header(canvas: Canvas, film: Film, area: Box) -> float:
    """Draw title, period and filters of the whole film; return their lower edge."""
    scene, y = film.scene, area.top + 18
    size, lines = fit_text(
        make_inert(scene.title), 16, area.width, lines=2, smallest_pt=10, bold=True
    )
    canvas.draw_lines(area.left, y, lines, size=size, bold=True, gid="title")
    y += (len(lines) - 1) * size * LEADING + 16
    how = f"{format_period(scene.period)} · {describe_mode(scene)}, {film.unit} by {film.unit}"
    size, lines = fit_text(how, 10, area.width, bold=True)
    y = canvas.draw_lines(area.left, y, lines, size=size, bold=True, colour=BRICK, gid="period")
    size, lines = fit_text(format_coverage_line(scene), 9, area.width)
    y = canvas.draw_lines(area.left, y, lines, size=size, colour=QUIET, gid="coverage")
    filters = format_filters_line(scene)
    if filters:
        size, lines = fit_text(make_inert(filters), 9, area.width, lines=2)
        y = canvas.draw_lines(area.left, y, lines, size=size, colour=QUIET, gid="filters")
    return y - 4
