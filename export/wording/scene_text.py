"""What a picture says in words: period, counts, filters, sources. Pure text from a Scene."""

import hashlib

import pandas as pd

from export.wording.citations import shorten_publisher
from export.wording.coverage_text import NOT_COVERED
from geo.basemap.decoder import Basemap
from geo.model.cell_types import split_ids
from geo.model.dates import Window, format_dtg_day, format_dtg_instant
from geo.model.scene import Scene
from geo.model.schema import QUALIFIERS
from geo.query.totals import WORST_SOUND, official_total_by
from geo.record import Dataset

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

NOT_COMPLETE = "Compiled from public reports; recorded, not complete."
_NO_RECORD = "No record in this period"


def format_period(period: Window) -> str:
    """Write a period for reading, such as ``17 October – 30 November 2023``."""
    first, last = period.first, period.last
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} {first.year} – {end}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {end}"
    return f"{first.day} – {end}"


def format_number(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun, such as ``1 record`` or ``1,024 records``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def describe_nothing(scene: Scene) -> str:
    """
    Describe why a map or a list of counted records is empty.

    Returns
    -------
    words
        That the period is not covered; how many records there are all the same, none of them on
        the map; or else that there is no record, whether filters have a part in it, and whether
        coverage is stated.
    """
    counts, coverage = scene.counts, scene.coverage
    if scene.is_not_covered and coverage is not None:
        return f"Not covered: the record covers {coverage.days}"
    if counts.selected:
        where = "none on this map" if counts.placed else "none placed"
        return f"{format_number(counts.selected, 'record')}, {where}"
    said = f"{_NO_RECORD} passes the filters" if scene.view.filters.on else _NO_RECORD
    if coverage is None:
        return f"{said}; coverage not stated"
    if scene.covered.share == "part":
        return f"{said}; only {scene.covered.days} is covered"
    return said


def describe_mode(scene: Scene) -> str:
    """Say how the period is meant."""
    days = format_number(scene.period.days, "day")
    if scene.view.mode == "cumulative":
        return f"cumulative from the record's first day, {days}"
    return f"window of {days}"


def list_key_figures(scene: Scene) -> list[tuple[str, str, str]]:
    """
    List the figures that lead: number, what it counts, and of which N.

    Returns
    -------
    figures
        US-confirmed first, then other reported, then the records in the period. One that says so
        where the period is not covered.
    """
    counts = scene.counts
    if scene.is_not_covered:
        return [(NOT_COVERED, "this period", "outside the days that the record covers")]
    days = "days covered" if scene.covered.share == "part" else "period"
    filtered = bool(scene.view.filters.on)
    of_selected = (
        f"of counted in filters and {days}" if filtered else f"of counted records in the {days}"
    )
    of_all = f"of all counted records{' in the filters' if filtered else ''}"
    return [
        (f"{counts.us_confirmed:,} of {counts.selected:,}", "US-confirmed", of_selected),
        (f"{counts.other_reported:,} of {counts.selected:,}", "other reported", of_selected),
        (f"{counts.selected:,} of {counts.in_filters:,}", "records in the period", of_all),
    ]


def describe_casualties(scene: Scene) -> str:
    """Describe how many were killed and how many wounded, each with the records that state it."""
    counts = scene.counts
    if not counts.killed_stated and not counts.wounded_stated:
        return "No record in the period states US casualties."
    of_all = f"of {format_number(counts.selected, 'record')}"
    killed = _describe_sum("US killed", counts.us_killed, counts.killed_stated)
    wounded = _describe_sum("US wounded", counts.us_wounded, counts.wounded_stated)
    return f"{killed} {of_all}; {wounded} {of_all}."


def _describe_sum(what: str, total: int, stated: int) -> str:
    """Describe a sum and how many records state it: where none does, there is no sum of zero."""
    if not stated:
        return f"{what} stated in none"
    return f"{what} {total:,}, stated in {stated:,}"


def describe_rejects(scene: Scene, most: int = 3) -> list[str]:
    """Say how many rows are not shown, and which; nothing where none was rejected."""
    counts = scene.counts
    if not scene.rejects and not counts.rejected:
        return []
    sentences = []
    if counts.rejected:
        are = "is" if counts.rejected == 1 else "are"
        sentences.append(
            f"{counts.rejected:,} of {format_number(counts.read, 'record')} {are} not shown: "
            "rejected by the check of the data."
        )
    rows = list(dict.fromkeys((reject.file, reject.row) for reject in scene.rejects))
    listed = [reject for reject in scene.rejects if (reject.file, reject.row) in rows[:most]]
    sentences += [
        f"{reject.file} row {reject.row}, {reject.column}: {reject.reason}."
        for reject in listed[:most]
    ]
    if len(rows) > most:
        more = format_number(len(rows) - most, "more row")
        sentences.append(f"{more}: `python -m geo check` lists them.")
    return sentences


def count_not_placed(scene: Scene) -> list[tuple[str, int]]:
    """Count the records that have no place, by site or else by the place as reported."""
    frame = scene.not_placed
    if "counted" in frame:
        frame = frame[frame["counted"].astype(bool)]
    if frame.empty:
        return []
    names = scene.bases["name"]
    site = frame["base_id"].map(names)
    reported = frame["place_as_reported"].where(
        frame["place_as_reported"] != "", "place not stated"
    )
    places = site.where(site.notna(), reported)
    tally = places.value_counts()
    return sorted(
        ((str(k), int(n)) for k, n in tally.items()), key=lambda item: (-item[1], item[0])
    )


def describe_sources(scene: Scene) -> str:
    """Say how many publications, of how many publishers, the records in the period rest on."""
    cells = pd.concat([scene.drawn["source_ids"], scene.not_placed["source_ids"]])
    cited = {source_id for cell in cells for source_id in split_ids(str(cell))}
    known = scene.sources[scene.sources.index.isin(cited)]
    if known.empty:
        said = "Sources: none, no record is shown."
    else:
        publishers = known.loc[known["publisher"] != "", "publisher"].nunique()
        said = (
            f"Sources: {format_number(len(known), 'publication')} by "
            f"{format_number(publishers, 'publisher')}; the full list is in the record."
        )
    return " ".join(filter(None, [said, describe_added(scene)]))


def describe_added(scene: Scene) -> str:
    """Say how many records a user added, and how many of them are shown; blank for none."""
    counts = scene.counts
    if not counts.added:
        return ""
    said = f"{format_number(counts.added, 'record')} added by user"
    if counts.added_shown == counts.added:
        return f"{said}."
    return f"{said}, {f'{counts.added_shown:,}' if counts.added_shown else 'none'} shown here."


def describe_credits(basemap: Basemap | None) -> str:
    """Name the makers of the basemap and their licences."""
    if basemap is None:
        return "No basemap."
    return f"Basemap: {'; '.join(basemap.credits)}. Borders as their source draws them."


def hash_inputs(scene: Scene) -> str:
    """Give eight hexadecimal digits that stand for all input files, names and contents."""
    listed = "\n".join(f"{name} {digest}" for name, digest in scene.provenance.inputs)
    return hashlib.sha256(listed.encode("utf-8")).hexdigest()[:8]


def describe_making(scene: Scene) -> str:
    """Say when, by which version and from which inputs the product was made."""
    made = format_dtg_instant(scene.provenance.as_of)
    version = scene.provenance.version
    return f"made {made} · Basewatch {version} · inputs {hash_inputs(scene)}"


def describe_official(dataset: Dataset, scene: Scene) -> str | None:
    """
    Describe what officials counted by the end of the period, to set beside the record's count.

    Parameters
    ----------
    dataset
        The record, with the totals that officials stated.
    scene
        What is shown.

    Returns
    -------
    sentence
        A regional total of the US Department of Defense, see `geo.query.totals.official_total_by`,
        with its source and grade; None where it stated none by then, where filters make the two
        counts speak of different things, or where the period is not covered.
    """
    total = official_total_by(dataset, scene.period.last)
    if total is None or scene.view.filters.on or scene.is_not_covered:
        return None
    how = {"exact": ""}.get(total["qualifier"], f"{QUALIFIERS[total['qualifier']]} ")
    day = format_dtg_day(total["as_of"].date())
    source = dataset.sources.loc[split_ids(total["source_ids"])[0]]
    weak = ", a weak source" if total["reliability"] > WORST_SOUND else ""
    return (
        f"{total['authority']}'s running total by {day}: {how}{int(total['total']):,} attacks, by "
        f"its own definition ({shorten_publisher(str(source['publisher']))}, grade "
        f"{total['reliability']}{weak})."
    )
