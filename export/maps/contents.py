"""Count what lies within the frame of a map, by where each mark is drawn."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from export.maps.layout import DotMark, MapLayout
from export.maps.strike_marks import StrikeMark


@dataclass(frozen=True)
class MapContents:
    """
    The contents of a map's frame, and the number of marks outside it.

    Attributes
    ----------
    drawn, outside
        Counted records drawn within the frame, and outside it.
    held_out, held_out_outside
        The same for held-out records.
    by_site
        Name of each site with its counted records within the frame, the most first. A record with a
        place of its own also counts for its site; records without a site come under a blank.
    bases
        Names of the sites whose mark is within the frame, in file order.
    strikes, strikes_outside
        Strikes drawn within the frame, and the number outside it.
    """

    drawn: int
    outside: int
    held_out: int
    held_out_outside: int
    by_site: tuple[tuple[str, int], ...]
    bases: tuple[str, ...]
    strikes: tuple[StrikeMark, ...]
    strikes_outside: int


def count_contents(layout: MapLayout) -> MapContents:
    """
    Count what lies within the frame of a map.

    Parameters
    ----------
    layout
        The map. A dot is within its frame if its centre is, after spreading and pushing apart,
        which may move it over the edge either way; the same holds for discs and strikes.

    Returns
    -------
    contents
        The counts; zero for a layer that is off.
    """
    discs = [site for site in layout.sites if site.is_disc]
    seen_discs = [site for site in discs if layout.holds(*site.centre)]
    counted, held_out = _part(layout.dots)
    seen, seen_held_out = _part(layout.visible_dots)
    by_site = Counter(mark.site for mark in seen)
    for site in seen_discs:
        by_site[site.name] += site.shown - site.held_out
    drawn, drawn_held_out = sum(by_site.values()), len(seen_held_out)
    drawn_held_out += sum(site.held_out for site in seen_discs)
    all_held_out = len(held_out) + sum(site.held_out for site in discs)
    every = len(counted) + sum(site.shown - site.held_out for site in discs)
    strikes = layout.visible_strikes
    return MapContents(
        drawn,
        every - drawn,
        drawn_held_out,
        all_held_out - drawn_held_out,
        tuple(sorted(by_site.items(), key=lambda item: (item[0] == "", -item[1], item[0]))),
        tuple(site.name for site in layout.marked_sites if layout.holds(*site.anchor)),
        strikes,
        len(layout.strikes) - len(strikes),
    )


def _part(marks: Iterable[DotMark]) -> tuple[list[DotMark], list[DotMark]]:
    """Separate the counted dots from the held-out ones."""
    listed = list(marks)
    return [m for m in listed if not m.held_out], [m for m in listed if m.held_out]
