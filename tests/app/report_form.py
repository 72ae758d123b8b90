"""The form of a report, as a test fills it in."""

import datetime as dt
from typing import Any

from streamlit.testing.v1 import AppTest

SOUND: dict[str, Any] = {
    "date": dt.date(2023, 11, 5),
    "base_id": "harir",
    "confirmation": "us_official",
    "source_title": "A press briefing",
    "source_kind": "official",
}
KINDS = {
    "date": "date_input", "date_earliest": "date_input", "date_latest": "date_input",
    "approximate": "checkbox", "base_id": "selectbox", "target_kind": "selectbox",
    "weapon": "multiselect", "outcome": "selectbox", "confirmation": "selectbox",
    "claim_group": "selectbox", "source_kind": "selectbox", "summary": "text_area",
    "note": "text_area", "source_ids": "multiselect", "possible_duplicate_of": "selectbox",
}  # fmt: skip


def fill(app: AppTest, **fields: Any) -> AppTest:
    """Write into fields of the form, one after the other, each with a run as in the browser."""
    for name, value in fields.items():
        field = getattr(app, KINDS.get(name, "text_input"))(key=f"report-{name}")
        field.set_value(value).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    """Press a button, and run."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


def fill_at_once(app: AppTest, **fields: Any) -> AppTest:
    """Write into fields that all are there, with one run: for tests of what comes after the form."""
    for name, value in fields.items():
        getattr(app, KINDS.get(name, "text_input"))(key=f"report-{name}").set_value(value)
    return press(app, "report-done")


def add(app: AppTest, **fields: Any) -> AppTest:
    """Add a sound report, with other fields where they are given."""
    press(app, "add-report")
    if fields.get("base_id", SOUND["base_id"]) == SOUND["base_id"]:
        return fill_at_once(app, **SOUND | fields)
    fill(app, **SOUND | fields)  # another place has fields of its own, which come with the choice
    return press(app, "report-done")


def faults(app: AppTest) -> list[str]:
    """Give what the form says of its fields."""
    said = [str(block.proto.body) for block in app.get("html")]
    return [text for text in said if text.startswith('<p class="bw-error"')]


def is_open(app: AppTest) -> bool:
    return any(button.key == "report-done" for button in app.button)


def keys(app: AppTest) -> list[str]:
    return [str(button.key) for button in app.button]
