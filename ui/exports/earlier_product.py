"""The last product, given by its manifest: what is made then says what has changed since."""

import streamlit as st

from export.product.manifest import parse_manifest
from export.talking_points.changes_since import read_earlier
from geo.model.dates import format_dtg_instant
from geo.model.errors import ViewError
from ui.exports.editor import Draft, show_note


def choose_earlier_product(draft: Draft) -> None:
    """
    Let the officer give the manifest of the last product, folded away until asked for.

    Parameters
    ----------
    draft
        What the officer has written; changed in place.
    """
    with st.expander("Say what changed since the last product", key="export-since"):
        if draft.earlier is None:
            _take_manifest(draft)
            return
        earlier = draft.earlier
        show_note(
            f"Compared with the product made {format_dtg_instant(earlier.as_of)} for "
            f"{earlier.window}: pictures, pages, slides and the atlas say what changed."
        )
        if st.button("Compare with none", key="export-since-drop"):
            draft.earlier = None
            st.rerun()


def _take_manifest(draft: Draft) -> None:
    """Take a manifest; what is none is said."""
    given = st.file_uploader(
        "The last product's manifest",
        type=["json"],
        key="export-since-file",
        help="Each archive and each run of the command line has one: its name ends in "
        ".manifest.json.",
    )
    if given is None:
        return
    try:
        draft.earlier = read_earlier(parse_manifest(given.getvalue(), "The file"))
    except ViewError as error:
        show_note(str(error))
        return
    st.rerun()
