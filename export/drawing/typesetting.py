"""Typesetting: inert text, measured, wrapped and cut, in points of DejaVu Sans."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.textpath import text_to_path

from geo.model.errors import ViewError

SMALLEST_PT: Final = 6.5
"""Smallest text on a page, readable at arm's length."""
LEADING: Final = 1.28
"""Line spacing as a share of the size."""
ELLIPSIS: Final = "…"
NARROWEST_EM: Final = 0.27
"""Width of the narrowest letter, in units of the size."""

_BLANKS: Final = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_JOINERS: Final = frozenset("\u200c\u200d\u200e\u200f\u061c")
"""Invisible, but needed to spell Arabic and Persian."""
_MARKS: Final = {"L": "\u200e", "R": "\u200f", "AL": "\u200f"}
"""Invisible mark of the same direction, by a letter's bidirectional class."""


def find_font(size_pt: float, *, bold: bool = False) -> FontProperties:
    """
    Return the font that ships with matplotlib, so that output is the same on every machine.

    Parameters
    ----------
    size_pt
        Letter size, in points.
    bold
        Whether the text is bold.

    Returns
    -------
    font
        DejaVu Sans of that size.
    """
    return FontProperties(fname=_font_file(bold=bold), size=size_pt)


def _font_file(*, bold: bool) -> str:
    """Return the path of the font's file; by name, an installed other version could be found."""
    file = f"{mpl.get_data_path()}/fonts/ttf/DejaVuSans{'-Bold' if bold else ''}.ttf"
    if not Path(file).is_file():
        msg = f"The font {file} is missing. Pictures need it: reinstall matplotlib."
        raise ViewError(msg)
    return file


@cache
def _glyphs(*, bold: bool) -> frozenset[int]:
    """Return the code points that the font can draw."""
    return frozenset(get_font(_font_file(bold=bold)).get_charmap())


def make_inert(text: str) -> str:
    r"""
    Make text inert: on one line, every character visible, nothing that acts on other text.

    Parameters
    ----------
    text
        Any text of a record, title or marking.

    Returns
    -------
    inert
        The same text on one line. A line break or tab becomes a space. Characters that cannot be
        seen or drawn (controls, overrides of the writing direction, lone surrogates, glyphs that
        the font lacks) are written as their code point, ``[U+202E]``, so that nothing is lost.

    Notes
    -----
    ``$`` and ``\`` are kept: every text artist is made with ``parse_math=False``.

    Examples
    --------
    >>> make_inert("two\nlines\u202e")
    'two lines[U+202E]'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_make_inert(character) for character in text)


@lru_cache(maxsize=4096)
def _make_inert(character: str) -> str:
    """Return one character in its inert form."""
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
    """Return the width of inert text in units of its size."""
    font = find_font(100, bold=bold)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 100


def measure_pt(text: str, size_pt: float, *, bold: bool = False) -> float:
    """
    Return the width in points of a line of inert text, the same at every resolution.

    Parameters
    ----------
    text
        Inert text.
    size_pt
        Letter size, in points.
    bold
        Whether the text is bold.

    Returns
    -------
    width_pt
        The width; 0 for blank text.
    """
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
        Whether the text is bold.

    Returns
    -------
    lines
        At least one; broken at spaces, and within a word only where the word alone is too wide.
        Each line is shaped by itself: where its own first letter would change the direction of the
        whole text, an invisible mark before it keeps that direction.

    Examples
    --------
    >>> wrap_text("three attacks on one day", 10, 80)
    ['three attacks', 'on one day']
    """
    return list(_wrap_text(text, size_pt, width_pt, bold=bold))


@lru_cache(maxsize=8192)  # planning a page wraps the same words again and again
def _wrap_text(text: str, size_pt: float, width_pt: float, *, bold: bool) -> tuple[str, ...]:
    """Break text into lines that keep its direction."""
    lines = _break_lines(text, size_pt, width_pt, bold=bold)
    direction = "" if text.isascii() else _find_direction(text)
    return tuple(_hold_direction(line, direction) for line in lines)


def _find_direction(text: str) -> str:
    """Return the mark of a text's direction, that of its first letter; blank without letters."""
    return next(filter(None, map(_MARKS.get, map(unicodedata.bidirectional, text))), "")


def _hold_direction(line: str, direction: str) -> str:
    """Put a mark before a line that would otherwise run in another direction than the text."""
    # a line without letters runs from left to right
    own = _find_direction(line) or _MARKS["L"]
    return line if not direction or own == direction else direction + line


def runs_leftward(text: str) -> bool:
    """Return whether a text runs from right to left, by its first letter."""
    return not text.isascii() and _find_direction(text) == _MARKS["R"]


def drop_mark(line: str) -> str:
    """Return a line without the mark of its direction; inert text has no mark of its own."""
    return line.lstrip("".join(_MARKS.values()))


def _break_lines(text: str, size_pt: float, width_pt: float, *, bold: bool) -> list[str]:
    """Break inert text into lines that fit a width, at spaces where possible."""
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
    """Return how many characters of a text fit, at least one, by bisection."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure_pt(text[:middle], size_pt, bold=bold) <= width_pt:
            low = middle
        else:
            high = middle - 1
    return low


def cut_text(text: str, size_pt: float, width_pt: float, *, bold: bool = False) -> str:
    """
    Return inert text that fits a width on one line, with an ellipsis where it was cut.

    Parameters
    ----------
    text
        Inert text.
    size_pt, width_pt
        Letter size and available width, in points.
    bold
        Whether the text is bold.

    Returns
    -------
    text
        Inert text on one line.
    """
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
        Preferred size, in points.
    width_pt, lines
        Width in points, and greatest number of lines.
    smallest_pt
        Size below which the text is cut instead, in points.
    bold
        Whether the text is bold.

    Returns
    -------
    size_pt
        Size in points that fits.
    lines
        One to `lines` lines; the last ends with an ellipsis where the text was cut.
    """
    size = size_pt
    # cut without measuring what cannot fit even in the narrowest letters
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
