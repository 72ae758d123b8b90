"""A Scene in words: period, counts, sources and metadata, for every product."""

import hashlib
from typing import Any

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
from geo.statistics.official_totals import compare_wounded

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

NOT_COMPLETE = "Compiled from public reports; not every attack was reported."
_NO_RECORD = "No record in this period"


def format_period(period: Window) -> str:
    """
    Return a period as text.

    Parameters
    ----------
    period
        First and last day, both inclusive.

    Returns
    -------
    text
        The days, without year or month where they repeat.

    Examples
    --------
    >>> import datetime as dt
    >>> format_period(Window(dt.date(2023, 10, 17), dt.date(2023, 11, 30)))
    '17 October – 30 November 2023'
    """
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
    """
    Return a number with its noun.

    Parameters
    ----------
    number
        The number.
    one, many
        The noun in singular and in plural; None for the singular with an s.

    Returns
    -------
    text
        Number and noun.

    Examples
    --------
    >>> format_number(1024, "record")
    '1,024 records'
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def describe_no_records(scene: Scene) -> str:
    """
    Describe why a map or a list of counted records is empty.

    Returns
    -------
    words
        That the period is not covered; or how many records there are although none is on the map;
        or else that there is no record, whether filters are active, and whether coverage is
        stated.
    """
    counts, coverage = scene.counts, scene.coverage
    if scene.is_not_covered and coverage is not None:
        return f"Not covered: the record covers {coverage.days}"
    if counts.selected:
        where = "none on this map" if counts.placed else "none placed"
        return f"{format_number(counts.selected, 'record')}, {where}"
    sentence = f"{_NO_RECORD} passes the filters" if scene.view.filters.on else _NO_RECORD
    if coverage is None:
        return f"{sentence}; coverage not stated"
    if scene.covered.share == "part":
        return f"{sentence}; only {scene.covered.days} is covered"
    return sentence


def describe_mode(scene: Scene) -> str:
    """Describe the mode and the length of the period."""
    days = format_number(scene.period.days, "day")
    if scene.view.mode == "cumulative":
        return f"cumulative from the record's first day, {days}"
    return f"window of {days}"


def list_key_figures(scene: Scene) -> list[tuple[str, str, str]]:
    """
    List the key figures: number, what it counts, and of which N.

    Returns
    -------
    figures
        US-confirmed, then other reported, then the records in the period. A single one where the
        period is not covered.
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
    """Describe how many were killed and wounded, each with the number of records that state it."""
    counts = scene.counts
    if not counts.killed_stated and not counts.wounded_stated:
        return "No record in the period states US casualties."
    of_all = f"of {format_number(counts.selected, 'record')}"
    killed = _describe_sum("US killed", counts.us_killed, counts.killed_stated)
    wounded = _describe_sum("US wounded", counts.us_wounded, counts.wounded_stated)
    return f"{killed} {of_all}; {wounded} {of_all}."


def _describe_sum(what: str, total: int, stated: int) -> str:
    """Describe a sum and how many records state it; without any, no sum of zero is given."""
    if not stated:
        return f"{what} stated in none"
    return f"{what} {total:,}, stated in {stated:,}"


def describe_rejects(scene: Scene, most: int = 3) -> list[str]:
    """
    Describe how many rows are not shown, and the first of them; empty without rejected rows.

    Parameters
    ----------
    scene
        What is shown.
    most
        Greatest number of rows to list.

    Returns
    -------
    sentences
        A sentence each.
    """
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
        sentences.append(f"{more}: list them with `python -m geo check`.")
    return sentences


def count_not_placed(scene: Scene) -> list[tuple[str, int]]:
    """Count the counted records without a place, by site or else by the place as reported."""
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
    """Describe how many publications and publishers the records in the period cite."""
    cells = pd.concat([scene.drawn["source_ids"], scene.not_placed["source_ids"]])
    cited = {source_id for cell in cells for source_id in split_ids(str(cell))}
    known = scene.sources[scene.sources.index.isin(cited)]
    if known.empty:
        sentence = "Sources: none, no record is shown."
    else:
        publishers = known.loc[known["publisher"] != "", "publisher"].nunique()
        sentence = (
            f"Sources: {format_number(len(known), 'publication')} by "
            f"{format_number(publishers, 'publisher')}; the full list is in the record."
        )
    return " ".join(filter(None, [sentence, describe_added(scene)]))


def describe_added(scene: Scene) -> str:
    """Describe how many records a user added, and how many of them are shown; blank without any."""
    counts = scene.counts
    if not counts.added:
        return ""
    sentence = f"{format_number(counts.added, 'record')} added by user"
    if counts.added_shown == counts.added:
        return f"{sentence}."
    return f"{sentence}, {f'{counts.added_shown:,}' if counts.added_shown else 'none'} shown here."


def describe_credits(basemap: Basemap | None) -> str:
    """Describe the sources of the basemap and their licences."""
    if basemap is None:
        return "No basemap."
    return f"Basemap: {'; '.join(basemap.credits)}. Borders as their source draws them."


def hash_inputs(scene: Scene) -> str:
    """Return eight hexadecimal digits of a hash over the names and contents of all input files."""
    listed = "\n".join(f"{name} {digest}" for name, digest in scene.provenance.inputs)
    return hashlib.sha256(listed.encode("utf-8")).hexdigest()[:8]


def describe_making(scene: Scene) -> str:
    """Describe when, by which version and from which inputs the product was made."""
    made = format_dtg_instant(scene.provenance.as_of)
    version = scene.provenance.version
    return f"made {made} · Basewatch {version} · inputs {hash_inputs(scene)}"


def describe_official(dataset: Dataset, scene: Scene) -> str | None:
    """
    Describe what officials had counted by the end of the period.

    Parameters
    ----------
    dataset
        The record, with the totals that officials stated.
    scene
        What is shown.

    Returns
    -------
    sentence
        A regional total of the US Department of Defense with its source and grade, see
        `geo.query.totals.official_total_by`, and a sentence on the wounded where their total was
        stated; None where it stated no total of attacks by then, where active filters make the
        counts differ in meaning, or where the period is not covered.
    """
    total = official_total_by(dataset, scene.period.last)
    if total is None or scene.view.filters.on or scene.is_not_covered:
        return None
    sentence = (
        f"{total['authority']}'s running total by {format_dtg_day(total['as_of'].date())}: "
        f"{count_total(total)} attacks, by its own definition ({cite_total(dataset, total)})"
    )
    wounded = compare_wounded(dataset, scene.period.last)
    if wounded is None:
        return f"{sentence}."
    return (
        f"{sentence}; {count_total(wounded)} wounded by "
        f"{format_dtg_day(wounded['as_of'].date())} (grade {wounded['reliability']}; at least "
        f"{wounded['recorded']:,} recorded)."
    )


def count_total(total: "pd.Series[Any]") -> str:
    """Return the number of a stated total, with how it was stated."""
    how = {"exact": ""}.get(total["qualifier"], f"{QUALIFIERS[total['qualifier']]} ")
    return f"{how}{int(total['total']):,}"


def cite_total(dataset: Dataset, total: "pd.Series[Any]") -> str:
    """Return the publisher of a stated total and its grade."""
    source = dataset.sources.loc[split_ids(total["source_ids"])[0]]
    weak = ", a weak source" if total["reliability"] > WORST_SOUND else ""
    return f"{shorten_publisher(str(source['publisher']))}, grade {total['reliability']}{weak}"
