"""What a map shows, in words: the records, bases and strikes within its frame and outside of it."""

from typing import Final

from export.drawing.typesetting import make_inert
from export.maps.contents import MapContents, count_contents
from export.maps.layout import MapLayout
from export.maps.strike_marks import StrikeMark
from export.talking_points.facts import Point, cut_name
from export.wording.citations import order_sources
from export.wording.coverage_text import list_limits
from export.wording.scene_text import (
    describe_added,
    describe_casualties,
    describe_nothing,
    describe_rejects,
    format_number,
    format_period,
)
from geo.model.dates import format_dtg_day
from geo.model.scene import Scene

ON_THE_MAP: Final = "On the map"
MOST_STRIKES: Final = 3
"""Strikes that a sentence names with day and place; the rest it counts."""


def describe_counts(scene: Scene, layout: MapLayout, official: str | None = None) -> list[str]:
    """
    Say where every record went, so that none is dropped silently.

    Parameters
    ----------
    scene, layout
        What is shown, and the same laid out.
    official
        A sentence on what officials counted; None for none.

    Returns
    -------
    sentences
        What of the period is not covered and known gaps; drawn, outside of the map and not placed,
        what officials counted, casualties, held out, strikes, rejected, added by a user.
    """
    contents = count_contents(layout)
    sentences = list_limits(scene)
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
    """Say how many counted records are drawn, lie outside of the map, or have no place."""
    counts = scene.counts
    if not counts.selected:
        return f"{describe_nothing(scene)}."
    if "attacks" not in scene.view.layers:
        parts = [f"{counts.placed:,} placed (their layer is off)"]
    elif contents.outside:
        parts = [f"{contents.drawn:,} drawn", count_outside(contents.outside)]
    else:
        parts = [f"{counts.placed:,} drawn"]
    parts.append(f"{counts.not_placed:,} not placed")
    return f"{format_number(counts.selected, 'counted record')}: {', '.join(parts)}."


def count_outside(number: int) -> str:
    """Say how many of something lie outside of the map."""
    return f"{number:,} {'lies' if number == 1 else 'lie'} outside this map"


def describe_held_out(scene: Scene, contents: MapContents) -> list[str]:
    """Say how many records are held out, and whether they are drawn; nothing where none is."""
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
        f"Held out and not counted: {held_out:,} (disputed, possible duplicates, or targets that "
        f"are no base or post); {', '.join(parts) or 'not drawn'}."
    ]


def describe_strikes(scene: Scene, contents: MapContents) -> list[str]:
    """Say how many strikes are drawn, and how the others are not; nothing where they are off."""
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
    Say when and where the strikes on the map were.

    Parameters
    ----------
    contents
        What lies within its frame.
    most
        Strikes that are named at the most; None names each.

    Returns
    -------
    sentences
        One, or none where no strike is drawn. Not inert.
    """
    strikes = contents.strikes
    if not strikes:
        return []
    # to name one more takes no more room than to count it
    named = strikes if most is None or len(strikes) <= most + 1 else strikes[:most]
    parts = [_name_strike(mark) for mark in named]
    if len(named) < len(strikes):
        parts.append(f"{format_number(len(strikes) - len(named), 'more strike')}")
    return [f"Strikes drawn: {'; '.join(parts)}."]


def _name_strike(mark: StrikeMark) -> str:
    """Give day and place of a strike, and whether it is only reported."""
    only = "" if mark.acknowledged == "us" else " (reported only)"
    return f"{format_dtg_day(mark.day)} {cut_name(mark.place)}{only}"


def describe_map(scene: Scene, layout: MapLayout) -> str:
    """
    Describe a map for who cannot see it: what is drawn on it, and what is not.

    Parameters
    ----------
    scene, layout
        What is shown, and the same laid out.

    Returns
    -------
    text
        The alternative text of the map in every product. Inert.
    """
    counts, contents = scene.counts, count_contents(layout)
    said = f"Map of attacks reported for {format_period(scene.period)}"
    if counts.selected and "attacks" in layout.layers:
        is_drawn = f"{'is' if contents.drawn == 1 else 'are'} drawn"
        parts = [f"{contents.drawn:,} of {counts.selected:,} counted records {is_drawn}"]
        if contents.outside:
            parts.append(count_outside(contents.outside))
        if counts.not_placed:
            are = "is" if counts.not_placed == 1 else "are"
            parts.append(f"{counts.not_placed:,} {are} not placed")
        sentences = [f"{said}: {', '.join(parts)}."]
    else:
        sentences = [f"{said}.", describe_records(scene, contents)]
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
    List what a briefing says of its map.

    Parameters
    ----------
    scene, layout
        What is shown, and the same laid out.

    Returns
    -------
    points
        Under `ON_THE_MAP`: where records lie outside of it, or strikes are a layer of it.
    """
    contents = count_contents(layout)
    points = []
    if contents.outside or contents.held_out_outside:
        said = [describe_records(scene, contents)]
        if contents.held_out_outside:
            said += describe_held_out(scene, contents)
        points.append(Point(ON_THE_MAP, " ".join(said)))
    cited = order_sources(scene.sources, scene.strikes["source_ids"])
    # two points: where room is short the places give way, and the number stays
    strikes = [*describe_strikes(scene, contents), *list_strike_places(contents)]
    return [*points, *(Point(ON_THE_MAP, text, cited) for text in strikes)]


def list_map_notes(scene: Scene, layout: MapLayout) -> list[str]:
    """Say in full what is on a map and what is not, each strike with day and place."""
    contents = count_contents(layout)
    lines = [describe_records(scene, contents), *describe_held_out(scene, contents)]
    strikes = [*describe_strikes(scene, contents), *list_strike_places(contents, None)]
    cited = order_sources(scene.sources, scene.strikes["source_ids"])
    if strikes and cited:
        strikes[-1] += f" [{'; '.join(cited)}]"
    return lines + strikes


def describe_empty(layout: MapLayout) -> str:
    """Say why a map has no dot on it; blank where it has one, or where their layer is off."""
    contents = count_contents(layout)
    if "attacks" not in layout.layers or contents.drawn or contents.held_out:
        return ""
    return head_outside(layout) or layout.empty


def head_outside(layout: MapLayout) -> str:
    """Say in short, right beneath a map, how many records lie outside of it; blank for none."""
    contents = count_contents(layout)
    if not contents.outside:
        return ""
    placed = format_number(contents.drawn + contents.outside, "placed record")
    lie = "lies" if contents.outside == 1 else "lie"
    return f"{contents.outside:,} of {placed} {lie} outside this map"
