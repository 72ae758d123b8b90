"""The fields of the form for a report: what each asks for, and what it says where it is faulty."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final

import streamlit as st

from geo.reports import Report
from geo.scene import Reject

ELSEWHERE: Final = "(another place)"
"""The choice of a site that is none; no base_id holds a bracket."""
NEW_SOURCE: Final = "A new source"
KNOWN_SOURCE: Final = "Sources of the record"
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
    "possible_duplicate_of": "Perhaps the same event as",
    "source_ids": "Sources",
    "source_title": "Title",
    "source_publisher": "Publisher",
    "source_kind": "Kind of publisher",
    "source_published": "Published",
    "source_url": "Address",
    "source_way": "Source",
}
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
    "us_killed": _NUMBER,
    "us_wounded": _NUMBER,
    "source_published": (
        "is not a year, a month or a day",
        "Write 2024-01-05, 2024-01 or 2024, or leave it blank.",
    ),
}
"""What a narrow column says for a reason, in the place of the whole cure."""


def draft() -> dict[str, Any]:
    """Give what stands in the form, by field; it is kept while the dialog is closed."""
    held: dict[str, Any] = st.session_state.setdefault(_DRAFT, {})
    return held


def field_key(name: str) -> str:
    """Give the key of a field's widget."""
    return f"report-{name}"


def take_over() -> None:
    """Take what the fields hold now over into the draft, before anything is made of it."""
    for name in LABELS:
        if field_key(name) in st.session_state:
            draft()[name] = st.session_state[field_key(name)]


def hand_over() -> None:
    """
    Have every field show what stands in the draft; call it in a run of the whole page.

    Such a run takes the dialog away for a moment, and the browser then forgets its fields.
    """
    take_over()
    for name, value in draft().items():
        st.session_state[field_key(name)] = value


def show_field(
    name: str, widget: Callable[..., Any], *args: Any, default: Any = None, **options: Any
) -> Any:
    """
    Show a field with what stands in it, and remember what it gives.

    Parameters
    ----------
    name
        Key of `LABELS`.
    widget, args, options
        The widget of Streamlit, and what it takes after its label.
    default
        What stands in it before anybody has written something.
    """
    key = field_key(name)
    if key not in st.session_state:  # Streamlit forgets a widget that was not shown
        st.session_state[key] = draft().get(name, default)
    value = widget(LABELS[name], *args, key=key, **options)
    draft()[name] = value
    return value


def fill_form(fields: Mapping[str, Any]) -> None:
    """Put other values into the form, or none; call it in a widget's callback."""
    for name in LABELS:
        st.session_state.pop(field_key(name), None)
    st.session_state[_DRAFT] = dict(fields)
    st.session_state[_TRIED] = False


def keep_duplicate(originals: Sequence[str]) -> None:
    """Forget the record that it may be a duplicate of, where that is none that is offered now."""
    name = "possible_duplicate_of"
    if draft().get(name) not in originals:
        draft()[name] = None
        st.session_state.pop(field_key(name), None)


def read_report() -> Report:
    """Give what stands in the form as a report, not checked yet."""
    held = draft()
    site = held.get("base_id")
    elsewhere = site == ELSEWHERE
    approximate = bool(held.get("approximate"))
    attack = {
        "date": _write_day(held.get("date")),
        "date_precision": "approximate" if approximate else "day",
        "base_id": "" if elsewhere else site or "",
        "source_ids": ";".join(held.get("source_ids") or ()),
    }
    if approximate:
        attack |= {name: _write_day(held.get(name)) for name in ("date_earliest", "date_latest")}
    plain = [
        "place_as_reported", "target_kind", "weapon", "munitions", "outcome", "us_killed",
        "us_wounded", "claimed_by", "claim_group", "confirmation", "summary", "note",
        "possible_duplicate_of",
        *(("longitude", "latitude") if elsewhere else ()),
    ]  # fmt: skip
    attack |= {name: held.get(name) or "" for name in plain}
    if held.get("source_way", NEW_SOURCE) == KNOWN_SOURCE:
        return Report(attack)
    columns = ("title", "publisher", "kind", "published", "url")
    return Report(
        attack | {"source_ids": ""},
        {name: held.get(f"source_{name}") or "" for name in columns},
    )


def write_form(report: Report) -> dict[str, Any]:
    """Give the values that the form holds for a report, the way back from `read_report`."""
    cells = dict(report.attack)
    days = {name: _read_day(cells[name]) for name in ("date", "date_earliest", "date_latest")}
    source = {f"source_{name}": text for name, text in (report.source or {}).items()}
    return {
        **cells,
        **days,
        **source,
        "approximate": cells["date_precision"] == "approximate",
        "base_id": cells["base_id"] or ELSEWHERE,
        "claim_group": cells["claim_group"] or None,
        "possible_duplicate_of": cells["possible_duplicate_of"] or None,
        "source_ids": [] if report.source else cells["source_ids"].split(";"),
        "source_way": NEW_SOURCE if report.source else KNOWN_SOURCE,
    }


def _write_day(day: dt.date | None) -> str:
    """Write a day, blank where none is given."""
    return day.isoformat() if day else ""


def _read_day(text: str) -> dt.date | None:
    """Read a day of a checked report."""
    return dt.date.fromisoformat(text) if text else None


def word_faults(faults: Iterable[Reject], *, of_source: str) -> dict[str, str]:
    """
    Word the faults of a report for the form, by field.

    Parameters
    ----------
    faults
        As `geo.report_check.check_report` gives them.
    of_source
        Which `file` of a fault means the source.

    Returns
    -------
    words
        What is wrong and the cure, one sentence or two a field, in the order of the form.
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
        words.setdefault(name, said or f"This {fault.reason}. {fault.cure}")
    return {name: words[name] for name in LABELS if name in words}


def list_shown(words: Mapping[str, str]) -> dict[str, str]:
    """Give the faults to show: of fields with something in them, and of all once it was tried."""
    if st.session_state.get(_TRIED):
        return dict(words)
    return {name: said for name, said in words.items() if draft().get(name)}


def mark_tried() -> None:
    """From now on blank fields are told as well."""
    st.session_state[_TRIED] = True


def was_tried() -> bool:
    """Tell whether somebody has tried to add what stands in the form."""
    return bool(st.session_state.get(_TRIED))


def show_fault(name: str, shown: Mapping[str, str]) -> None:
    """Say beneath a field what is wrong with it; nothing where nothing is."""
    if name in shown:
        st.html(f'<p class="bw-fault" role="alert">{escape(shown[name])}</p>')


def list_labels(names: Sequence[str]) -> str:
    """Name fields in a sentence."""
    return ", ".join(LABELS.get(name, name) for name in names)
