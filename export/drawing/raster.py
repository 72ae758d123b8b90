"""Pixels of a figure as PNG."""

import io
from typing import Final

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, PngImagePlugin

COMPRESSION: Final = 4
"""PNG compression: 1 % larger than at the default 6, in four fifths of the time."""


def render_opaque_png(
    figure: Figure,
    *,
    dpi: int | None = None,
    chunks: PngImagePlugin.PngInfo | None = None,
) -> bytes:
    """
    Render a figure as a PNG without an alpha channel, which is smaller and prints everywhere.

    Parameters
    ----------
    figure
        A figure with a background. The caller holds `export.drawing.canvas.hold_settings`.
    dpi
        Resolution to state in the file.
    chunks
        Text to put in the file.

    Returns
    -------
    png
        The file's bytes.
    """
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    size, pixels = canvas.get_width_height(), canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    image = Image.frombuffer("RGBA", size, pixels, "raw", "RGBA", 0, 1).convert("RGB")
    stated = {} if dpi is None else {"dpi": (dpi, dpi)}
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=chunks, compress_level=COMPRESSION, **stated)
    return out.getvalue()
