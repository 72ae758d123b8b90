"""A day that is typed: what is none of ISO 8601 is told as that, in any script."""

import pytest

from geo.model.dates import parse_day
from geo.model.errors import DateError


@pytest.mark.parametrize(
    "text", ["٢٠٢٣-١٠-١٧", "２０２３-10-17", "2023-1-7", "", "2023-10-17T10:00"]
)
def test_a_day_in_other_digits_or_another_form_is_no_day(text):
    with pytest.raises(DateError, match="is not a day: write it as 2023-10-17"):
        parse_day(text)


def test_a_day_that_the_calendar_does_not_have_is_told_as_that():
    with pytest.raises(DateError, match="does not exist in the calendar"):
        parse_day("2023-02-30")
