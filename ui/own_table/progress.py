"""Progress bar of the import of a large table."""

from typing import Final

import streamlit as st

from geo.importers.pipeline import Progress

_SHARES: Final = {
    "Reading columns": 0.05,
    "Finding sites": 0.2,
    "Collecting sources": 0.35,
    "Checking rows": 0.5,
    "Looking for duplicates": 0.8,
    "Putting it on the map": 0.9,
}
"""Share done, roughly, when a step begins."""


def show_progress() -> Progress:
    """Show a progress bar; return the function to call with the name of each step."""
    bar = st.progress(0.0, next(iter(_SHARES)))
    done = 0.0

    def on_progress(begun: str) -> None:
        nonlocal done
        done = max(done, _SHARES.get(begun, done))
        bar.progress(done, begun)

    return on_progress
