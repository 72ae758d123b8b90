"""Days that a spreadsheet has reformatted, explained with every reading that they have."""

from typing import Final

from geo.damage.day_readings import DAY_FIRST, MONTH_FIRST, WrittenDay, read_written_day
from geo.damage.kinds import DAY_CUT, DAY_HOUR, DAY_LETTERS, DAY_ORDER, DAY_SERIAL, Damage

_FORMS: Final = {
    DAY_ORDER: "is not written year-month-day",
    DAY_LETTERS: "has its month in letters, as spreadsheets write it",
    DAY_HOUR: "has an hour, which a spreadsheet adds",
    DAY_SERIAL: "is a spreadsheet's number for a day",
    DAY_CUT: "is not a valid date",
}


def explain_day(text: str, *, cut_fits: bool = False) -> Damage | None:
    """
    Explain a day that is not in ISO 8601.

    Parameters
    ----------
    text
        The cell.
    cut_fits
        Whether a month or a year would do, as in `published`.

    Returns
    -------
    damage
        With both readings where day and month can be told apart by nothing; none of them is
        preferred. None where the cell has no reading as a day.
    """
    written = read_written_day(text)
    if written is None:
        return None
    days = list(dict.fromkeys(day for _, day in written.readings))
    if written.form == DAY_CUT:
        fix = (
            "Write the whole day, such as 2023-10-17; where no source gives it, an approximate "
            "one, and say so in date_precision."
        )
        if cut_fits:
            months = [day for order, day in written.readings if order == "a month"]
            fix = f"Write {months[0]}, if the source says so." if months else fix
    elif len(days) == 1:
        fix = f"Write {days[0]}."
    else:
        fix = f"Look the day up in the source, and write {' or '.join(days)}."
    reason = f"{_FORMS[written.form]}: {_describe_readings(written, days)}"
    return Damage(written.form, reason, fix, written.readings)


def _describe_readings(written: WrittenDay, days: list[str]) -> str:
    """Say in how many ways a day can be read."""
    orders = [order for order, _ in written.readings]
    if len(days) > 1:
        listed = " or ".join(
            f"{day} ({order})" if order else day for order, day in written.readings
        )
        return f"it can be {listed}, and nothing tells which"
    if orders[:2] == [DAY_FIRST, MONTH_FIRST]:
        return f"it is {days[0]}, whichever of day and month comes first"
    return f"it can only be {days[0]}" + (f" ({orders[0]})" if orders[0] else "")
