"""Contrast of two colours, and the readable ink on a marking's colour."""

from typing import Final

WHITE: Final = "#ffffff"
BLACK: Final = "#000000"


def contrast_ratio(first: str, second: str) -> float:
    """
    Return the contrast ratio of two colours, 1 to 21.

    Parameters
    ----------
    first, second
        Colours as ``#rrggbb``, in any order.

    Returns
    -------
    ratio
        At least 4.5 for readable text.

    References
    ----------
    .. [1] W3C, Web Content Accessibility Guidelines (WCAG) 2.2, definitions of "contrast ratio"
       and "relative luminance".

    Examples
    --------
    >>> round(contrast_ratio("#ffffff", "#000000"), 6)
    21.0
    """
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def select_ink(colour: str) -> str:
    """
    Return white where it is readable on a colour, else black; one of them always is.

    Parameters
    ----------
    colour
        Colour as ``#rrggbb``.

    Returns
    -------
    ink
        Colour as ``#rrggbb``.

    Examples
    --------
    >>> select_ink("#007a33"), select_ink("#ff8c00")
    ('#ffffff', '#000000')
    """
    readable = 4.5  # WCAG 2.2, level AA, for text of any size
    return WHITE if contrast_ratio(WHITE, colour) >= readable else BLACK
