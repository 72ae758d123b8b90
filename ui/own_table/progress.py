"""What goes on while a large table is imported: a bar, and what has just begun."""

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
"""How much is done, roughly, when a step begins."""


def show_progress() -> Progress:
    """Show a bar where the page stands; give what moves it on, told what begins."""
    bar = st.progress(0.0, next(iter(_SHARES)))
    done = 0.0

    def tell(begun: str) -> None:
        nonlocal done
        done = max(done, _SHARES.get(begun, done))
        bar.progress(done, begun)

    return tell
