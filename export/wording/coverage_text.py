"""What a product says of coverage: which days are covered, and which of its period are not."""

from geo.model.dates import Window, format_dtg_day
from geo.model.scene import Scene

NOT_COVERED = "not covered"
"""What stands in place of a number of days that are not covered."""


def state_coverage(scene: Scene) -> str:
    """
    State which days the record covers, and up to which day publications were read.

    Parameters
    ----------
    scene
        What is shown.

    Returns
    -------
    sentences
        Of the record's own rows; where a user added rows, a second sentence is about these.
    """
    coverage, added = scene.coverage, scene.counts.added
    if coverage is None:
        said = "Coverage not stated."
    else:
        cut_off = format_dtg_day(coverage.information_cut_off)
        said = f"Record covers {coverage.days}, information cut-off {cut_off}."
    if not added:
        return said
    noun = "record" if added == 1 else "records"
    return f"{said} {added:,} {noun} added by user: coverage not stated."


def describe_uncovered(scene: Scene) -> str:
    """
    Describe what of a Scene's period is not covered.

    Returns
    -------
    sentence
        Which days of the period are covered, or that none is; blank where all are, or where the
        record states no coverage.
    """
    covered = scene.covered
    if covered.share in {"whole", "not stated"}:
        return ""
    if covered.days is None:
        return f"{scene.period} is not covered."
    return (
        f"Only {covered.days} is covered, {covered.days.days:,} of {scene.period.days:,} days: "
        "no count holds for the other days."
    )


def head_coverage(scene: Scene) -> str:
    """Give in one line, without a full stop, what the head of a product says of coverage."""
    uncovered = {"none": "NOT COVERED", "part": f"only {scene.covered.days} covered"}
    said = [uncovered.get(scene.covered.share, ""), state_coverage(scene).removesuffix(".")]
    return " · ".join(filter(None, said))


def list_limits(scene: Scene) -> list[str]:
    """List what of the period is not covered, and each known gap in it, a sentence each."""
    gaps = [f"{Window(gap.first, gap.last)}: {gap.text}" for gap in scene.covered.gaps]
    return [*filter(None, [describe_uncovered(scene)]), *gaps]


def list_coverage(scene: Scene) -> list[str]:
    """List all that a file says of coverage: what the record covers, and then `list_limits`."""
    return [state_coverage(scene), *list_limits(scene)]


def describe_no_change(scene: Scene, days: Window, before: Window | None) -> str:
    """
    Describe why a window is not compared with the days before it.

    Parameters
    ----------
    scene
        What is shown, not in cumulative mode.
    days
        The days that hold: those covered, or where no coverage is stated the record's own.
    before
        The days that it would be compared with; None before the calendar begins.

    Returns
    -------
    sentence
        Which of the two periods reaches beyond those days.
    """
    what = "covered" if scene.coverage else "within the record's days"
    window = scene.view.window
    if window.first < days.first or window.last > days.last:
        return f"The period is not wholly {what} ({days}), and is not compared."
    count = window.days if before is None else before.days
    named = "the day before is" if count == 1 else f"the {count:,} days before are"
    if before is None or before.last < days.first:
        return f"{named.capitalize()} not {what}."
    part = Window(days.first, before.last)
    return f"Of the {count:,} days before only {part} is {what}: not compared."
