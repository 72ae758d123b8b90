"""The fonts inside a PDF: outlines and widths of the letters that it uses, and no more."""

import io
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from fontTools import subset
from fontTools.ttLib import TTFont
from matplotlib.backends import _backend_pdf_ps

NEEDLESS: Final = ("GDEF", "GPOS", "GSUB", "kern", "cmap", "post", "name", "OS/2", "FFTM", "gasp")
"""
Tables by which a program that sets text finds, joins and kerns letters and names the font.

A PDF says itself which glyph stands where and which letter it is; what a reader needs of a font
by number is in ISO 32000-1, 9.9: glyf, head, hhea, hmtx, loca, maxp, cvt, fpgm and prep.
"""


@dataclass(frozen=True)
class FontSubset:
    """A font with some of its glyphs, and their new numbers by those of the whole font."""

    font: Any
    glyph_index_map: dict[int, int]


@contextmanager
def cut_font(fontfile: Any, glyphs: Set[int]) -> Iterator[FontSubset]:
    """
    Cut a font down to what a PDF needs of it.

    Parameters
    ----------
    fontfile
        Path of a TrueType font, as matplotlib gives it: with the number of its face.
    glyphs
        Numbers of the glyphs in use.

    Yields
    ------
    subset
        Until the block ends. It holds what composed glyphs are made of as well.
    """
    cut = cut_once(str(fontfile.path), fontfile.face_index, frozenset(glyphs))
    with TTFont(io.BytesIO(cut.data), recalcTimestamp=False) as font:
        yield FontSubset(font, cut.glyph_index_map)


@dataclass(frozen=True)
class CutFont:
    """A font that was cut down, as a file, and its glyphs' numbers by those of the whole font."""

    data: bytes
    glyph_index_map: dict[int, int]


@lru_cache(maxsize=64)
def cut_once(path: str, face: int, glyphs: frozenset[int]) -> CutFont:
    """
    Cut a font down; the next page with the same letters, such as the same view's, has it.

    Parameters
    ----------
    path, face
        A TrueType font, and the number of its face.
    glyphs
        Numbers of the glyphs in use.

    Returns
    -------
    cut
        The font with these glyphs, and what composed ones are made of.
    """
    options = subset.Options(recommended_glyphs=True)
    options.font_number = face
    with subset.load_font(path, options) as font:
        # before anything looks into them: that alone takes most of the time
        for tag in NEEDLESS:
            if tag in font:
                del font[tag]
        subsetter = subset.Subsetter(options=options)
        subsetter.populate(gids=glyphs)
        subsetter.subset(font)
        file = io.BytesIO()
        font.save(file)
        return CutFont(file.getvalue(), subsetter.glyph_index_map)


@contextmanager
def embed_outlines() -> Iterator[None]:
    """
    Let matplotlib embed fonts by `cut_font` until the block ends.

    Notes
    -----
    Text is joined and kerned before it is written. matplotlib cuts the tables for that down to the
    letters in use as well, which takes it half of the time of a page, and offers no choice. The
    caller holds `export.sheet.hold_settings`, so nobody else makes a page meanwhile.
    """
    backend: Any = _backend_pdf_ps
    usual: Callable[..., Any] = backend.get_glyphs_subset
    backend.get_glyphs_subset = cut_font
    try:
        yield
    finally:
        backend.get_glyphs_subset = usual
