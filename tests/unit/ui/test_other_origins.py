"""Which origins are served here, and which are another's."""

import pytest
import streamlit as st
from starlette.datastructures import Headers

from ui.server.other_origins import is_foreign

HOST = "basewatch.example.org:8501"


@pytest.mark.parametrize(
    ("origin", "foreign"),
    [
        (None, False),
        (f"https://{HOST}", False),
        ("http://localhost:9000", False),
        ("http://127.0.0.1", False),
        ("https://proxy.example.org", False),
        ("https://basewatch.example.org", True),  # another port is another origin
        ("https://elsewhere.example.org", True),
        ("https://listed.example.org", True),
        ("null", True),
        ("file://", True),
    ],
)
@pytest.mark.parametrize("address", ["proxy.example.org", "https://proxy.example.org/base"])
def test_an_origin_is_the_host_this_machine_or_the_named_address(
    origin: str | None, foreign: bool, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {
        "browser.serverAddress": address,
        "server.corsAllowedOrigins": ["https://listed.example.org"],
    }
    monkeypatch.setattr(st, "get_option", settings.__getitem__)
    sent = {"host": HOST} | ({} if origin is None else {"origin": origin})
    assert is_foreign(Headers(sent)) is foreign
