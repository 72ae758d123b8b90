"""Fit talking points into a box: smaller letters, then fewer points, then shorter ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from export.drawing.typesetting import (
    ELLIPSIS,
    cut_text,
    drop_mark,
    make_inert,
    measure_pt,
    wrap_text,
)
from export.talking_points.facts import Point
from export.talking_points.points import group_points

LEAST_IN_TABLE: Final = 2
"""Points that the table shows too of which this many stay as long as anything else can go."""
MOST_LINES: Final = 8
"""Greatest number of lines of one point, so that no text pushes the others out of the box."""
LINE_EM: Final = 1.18
"""Line spacing in units of the size; set exactly, so that every reader uses it."""
BULLET_EM: Final = 1.0
"""Indent of a bullet's text."""
BEFORE_HEADING_EM: Final = 0.5
BEFORE_BULLET_EM: Final = 0.12
SOURCES_EM: Final = 0.8
"""Size of the sources after a point's text."""
ARIAL_SHARE: Final = 0.91
"""Width of running text in Arial as a share of `measure_pt`, with a reserve."""


@dataclass(frozen=True)
class Style:
    """
    How points are typeset.

    Attributes
    ----------
    largest_pt, smallest_pt
        Range of letter sizes.
    share
        Width of running text in the font as a share of DejaVu Sans: 1 where the font is unknown,
        because hardly any is wider.
    elsewhere
        Where a reader finds the points that did not fit.
    """

    largest_pt: float
    smallest_pt: float
    share: float = 1.0
    elsewhere: str = "in the notes"


@dataclass(frozen=True)
class Bullet:
    """
    A typeset point, inert.

    Attributes
    ----------
    text, sources
        Its text, and its publishers in short: left out where they do not fit.
    lines
        Greatest number of lines that it takes.
    is_cut
        Whether the text was cut.
    """

    text: str
    sources: str
    lines: int
    is_cut: bool = False


@dataclass(frozen=True)
class Section:
    """
    A heading and its bullets.

    Attributes
    ----------
    heading, bullets
        Inert, in reading order.
    more
        Note on the points that did not fit; blank where all fit.
    """

    heading: str
    bullets: tuple[Bullet, ...]
    more: str = ""


@dataclass(frozen=True)
class Fitted:
    """
    Points fitted into a box.

    Attributes
    ----------
    size_pt
        Size of the letters.
    sections
        What is typeset.
    height_pt
        Greatest height that it takes.
    left_out, lost
        How many points did not fit; and how many of them no table shows, or are cut.
    """

    size_pt: float
    sections: tuple[Section, ...]
    height_pt: float
    left_out: int
    lost: int


@dataclass(frozen=True)
class NamedPoint:
    """A point with its publishers in short."""

    point: Point
    sources: str


def fit_points(
    points: Sequence[NamedPoint], width_pt: float, height_pt: float, style: Style
) -> Fitted:
    """
    Fit points into a box.

    Parameters
    ----------
    points
        In reading order.
    width_pt, height_pt
        Size of the box.
    style
        Sizes and font.

    Returns
    -------
    fitted
        With the largest letters at which all points fit. If they do not fit with the smallest, the
        points that the table shows too are left out, last ones first, then the last of the longest
        section; then texts are cut to fewer lines; in the end whole sections go.
    """
    typesetter = Typesetter(tuple(points), width_pt, style)
    size = style.largest_pt
    fitted = typesetter.set(points, size)
    while fitted.height_pt > height_pt and size > style.smallest_pt:
        size = max(style.smallest_pt, size - 0.5)
        fitted = typesetter.set(points, size)
    kept = list(points)
    while fitted.height_pt > height_pt and (gone := _choose_to_leave(kept)) is not None:
        kept.remove(gone)
        fitted = typesetter.set(kept, size)
    lines = MOST_LINES
    while fitted.height_pt > height_pt and lines > 1:
        lines -= 1
        fitted = typesetter.set(kept, size, lines)
    while fitted.height_pt > height_pt and kept:
        kept.pop()
        fitted = typesetter.set(kept, size, lines)
    return fitted


def measure_points(
    points: Sequence[NamedPoint], width_pt: float, size: float, style: Style
) -> float:
    """
    Return the height in points that all points need at a letter size.

    Parameters
    ----------
    points
        Points, in reading order.
    width_pt
        Width of the box, in points.
    size
        Letter size, in points.
    style
        Style of the points.

    Returns
    -------
    height_pt
        The height.
    """
    return Typesetter(tuple(points), width_pt, style).set(points, size).height_pt


