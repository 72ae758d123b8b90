"""The changes since the last product in sentences."""

from collections.abc import Sequence
from typing import Final

from export.talking_points.changes_since import ChangesSince
from export.wording.scene_text import format_number
from geo.model.dates import Window, format_dtg_instant

HEADING: Final = "Since the last product"
NOT_NAMED: Final = "site not named"
MOST_NAMED: Final = 6
"""Records or bases that a sentence names; it counts the others."""
MOST_IN_BRIEF: Final = 3
"""The same where space is short."""


def describe_changes_since(since: ChangesSince) -> list[str]:
    """
    Describe what has changed, a sentence each.

    Parameters
    ----------
    since
        See `compare_earlier`.

    Returns
    -------
    sentences
        The product compared with; attacks added and where; bases newly hit; what was withdrawn, is
        no longer counted or was corrected; what is only out of view. Ids come from a file that
        somebody sent: treat them as text only.
    """
    earlier = since.earlier
    how = ", cumulative" if earlier.mode == "cumulative" else ""
    sentences = [
        f"The last product was made {format_dtg_instant(earlier.as_of)} for {earlier.window}{how}, "
        f"and counted {format_number(len(earlier.counted), 'attack')}."
        + ("" if since.same_filters else " It used different filters."),
        *_describe_between(since),
        _describe_added(since),
    ]
    if since.added:
        sentences.append(f"Added at: {_list_sites(since.by_base)}.")
    newly = f"Bases newly hit: {len(since.newly_hit):,} of {since.sites:,}"
    which = f" ({_list_sites(since.newly_hit)})" if since.newly_hit else ""
    sentences.append(f"{newly}{which}.")
    if since.overlap is not None and since.overlap != since.days:
        sentences.append(f"Both products include {_name_days(since.overlap)}.")
    sentences += _describe_changed(since)
    if since.left_out:
        are = "is" if since.left_out == 1 else "are"
        sentences.append(
            f"{since.left_out:,} of its attacks {are} outside this product's period or filters."
        )
    return sentences


def summarise_changes_since(since: ChangesSince) -> list[str]:
    """Describe the same in two or three sentences, the most important first."""
    added = f"{since.added:,} of {format_number(since.counted, 'attack')} added"
    newly = f"{len(since.newly_hit):,} of {format_number(since.sites, 'base')} newly hit"
    which = f" ({_list_sites(since.newly_hit, MOST_IN_BRIEF)})" if since.newly_hit else ""
    where = f"; added at: {_list_sites(since.by_base, MOST_IN_BRIEF)}" if since.added else ""
    changed = [
        f"{len(since.withdrawn):,} withdrawn",
        f"{len(since.held_out):,} excluded from counts since",
    ]
    if since.earlier.digests or not since.earlier.counted:
        changed.append(f"{len(since.corrected):,} corrected")
    if since.left_out:
        changed.append(f"{since.left_out:,} outside this period or these filters")
    made = format_dtg_instant(since.earlier.as_of)
    shared = since.overlap is not None and since.overlap != since.days
    both = f"; in both: {_name_days(since.overlap)}" if shared and since.overlap else ""
    return [
        *_describe_between(since),
        f"{added}, {newly}{which}{where}.",
        f"Of {format_number(len(since.earlier.counted), 'attack')} in the product made {made} "
        f"({since.earlier.window}{both}): {', '.join(changed)}.",
    ]


def _describe_between(since: ChangesSince) -> list[str]:
    """Describe the days that are in neither product, and their records; empty without such days."""
    back = ["This product covers days before those of the last product."]
    sentences = back if since.goes_back else []
    if since.between is None:
        return sentences
    sentence = f"Between the two products, in neither: {_name_days(since.between)}"
    if since.missed:
        are = "is" if since.missed == 1 else "are"
        sentence += f", of which {format_number(since.missed, 'counted attack')} {are} recorded"
        sentence += " in this product's filters" if not since.same_filters else ""
    elif since.covered == "none":
        sentence += ", not covered by the record"
    else:
        sentence += ", with no counted attack in the record"
    return [*sentences, f"{sentence}."]


def _name_days(days: Window) -> str:
    """Name days, and their number."""
    return f"{days} ({format_number(days.days, 'day')})"


def _describe_added(since: ChangesSince) -> str:
    """Describe how many attacks were added, and when they happened."""
    sentence = f"Attacks added: {since.added:,} of {since.counted:,} counted"
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
    return f"{'; '.join([sentence, *parts])}."


def _describe_changed(since: ChangesSince) -> list[str]:
    """Describe which of the last product's attacks were withdrawn, held out or corrected."""
    sentences = [
        f"Withdrawn from the record: {_list_ids(since.withdrawn)}.",
        f"Excluded from counts since: {_list_ids(since.held_out)}.",
    ]
    if since.earlier.counted and not since.earlier.digests:
        return [
            *sentences,
            "Its manifest does not show what was corrected.",
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
    """Name sites with their numbers; records without a site come last."""
    bases = [(name, number) for name, number in sites if name]
    named = [f"{name} {number:,}" for name, number in bases[:most]]
    if len(bases) > most:
        rest = sum(number for _, number in bases[most:])
        named.append(f"{format_number(len(bases) - most, 'more base')} {rest:,}")
    named += [f"{NOT_NAMED} {number:,}" for name, number in sites if not name]
    return ", ".join(named)
