"""Text for a page: made inert, measured, wrapped and cut, in points of DejaVu Sans."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.textpath import text_to_path

from geo.model.errors import ViewError

SMALLEST_PT: Final = 6.5
"""Nothing on a page is smaller: it is read at arm's length."""
LEADING: Final = 1.28
"""From line to line, as a share of the size."""
ELLIPSIS: Final = "…"
NARROWEST_EM: Final = 0.27
"""Width of the narrowest letter, in units of the size."""

_BLANKS: Final = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_JOINERS: Final = frozenset("\u200c\u200d\u200e\u200f\u061c")
"""Invisible, but a part of honest Arabic and Persian spelling."""
_MARKS: Final = {"L": "\u200e", "R": "\u200f", "AL": "\u200f"}
"""By a letter's bidirectional class: the invisible mark that sets the same direction."""


def find_font(size_pt: float, *, bold: bool = False) -> FontProperties:
    """Give the font that ships with matplotlib, so that output is the same on every machine."""
    return FontProperties(fname=_font_file(bold=bold), size=size_pt)


def _font_file(*, bold: bool) -> str:
    """Give the font's file: asked for by name, an installed copy of another version could win."""
    file = f"{mpl.get_data_path()}/fonts/ttf/DejaVuSans{'-Bold' if bold else ''}.ttf"
    if not Path(file).is_file():
        msg = (
            f"{file}, whose letters pictures are written in, is not there: install matplotlib anew."
        )
        raise ViewError(msg)
    return file


@cache
def _glyphs(*, bold: bool) -> frozenset[int]:
    """Give the code points that the font can draw."""
    return frozenset(get_font(_font_file(bold=bold)).get_charmap())


def make_inert(text: str) -> str:
    r"""
    Make text that can do nothing but be read.

    Parameters
    ----------
    text
        Any text, as a record, a title or a marking holds it.

    Returns
    -------
    inert
        The same text on one line. A line break or tab is a space. What cannot be seen or drawn
        (controls, overrides of the writing direction, lone surrogates, glyphs that
        the font lacks) is written as its code point, ``[U+202E]``, so that nothing is lost.

    Notes
    -----
    ``$`` and ``\`` stay as they are: every text artist is made with ``parse_math=False``.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_make_inert(character) for character in text)


@lru_cache(maxsize=4096)
def _make_inert(character: str) -> str:
    """Give one character as it may be drawn."""
    if character in _BLANKS:
        return " "
    if character in _JOINERS:
        return character
    invisible = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}
    code = ord(character)
    if invisible or code not in _glyphs(bold=False) or code not in _glyphs(bold=True):
        return f"[U+{code:04X}]"
    return character


@lru_cache(maxsize=8192)
def _width_em(text: str, *, bold: bool) -> float:
    """Give the width of inert text in units of its size."""
    font = find_font(100, bold=bold)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 100


def measure_pt(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Give the width of a line of inert text in points, whatever the resolution."""
    return _width_em(text, bold=bold) * size_pt if text else 0.0


def wrap_text(text: str, size_pt: float, width_pt: float, *, bold: bool = False) -> list[str]:
    """
    Break inert text into lines that fit a width.

    Parameters
    ----------
    text
        Inert text, see `make_inert`.
    size_pt, width_pt
        Size of the letters and width of the column, in points.
    bold
        Whether it is set in bold.

    Returns
    -------
    lines
        At least one; broken at spaces, and within a word only where the word alone is too wide.
        Each line is shaped by itself: where its own first letter would turn it against the
        direction of the whole text, an invisible mark before it holds that direction.
    """
    return list(_wrap_text(text, size_pt, width_pt, bold=bold))


@lru_cache(maxsize=8192)  # a page is planned by setting the same words again and again
def _wrap_text(text: str, size_pt: float, width_pt: float, *, bold: bool) -> tuple[str, ...]:
    """Break text into lines that keep its direction."""
    lines = _break_lines(text, size_pt, width_pt, bold=bold)
    direction = "" if text.isascii() else _find_direction(text)
    return tuple(_hold_direction(line, direction) for line in lines)


def _find_direction(text: str) -> str:
    """Give the mark of a text's direction, that of its first letter; blank where it has none."""
    return next(filter(None, map(_MARKS.get, map(unicodedata.bidirectional, text))), "")


def _hold_direction(line: str, direction: str) -> str:
    """Put a mark before a line that would run in another direction than the whole text."""
    # without any letter a line runs from left to right
    own = _find_direction(line) or _MARKS["L"]
    return line if not direction or own == direction else direction + line


def runs_leftward(text: str) -> bool:
    """Tell whether a text runs from right to left, as its first letter does."""
    return not text.isascii() and _find_direction(text) == _MARKS["R"]


def drop_mark(line: str) -> str:
    """Give a line without the mark that holds its direction: inert text has none of its own."""
    return line.lstrip("".join(_MARKS.values()))


def _break_lines(text: str, size_pt: float, width_pt: float, *, bold: bool) -> list[str]:
    """Break inert text into lines that fit a width, at spaces where that is possible."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if measure_pt(longer, size_pt, bold=bold) <= width_pt:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while measure_pt(line, size_pt, bold=bold) > width_pt and len(line) > 1:
            cut = _fitting(line, size_pt, width_pt, bold=bold)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def _fitting(text: str, size_pt: float, width_pt: float, *, bold: bool) -> int:
    """Give how many characters of a text fit, one at the least, by halving."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure_pt(text[:middle], size_pt, bold=bold) <= width_pt:
            low = middle
        else:
            high = middle - 1
    return low


def cut_text(text: str, size_pt: float, width_pt: float, *, bold: bool = False) -> str:
    """Give inert text that fits a width on one line, with an ellipsis where it was cut."""
    if measure_pt(text, size_pt, bold=bold) <= width_pt:
        return text
    room = width_pt - measure_pt(ELLIPSIS, size_pt, bold=bold)
    return text[: _fitting(text, size_pt, room, bold=bold)].rstrip() + ELLIPSIS


def fit_text(
    text: str,
    size_pt: float,
    width_pt: float,
    *,
    lines: int = 1,
    smallest_pt: float = SMALLEST_PT,
    bold: bool = False,
) -> tuple[float, list[str]]:
    """
    Fit text into a width and a number of lines: wrap, then shrink, then cut.

    Parameters
    ----------
    text
        Inert text, see `make_inert`.
    size_pt
        Size wanted, in points.
    width_pt, lines
        The room: width in points, and how many lines at the most.
    smallest_pt
        Size below which the text is cut instead, in points.
    bold
        Whether it is set in bold.

    Returns
    -------
    size_pt
        Size that was found, in points.
    lines
        One to `lines` lines; the last ends with an ellipsis where text had to be left out.
    """
    size = size_pt
    # what cannot fit even in the narrowest letters is cut without being measured
    most = int(lines * width_pt / (NARROWEST_EM * smallest_pt)) + 1
    text = text if len(text) <= most else text[:most] + ELLIPSIS
    while True:
        broken = wrap_text(text, size, width_pt, bold=bold)
        if len(broken) <= lines:
            return size, broken
        if size <= smallest_pt:
            last = cut_text(" ".join(broken[lines - 1 :]), size, width_pt, bold=bold)
            return size, [*broken[: lines - 1], last]
        size = max(smallest_pt, size * 0.92)
