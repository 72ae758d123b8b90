"""The ink that can be read on a marking's colour; the page needs it before anything that draws."""

from typing import Final

WHITE: Final = "#ffffff"
BLACK: Final = "#000000"


def contrast_ratio(first: str, second: str) -> float:
    """
    Give the contrast of two colours, 1 to 21.

    Notes
    -----
    WCAG 2.2, "contrast ratio" and "relative luminance".
    """
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Give the relative luminance of a colour, 0 to 1."""
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def select_ink(colour: str) -> str:
    """Give white where it can be read on a colour, else black: one of both always can."""
    readable = 4.5  # WCAG 2.2, level AA, for text of any size
    return WHITE if contrast_ratio(WHITE, colour) >= readable else BLACK
