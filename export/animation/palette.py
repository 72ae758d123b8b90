"""A palette for the frames of a film: flat colours stay exact."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.uint8]

MOST_COLOURS: Final = 255
"""One of 256 is needed for "unchanged"."""
_ALL: Final = 1 << 24


class Palette:
    """
    A palette, and the codes of pixels in it.

    Parameters
    ----------
    samples
        Frames with the film's colours, each of shape (height, width, 3).
    kept
        Colours as ``#rrggbb`` to keep exactly; only the first half of `MOST_COLOURS` can be kept.

    Attributes
    ----------
    colours
        Shape (n, 3), n at most `MOST_COLOURS`.
    """

    def __init__(self, samples: Sequence[Pixels], kept: Sequence[str]) -> None:
        exact = [tuple(bytes.fromhex(colour[1:])) for colour in dict.fromkeys(kept)]
        exact = exact[: MOST_COLOURS // 2]
        mixed = _find_colours(samples, MOST_COLOURS - len(exact))
        listed = list(dict.fromkeys([*exact, *mixed]))
        self.colours = np.array(listed, np.uint8)
        self._codes = np.full(_ALL, -1, np.int16)

    def encode(self, pixels: Pixels) -> Codes:
        """
        Return the number of each pixel's nearest colour.

        Parameters
        ----------
        pixels
            Shape (n, 3).

        Returns
        -------
        codes
            Shape (n,), rows of `colours`.
        """
        packed = pack_pixels(pixels)
        codes = self._codes[packed]
        unknown = np.unique(packed[codes < 0])
        for part in np.array_split(unknown, len(unknown) // 4096 + 1):
            found = np.stack([part >> 16, part >> 8 & 255, part & 255], axis=1)
            apart = found[:, np.newaxis, :] - self.colours[np.newaxis].astype(np.int32)
            self._codes[part] = (apart**2).sum(axis=2).argmin(axis=1)
        return self._codes[packed].astype(np.uint8)


def pack_pixels(pixels: Pixels) -> npt.NDArray[np.int32]:
    """Return each pixel, shape (…, 3), as one number."""
    wide = pixels.astype(np.int32)
    return wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2]


def _find_colours(samples: Sequence[Pixels], most: int) -> list[tuple[int, ...]]:
    """Find `most` colours by median cut; rare colours get more weight than their pixels."""
    packed = np.concatenate([pack_pixels(sample).ravel() for sample in samples])
    found, numbers = np.unique(packed, return_counts=True)
    weighed = np.repeat(found, np.ceil(np.sqrt(numbers)).astype(np.int64))
    strip = np.stack([weighed >> 16, weighed >> 8 & 255, weighed & 255], axis=1).astype(np.uint8)
    image = Image.fromarray(strip[np.newaxis], "RGB")
    cut = image.quantize(most, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    flat = cut.getpalette() or []
    return [tuple(flat[k : k + 3]) for k in range(0, len(flat), 3)]
