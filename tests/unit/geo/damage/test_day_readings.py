import pytest

from geo.damage.day_readings import read_written_day
from geo.damage.days import explain_day
from geo.damage.kinds import DAY_CUT, DAY_HOUR, DAY_LETTERS, DAY_ORDER, DAY_SERIAL

DAY = "2023-10-18"


@pytest.mark.parametrize(
    ("text", "form", "days"),
    [
        ("18/10/2023", DAY_ORDER, [DAY]),
        ("10/18/2023", DAY_ORDER, [DAY]),
        ("18.10.2023", DAY_ORDER, [DAY]),
        ("18. 10. 2023", DAY_ORDER, [DAY]),
        ("18-10-2023", DAY_ORDER, [DAY]),
        ("18 10 2023", DAY_ORDER, [DAY]),
        ("2023/10/18", DAY_ORDER, [DAY]),
        ("2023.10.18.", DAY_ORDER, [DAY]),
        ("20231018", DAY_ORDER, [DAY]),
        ("2023-3-8", DAY_ORDER, ["2023-03-08"]),
        ("١٨/١٠/٢٠٢٣", DAY_ORDER, [DAY]),
        ("\u200f18/10/2023", DAY_ORDER, [DAY]),
        ("03/11/2023", DAY_ORDER, ["2023-11-03", "2023-03-11"]),
        ("3/11/23", DAY_ORDER, ["2023-11-03", "2023-03-11"]),
        ("03/11/23", DAY_ORDER, ["2023-11-03", "2023-03-11", "2003-11-23"]),
        ("18.10.23", DAY_ORDER, [DAY, "2018-10-23"]),
        ("05/05/2023", DAY_ORDER, ["2023-05-05"]),
        ("18/10/99", DAY_ORDER, ["1999-10-18"]),
        ("18-Oct-23", DAY_LETTERS, [DAY]),
        ("18 OCT 23", DAY_LETTERS, [DAY]),
        ("Oct 18, 2023", DAY_LETTERS, [DAY]),
        ("Wednesday, October 18, 2023", DAY_LETTERS, [DAY]),
        ("2023-Oct-18", DAY_LETTERS, [DAY]),
        ("18. Okt. 2023", DAY_LETTERS, [DAY]),
        ("18 août 2023", DAY_LETTERS, ["2023-08-18"]),
        ("18 أكتوبر 2023", DAY_LETTERS, [DAY]),
        ("18 تشرين الأول 2023", DAY_LETTERS, [DAY]),
        ("2023-10-18 00:00:00", DAY_HOUR, [DAY]),
        ("2023-10-18T00:00:00Z", DAY_HOUR, [DAY]),
        ("2023-10-18T00:00:00+03:00", DAY_HOUR, [DAY]),
        ("10/18/2023 12:00:00 AM", DAY_HOUR, [DAY]),
        ("03/11/2023 0:00", DAY_HOUR, ["2023-11-03", "2023-03-11"]),
        ("45217", DAY_SERIAL, [DAY, "2027-10-19"]),
        ("45217.5", DAY_SERIAL, [DAY, "2027-10-19"]),
        ("73050", DAY_SERIAL, ["2099-12-31"]),
        ("Oct-23", DAY_CUT, ["2023-10", "10-23"]),
        ("18-Oct", DAY_CUT, ["2018-10", "10-18"]),
        ("October 2023", DAY_CUT, ["2023-10"]),
        ("10/2023", DAY_CUT, ["2023-10"]),
        ("2023-10", DAY_CUT, ["2023-10"]),
        ("2023", DAY_CUT, ["2023"]),
    ],
)
def test_every_reading_that_the_calendar_has_is_given(text, form, days):
    written = read_written_day(text)
    assert written is not None
    assert written.form == form
    assert list(dict.fromkeys(day for _, day in written.readings)) == days


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "31/02/2023", "00/00/2023", "32/13/2023", "1/1/1", "18/10/3023", "99999", "1-2",
        "18th October 2023", "²/1/2023", "18-Foo-23", "12:30", "Oct-" + "9" * 9999,
        "18/10/2023 " * 999, "18 Oct 2023 and 19 Oct 2023",
    ],
)  # fmt: skip
def test_what_is_no_day_has_no_reading(text):
    assert read_written_day(text) is None


@pytest.mark.parametrize(
    ("text", "reason", "fix"),
    [
        (
            "18/10/2023",
            "is not written year-month-day: it can only be 2023-10-18 (day first)",
            "Write 2023-10-18.",
        ),
        (
            "10/18/2023",
            "is not written year-month-day: it can only be 2023-10-18 (month first)",
            "Write 2023-10-18.",
        ),
        (
            "03/11/2023",
            "is not written year-month-day: it can be 2023-11-03 (day first) or 2023-03-11 (month "
            "first)",
            "Look up the day in the source, and write 2023-11-03 or 2023-03-11.",
        ),
        (
            "05/05/2023",
            "is not written year-month-day: it is 2023-05-05, day first or month first",
            "Write 2023-05-05.",
        ),
        (
            "45217",
            "is a spreadsheet's number for a day: it can be 2023-10-18 (counted from 1900, as is "
            "usual) or 2027-10-19 (counted from 1904, as in old workbooks of Macs)",
            "Look up the day in the source, and write 2023-10-18 or 2027-10-19.",
        ),
        (
            "18-Oct-23",
            "has its month in letters, as spreadsheets write it: it can only be 2023-10-18",
            "Write 2023-10-18.",
        ),
        (
            "2023-10-18 00:00:00",
            "has an hour, which a spreadsheet adds: it can only be 2023-10-18 (year first)",
            "Write 2023-10-18.",
        ),
        (
            "Oct-23",
            "is not a valid date: it can be 2023-10 (a month) or 10-23 (a day whose year is lost)",
            "Write the whole day, such as 2023-10-17. If no source gives it, write an approximate "
            "one, and approximate in date_precision.",
        ),
    ],
)
def test_a_day_is_explained_with_its_readings_and_the_form_to_write(text, reason, fix):
    damage = explain_day(text)
    assert damage is not None
    assert (damage.reason, damage.fix) == (reason, fix)


def test_a_month_will_do_where_the_column_takes_one():
    damage = explain_day("Oct-23", cut_fits=True)
    assert damage is not None
    assert damage.fix == "Write 2023-10, if the source says so."
