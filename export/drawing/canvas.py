"""The canvas: a matplotlib figure in points, y down, that pictures of every format are drawn on."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, Literal

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import BboxImage
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedBbox

from export.drawing.page import POINTS_PER_INCH, Box, Page
from export.drawing.typesetting import LEADING, find_font

INK: Final = "#2b2926"
QUIET: Final = "#57534e"
LINE: Final = "#b9b2a3"
BRICK: Final = "#9a3412"
WHITE: Final = "#ffffff"

Align = Literal["left", "center", "right"]

_DRAWING: Final = threading.RLock()


@contextmanager
def hold_settings() -> Iterator[None]:
    """
    Apply Basewatch's matplotlib settings while a page is drawn or rendered.

    Notes
    -----
    They replace everything that matplotlib would take from a user's own settings. Without hinting,
    letters have the width of `measure_pt` at every resolution. The settings are global to the
    process, and the app draws for several officers at once, so one page is made at a time.
    """
    settled = mpl.rc_context(
        {
            "text.hinting": "none",
            "text.antialiased": True,
            "text.usetex": False,
            "lines.antialiased": True,
            "lines.scale_dashes": True,
            "patch.antialiased": True,
            "path.simplify": True,
            "path.simplify_threshold": 1 / 9,
            "path.snap": True,
            "path.sketch": None,
            "path.effects": [],
            "agg.path.chunksize": 0,
        }
    )
    with _DRAWING, settled:
        yield


class Canvas:
    """
    A page to draw on.

    Parameters
    ----------
    page
        Size of the page.
    dpi
        Resolution of a raster; the layout does not depend on it.

    Attributes
    ----------
    page
        The page.
    figure
        The figure, without axes: every artist is on the figure itself.
    transform
        From points, y down, to the figure's display units.
    """

    def __init__(self, page: Page, dpi: int) -> None:
        self.page = page
        width_px, height_px = page.size_px(dpi)
        # from whole pixels, so that a raster has exactly the page's size
        self.figure = Figure(figsize=(width_px / dpi, height_px / dpi), dpi=dpi, facecolor=WHITE)
        FigureCanvasAgg(self.figure)
        self.transform: Transform = (
            Affine2D()
            .scale(1 / POINTS_PER_INCH, -1 / POINTS_PER_INCH)
            .translate(0, height_px / dpi)
            + self.figure.dpi_scale_trans
        )

    def draw_box(
        self,
        box: Box,
        *,
        fill: str | None = None,
        edge: str | None = None,
        edge_pt: float = 0.6,
        zorder: float = 1.0,
        gid: str | None = None,
    ) -> Rectangle:
        """Draw a box, filled, with an edge, or both."""
        patch = Rectangle(
            (box.left, box.top),
            box.width,
            box.height,
            facecolor=fill or "none",
            edgecolor=edge or "none",
            linewidth=edge_pt if edge else 0.0,
            transform=self.transform,
            zorder=zorder,
            gid=gid,
        )
        self.figure.add_artist(patch)
        return patch

    def draw_image(
        self,
        box: Box,
        pixels: npt.NDArray[np.float64],
        *,
        smooth: bool = False,
        zorder: float = 1.0,
        gid: str | None = None,
    ) -> BboxImage:
        """
        Draw an image in a box.

        Parameters
        ----------
        box
            Where to draw, in points.
        pixels
            Shape (rows, columns, 4), red, green, blue and opacity, 0 to 1, the top row first.
        smooth
            Whether to interpolate between pixels.
        zorder, gid
            Order of drawing, and a name to find the artist by.
        """
        corners = Bbox([[box.left, box.top], [box.right, box.bottom]])
        image = BboxImage(
            TransformedBbox(corners, self.transform),
            interpolation="bicubic" if smooth else "nearest",
            origin="upper",
            zorder=zorder,
            gid=gid,
        )
        image.set_data(pixels)
        self.figure.add_artist(image)
        return image

    def draw_line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        *,
        colour: str = INK,
        width_pt: float = 0.6,
        zorder: float = 2.0,
        gid: str | None = None,
    ) -> Line2D:
        """Draw a line through points."""
        line = Line2D(
            xs,
            ys,
            color=colour,
            linewidth=width_pt,
            solid_capstyle="butt",
            transform=self.transform,
            zorder=zorder,
            gid=gid,
        )
        self.figure.add_artist(line)
        return line

    def draw_text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        colour: str = INK,
        bold: bool = False,
        align: Align = "left",
        halo: str | None = None,
        halo_pt: float = 2.4,
        zorder: float = 3.0,
        gid: str | None = None,
    ) -> Text:
        """
        Draw one line of inert text.

        Parameters
        ----------
        x, y
            Start, centre or end of the baseline, by `align`.
        text
            Inert text, see `export.drawing.typesetting.make_inert`; it is never read as
            mathematics.
        size
            Size of the letters in points.
        colour, bold, align
            How it looks.
        halo, halo_pt
            Colour and width in points of an outline behind the letters; None for no outline.
        zorder, gid
            Order of drawing, and a name to find the artist by.

        Returns
        -------
        text
            The artist.
        """
        letters = [
            Text(
                x,
                y,
                text,
                fontproperties=find_font(size, bold=bold),
                color=colour,
                horizontalalignment=align,
                verticalalignment="baseline",
                parse_math=False,
                transform=self.transform,
                zorder=zorder,
            )
            for _ in range(1 if halo is None else 2)
        ]
        if halo is not None:
            # a separate artist: text with an effect becomes outlines that cannot be selected
            letters[0].set_path_effects([Stroke(linewidth=halo_pt, foreground=halo)])
        for artist in letters:
            self.figure.add_artist(artist)
        letters[-1].set_gid(gid)
        return letters[-1]

    def draw_lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        size: float,
        colour: str = INK,
        bold: bool = False,
        align: Align = "left",
        gid: str | None = None,
    ) -> float:
        """Draw lines of text below each other from baseline `y`; return the next baseline."""
        for line in lines:
            self.draw_text(x, y, line, size=size, colour=colour, bold=bold, align=align, gid=gid)
            y += size * LEADING
        return y
