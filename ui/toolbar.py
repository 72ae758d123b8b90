"""The buttons beside the title: copy the link or the map's picture, show the tour."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from export.coverage_words import list_coverage
from export.filter_words import describe_filters
from export.wording import NOT_COMPLETE, describe_making
from geo.marking import slug_marking
from geo.scene import Marking, Scene
from ui.briefing import open_draft
from ui.dialogs import open_dialog
from ui.marking import select_bar_ink

_FOLDER: Final = Path(__file__).parent / "component"
_SCRIPTS: Final = ("clipboard.js", "toolbar.js")


@cache
def _component() -> Callable[..., Any]:
    """Register the component, once a process."""
    return st.components.v2.component(
        "basewatch_toolbar",
        html='<div class="bw-toolbar"></div>',
        css=(_FOLDER / "toolbar.css").read_text(encoding="utf-8"),
        js="\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS),
        isolate_styles=False,
    )


def show_toolbar(scene: Scene, marking: Marking | None) -> None:
    """
    Show the buttons; a browser that has not seen the tour is offered it, once.

    Parameters
    ----------
    scene
        What the map shows.
    marking
        The marking line that a copied picture carries; None where none is set: the button asks for
        one first.
    """
    picture = None if marking is None else describe_picture(scene, marking)
    _component()(
        key="toolbar",
        data={"invite": True, "picture": picture},
        on_ask_change=lambda: open_dialog("marking"),
        height="content",
    )


def describe_picture(scene: Scene, marking: Marking) -> dict[str, Any]:
    """Give the words that the map's frame puts about its picture; period and counts are its own."""
    foot = [NOT_COMPLETE, *list_coverage(scene), describe_making(scene)]
    return {
        "marking": marking.text,
        "name": slug_marking(marking.text),
        "colour": marking.colour,
        "ink": select_bar_ink(marking),
        "title": open_draft().title or scene.title,
        "filters": describe_filters(scene),
        "foot": [" · ".join(filter(None, foot))],
    }