def _choose_to_leave(kept: Sequence[NamedPoint]) -> NamedPoint | None:
    """Choose the point to leave out next; None where every heading has only one left."""
    in_table = [item for item in kept if item.point.in_table]
    if len(in_table) > LEAST_IN_TABLE:
        return in_table[-1]
    headings = [item.point.heading for item in kept]
    longest = max(dict.fromkeys(headings), key=headings.count, default="")
    section = [item for item in kept if item.point.heading == longest]
    if len(section) <= 1:
        return None
    return next((item for item in reversed(section) if item.point.in_table), section[-1])


@dataclass(frozen=True)
class Typesetter:
    """Typesets some of the points in a column, and measures them."""

    points: tuple[NamedPoint, ...]
    width_pt: float
    style: Style

    def set(self, kept: Sequence[NamedPoint], size: float, most: int = MOST_LINES) -> Fitted:
        """Typeset the points that are kept, each in at most `most` lines."""
        kept_sources = {id(item.point): item.sources for item in kept}
        room = self.width_pt - BULLET_EM * size
        found: list[tuple[Section, list[Point]]] = []
        pending: list[Point] = []
        for heading, some in group_points(tuple(item.point for item in self.points)):
            shown = [point for point in some if id(point) in kept_sources]
            pending += [point for point in some if id(point) not in kept_sources]
            if not shown:
                continue
            bullets = tuple(
                make_bullet(point.text, kept_sources[id(point)], size, room, most=most,
                            share=self.style.share)
                for point in shown
            )  # fmt: skip
            title = cut_text(make_inert(heading), size, self.width_pt, bold=True)
            found.append((Section(title, bullets), pending))
            pending = []
        if found:  # the last section also counts the points of dropped sections after it
            found[-1] = (found[-1][0], found[-1][1] + pending)
        sections = [replace(section, more=self._count_dropped(gone)) for section, gone in found]
        left_out = [item.point for item in self.points if id(item.point) not in kept_sources]
        lost = sum(not point.in_table for point in left_out)
        lost += sum(bullet.is_cut for section in sections for bullet in section.bullets)
        return Fitted(size, tuple(sections), _measure(sections, size), len(left_out), lost)

    def _count_dropped(self, gone: Sequence[Point]) -> str:
        """Return a note on how many points did not fit, and where a reader finds them."""
        where = "in the table" if all(point.in_table for point in gone) else self.style.elsewhere
        return f"and {len(gone):,} more {where}" if gone else ""


def _measure(sections: Sequence[Section], size: float) -> float:
    """Return the height of sections."""
    height = max(len(sections) - 1, 0) * BEFORE_HEADING_EM
    for section in sections:
        rows = len(section.bullets) + bool(section.more)
        lines = 1 + sum(bullet.lines for bullet in section.bullets) + bool(section.more)
        height += lines * LINE_EM + rows * BEFORE_BULLET_EM
    return height * size


def make_bullet(
    text: str, sources: str, size_pt: float, width_pt: float, *, most: int, share: float = 1.0
) -> Bullet:
    """
    Make a bullet of at most `most` lines.

    Parameters
    ----------
    text, sources
        Its text and its publishers, not yet inert.
    size_pt, width_pt
        Size of the letters, and the width beside the bullet.
    most
        Greatest number of lines: the sources are dropped before the text is cut.
    share
        As in `Style`.

    Returns
    -------
    bullet
        The bullet, inert.
    """
    inert, named = make_inert(text), f"({make_inert(sources)})" if sources else ""
    room = width_pt / (share if _is_running(inert + named) else 1.0)
    # PowerPoint and Word hold the direction of a paragraph themselves
    lines = [drop_mark(line) for line in wrap_text(inert, size_pt, room)]
    if len(lines) > most:
        last = f"{lines[most - 1]} {ELLIPSIS}"
        if measure_pt(last, size_pt) > room:
            last = cut_text(f"{lines[most - 1]}{ELLIPSIS * 3}", size_pt, room)
        return Bullet(" ".join([*lines[: most - 1], last]), "", most, is_cut=True)
    count, left = len(lines), room - measure_pt(f"{lines[-1]} ", size_pt)
    for word in named.split(" ") if named else ():
        needed = measure_pt(f"{word} ", size_pt * SOURCES_EM)
        if needed > left:
            count, left = count + 1, room
        left -= needed
    return Bullet(inert, named, count) if count <= most else Bullet(inert, "", len(lines))


def _is_running(text: str) -> bool:
    """Return whether text is running text in Latin letters, whose width in Arial is known."""
    capitals = sum(letter.isupper() for letter in text)
    known = all(ord(letter) < 0x250 or 0x2000 <= ord(letter) < 0x2070 for letter in text)
    return known and capitals * 4 <= len(text)
