"""The buttons beside the title: *Copy link*, *Copy picture*, *Tour*."""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import streamlit as st

from export.product.filename import make_filename
from export.product.formats import FORMATS
from geo.model.scene import Marking, Scene
from geo.record import Dataset
from ui.component.scripts import join_component, read_style
from ui.exports.menu import make_picture
from ui.state.marking import choose_marking
from ui.widgets.dialogs import open_dialog
from ui.widgets.downloads import find_problem, queue_file, refuse_file, request_file

_KEY: Final = "toolbar"
_PICTURE: Final = "copy-picture"
_PRESS: Final = "copy-picture-press"
_NOT_MARKED: Final = "No marking is set. Set one, then press again."


@cache
def _component() -> Callable[..., Any]:
    """Register the component, once a process."""
    return st.components.v2.component(
        "basewatch_toolbar",
        html='<div class="bw-toolbar"></div>',
        css=read_style("toolbar"),
        js=join_component("toolbar"),
        isolate_styles=False,
    )


def show_toolbar(dataset: Dataset, scene: Scene, marking: Marking | None) -> None:
    """
    Show the buttons; offer the tour once to a browser that has not shown it.

    Parameters
    ----------
    dataset
        The record that the Scene was selected from.
    scene
        What the map shows.
    marking
        The marking of exports; None if none is set: *Copy picture* then asks for one.

    Notes
    -----
    *Copy picture* requests the picture of the export menu. The browser puts it on the clipboard, or
    saves it if the page has no access to the clipboard, see `ui/component/clipboard.js`.
    """
    if marking is None:
        refuse_file(_PICTURE, _NOT_MARKED)
    else:
        png = FORMATS["png"]
        queue_file(
            _PICTURE,
            make_picture(dataset, scene),
            file_name=make_filename(scene, png.extension),
            mime=png.mime,
        )
    problem = find_problem(_PICTURE)
    _component()(
        key=_KEY,
        data={
            "invite": True,
            "error": {"press": st.session_state.get(_PRESS), "text": problem} if problem else None,
        },
        on_ask_change=lambda: open_dialog("marking"),
        on_picture_change=_take_press,
        height="content",
    )


def _take_press() -> None:
    """Request the picture; without a marking, open the dialog that asks for one."""
    press = str(st.session_state[_KEY].picture)
    st.session_state[_PRESS] = press
    request_file(_PICTURE, press)
    if choose_marking() is None:
        open_dialog("marking")
