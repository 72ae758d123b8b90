"""A map in words: the records, bases and strikes within its frame and outside it."""

from typing import Final

from export.drawing.typesetting import make_inert
from export.maps.contents import MapContents, count_contents
from export.maps.layout import MapLayout
from export.maps.strike_marks import StrikeMark
from export.talking_points.facts import Point, cut_name
from export.wording.citations import order_sources
from export.wording.coverage_text import list_main_limits
from export.wording.scene_text import (
    describe_added,
    describe_casualties,
    describe_no_records,
    describe_rejects,
    format_number,
    format_period,
)
from geo.model.dates import format_dtg_day
from geo.model.scene import Scene

ON_THE_MAP: Final = "On the map"
MOST_STRIKES: Final = 3
"""Strikes that a sentence names with day and place; it counts the others."""


def describe_counts(scene: Scene, layout: MapLayout, official: str | None = None) -> list[str]:
    """
    Describe what happened to every record, so that none is dropped silently.

    Parameters
    ----------
    scene, layout
        What is shown, and its map.
    official
        A sentence on what officials counted; None without one.

    Returns
    -------
    sentences
        Days not covered and known gaps; records drawn, outside the map and not placed; officials'
        count, casualties, held out, strikes, rejected, added by a user.
    """
    contents = count_contents(layout)
    sentences = list_main_limits(scene)
    if not scene.is_not_covered:
        sentences.append(describe_records(scene, contents))
    if official:
        sentences.append(official)
    if scene.counts.selected:
        sentences.append(describe_casualties(scene))
    sentences += [*describe_held_out(scene, contents), *describe_strikes(scene, contents)]
    sentences += list_strike_places(contents)
    sentences += describe_rejects(scene)
    return [*sentences, *filter(None, [describe_added(scene)])]


def describe_records(scene: Scene, contents: MapContents) -> str:
    """
    Describe how many counted records are drawn, lie outside the map, or have no place.

    Parameters
    ----------
    scene
        What is shown. Not modified.
    contents
        Contents of the map's frame.

    Returns
    -------
    sentence
        One sentence.
    """
    counts = scene.counts
    if not counts.selected:
        return f"{describe_no_records(scene)}."
    if "attacks" not in scene.view.layers:
        parts = [f"{counts.placed:,} placed (their layer is off)"]
    elif contents.outside:
        parts = [f"{contents.drawn:,} drawn", count_outside(contents.outside)]
    else:
        parts = [f"{counts.placed:,} drawn"]
    parts.append(f"{counts.not_placed:,} not placed")
    return f"{format_number(counts.selected, 'counted record')}: {', '.join(parts)}."


def count_outside(number: int) -> str:
    """Describe how many marks lie outside the map."""
    return f"{number:,} {'lies' if number == 1 else 'lie'} outside this map"


def describe_held_out(scene: Scene, contents: MapContents) -> list[str]:
    """
    Describe how many records are held out, and whether they are drawn; empty without any.

    Parameters
    ----------
    scene
        What is shown. Not modified.
    contents
        Contents of the map's frame.

    Returns
    -------
    sentences
        At most one sentence.
    """
    held_out = scene.counts.held_out_selected
    if not held_out:
        return []
    parts = []
    if contents.held_out:
        parts.append(f"{contents.held_out:,} drawn struck through")
    if contents.held_out_outside:
        parts.append(count_outside(contents.held_out_outside))
    unplaced = held_out - contents.held_out - contents.held_out_outside
    if parts and unplaced:
        parts.append(f"{unplaced:,} not placed")
    return [
        f"Excluded from counts: {held_out:,} (disputed, possible duplicates, or targets that "
        f"are not a base or post); {', '.join(parts) or 'not drawn'}."
    ]


def describe_strikes(scene: Scene, contents: MapContents) -> list[str]:
    """
    Describe how many strikes are drawn, outside the map or not placed; empty if they are off.

    Parameters
    ----------
    scene
        What is shown. Not modified.
    contents
        Contents of the map's frame.

    Returns
    -------
    sentences
        At most one sentence.
    """
    if "strikes" not in scene.view.layers:
        return []
    every = len(scene.strikes)
    if not every:
        return [] if scene.is_not_covered else ["No strike in this period."]
    acknowledged = sum(mark.acknowledged == "us" for mark in contents.strikes)
    reported = len(contents.strikes) - acknowledged
    drawn = f"{len(contents.strikes):,} drawn"
    if contents.strikes:
        drawn += f" ({acknowledged:,} acknowledged by the US, {reported:,} reported only)"
    parts = [drawn]
    if contents.strikes_outside:
        parts.append(count_outside(contents.strikes_outside))
    parts.append(f"{every - len(contents.strikes) - contents.strikes_outside:,} not placed")
    return [f"{format_number(every, 'strike')} in the period: {', '.join(parts)}."]


