"""The points of a briefing fitted into a box: smaller, then fewer, then shorter, and said so."""

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
"""Points that the table says as well of which so many stay as long as anything else can go."""
MOST_LINES: Final = 8
"""Lines of one point at the most, so that no text can push the others out of the box."""
LINE_EM: Final = 1.18
"""From line to line, in units of the size; set exactly, so that every reader keeps to it."""
BULLET_EM: Final = 1.0
"""Indent of a bullet's text."""
BEFORE_HEADING_EM: Final = 0.5
BEFORE_BULLET_EM: Final = 0.12
SOURCES_EM: Final = 0.8
"""Size of the sources after a point's text."""
ARIAL_SHARE: Final = 0.91
"""Width of running text in Arial, as a share of what `measure_pt` says, with some to spare."""


@dataclass(frozen=True)
class Style:
    """
    How points are set.

    Attributes
    ----------
    largest_pt, smallest_pt
        Sizes of the letters that are tried.
    share
        Width of running text in the font, as a share of DejaVu Sans: 1 where the font is not
        known, for hardly any is wider.
    elsewhere
        Where a reader finds the points that have no room.
    """

    largest_pt: float
    smallest_pt: float
    share: float = 1.0
    elsewhere: str = "in the notes"


@dataclass(frozen=True)
class Bullet:
    """
    A point as it is set, inert.

    Attributes
    ----------
    text, sources
        What it says, and who published that in short: left out where there is no room for it.
    lines
        Lines that it takes at the most.
    is_cut
        Whether the text is not whole.
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
        Inert, in order of reading.
    more
        What is said of points that had no room; blank where all are there.
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
        What is set.
    height_pt
        Height that it takes at the most.
    left_out, lost
        How many points had no room; and how many of them no table says either, or are cut.
    """

    size_pt: float
    sections: tuple[Section, ...]
    height_pt: float
    left_out: int
    lost: int


@dataclass(frozen=True)
class NamedPoint:
    """A point, and in short who published what it rests on."""

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
        In the order of reading.
    width_pt, height_pt
        The room.
    style
        Sizes and font.

    Returns
    -------
    fitted
        With the largest letters at which all fit; else with the smallest, and first those points
        left out that the table says as well, last ones first, then the last of the longest section;
        then texts are cut to fewer lines; at the very end whole sections go.
    """
    setter = _Setter(tuple(points), width_pt, style)
    size = style.largest_pt
    fitted = setter.set(points, size)
    while fitted.height_pt > height_pt and size > style.smallest_pt:
        size = max(style.smallest_pt, size - 0.5)
        fitted = setter.set(points, size)
    kept = list(points)
    while fitted.height_pt > height_pt and (gone := _choose_to_leave(kept)) is not None:
        kept.remove(gone)
        fitted = setter.set(kept, size)
    lines = MOST_LINES
    while fitted.height_pt > height_pt and lines > 1:
        lines -= 1
        fitted = setter.set(kept, size, lines)
    while fitted.height_pt > height_pt and kept:
        kept.pop()
        fitted = setter.set(kept, size, lines)
    return fitted


def measure_points(
    points: Sequence[NamedPoint], width_pt: float, size: float, style: Style
) -> float:
    """Give the height that all points need in letters of a size."""
    return _Setter(tuple(points), width_pt, style).set(points, size).height_pt


def _choose_to_leave(kept: Sequence[NamedPoint]) -> NamedPoint | None:
    """Choose the point that gives way next; None where every heading has only one left."""
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
class _Setter:
    """Sets some of the points in a column, and measures them."""

    points: tuple[NamedPoint, ...]
    width_pt: float
    style: Style

    def set(self, kept: Sequence[NamedPoint], size: float, most: int = MOST_LINES) -> Fitted:
        """Set the points that are kept, each in so many lines at the most."""
        staying = {id(item.point): item.sources for item in kept}
        room = self.width_pt - BULLET_EM * size
        found: list[tuple[Section, list[Point]]] = []
        unsaid: list[Point] = []
        for heading, some in group_points(tuple(item.point for item in self.points)):
            shown = [point for point in some if id(point) in staying]
            unsaid += [point for point in some if id(point) not in staying]
            if not shown:
                continue
            bullets = tuple(
                make_bullet(point.text, staying[id(point)], size, room, most=most,
                            share=self.style.share)
                for point in shown
            )  # fmt: skip
            title = cut_text(make_inert(heading), size, self.width_pt, bold=True)
            found.append((Section(title, bullets), unsaid))
            unsaid = []
        if found:  # what no section follows is told by the last one
            found[-1] = (found[-1][0], found[-1][1] + unsaid)
        sections = [replace(section, more=self._tell(gone)) for section, gone in found]
        left_out = [item.point for item in self.points if id(item.point) not in staying]
        lost = sum(not point.in_table for point in left_out)
        lost += sum(bullet.is_cut for section in sections for bullet in section.bullets)
        return Fitted(size, tuple(sections), _measure(sections, size), len(left_out), lost)

    def _tell(self, gone: Sequence[Point]) -> str:
        """Say how many points had no room, and where a reader finds them."""
        where = "in the table" if all(point.in_table for point in gone) else self.style.elsewhere
        return f"and {len(gone):,} more {where}" if gone else ""


def _measure(sections: Sequence[Section], size: float) -> float:
    """Give the height of sections."""
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
    Make a bullet of so many lines at the most.

    Parameters
    ----------
    text, sources
        What it says, and who published that, neither of them inert.
    size_pt, width_pt
        Size of the letters, and the room beside the bullet.
    most
        Lines at the most: the sources go before the text is cut.
    share
        As in `Style`.
    """
    said, named = make_inert(text), f"({make_inert(sources)})" if sources else ""
    room = width_pt / (share if _is_running(said + named) else 1.0)
    # an office holds the direction of a paragraph itself
    lines = [drop_mark(line) for line in wrap_text(said, size_pt, room)]
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
    return Bullet(said, named, count) if count <= most else Bullet(said, "", len(lines))


def _is_running(text: str) -> bool:
    """Tell whether text is running text in Latin letters, whose width in Arial is known."""
    capitals = sum(letter.isupper() for letter in text)
    known = all(ord(letter) < 0x250 or 0x2000 <= ord(letter) < 0x2070 for letter in text)
    return known and capitals * 4 <= len(text)
