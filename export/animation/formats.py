"""Animation (GIF) and video (MP4) of a Product, frame by frame."""

import hashlib
import io
from collections.abc import Iterator
from typing import Final

import numpy as np
from PIL import Image

from export.animation.ffmpeg import encode_video
from export.animation.frame_renderer import SIZE_PX, FrameRenderer, Pixels
from export.animation.frames import Film, plan_film
from export.animation.palette import Codes, Palette
from export.drawing.canvas import BRICK, INK, LINE, QUIET, WHITE
from export.drawing.contrast import select_ink
from export.product.formats import Progress
from export.product.product import Product
from export.product.provenance import list_provenance
from geo.model.scene import Scene
from layers.cartography.basemap_style import PALETTES

STEP_MS: Final = {"day": 500, "week": 900}
"""Duration of a frame: long enough to read the date."""
LAST_MS: Final = 2500
"""Duration of the last frame, before a GIF starts again."""
FRAMES_A_SECOND: Final = 10
"""Frame rate of the video; each frame of the film is shown for several of them."""
_SAMPLES: Final = 6
"""Number of frames that the palette is computed from."""


def render_gif(product: Product, on_progress: Progress | None = None) -> bytes:
    """
    Render a Product as an animated GIF.

    Parameters
    ----------
    product
        The Product. Not modified.
    on_progress
        Called with the number of frames that are done, and of all frames.

    Returns
    -------
    gif
        1280 by 720 pixels in one palette, endlessly repeated; a comment in it holds the metadata.
        The same Product gives the same bytes.
    """
    film = plan_film(product)
    renderer = FrameRenderer(film, product)
    every = max(1, len(film.frames) // _SAMPLES)
    samples = [renderer.paint(frame) for frame in film.frames[every - 1 :: every]]
    palette = Palette(samples, _list_flat_colours(film))
    images, before, codes = [], None, np.zeros(0, np.uint8)
    for pixels in _paint_all(film, renderer, on_progress):
        codes = _encode_changes(palette, pixels, before, codes)
        images.append(_make_image(palette, codes))
        before = pixels
    out = io.BytesIO()
    images[0].save(
        out, "GIF", save_all=True, append_images=images[1:], duration=list_times(film), loop=0,
        disposal=1, optimize=True, comment=_join_provenance(product.scene).encode("utf-8"),
    )  # fmt: skip
    return out.getvalue()


def render_mp4(product: Product, on_progress: Progress | None = None) -> bytes:
    """
    Render a Product as a video, see `export.animation.ffmpeg.encode_video`.

    Parameters
    ----------
    product, on_progress
        As in `render_gif`.

    Returns
    -------
    mp4
        1280 by 720 pixels, without sound; its title and comment hold the metadata.
    """
    film = plan_film(product)
    renderer = FrameRenderer(film, product)
    times = [time_ms * FRAMES_A_SECOND // 1000 for time_ms in list_times(film)]
    metadata = {"title": list_provenance(product.scene)["Title"],
            "comment": _join_provenance(product.scene)}  # fmt: skip
    frames = zip(_paint_all(film, renderer, on_progress), times, strict=True)
    return encode_video(frames, SIZE_PX, FRAMES_A_SECOND, metadata)


def list_times(film: Film) -> list[int]:
    """Return the duration of each frame, in milliseconds."""
    return [STEP_MS[film.unit]] * (len(film.frames) - 1) + [LAST_MS]


def hash_gif(gif: bytes) -> str:
    """Return a hash of a GIF's frames and times, independent of its metadata."""
    digest = hashlib.sha256()
    with Image.open(io.BytesIO(gif)) as image:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            digest.update(f"{image.size} {image.info.get('duration')}".encode())
            digest.update(image.convert("RGB").tobytes())
    return digest.hexdigest()


def _paint_all(
    film: Film, renderer: FrameRenderer, on_progress: Progress | None
) -> Iterator[Pixels]:
    """Yield the pixels of the frames, and report progress."""
    for frame in film.frames:
        if on_progress is not None:
            on_progress(frame.number - 1, len(film.frames))
        yield renderer.paint(frame)
    if on_progress is not None:
        on_progress(len(film.frames), len(film.frames))


def _join_provenance(scene: Scene) -> str:
    """Return the metadata of a file on one line."""
    return "; ".join(f"{name}: {text}" for name, text in list_provenance(scene).items())


def _list_flat_colours(film: Film) -> list[str]:
    """List the colours that are drawn without shades, so that the palette keeps them."""
    marking, land = film.scene.marking.colour, PALETTES["light"]
    ground = [land.land, land.water, land.border, land.river]
    layouts = [frame.layout for frame in film.frames]
    symbols = [mark.dot for each in layouts for mark in each.dots]
    symbols += [mark.dot for each in layouts for mark in each.strikes]
    dots = [colour for dot in symbols for colour in (dot.fill, dot.stroke)]
    return [WHITE, INK, QUIET, BRICK, LINE, marking, select_ink(marking), *ground, *dots]


def _encode_changes(palette: Palette, pixels: Pixels, before: Pixels | None, codes: Codes) -> Codes:
    """Return a frame's pixels in the palette; only changed pixels are looked up."""
    flat = pixels.reshape(-1, 3)
    if before is None:
        return palette.encode(flat)
    changed = (pixels != before).any(axis=2).ravel()
    encoded = codes.copy()
    encoded[changed] = palette.encode(flat[changed])
    return encoded


def _make_image(palette: Palette, codes: Codes) -> Image.Image:
    """Make an image in the palette."""
    width, height = SIZE_PX
    image = Image.fromarray(codes.reshape(height, width), "P")
    image.putpalette(palette.colours.tobytes())
    return image
