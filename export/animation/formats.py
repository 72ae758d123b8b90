"""The animation's formats, GIF and MP4: a film of a Product, frame by frame."""

import hashlib
import io
from collections.abc import Iterator
from typing import Final

import numpy as np
from PIL import Image

from export.animation.ffmpeg import encode_video
from export.animation.frame_renderer import SIZE_PX, FilmPage, Pixels
from export.animation.frames import Film, plan_film
from export.animation.palette import Codes, FilmPalette
from export.drawing.canvas import BRICK, INK, LINE, QUIET, WHITE
from export.drawing.contrast import select_ink
from export.product.formats import Tell
from export.product.product import Product
from export.product.provenance import list_provenance
from geo.model.scene import Scene
from layers.basemap_style import PALETTES

STEP_MS: Final = {"day": 500, "week": 900}
"""How long a frame stands: long enough to read the date."""
LAST_MS: Final = 2500
"""How long the last one stands, before a GIF begins anew."""
FRAMES_A_SECOND: Final = 10
"""Of the video; a frame stands for several of them."""
_SAMPLES: Final = 6
"""Frames from which the palette is found."""


def render_gif(product: Product, tell: Tell | None = None) -> bytes:
    """
    Render a Product as an animated GIF.

    Parameters
    ----------
    product
        What is rendered.
    tell
        Told of each frame, for who waits; None for nobody.

    Returns
    -------
    gif
        1280 by 720 pixels in one palette, over and over; a comment in it tells its provenance. The
        same bytes for the same Product.
    """
    film = plan_film(product)
    page = FilmPage(film, product)
    every = max(1, len(film.frames) // _SAMPLES)
    samples = [page.paint(frame) for frame in film.frames[every - 1 :: every]]
    palette = FilmPalette(samples, _list_flat_colours(film))
    images, before, codes = [], None, np.zeros(0, np.uint8)
    for pixels in _paint_all(film, page, tell):
        codes = _encode_changes(palette, pixels, before, codes)
        images.append(_make_image(palette, codes))
        before = pixels
    out = io.BytesIO()
    images[0].save(
        out, "GIF", save_all=True, append_images=images[1:], duration=list_times(film), loop=0,
        disposal=1, optimize=True, comment=_tell_provenance(product.scene).encode("utf-8"),
    )  # fmt: skip
    return out.getvalue()


def render_mp4(product: Product, tell: Tell | None = None) -> bytes:
    """
    Render a Product as a video, see `export.animation.ffmpeg.encode_video`.

    Parameters
    ----------
    product, tell
        As in `render_gif`.

    Returns
    -------
    mp4
        1280 by 720 pixels, no sound; its title and a comment in it tell its provenance.
    """
    film = plan_film(product)
    page = FilmPage(film, product)
    times = [time_ms * FRAMES_A_SECOND // 1000 for time_ms in list_times(film)]
    told = {"title": list_provenance(product.scene)["Title"],
            "comment": _tell_provenance(product.scene)}  # fmt: skip
    frames = zip(_paint_all(film, page, tell), times, strict=True)
    return encode_video(frames, SIZE_PX, FRAMES_A_SECOND, told)


def list_times(film: Film) -> list[int]:
    """Give how long each frame stands, in milliseconds."""
    return [STEP_MS[film.unit]] * (len(film.frames) - 1) + [LAST_MS]


def hash_gif(gif: bytes) -> str:
    """Hash what a GIF shows: its frames' colours and times, whatever its file says of itself."""
    digest = hashlib.sha256()
    with Image.open(io.BytesIO(gif)) as image:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            digest.update(f"{image.size} {image.info.get('duration')}".encode())
            digest.update(image.convert("RGB").tobytes())
    return digest.hexdigest()


def _paint_all(film: Film, page: FilmPage, tell: Tell | None) -> Iterator[Pixels]:
    """Paint the frames one after another, and tell of each."""
    for frame in film.frames:
        if tell is not None:
            tell(frame.number - 1, len(film.frames))
        yield page.paint(frame)
    if tell is not None:
        tell(len(film.frames), len(film.frames))


def _tell_provenance(scene: Scene) -> str:
    """Tell all that a file says of itself, on one line."""
    return "; ".join(f"{name}: {text}" for name, text in list_provenance(scene).items())


def _list_flat_colours(film: Film) -> list[str]:
    """List the colours of what is drawn without shades, so that the palette keeps them."""
    marking, land = film.scene.marking.colour, PALETTES["light"]
    ground = [land.land, land.water, land.border, land.river]
    layouts = [frame.layout for frame in film.frames]
    symbols = [mark.dot for each in layouts for mark in each.dots]
    symbols += [mark.dot for each in layouts for mark in each.strikes]
    dots = [colour for dot in symbols for colour in (dot.fill, dot.stroke)]
    return [WHITE, INK, QUIET, BRICK, LINE, marking, select_ink(marking), *ground, *dots]


def _encode_changes(
    palette: FilmPalette, pixels: Pixels, before: Pixels | None, codes: Codes
) -> Codes:
    """Give a frame's pixels in the palette; only those that changed are looked up."""
    flat = pixels.reshape(-1, 3)
    if before is None:
        return palette.encode(flat)
    changed = (pixels != before).any(axis=2).ravel()
    encoded = codes.copy()
    encoded[changed] = palette.encode(flat[changed])
    return encoded


def _make_image(palette: FilmPalette, codes: Codes) -> Image.Image:
    """Make an image in the palette."""
    width, height = SIZE_PX
    image = Image.fromarray(codes.reshape(height, width), "P")
    image.putpalette(palette.colours.tobytes())
    return image
