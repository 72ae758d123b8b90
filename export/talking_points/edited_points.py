"""Talking points in an officer's own words: text to edit, read again with its sources."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from export.drawing.typesetting import make_inert
from export.talking_points.facts import Point
from export.talking_points.points import group_points
from export.wording.citations import name_publishers
from geo.model.errors import ViewError
from geo.model.marking import is_same_marking

MOST_LETTERS: Final = 10_000
"""Letters that an officer may add to the points of the record: no page holds more."""
MARKING: Final = "Marking: "
"""Start of the first line of a points file; the marking follows."""
OWN_HEADING: Final = "Points"
"""Heading of points that come before any heading."""
_MARK: Final = re.compile(r"[-•*–](\s+|$)")


def format_points(points: Sequence[Point], sources: pd.DataFrame) -> str:
    """
    Write points as text to edit.

    Parameters
    ----------
    points
        In reading order.
    sources
        Sources, as in `Scene.sources`. Not modified.

    Returns
    -------
    text
        A heading on a line of its own, then a line ``- point (publishers)`` for each point, with
        blank lines between. Inert.
    """
    blocks = (
        "\n".join([make_inert(heading), *(f"- {_format_point(point, sources)}" for point in some)])
        for heading, some in group_points(tuple(points))
    )
    return "\n\n".join(blocks) + "\n"


def write_points(points: Sequence[Point], sources: pd.DataFrame, marking: str) -> str:
    """
    Return the text of a points file: the marking, then `format_points`.

    Parameters
    ----------
    points
        Points, in reading order.
    sources
        Sources, as in `Scene.sources`. Not modified.
    marking
        Marking of the product.

    Returns
    -------
    text
        The text of the file.
    """
    return f"{MARKING}{make_inert(marking).strip()}\n\n{format_points(points, sources)}"


def unmark_points(text: str, marking: str) -> str:
    """
    Return the points of a file without its first line, the marking.

    Parameters
    ----------
    text
        The file.
    marking
        Marking of the product that they are for.

    Returns
    -------
    text
        The points, without the marking.

    Raises
    ------
    ViewError
        If the file has another marking.
    """
    first, _, rest = text.lstrip().partition("\n")
    if not first.startswith(MARKING.strip()):
        return text
    own = first.removeprefix(MARKING.strip()).strip()
    if not is_same_marking(own, make_inert(marking)):
        msg = (
            f"The points are marked `{own[:80]}`, and the product `{marking[:80]}`. Give the "
            "marking of the points with --marking, or correct the first line of their file."
        )
        raise ViewError(msg)
    return rest


def parse_points(text: str, made: Sequence[Point], sources: pd.DataFrame) -> tuple[Point, ...]:
    """
    Read points that an officer has edited.

    Parameters
    ----------
    text
        As `format_points` writes it. A line that begins with ``-``, ``•`` or ``*`` is a point, and
        so is a paragraph without one; a line followed by points is a heading; a line directly
        below a point continues it.
    made
        The points as made from the Scene.
    sources
        As in `format_points`.

    Returns
    -------
    points
        An unchanged point is returned as made. A changed point that still ends in its publishers
        keeps their sources; any other has no sources.

    Raises
    ------
    ViewError
        If the text has no point, or is too long.
    """
    most = MOST_LETTERS + len(format_points(made, sources))
    if len(text) > most:
        msg = (
            f"The points have {len(text):,} letters, the limit is {most:,}. Shorten them: a slide "
            "and a brief hold far less than that."
        )
        raise ViewError(msg)
    same = {_format_point(point, sources): point for point in made}
    points: list[Point] = []
    heading = OWN_HEADING
    for is_heading, line in _list_lines(text):
        if is_heading:
            heading = line
            continue
        point = same.get(line)
        if point is None:
            point = _cite_as_before(line, heading, made, sources)
        elif make_inert(point.heading) != heading:
            point = replace(point, heading=heading)
        points.append(point)
    if not points:
        msg = "The points are empty. Write at least one line such as `- 12 records in the period`."
        raise ViewError(msg)
    return tuple(points)


def _format_point(point: Point, sources: pd.DataFrame) -> str:
    """Return a point on one line, with its publishers at the end."""
    named = name_publishers(sources, point.source_ids)
    return make_inert(f"{point.text} ({named})" if named else point.text).strip()


def _list_lines(text: str) -> list[tuple[bool, str]]:
    """Return headings and points in order, each on one line; True for a heading."""
    items: list[tuple[bool, str]] = []
    is_open = False
    for raw in text.splitlines():
        line = make_inert(raw).strip()
        mark = _MARK.match(line)
        if mark:
            items.append((False, line[mark.end() :].strip()))
        elif line and is_open:
            items[-1] = (False, f"{items[-1][1]} {line}")
        elif line:
            items.append((True, line))
        is_open = bool(mark) or (bool(line) and is_open)
    items = [item for item in items if item[1]]
    # a heading without points becomes a point, so that no line of an officer is lost
    followed = [*(not is_heading for is_heading, _ in items[1:]), False]
    return [(item[0] and led, item[1]) for item, led in zip(items, followed, strict=False)]


def _cite_as_before(line: str, heading: str, made: Sequence[Point], sources: pd.DataFrame) -> Point:
    """Return a point with its earlier sources if it still ends in their publishers."""
    found: list[tuple[bool, float, str, Point]] = []
    for point in made:
        named = make_inert(f" ({name_publishers(sources, point.source_ids)})")
        if point.source_ids and line.endswith(named):
            inert = line.removesuffix(named)
            alike = difflib.SequenceMatcher(None, inert, make_inert(point.text)).ratio()
            found.append((make_inert(point.heading) == heading, alike, inert, point))
    if not found:
        return Point(heading, line, edited=True)
    _, _, inert, nearest = max(found, key=lambda item: item[:2])
    return Point(heading, inert, nearest.source_ids, edited=True)
