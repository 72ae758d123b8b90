"""A paragraph of a slide or brief: measured to fit its box, and left as one text."""

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
        The text, and where to fit it.
    largest_pt, smallest_pt
        Range of letter sizes, in points.
    bold
        Whether the text is bold.

    Returns
    -------
    size_pt
        The largest size at which the text fits, on as many lines as it needs.
    text
        The whole text if it fits; otherwise cut, with an ellipsis.
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
    """Return whether lines hold less than the whole text."""
    return _join_letters(lines) != text.replace(" ", "")


def _join_lines(text: str, lines: list[str]) -> str:
    """Return the beginning of a text that lines hold, with its own spaces."""
    left = len(_join_letters(lines).removesuffix(ELLIPSIS))
    places = [place for place, letter in enumerate(text) if letter != " "]
    return text[: places[left]].rstrip() + ELLIPSIS


def _join_letters(lines: list[str]) -> str:
    """Return the letters of lines, without spaces and direction marks."""
    return "".join(map(drop_mark, lines)).replace(" ", "")
