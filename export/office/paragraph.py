"""A paragraph that an office sets itself: fitted into its box by measuring, and left whole."""

from export.drawing.page import Box
from export.drawing.typesetting import ELLIPSIS, drop_mark, fit_text
from export.talking_points.fitting import LINE_EM


def fit_paragraph(
    text: str, box: Box, largest_pt: float, smallest_pt: float, *, bold: bool = False
) -> tuple[float, str]:
    """
    Fit inert text into a box.

    Parameters
    ----------
    text, box
        What, and where.
    largest_pt, smallest_pt
        Sizes of the letters.
    bold
        Whether it is set in bold.

    Returns
    -------
    size_pt
        The largest size at which the text fits, on as many lines as it needs.
    text
        The text, whole where it fits at all; else cut, with an ellipsis.
    """
    most = max(int(box.height / (smallest_pt * LINE_EM)), 1)
    best = (0.0, "")
    for lines in range(1, most + 1):
        size = min(largest_pt, box.height / (lines * LINE_EM))
        least = min(size, smallest_pt)
        size, broken = fit_text(text, size, box.width, lines=lines, smallest_pt=least, bold=bold)
        if not _is_cut(text, broken) and size > best[0]:
            best = size, text
    if best[1] or not text:
        return best[0] or largest_pt, text
    size, broken = fit_text(
        text, smallest_pt, box.width, lines=most, smallest_pt=smallest_pt, bold=bold
    )
    return size, _join_lines(text, broken)


def _is_cut(text: str, lines: list[str]) -> bool:
    """Tell whether lines hold less than the whole text."""
    return _join_letters(lines) != text.replace(" ", "")


def _join_lines(text: str, lines: list[str]) -> str:
    """Give the beginning of a text that lines hold, its own spaces kept."""
    left = len(_join_letters(lines).removesuffix(ELLIPSIS))
    places = [place for place, letter in enumerate(text) if letter != " "]
    return text[: places[left]].rstrip() + ELLIPSIS


def _join_letters(lines: list[str]) -> str:
    """Give the letters of lines, without spaces and without marks of direction."""
    return "".join(map(drop_mark, lines)).replace(" ", "")
