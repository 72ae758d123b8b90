"""Kinds of damage that a spreadsheet does to a cell."""

from dataclasses import dataclass
from typing import Final

DAY_ORDER: Final = "are not written year-month-day"
DAY_LETTERS: Final = "have their month in letters"
DAY_HOUR: Final = "have an hour"
DAY_SERIAL: Final = "are a spreadsheet's numbers for days"
DAY_CUT: Final = "have lost their day or their year"
ID_NUMBER: Final = "are ids that became numbers"
ID_SCIENTIFIC: Final = "are ids that became numbers in scientific notation and lost digits"
ID_DAY: Final = "are ids that became days"
ID_SIGN: Final = "are lists of ids without semicolons between them"
DECIMAL_COMMA: Final = "have a decimal comma"
DECIMAL_LOST: Final = "have lost their decimal point"
DECIMAL_ADDED: Final = "are whole numbers that got decimals"
THOUSANDS: Final = "have thousands separators"
SCIENTIFIC: Final = "are in scientific notation"
NUMBER_DAY: Final = "are numbers that became days"
ERROR_VALUE: Final = "are error values of a spreadsheet"
TOO_NARROW: Final = "were saved as a row of # because their column was too narrow"
BLANK_WORD: Final = "are a program's word for a blank"
TRUTH_VALUE: Final = "became truth values"
ALIKE: Final = "hold look-alike characters"
SPACES: Final = "hold only spaces"
WORD_FORM: Final = "are controlled words written in another way"
MOJIBAKE: Final = "were read in the wrong encoding"

TAKE_BACK: Final = "Restore the cell from git or another undamaged copy"


@dataclass(frozen=True)
class Damage:
    """
    The damage to a cell.

    Attributes
    ----------
    kind
        One of the kinds of this module; a remark on many such cells uses it.
    reason, fix
        What is wrong with this cell, and what to write instead, as in a `Reject`.
    readings
        For a day, pairs of order and day in ISO 8601; else empty.
    """

    kind: str
    reason: str
    fix: str
    readings: tuple[tuple[str, str], ...] = ()
