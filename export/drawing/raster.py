"""Pixels of a figure, and the PNG that is made of them."""

import io
from typing import Final

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, PngImagePlugin

COMPRESSION: Final = 4
"""Of a PNG: a hundredth larger than at the usual 6, in four fifths of the time."""


def render_opaque_png(
    figure: Figure,
    *,
    dpi: int | None = None,
    chunks: PngImagePlugin.PngInfo | None = None,
) -> bytes:
    """
    Render a figure as a PNG without an alpha channel: it is smaller so, and prints everywhere.

    Parameters
    ----------
    figure
        With a ground of its own. The caller holds `export.drawing.canvas.hold_settings`.
    dpi
        Resolution that the file states; None for none.
    chunks
        Text that it carries; None for none.
    """
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    size, pixels = canvas.get_width_height(), canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    image = Image.frombuffer("RGBA", size, pixels, "raw", "RGBA", 0, 1).convert("RGB")
    stated = {} if dpi is None else {"dpi": (dpi, dpi)}
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=chunks, compress_level=COMPRESSION, **stated)
    return out.getvalue()
