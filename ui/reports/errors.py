"""Problems of the report form, in words that fit beside their field."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import streamlit as st

from geo.model.problems import Reject
from ui.reports.fields import LABELS, draft, show_field, was_submitted
from ui.widgets.remarks import mark_code

_BLANK: Final[dict[str, str]] = {
    "date": "Enter the date (local).",
    "base_id": "Choose a site, or “Another place”.",
    "place_as_reported": "Enter the place as the source words it.",
    "confirmation": "Choose the best confirmation.",
    "source_ids": "Choose the sources, best first.",
    "longitude": "Enter both latitude and longitude, or neither.",
    "latitude": "Enter both latitude and longitude, or neither.",
    "source_title": "Enter a title. No title? Describe it in [brackets].",
    "source_kind": "Choose the kind of publisher.",
}
_NUMBER: Final = ("a whole number", "Enter digits only, such as 4, or leave it blank.")
_SHORT: Final[dict[str, tuple[str, str]]] = {
    "munitions": _NUMBER,
    "weapon": (
        "list of this column's words",
        "Choose “several”, or the weapons by name, not both.",
    ),
    "us_killed": _NUMBER,
    "us_wounded": _NUMBER,
    "source_published": (
        "a year, a month or a day",
        "Enter 2024-01-05, 2024-01 or 2024, or leave it blank.",
    ),
}
"""How a problem's reason ends, and what a narrow column says instead of the whole fix."""


def word_problems(problems: Iterable[Reject], *, of_source: str) -> dict[str, str]:
    """
    Return the problems of a report in words for the form, by field.

    Parameters
    ----------
    problems
        As `geo.reports.validation.check_report` returns them.
    of_source
        The `file` of those problems that are about the source.

    Returns
    -------
    words
        What is wrong and how to fix it, one or two sentences per field, in the order of the form.
    """
    words: dict[str, str] = {}
    for problem in problems:
        name = f"source_{problem.column}" if problem.file == of_source else problem.column
        if name == "place_as_reported" and not problem.value and draft().get("base_id") is None:
            name = "base_id"
        message = "" if problem.value else _BLANK.get(name, "")
        if name in _SHORT and problem.reason.endswith(_SHORT[name][0]):
            message = _SHORT[name][1]
        words.setdefault(name, message or f"This {problem.reason}. {problem.fix}")
    return {name: words[name] for name in LABELS if name in words}


def list_shown(words: Mapping[str, str]) -> dict[str, str]:
    """Return the problems to show: of filled fields, and of all once the form was submitted."""
    if was_submitted():
        return dict(words)
    return {name: text for name, text in words.items() if draft().get(name)}


def show_problem(name: str, shown: Mapping[str, str]) -> None:
    """
    Show the problem of a field beneath it, if there is one.

    The place is taken either way. Otherwise the fields after it would be rebuilt, and the one with
    the focus would lose it.
    """
    place = st.empty()
    if name in shown:
        place.html(f'<p class="bw-error" role="alert">{mark_code(shown[name])}</p>')


def list_labels(names: Sequence[str]) -> str:
    """Return the labels of fields, for a sentence."""
    return ", ".join(LABELS.get(name, name) for name in names)


def show_text(name: str, shown: Mapping[str, str], placeholder: str = "", most: int = 24) -> None:
    """Show a field for a line of text, and its problem."""
    show_field(name, st.text_input, default="", placeholder=placeholder, max_chars=most)
    show_problem(name, shown)
