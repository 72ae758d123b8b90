"""`app`: the page on the shipped record, at a fixed time, whole in its first run."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("BASEWATCH_AS_OF", "2026-11-21T10:54:00Z")
    monkeypatch.delenv("BASEWATCH_DATA", raising=False)
    monkeypatch.delenv("BASEWATCH_MARKING", raising=False)
    opened = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    opened.session_state["begun"] = True  # as after the run that shows the map alone
    opened.session_state["tab-replied"] = (
        True  # and as after the tab's answer that it keeps nothing
    )
    return opened
