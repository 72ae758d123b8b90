"""Scan the bytes of a whole text column at once: most columns do not hold what is searched."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

_FIRST_OF_LAST: Final = "\uffff".encode()[0]
"""First byte of U+FFFE and U+FFFF in UTF-8, and of few other characters."""


def hold_byte(cells: "pd.Series[str]", character: str) -> bool:
    """
    Return whether a cell of a column holds an ASCII character.

    Parameters
    ----------
    cells
        Text; in UTF-8 no other character has a byte below 128. Not modified.
    character
        The ASCII character.

    Returns
    -------
    holds
        Whether a cell holds it.
    """
    return any((piece == ord(character)).any() for piece, _ in _list_pieces(cells))


def may_hold_controls(cells: "pd.Series[str]") -> bool:
    """Test quickly whether a cell may hold a control character, U+FFFE or U+FFFF."""
    return any(
        (piece < ord(" ")).any() or (piece == _FIRST_OF_LAST).any()
        for piece, _ in _list_pieces(cells)
    )


def measure_longest(cells: "pd.Series[str]") -> int:
    """Return the size of the longest cell in UTF-8, in bytes: at least its characters; or 0."""
    return max((int(np.diff(ends).max(initial=0)) for _, ends in _list_pieces(cells)), default=0)


def _list_pieces(
    cells: "pd.Series[str]",
) -> Iterator[tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]]:
    """Yield the bytes of a column, piece by piece as stored, and where its cells end."""
    values: Any = cells.astype("str").array
    for chunk in values.__arrow_array__(pa.large_string()).chunks:
        _, ends, data = chunk.buffers()
        if data is None or len(chunk) == 0:
            continue
        places = np.frombuffer(ends, np.int64, len(chunk) + 1, 8 * chunk.offset)
        yield np.frombuffer(data, np.uint8, places[-1] - places[0], places[0]), places
