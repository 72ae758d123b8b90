"""The buttons beside the title that need no server: copy the link, show the tour."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

_FOLDER: Final = Path(__file__).parent / "component"


@cache
def _component() -> Callable[..., Any]:
    """Register the component, once a process."""
    return st.components.v2.component(
        "basewatch_toolbar",
        html='<div class="bw-toolbar"></div>',
        css=(_FOLDER / "toolbar.css").read_text(encoding="utf-8"),
        js=(_FOLDER / "toolbar.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


def show_toolbar() -> None:
    """Show the buttons; a browser that has not seen the tour is offered it, once."""
    _component()(key="toolbar", data={"invite": True}, height="content")
