"""Fields of the report form; their values stay while the form is closed."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from geo.model.weapons import split_weapons
from geo.reports.user_reports import Report

ELSEWHERE: Final = "(another place)"
"""The choice of a place that is not a site; no base_id holds a bracket."""
NEW_SOURCE: Final = "New source"
KNOWN_SOURCE: Final = "Sources in the record"
_DRAFT: Final = "report-draft"
_TRIED: Final = "report-tried"

LABELS: Final[dict[str, str]] = {
    "date": "Date",
    "approximate": "Approximate",
    "date_earliest": "Earliest day",
    "date_latest": "Latest day",
    "base_id": "Site",
    "place_as_reported": "Place as reported",
    "longitude": "Longitude",
    "latitude": "Latitude",
    "target_kind": "Target",
    "weapon": "Weapon",
    "munitions": "Munitions",
    "outcome": "Outcome",
    "us_killed": "US killed",
    "us_wounded": "US wounded",
    "claimed_by": "Claimed by, as reported",
    "claim_group": "Claimed by, group",
    "confirmation": "Confirmed by",
    "summary": "Summary",
    "note": "Note",
    "possible_duplicate_of": "Possibly the same event as (then excluded from counts)",
    "source_ids": "Sources",
    "source_title": "Title",
    "source_publisher": "Publisher",
    "source_kind": "Kind of publisher",
    "source_published": "Published",
    "source_url": "Address",
    "source_way": "Source",
}


def draft() -> dict[str, Any]:
    """Return the values of the form, by field; they are kept while the dialog is closed."""
    values: dict[str, Any] = st.session_state.setdefault(_DRAFT, {})
    return values


def field_key(name: str) -> str:
    """Return the key of a field's widget."""
    return f"report-{name}"


def save_fields() -> None:
    """Copy the values of the fields into the draft, before it is used."""
    for name in LABELS:
        if field_key(name) in st.session_state:
            draft()[name] = st.session_state[field_key(name)]


def restore_fields() -> None:
    """
    Set every field to its value in the draft; call it in a run of the whole page.

    Such a run removes the dialog for a moment, and the browser then forgets its fields.
    """
    save_fields()
    for name, value in draft().items():
        st.session_state[field_key(name)] = value


def show_field(
    name: str, widget: Callable[..., Any], *args: Any, default: Any = None, **options: Any
) -> Any:
    """
    Show a field with its value, and keep what is entered.

    Parameters
    ----------
    name
        Key of `LABELS`.
    widget, *args
        The widget of Streamlit, and what it takes after its label.
    default
        Its value until something is entered.
    **options
        Keyword arguments of the widget.
    """
    key = field_key(name)
    if key not in st.session_state:  # Streamlit forgets a widget that was not shown
        st.session_state[key] = draft().get(name, default)
    value = widget(LABELS[name], *args, key=key, **options)
    draft()[name] = value
    return value


def show_choice(
    name: str, words: dict[str, str], default: str | None, placeholder: str = "Choose"
) -> None:
    """Show a field of controlled words; one with a default cannot be blank."""
    show_field(
        name, st.selectbox, list(words), default=default, index=None if default is None else 0,
        format_func=words.get, placeholder=placeholder,
    )  # fmt: skip


def fill_form(fields: Mapping[str, Any]) -> None:
    """Set or clear the values of the form; call it in a widget's callback."""
    for name in LABELS:
        st.session_state.pop(field_key(name), None)
    st.session_state[_DRAFT] = dict(fields)
    st.session_state[_TRIED] = False


def mark_submitted() -> None:
    """Note that the form was submitted: from now on it shows the problems of blank fields, too."""
    st.session_state[_TRIED] = True


def was_submitted() -> bool:
    """Return whether the form was submitted as it is."""
    return bool(st.session_state.get(_TRIED))


def keep_duplicate(originals: Sequence[str]) -> None:
    """Clear the possible duplicate if it is not among those offered now."""
    name = "possible_duplicate_of"
    if draft().get(name) not in originals:
        draft()[name] = None
        st.session_state.pop(field_key(name), None)


def read_report() -> Report:
    """Return the values of the form as a report, not checked yet."""
    values = draft()
    site = values.get("base_id")
    elsewhere = site == ELSEWHERE
    approximate = bool(values.get("approximate"))
    attack = {
        "date": _write_day(values.get("date")),
        "date_precision": "approximate" if approximate else "day",
        "base_id": "" if elsewhere else site or "",
        "source_ids": ";".join(values.get("source_ids") or ()),
        "weapon": ";".join(values.get("weapon") or ("unknown",)),
    }
    if approximate:
        attack |= {name: _write_day(values.get(name)) for name in ("date_earliest", "date_latest")}
    plain = [
        "place_as_reported", "target_kind", "munitions", "outcome", "us_killed",
        "us_wounded", "claimed_by", "claim_group", "confirmation", "summary", "note",
        "possible_duplicate_of",
        *(("longitude", "latitude") if elsewhere else ()),
    ]  # fmt: skip
    attack |= {name: values.get(name) or "" for name in plain}
    if values.get("source_way", NEW_SOURCE) == KNOWN_SOURCE:
        return Report(attack)
    columns = ("title", "publisher", "kind", "published", "url")
    return Report(
        attack | {"source_ids": ""},
        {name: values.get(f"source_{name}") or "" for name in columns},
    )


def write_form(report: Report) -> dict[str, Any]:
    """Return the values of the form for a report; `read_report` is the inverse."""
    cells = dict(report.attack)
    days = {name: _read_day(cells[name]) for name in ("date", "date_earliest", "date_latest")}
    source = {f"source_{name}": text for name, text in (report.source or {}).items()}
    return {
        **cells,
        **days,
        **source,
        "approximate": cells["date_precision"] == "approximate",
        "base_id": cells["base_id"] or ELSEWHERE,
        "weapon": _read_weapons(cells["weapon"]),
        "claim_group": cells["claim_group"] or None,
        "possible_duplicate_of": cells["possible_duplicate_of"] or None,
        "source_ids": [] if report.source else cells["source_ids"].split(";"),
        "source_way": NEW_SOURCE if report.source else KNOWN_SOURCE,
    }


def _read_weapons(cell: str) -> list[str]:
    """Read the weapons of a checked report; none chosen means not stated."""
    words = list(split_weapons(cell))
    return [] if words == ["unknown"] else words


def _write_day(day: dt.date | None) -> str:
    """Return a day as text; blank for None."""
    return day.isoformat() if day else ""


def _read_day(text: str) -> dt.date | None:
    """Read a day of a checked report; None if it is blank."""
    return dt.date.fromisoformat(text) if text else None
