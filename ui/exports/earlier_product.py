"""An earlier export to compare with, given by its manifest file."""

import streamlit as st

from export.product.manifest import parse_manifest
from export.talking_points.changes_since import read_earlier
from geo.model.dates import format_dtg_instant
from geo.model.errors import ViewError
from ui.exports.editor import Draft, show_note


def choose_earlier_product(draft: Draft) -> None:
    """
    Show the field for the manifest of an earlier export, folded until it is opened.

    Parameters
    ----------
    draft
        What the officer has written; changed in place.
    """
    with st.expander("Compare with an earlier export", key="export-since"):
        if draft.earlier is None:
            _take_manifest(draft)
            return
        earlier = draft.earlier
        show_note(
            f"Compared with the export made {format_dtg_instant(earlier.as_of)} for "
            f"{earlier.window}. Pictures, pages, slides and the atlas list what changed."
        )
        if st.button("Stop comparing", key="export-since-drop"):
            draft.earlier = None
            st.rerun()


def _take_manifest(draft: Draft) -> None:
    """Read the manifest; show why it is invalid."""
    given = st.file_uploader(
        "Earlier export's manifest file",
        type=["json"],
        key="export-since-file",
        help="In each archive, and beside the files of the command line. The file name ends in "
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
