"""A run of the page without a browser: what the map reports, and what the page then says."""

import json
import uuid
from typing import Any

from streamlit.testing.v1 import AppTest

EXTENT = [38.0, 33.0, 44.0, 37.0]


def settle(app: AppTest, **view: Any) -> AppTest:
    """Report a settled view as the browser does, and run."""
    opening = {
        "from": "2023-10-17", "to": "2023-11-30", "mode": "window", "extent": EXTENT,
        "width": 1100, "record": None,
    }  # fmt: skip
    app.session_state["map"] = {"view": opening | view}
    return app.run()


def answer(app: AppTest, handed: dict[str, Any] | None = None, **told: Any) -> AppTest:
    """Answer as the browser's tab does when a session asks what it keeps; nothing, or its work."""
    to = app.session_state.get("tab-session", "next")
    app.session_state["map-ask"] = {
        "answer": {"to": to, "kept": handed is not None} | told,
        "handed": handed,
    }
    return app


def choose(app: AppTest, **filters: str) -> AppTest:
    """Choose filters as the panel in the browser does, all of them at once, and run."""
    named = {name.replace("_", "-"): text for name, text in filters.items()}
    app.session_state["filters"] = {"choice": {"id": uuid.uuid4().hex, "filters": named}}
    return app.run()


def told(app: AppTest, key: str) -> dict[str, Any]:
    """Give what a component of ours is told to show."""
    (mount,) = [mount for mount in app.get("bidi_component") if mount.key == key]
    shown: dict[str, Any] = json.loads(mount.proto.json)
    return shown


def open_panel(app: AppTest, name: str) -> AppTest:
    """Open one of the panels under the map, and run."""
    app.session_state["panels"] = name
    return app.run()


def texts(app: AppTest) -> str:
    """Give all that the page says in its own HTML."""
    return " ".join(str(block.proto.body) for block in app.get("html"))
