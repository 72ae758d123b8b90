"""What is wrong in the form for a report, in words that stand beside the field."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

import streamlit as st

from geo.model.problems import Reject
from ui.reports.fields import LABELS, draft, show_field, was_submitted

_BLANK: Final[dict[str, str]] = {
    "date": "Give the local day at the place.",
    "base_id": "Choose the site, or another place.",
    "place_as_reported": "Write the place as the source words it.",
    "confirmation": "Choose who confirms it, at best.",
    "source_ids": "Choose the sources, best first.",
    "source_title": "Write its title; in square brackets where you describe it.",
    "source_kind": "Choose what kind of publisher it is.",
}
_NUMBER: Final = ("is not a whole number", "Write digits alone, such as 4, or leave it blank.")
_SHORT: Final[dict[str, tuple[str, str]]] = {
    "munitions": _NUMBER,
    "weapon": (
        "is no list of this column's words",
        "Choose several weapons alone, or the weapons by their names.",
    ),
    "us_killed": _NUMBER,
    "us_wounded": _NUMBER,
    "source_published": (
        "is not a year, a month or a day",
        "Write 2024-01-05, 2024-01 or 2024, or leave it blank.",
    ),
}
"""What a narrow column says for a reason, in the place of the whole fix."""


def word_problems(faults: Iterable[Reject], *, of_source: str) -> dict[str, str]:
    """
    Word the faults of a report for the form, by field.

    Parameters
    ----------
    faults
        As `geo.reports.validation.check_report` gives them.
    of_source
        Which `file` of a fault means the source.

    Returns
    -------
    words
        What is wrong and the fix, one sentence or two a field, in the order of the form.
    """
    words: dict[str, str] = {}
    for fault in faults:
        name = f"source_{fault.column}" if fault.file == of_source else fault.column
        if name == "place_as_reported" and not fault.value and draft().get("base_id") is None:
            name = "base_id"
        blank = not fault.value and fault.reason.startswith("is blank")
        said = _BLANK.get(name) if blank else None
        if _SHORT.get(name, ("", ""))[0] == fault.reason:
            said = _SHORT[name][1]
        words.setdefault(name, said or f"This {fault.reason}. {fault.fix}")
    return {name: words[name] for name in LABELS if name in words}


def list_shown(words: Mapping[str, str]) -> dict[str, str]:
    """Give the faults to show: of fields with something in them, and of all once it was tried."""
    if was_submitted():
        return dict(words)
    return {name: said for name, said in words.items() if draft().get(name)}


def show_problem(name: str, shown: Mapping[str, str]) -> None:
    """
    Say beneath a field what is wrong with it; nothing where nothing is.

    The place is taken either way: what follows would otherwise be made anew, and whoever writes
    there would lose the focus to the button that closes the form.
    """
    place = st.empty()
    if name in shown:
        place.html(f'<p class="bw-fault" role="alert">{escape(shown[name])}</p>')


def list_labels(names: Sequence[str]) -> str:
    """Name fields in a sentence."""
    return ", ".join(LABELS.get(name, name) for name in names)


def show_text(name: str, shown: Mapping[str, str], placeholder: str = "", most: int = 24) -> None:
    """Show a field for a line of text, and what is wrong with it."""
    show_field(name, st.text_input, default="", placeholder=placeholder, max_chars=most)
    show_problem(name, shown)
