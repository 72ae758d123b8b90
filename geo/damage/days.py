"""Days that a spreadsheet has reformatted, explained with every possible reading."""

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
        Whether a month or a year is valid too, as in `published`.

    Returns
    -------
    damage
        With both readings if day and month cannot be told apart; neither is preferred. None if
        the cell cannot be read as a day.
    """
    written = read_written_day(text)
    if written is None:
        return None
    days = list(dict.fromkeys(day for _, day in written.readings))
    if written.form == DAY_CUT:
        fix = (
            "Write the whole day, such as 2023-10-17. If no source gives it, write an approximate "
            "one, and approximate in date_precision."
        )
        if cut_fits:
            months = [day for order, day in written.readings if order == "a month"]
            fix = f"Write {months[0]}, if the source says so." if months else fix
    elif len(days) == 1:
        fix = f"Write {days[0]}."
    else:
        fix = f"Look up the day in the source, and write {' or '.join(days)}."
    reason = f"{_FORMS[written.form]}: {_describe_readings(written, days)}"
    return Damage(written.form, reason, fix, written.readings)


def _describe_readings(written: WrittenDay, days: list[str]) -> str:
    """Describe the possible readings of a day."""
    orders = [order for order, _ in written.readings]
    if len(days) > 1:
        listed = " or ".join(
            f"{day} ({order})" if order else day for order, day in written.readings
        )
        return f"it can be {listed}"
    if orders[:2] == [DAY_FIRST, MONTH_FIRST]:
        return f"it is {days[0]}, day first or month first"
    return f"it can only be {days[0]}" + (f" ({orders[0]})" if orders[0] else "")
