"""Classification markings: the usual colour of each, and how it is written in a file name."""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from geo.model.errors import SettingError, ViewError
from geo.model.scene import Marking

MarkingColours = Mapping[str, str]
"""Colour, ``#rrggbb``, by the words of a marking; the first entry that a marking contains wins."""

MARKING_COLOURS: Final[MarkingColours] = {
    "TOP SECRET": "#ff8c00",
    "COSMIC": "#ff8c00",
    "SECRET": "#c8102e",
    "CONFIDENTIAL": "#0033a0",
    "RESTRICTED": "#502b85",
    "CUI": "#502b85",
    "CONTROLLED UNCLASSIFIED": "#502b85",
    "UNCLASSIFIED": "#007a33",
}
OTHER_COLOUR: Final = "#000000"
"""Colour of a marking that is not in the table."""
LONGEST_MARKING: Final = 300
"""Most characters of a marking: it is never cut, so it must fit."""
LONGEST_SLUG: Final = 40
"""Most characters of a marking at the start of a file name."""
COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_ABBREVIATIONS: Final = {
    "TS": "TOP SECRET",
    "CTS": "COSMIC TOP SECRET",
    "S": "SECRET",
    "NS": "NATO SECRET",
    "C": "CONFIDENTIAL",
    "NC": "NATO CONFIDENTIAL",
    "R": "RESTRICTED",
    "NR": "NATO RESTRICTED",
    "U": "UNCLASSIFIED",
    "NU": "NATO UNCLASSIFIED",
}
"""Abbreviated levels at the start of a portion mark such as ``TS//SI``, in full."""
_MOST_BYTES: Final = 100_000
MARKING_COLUMN: Final = "marking"
"""Name of the column in which a table carries its marking, the same in each row."""


def list_words(text: str) -> list[str]:
    """List the words of a marking in capitals, an abbreviated level at its start in full."""
    upper = unicodedata.normalize("NFKC", text).upper()
    level, slashes, rest = upper.partition("//")
    level = level.strip(" ([")
    return re.findall(r"\w+", _ABBREVIATIONS.get(level.strip(" )]"), level) + slashes + rest)


def select_marking_colour(text: str, colours: MarkingColours = MARKING_COLOURS) -> str:
    """
    Return the usual colour of a marking.

    Parameters
    ----------
    text
        The marking, in capitals or not.
    colours
        The table. The first entry whose words follow each other anywhere in the marking wins:
        NATO SECRET and EXERCISE SECRET have the colour of SECRET, UNCLASSIFIED does not.

    Returns
    -------
    colour
        As ``#rrggbb``; `OTHER_COLOUR` if no entry fits.
    """
    words = list_words(text)
    for phrase, colour in colours.items():
        sought = list_words(phrase)
        starts = range(len(words) - len(sought) + 1)
        if any(words[start : start + len(sought)] == sought for start in starts):
            return colour
    return OTHER_COLOUR


def read_marking_colours(path: Path) -> MarkingColours:
    """
    Read a unit's own table of colours, which replaces `MARKING_COLOURS`.

    Parameters
    ----------
    path
        TOML, a line for each marking: ``"TOP SECRET" = "#ff8c00"``. The first line that fits wins.

    Raises
    ------
    SettingError
        If the file cannot be read or is not such a table; all problems at once.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        table = tomllib.loads(data.decode("utf-8-sig")) if len(data) <= _MOST_BYTES else None
    except OSError as error:
        msg = f"The table of marking colours {path} cannot be read ({error.strerror})."
        raise SettingError(msg) from error
    except ValueError as error:
        msg = f"The table of marking colours {path} is not TOML in UTF-8 ({str(error)[:120]})."
        raise SettingError(msg) from error
    if table is None:
        msg = f"The table of marking colours {path} is larger than {_MOST_BYTES:,} bytes."
        raise SettingError(msg)
    problems = [f"{phrase[:40]!r} has no word" for phrase in table if not list_words(phrase)] + [
        f"{phrase[:40]!r} is {str(colour)[:20]!r}, not a colour such as '#007a33'"
        for phrase, colour in table.items()
        if not (isinstance(colour, str) and COLOUR.fullmatch(colour))
    ]
    if not table:
        problems.append('it has no line such as "SECRET" = "#c8102e"')
    if problems:
        msg = f"The table of marking colours {path} cannot be used: {'; '.join(problems)}."
        raise SettingError(msg)
    return {phrase: str(colour).lower() for phrase, colour in table.items()}


def slug_marking(text: str) -> str:
    """
    Write a marking for the start of a file name.

    Returns
    -------
    slug
        At most 40 capitals A to Z and digits, without accents, a hyphen for everything else. If
        none is left, as with a marking in Arabic: ``MARKED-`` and eight hexadecimal digits.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^A-Z0-9]+", "-", plain.upper()).strip("-")[:LONGEST_SLUG].rstrip("-")
    return slug or f"MARKED-{hashlib.sha256(text.encode()).hexdigest()[:8].upper()}"


def is_same_marking(first: str, second: str) -> bool:
    """
    Return whether two markings differ at most in capitals and white space.

    Parameters
    ----------
    first, second
        The markings.

    Returns
    -------
    is_same
        Whether they are the same.
    """
    return " ".join(first.split()).casefold() == " ".join(second.split()).casefold()


def is_marking_column(name: str, cells: Iterable[str]) -> bool:
    """
    Return whether a column is the marking that a product carried, the same in each row.

    Such a column belongs to the product, not to its records. If the rows differ, a person marked
    them one by one, and the column belongs to the records.

    Parameters
    ----------
    name, cells
        The column: its name and its cells.

    Returns
    -------
    is_marking
        Whether it is a product's marking.
    """
    return name == MARKING_COLUMN and len(set(cells)) <= 1


def check_marking(marking: Marking) -> Marking:
    """
    Check that a marking can be drawn in full.

    Raises
    ------
    ViewError
        If it is blank, longer than 300 characters, or its colour is not ``#rrggbb``; all
        problems at once.
    """
    problems = []
    if not marking.text.strip():
        problems.append("its text is blank: enter the line that the product must carry")
    if len(marking.text) > LONGEST_MARKING:
        problems.append(
            f"its text has {len(marking.text)} characters, at most {LONGEST_MARKING} fit"
        )
    if COLOUR.fullmatch(marking.colour) is None:
        problems.append(f"`{marking.colour[:20]}` is not a colour: write it as #007a33")
    if problems:
        msg = f"The marking cannot be drawn: {'; '.join(problems)}."
        raise ViewError(msg)
    return marking
