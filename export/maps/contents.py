"""What lies within the frame of a map, counted from where each mark is drawn."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from export.maps.layout import DotMark, MapLayout
from export.maps.strike_marks import StrikeMark


@dataclass(frozen=True)
class MapContents:
    """
    What lies within the frame of a map, and how much is drawn outside of it.

    Attributes
    ----------
    drawn, outside
        Counted records drawn within the frame, and those that lie outside of it.
    held_out, held_out_outside
        The same of held-out records.
    by_site
        Name of each site with its counted records within the frame, the most first. A record with a
        place of its own is under its site too; without a site it is under a blank.
    bases
        Names of the sites whose mark lies within the frame, in file order.
    strikes, strikes_outside
        Strikes drawn within the frame, and how many lie outside of it.
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
        The map. A dot is within its frame where its centre is, after spreading and pushing apart,
        which may move it over the edge in either direction; so are a disc and a strike.

    Returns
    -------
    contents
        Nothing of a layer that is off.
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
    """Part the dots that are counted from the held-out ones."""
    listed = list(marks)
    return [m for m in listed if not m.held_out], [m for m in listed if m.held_out]
