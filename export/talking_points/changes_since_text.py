"""What has changed since the last product, in words."""

from collections.abc import Sequence
from typing import Final

from export.talking_points.changes_since import Since
from export.wording.scene_text import format_number
from geo.model.dates import Window, format_dtg_instant

HEADING: Final = "Since the last product"
NOT_NAMED: Final = "site not named"
MOST_NAMED: Final = 6
"""Records or bases that a sentence names; the rest it counts."""
MOST_IN_BRIEF: Final = 3
"""The same where room is short."""


def describe_since(since: Since) -> list[str]:
    """
    Say what has changed, a sentence each.

    Parameters
    ----------
    since
        See `compare_earlier`.

    Returns
    -------
    sentences
        Against what; attacks added and where; bases newly hit; what was withdrawn, is no longer
        counted or was corrected; what is only out of view. The ids in them are of a file that
        somebody sent: text, and no more.
    """
    earlier = since.earlier
    how = ", cumulative" if earlier.mode == "cumulative" else ""
    sentences = [
        f"The last product was made {format_dtg_instant(earlier.as_of)} for {earlier.window}{how}, "
        f"and counted {format_number(len(earlier.counted), 'attack')}."
        + ("" if since.same_filters else " Its filters were others."),
        *_describe_between(since),
        _describe_added(since),
    ]
    if since.added:
        sentences.append(f"Added at: {_list_sites(since.by_base)}.")
    newly = f"Bases newly hit: {len(since.newly_hit):,} of {since.sites:,}"
    which = f" ({_list_sites(since.newly_hit)})" if since.newly_hit else ""
    sentences.append(f"{newly}{which}.")
    if since.overlap is not None and since.overlap != since.days:
        sentences.append(f"Both products hold {_name_days(since.overlap)}.")
    sentences += _describe_changed(since)
    if since.left_out:
        are = "is" if since.left_out == 1 else "are"
        sentences.append(
            f"{since.left_out:,} of its attacks {are} outside of this product's period or filters."
        )
    return sentences


def brief_since(since: Since) -> list[str]:
    """Say the same in two or three sentences, what matters most first, where room is short."""
    added = f"{since.added:,} of {format_number(since.counted, 'attack')} added"
    newly = f"{len(since.newly_hit):,} of {format_number(since.sites, 'base')} newly hit"
    which = f" ({_list_sites(since.newly_hit, MOST_IN_BRIEF)})" if since.newly_hit else ""
    where = f"; added at: {_list_sites(since.by_base, MOST_IN_BRIEF)}" if since.added else ""
    changed = [f"{len(since.withdrawn):,} withdrawn", f"{len(since.held_out):,} held out since"]
    if since.earlier.digests or not since.earlier.counted:
        changed.append(f"{len(since.corrected):,} corrected")
    if since.left_out:
        changed.append(f"{since.left_out:,} outside of this period or these filters")
    made = format_dtg_instant(since.earlier.as_of)
    shared = since.overlap is not None and since.overlap != since.days
    both = f"; in both: {_name_days(since.overlap)}" if shared and since.overlap else ""
    return [
        *_describe_between(since),
        f"{added}, {newly}{which}{where}.",
        f"Of {format_number(len(since.earlier.counted), 'attack')} in the product made {made} "
        f"({since.earlier.window}{both}): {', '.join(changed)}.",
    ]


def _describe_between(since: Since) -> list[str]:
    """Say which days are in neither product, and what is recorded of them; nothing for none."""
    back = ["This product goes back: its days are before the last product's."]
    sentences = back if since.goes_back else []
    if since.between is None:
        return sentences
    said = f"Between the two, in neither: {_name_days(since.between)}"
    if since.missed:
        are = "is" if since.missed == 1 else "are"
        said += f", of which {format_number(since.missed, 'counted attack')} {are} recorded"
        said += " in this product's filters" if not since.same_filters else ""
    elif since.covered == "none":
        said += ", which the record does not cover"
    else:
        said += ", of which no counted attack is recorded"
    return [*sentences, f"{said}."]


def _name_days(days: Window) -> str:
    """Name days, and how many they are."""
    return f"{days} ({format_number(days.days, 'day')})"


def _describe_added(since: Since) -> str:
    """Say how many attacks were added, and when they happened."""
    said = f"Attacks added: {since.added:,} of {since.counted:,} counted"
    parts = [
        f"{len(ids):,} {when}"
        for ids, when in (
            (since.later, "dated after its period"),
            (
                since.within,
                "dated within it: reported since, or not in its filters",
            ),
            (since.before, "dated before it"),
        )
        if ids
    ]
    return f"{'; '.join([said, *parts])}."


def _describe_changed(since: Since) -> list[str]:
    """Say which of the last product's attacks were withdrawn, held out or corrected."""
    sentences = [
        f"Withdrawn from the record: {_list_ids(since.withdrawn)}.",
        f"Held out since, no longer counted: {_list_ids(since.held_out)}.",
    ]
    if since.earlier.counted and not since.earlier.digests:
        return [
            *sentences,
            "What was corrected cannot be told from its manifest.",
        ]
    return [*sentences, f"Corrected since: {_list_ids(since.corrected)}."]


def _list_ids(ids: Sequence[str]) -> str:
    """Count records and name the first of them."""
    if not ids:
        return "none"
    named = [name[:60] for name in ids[:MOST_NAMED]]
    more = [f"{len(ids) - MOST_NAMED:,} more"] if len(ids) > MOST_NAMED else []
    return f"{len(ids):,} ({', '.join([*named, *more])})"


def _list_sites(sites: Sequence[tuple[str, int]], most: int = MOST_NAMED) -> str:
    """Name sites with their numbers; what names no site is no base, and comes last."""
    bases = [(name, number) for name, number in sites if name]
    named = [f"{name} {number:,}" for name, number in bases[:most]]
    if len(bases) > most:
        rest = sum(number for _, number in bases[most:])
        named.append(f"{format_number(len(bases) - most, 'more base')} {rest:,}")
    named += [f"{NOT_NAMED} {number:,}" for name, number in sites if not name]
    return ", ".join(named)