def list_strike_places(contents: MapContents, most: int | None = MOST_STRIKES) -> list[str]:
    """
    Describe when and where the strikes on the map were.

    Parameters
    ----------
    contents
        Contents of the map's frame.
    most
        Greatest number of strikes to name; None names all.

    Returns
    -------
    sentences
        One, or none if no strike is drawn. Not inert.
    """
    strikes = contents.strikes
    if not strikes:
        return []
    # naming one more takes no more space than counting it
    named = strikes if most is None or len(strikes) <= most + 1 else strikes[:most]
    parts = [_name_strike(mark) for mark in named]
    if len(named) < len(strikes):
        parts.append(f"{format_number(len(strikes) - len(named), 'more strike')}")
    return [f"Strikes drawn: {'; '.join(parts)}."]


def _name_strike(mark: StrikeMark) -> str:
    """Return day and place of a strike, and whether it is reported only."""
    only = "" if mark.acknowledged == "us" else " (reported only)"
    return f"{format_dtg_day(mark.day)} {cut_name(mark.place)}{only}"


def describe_map(scene: Scene, layout: MapLayout) -> str:
    """
    Describe a map for readers who cannot see it: what is drawn on it, and what is not.

    Parameters
    ----------
    scene, layout
        What is shown, and its map.

    Returns
    -------
    text
        The alternative text of the map in every product. Inert.
    """
    counts, contents = scene.counts, count_contents(layout)
    opening = f"Map of attacks reported for {format_period(scene.period)}"
    if counts.selected and "attacks" in layout.layers:
        is_drawn = f"{'is' if contents.drawn == 1 else 'are'} drawn"
        parts = [f"{contents.drawn:,} of {counts.selected:,} counted records {is_drawn}"]
        if contents.outside:
            parts.append(count_outside(contents.outside))
        if counts.not_placed:
            are = "is" if counts.not_placed == 1 else "are"
            parts.append(f"{counts.not_placed:,} {are} not placed")
        sentences = [f"{opening}: {', '.join(parts)}."]
    else:
        sentences = [f"{opening}.", describe_records(scene, contents)]
    sites = [f"{name or 'elsewhere'} {number:,}" for name, number in contents.by_site]
    if sites:
        sentences.append(f"Dots by base: {', '.join(sites)}.")
    if counts.held_out_drawn:
        sentences += describe_held_out(scene, contents)
    if contents.bases:
        sentences.append(f"Bases on it: {', '.join(contents.bases)}.")
    sentences += [*describe_strikes(scene, contents), *list_strike_places(contents)]
    return make_inert(" ".join(sentences))


def list_map_points(scene: Scene, layout: MapLayout) -> list[Point]:
    """
    List the talking points on a map.

    Parameters
    ----------
    scene, layout
        What is shown, and its map.

    Returns
    -------
    points
        Under `ON_THE_MAP`, on records outside the map and on strikes if they are a layer of it.
    """
    contents = count_contents(layout)
    points = []
    if contents.outside or contents.held_out_outside:
        sentences = [describe_records(scene, contents)]
        if contents.held_out_outside:
            sentences += describe_held_out(scene, contents)
        points.append(Point(ON_THE_MAP, " ".join(sentences)))
    cited = order_sources(scene.sources, scene.strikes["source_ids"])
    # two points: where space is short the places are dropped, and the number stays
    strikes = [*describe_strikes(scene, contents), *list_strike_places(contents)]
    return [*points, *(Point(ON_THE_MAP, text, cited) for text in strikes)]


def list_map_notes(scene: Scene, layout: MapLayout) -> list[str]:
    """
    List in full what is on a map and what is not, each strike with day and place.

    Parameters
    ----------
    scene
        What is shown. Not modified.
    layout
        The map.

    Returns
    -------
    lines
        A sentence each; not inert.
    """
    contents = count_contents(layout)
    lines = [describe_records(scene, contents), *describe_held_out(scene, contents)]
    strikes = [*describe_strikes(scene, contents), *list_strike_places(contents, None)]
    cited = order_sources(scene.sources, scene.strikes["source_ids"])
    if strikes and cited:
        strikes[-1] += f" [{'; '.join(cited)}]"
    return lines + strikes


def describe_empty(layout: MapLayout) -> str:
    """Describe why a map has no dot; blank if it has one, or if their layer is off."""
    contents = count_contents(layout)
    if "attacks" not in layout.layers or contents.drawn or contents.held_out:
        return ""
    return format_outside_line(layout) or layout.empty


def format_outside_line(layout: MapLayout) -> str:
    """Return the line below a map on how many records lie outside it; blank for none."""
    contents = count_contents(layout)
    if not contents.outside:
        return ""
    placed = format_number(contents.drawn + contents.outside, "placed record")
    lie = "lies" if contents.outside == 1 else "lie"
    return f"{contents.outside:,} of {placed} {lie} outside this map"
