"""The frames of a film as pictures: what stands still is drawn once, then what moves in each."""

from dataclasses import replace
from operator import methodcaller
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import FigureCanvasAgg

from export.animation.frames import Film, Frame, merge_layouts
from export.animation.side_panel import FilmColumn
from export.drawing.canvas import BRICK, QUIET, Sheet, hold_settings
from export.drawing.marking import draw_marking_bars
from export.drawing.page import Box, select_page
from export.drawing.typesetting import LEADING, fit_text, make_inert
from export.maps.layout import MapLayout, lay_out_map
from export.maps.map_surround import draw_footer, draw_scale_strip
from export.maps.panel import MapPanel
from export.picture.figure import list_blocks
from export.picture.page_layout import STRIP_PT
from export.product.product import Product
from export.wording.coverage_text import head_coverage
from export.wording.filter_text import head_filters
from export.wording.scene_text import describe_mode, format_period

PAGE: Final = select_page("16:9")
DPI: Final = 96
SIZE_PX: Final = PAGE.size_px(DPI)
"""Width and height of a frame, 1280 by 720: even, as video wants it."""
COLUMN_PT: Final = 285.0
"""Width of what stands beside the map, at the least."""
GAP_PT: Final = 16.0
_NAMES_FROM: Final = 1.0
"""Order of drawing from which on the ground is names, which stand over the density."""

Pixels = npt.NDArray[np.uint8]


class FilmPage:
    """
    The page on which a film runs.

    Parameters
    ----------
    film
        Its frames.
    product
        What it is made from.
    """

    def __init__(self, film: Film, product: Product) -> None:
        with hold_settings():
            self._sheet = Sheet(PAGE, DPI)
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
            self._column = FilmColumn(film, column, notes)
            self._column.draw_still(self._sheet, self._box.width / ground.width_px)
            # a tint that moves goes under the names: they are then drawn in each frame
            self._names = names if ground.density is not None else []
            self._canvas, self._still = self._keep_still()

    def _draw_surround(self, film: Film, product: Product) -> Box:
        """Draw marking, header and footer; give what is left between them."""
        between = draw_marking_bars(self._sheet, film.scene.marking)
        top = _draw_header(self._sheet, film, between)
        bottom = draw_footer(self._sheet, film.scene, product.basemap, between) - 5
        return Box(between.left, top, between.width, bottom - top)

    def _draw_ground(self, ground: MapLayout, product: Product) -> list[Any]:
        """Draw the map without its records; give the artists that are names on it."""
        panel = MapPanel(self._sheet, ground, self._box)
        first = len(self._sheet.figure.artists)
        panel.draw_ground(product.basemap)
        drawn = self._sheet.figure.artists[first:]
        panel.draw_empty()
        draw_scale_strip(self._sheet, ground, self._box)
        return [artist for artist in drawn if artist.get_zorder() >= _NAMES_FROM]

    def _keep_still(self) -> tuple[FigureCanvasAgg, Any]:
        """Draw what stands still; give the canvas and what is now on it."""
        canvas = FigureCanvasAgg(self._sheet.figure)
        for artist in self._names:
            artist.set_visible(False)
        canvas.draw()  # type: ignore[no-untyped-call]
        for artist in self._names:
            artist.set_visible(True)
        return canvas, canvas.copy_from_bbox(self._sheet.figure.bbox)  # type: ignore[no-untyped-call]

    def paint(self, frame: Frame) -> Pixels:
        """
        Paint a frame.

        Parameters
        ----------
        frame
            One of the film's.

        Returns
        -------
        pixels
            Shape (height, width, 3), red, green and blue, of `SIZE_PX`.
        """
        with hold_settings():
            sheet = Sheet(PAGE, DPI)
            panel = MapPanel(sheet, frame.layout, self._box)
            panel.draw_records()
            panel.draw_frame()
            self._column.draw_frame(sheet, frame)
            self._canvas.restore_region(self._still)  # type: ignore[no-untyped-call]
            renderer = self._canvas.get_renderer()  # type: ignore[no-untyped-call]
            moving = [*self._names, *sheet.figure.artists]
            for artist in sorted(moving, key=methodcaller("get_zorder")):
                artist.draw(renderer)
            rgba = np.asarray(self._canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        return np.ascontiguousarray(rgba[:, :, :3])


def _fit_map(area: Box, aspect: float) -> Box:
    """Give the map's box: as large as the column beside it and the scale beneath it allow."""
    width = min(area.width - COLUMN_PT - GAP_PT, (area.height - STRIP_PT) * aspect)
    return Box(area.left, area.top, width, width / aspect)


def _draw_header(sheet: Sheet, film: Film, area: Box) -> float:
    """Draw title, period and filters of the whole; give where they end."""
    scene, y = film.scene, area.top + 18
    size, lines = fit_text(
        make_inert(scene.title), 16, area.width, lines=2, smallest_pt=10, bold=True
    )
    sheet.draw_lines(area.left, y, lines, size=size, bold=True, gid="title")
    y += (len(lines) - 1) * size * LEADING + 16
    how = f"{format_period(scene.period)} · {describe_mode(scene)}, {film.unit} by {film.unit}"
    size, lines = fit_text(how, 10, area.width, bold=True)
    y = sheet.draw_lines(area.left, y, lines, size=size, bold=True, colour=BRICK, gid="period")
    size, lines = fit_text(head_coverage(scene), 9, area.width)
    y = sheet.draw_lines(area.left, y, lines, size=size, colour=QUIET, gid="coverage")
    filters = head_filters(scene)
    if filters:
        size, lines = fit_text(make_inert(filters), 9, area.width, lines=2)
        y = sheet.draw_lines(area.left, y, lines, size=size, colour=QUIET, gid="filters")
    return y - 4
