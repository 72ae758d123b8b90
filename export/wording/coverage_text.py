"""Sentences on coverage: which days are covered, and which days of the period are not."""

from geo.model.dates import Window, format_dtg_day
from geo.model.scene import Scene

NOT_COVERED = "not covered"
"""Text in place of a number for days that are not covered."""


def state_coverage(scene: Scene) -> str:
    """
    State which days the record covers, and its information cut-off.

    Parameters
    ----------
    scene
        What is shown.

    Returns
    -------
    sentences
        On the record's own rows; where a user added rows, a second sentence is about these.
    """
    coverage, added = scene.coverage, scene.counts.added
    if coverage is None:
        text = "Coverage not stated."
    else:
        cut_off = format_dtg_day(coverage.information_cut_off)
        text = f"Record covers {coverage.days}, information cut-off {cut_off}."
    if not added:
        return text
    noun = "record" if added == 1 else "records"
    return f"{text} {added:,} {noun} added by user: coverage not stated."


def describe_uncovered(scene: Scene) -> str:
    """
    Describe which part of a Scene's period is not covered.

    Returns
    -------
    sentence
        The covered days of the period, or that it is not covered; blank where all of it is
        covered, or where the record states no coverage.
    """
    covered = scene.covered
    if covered.share in {"whole", "not stated"}:
        return ""
    if covered.days is None:
        return f"{scene.period} is not covered."
    return (
        f"Only {covered.days} is covered, {covered.days.days:,} of {scene.period.days:,} days: "
        "counts are not valid for the other days."
    )


def format_coverage_line(scene: Scene) -> str:
    """Return the line on coverage at the head of a product, without a full stop."""
    uncovered = {"none": "NOT COVERED", "part": f"only {scene.covered.days} covered"}
    text = [uncovered.get(scene.covered.share, ""), state_coverage(scene).removesuffix(".")]
    return " · ".join(filter(None, text))


def list_limits(scene: Scene) -> list[str]:
    """List the part of the period that is not covered, and each known gap, a sentence each."""
    gaps = [f"{Window(gap.first, gap.last)}: {gap.text}" for gap in scene.covered.gaps]
    return [*filter(None, [describe_uncovered(scene)]), *gaps]


def list_main_limits(scene: Scene) -> list[str]:
    """List the same, of several known gaps the first in full, for a page with little room."""
    limits, more = list_limits(scene), len(scene.covered.gaps) - 1
    if more < 1:
        return limits
    named = "1 more known gap is" if more == 1 else f"{more:,} more known gaps are"
    return [*limits[:-more], f"{named} in the record's own statement."]


def list_coverage(scene: Scene) -> list[str]:
    """List the record's coverage, then `list_limits`."""
    return [state_coverage(scene), *list_limits(scene)]


def describe_no_change(scene: Scene, days: Window, before: Window | None) -> str:
    """
    Describe why a window cannot be compared with the days before it.

    Parameters
    ----------
    scene
        What is shown, not in cumulative mode.
    days
        The covered days, or the record's own days where no coverage is stated.
    before
        The days to compare with; None before the calendar begins.

    Returns
    -------
    sentence
        Names the period that extends beyond those days.
    """
    what = "covered" if scene.coverage else "within the record's days"
    window = scene.view.window
    if window.first < days.first or window.last > days.last:
        return f"The period is not fully {what} ({days}): no comparison."
    count = window.days if before is None else before.days
    named = "the day before is" if count == 1 else f"the {count:,} days before are"
    if before is None or before.last < days.first:
        return f"{named.capitalize()} not {what}."
    part = Window(days.first, before.last)
    return f"Of the {count:,} days before, only {part} is {what}: no comparison."
