"""The snapshot button: the picture of exactly what the map shows."""

from collections.abc import Callable

import streamlit as st

from export.filename import make_filename
from geo.scene import Scene
from ui.cache import load_basemap


def show_snapshot_button(scene: Scene, official: str | None, *, marked: bool) -> None:
    """
    Show the button that gives the picture; it is drawn when it is asked for.

    Parameters
    ----------
    scene
        What the map shows.
    official
        A sentence on what officials had counted by then; None where none is stated.
    marked
        Whether a marking is set; without one nothing is exported.
    """
    st.download_button(
        "Export PNG",
        data=_draw_later(scene, official),
        file_name=make_filename(scene, "png"),
        mime="image/png",
        on_click="ignore",
        type="primary",
        disabled=not marked,
        help="A4 landscape, 300 dpi: the same extent, period, filters and layers as on the map"
        if marked
        else "Set a marking first: start with BASEWATCH_MARKING=…",
        key="export-png",
    )


def _draw_later(scene: Scene, official: str | None) -> Callable[[], bytes]:
    """Put off the drawing, and the import of what draws, until the button is pressed."""

    def draw() -> bytes:
        from export.picture import render_png  # noqa: PLC0415 - the page opens without it

        return render_png(scene, load_basemap(), official=official)

    return draw
